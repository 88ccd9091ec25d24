"""The intermediate form: what every reader makes of a file, and all that the parser knows of it.

Lengths are points (1/72 inch), the origin is a page's upper left corner, y grows downwards. Readers of PDFs and pictures
find boxes; those of Word and Excel find cells and the ids that arrows are glued to, and lay the cells out on a page of
their own, so that the parser works on places in all cases and uses exact knowledge where there is some.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Titik(NamedTuple):
    """A point."""

    x: float
    y: float


class Kotak(NamedTuple):
    """A box with its sides parallel to the page's."""

    kiri: float
    atas: float
    kanan: float
    bawah: float

    @property
    def lebar(self) -> float:
        """Width."""
        return self.kanan - self.kiri

    @property
    def tinggi(self) -> float:
        """Height."""
        return self.bawah - self.atas

    @property
    def luas(self) -> float:
        """Area."""
        return max(self.lebar, 0.0) * max(self.tinggi, 0.0)

    @property
    def tengah(self) -> Titik:
        """Its centre."""
        return Titik((self.kiri + self.kanan) / 2, (self.atas + self.bawah) / 2)

    def grown(self, by: float) -> Kotak:
        """The box with each side moved outwards."""
        return Kotak(self.kiri - by, self.atas - by, self.kanan + by, self.bawah + by)

    def moved(self, dx: float, dy: float) -> Kotak:
        """The box elsewhere."""
        return Kotak(self.kiri + dx, self.atas + dy, self.kanan + dx, self.bawah + dy)

    def holds(self, point: Titik) -> bool:
        """Whether a point lies in it."""
        return self.kiri <= point.x <= self.kanan and self.atas <= point.y <= self.bawah

    def shared(self, other: Kotak) -> float:
        """The area that both cover."""
        wide = min(self.kanan, other.kanan) - max(self.kiri, other.kiri)
        high = min(self.bawah, other.bawah) - max(self.atas, other.atas)
        return wide * high if wide > 0 and high > 0 else 0.0

    def distance(self, point: Titik) -> float:
        """How far outside of it a point lies; 0 inside."""
        dx = max(self.kiri - point.x, 0.0, point.x - self.kanan)
        dy = max(self.atas - point.y, 0.0, point.y - self.bawah)
        return float((dx * dx + dy * dy) ** 0.5)


def bounds(points: list[Titik] | tuple[Titik, ...]) -> Kotak:
    """The smallest box around points; at least one."""
    xs, ys = [point.x for point in points], [point.y for point in points]
    return Kotak(min(xs), min(ys), max(xs), max(ys))


def union(boxes: list[Kotak]) -> Kotak:
    """The smallest box around boxes; at least one."""
    return Kotak(
        min(box.kiri for box in boxes),
        min(box.atas for box in boxes),
        max(box.kanan for box in boxes),
        max(box.bawah for box in boxes),
    )


class JenisHalaman(StrEnum):
    """What a page is made of."""

    VEKTOR = "vektor"
    GAMBAR = "gambar"
    CAMPURAN = "campuran"
    """A text layer, and a picture where the drawing should be."""


class JenisBentuk(StrEnum):
    """What an outline looks like."""

    KOTAK = "kotak"
    KETUPAT = "ketupat"
    KAPSUL = "kapsul"
    LINGKARAN = "lingkaran"
    SEGILIMA = "segilima"
    JAJARGENJANG = "jajargenjang"
    """Not one of the five symbols of the standard, and drawn all the same."""
    LAIN = "lain"

    @property
    def is_official(self) -> bool:
        """Whether the standard has it for a symbol of the flow, the off-page connector among them."""
        return self in {JenisBentuk.KOTAK, JenisBentuk.KETUPAT, JenisBentuk.KAPSUL, JenisBentuk.SEGILIMA}


class Lapisan(StrEnum):
    """Where a text comes from."""

    NASKAH = "naskah"
    OCR = "ocr"
    BERTINDIHAN = "bertindihan"
    """Glyphs of two texts on one place."""


