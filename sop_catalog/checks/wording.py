"""Hints about how an activity is worded: active, verb first, without subject (SOP506, SOP507; PermenPAN-RB 35/2012)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import readable
from sop_catalog.checks.titles import RegisterTitles, Titles, words_of
from sop_catalog.checks.verbs import NOUN_TO_VERB, begins_with_verb, is_verb
from sop_catalog.model.sop import TIDAK_TERBACA, Langkah
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.line_shapes import shown
from sop_catalog.source.text import Span

NO_VERB = Rule("SOP506", "kegiatan-tanpa-kata-kerja", Severity.SARAN)
NAMES_SUBJECT = Rule("SOP507", "kegiatan-menyebut-subjek", Severity.SARAN)

_NUMBERING = re.compile(r"^\W*(?:\(?(?:\d{1,2}|[a-z])[.)]\s+)?")
_HEADING = re.compile(r"^[^\W\d_]+(?:\s[^\W\d_]+){0,2}:\s+")
"""What may stand before the sentence itself: "Arsip: menyimpan berkas"."""


def check_wording(catalog: Catalog) -> Iterator[Diagnostic]:
    """Both rules over all readable files, one hint for a step at the most."""
    register = RegisterTitles(catalog)
    for file, sop in readable(catalog):
        titles = register.of(sop)
        for langkah in sop.langkah:
            if langkah.kegiatan.lower() != TIDAK_TERBACA:
                yield from _wording(file, titles, langkah)


def _wording(file: SopFile, titles: Titles, langkah: Langkah) -> Iterator[Diagnostic]:
    teks = _NUMBERING.sub("", langkah.kegiatan, count=1)
    words = words_of(teks[:300])
    if not words:
        return
    span = file.positions.value("langkah", langkah.nomor - 1, "kegiatan")
    length, _ = titles.match(words)
    if length and len(words) > length and is_verb(words[length]):
        subject = re.match(rf"(?:\W*[^\W_]+){{{length}}}\W*", teks)
        named = subject[0].strip(" ,:;") if subject else ""
        rest = teks[subject.end() :] if subject else teks
        yield NAMES_SUBJECT.at(
            file.source,
            span,
            f"kegiatan langkah {langkah.nomor} menyebut pelaksananya: {named[:60]}",
            fix=_without_subject(file, span, named, rest),
        )
    elif not begins_with_verb(words) and not begins_with_verb(words_of(_HEADING.sub("", teks[:300], count=1))):
        verb = NOUN_TO_VERB.get(words[0], "")
        yield NO_VERB.at(
            file.source,
            span,
            f"kegiatan langkah {langkah.nomor} tidak diawali kata kerja: {teks.split()[0][:40]}",
            fix=f"awali dengan kata kerja, misalnya {verb or 'Memeriksa, Menyusun, Menyerahkan'}",
        )


def _without_subject(file: SopFile, span: Span, named: str, rest: str) -> str | Fix:
    """The fix that takes the performer out of the beginning of a sentence."""
    raw = file.source.text[span.start : span.end]
    words = f"hapus `{named}` di awal kalimat"
    before = re.search(re.escape(named) + r"\W*\Z", raw[: raw.index(rest)]) if rest and raw.count(rest) == 1 else None
    if before is None:
        return words
    typed = rest[:1].upper() + rest[1:]
    whole = raw[: before.start()] + typed
    label = f"{words}: `{whole}`" if shown(whole) else words
    return type_over(Span(span.start + before.start(), span.start + before.end() + 1), typed[:1], label)
