"""What the model calls columns, steps, related SOPs and notes, out of the flow that was read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sop_catalog.importing.cleaning import STAMP, clean_text, flat, lines_with_words
from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.form.columns import name_codes
from sop_catalog.importing.form.identity import KepalaSop
from sop_catalog.importing.form.table import Kolom
from sop_catalog.importing.form.words import fold
from sop_catalog.importing.naskah import Halaman, Lapisan, Teks
from sop_catalog.model.sop import (
    SEL_GABUNG,
    TIDAK_TERBACA,
    Langkah,
    Pelaksana,
    Simbol,
)
from sop_catalog.model.values.durasi import parse_durasi
from sop_catalog.model.values.waktu import Durasi

_NOTE = re.compile(r"^\s*(?:\*+\s*\)?|catatan\s*:|keterangan\s*:|ket\s*:|nb\s*:)", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+(?=SOP\s+[A-Z])")


def read_references(items: Sequence[str], doubts: list[Ragu], head: KepalaSop | None) -> tuple[str, ...]:
    """Related SOPs, one an item: "SOP A SOP B SOP C" on one line is three, and a doubt."""
    found: list[str] = []
    for item in items:
        parts = _SEVERAL.split(item) if item.startswith("SOP ") else [item]
        if len(parts) > 2 or (len(parts) == 2 and all(len(part.split()) > 2 for part in parts)):
            text = f"keterkaitan “{item}” dipecah menjadi {len(parts)} SOP menurut kata SOP"
            doubts.append(Ragu(JenisRagu.ISIAN, text, head.halaman if head else 0))
            found += parts
        else:
            found.append(item)
    return tuple(found)


def read_columns(kolom: Sequence[Kolom], doubts: list[Ragu], flow: Alur) -> tuple[Pelaksana, ...]:
    """The performers' columns; `doubts` gets those without a title and those whose group comes again."""
    titles = [clean_text(column.judul) for column in kolom]
    page = flow.tabel[0].halaman if flow.tabel else 0
    for index, title in enumerate(titles):
        if not fold(title):
            titles[index] = TIDAK_TERBACA
            doubts.append(
                Ragu(
                    JenisRagu.JUDUL_KOLOM,
                    f"kolom pelaksana ke-{index + 1} tidak berjudul",
                    page,
                    0,
                    flow.tabel[0].kotak,
                )
            )
    codes = name_codes(titles)
    groups = _groups(kolom, titles, codes)
    kept = _once_each(groups)
    for title, group, own in zip(titles, groups, kept, strict=True):
        if group != own:
            again = f"judul kelompok “{group}” muncul lagi di atas “{title}” setelah kolom lain; kolom ini ditulis tanpa kelompok"
            doubts.append(Ragu(JenisRagu.JUDUL_KOLOM, again, page, 0, flow.tabel[0].kotak))
    return tuple(Pelaksana(*column) for column in zip(codes, titles, kept, strict=True))


def _groups(kolom: Sequence[Kolom], titles: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Each column's group, "" for none; a group named like a column's code would be that key twice."""
    groups = [clean_text(column.kelompok) for column in kolom]
    return [
        group if fold(group) and group != title and group not in codes else ""
        for group, title in zip(groups, titles, strict=True)
    ]


def _once_each(groups: Sequence[str]) -> list[str]:
    """Without a group that comes again after other columns: its key would stand twice in the file."""
    kept: list[str] = []
    for index, group in enumerate(groups):
        same = index > 0 and group == groups[index - 1]
        kept.append(kept[-1] if same else "" if group in groups[:index] else group)
    return kept


def read_steps(flow: Alur, symbols: Sequence[tuple[Simbol, ...]], doubts: list[Ragu]) -> list[Langkah]:
    """The steps, row by row.

    Args:
        flow: what was read.
        symbols: of each row.
        doubts: gets rows without an activity, and words that lie one over the other or that OCR is not sure of.
    """
    steps: list[Langkah] = []
    for index, (row, own) in enumerate(zip(flow.baris, symbols, strict=True)):
        activity = flat(row.kegiatan)
        if not activity:
            activity = TIDAK_TERBACA
            doubts.append(Ragu(JenisRagu.ISIAN, "kegiatan kosong pada naskah", row.halaman, index + 1, row.kotak))
        cells = {kind: flat(row.isi.get(kind, "")) for kind in SEL_GABUNG}
        joined: list[tuple[str, int]] = []
        values: dict[str, object] = {}
        for kind in SEL_GABUNG:
            above = steps[-1] if steps else None
            if kind in row.gabung and above is not None and not cells[kind] and getattr(above, kind):
                joined.append((kind, above.cell_row(kind)))
                values[kind] = getattr(above, kind)
            else:
                values[kind] = _duration(cells[kind]) if kind == "waktu" else cells[kind]
        steps.append(Langkah(index + 1, own, activity, gabung=tuple(joined), **values))  # type: ignore[arg-type]
        for word in row.teks:
            if word.lapisan is Lapisan.BERTINDIHAN:
                doubts.append(
                    Ragu(
                        JenisRagu.BERTINDIHAN,
                        "teks bertindihan pada baris ini; huruf dapat tertukar",
                        row.halaman,
                        index + 1,
                        word.kotak,
                    )
                )
                break
        weak = [word for word in row.teks if word.lapisan is Lapisan.OCR and word.keyakinan < 0.6]
        if weak:
            shown = " ".join(word.isi for word in weak[:8])
            doubts.append(
                Ragu(
                    JenisRagu.OCR,
                    f"kata yang kurang jelas pada pindaian: {shown}",
                    row.halaman,
                    index + 1,
                    weak[0].kotak,
                )
            )
    return steps


def _duration(text: str) -> Durasi | None:
    if not text:
        return None
    read = parse_durasi(text)
    return read if isinstance(read, Durasi) else Durasi(text)


def notes_below(flow: Alur, pages: Sequence[Halaman]) -> list[tuple[int, str, tuple[Teks, ...]]]:
    """Notes that are printed under the table: they begin with a star, or with "Catatan:"."""
    notes = []
    for table in flow.tabel:
        page = next((page for page in pages if page.nomor == table.halaman), None)
        if page is None:
            continue
        following = min(
            (
                other.kotak.atas
                for other in flow.tabel
                if other.halaman == table.halaman and other.kotak.atas > table.kotak.bawah
            ),
            default=page.tinggi,
        )
        below = [
            word
            for word in page.teks
            if table.kotak.bawah - 1 < word.kotak.tengah.y < following and table.kotak.kiri - 20 <= word.kotak.kiri
        ]
        for text, words in lines_with_words(below):
            if STAMP.search(text) or not re.search(r"[A-Za-z]{3}", text):
                continue
            if _NOTE.match(text):
                notes.append((table.halaman, flat(text), words))
            elif notes and notes[-1][0] == table.halaman and words[0].kotak.atas - notes[-1][2][-1].kotak.bawah < 8:
                page_number, before, own = notes.pop()
                notes.append((page_number, f"{before} {flat(text)}", (*own, *words)))
    return notes
