"""Whether an SVG is a mere drawing. A browser that opens one by itself runs what it holds in the name of the site."""

from __future__ import annotations

import re
from xml.parsers import expat

MAX_SVG = 4 * 1024 * 1024
"""Bytes; a larger one is no drawing for a page."""
_ACTIVE = {"script", "foreignobject", "handler", "iframe", "embed", "object"}
_ADDRESSES = {"href", "src", "ping", "base", "to", "from", "by", "values"}
"""Attributes that are addresses, or may be made one by an animation."""
_SAFE_ADDRESS = re.compile(r"(?:#|data:image/(?:png|jpeg|gif|webp);|(?!//)[^:]*\Z)", re.IGNORECASE)
_FOREIGN_STYLE = re.compile(r"(?:url|src)\(\s*['\"]?\s*(?![#'\"\s]|data:)|image-set\([^)]*//|@import", re.IGNORECASE)
_STYLE_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE)
"""A character of a style as its number, or as itself: `\\75rl(` is `url(`."""
_BLANKS = re.compile(r"[\x00-\x20]")


def find_active_svg(data: bytes) -> str:
    """What an SVG holds besides a drawing, in words for a message: a script, an address elsewhere; "" for nothing.

    Args:
        data: the file.
    """
    if len(data) > MAX_SVG:
        return f"lebih besar dari {MAX_SVG // 1024 // 1024} MB"
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError:
        return "bukan SVG yang sah"
    return reader.found[0] if reader.found else ""


def _unescape(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else 0
    return chr(number) if 0 < number <= 0x10FFFF else match[2] or ""


class _Reader:
    """Reads tag by tag. Expat itself ends a file whose entities multiply, and opens no other file."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._read_style
        self.parser.EntityDeclHandler = self._declare
        self.parser.ProcessingInstructionHandler = self._instruct

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2].lower()
        if tag in _ACTIVE:
            self.found.append(f"memuat <{tag}>")
        for key, value in attributes.items():
            attribute = key.rpartition(":")[2].lower()
            if attribute.startswith("on") or (attribute == "attributename" and value.strip().lower().startswith("on")):
                self.found.append(f"memuat {attribute}=")
            elif attribute in _ADDRESSES and not _SAFE_ADDRESS.match(_BLANKS.sub("", value)):
                self.found.append("memuat alamat di luar gambar itu sendiri")
            self._read_style(value)

    def _read_style(self, text: str) -> None:
        if _FOREIGN_STYLE.search(_STYLE_ESCAPE.sub(_unescape, text) if "\\" in text else text):
            self.found.append("memuat gaya dari tempat lain")

    def _declare(self, _name: str, _is_parameter: int, value: str | None, *_: object) -> None:
        if value is None:
            self.found.append("memuat entitas dari tempat lain")

    def _instruct(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self.found.append("memuat gaya dari tempat lain")
