"""Which regulation a pasted sentence cites: kind, number, year and title out of any of its spellings.

"UU No.39 Tahun 2008 Tentang …", "Undang-Undang Nomor 39 Tahun 2008 tentang …" and "UU 39/2008" cite one regulation,
whose code is jenis-nomor-tahun: uu-39-2008. What regulations exist and whether they are in force is data in the
register `peraturan.yml`, never a constant here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Sitasi:
    """A citation taken apart."""

    jenis: str
    """Kind, as in codes: "uu", "pp", "perpres", "permenaker", "perda-kota-tangerang"."""
    nomor: str
    """Number without leading zeros; letters and slashes stay ("12a")."""
    tahun: int
    tentang: str
    """The title after "tentang"; "" where the sentence has none."""

    @property
    def kode(self) -> str:
        """The register's code: "permenaker-7-2017"."""
        return f"{self.jenis}-{self.nomor}-{self.tahun}".lower()


# The kinds, most specific first: (how the sentence begins, lower case without punctuation; the code's first part).
# "{}" takes the words up to the number: the ministry or region that the regulation belongs to.
_KINDS: tuple[tuple[str, str], ...] = (
    (r"undang undang dasar|uud", "uud"),
    (r"peraturan pemerintah pengganti undang undang|perppu|perpu", "perppu"),
    (r"undang undang|uu", "uu"),
    (r"peraturan pemerintah|pp", "pp"),
    (r"peraturan presiden|perpres", "perpres"),
    (r"keputusan presiden|keppres|kepres", "keppres"),
    (r"instruksi presiden|inpres", "inpres"),
    (r"(?:peraturan menteri|permen) (?:tenaga kerja dan transmigrasi|nakertrans)|permenakertrans", "permenakertrans"),
    (r"(?:peraturan menteri|permen) (?:ketenagakerjaan|tenaga kerja|naker)|permenaker", "permenaker"),
    (r"(?:keputusan menteri|kepmen) (?:ketenagakerjaan|tenaga kerja|naker)|kepmenaker", "kepmenaker"),
    (
        (
            r"(?:peraturan menteri|permen) (?:negara )?pendayagunaan aparatur negara (?:dan|&)? ?reformasi birokrasi"
            r"|(?:peraturan menteri|permen) ?pan ?(?:dan )?(?:rb|reformasi birokrasi)|permenpan ?(?:dan )?rb"
        ),
        "permenpanrb",
    ),
    (r"(?:peraturan menteri|permen) (?:negara )?pendayagunaan aparatur negara|permenpan", "permenpan"),
    (r"(?:peraturan menteri|permen) dalam negeri|permendagri", "permendagri"),
    (r"(?:keputusan menteri|kepmen) dalam negeri|kepmendagri", "kepmendagri"),
    (r"(?:peraturan menteri|permen) keuangan|permenkeu|pmk", "pmk"),
    (r"(?:keputusan menteri|kepmen) keuangan|kmk", "kmk"),
    (r"(?:peraturan menteri|permen) {}", "permen"),
    (r"(?:keputusan menteri|kepmen) {}", "kepmen"),
    (r"(?:peraturan daerah|perda) ?{}", "perda"),
    (r"(?:peraturan gubernur|pergub) ?{}", "pergub"),
    (r"(?:keputusan gubernur|kepgub) ?{}", "kepgub"),
    (r"(?:peraturan bupati|perbup) ?{}", "perbup"),
    (r"(?:keputusan bupati|kepbup) ?{}", "kepbup"),
    (r"(?:peraturan wali ?kota|perwali|perwal) ?{}", "perwal"),
    (r"(?:keputusan wali ?kota|kepwal) ?{}", "kepwal"),
    (r"(?:peraturan kepala|perka) {}", "perka"),
    (r"(?:surat edaran|se) {}", "se"),
    (r"surat edaran|se", "se"),
    (r"peraturan {}", "peraturan"),
    (r"keputusan {}", "keputusan"),
)
_OWNER = r"((?:[a-z]+ ){0,7}?[a-z]+)??"
_COMPILED = tuple(
    (re.compile(rf"(?:{start.replace('{}', _OWNER)})(?: (?:republik indonesia|ri))?(?= (?:no|nomor)\b| \d)"), kind)
    for start, kind in _KINDS
)
_MINISTRIES = {
    "ag": "agama", "bumn": "badan usaha milik negara", "dag": "perdagangan", "dikbud": "pendidikan dan kebudayaan",
    "diknas": "pendidikan nasional", "esdm": "energi dan sumber daya mineral", "hub": "perhubungan", "hut": "kehutanan",
    "kes": "kesehatan", "kominfo": "komunikasi dan informatika", "kp": "kelautan dan perikanan",
    "kumham": "hukum dan hak asasi manusia", "lh": "lingkungan hidup", "lhk": "lingkungan hidup dan kehutanan",
    "perin": "perindustrian", "pora": "pemuda dan olahraga", "pu": "pekerjaan umum",
    "pupr": "pekerjaan umum dan perumahan rakyat", "sos": "sosial", "tan": "pertanian",
}  # fmt: skip
_SHORT_MINISTRY = re.compile(rf"(permen|kepmen) ?({'|'.join(_MINISTRIES)})\b")
"""Permentan, Kepmen LHK: the same codes as the kind in full."""
_SEGMENT = r"[a-z0-9](?:[a-z0-9\-]|\.\s?)*\s?/\s?"
_NUMBER_YEAR = re.compile(
    # "Nomor KEP/", or "KEP." behind the kind
    r"(?:no(?:mor)?\b\s?[.:]?\s?(?:(?:per|kep|se|ins)\b[\s.\-/]{0,4})?|(?<=\s)(?:per|kep|se|ins)[.\-/]\s?)?"
    # the number, neither within other digits nor behind a filing code such as "188.44" or "440/" in "440/2622/SJ/2020"
    r"(?<![0-9])(?<![0-9]\.)0*([0-9]{1,6}[a-z]?)\b(?!\s?/\s?(?!(?:19|20)[0-9]{2}\b)[0-9]+\s?/)"
    rf"(?:\s?/\s?(?:{_SEGMENT}){{0,8}}|\s?,?\s?(?:tahun|thn|th)\b\.?\s?|\s)([0-9]{{4}})\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)")
