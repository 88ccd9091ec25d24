"""How wide letters are: the one table of the house, in em.

Widths are those of Arial, which its metric twins Liberation Sans and Arimo share to the unit; the site's styles name
these three. `assets/lebar-huruf.json` holds the advance widths, taken from Liberation Sans with fontTools (a test compares
them).
"""

from __future__ import annotations

import json
import pkgutil
from functools import lru_cache

UNITS_PER_EM = 2048
WIDEST = 1.0
"""Width of a character that the table lacks (another script, an emoji), in em: as wide as any."""


@lru_cache(maxsize=1)
def letter_widths() -> tuple[dict[str, float], dict[str, float]]:
    """Character → width in em, regular and bold."""
    data = json.loads(pkgutil.get_data("sop_catalog", "assets/lebar-huruf.json") or b"")
    regular, bold = (
        {character: int(width) / UNITS_PER_EM for width, characters in data[name].items() for character in characters}
        for name in ("biasa", "tebal")
    )
    return regular, bold


@lru_cache(maxsize=65536)
def letters_em(text: str, bold: bool = False) -> float:  # noqa: FBT001, FBT002 - a cache key
    """The width of a text on one line, in em."""
    table = letter_widths()[bold]
    return sum(table.get(character, WIDEST) for character in text)
