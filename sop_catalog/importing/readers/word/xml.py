"""How Word writes in XML: its namespace, its unit of length, the value of a mark."""

from __future__ import annotations

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIP = 20.0
"""To a point."""


def value_of(element: etree._Element | None) -> str | None:
    """What a mark says (`w:val`); None where there is no mark, or it says nothing."""
    return element.get(f"{W}val") if element is not None else None
