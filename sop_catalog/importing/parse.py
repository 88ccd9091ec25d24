"""The one parser: from the intermediate form of any file to SOPs, with every doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Any

from sop_catalog.importing.cells import Petak, build_cells
from sop_catalog.importing.columns import name_codes
from sop_catalog.importing.doubts import JenisRagu, Ragu, one_per_row
from sop_catalog.importing.flows import Alur, build_flows
from sop_catalog.importing.form_words import COLUMN_OF, fold
from sop_catalog.importing.head_fields import IsianKepala, agency_names, read_head_fields
from sop_catalog.importing.identity import KepalaSop, read_head, split_items
from sop_catalog.importing.naskah import Halaman, JenisHalaman, Kotak, Lapisan, Naskah, Teks
from sop_catalog.importing.same_cell import merge_same_cell
from sop_catalog.importing.table import Kolom, Tabel, find_tables
from sop_catalog.importing.ways import read_ways
from sop_catalog.importing.words_left import format_left, words_left
from sop_catalog.model.durasi import parse_durasi
from sop_catalog.model.reading import fold_code
from sop_catalog.model.sop import (
    BOX_FIELDS,
    DATE_FIELDS,
    PEJABAT_FIELDS,
    SEL_GABUNG,
    TIDAK_TERBACA,
    Langkah,
    Pelaksana,
    Simbol,
    Sop,
    Status,
)
from sop_catalog.model.values import Durasi

_WATERMARK = 28.0
"""Height of a watermark's letters at least, in points."""
_FULL = 30
"""Words of a page that is no title page."""
_LONGEST_SLUG = 80
_STAMP = re.compile(
    r"ditandatangani\s+secara\s+elektronik|sertifikat\s+elektronik|\bbsre\b|\bbssn\b|pindai\s+kode\s+qr|menampilkan\s+file\s+asli|balai\s+sertifikasi",
    re.IGNORECASE,
)
"""The note of an electronic signature, printed across the foot of each page; the SOP says it as `tte: ya`."""
_OWN_MARK = re.compile(
    r"^(?:Salinan tidak terkendali(?: [·•]|\.)|Naskah untuk disahkan [·•]|Versi [0-9a-f]{8}\b|Halaman [0-9]+ dari [0-9]+$"
    r"|Naskah sah (?:ditandatangani [0-9]|adalah dokumen yang ditandatangani)|https?://\S+/sop/[a-z0-9-]+(?:/|\.html)$"
    r"|(?:DRAF|CONTOH|PERLU VERIFIKASI)(?: [·•] (?:CONTOH|PERLU VERIFIKASI))*$)"
)
"""What this program itself prints around a form: whose copy it is, its page, its marks; none of it is of the SOP."""
_TERMINATORS = frozenset({"mulai", "selesai", "start", "end", "finish", "begin"})
"""What a capsule says by being one."""
_NOTE = re.compile(r"^\s*(?:\*+\s*\)?|catatan\s*:|keterangan\s*:|ket\s*:|nb\s*:)", re.IGNORECASE)


@dataclass
class SopTerbaca:
    """One SOP out of a file."""

    sop: Sop
    ragu: list[Ragu]
    alur: Alur | None
    kepala: KepalaSop | None
    halaman: tuple[int, ...]
    """Numbers of the pages that it was read from."""
    instansi: tuple[str, ...] = ()
    """The agency's lines on the head, top down."""
    saudara: tuple[str, ...] = ()
    """Slugs of the other flows of the same file."""


@dataclass
class _Bagian:
    """The pages of one SOP."""

    kepala: KepalaSop | None
    halaman: list[tuple[Halaman, list[Tabel]]] = field(default_factory=list)


def parse_naskah(naskah: Naskah, unit: str) -> list[SopTerbaca]:
    """All SOPs of a file; [] where there is no activity table in it.

    Args:
        naskah: what the reader saw.
        unit: the code that the SOPs get.
    """
    original = naskah
    naskah = _without_watermarks(naskah)
    naskah = replace(naskah, halaman=tuple(_cleaned(page) for page in naskah.halaman))
    parts = _split(naskah)
    stamped = {page.nomor for page in original.halaman if _STAMP.search(" ".join(word.isi for word in page.teks))}
    found: list[SopTerbaca] = []
    for part in parts:
        flows = build_flows(part.halaman)
        for number, flow in enumerate(flows):
            merge_same_cell(flow)
            found.append(_build(naskah, part, flow, unit, number if len(flows) > 1 else -1, stamped))
    _name_siblings(found, naskah)
    return found


