"""Every word of the file is in the SOP, in a doubt, or is named as left over."""

from __future__ import annotations

from collections.abc import Sequence

from sop_catalog.importing.cleaning import flat
from sop_catalog.importing.doubts import JenisRagu, Ragu
from sop_catalog.importing.drawn.alur import Alur
from sop_catalog.importing.form.head_fields import IsianKepala
from sop_catalog.importing.form.words import fold
from sop_catalog.importing.form.words_left import format_left, words_left
from sop_catalog.importing.naskah import Kotak, Teks
from sop_catalog.importing.sop_read import SopTerbaca
from sop_catalog.model.sop import (
    BOX_FIELDS,
    DATE_FIELDS,
    PEJABAT_FIELDS,
    SEL_GABUNG,
    TIDAK_TERBACA,
    Sop,
)

_TERMINATORS = frozenset({"mulai", "selesai", "start", "end", "finish", "begin"})
"""What a capsule says by being one."""


def account(  # noqa: C901 - one case after another
    read: SopTerbaca,
    words: Sequence[Teks],
    fields: IsianKepala,
    *,
    shared: bool,
) -> None:
    """Add a doubt for each label that belongs to no arrow, and one for all words that came to nothing.

    Args:
        read: the SOP with its flow; its doubts are added to.
        words: of its pages.
        fields: what was understood of its head.
        shared: whether its pages hold other flows, too, whose words are not its own.
    """
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
                f"teks “{flat(label.isi)}” di kolom {_column_at(flow, label.kotak)} tidak menempel pada panah",
                page,
                row,
                label.kotak,
            )
        )
    texts = [*_texts_of(read.sop), *(doubt.uraian for doubt in read.ragu)]
    source = words
    if shared:
        own = {row.halaman for row in flow.baris}
        source = [word for word in words if _of_page(word, read, own)]
    left = words_left(source, understood, texts)
    if left:
        read.ragu.append(Ragu(JenisRagu.KATA_TERSISA, format_left(left)))


def _column_at(flow: Alur, box: Kotak) -> str:
    """What a doubt calls the performers' column that a box stands in."""
    for column in flow.kolom:
        if column.kiri <= box.tengah.x < column.kanan and fold(column.judul):
            return f"“{flat(column.judul)}”"
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
