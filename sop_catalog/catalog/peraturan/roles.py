"""What each regulation of a sentence does in it: cited, amending or revoking another, or part of another one's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from sop_catalog.catalog.peraturan.records import Hubungan, JenisHubungan, Mention
from sop_catalog.catalog.peraturan.words import ABOUT, BY, CHANGED


class Role(Enum):
    """What a mention does in its sentence."""

    CITED = auto()
    AMENDS = auto()
    """Cited, and the sentence says that it amends the one before."""
    REVOKES = auto()
    TITLED = auto()
    """Stands in the title of the one before."""


_CONNECTOR = 160
"""Characters before a citation in which stands what joins it to the one before."""
_ENDED = r"(?:dicabut|diganti|digantikan)"
AMENDED = re.compile(
    rf"\b(?:{CHANGED}\b(?:[\s,()]+\w+){{0,8}}?[\s,()]+{BY}|{CHANGED}|terakhir(?:\s+(?:kali|{CHANGED}))*\s+{BY}"
    rf"|(?:perubahannya|perubahan(?:\s+\w+)?(?:\s+terakhir)?)\s+(?:{BY}|yaitu|yakni)|perubahannya|terakhir)[\s,:()]*$",
    re.IGNORECASE,
)
_REVOKED = re.compile(rf"\b{_ENDED}\b(?:[\s,()]+\w+){{0,6}}?[\s,()]+(?:{BY})[\s,:()]*$", re.IGNORECASE)
_LAST = re.compile(r"\bterakhir\b", re.IGNORECASE)
BOUNDARY = re.compile(
    r"(?:[;•●▪]|\n\s*(?:\d{1,2}[.)]|[a-z][.)]|[-–•*])|(?<![\s.][A-Za-z])(?<!\bNo)(?<!\bjo)(?<!\bKab)(?<!\bProv)(?<!\bth)(?<!\bthn)\.\s)"
    r"[\s]*(?:(?:dan|serta)\b)?\s*(?:\(?(?:\d{1,2}|[a-z])[.)]\s*|[-–•*]\s*)?$|\s(?:\d{1,2}|[a-z])[.)]\s*$",
    re.IGNORECASE,
)
"""Between two items that run together: a semicolon, a full stop, the next list mark."""
AND = re.compile(r"(?:^|[\s,)])(?:dan|serta|&|dan/atau)\s*$|[,&/+]\s*$", re.IGNORECASE)
JO = re.compile(r"\b(?:jo|jis|juncto|j\.\s?o)\b\.?\s*:?\s*\(?\s*$", re.IGNORECASE)
_GOVERNS = re.compile(
    r"\b(?:atas|dari|terhadap|berdasarkan|menurut|sesuai|dalam|dengan|oleh|bagi|untuk|di|pada|tentang|sebagai|menjadi|dimaksud"
    r"|(?:pe|ke|imple|peng)\w*(?:an|si)|tindak\s+lanjut|teknis|ketentuan|amanat"
    r"|(?:pasal|ayat|huruf|angka|bab|lampiran)\s*\(?[\w]{1,5}\)?)\s*[\"“(]*$",
    re.IGNORECASE,
)
"""Words behind which a regulation belongs to the title: "Pelaksanaan Undang-Undang …", "Perubahan atas Peraturan …"."""
_REFERRING = re.compile(
    r"\b(?:perubahan|pencabutan|pelaksanaan|penetapan|penjabaran|penerapan|implementasi|pengesahan|pemberlakuan)\b",
    re.IGNORECASE,
)
_AMENDING_TITLE = re.compile(r"^\s*perubahan(?:\s+\w+){0,3}?\s+(?:atas|terhadap|dari)\b", re.IGNORECASE)
_REVOKING_TITLE = re.compile(r"^\s*pencabutan\b", re.IGNORECASE)


def find_roles(teks: str, mentions: Sequence[Mention]) -> list[Role]:
    """The role of each mention of a text."""
    roles: list[Role] = []
    for index, mention in enumerate(mentions):
        roles.append(_role(teks, mentions, roles, index) if index else Role.CITED)
        if roles[-1] is Role.AMENDS and _LAST.search(teks, mentions[index - 1].end, mention.start):
            _chain(teks, mentions, roles, index)
    return roles


def _chain(teks: str, mentions: Sequence[Mention], roles: list[Role], index: int) -> None:
    """Of "diubah dengan B, C, dan terakhir dengan D" all three amend."""
    place = index - 1
    while (
        place > 0
        and roles[place] is Role.CITED
        and not ABOUT.search(teks, mentions[place].end, mentions[place + 1].start)
    ):
        if roles[place - 1] is Role.CITED and not AMENDED.search(teks[mentions[place - 1].end : mentions[place].start]):
            before = [other for other in range(place) if roles[other] is Role.AMENDS]
            if not before:
                return
        roles[place] = Role.AMENDS
        place -= 1


def _role(teks: str, mentions: Sequence[Mention], roles: Sequence[Role], index: int) -> Role:
    """What a mention that is not the first does in the sentence; see the table of roles above."""
    mention = mentions[index]
    before = mentions[index - 1].end
    gap = teks[max(before, mention.start - _CONNECTOR) : mention.start]
    if _REVOKED.search(gap):
        return Role.REVOKES
    if AMENDED.search(gap):
        return Role.AMENDS
    if BOUNDARY.search(gap) or JO.search(gap):
        return Role.CITED
    last = max(place for place in range(index) if roles[place] is not Role.TITLED)
    so_far = teks[mentions[last].end : mention.start]
    in_title = ABOUT.search(so_far) or roles[index - 1] is Role.TITLED
    if AND.search(gap):
        return _in_enumeration(mentions, roles, index, last) if in_title else Role.CITED
    if _GOVERNS.search(gap):
        return Role.TITLED if in_title or _REFERRING.search(gap) else Role.CITED
    return Role.CITED


def _in_enumeration(mentions: Sequence[Mention], roles: Sequence[Role], index: int, last: int) -> Role:
    """Behind "dan" or a comma within a title: still in it while it enumerates regulations of one kind."""
    titled = [mentions[place] for place in range(last + 1, index) if roles[place] is Role.TITLED]
    if titled:
        return Role.TITLED if titled[-1].jenis == mentions[index].jenis else Role.CITED
    return Role.CITED


# --- Relations ----------------------------------------------------------------------------------------------------


def stated_relations(role: Role, base: str, kode: str) -> list[Hubungan]:
    """What a mention does to the one that was cited before it."""
    if kode == base or not base:
        return []
    if role is Role.AMENDS:
        return [Hubungan(JenisHubungan.MENGUBAH, base)]
    if role is Role.REVOKES:
        return [Hubungan(JenisHubungan.MENCABUT, base)]
    return []


def titled_relations(teks: str, mentions: Sequence[Mention], roles: Sequence[Role], index: int) -> list[Hubungan]:
    """What its title says: "tentang Perubahan Kedua atas …", "tentang Pencabutan …"."""
    if index + 1 >= len(mentions) or roles[index] is Role.TITLED or roles[index + 1] is not Role.TITLED:
        return []
    about = ABOUT.match(teks, mentions[index].end)
    if about is None:
        return []
    title = teks[about.end() : mentions[index + 1].start]
    if _AMENDING_TITLE.match(title):
        jenis = JenisHubungan.MENGUBAH
    elif _REVOKING_TITLE.match(title):
        jenis = JenisHubungan.MENCABUT
    else:
        return []
    own = mentions[index].kode
    relations: list[Hubungan] = []
    for place in range(index + 1, len(mentions)):
        gap = teks[mentions[place - 1].end : mentions[place].start]
        if roles[place] is not Role.TITLED or (place > index + 1 and ABOUT.search(gap)):
            break
        if mentions[place].kode != own:
            relations.append(Hubungan(jenis, mentions[place].kode))
    return relations
