"""What is compiled for the browser says what the sources say, without what nobody reads there."""

from __future__ import annotations

import marshal
from types import CodeType
from typing import Any

from sop_catalog.site.pyodide_compile import TEMPLATES, compile_module

TEXT = '''\
"""A module."""
def twice(number):
    """Documented."""
    def inner():
        "Too."
        return number * 2
    return inner()
class Empty:
    """A class."""
'''


def _codes(code: CodeType) -> list[CodeType]:
    return [code, *(inner for part in code.co_consts if isinstance(part, CodeType) for inner in _codes(part))]


def _load(name: str) -> tuple[dict[str, Any], CodeType, bytes]:
    compiled = compile_module(TEXT, name)
    code = marshal.loads(compiled[16:])  # noqa: S302 - our own bytes, behind the head of a .pyc
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102
    return names, code, compiled


def test_it_does_what_the_source_does() -> None:
    names, code, compiled = _load("sop_catalog/coba.py")
    assert names["twice"](21) == 42
    assert names["twice"].__doc__ is None
    assert not [word for word in (b"A module", b"Documented", b"Too.") if word in compiled]
    assert {part.co_linetable for part in _codes(code)} == {b""}


def test_a_template_keeps_its_lines() -> None:
    """Jinja looks them up when a template fails."""
    _, code, _ = _load(f"{TEMPLATES}coba.py")
    assert all(part.co_linetable for part in _codes(code))
