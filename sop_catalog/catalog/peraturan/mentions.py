"""Every regulation that a text mentions, wherever it stands: name, issuer, number and year.

A name begins with a word of the tables ("Undang-Undang", "Permen") and goes on with its issuer until the number begins.
What a mention does in its sentence is told in `reading`.
"""

from __future__ import annotations

import re

from sop_catalog.catalog.peraturan.further import SAYS_MORE, end_of_numbers, further_numbers, with_amending_numbers
from sop_catalog.catalog.peraturan.joint import is_joint, with_further_issuers
from sop_catalog.catalog.peraturan.meanings import meaning_of, named_by_number
from sop_catalog.catalog.peraturan.name_words import LONGEST_NAME, Name, NameReader
from sop_catalog.catalog.peraturan.naming import Nama, format_jenis, name_of, read_name
from sop_catalog.catalog.peraturan.numbers import Nomor, encode_number, read_numbers
from sop_catalog.catalog.peraturan.records import (
    SEBAB_BERSAMA,
    SEBAB_JENIS,
    SEBAB_NOMOR,
    SEBAB_PENERBIT,
    SEBAB_TANPA_NOMOR,
    Mention,
    Unread,
)
from sop_catalog.catalog.peraturan.tables import load_tables
from sop_catalog.catalog.peraturan.words import (
    NUMBER_WORD,
    begins_name,
    begins_name_at,
    cut_words,
    is_like_a_beginning,
)

_LONGEST_TITLE_BEFORE = 9
"""Words of a title that stands before the number."""
_CONSTITUTION_YEAR = 1945
_NEEDS_ISSUER = frozenset(
    {"peraturan", "keputusan", "surat", "instruksi", "perka", "fatwa", "maklumat", "surat-telegram"}
)
_MAY_BE_ANYTHING = frozenset({"peraturan", "keputusan", "surat", "instruksi"})
"""Words that begin other texts as well: "Keputusan rapat koordinasi"."""
_TITLED_BEFORE = frozenset({"uu", "perppu"})
_TITLED_BEFORE_SHORT = frozenset({"pp", "perpres", "keppres", "inpres"})
"""Kinds behind which a title may stand before the number ("UU KIP Nomor 14 …"); these only where they are abbreviated."""

_MARKS = re.compile(r"[\s.,/\-–:°]*")
_OPENING = re.compile(r"[\s.,:\-–]*\(\s*")
_FIRST_WORD = re.compile(r"\d+|[^\W\d_]+")
_YEAR_WORDS = frozenset({"tahun", "thn", "th"})
_ROMAN = re.compile(r"[IVXLC]+")
_CONSTITUTIONAL = frozenset({"uud", "uudnri", "undang"})
_CONSTITUTION = re.compile(
    r"[\s,]*(?:(?:negara|republik|indonesia|n?ri)\b[\s,]*)*(?:tahun\s*)?(?:1945|['’]?45)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"(?<![\w/.\-])\d{1,4}[a-z]?\s?/\s?(?P<tanda>[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)?)[.\d]*(?:\s?/\s?[\w.\-]+){0,4}?\s?/\s?(?:19|20)\d\d\b"
)
"""11/POJK.03/2022: no name stands before it."""
_PREFIXED = re.compile(
    r"(?<![\w/.\-])(?P<huruf>PER|KEP|SK|SE|INS|S)\s?[.\-–]\s?\d+[A-Za-z]?\s?/[\w.\-/ ]{1,40}?/\s?(?:19|20)\d\d\b"
)
"""PER-12/PB/2020."""


def find_mentions(teks: str) -> tuple[list[Mention], list[Unread]]:
    """All regulations in a text, in order, and the names that lead to none.

    Args:
        teks: of any kind; places in the result count its characters.
    """
    scanner = _Scanner(teks)
    scanner.scan()
    return scanner.mentions, scanner.unread


