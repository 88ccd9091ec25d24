"""The search index: made from the model, read by `assets/sop-cari-mesin.js`. docs/pengembang/pencarian.md says why it is ours.

What is written (every file is a script that hands its data to `SopCari`, so that it also loads from file://):

    assets/cari/indeks.js     all that ranking needs, loaded when the search box gets the focus
    assets/cari/teks-<n>.js   the sentences of BLOCK SOPs each, loaded for the results that are shown

A *document* is an SOP or another page; a *place* is a part of it. Places are numbered through all documents, so that a
word's list of places is one ascending list of numbers:

    0 nama · 1 nomor · 2 unit · 3 pelaksana · 4 dasar hukum · 5 other boxes
    6 + 3k  step k+1: who, the performers' titles; of other pages: heading of section k+1
    7 + 3k  what: kegiatan; of other pages: the section's text
    8 + 3k  the rest: kelengkapan, output, keterangan

`kata` holds the words of the catalogue as written, sorted; `letak` their lists of places: differences, five bits a
character, lowest first, with a sixth bit for "more follows". Affixes are compared in the browser, over the words: that
keeps exact hits apart from related ones, and nothing has to be worked out when the index arrives. A word "=3" is no
word but the third group of `frasa`: it stands where any phrase of the group stands (Kasubag, Kepala Subbagian).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.peraturan import format_singkat
from sop_catalog.model.sop import BOX_FIELDS, PEJABAT_FIELDS, TIDAK_TERBACA, Langkah, Sop, Status
from sop_catalog.search.istilah import TERMS
from sop_catalog.search.morfologi import COMPOUNDS, RULES, STOP_WORDS, fold, join_compounds, split_words

INDEX_PATH = "assets/cari/indeks.js"
BLOCK = 32
"""SOPs whose sentences share a file: small enough to fetch for one result, few enough files."""
HEAD_PLACES = 6
"""Places of a document before those of its steps."""
STEP_PLACES = 3
NAMA, NOMOR, UNIT, PELAKSANA, HUKUM, LAIN = range(HEAD_PLACES)

DRAF, DICABUT, CONTOH, PERLU_VERIFIKASI = 1, 2, 4, 8
"""Bits of a document's marks; SOPs in force without remarks have 0."""


@dataclass(frozen=True, slots=True)
class PageSection:
    """A part of a page that is no SOP."""

    anchor: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PageText:
    """A page that is no SOP: of docs/, of a unit, of a role."""

    url: str
    """Relative to the site's root."""
    title: str
    kind: str = "Halaman"
    """What a reader calls it, such as "Panduan" or "Jabatan"."""
    text: str = ""
    """What stands before its first section."""
    sections: tuple[PageSection, ...] = ()


def build_search_files(
    catalog: Catalog,
    *,
    directory_urls: bool = True,
    pages: Sequence[PageText] = (),
    terms: Iterable[Sequence[str]] = TERMS,
) -> dict[str, str]:
    """All files of the search, by their path from the site's root; the same input gives the same bytes.

    Args:
        catalog: its readable SOPs are found, in their order.
        directory_urls: whether pages are folders ("sop/x/") or files ("sop/x.html").
        pages: other pages to be found.
        terms: groups of phrases that mean the same; those of the role register are added.
    """
    files = {INDEX_PATH: build_search_index(catalog, directory_urls=directory_urls, pages=pages, terms=terms)}
    sops = list(catalog.sops.values())
    for number, start in enumerate(range(0, len(sops), BLOCK)):
        texts = [[langkah.kegiatan for langkah in sop.langkah] for sop in sops[start : start + BLOCK]]
        files[f"assets/cari/teks-{number}.js"] = _script("terimaTeks", number, texts)
    return files


