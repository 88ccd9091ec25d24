"""Numbered lists of a Word document, each counted by itself."""

from __future__ import annotations

from docx.document import Document
from docx.oxml import parse_xml

from sop_catalog.exporting.wordml import NAMES, twip
from sop_catalog.pages.paper.sizes import BOX_INDENT

_ABSTRACT = 900
"""Id of the one form of list: 1. 2. 3."""


def add_lists(document: Document, count: int) -> None:
    """Define lists 1 … `count`; the package's own definitions are replaced."""
    root = document.part.numbering_part.element
    for old in list(root):
        root.remove(old)
    indent = twip(BOX_INDENT)
    root.append(
        parse_xml(
            f'<w:abstractNum {NAMES} w:abstractNumId="{_ABSTRACT}"><w:multiLevelType w:val="singleLevel"/>'
            '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr></w:lvl></w:abstractNum>'
        )
    )
    for number in range(1, count + 1):
        root.append(
            parse_xml(
                f'<w:num {NAMES} w:numId="{number}"><w:abstractNumId w:val="{_ABSTRACT}"/>'
                '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            )
        )
