"""Which words of a search belong together: folding, and the roots that an Indonesian word may have.

An affix cannot be taken off without a dictionary: `menulis` may come from tulis or from ulis, `penilaian` from nilai,
ilai or tilai. So no root is chosen: the engine finds every root that the rules allow, and two words belong together
when they share one. `menulis` meets `penulisan` and `ditulis` in "tulis"; nothing else in the catalogue has "ulis".
Since every stripping of a root is also a stripping of its derived forms, what `periksa` finds, `pemeriksaan` finds.

The rules are data (`RULES`). The index carries them to the browser, where `assets/sop-cari-mesin.js` reads them; tests read the
same table in Python (tests/support/akar.py), so the two languages cannot drift apart. Patterns keep to what Python's `re` and JavaScript's RegExp read alike.
The rules are our own, from the grammar's description of affixes and nasal assimilation (Tata Bahasa Baku Bahasa
Indonesia); no word list of others is used.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

SUFFIXES: tuple[tuple[str, str], ...] = (("nya", ""), ("kan", ""), ("an", ""), ("i", "awalan"))
"""(ending, condition). "awalan": only together with a prefix, because half of all loan words end in i (bukti, materi).
`nya` comes off first, then one of the others."""

PREFIXES: tuple[tuple[str, str, int, int], ...] = (
    # (pattern whose group 1 is what stays, letter to put before it, penalty, layer 1 = outermost only, 2 = also inside)
    ("^di(.+)$", "", 0, 1),
    ("^[mp]em([bfpv].+)$", "", 0, 2),  # membuat, pembuatan, memproses
    ("^[mp]em([aeiou].+)$", "p", 0, 2),  # memeriksa: p is swallowed
    ("^[mp]en([cdjstz].+)$", "", 0, 2),  # mencatat, pendataan, mensosialisasikan
    ("^[mp]en([aeiou].+)$", "t", 0, 2),  # menulis: t is swallowed
    ("^[mp]eny([aeiou].+)$", "s", 0, 2),  # menyusun: s is swallowed
    ("^[mp]eng([aeioughk].+)$", "", 0, 2),  # mengajukan, penggunaan, mengkaji
    ("^[mp]eng([aeiou].+)$", "k", 0, 2),  # mengirim: k is swallowed
    ("^[mp]enge([a-z]{3}(?:kan|an|i)?|tahu.*)$", "", 0, 2),  # pengesahan, mengecek, mengetahui
    ("^[mp]e([lrmnwy][aeiou].+|n[gy][aeiou].+)$", "", 0, 2),  # melapor, perencanaan, menilai, mohon
    ("^pe([bcdgjkpst][aeiou].+)$", "", 0, 2),  # pegawai, petugas, pekerjaan
    ("^(?:ber|ter|per)(.+)$", "", 0, 2),
    ("^be([b-df-hj-np-tv-z]er.+)$", "", 0, 2),  # bekerja
    ("^[bp]el(ajar.*)$", "", 0, 2),
    ("^ke(.+)$", "", 0, 2),
    ("^se(.+)$", "", 1, 2),  # setuju is not tujuan: weak
)
"""The prefixes. A word may lose two of them: diperbaiki, pemberhentian, kepemimpinan."""

SHORT_ROOTS = "sah cek tik cap cat lap rap gaj"
"""Roots of three letters beside those of the form uji, isi, aju, adu, ada. Without this limit kas would find berkas."""

FIXED: dict[str, str] = {
    "pemerintah": "pemerintah", "pemerintahan": "pemerintah", "kementerian": "kementerian", "bagian": "bagian",
    "subbagian": "subbagian", "perangkat": "perangkat", "berkas": "berkas", "dinas": "dinas", "sedinas": "dinas",
    "kedinasan": "dinas", "kepala": "kepala", "peserta": "peserta", "sekretaris": "sekretaris", "terima": "terima",
    "berita": "berita", "seksi": "seksi", "anggota": "anggota", "keanggotaan": "anggota", "seluruh": "seluruh",
}  # fmt: skip
"""Words that are no derived form, or whose root means something else (pemerintah and perintah, bagian and bagi)."""

SAME_ROOTS: tuple[str, ...] = (
    "izin ijin", "praktik praktek", "analisis analisa", "risiko resiko", "kuitansi kwitansi", "jadwal jadual",
    "notula notulen", "draf draft", "surel email", "laman website situs", "unggah upload", "unduh download",
    "pindai scan", "daring online", "luring offline", "buat bikin", "staf staff", "kedaluwarsa kadaluarsa kadaluwarsa",
    "sekretaris sekertaris", "kuesioner kuisioner kuestioner", "musrenbang musrembang", "cetak print",
)  # fmt: skip
"""Roots that are one word in two spellings, or the Indonesian and the English word for one thing."""

_STOP_WORDS = (
    "ada adalah agar akan antara atas atau bagi bahwa beserta dalam dan dari dengan di dll guna hal ini itu jika"
    " juga ke kepada maka melalui no nomor oleh pada para saat sampai sebagai secara sehingga serta setelah sop sudah"
    " tahun telah tentang terhadap tersebut th thn tiap untuk yaitu yang"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say nothing in a search. They are not in the index, and a query that has other words loses them."""

COMPOUNDS: tuple[str, ...] = (
    "tanda tangan", "tanggung jawab", "tindak lanjut", "kerja sama", "sebar luas", "beri tahu", "salah guna",
    "serah terima", "alih media", "tata usaha", "tenaga kerja", "daya guna", "ikut serta", "ambil alih", "uji coba",
    "tata laksana", "tata kelola", "undang undang",
)  # fmt: skip
"""Pairs that are written together once they have affixes: tanda tangan, menandatangani; tenaga kerja,
ketenagakerjaan. Each is found as one word too."""

RULES = {
    "akhiran": [list(row) for row in SUFFIXES],
    "awalan": [list(row) for row in PREFIXES],
    "pendek": SHORT_ROOTS,
    "tetap": FIXED,
    "sama": list(SAME_ROOTS),
    "abaikan": " ".join(sorted(STOP_WORDS)),
    "majemuk": list(COMPOUNDS),
}
"""All of the above as the browser gets it."""

_WORD = re.compile(r"[a-z0-9]+")
_MARKS = re.compile("[\u0300-\u036f'`\u2018\u2019\u02bc]")
_LEADING_ZEROS = re.compile(r"^0+(?=\d+$)")
_PAIRS = {pair: pair.replace(" ", "") for pair in COMPOUNDS}


def fold(text: str) -> str:
    """Lower case without accents and apostrophes: "Jum’at" → "jumat"."""
    if text.isascii():  # nearly all are
        return text.replace("'", "").replace("`", "").lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower()


def split_words(text: str) -> list[str]:
    """The words and numbers of a text, folded, numbers without leading zeros: "No. 07/SP2D" → no, 7, sp2d.

    Only Latin letters and digits make words; Indonesian has no others.
    """
    words: list[str] = _WORD.findall(fold(text))
    return [_LEADING_ZEROS.sub("", word) if word[0] == "0" else word for word in words]


def join_compounds(words: list[str]) -> list[str]:
    """The compounds among neighbouring words, each as one word: ["tanda", "tangan"] → ["tandatangan"]."""
    return [_PAIRS[pair] for pair in map(" ".join, pairwise(words)) if pair in _PAIRS]
