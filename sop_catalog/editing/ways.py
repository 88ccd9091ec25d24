"""Where each symbol of a file leads, before and after a change: so that an arrow never turns round unnoticed.

Numbers are renumbered. A role code that would mean another symbol than before is written as one that means the same,
and somebody is told; where the target itself is gone, the arrow leads to what has taken its place, and that is told, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from sop_catalog.editing.document import Document
from sop_catalog.editing.value import Path, Put
from sop_catalog.flow.graph import Ending, FlowGraph, build_graph, resolve_target
from sop_catalog.model.decode import decode_tree
from sop_catalog.model.decode_symbols import parse_target
from sop_catalog.model.sop import Kunci, Sop, Target, TargetKind

Place = tuple[int, int]
"""A symbol: row and symbol in it, both from 0."""


@dataclass(frozen=True, slots=True)
class Way:
    """One arrow: a branch, or the `lanjut_ke` of a plain symbol."""

    place: Place
    """Of the symbol that it leaves."""
    kunci: Kunci
    """Where it is written, below its step; () where it is not written."""
    label: str
    """"Ya", "Tidak" or the editor's own word; "" for a plain symbol."""
    target: Target
    to: Place | Ending
    """Where it leads."""


@dataclass(frozen=True, slots=True)
class Note:
    """What was done besides what somebody asked for, or what they should look at."""

    text: str
    """One sentence without a full stop."""
    path: Path
    """What it is about."""
    other: Put | None = None
    """A change that does otherwise; None where there is no other way."""
    other_label: str = ""
    """What that would do, as an order."""


@dataclass(frozen=True)
class Table:
    """The activity table of a file, as far as it can be read."""

    sop: Sop
    graph: FlowGraph

    @cached_property
    def places(self) -> list[Place]:
        """Of each symbol, in the order of their ids."""
        return [(langkah.nomor - 1, index) for langkah in self.sop.langkah for index in range(len(langkah.simbol))]

    @cached_property
    def ways(self) -> tuple[Way, ...]:
        """Every arrow, in the order of the graph's edges."""
        pairs = zip(self._written(), self.graph.edges, strict=True)
        return tuple(
            Way(*written, self.places[edge.target - 1] if edge.ending is Ending.STEP else edge.ending)
            for written, edge in pairs
        )

    def _written(self) -> Iterator[tuple[Place, Kunci, str, Target]]:
        for langkah in self.sop.langkah:
            for index, simbol in enumerate(langkah.simbol):
                place = (langkah.nomor - 1, index)
                for cabang in simbol.cabang:
                    yield place, cabang.kunci, cabang.label, cabang.target
                if not simbol.cabang:
                    kunci = (*simbol.kunci, "lanjut_ke") if simbol.lanjut_ke else ()
                    yield place, kunci, "", simbol.lanjut_ke or Target(TargetKind.LANJUT)

    def way(self, row: int, kunci: Kunci) -> Way | None:
        """The arrow that is written somewhere; None for none."""
        return next((way for way in self.ways if way.place[0] == row and way.kunci == kunci), None)

    def means(self, place: Place, text: str) -> Place | Ending:
        """What a text would mean as the target of a symbol."""
        target = parse_target(text)
        found = resolve_target(self.sop, place[0] + 1, place[1], target) if target else Ending.UNKNOWN
        return found if isinstance(found, Ending) else self.places[found - 1]

    def number_of(self, place: Place) -> str:
        """A symbol as a target by its number: "5", or "5.kepala" for one that is not the first of its row."""
        row, index = place
        performers = self.sop.langkah[row].simbol[index].pelaksana
        return f"{row + 1}.{performers[0]}" if index and performers else str(row + 1)

    def write(self, place: Place, to: Place | Ending) -> str:
        """How an editor writes where an arrow is to lead: the next row, a role code for a way back, else a number.

        Args:
            place: of the symbol that the arrow leaves.
            to: where it is to lead.
        """
        if not isinstance(to, tuple):
            return (TargetKind.TIDAK_TERBACA if to is Ending.UNKNOWN else TargetKind.SELESAI).value
        if self.means(place, TargetKind.LANJUT.value) == to:
            return TargetKind.LANJUT.value
        performers = self.sop.langkah[to[0]].simbol[to[1]].pelaksana
        if to <= place and performers and self.means(place, performers[0]) == to:
            return performers[0]
        return self.number_of(to)


def read_table(document: Document) -> Table | None:
    """The activity table; None where the file has none."""
    sop = decode_tree(document.source, "x.yml", document.tree, document.findings).partial
    return Table(sop, build_graph(sop)) if sop and sop.langkah else None


@dataclass(frozen=True, slots=True)
class Moves:
    """What a change has done to the rows of a table."""

    row: Callable[[int], int | None] = lambda row: row
    """From a row as it was to the same row as it is; None for one that is gone."""
    kunci: Callable[[int, Kunci], Kunci] = lambda row, kunci: kunci  # noqa: ARG005
    """From where something was written in a row (as it was numbered before) to where it is."""


