"""What stands beside the off-page connectors at a sheet's end: on which sheet each line goes on, or from which it comes."""

from __future__ import annotations

from collections.abc import Callable

from sop_catalog.flow.tile import Connector, Strip


def say_connectors(strip: Strip | None, sheet_of: Callable[[int], int]) -> str:
    """Where a strip's lines lead and come from: "A ke hal. 2; B, C ke hal. 5; D dari hal. 1, 3"; "" without a strip.

    Args:
        strip: the connectors at the end or the beginning of a sheet.
        sheet_of: the number of the sheet that a step stands on.
    """
    ways: dict[tuple[str, str], dict[str, None]] = {}
    connectors = [connector for tile in strip.tiles for connector in tile.connectors] if strip else []
    for connector in sorted(connectors, key=lambda one: (not one.keluar, len(one.huruf), one.huruf)):
        word = "ke" if connector.keluar else "dari"
        ways.setdefault((word, say_sheets(connector, sheet_of)), {})[connector.huruf] = None
    return "; ".join(f"{', '.join(letters)} {word} hal. {sheets}" for (word, sheets), letters in ways.items())


def say_sheets(connector: Connector, sheet_of: Callable[[int], int]) -> str:
    """The sheets at the other end of a connector's line: "5"; "1, 3" where lines of several come in as one."""
    return ", ".join(str(sheet) for sheet in sorted({sheet_of(nomor) for nomor in connector.langkah}))
