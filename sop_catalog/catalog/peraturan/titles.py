"""The title of a regulation within a sentence, without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sop_catalog.catalog.peraturan.records import Mention
from sop_catalog.catalog.peraturan.roles import Role
from sop_catalog.catalog.peraturan.words import ABOUT, BY, CHANGED

_TRAILING = frozenset(
    {
        "dan",
        "serta",
        "beserta",
        "jo",
        "jis",
        "juncto",
        "sebagaimana",
        "yang",
        "sdtd",
        "&",
        "perubahannya",
        "seluruh",
        "terakhir",
    }
)
"""Words that end no title; they join it to what follows."""
_AS_AMENDED = re.compile(
    rf"[\s,(]*\b(?:(?:sebagaimana|yang|s\.?d\.?)\s+(?:telah|sudah|beberapa|diubah|dirubah|di ubah)|(?:telah|sudah)\s+(?:beberapa\s+kali\s+)?{CHANGED}|{CHANGED}\s+(?:\w+\s+){{0,4}}{BY}).*$",
    re.IGNORECASE | re.DOTALL,
)
_GAZETTE = re.compile(
    r"\s*\(?\s*(?:(?:tambahan\s+)?(?:lembaran|berita)\s+(?:negara|daerah)\b|\bT?[LB]N(?:RI)?\b[\s,:.]*(?:RI\s*)?(?:tahun|nomor|no|\d)).*$",
    re.IGNORECASE | re.DOTALL,
)
_NEXT_MARK = re.compile(r"[\s;,.]+(?:\(?(?:\d{1,2}|[a-z])[.)]|[-–•●▪*])\s*$", re.IGNORECASE)


_HOLDS_MORE = re.compile(
    r"diubah|dirubah|di ubah|bagaimana|telah|sudah|yang|embaran|erita|EMBARAN|ERITA|\bT?[LB]N|s\.d"
)


def title_of(teks: str, mentions: Sequence[Mention], roles: Sequence[Role], index: int) -> str:
    """The title of a cited regulation: up to the next one that is cited itself."""
    mention = mentions[index]
    about = ABOUT.match(teks, mention.end) or ABOUT.search(teks, mention.end, mention.end + 80)
    following = next((place for place in range(index + 1, len(mentions)) if roles[place] is not Role.TITLED), None)
    end = mentions[following].start if following is not None else len(teks)
    if (
        about is None
        or about.start() >= end
        or (index + 1 < len(mentions) and about.start() >= mentions[index + 1].start)
    ):
        return format_title(mention.judul)
    piece = teks[about.end() : end]
    if following is not None:
        piece = _NEXT_MARK.sub("", piece)
        if roles[following] in {Role.AMENDS, Role.REVOKES}:
            piece = _AS_AMENDED.sub("", piece)
    return format_title(piece)


def format_title(teks: str) -> str:
    """A title without what stands around it: spaces, punctuation, list marks, gazette, "beserta perubahannya"."""
    if _HOLDS_MORE.search(teks):
        teks = _AS_AMENDED.sub("", _GAZETTE.sub("", teks))
    title = " ".join(teks.split())
    while True:
        title = title.rstrip(" ;:,.(-–•")
        start, space, last = title.rpartition(" ")
        if not space or last.lower() not in _TRAILING:
            return title
        title = start