def keep_ways(before: Table | None, document: Document, moves: Moves) -> tuple[Document, list[Note]]:
    """A file after a change, with its arrows leading where they led before.

    Args:
        before: its table before the change; None where it had none.
        document: the file after it.
        moves: what the change has done.
    """
    after = read_table(document)
    if before is None or after is None:
        return document, []
    keeper = _Keeper(before, after, moves)
    changes: list[Put] = []
    notes: list[Note] = []
    for way in before.ways:
        row = moves.row(way.place[0])
        if row is None or not way.kunci:
            continue
        now = after.way(row, moves.kunci(way.place[0], way.kunci))
        if now is not None:
            change, note = keeper.keep(way, now)
            changes += [change] if change else []
            notes += [note] if note else []
    return (document.change(*changes) if changes else document), notes


_POINTING = {TargetKind.PELAKSANA, TargetKind.NOMOR, TargetKind.SIMBOL}


class _Keeper:
    """Finds what has to be written so that an arrow leads where it led, and what has to be said."""

    def __init__(self, before: Table, after: Table, moves: Moves) -> None:
        self.before = before
        self.after = after
        self.moves = moves

    def keep(self, way: Way, now: Way) -> tuple[Put | None, Note | None]:
        """What has to be written, and what has to be said."""
        path: Path = ("langkah", now.place[0], *now.kunci)
        said = f"{way.label or 'lanjutan'} pada langkah {now.place[0] + 1}"
        if way.target.kind not in _POINTING or not (isinstance(way.to, tuple) or isinstance(now.to, tuple)):
            return None, None
        if not isinstance(way.to, tuple):
            means = f"kini `{way.target.format()}` berarti langkah {self._row(now.to)}"
            return None, Note(f"{said} tadinya tanpa tujuan; {means}", path)
        row = self.moves.row(way.to[0])
        if row is None:
            return self._without_target(way, now, path, said)
        wanted = self._symbol_in(row, way.to)
        if now.to == wanted:
            return None, None
        text = self._text(way, now, wanted)
        code, other = self._by_code(way, now, path)
        who = next((column.judul for column in self.after.sop.pelaksana if column.kode == code), code)
        means = (
            f"langkah {who} yang terdekat sebelumnya kini langkah {self._row(now.to)}"
            if isinstance(now.to, tuple)
            else f"sebelumnya kini tidak ada lagi langkah {who}"
        )
        sentence = f"{said} tetap ke langkah {row + 1}, walaupun {means}"
        return Put(path, text), Note(sentence, path, *other) if way.target.kind is TargetKind.PELAKSANA else None

    def _row(self, to: Place | Ending) -> int:
        return to[0] + 1 if isinstance(to, tuple) else 0

    def _without_target(self, way: Way, now: Way, path: Path, said: str) -> tuple[Put | None, Note | None]:
        """An arrow whose target is gone: it leads to the row that has taken its place."""
        gone = way.to[0] if isinstance(way.to, tuple) else 0
        later = (self.moves.row(row) for row in range(gone + 1, len(self.before.sop.langkah)))
        following = next((row for row in later if row is not None), None)
        text = str(following + 1) if following is not None else TargetKind.SELESAI.value
        where = f"langkah {text}" if following is not None else "akhir"
        is_itself = following == now.place[0]
        leads = "kembali ke langkah itu sendiri, jadi pilih tujuannya" if is_itself else f"diarahkan ke {where}"
        sentence = f"{said} menuju langkah {gone + 1} yang dihapus; kini {leads}"
        return Put(path, text), Note(sentence, path, *self._by_code(way, now, path)[1])

    def _by_code(self, way: Way, now: Way, path: Path) -> tuple[str, tuple[Put | None, str]]:
        """A role code, and what keeping it would do: nothing where it is none, or means nothing any more."""
        code = way.target.format()
        if way.target.kind is not TargetKind.PELAKSANA or not isinstance(now.to, tuple):
            return code, (None, "")
        return code, (Put(path, code), f"arahkan ke langkah {now.to[0] + 1}")

    def _symbol_in(self, row: int, was: Place) -> Place:
        """The symbol of a row that is what another one was: at the same place in it, where the row has kept its symbols."""
        symbols = self.after.sop.langkah[row].simbol
        if len(symbols) == len(self.before.sop.langkah[was[0]].simbol):
            return (row, was[1])
        performers = set(self.before.sop.langkah[was[0]].simbol[was[1]].pelaksana)
        same = (index for index, simbol in enumerate(symbols) if performers & set(simbol.pelaksana))
        return (row, next(same, 0))

    def _text(self, way: Way, now: Way, wanted: Place) -> str:
        """How one writes a symbol as a target: by a role code where there was one and one means it, else by its number."""
        if way.target.kind is TargetKind.PELAKSANA:
            for code in self.after.sop.langkah[wanted[0]].simbol[wanted[1]].pelaksana:
                if self.after.means(now.place, code) == wanted:
                    return code
        return self.after.number_of(wanted)
