"""How a way is written: the shortest target that leads to the symbol which an arrow reaches.

The rules are those of `flow.graph`, read backwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.drawn.groups import Row
from sop_catalog.model.sop import LANJUT, Target, TargetKind

SELESAI = Target(TargetKind.SELESAI)


class Targets:
    """Names symbols as seen from a row.

    Args:
        flow: the flow.
        codes: of the performers, one for each of its columns.
        rows: its symbols, put together.
        row_of: symbol → row and group; small capsules "selesai" stand in a row behind the last.
    """

    def __init__(
        self, flow: Alur, codes: Sequence[str], rows: Sequence[Row], row_of: Mapping[int, tuple[int, int]]
    ) -> None:
        self.flow = flow
        self.codes = codes
        self.rows = rows
        self.row_of = row_of

    # --- Targets ---

    def target(self, row: int, place: int, symbol: int) -> Target:
        """The shortest target that `flow.graph` resolves to a symbol, seen from a group of a row."""
        wanted = self.row_of[symbol]
        if wanted[0] == len(self.rows):
            return SELESAI
        if self._next(row, place) == wanted:
            return LANJUT
        kode = self.codes[self.flow.lambang[symbol].kolom]
        if self._nearest(row, place, kode) == wanted:
            return Target(TargetKind.PELAKSANA, kode)
        if wanted[1] == 0:
            return Target(TargetKind.NOMOR, nomor=wanted[0] + 1)
        return Target(TargetKind.SIMBOL, kode, wanted[0] + 1)

    def _next(self, row: int, place: int) -> tuple[int, int] | None:
        if row + 1 >= len(self.rows) or not self.rows[row + 1].groups:
            return None
        following = self.rows[row + 1]
        own = self.rows[row].groups[place].kode
        if len(following.groups) > 1 and not following.chain and own:
            for index, group in enumerate(following.groups):
                if own[0] in group.kode:
                    return row + 1, index
        return row + 1, 0

    def _nearest(self, row: int, place: int, kode: str) -> tuple[int, int] | None:
        own = self.rows[row]
        others = range(place) if own.chain else range(len(own.groups))
        for other in others:
            if other != place and kode in own.groups[other].kode:
                return row, other
        for above in range(row - 1, -1, -1):
            for index, group in enumerate(self.rows[above].groups):
                if kode in group.kode:
                    return above, index
        return None