# --- Cleaning -----------------------------------------------------------------------------------------------------

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_BULLETS = re.compile("[\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf0e0\uf02d\u25aa\u25cf\u2022\uf0a8\uf06e\u00b7]")


def clean_text(text: str) -> str:
    """A text as an editor would have typed it: no invisible characters, one kind of bullet, composed letters."""
    text = unicodedata.normalize("NFC", text)
    text = _BULLETS.sub("•", _INVISIBLE.sub("", text))
    text = text.replace("\u00a0", " ").replace("\u2028", "\n").replace("\ufb01", "fi").replace("\ufb02", "fl")
    return "".join(
        character
        for character in text
        if character == "\n" or (character.isprintable() and not 0xE000 <= ord(character) <= 0xF8FF)
    )


def _without_watermarks(naskah: Naskah) -> Naskah:
    """Leave out letters four times as large as the others', which lie across a printed page; a note names them."""
    if naskah.pembaca != "pdf":
        return naskah
    pages, said = [], []
    for page in naskah.halaman:
        usual = median([min(word.kotak.lebar, word.kotak.tinggi) for word in page.teks] or [0.0])
        large = [word for word in page.teks if min(word.kotak.lebar, word.kotak.tinggi) > max(4 * usual, _WATERMARK)]
        if large and len(page.teks) > _FULL:
            said.append(f"tulisan besar pada halaman {page.nomor} dilewati: {' '.join(word.isi for word in large)}")
            page = replace(page, teks=tuple(word for word in page.teks if word not in large))  # noqa: PLW2901
        pages.append(page)
    return replace(naskah, halaman=tuple(pages), catatan=(*naskah.catatan, *said)) if said else naskah


def _cleaned(page: Halaman) -> Halaman:
    words = []
    for word in page.teks:
        text = clean_text(word.isi)
        if text.strip():
            words.append(word if text == word.isi else replace(word, isi=text))
    lines = _lines_with_words(words)
    stamp = {id(word) for text, line in lines if _STAMP.search(text) for word in _words_of(line, _STAMP)}
    stamp |= {id(word) for text, line in lines if _OWN_MARK.search(text) for word in _words_of(line, _OWN_MARK)}
    return replace(page, teks=tuple(word for word in words if id(word) not in stamp))


def _words_of(line: Sequence[Teks], note: re.Pattern[str]) -> list[Teks]:
    """Of a line that holds a note, the words of the note: one run of words."""
    runs: list[list[Teks]] = []
    for word in line:
        if runs and word.kotak.kiri - runs[-1][-1].kotak.kanan < 1.5 * max(word.kotak.tinggi, 1.0):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [word for run in runs if note.search(" ".join(w.isi for w in run)) for word in run]


# --- Which pages belong together ------------------------------------------------------------------------------------


def _split(naskah: Naskah) -> list[_Bagian]:
    parts: list[_Bagian] = []
    last: Tabel | None = None
    for page in naskah.halaman:
        cells = build_cells(page)
        tables = find_tables(page, cells, last)
        places = [0.0]
        for table in tables:
            head = _head_above(page, cells, places[-1], table.kotak.atas)
            _take_head(parts, head)
            if not parts:
                parts.append(_Bagian(None))
            if not parts[-1].halaman or parts[-1].halaman[-1][0] is not page:
                parts[-1].halaman.append((page, []))
            parts[-1].halaman[-1][1].append(table)
            places.append(table.kotak.bawah)
            last = table
        head = _head_above(page, cells, places[-1], page.tinggi)
        if _take_head(parts, head):
            last = None
        if parts and (not parts[-1].halaman or parts[-1].halaman[-1][0] is not page):
            parts[-1].halaman.append((page, []))
        elif not parts:
            parts.append(_Bagian(None, [(page, [])]))
    return [part for part in parts if any(tables for _, tables in part.halaman)]


def _head_above(page: Halaman, cells: Sequence[Petak], top: float, bottom: float) -> KepalaSop:
    return read_head(page.nomor, cells, top, bottom)


