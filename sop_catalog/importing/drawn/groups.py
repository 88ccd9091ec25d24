"""The symbols of a row: one alone, several together, a chain from one to the next, or each with ways of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.naskah import JenisBentuk


@dataclass
class Group:
    """What becomes one `Simbol`: one symbol, or several that act together."""

    lambang: list[int]
    """Indices of its symbols, the one that carries the arrows first."""
    kode: tuple[str, ...]
    jenis: JenisBentuk
    isi: str
    keluar: list[Panah] = field(default_factory=list)
    """The arrows that leave it (`ways`)."""


@dataclass
class Row:
    """The groups of a row, in the order in which the flow goes through them."""

    groups: list[Group]
    chain: bool = False
    """Whether each goes on to the next."""


class RowDoubts:
    """What is in doubt about the rows of a flow, in the order in which it was noted."""

    def __init__(self, flow: Alur) -> None:
        self.flow = flow
        self.ragu: list[Ragu] = []

    def note(self, jenis: JenisRagu, text: str, row: int, symbol: Lambang | None = None) -> None:
        """Note a doubt about a row, at a symbol of it if one is meant."""
        own = self.flow.baris[row]
        self.ragu.append(Ragu(jenis, text, own.halaman, row + 1, symbol.kotak if symbol else own.kotak))


def group_rows(flow: Alur, codes: Sequence[str], doubts: RowDoubts) -> list[Row]:
    """The symbols of every row, put together as they act.

    Args:
        flow: the flow.
        codes: of the performers, one for each of its columns.
        doubts: takes what is not certain.
    """
    grouping = _Grouping(flow, codes, doubts)
    return [grouping.row(index) for index in range(len(flow.baris))]


class _Grouping:
    def __init__(self, flow: Alur, codes: Sequence[str], doubts: RowDoubts) -> None:
        self.flow = flow
        self.codes = codes
        self.doubt = doubts.note

    def row(self, index: int) -> Row:
        """The symbols of one row."""
        own = [
            number
            for number, symbol in enumerate(self.flow.lambang)
            if symbol.baris == index and not symbol.penghubung and symbol.kolom >= 0
        ]
        self._check_places(index, own)
        if not own:
            if any(symbol.baris == index for symbol in self.flow.lambang):
                self.doubt(JenisRagu.DI_LUAR, "simbol baris ini berada di luar kolom pelaksana", index)
            return Row([])
        own.sort(key=lambda number: (self.flow.lambang[number].kolom, self.flow.lambang[number].kotak.kiri))
        if len(own) == 1:
            return Row([self._group(own)])
        within = [
            arrow for arrow in self.flow.panah if arrow.dari in own and arrow.ke in own and arrow.dari != arrow.ke
        ]
        headed = [arrow for arrow in within if arrow.berkepala and not arrow.dua_kepala]
        order = self._chain_order(own, headed)
        if order:
            return Row([self._group([number]) for number in order], chain=True)
        together = self._joint(index, own, headed)
        if together:
            return Row([self._group(together)])
        columns = [self.flow.lambang[number].kolom for number in own]
        if len(set(columns)) < len(columns):
            self.doubt(JenisRagu.BEBERAPA_SIMBOL, "satu kolom memuat dua simbol pada baris ini", index)
        return Row([self._group([number]) for number in self._listed_order(own, headed)])

    def _check_places(self, index: int, own: Sequence[int]) -> None:
        for number in own:
            symbol = self.flow.lambang[number]
            title = self.flow.column_name(symbol.kolom)
            if symbol.bersama:
                others = " dan ".join(self.flow.column_name(column) for column in symbol.bersama)
                self.doubt(
                    JenisRagu.BATAS,
                    f"simbol membentang di kolom {title} dan {others}; dibaca sebagai dikerjakan bersama",
                    index,
                    symbol,
                )
            elif symbol.lewat_kolom:
                self.doubt(
                    JenisRagu.BATAS,
                    f"simbol melewati batas kolom {title} ({symbol.lewat_kolom:.0%}); dibaca di kolom itu",
                    index,
                    symbol,
                )
            if symbol.lewat_baris:
                self.doubt(
                    JenisRagu.BATAS,
                    f"simbol di kolom {title} melewati batas baris ({symbol.lewat_baris:.0%}); dibaca di baris ini",
                    index,
                    symbol,
                )
            if not symbol.baku:
                self.doubt(
                    JenisRagu.TIDAK_BAKU,
                    f"simbol di kolom {title} ({symbol.jenis.value}) bukan simbol baku; dibaca sebagai kegiatan biasa",
                    index,
                    symbol,
                )
            if not symbol.pasti:
                self.doubt(
                    JenisRagu.LETAK,
                    f"simbol di kolom {title} ditambatkan jauh dari barisnya; barisnya diambil menurut urutan simbol",
                    index,
                    symbol,
                )

    def _group(self, own: list[int]) -> Group:
        symbols = [self.flow.lambang[number] for number in own]
        words = " / ".join(dict.fromkeys(symbol.isi for symbol in symbols if symbol.isi))
        columns = (column for symbol in symbols for column in (symbol.kolom, *symbol.bersama))
        codes = tuple(dict.fromkeys(self.codes[column] for column in columns))
        kind = next((symbol.jenis for symbol in symbols if symbol.jenis is JenisBentuk.KETUPAT), symbols[0].jenis)
        return Group(own, codes, kind, words)

    def _chain_order(self, own: Sequence[int], headed: Sequence[Panah]) -> list[int]:  # noqa: C901, PLR0911 - one case after another
        """The symbols in the order of a chain; empty where they are none.

        A chain runs through all symbols of the row, each goes on to the next and nowhere else, and only the last may be
        a diamond.
        """
        onward: dict[int, int] = {}
        for arrow in headed:
            if arrow.dari in onward and onward[arrow.dari] != arrow.ke:
                return []
            onward[arrow.dari] = arrow.ke
        if len(set(onward.values())) != len(onward) or len(onward) != len(own) - 1:
            return []
        starts = [number for number in own if number not in onward.values()]
        if len(starts) != 1:
            return []
        order = [starts[0]]
        while order[-1] in onward:
            order.append(onward[order[-1]])
        if len(order) != len(own):
            return []
        for number in order[:-1]:
            if self.flow.lambang[number].jenis is JenisBentuk.KETUPAT:
                return []
            if any(arrow.dari == number and arrow.ke not in own for arrow in self.flow.panah):
                return []
        columns = [self.flow.lambang[number].kolom for number in order]
        if len(set(columns)) != len(columns) or any(self.flow.lambang[number].isi for number in order):
            return []
        return order

    def _joint(self, index: int, own: Sequence[int], headed: Sequence[Panah]) -> list[int]:
        """The symbols of a joint step, the one with the arrows first; empty where each goes its own way."""
        symbols = [self.flow.lambang[number] for number in own]
        if headed or len({symbol.kolom for symbol in symbols}) < len(symbols):
            return []
        if len({symbol.isi for symbol in symbols if symbol.isi}) > 1:
            return []
        outside = [arrow for arrow in self.flow.panah if not (arrow.dari in own and arrow.ke in own)]
        leaving = [number for number in own if any(arrow.dari == number for arrow in outside)]
        entered = [number for number in own if any(arrow.ke == number for arrow in outside)]
        targets = {arrow.ke for arrow in outside if arrow.dari in own}
        if len(leaving) > 1 and len(targets) > 1:
            return []
        if sum(1 for symbol in symbols if symbol.jenis is JenisBentuk.KETUPAT) > 1:
            return []
        diamond = [number for number, symbol in zip(own, symbols, strict=True) if symbol.jenis is JenisBentuk.KETUPAT]
        linked = any(
            arrow.dari in own and arrow.ke in own and (not arrow.berkepala or arrow.dua_kepala)
            for arrow in self.flow.panah
        )
        first = (diamond or leaving or entered or list(own))[0]
        titles = " dan ".join(self.flow.column_name(symbol.kolom) for symbol in symbols)
        if not linked or len(leaving) > 1 or len(entered) > 1:
            self.doubt(
                JenisRagu.BEBERAPA_SIMBOL,
                f"simbol di kolom {titles} tanpa panah di antaranya; dibaca sebagai dikerjakan bersama",
                index,
                self.flow.lambang[first],
            )
        return [first, *(number for number in own if number != first)]

    def _listed_order(self, own: Sequence[int], headed: Sequence[Panah]) -> list[int]:
        """Symbols of a list: the one that the flow enters first, the others from left to right."""
        entered = [
            number
            for number in own
            if any(arrow.ke == number and (arrow.dari < 0 or arrow.dari not in own) for arrow in self.flow.panah)
        ]
        inner = {arrow.ke for arrow in headed}
        starts = [number for number in entered if number not in inner] or entered
        starts = starts or [number for number in own if number not in inner]
        first = starts[0] if starts else own[0]
        return [first, *(number for number in own if number != first)]
