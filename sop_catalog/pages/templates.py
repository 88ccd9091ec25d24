"""How a view becomes HTML.

Our own Jinja environment, because the one of MkDocs does not escape: autoescape and StrictUndefined are on. A file of
the same name in a folder of `Settings.overrides` beats the packaged template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from types import CodeType

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    ModuleLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from sop_catalog.model.lines import mark_length
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.texts import render_text

PACKAGED = Path(__file__).parent.parent / "templates" / "sop"
COMPILED = "sop_templates"
"""The folder beside the package that holds its templates as modules, where they are shipped so."""


class _Code(BytecodeCache):
    """What templates were compiled to, by their texts: the same for each environment and each build of a process."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code:
            self._kept[bucket.key, bucket.checksum] = bucket.code


_CODE = _Code()


@lru_cache(maxsize=8)
def environment(overrides: tuple[Path, ...], kertas: tuple[int, int]) -> Environment:
    """The environment of a site; the same folders and paper give the same environment, so templates compile once.

    The paper is a global of the environment, not of each template: with those, Jinja makes imported macros anew for
    every page and keeps them.
    """
    made = Environment(
        loader=_loader(overrides), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        bytecode_cache=_CODE,
    )  # fmt: skip
    made.globals["kertas"] = kertas
    made.filters["kode"] = mark_code
    made.filters["nomor"] = mark_breaks
    made.filters["teks"] = render_text
    made.tests["butir"] = lambda text: bool(mark_length(text))
    return made


def _loader(overrides: tuple[Path, ...]) -> BaseLoader:
    """Templates as files; where the package has none, as in a browser, as the modules that were made of them."""
    if PACKAGED.is_dir():
        return FileSystemLoader([*(str(folder) for folder in overrides), str(PACKAGED)])
    return ChoiceLoader(
        [ModuleLoader(str(folder)) for folder in (*overrides, PACKAGED.parent.parent.parent / COMPILED)]
    )


def compile_templates(folders: Sequence[Path], first: str) -> Iterator[tuple[int, str, str]]:
    """A template, and all that it includes, as Python modules: for a place without a compiler's time.

    Args:
        folders: with templates, the strongest first.
        first: the name of the template.

    Yields:
        (index of the folder that has it, file name, text) of each module.
    """
    from jinja2.meta import find_referenced_templates  # noqa: PLC0415 - a build needs it once, the browser never

    made = environment((), (0, 0))
    waiting, seen = [first], {first}
    while waiting:
        name = waiting.pop()
        place, path = next((place, folder / name) for place, folder in enumerate(folders) if (folder / name).is_file())
        text = path.read_text("utf-8")
        yield place, ModuleLoader.get_module_filename(name), made.compile(text, name, name, raw=True, defer_init=True)
        found = {other for other in find_referenced_templates(made.parse(text)) if other}
        waiting += sorted(found - seen)
        seen |= found


def mark_code(text: str) -> Markup:
    """Our own texts about the format: what stands between backticks becomes <code>, the rest is escaped."""
    pieces = text.split("`")
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if index % 2 else escape(piece) for index, piece in enumerate(pieces)
    )


def mark_breaks(nomor: str) -> Markup:
    """An SOP's number, escaped, that breaks behind "/" and not in the middle of a year."""
    return Markup("/<wbr>").join(nomor.split("/"))


def template(settings: Settings, name: str) -> Template:
    """A template by its file name, such as "halaman-sop.html". It knows the site's paper as `kertas`."""
    return environment(settings.overrides, settings.paper.size).get_template(name)


def css_string(text: str) -> str:
    """A text as a CSS string: everything but letters and digits is written as an escape, so nothing can end it."""
    return '"' + _CSS_SPECIAL.sub(lambda special: f"\\{ord(special[0]):x} ", text) + '"'


_CSS_SPECIAL = re.compile("[^a-zA-Z0-9]")