"""A kind's own abbreviation: "Peraturan Pemerintah (PP) Nomor 9 Tahun 2001"."""
_FURTHER = re.compile(
    r"\b(?P<amended>jo|jis|juncto|sebagaimana\b[^;]{0,80}?\b(?:dengan|oleh))\b\.?\s+|(?:\b(?:dan|serta)\b|[;,&/])\s*",
    re.IGNORECASE,
)
"""What stands before another regulation in one sentence."""
_REGULATION_WORD = re.compile(
    r"\b(?:undang|peraturan|keputusan|perubahan|pencabutan|pelaksanaan|penetapan)\b", re.IGNORECASE
)
_ABOUT = re.compile(r"\btent\w{0,2}g\b\s*:?\s*(.*)", re.IGNORECASE | re.DOTALL)


_LONGEST = 1000
"""Characters in which a further citation and its title end."""
_NOWHERE = (1 << 60, 1 << 60)


@lru_cache(maxsize=8192)
def parse_sitasi(kalimat: str) -> Sitasi | None:
    """The regulation that a sentence cites first; None where no kind, number and year can be made out.

    Remembered: a few dozen sentences make the thousands of items of a catalogue.

    Args:
        kalimat: as pasted, such as "Permenaker No 07 Tahun 2017 Tentang Pedoman Penyusunan SOP AP Kemnaker".
    """
    about = _ABOUT.search(kalimat)
    head = " ".join(_ASIDE.sub(" ", kalimat[: about.start()] if about else kalimat).split())
    number = _NUMBER_YEAR.search(head)
    if not number:
        return None
    folded = " ".join(re.sub(r"[^a-z0-9&]+", " ", head[: number.start()].lower()).split())
    folded = re.sub(r" no(?:mor)?\b.*", "", folded) + " no"
    folded = _SHORT_MINISTRY.sub(lambda short: f"{short[1]} {_MINISTRIES[short[2]]}", folded, count=1)
    for pattern, kind in _COMPILED:
        match = pattern.match(folded)
        if match:
            owner = next((group for group in match.groups() if group), "")
            jenis = "-".join(filter(None, [kind, re.sub(r"\W+", "-", owner)]))
            tentang = " ".join(about[1].split()).rstrip(";. ") if about else ""
            return Sitasi(jenis, number[1].lower(), int(number[2]), tentang)
    return None


@lru_cache(maxsize=8192)
def parse_all_sitasi(kalimat: str) -> tuple[Sitasi, ...]:
    """Every regulation that a sentence cites, in order and once: "UU 4/2021 jo. UU 1/2000" cites two.

    A regulation that only stands in another one's title ("tentang Perubahan atas …") is not cited.

    Args:
        kalimat: an item of dasar hukum as pasted.
    """
    first = parse_sitasi(kalimat)
    if first is None:
        return ()
    found = {first.kode: first}
    about = _ABOUT.search(kalimat)
    titled = _REGULATION_WORD.search(kalimat, about.start()) if about else None
    numbers = iter([number.span() for number in _NUMBER_YEAR.finditer(kalimat)])
    start, end = next(numbers, _NOWHERE)
    for match in _FURTHER.finditer(kalimat):
        while end <= match.start():
            start, end = next(numbers, _NOWHERE)
        if start < match.start():  # a slash within "113/PMK.05/2012"
            continue
        if match["amended"] is None and titled and titled.end() <= match.start():
            continue
        sitasi = parse_sitasi(kalimat[match.end() : match.end() + _LONGEST])
        if sitasi:
            found.setdefault(sitasi.kode, sitasi)
    return tuple(found.values())