class _Scanner:
    """Walks over the words of one text."""

    def __init__(self, teks: str) -> None:
        self.tables = load_tables()
        gazette = self.tables.pengundangan
        self.teks = gazette.sub(lambda match: " " * len(match[0]), teks) if _IN_GAZETTE.search(teks) else teks
        self.tokens = cut_words(self.teks, _end_of_citations(self.teks))
        self.mentions: list[Mention] = []
        self.unread: list[Unread] = []

    def scan(self) -> None:
        end = 0
        names = NameReader(self.teks, self.tokens)
        for place, token in enumerate(self.tokens):
            if token.start < end or not is_like_a_beginning(token.word):
                continue
            if not begins_name(self.teks, self.tokens, place):
                continue
            name = names.at(place)
            found = self._read(name)
            if found:
                self.mentions += found + further_numbers(self.teks, found[-1])
                end = self.mentions[-1].end
            elif self.unread and self.unread[-1].sebab == SEBAB_BERSAMA:
                end = self.unread[-1].end
        self.mentions = with_amending_numbers(self.teks, self.mentions)
        self._without_name()

    # --- Name and number ---

    def _read(self, name: Name) -> list[Mention]:
        constitution = self._constitution(name)
        if constitution:
            return [constitution]
        numbers = self._numbers(name)
        title = ""
        if not numbers and name.about >= 0:
            numbers, title = self._numbers_behind_title(name)
        if not numbers:
            self._note(name)
            return []
        nama, before = self._resolve(name, numbers[0])
        if nama is None:
            self._note(name)
            return []
        if not nama.penerbit and nama.jenis.berpenerbit:
            nama = named_by_number(nama.jenis.nama, numbers[0]) or nama
        sebab = SEBAB_BERSAMA if is_joint(nama) else ""
        if not nama.penerbit and nama.jenis.kode in _NEEDS_ISSUER:
            sebab = SEBAB_PENERBIT
        if sebab:
            self.unread.append(Unread(name.start, numbers[-1].end, sebab, dimaksud=True))
            return []
        others = self._other_meanings(name, numbers[0])
        if nama.jenis.kode.endswith("-bersama"):  # each of them has a number of his own; it is one regulation
            nama, end = with_further_issuers(self.teks, nama, end_of_numbers(self.teks, numbers[-1].end))
            return [self._mention(name.start, nama, numbers[0], title or before, others, end)]
        return [self._mention(name.start, nama, number, title or before, others) for number in numbers]

    def _numbers(self, name: Name) -> tuple[Nomor, ...]:
        if name.number_at >= 0:
            return read_numbers(self.teks, name.number_at)
        for between in (_MARKS, _OPENING):
            match = between.match(self.teks, name.end)
            numbers = read_numbers(self.teks, match.end()) if match and self._may_begin_number(match.end()) else ()
            if numbers:
                return numbers
        return ()

    def _may_begin_number(self, place: int) -> bool:
        """Whether a number may begin here without the word "Nomor": with a digit, or letters that begin numbers."""
        word = _FIRST_WORD.match(self.teks, place)
        if word is None:
            return False
        known = self.tables.awalan_nomor
        return (
            word[0].isdigit()
            or word[0].lower() in known
            or word[0].lower() in _YEAR_WORDS
            or bool(_ROMAN.fullmatch(word[0]))
        )

    def _numbers_behind_title(self, name: Name) -> tuple[tuple[Nomor, ...], str]:
        """The number of "Undang-Undang tentang Kearsipan Nomor 43 Tahun 2009", and the title."""
        behind = [token for token in self.tokens if token.start > name.about][:LONGEST_NAME]
        last = name.about
        for token in behind:
            if ";" in self.teks[last : token.start] or token.word in self.tables.awal:
                break
            word = NUMBER_WORD.match(self.teks, token.start)
            if word:
                title = self.teks[name.about : last].partition(" ")[2]
                return read_numbers(self.teks, word.end()), title.strip(" ,:")
            last = token.end
        return (), ""

    def _resolve(self, name: Name, number: Nomor) -> tuple[Nama | None, str]:
        """The name, and a title that stands in it ("UU Cipta Kerja")."""
        first = name.tokens[0].word
        if first in self.tables.makna_ganda and len(name.tokens) == 1:
            return name_of(meaning_of(first, number, self.teks).kata), ""
        nama = read_name(name.words)
        if nama is None or nama.jenis.berpenerbit or not nama.penerbit:
            return nama, ""
        kode = nama.jenis.kode
        may_be_titled = kode in _TITLED_BEFORE or (kode in _TITLED_BEFORE_SHORT and first == kode)
        if may_be_titled and len(nama.penerbit) <= _LONGEST_TITLE_BEFORE:
            kind, begin = self._title_begins(name)
            return kind, self.teks[begin : name.end] if begin else ""
        return nama.as_issued_by_another(), ""

    @staticmethod
    def _title_begins(name: Name) -> tuple[Nama | None, int]:
        words: list[str] = []
        kind: Nama | None = None
        for token in name.tokens:
            words.append(token.word)
            nama = read_name(" ".join(words))
            if nama is not None and nama.penerbit:
                return kind, token.start
            kind = nama or kind
        return kind, 0

    def _other_meanings(self, name: Name, number: Nomor) -> tuple[str, ...]:
        first = name.tokens[0].word
        if first not in self.tables.makna_ganda or len(name.tokens) > 1:
            return ()
        others = (name_of(other) for other in meaning_of(first, number, self.teks).lain)
        return tuple(self._mention(name.start, nama, number, "", ()).kode for nama in others if nama)

    def _constitution(self, name: Name) -> Mention | None:
        if name.tokens[0].word not in _CONSTITUTIONAL:
            return None
        for count in range(1, min(4, len(name.tokens)) + 1):
            words = " ".join(token.word for token in name.tokens[:count])
            nama = read_name(words)
            if nama and nama.jenis.kode == "uud":
                match = _CONSTITUTION.match(self.teks, name.tokens[count - 1].end)
                if match:
                    return Mention(name.start, match.end(), "uud", nama.jenis.nama, "", _CONSTITUTION_YEAR, "")
        return None

    # --- Numbers without a name ---

    def _without_name(self) -> None:
        """PER-12/PB/2020, 11/POJK.03/2022: the number alone says what it is."""
        if "/" not in self.teks:
            return
        taken = [(mention.start, mention.end) for mention in self.mentions]
        added = []
        for pattern in (_PREFIXED, _BARE):
            for match in pattern.finditer(self.teks):
                if any(start < match.end() and match.start() < end for start, end in taken):
                    continue
                numbers = read_numbers(self.teks, match.start())
                if not numbers:
                    continue
                prefix = self.tables.awalan.get(match["huruf"].lower(), "") if pattern is _PREFIXED else ""
                nama = named_by_number(prefix, numbers[0])
                if nama is not None:
                    added.append(self._mention(match.start(), nama, numbers[0], "", ()))
                elif prefix:
                    self.unread.append(Unread(match.start(), numbers[0].end, SEBAB_JENIS, dimaksud=True))
        if added:
            self.mentions = sorted([*self.mentions, *added], key=lambda mention: mention.start)

    # --- Results ---

    def _mention(  # noqa: PLR0913, PLR0917
        self, start: int, nama: Nama, number: Nomor, judul: str, mungkin: tuple[str, ...], end: int = 0
    ) -> Mention:
        jenis = nama.kode
        row, count = encode_number(number, jenis, nama.jenis.kode)
        jenis = f"{jenis}-{row}" if row else jenis
        return Mention(
            start, end or number.end, jenis, format_jenis(jenis, self._capitals(nama, start, number.end)), count, number.tahun, number.tertulis, judul, mungkin
        )  # fmt: skip

    def _capitals(self, nama: Nama, start: int, end: int) -> frozenset[str]:
        """Words of an issuer that the text has in capitals, unless all of it is."""
        if not nama.penerbit:
            return frozenset()
        piece = self.teks[start:end]
        return (
            frozenset()
            if piece.isupper()
            else frozenset(_CAPITALS.findall(piece)).intersection(word.upper() for word in nama.penerbit)
        )

    def _note(self, name: Name) -> None:
        """A name without a number that can be read."""
        nama = read_name(name.words)
        if nama is None and name.tokens[0].word not in self.tables.makna_ganda:
            return
        match = _MARKS.match(self.teks, name.end)
        numbered = name.number_at >= 0 or (match is not None and self.teks[match.end() : match.end() + 1].isdigit())
        sebab = SEBAB_NOMOR if numbered else SEBAB_TANPA_NOMOR
        is_alone = not self.teks[name.end :].strip(" .;,") and not _LIST_MARK.sub("", self.teks[: name.start])
        is_meant = is_alone and (nama is None or nama.jenis.kode not in _MAY_BE_ANYTHING)
        is_one_of_two = name.tokens[-1].word == "dan" and begins_name_at(self.teks, self.tokens, name.end)
        dimaksud = numbered or name.about >= 0 or is_meant or is_one_of_two
        self.unread.append(Unread(name.start, name.end, sebab, dimaksud=dimaksud))


_LIST_MARK = re.compile(r"\s*(?:(?:\d{1,2}|[a-z])[.)]|[-–•*])?\s*", re.IGNORECASE)
_LAST_YEAR = re.compile(r".*\d{2}\d", re.DOTALL)
_NEW_ITEM = re.compile(r"[;\n]")
_AND_ONE_MORE = re.compile(r"\s*,?\s*(?:dan|serta)\b", re.IGNORECASE)


def _end_of_citations(teks: str) -> int:
    """Where the last citation ends at the latest: a title behind the last digit holds none, unless items follow it."""
    match = _LAST_YEAR.match(teks)
    if match is None or any(more.search(teks, match.end()) for more in (_NEW_ITEM, SAYS_MORE)):
        return len(teks)
    if _AND_ONE_MORE.match(teks, match.end()):
        return len(teks)
    return match.end()


_IN_GAZETTE = re.compile(r"embaran|erita|EMBARAN|ERITA|\bT?[LB]N(?:RI)?\b")
_CAPITALS = re.compile(r"\b[A-Z]{2,6}\b")