def _take_head(parts: list[_Bagian], head: KepalaSop) -> bool:
    """Begin a new SOP where a head stands; False for no head, or the same head printed again."""
    if not head.is_head:
        return False
    if parts and parts[-1].kepala is None and not any(tables for _, tables in parts[-1].halaman):
        parts[-1].kepala = head
        return True
    if parts and parts[-1].kepala is not None:
        known = parts[-1].kepala
        same = [
            fold(known.isian[kunci].isi) == fold(head.isian[kunci].isi)
            for kunci in ("nomor", "nama")
            if kunci in known.isian and kunci in head.isian
        ]
        if same and all(same):
            known.label += [
                *head.label,
                *(word for value in [*head.isian.values(), *head.kotak.values()] for word in value.teks),
            ]
            for kunci, value in head.kotak.items():
                known.kotak.setdefault(kunci, value)
            return False
        if not any(tables for _, tables in parts[-1].halaman) and not head.isian:
            for kunci, value in head.kotak.items():
                known.kotak.setdefault(kunci, value)
            known.label += head.label
            return False
        if not head.isian.keys() & {"nomor", "nama"}:
            return False
    parts.append(_Bagian(head))
    return True


# --- One SOP ------------------------------------------------------------------------------------------------------


def _build(naskah: Naskah, part: _Bagian, flow: Alur, unit: str, number: int, stamped: set[int]) -> SopTerbaca:  # noqa: PLR0913, PLR0917 - each is a different thing
    pages = [page for page, _ in part.halaman]
    words = [word for page in pages for word in page.teks]
    tte = any(page.nomor in stamped for page in pages)
    head = part.kepala
    picture = head is not None and _picture_at_signature(head, pages)
    fields = read_head_fields(head, tte=tte)
    doubts: list[Ragu] = [
        *(Ragu(JenisRagu.PEMBACA, note) for note in naskah.catatan),
        *fields.ragu,
        *_page_doubts(pages, flow),
        *_column_doubts(flow, read_off=naskah.tanpa_geometri or any(page.gambar_dibaca for page in pages)),
        *flow.ragu,
    ]
    columns = _columns(flow.kolom, doubts, flow)
    if naskah.tanpa_geometri:
        symbols: list[tuple[Simbol, ...]] = [(Simbol(()),) for _ in flow.baris]
        doubts.append(
            Ragu(
                JenisRagu.PELAKSANA,
                "berkas ini tidak memuat letak simbol; pelaksana semua langkah ditulis tidak terbaca",
            )
        )
    else:
        symbols, more = read_ways(flow, columns)
        doubts += more
    steps = _steps(flow, symbols, doubts)
    _check_titles(flow, steps, columns, doubts)
    boxes: dict[str, Any] = {
        kunci: split_items(head.kotak[kunci].isi) if head is not None and kunci in head.kotak else ()
        for kunci in BOX_FIELDS
    }
    boxes["keterkaitan"] = _references(boxes["keterkaitan"], doubts, head)
    notes = _notes_below(flow, pages)
    nama = fields.nama or _name_of_file(naskah.berkas)
    title = nama if number < 0 else f"{nama} ({number + 1})"
    signed = tte or picture
    dated = any(date.awal for date in fields.tanggal.values())
    sop = Sop(
        slug="",
        path="",
        nama=title,
        unit=unit,
        pelaksana=columns,
        langkah=tuple(steps),
        catatan_tabel=tuple(text for _, text, _ in notes),
        nomor=fields.nomor,
        status=Status.BERLAKU if signed and dated and fields.nomor else Status.DRAF,
        disusun_oleh=fields.disusun_oleh,
        diperiksa_oleh=fields.diperiksa_oleh,
        disahkan_oleh=fields.disahkan_oleh,
    )
    dates: dict[str, Any] = {kunci: fields.tanggal.get(kunci) for kunci in DATE_FIELDS}
    sop = replace(sop, **dates, **boxes)
    read = SopTerbaca(sop, doubts, flow, head, tuple(page.nomor for page in pages), agency_names(head))
    _account(read, words, fields, shared=number >= 0)
    read.ragu = one_per_row(read.ragu)
    return read


_SEVERAL = re.compile(r"\s+(?=SOP\s+[A-Z])")


def _references(items: Sequence[str], doubts: list[Ragu], head: KepalaSop | None) -> tuple[str, ...]:
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


def _columns(kolom: Sequence[Kolom], doubts: list[Ragu], flow: Alur) -> tuple[Pelaksana, ...]:
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


def _steps(flow: Alur, symbols: Sequence[tuple[Simbol, ...]], doubts: list[Ragu]) -> list[Langkah]:
    steps: list[Langkah] = []
    for index, (row, own) in enumerate(zip(flow.baris, symbols, strict=True)):
        activity = _flat(row.kegiatan)
        if not activity:
            activity = TIDAK_TERBACA
            doubts.append(Ragu(JenisRagu.ISIAN, "kegiatan kosong pada naskah", row.halaman, index + 1, row.kotak))
        cells = {kind: _flat(row.isi.get(kind, "")) for kind in SEL_GABUNG}
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


