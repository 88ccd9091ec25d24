"""The numbers that Word prints before paragraphs and keeps out of their text."""

from __future__ import annotations

from lxml import etree

from sop_catalog.importing.readers.package import child, local, number
from sop_catalog.importing.readers.word.xml import W


class Penomoran:
    """Counts the numbered paragraphs of a document, list by list."""

    def __init__(self, tree: etree._Element | None) -> None:
        """Take the list definitions; None where the document has none."""
        self._formats: dict[tuple[str, int], tuple[str, int, str]] = {}
        self._counts: dict[str, list[int]] = {}
        abstract: dict[str, dict[int, tuple[str, int, str]]] = {}
        for item in tree if tree is not None else ():
            if local(item) == "abstractNum":
                abstract[item.get(f"{W}abstractNumId", "")] = dict(_levels(item))
        for item in tree if tree is not None else ():
            if local(item) != "num":
                continue
            base = child(item, "abstractNumId")
            levels = abstract.get(base.get(f"{W}val", "") if base is not None else "", {})
            for level, made in levels.items():
                self._formats[item.get(f"{W}numId", ""), level] = made

    def marked(self, paragraph: etree._Element, text: str) -> str:
        """A paragraph's text with the mark that Word prints before it."""
        properties = child(paragraph, "pPr", "numPr")
        if properties is None:
            return text
        mark, depth = child(properties, "numId"), child(properties, "ilvl")
        list_id = mark.get(f"{W}val", "0") if mark is not None else "0"
        level = min(int(number(depth.get(f"{W}val") if depth is not None else None)), 8)
        if list_id == "0":
            return text
        kind, start, pattern = self._formats.get((list_id, level), ("decimal", 1, "%1."))
        if kind in {"bullet", "none"}:
            return f"• {text}" if text.strip() and kind == "bullet" else text
        counts = self._counts.setdefault(list_id, [])
        while len(counts) <= level:
            counts.append(self._formats.get((list_id, len(counts)), ("decimal", 1, ""))[1] - 1)
        counts[level] = max(counts[level] + 1, start)
        del counts[level + 1 :]
        shown = _format(counts[level], kind)
        return f"{pattern.replace(f'%{level + 1}', shown) if pattern.count('%') == 1 else f'{shown}.'} {text}"


def _levels(item: etree._Element) -> list[tuple[int, tuple[str, int, str]]]:
    found = []
    for level in item:
        if local(level) != "lvl":
            continue
        kind, start, pattern = child(level, "numFmt"), child(level, "start"), child(level, "lvlText")
        found.append(
            (
                int(number(level.get(f"{W}ilvl"))),
                (
                    kind.get(f"{W}val", "decimal") if kind is not None else "decimal",
                    int(number(start.get(f"{W}val") if start is not None else None, 1)),
                    pattern.get(f"{W}val", "") if pattern is not None else "",
                ),
            )
        )
    return found


def _format(count: int, kind: str) -> str:
    if kind in {"lowerLetter", "upperLetter"}:
        letter = chr(97 + (count - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in {"lowerRoman", "upperRoman"}:
        text = ""
        for value, sign in ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            while count >= value:
                text, count = text + sign, count - value
        return text.upper() if kind == "upperRoman" else text
    return str(count)