def build_search_index(
    catalog: Catalog,
    *,
    directory_urls: bool = True,
    pages: Sequence[PageText] = (),
    terms: Iterable[Sequence[str]] = TERMS,
) -> str:
    """The script `indeks.js` (see the module's docstring)."""
    phrases = Phrases(terms, catalog)
    sops = list(catalog.sops.values())
    units = {kode: place for place, kode in enumerate(dict.fromkeys(sop.unit for sop in sops))}
    index = _Index(phrases)
    for sop in sops:
        index.add(_sop_places(catalog, sop), HEAD_PLACES + STEP_PLACES * len(sop.langkah))
    for page in pages:
        index.add(_page_places(page), HEAD_PLACES + STEP_PLACES * len(page.sections))
    words = sorted(index.places)
    used = sorted(int(word[1:]) for word in words if word[0] == "=")
    data = {
        "alamat": "sop/*/" if directory_urls else "sop/*.html",
        "blok": BLOCK,
        "aturan": RULES,
        "frasa": {str(group): phrases.groups[group] for group in used},
        "unit": [_unit_name(catalog, kode) for kode in units],
        "slug": " ".join(sop.slug for sop in sops),
        "nama": [sop.judul for sop in sops],
        "nomor": [sop.nomor for sop in sops],
        "milik": [units[sop.unit] for sop in sops],
        "tanda": [_marks(sop) for sop in sops],
        "langkah": [len(sop.langkah) for sop in sops],
        "halaman": [
            [page.url, page.title, page.kind, [[section.anchor, section.title] for section in page.sections]]
            for page in pages
        ],
        "kata": " ".join(words),
        "letak": " ".join(encode_places(index.places[word]) for word in words),
    }
    return _script("terima", data)


class Phrases:
    """Groups of phrases that mean the same: ours and the role register's, united where they share a phrase."""

    def __init__(self, terms: Iterable[Sequence[str]], catalog: Catalog) -> None:
        roles = [(jabatan.nama, *jabatan.alias) for jabatan in catalog.registers.jabatan.values()]
        self._group_of: dict[tuple[str, ...], int] = {}
        members: dict[int, list[tuple[str, ...]]] = {}
        for number, names in enumerate([*terms, *roles]):
            group = [phrase for phrase in map(phrase_words, names) if phrase]
            home = min((self._group_of[phrase] for phrase in group if phrase in self._group_of), default=number)
            for phrase in list(group):
                other = self._group_of.get(phrase, home)
                group += members.pop(other, []) if other != home else []
            members.setdefault(home, []).extend(group)
            self._group_of.update(dict.fromkeys(group, home))
        self._starting: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        """First word → the phrases that begin with it, each with its group."""
        for phrase, group_number in self._group_of.items():
            self._starting.setdefault(phrase[0], []).append((phrase, group_number))
        self.groups = {number: sorted({" ".join(phrase) for phrase in group}) for number, group in members.items()}
        """Number → its phrases, as the browser gets them."""

    def find(self, words: Sequence[str]) -> Iterator[int]:
        """The groups of all phrases among these words (without stop words), those inside others too."""
        for start, word in enumerate(words):
            for phrase, group in self._starting.get(word, ()):
                if tuple(words[start : start + len(phrase)]) == phrase:
                    yield group


def phrase_words(text: str) -> tuple[str, ...]:
    """A phrase for comparison: its words without stop words."""
    return tuple(word for word in split_words(text) if word not in STOP_WORDS)


_DIGITS = [chr(value + 35 + (value > 56)) for value in range(64)]  # 92 is the backslash
"""Characters for six bits."""


def encode_places(places: Iterable[int]) -> str:
    """Ascending numbers from 0 as text: differences in groups of five bits, printable, without quotes and spaces."""
    pieces = []
    before = -1
    for place in places:
        rest = place - before - 1
        before = place
        while rest > 31:
            pieces.append(_DIGITS[rest & 31 | 32])
            rest >>= 5
        pieces.append(_DIGITS[rest])
    return "".join(pieces)


class _Index:
    """Word → the places that it stands in, ascending."""

    def __init__(self, phrases: Phrases) -> None:
        self.places: dict[str, list[int]] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        """The words of texts seen already: names of units, performers and documents come again and again."""
        self._phrases = phrases
        self._next = 0

    def add(self, texts: Iterable[tuple[int, str]], count: int) -> None:
        """Add a document of `count` places: (place within the document, text), places ascending."""
        seen: dict[str, list[int]] = {}
        for place, text in texts:
            if text and text != TIDAK_TERBACA:
                for word in self._words(text):
                    places = seen.get(word)
                    if places is None:
                        seen[word] = [place]
                    elif places[-1] != place:
                        places.append(place)
        first = self._next
        for word, places in seen.items():
            own = _without_rests(places) if len(places) > 1 else places
            kept = [first + place for place in own]
            if word in self.places:
                self.places[word] += kept
            else:
                self.places[word] = kept
        self._next += count

    def _words(self, text: str) -> Sequence[str]:
        """The words of a text, its compounds and its groups of phrases, each once."""
        known = self._known.get(text)
        if known is None:
            every = split_words(text)
            words = [word for word in every if word not in STOP_WORDS]
            found = [*words, *join_compounds(every), *(f"={group}" for group in self._phrases.find(words))]
            known = self._known[text] = tuple(dict.fromkeys(found))
        return known


