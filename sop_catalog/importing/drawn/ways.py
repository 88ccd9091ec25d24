"""From arrows to steps of the model: what leaves the symbols of a row, as branches, chains and ways onward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.drawn.groups import Group, RowDoubts, group_rows
from sop_catalog.importing.drawn.labels import meaning
from sop_catalog.importing.drawn.panah import Panah
from sop_catalog.importing.drawn.symbols import Lambang
from sop_catalog.importing.drawn.targets import SELESAI, Targets
from sop_catalog.importing.naskah import JenisBentuk
from sop_catalog.model.sop import LANJUT, RANTAI, TIDAK_TERBACA, Cabang, Pelaksana, Simbol, Target, TargetKind

_UNREAD = Target(TargetKind.TIDAK_TERBACA)


def read_ways(flow: Alur, columns: Sequence[Pelaksana]) -> tuple[list[tuple[Simbol, ...]], list[Ragu]]:
    """The symbols of every row as the model has them.

    Args:
        flow: the flow.
        columns: the performers, one for each of its columns.

    Returns:
        One tuple a row, and what was in doubt.
    """
    return _Ways(flow, columns).read()


class _Ways:
    def __init__(self, flow: Alur, columns: Sequence[Pelaksana]) -> None:
        codes = [column.kode for column in columns]
        doubts = RowDoubts(flow)
        self.flow = flow
        self.doubt = doubts.note
        self.ragu = doubts.ragu
        self.rows = group_rows(flow, codes, doubts)
        self._row_of = {
            symbol: (number, place)
            for number, row in enumerate(self.rows)
            for place, group in enumerate(row.groups)
            for symbol in group.lambang
        }
        """Symbol → row and group; small capsules "selesai" stand in a row behind the last."""
        ends = (index for index, symbol in enumerate(flow.lambang) if symbol.selesai)
        self._row_of |= {index: (len(self.rows), place) for place, index in enumerate(ends)}
        self._targets = Targets(flow, codes, self.rows, self._row_of)

    def read(self) -> tuple[list[tuple[Simbol, ...]], list[Ragu]]:
        for number, row in enumerate(self.rows):
            for place, group in enumerate(row.groups):
                group.keluar = self._outgoing(number, place, group)
        return [self._symbols(number) for number in range(len(self.rows))], self.ragu

    def _outgoing(self, row: int, place: int, group: Group) -> list[Panah]:
        """The arrows that leave a group; those within it and back to it without a way are left out."""
        found: dict[object, Panah] = {}
        for arrow in self.flow.panah:
            if arrow.dari not in group.lambang or (arrow.ke in group.lambang and arrow.dari != arrow.ke):
                continue
            if arrow.ke >= 0 and arrow.ke not in self._row_of:
                continue
            if (
                not arrow.berkepala
                and arrow.ke >= 0
                and self._row_of[arrow.ke][0] == row
                and group.jenis is not JenisBentuk.KETUPAT
            ):
                continue
            key: object = (self._row_of[arrow.ke], meaning(arrow.label)) if arrow.ke >= 0 else id(arrow)
            found.setdefault(key, arrow)
        ways = list(found.values())
        row_ = self.rows[row]
        if row_.chain and place < len(row_.groups) - 1:
            return [arrow for arrow in ways if arrow.ke in row_.groups[place + 1].lambang]
        for arrow in ways:
            self._doubt_of(arrow, row)
        return ways

    def _doubt_of(self, arrow: Panah, row: int) -> None:
        symbol = self.flow.lambang[arrow.dari]
        title = self.flow.column_name(symbol.kolom)
        if arrow.ke >= 0 and not arrow.berkepala:
            self.doubt(
                JenisRagu.TANPA_KEPALA,
                f"garis dari {title} tanpa mata panah; dibaca menuju {self._where(arrow.ke)}",
                row,
                symbol,
            )
        if arrow.dua_kepala and arrow.ke >= 0:
            self.doubt(
                JenisRagu.DUA_KEPALA,
                f"garis antara {title} dan {self._where(arrow.ke)} bermata panah dua; dibaca dari {title}",
                row,
                symbol,
            )
        if arrow.menyatu and arrow.ke >= 0:
            self.doubt(
                JenisRagu.GARIS_MENYATU,
                f"panah dari {title} menyatu dengan garis lain; dibaca menuju {self._where(arrow.ke)}",
                row,
                symbol,
            )

    def _where(self, symbol: int) -> str:
        row, _ = self._row_of[symbol]
        if row == len(self.rows):
            return "selesai"
        return f"langkah {row + 1} ({self.flow.column_name(self.flow.lambang[symbol].kolom)})"

    def _symbols(self, number: int) -> tuple[Simbol, ...]:
        row = self.rows[number]
        if not row.groups:
            loose = any(not symbol.pasti and symbol.baris < 0 for symbol in self.flow.lambang)
            why = "simbolnya ditambatkan jauh dari barisnya" if loose else "tidak ada simbol pada baris ini"
            self.doubt(JenisRagu.PELAKSANA, f"{why}; pelaksana ditulis tidak terbaca", number)
            return (Simbol(()),)
        listed = len(row.groups) > 1 and not row.chain
        made = []
        for place, group in enumerate(row.groups):
            kunci = ("simbol", place) if listed else ()
            if row.chain and place < len(row.groups) - 1:
                made.append(Simbol(group.kode, "", (), RANTAI, ()))
                continue
            cabang, onward = self._branches(number, place, group, kunci)
            made.append(Simbol(group.kode, group.isi, cabang, onward, kunci))
        return tuple(made)

    def _branches(
        self, row: int, place: int, group: Group, kunci: tuple[str | int, ...]
    ) -> tuple[tuple[Cabang, ...], Target | None]:
        ways = group.keluar
        if group.jenis is JenisBentuk.KETUPAT:
            return self._decision(row, place, group, kunci), None
        labelled = [arrow for arrow in ways if arrow.label]
        if len(ways) > 1 and len(labelled) == len(ways) and len({meaning(a.label) for a in ways}) == len(ways):
            symbol = self.flow.lambang[group.lambang[0]]
            self._doubt_lost(ways, row, symbol)
            return self._labelled(row, place, ways, kunci), None
        return (), self._onward(row, place, group)

    def _onward(self, row: int, place: int, group: Group) -> Target | None:
        """Where a plain symbol goes on to; None for the next row."""
        symbol = self.flow.lambang[group.lambang[0]]
        title = self.flow.column_name(symbol.kolom)
        last = row == len(self.rows) - 1
        ways = [arrow for arrow in group.keluar if arrow.ke >= 0]
        lost = [arrow for arrow in group.keluar if arrow.ke < 0]
        if not ways:
            if last:
                return None
            if symbol.jenis is JenisBentuk.KAPSUL and row > 0 and not lost:
                return SELESAI
            following = self.rows[row + 1].groups
            entered = any(
                arrow.ke in other.lambang and arrow.dari >= 0 and self._row_of.get(arrow.dari, (-1, 0))[0] != row + 1
                for other in following
                for arrow in self.flow.panah
            )
            if lost and symbol.halaman == self.flow.baris[row + 1].halaman:
                self.doubt(
                    JenisRagu.UJUNG_LEPAS,
                    f"ujung panah dari {title} tidak menempel pada simbol; dibaca menuju langkah berikutnya",
                    row,
                    symbol,
                )
            elif not lost or entered:
                self.doubt(
                    JenisRagu.UJUNG_LEPAS,
                    f"tidak ada panah keluar dari {title}; dibaca menuju langkah berikutnya",
                    row,
                    symbol,
                )
            return None
        if len(ways) > 1:
            chosen = next((a for a in ways if self._row_of[a.ke][0] == row + 1), ways[0])
            others = [a for a in ways if a is not chosen]
            shown = ", ".join(self._where(a.ke) for a in others)
            self.doubt(
                JenisRagu.CABANG,
                f"dari {title} keluar {len(ways)} panah; yang dipakai menuju {self._where(chosen.ke)}, yang lain menuju {shown}",
                row,
                symbol,
            )
            ways = [chosen]
        target = self._targets.target(row, place, ways[0].ke)
        return None if target == LANJUT else target

    def _labelled(
        self, row: int, place: int, ways: Sequence[Panah], kunci: tuple[str | int, ...]
    ) -> tuple[Cabang, ...]:
        """Branches with their labels as they are printed; Ya before Tidak."""
        meanings = [meaning(arrow.label) for arrow in ways]
        plain = all(_is_yes_no(arrow.label) for arrow in ways) and sorted(meanings) == ["Tidak", "Ya"]
        ordered = sorted(ways, key=lambda arrow: (meaning(arrow.label) == "Tidak", meaning(arrow.label) != "Ya"))
        made = []
        for arrow in ordered:
            target = self._targets.target(row, place, arrow.ke) if arrow.ke >= 0 else _UNREAD
            if plain:
                label = meaning(arrow.label)
                name = "jika_ya" if label == "Ya" else "jika_tidak"
                made.append(Cabang(label, target, (*kunci, name) if target != LANJUT or label == "Tidak" else ()))
            else:
                label = _unlike(" ".join(arrow.label.split()), [branch.label for branch in made])
                made.append(Cabang(label, target, (*kunci, "jika", label)))
        return tuple(made)

    def _decision(self, row: int, place: int, group: Group, kunci: tuple[str | int, ...]) -> tuple[Cabang, ...]:
        symbol = self.flow.lambang[group.lambang[0]]
        title = self.flow.column_name(symbol.kolom)
        ways = list(group.keluar)
        self._doubt_lost(ways, row, symbol)
        ways = self._with_labels(row, ways, title, symbol)
        if len(ways) >= 3:
            distinct = {meaning(arrow.label) for arrow in ways}
            if len(distinct) < len(ways):
                self.doubt(
                    JenisRagu.CABANG, f"belah ketupat di kolom {title} punya {len(ways)} panah keluar", row, symbol
                )
                ways = _one_each(ways)
        if len(ways) < 2:
            return self._single(row, place, ways, kunci, title, symbol)
        return self._labelled(row, place, ways, kunci)

    def _doubt_lost(self, ways: Sequence[Panah], row: int, symbol: Lambang) -> None:
        """Name the branches that end at no symbol."""
        title = self.flow.column_name(symbol.kolom)
        for arrow in ways:
            if arrow.ke < 0:
                self.doubt(
                    JenisRagu.CABANG,
                    f"cabang {arrow.label or 'tanpa label'} dari {title} tidak sampai pada simbol; tujuannya ditulis tidak terbaca",
                    row,
                    symbol,
                )

    def _with_labels(self, row: int, ways: list[Panah], title: str, symbol: Lambang) -> list[Panah]:
        """Give the missing labels: of two arrows the other one's opposite, as a doubt."""
        bare = [arrow for arrow in ways if not arrow.label]
        for arrow in ways:
            if arrow.label and arrow.label_diduga:
                text = f"label cabang dari {title} kurang jelas; dibaca “{arrow.label}”"
                self.doubt(JenisRagu.LABEL_DIDUGA, text, row, symbol)
        if not bare:
            return ways
        known = {meaning(arrow.label) for arrow in ways if arrow.label}
        result = []
        for arrow in ways:
            if arrow.label:
                result.append(arrow)
                continue
            if len(bare) == 1 and known == {"Ya"}:
                label = "Tidak"
            elif len(bare) == 1 and known == {"Tidak"}:
                label = "Ya"
            elif len(ways) == 2 and len(bare) == 2:
                ahead = [a for a in ways if a.ke >= 0 and self._row_of[a.ke][0] > row]
                label = (
                    ("Ya" if arrow is ahead[0] else "Tidak")
                    if len(ahead) == 1
                    else ("Ya" if arrow is ways[0] else "Tidak")
                )
            else:
                label = TIDAK_TERBACA
            where = self._where(arrow.ke) if arrow.ke >= 0 else "tujuan yang tidak terbaca"
            self.doubt(
                JenisRagu.LABEL_DIDUGA,
                f"panah dari {title} menuju {where} tidak berlabel; dibaca “{label}”",
                row,
                symbol,
            )
            result.append(replace(arrow, label=label, label_diduga=True))
        return result

    def _single(  # noqa: PLR0913, PLR0917 - each is a different thing
        self, row: int, place: int, ways: list[Panah], kunci: tuple[str | int, ...], title: str, symbol: Lambang
    ) -> tuple[Cabang, ...]:
        """A diamond with one way or none that could be read: the other is not readable."""
        self.doubt(
            JenisRagu.CABANG,
            f"belah ketupat di kolom {title} punya {len(ways) or 'tidak satu pun'} panah keluar yang terbaca; cabang yang lain ditulis tidak terbaca",
            row,
            symbol,
        )
        target = self._targets.target(row, place, ways[0].ke) if ways and ways[0].ke >= 0 else _UNREAD
        label = meaning(ways[0].label) if ways else ""
        if label in {"Ya", "Tidak"} and _is_yes_no(ways[0].label):
            yes, no = (target, _UNREAD) if label == "Ya" else (_UNREAD, target)
        elif ways and ways[0].label:
            own = " ".join(ways[0].label.split())
            other = _unlike(TIDAK_TERBACA, [own])
            return (
                Cabang(own, target, (*kunci, "jika", own)),
                Cabang(other, _UNREAD, (*kunci, "jika", other)),
            )
        else:
            yes, no = _UNREAD, _UNREAD
        return (Cabang("Ya", yes, (*kunci, "jika_ya")), Cabang("Tidak", no, (*kunci, "jika_tidak")))


def _unlike(label: str, taken: Sequence[str]) -> str:
    """A label that no other branch has."""
    number, made = 2, label
    while made in taken:
        made = f"{label} ({number})"
        number += 1
    return made


def _is_yes_no(label: str) -> bool:
    return label.strip(" .?:").lower() in {"ya", "y", "tidak", "t", "tdk"}


def _one_each(ways: Sequence[Panah]) -> list[Panah]:
    kept: dict[str, Panah] = {}
    for number, arrow in enumerate(ways):
        said = meaning(arrow.label)
        kept.setdefault(f"{said} {number}" if said == TIDAK_TERBACA else said, arrow)
    return list(kept.values())
