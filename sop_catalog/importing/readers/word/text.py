"""The words of a Word document: those of a paragraph, and those at the edges of every page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from sop_catalog.importing.readers.package import Package, local
from sop_catalog.importing.readers.word.xml import W

_SKIPPED = frozenset(
    {"drawing", "pict", "AlternateContent", "instrText", "del", "delText", "object", "txbxContent", "rPr", "pPr"}
)


def paragraph_text(paragraph: etree._Element) -> str:
    """The words of a paragraph, without those of drawings, field codes and deleted words."""
    return "".join(_texts(paragraph))


def _texts(element: etree._Element) -> Iterator[str]:
    for part in element:
        name = local(part)
        if name in _SKIPPED:
            continue
        if name == "t":
            yield part.text or ""
        elif name in {"br", "cr"}:
            yield "\n" if part.get(f"{W}type") != "page" else ""
        elif name == "tab":
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield chr(int(part.get(f"{W}char", "20"), 16)) if _is_hex(part.get(f"{W}char", "")) else ""
        elif name != "p":
            yield from _texts(part)


def _is_hex(text: str) -> bool:
    return 0 < len(text) <= 5 and all(character in "0123456789abcdefABCDEF" for character in text)


def edge_texts(package: Package) -> list[str]:
    """The lines of headers and footers."""
    texts: list[str] = []
    for kind, part in package.relations("word/document.xml").values():
        if kind not in {"header", "footer"}:
            continue
        tree = package.tree(part)
        for paragraph in tree.iter(f"{W}p") if tree is not None else ():
            text = paragraph_text(paragraph).strip()
            if text and text not in texts:
                texts.append(text)
    return texts
