"""What is doubtful about whole pages, about the table's columns, and about titles in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.form.words import COLUMN_OF, fold
from sop_catalog.importing.naskah import Halaman, JenisHalaman, Kotak
from sop_catalog.model.sop import (
    Langkah,
    Pelaksana,
)


def page_doubts(pages: Sequence[Halaman], flow: Alur) -> list[Ragu]:
    """Pages that are pictures, and flows of which a part is one."""
    found = []
    for page in pages:
        if page.jenis is JenisHalaman.GAMBAR and page.gambar_dibaca:
            found.append(
                Ragu(JenisRagu.OCR, "halaman ini berupa gambar; teks dan simbol dibaca dengan OCR", page.nomor)
            )
        tables = [table for table in flow.tabel if table.halaman == page.nomor]
        for table in tables:
            if not table.pelaksana:
                continue
            area = Kotak(table.pelaksana[0].kiri, table.badan, table.pelaksana[-1].kanan, table.kotak.bawah)
            drawn = [picture for picture in page.gambar if picture.kotak.shared(area) > 0.12 * area.luas]
            if drawn and page.jenis is not JenisHalaman.GAMBAR:
                found.append(
                    Ragu(
                        JenisRagu.GAMBAR,
                        "sebagian alur berupa gambar"
                        + ("; dibaca dengan cara gambar" if page.gambar_dibaca else ", yang tidak dibaca"),
                        page.nomor,
                        0,
                        drawn[0].kotak,
                    )
                )
    return found


def column_doubts(flow: Alur, *, read_off: bool) -> list[Ragu]:
    """Columns that no title of the standard names: what they hold, and which of the standard's are missing then.

    Args:
        flow: the flow.
        read_off: whether titles come from OCR, which loses some.
    """
    if not flow.tabel:
        return []
    table = flow.tabel[0]
    kinds = {column.jenis for column in table.kolom}
    missing = [kind for kind in ("kelengkapan", "waktu", "output") if kind not in kinds]
    found = []
    if missing and (read_off or "" in kinds):
        text = f"kolom {' dan '.join(missing)} tidak ditemukan pada kepala tabel"
        found.append(Ragu(JenisRagu.JUDUL_KOLOM, text, table.halaman, 0, table.kotak))
    for index, column in enumerate(table.kolom):
        if column.jenis == "kelengkapan" and fold(column.judul) not in COLUMN_OF:
            text = f"kolom “{column.judul}” dibaca sebagai kelengkapan menurut isi dan letaknya"
            found.append(Ragu(JenisRagu.JUDUL_KOLOM, text, table.halaman, 0, table.kotak))
        if column.terpisah:
            text = f"kolom “{column.judul}” tidak bergaris pemisah; batasnya ditentukan menurut baris nomor kolom"
            found.append(Ragu(JenisRagu.JUDUL_KOLOM, text, table.halaman, 0, table.kotak))
        if not column.jenis and any(
            row.isi[index].strip(" -") for part in flow.tabel for row in part.baris if len(row.isi) == len(table.kolom)
        ):
            named = f" “{column.judul}”" if fold(column.judul) else ""
            text = f"kolom ke-{index + 1}{named} bukan kolom baku; isinya dibaca sebagai keterangan"
            found.append(Ragu(JenisRagu.JUDUL_KOLOM, text, table.halaman, 0, table.kotak))
    return found


def title_doubts(flow: Alur, steps: Sequence[Langkah], columns: Sequence[Pelaksana]) -> list[Ragu]:
    """A sentence that begins with one column's title while the symbol stands in another."""
    found = []
    titles = {column.kode: fold(column.judul) for column in columns}
    for step, row in zip(steps, flow.baris, strict=True):
        if not step.pelaksana:
            continue
        text = f"{fold(step.kegiatan)} "
        begins = [kode for kode, title in titles.items() if len(title) > 2 and text.startswith(f"{title} ")]
        if not begins:
            continue
        longest = max(begins, key=lambda kode: len(titles[kode]))
        if longest not in step.pelaksana and not any(kode in step.pelaksana for kode in begins):
            named = next(column.judul for column in columns if column.kode == longest)
            found.append(
                Ragu(
                    JenisRagu.JUDUL_LAIN,
                    f"kalimat diawali “{named}”, simbolnya berada di kolom lain; dibaca menurut simbol",
                    row.halaman,
                    step.nomor,
                    row.kotak,
                )
            )
    return found