def _flat(text: str) -> str:
    return " ".join(clean_text(text).split())


def _duration(text: str) -> Durasi | None:
    if not text:
        return None
    read = parse_durasi(text)
    return read if isinstance(read, Durasi) else Durasi(text)


def _check_titles(flow: Alur, steps: Sequence[Langkah], columns: Sequence[Pelaksana], doubts: list[Ragu]) -> None:
    """A sentence that begins with one column's title while the symbol stands in another."""
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
            doubts.append(
                Ragu(
                    JenisRagu.JUDUL_LAIN,
                    f"kalimat diawali “{named}”, simbolnya berada di kolom lain; dibaca menurut simbol",
                    row.halaman,
                    step.nomor,
                    row.kotak,
                )
            )


def _page_doubts(pages: Sequence[Halaman], flow: Alur) -> list[Ragu]:
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


def _column_doubts(flow: Alur, *, read_off: bool) -> list[Ragu]:
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


def _picture_at_signature(head: KepalaSop, pages: Sequence[Halaman]) -> bool:
    value = head.isian.get("disahkan_oleh")
    page = next((page for page in pages if page.nomor == head.halaman), None)
    if value is None or page is None:
        return False
    around = value.kotak.grown(20)
    return any(
        around.holds(picture.kotak.tengah) and picture.kotak.luas < 0.1 * page.lebar * page.tinggi
        for picture in page.gambar
    )


def _notes_below(flow: Alur, pages: Sequence[Halaman]) -> list[tuple[int, str, tuple[Teks, ...]]]:
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
        for text, words in _lines_with_words(below):
            if _STAMP.search(text) or not re.search(r"[A-Za-z]{3}", text):
                continue
            if _NOTE.match(text):
                notes.append((table.halaman, _flat(text), words))
            elif notes and notes[-1][0] == table.halaman and words[0].kotak.atas - notes[-1][2][-1].kotak.bawah < 8:
                page_number, before, own = notes.pop()
                notes.append((page_number, f"{before} {_flat(text)}", (*own, *words)))
    return notes


def _lines_with_words(words: Iterable[Teks]) -> list[tuple[str, tuple[Teks, ...]]]:
    rows: list[list[Teks]] = []
    for word in sorted(words, key=lambda word: (word.kotak.tengah.y, word.kotak.kiri)):
        if rows and abs(word.kotak.tengah.y - rows[-1][0].kotak.tengah.y) < 0.45 * max(word.kotak.tinggi, 1):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = [sorted(row, key=lambda word: word.kotak.kiri) for row in rows]
    return [(" ".join(word.isi for word in line), tuple(line)) for line in lines]


# --- Accounting ---------------------------------------------------------------------------------------------------


def _account(  # noqa: C901 - one case after another
    read: SopTerbaca,
    words: Sequence[Teks],
    fields: IsianKepala,
    *,
    shared: bool,
) -> None:
    flow, head = read.alur, read.kepala
    assert flow is not None  # noqa: S101 - read from a flow
    understood: list[Teks] = list(flow.teks)
    for table in flow.tabel:
        understood += table.kepala
    understood += _numbers_of(flow)
    understood += [word for word in words if fold(word.isi) in _TERMINATORS and _in_symbol(word, flow)]
    if head is not None:
        understood += head.label
        if head.instansi is not None:
            understood += head.instansi.teks
        for signer in filter(None, map(head.isian.get, PEJABAT_FIELDS)):
            understood += [word for word in signer.teks if fold(word.isi) in {"nip", "tte"}]
        for kunci in DATE_FIELDS:
            value = head.isian.get(kunci)
            if value is not None and kunci in fields.tanggal:
                understood += value.teks if fields.tanggal[kunci].awal else []
    for page, label in flow.label_lepas:
        if len(fold(label.isi)) == 0:
            continue
        row = next(
            (
                index + 1
                for index, row in enumerate(flow.baris)
                if row.halaman == page and row.kotak.atas <= label.kotak.tengah.y < row.kotak.bawah
            ),
            0,
        )
        read.ragu.append(
            Ragu(
                JenisRagu.LABEL_LEPAS,
                f"teks “{_flat(label.isi)}” di kolom {_column_at(flow, label.kotak)} tidak menempel pada panah",
                page,
                row,
                label.kotak,
            )
        )
    texts = [*_texts_of(read.sop), *(doubt.uraian for doubt in read.ragu)]
    source = words
    if shared:
        own = {row.halaman for row in flow.baris}
        source = [word for page_words in [words] for word in page_words if _of_page(word, read, own)]
    left = words_left(source, understood, texts)
    if left:
        read.ragu.append(Ragu(JenisRagu.KATA_TERSISA, format_left(left)))