@dataclass(frozen=True, slots=True)
class Teks:
    """A word, or a cell's whole text where the file knows no places within a cell."""

    kotak: Kotak
    isi: str
    keyakinan: float = 1.0
    """Of the OCR, 0 to 1."""
    lapisan: Lapisan = Lapisan.NASKAH
    arah: int = 0
    """Reading direction in degrees, clockwise: 0, 90, 180 or 270."""
    baris: int = -1
    """Words of one line of text carry one number; -1: not known."""
    utuh: bool = False
    """Whether it is all that a text box of the file holds, so that no word of another one belongs to it."""


@dataclass(frozen=True, slots=True)
class GarisTabel:
    """A straight line along the page's sides, pieces of one line joined."""

    tegak: bool
    koordinat: float
    """x of an upright line, y of a level one."""
    dari: float
    sampai: float
    tebal: float = 0.5

    @property
    def panjang(self) -> float:
        """Length."""
        return self.sampai - self.dari


@dataclass(frozen=True, slots=True)
class Sel:
    """A cell that the file itself knows."""

    baris: int
    kolom: int
    """From 0, within the page (sheet) or the table."""
    kotak: Kotak
    isi: str = ""
    tabel: int = 0
    """Which table of the page."""


@dataclass(frozen=True, slots=True)
class Bentuk:
    """A closed outline that may be a symbol."""

    jenis: JenisBentuk
    kotak: Kotak
    garis_tepi: bool = True
    """Whether its outline is drawn."""
    terisi: bool = False
    putih: bool = True
    """Whether it is filled with white or not at all."""
    isi: str = ""
    """The text that the file puts into it."""
    id: str = ""
    """What arrows are glued to; "" where the file has no ids."""
    sel: tuple[int, int] | None = None
    """Row and column of the cell that its centre stands in, where the file says so."""
    pasti: bool = True
    """Whether that place is certain."""


@dataclass(frozen=True, slots=True)
class Garis:
    """An open line that may be an arrow."""

    titik: tuple[Titik, ...]
    """Two points or more."""
    kepala_awal: bool = False
    kepala_akhir: bool = False
    id_awal: str = ""
    """The id of the shape that its beginning is glued to."""
    id_akhir: str = ""
    objek: int = -1
    """Pieces of one drawn object carry one number."""
    pasti: bool = True


@dataclass(frozen=True, slots=True)
class Kepala:
    """The head of an arrow."""

    ujung: Titik
    """Its tip."""
    kotak: Kotak
    objek: int = -1


@dataclass(frozen=True, slots=True)
class Gambar:
    """A picture on the page."""

    kotak: Kotak


@dataclass(frozen=True, slots=True)
class Halaman:
    """One page, or one sheet of a workbook."""

    nomor: int
    """From 1."""
    lebar: float
    tinggi: float
    rotasi: int = 0
    """Degrees by which it was turned to be upright."""
    jenis: JenisHalaman = JenisHalaman.VEKTOR
    teks: tuple[Teks, ...] = ()
    garis_tabel: tuple[GarisTabel, ...] = ()
    sel: tuple[Sel, ...] = ()
    bentuk: tuple[Bentuk, ...] = ()
    garis: tuple[Garis, ...] = ()
    kepala: tuple[Kepala, ...] = ()
    gambar: tuple[Gambar, ...] = ()
    gambar_dibaca: bool = False
    """Whether what stands in its pictures is among the texts and shapes."""
    miring: float = 0.0
    """Degrees, clockwise, by which a scan was turned level: all places are those of the turned page."""
    nama: str = ""
    """The sheet's name."""


@dataclass(frozen=True, slots=True)
class Naskah:
    """A file as its reader saw it."""

    berkas: str
    """Its name, without folders."""
    sha256: str
    pembaca: str
    """Such as "pdf", "docx", "xlsx", "gambar", "teks"."""
    halaman: tuple[Halaman, ...]
    catatan: tuple[str, ...] = field(default=())
    """What the reader itself must tell, in Indonesian: "dialihkan dengan LibreOffice"."""
    tanpa_geometri: bool = False
    """Cells are known, places are not: the performers of such a file cannot be read."""
