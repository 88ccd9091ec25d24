"""A catalogue as it may be published: each NIP that stands outside its own field is masked, once and for all pages.

Pages, addresses, lists, the search index and downloads are all made of what comes from here, so none of them needs to
know what a NIP is. Texts of the files themselves stay as they are: they belong to the editors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.model.sop import Pengesah
from sop_catalog.model.values.nip import Nip
from sop_catalog.source.nip import mask_nip, may_hold_nip
from sop_catalog.source.text import Source

_T = TypeVar("_T")
_BARE = ("jabatan", "nama", "pangkat")
"""Of who has approved: there nine digits are an old NIP."""


def mask_catalog(catalog: Catalog) -> Catalog:
    """The catalogue with each NIP masked in everything that SOPs and registers say; `disahkan_oleh.nip` stays.

    Args:
        catalog: with its findings, which hold none.
    """
    files = tuple(_mask_file(file) if _may_hold(file.source) else file for file in catalog.files)
    registers = catalog.registers
    if any(map(_may_hold, catalog.register_sources.values())):
        registers = mask_record(registers)
    signed, keadaan = mask_record(catalog.signed), mask_record(catalog.keadaan)
    if (
        files == catalog.files
        and registers is catalog.registers
        and signed is catalog.signed
        and keadaan is catalog.keadaan
    ):
        return catalog
    return replace(catalog, files=files, registers=registers, signed=signed, keadaan=keadaan)


def _may_hold(source: Source) -> bool:
    r"""Whether a closer look is needed; YAML can write a digit as "\x31", too."""
    return may_hold_nip(source.text) or "\\" in source.text


def _mask_file(file: SopFile) -> SopFile:
    return replace(file, sop=mask_record(file.sop), header=mask_record(file.header))


def mask_record(value: _T) -> _T:
    """A record with each NIP in its texts masked, however deep; itself where there is none."""
    masked: Any = _mask(value)
    return masked  # type: ignore[no-any-return]


def _mask(value: Any) -> Any:
    if isinstance(value, Nip | Enum):
        return value
    if isinstance(value, str | int):  # in mkdocs.yml, and in the head of a page, digits alone are a number
        text = str(value)
        return value if (masked := mask_nip(text)) == text else masked
    if isinstance(value, tuple | list):
        changed = type(value)(map(_mask, value))
        return value if all(a is b for a, b in zip(value, changed, strict=True)) else changed
    if isinstance(value, Mapping):
        pairs = [(_mask(key), _mask(item)) for key, item in value.items()]
        is_same = all(key is old and item is value[old] for old, (key, item) in zip(value, pairs, strict=True))
        return value if is_same else dict(pairs)
    if is_dataclass(value) and not isinstance(value, type):
        return _mask_dataclass(value)
    return value


def _mask_dataclass(value: Any) -> Any:
    changes = {}
    for item in fields(value):
        old = getattr(value, item.name)
        is_bare = isinstance(value, Pengesah) and item.name in _BARE
        new = mask_nip(old, bare=True) if is_bare else _mask(old)
        if new is not old:
            changes[item.name] = new
    return replace(value, **changes) if changes else value