def _column_at(flow: Alur, box: Kotak) -> str:
    """What a doubt calls the performers' column that a box stands in."""
    for column in flow.kolom:
        if column.kiri <= box.tengah.x < column.kanan and fold(column.judul):
            return f"“{_flat(column.judul)}”"
    return "pelaksana"


def _in_symbol(word: Teks, flow: Alur) -> bool:
    return any(symbol.kotak.grown(2).holds(word.kotak.tengah) for symbol in flow.lambang)


def _of_page(word: Teks, read: SopTerbaca, own: set[int]) -> bool:
    flow = read.alur
    assert flow is not None  # noqa: S101
    return any(table.halaman in own and table.kotak.holds(word.kotak.tengah) for table in flow.tabel)


def _numbers_of(flow: Alur) -> list[Teks]:
    """The words of the No column."""
    return [
        word
        for table in flow.tabel
        if table.index_of("no") >= 0
        for row in table.baris
        if row.kata
        for word in row.kata[table.index_of("no")]
    ]


def _texts_of(sop: Sop) -> list[str]:
    texts = [sop.nama, sop.nomor, *(date.teks for kunci in DATE_FIELDS if (date := getattr(sop, kunci)))]
    for person in (person for isian in PEJABAT_FIELDS for person in sop.pejabat(isian)):
        texts += [person.jabatan, person.nama, person.pangkat, f"NIP {person.nip.teks}" if person.nip else ""]
    for kunci in BOX_FIELDS:
        for item in getattr(sop, kunci):
            texts.append(item)
    texts += sop.catatan_tabel
    texts += [column.judul for column in sop.pelaksana]
    texts += list(dict.fromkeys(column.grup for column in sop.pelaksana))
    for step in sop.langkah:
        texts.append(step.kegiatan)
        joined = dict(step.gabung)
        texts += [getattr(step, kind) for kind in SEL_GABUNG if kind != "waktu" and kind not in joined]
        if step.waktu is not None and "waktu" not in joined:
            texts.append(step.waktu.teks)
        for symbol in step.simbol:
            texts.append(symbol.isi)
            texts += [branch.label for branch in symbol.cabang]
    return [text for text in texts if text and text != TIDAK_TERBACA]


# --- Names --------------------------------------------------------------------------------------------------------


def _name_of_file(berkas: str) -> str:
    stem = re.sub(r"\.[A-Za-z0-9]{2,5}$", "", berkas)
    stem = re.sub(r"^\s*[0-9]{1,4}[.\s_-]+", "", stem.replace("_", " "))
    stem = re.sub(r"\b(?:signed|ttd|final|rev\s*[0-9]*|sign)\b", "", stem, flags=re.IGNORECASE)
    return " ".join(stem.split()).strip(" -.") or "SOP tanpa nama"


def make_slug(nama: str) -> str:
    """A file's name for an SOP's name."""
    words = nama.partition(" ")
    rest = words[2] if words[0].upper() == "SOP" and words[2].strip() else nama
    slug = fold_code(rest)
    if len(slug) > _LONGEST_SLUG:
        slug = slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]
    if not slug or slug == "index" or re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", slug):
        slug = f"sop-{slug}".rstrip("-")
    return slug


def _name_siblings(found: list[SopTerbaca], naskah: Naskah) -> None:
    """Give every SOP its slug, and let the flows of one file name each other."""
    taken: set[str] = set()
    for read in found:
        slug, number = make_slug(read.sop.nama), 2
        base = slug
        while slug in taken:
            slug = f"{base}-{number}"
            number += 1
        taken.add(slug)
        read.sop = replace(read.sop, slug=slug)
    if len(found) < 2:
        return
    names = [read.sop.nama for read in found]
    for index, read in enumerate(found):
        others = [name for place, name in enumerate(names) if place != index]
        read.saudara = tuple(other.sop.slug for other in found if other is not read)
        shown = "; ".join(others[:12]) + (f"; dan {len(others) - 12} lagi" if len(others) > 12 else "")
        read.ragu.insert(
            0, Ragu(JenisRagu.BEBERAPA_ALUR, f"{naskah.berkas} memuat {len(found)} alur; yang lain: {shown}")
        )