def _sop_places(catalog: Catalog, sop: Sop) -> Iterator[tuple[int, str]]:
    yield NAMA, sop.judul
    yield NOMOR, sop.nomor
    for unit in catalog.registers.ancestry(sop.unit):
        yield UNIT, unit.nama
    yield UNIT, sop.unit
    titles = {pelaksana.kode: pelaksana.judul for pelaksana in sop.pelaksana}
    for judul in titles.values():
        yield PELAKSANA, judul
    for grup in dict.fromkeys(pelaksana.grup for pelaksana in sop.pelaksana):
        yield PELAKSANA, grup
    for kalimat in sop.dasar_hukum:
        yield HUKUM, " ".join([catalog.spell_kalimat(kalimat), *_names_of_cited(catalog, kalimat)])
    for isian in BOX_FIELDS:
        for text in getattr(sop, isian) if isian != "dasar_hukum" else ():
            yield LAIN, text
    yield from ((LAIN, text) for text in _other_texts(sop))
    for text in sop.kata_kunci:  # as good as a name: somebody has said that one looks for it so
        yield NAMA, text
    for number, langkah in enumerate(sop.langkah):
        yield from _step_places(HEAD_PLACES + STEP_PLACES * number, langkah, titles)


def _other_texts(sop: Sop) -> Iterator[str]:
    """What stands around the form and under its table."""
    yield from sop.catatan_tabel
    for _, items in sop.kotak:
        yield from items
    for isian in PEJABAT_FIELDS:
        for person in sop.pejabat(isian):
            yield from (person.jabatan, person.nama)
    yield from sop.slug_lama
    yield from (lampiran.nama for lampiran in sop.lampiran)
    yield from (riwayat.perubahan for riwayat in sop.riwayat)
    yield from (naskah.nomor for naskah in sop.naskah_sah)
    for evaluasi in sop.evaluasi:
        yield from (evaluasi.hasil, evaluasi.catatan, evaluasi.tindakan)


def _names_of_cited(catalog: Catalog, kalimat: str) -> Iterator[str]:
    """Every name under which somebody may look for what a sentence cites: its code, full name, abbreviation, aliases."""
    for sitasi in catalog.read_kalimat(kalimat).sitasi:
        registered = catalog.registers.peraturan.get(sitasi.kode)
        yield from (sitasi.kode, sitasi.nama, format_singkat(sitasi.jenis), *(registered.alias if registered else ()))


def _step_places(place: int, langkah: Langkah, titles: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for kode in langkah.pelaksana:
        yield place, titles.get(kode, "")
    yield place + 1, langkah.kegiatan
    for simbol in langkah.simbol:
        yield place + 2, simbol.isi
    for isian in ("kelengkapan", "output", "keterangan"):
        if langkah.cell_row(isian) == langkah.nomor:
            yield place + 2, getattr(langkah, isian)


def _page_places(page: PageText) -> Iterator[tuple[int, str]]:
    yield NAMA, page.title
    yield LAIN, page.text
    for number, section in enumerate(page.sections):
        yield HEAD_PLACES + STEP_PLACES * number, section.title
        yield HEAD_PLACES + STEP_PLACES * number + 1, section.text


def _without_rests(places: Iterable[int]) -> Iterator[int]:
    """Ascending places without the rest of a step where its sentence says the same word: that says more."""
    before = -1
    for place in places:
        if place != before + 1 or place < HEAD_PLACES or (place - HEAD_PLACES) % STEP_PLACES != STEP_PLACES - 1:
            yield place
        before = place


def _unit_name(catalog: Catalog, kode: str) -> str:
    unit = catalog.registers.unit.get(kode)
    return unit.nama if unit else kode


def _marks(sop: Sop) -> int:
    status = {Status.DRAF: DRAF, Status.DICABUT: DICABUT}.get(sop.status, 0)
    return status | CONTOH * sop.contoh | PERLU_VERIFIKASI * sop.perlu_verifikasi


def _script(receiver: str, *values: object) -> str:
    """A call that hands over data. ASCII only: a file:// page says nothing about the encoding of its scripts."""
    arguments = ",".join(json.dumps(value, separators=(",", ":"), sort_keys=True) for value in values)
    return f"SopCari.{receiver}({arguments});\n"


__all__ = [
    "COMPOUNDS",
    "INDEX_PATH",
    "PageSection",
    "PageText",
    "Phrases",
    "build_search_files",
    "build_search_index",
    "encode_places",
    "fold",
]
