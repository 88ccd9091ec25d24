"""What a step's `waktu` comes to, and the norma waktu: the sum of all steps' times. `durasi` reads the text."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Satuan(StrEnum):
    """Units of time on the form. Only menit and jam convert into one another (and detik, which is rare)."""

    DETIK = "detik"
    MENIT = "menit"
    JAM = "jam"
    HARI = "hari"
    HARI_KERJA = "hari kerja"
    MINGGU = "minggu"
    BULAN = "bulan"
    TAHUN = "tahun"


MINUTES = {Satuan.DETIK: Fraction(1, 60), Satuan.MENIT: Fraction(1), Satuan.JAM: Fraction(60)}
"""How many minutes one of the units that convert into one another is."""


@dataclass(frozen=True, slots=True)
class Lama:
    """An amount of one unit; a range has two different ends."""

    minimum: Fraction
    maksimum: Fraction
    satuan: Satuan


class Batas(StrEnum):
    """What a word before an amount makes of it."""

    TEPAT = "tepat"
    """No such word."""
    MAKSIMAL = "maksimal"
    KURANG_DARI = "kurang dari"
    MINIMAL = "minimal"
    LEBIH_DARI = "lebih dari"
    KIRA_KIRA = "kira-kira"


@dataclass(frozen=True, slots=True)
class Durasi:
    """The text of a step's `waktu`."""

    teks: str
    """As written and as printed: "1 - 2 hari kerja", "menit", "disesuaikan"."""
    lama: tuple[Lama, ...] = ()
    """What it adds to the norma waktu: "1 jam 30 menit" has two. Empty where the paper holds no number."""
    batas: tuple[Batas, ...] = ()
    """How its amounts are bounded, in order and without repeats: "maks. 1 jam 30 menit" has MAKSIMAL alone. Sums take
    the amounts as they are. Empty when `lama` is."""
    per: str = ""
    """What the amount is for, where it is for one of many: "berkas" of "10 menit per berkas"."""
    dipahami: bool = True
    """Whether the text is understood; "segera" is, "10 mneit" is not (there is a finding: SOP207, SOP208)."""


@dataclass(frozen=True, slots=True)
class NormaWaktu:
    """The sum of the steps' times, as the last row of the form gives it."""

    lama: tuple[Lama, ...]
    """In the order jam/menit, hari, hari kerja, minggu, bulan, tahun; never converted into one another, because an
    office's "hari" is not 24 hours. Minutes and hours are one amount in MENIT."""
    belum_diisi: int
    """Steps whose cell is empty, or holds the dash that stands for empty on paper."""
    tanpa_angka: int
    """Steps with a sound text that holds no amount: "disesuaikan", "menit", "setiap saat", "H-1"."""
    tidak_dipahami: int
    """Steps with a text that is not understood; there is a finding (SOP207, SOP208)."""
    jumlah_langkah: int
    per: tuple[str, ...] = ()
    """What amounts in the sum are for one of, in order and without repeats: ("berkas", "orang")."""

    def format(self) -> str:
        """Such as "10 jam 55 menit + 1–2 hari kerja"; "" when no step has a number."""
        return " + ".join(_format_lama(lama) for lama in self.lama)

    def format_lacking(self) -> str:
        """What the sum leaves out: "2 dari 9 langkah tanpa angka waktu; per berkas dihitung satu kali"; "" for nothing."""
        reasons = (
            (self.belum_diisi, "belum diisi"),
            (self.tanpa_angka, "tanpa angka waktu"),
            (self.tidak_dipahami, "tidak dipahami"),
        )
        named = [f"{count} {reason}" for count, reason in reasons if count]
        notes = [", ".join(named).replace(" ", f" dari {self.jumlah_langkah} langkah ", 1)] if named else []
        if self.per:
            notes.append(f"{', '.join(f'per {one}' for one in self.per)} dihitung satu kali")
        return "; ".join(notes)


def sum_waktu(waktu: Iterable[Durasi | None], repeated: Container[int] = ()) -> NormaWaktu:
    """Add up the times of the steps.

    Args:
        waktu: of each step; None: the cell is empty.
        repeated: places from 0 of steps that show a cell which has been counted: it lies over several rows.
    """
    totals: dict[Satuan, Lama] = {}
    per: dict[str, None] = {}
    empty = without_number = unread = count = 0
    for index, durasi in enumerate(waktu):
        count += 1
        if durasi is None or durasi.teks.strip() in {"", "-", "–", "—"}:
            empty += 1
            continue
        if not durasi.lama:
            unread += not durasi.dipahami
            without_number += durasi.dipahami
        if durasi.per:
            per[durasi.per] = None
        for written in durasi.lama if index not in repeated else ():
            lama = _in_minutes(written)
            before = totals.get(lama.satuan, Lama(Fraction(0), Fraction(0), lama.satuan))
            totals[lama.satuan] = Lama(before.minimum + lama.minimum, before.maksimum + lama.maksimum, lama.satuan)
    ordered = tuple(totals[satuan] for satuan in Satuan if satuan in totals)
    return NormaWaktu(ordered, empty, without_number, unread, count, tuple(per))


def _in_minutes(lama: Lama) -> Lama:
    factor = MINUTES.get(lama.satuan)
    return Lama(lama.minimum * factor, lama.maksimum * factor, Satuan.MENIT) if factor else lama


def _format_lama(lama: Lama) -> str:
    if lama.satuan is not Satuan.MENIT:
        return f"{_format_range(lama.minimum, lama.maksimum)} {lama.satuan}"
    if lama.minimum == lama.maksimum:
        return _format_minutes(lama.minimum)
    if lama.maksimum < 60 or lama.minimum % 60 == lama.maksimum % 60 == 0:
        factor, satuan = (1, "menit") if lama.maksimum < 60 else (60, "jam")
        return f"{_format_range(lama.minimum / factor, lama.maksimum / factor)} {satuan}"
    return f"{_format_minutes(lama.minimum)} – {_format_minutes(lama.maksimum)}"


def _format_minutes(minutes: Fraction) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} jam"] if hours else []
    whole, seconds = divmod(rest, 1)
    if whole:
        parts.append(f"{whole} menit")
    if seconds:
        parts.append(f"{_format_number(seconds * 60)} detik")
    return " ".join(parts)


def _format_range(minimum: Fraction, maksimum: Fraction) -> str:
    if minimum == maksimum:
        return _format_number(minimum)
    return f"{_format_number(minimum)}–{_format_number(maksimum)}"


def _format_number(number: Fraction) -> str:
    return f"{float(number):.2f}".rstrip("0").rstrip(".").replace(".", ",")
