"""What a reader saw, without what is no word of the SOP: invisible characters, watermarks, stamps, our own marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from sop_catalog.importing.naskah import Halaman, Naskah, Teks

_WATERMARK = 28.0
"""Height of a watermark's letters at least, in points."""
_FULL = 30
"""Words of a page that is no title page."""
STAMP = re.compile(
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


def flat(text: str) -> str:
    """A clean text on one line, with single blanks."""
    return " ".join(clean_text(text).split())


def without_watermarks(naskah: Naskah) -> Naskah:
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


def clean_page(page: Halaman) -> Halaman:
    """A page with clean words, without the note of an electronic signature and what this program prints around a form."""
    words = []
    for word in page.teks:
        text = clean_text(word.isi)
        if text.strip():
            words.append(word if text == word.isi else replace(word, isi=text))
    lines = lines_with_words(words)
    stamp = {id(word) for text, line in lines if STAMP.search(text) for word in _words_of(line, STAMP)}
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


def lines_with_words(words: Iterable[Teks]) -> list[tuple[str, tuple[Teks, ...]]]:
    """Words by the lines that they stand on, top down, each line as text and as its words from left to right."""
    rows: list[list[Teks]] = []
    for word in sorted(words, key=lambda word: (word.kotak.tengah.y, word.kotak.kiri)):
        if rows and abs(word.kotak.tengah.y - rows[-1][0].kotak.tengah.y) < 0.45 * max(word.kotak.tinggi, 1):
            rows[-1].append(word)
        else:
            rows.append([word])
    lines = [sorted(row, key=lambda word: word.kotak.kiri) for row in rows]
    return [(" ".join(word.isi for word in line), tuple(line)) for line in lines]
