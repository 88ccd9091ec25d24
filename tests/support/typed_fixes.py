"""Types a fix into the file that it is printed for, and says what harm it did.

A fix is right when its finding is gone afterwards, no new one has come, no text stands in another box than it was meant
for, and none is lost. What was meant is known: every file here is a damaged copy of a sound one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks import check_catalog
from sop_catalog.model.decode import decode
from sop_catalog.model.sop import BOX_FIELDS, DATE_FIELDS, PEJABAT_FIELDS, Sop, Status
from sop_catalog.model.vocabulary import form_words
from sop_catalog.source.characters import decode_bytes
from sop_catalog.source.diagnostic import Diagnostic, Severity, has_galat
from sop_catalog.source.fix import Fix, apply_edits
from support.examples import TODAY

_WORD = re.compile(r"[^\W_]{4,}")
_TYPED_WORDS = {word for key in form_words() for word in key.split("_")} | {"terbaca", "dicabut", "selesai"}
"""Words that fixes may put in, and that stand in every file: keys and words of the format."""


@dataclass(frozen=True)
class State:
    """One file within its catalogue."""

    text: str
    sop: Sop | None
    findings: tuple[Diagnostic, ...]

    @property
    def counted(self) -> Counter[tuple[str, str]]:
        return Counter((item.rule.code, item.message) for item in self.findings)


def look(catalog: Catalog, path: str, text: str) -> State:
    """The file as `text`, decoded and checked among the catalogue's others."""
    source, findings = decode_bytes(text.encode("utf-8", "surrogatepass"), f"sops/{path}")
    if findings:
        return State(text, None, tuple(findings))
    decoded = decode(source, path)
    unread = {
        item.line
        for item in decoded.diagnostics
        if item.severity is Severity.GALAT and item.rule.code.startswith("SOP1")
    }
    file = SopFile(source, path, Path(path).stem, decoded.sop, decoded.positions, unread_lines=frozenset(unread))
    others = tuple(other for other in catalog.files if other.path != path)
    together = replace(catalog, files=tuple(sorted((*others, file), key=lambda item: item.path)))
    found = [*decoded.diagnostics, *check_catalog(together, TODAY)]
    return State(text, decoded.sop, tuple(item for item in found if item.source.path == source.path))


def load_names(folder: Path) -> Catalog:
    """A catalogue, its files read for their names only."""
    return load_catalog(folder, "sops", only=())[0]


# --- What stands where --------------------------------------------------------------------------------------------


def words_by_box(sop: Sop) -> dict[str, set[str]]:
    """Box of the form → the longer words in it, lower case; the steps' boxes are those of all steps together."""
    boxes: dict[str, list[str]] = {
        "nama": [sop.nama], "nomor": [sop.nomor], "unit": [sop.unit], "digantikan_oleh": [sop.digantikan_oleh],
        "lampiran": [text for item in sop.lampiran for text in (item.nama, item.sumber)], "kata_kunci": list(sop.kata_kunci),
        "kolom": [column.judul for column in sop.pelaksana], "catatan_sumber": list(sop.catatan_sumber),
        "riwayat": [row.perubahan for row in sop.riwayat], "slug_lama": list(sop.slug_lama),
    }  # fmt: skip
    boxes |= {field: list(getattr(sop, field)) for field in BOX_FIELDS}
    boxes |= {
        field: [tanggal.teks] if (tanggal := getattr(sop, field)) else [] for field in (*DATE_FIELDS, "tinjau_sebelum")
    }
    boxes["riwayat"] += [row.tanggal.teks for row in sop.riwayat]
    for field in PEJABAT_FIELDS:
        boxes[field] = [text for person in sop.pejabat(field) for text in (person.jabatan, person.nama, person.pangkat)]
    for field in ("kegiatan", "kelengkapan", "output", "keterangan"):
        boxes[field] = [getattr(step, field) for step in sop.langkah]
    boxes["waktu"] = [step.waktu.teks for step in sop.langkah if step.waktu]
    return {box: {word for text in texts for word in _WORD.findall(text.lower())} for box, texts in boxes.items()}


def _marks(sop: Sop) -> dict[str, str]:
    """Words that stand in one box only → that box."""
    places: dict[str, set[str]] = {}
    for box, words in words_by_box(sop).items():
        for word in words:
            places.setdefault(word, set()).add(box)
    return {word: next(iter(boxes)) for word, boxes in places.items() if len(boxes) == 1 and word not in _TYPED_WORDS}


def _moved(sop: Sop, marks: dict[str, str]) -> set[tuple[str, str]]:
    return {
        (word, box)
        for box, words in words_by_box(sop).items()
        for word in words
        if word in marks and marks[word] != box
    }


# --- Trying -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tried:
    """One fix that was typed."""

    what: str
    code: str
    said: str
    harm: tuple[str, ...]


def try_fixes(catalog: Catalog, what: str, path: str, sound: State, damaged: str) -> Iterator[Tried]:
    """Each fix of each finding that the sound file does not have, typed by itself."""
    before = look(catalog, path, damaged)
    left = Counter(sound.counted)
    for finding in before.findings:
        key = (finding.rule.code, finding.message)
        if left[key]:
            left[key] -= 1
            continue
        for fix in finding.fixes:
            yield Tried(what, finding.rule.code, fix.label, tuple(_harm(catalog, path, sound, before, finding, fix)))


def _harm(  # noqa: PLR0913, PLR0917
    catalog: Catalog, path: str, sound: State, before: State, finding: Diagnostic, fix: Fix
) -> Iterator[str]:
    after = look(catalog, path, apply_edits(before.text, fix.edits))
    yield from harm_to_findings(sound, before, after, finding)
    yield from harm_to_texts(sound, before, after, _other_spellings(catalog, sound.sop))


def _other_spellings(catalog: Catalog, sop: Sop | None) -> frozenset[str]:
    """Words of the names that the register has for the roles of the columns: each names the same role."""
    roles = [catalog.find_jabatan(column.judul) for column in sop.pelaksana] if sop else []
    return frozenset(word for role in roles if role for name in (role.nama, *role.alias) for word in _words(name))


def harm_to_findings(sound: State, before: State, after: State, finding: Diagnostic) -> Iterator[str]:
    """The finding is still there, or others have come that neither the sound nor the damaged file has."""
    key = (finding.rule.code, finding.message)
    if after.counted[key] >= before.counted[key]:
        yield f"masih ada: {key}"
    known = {(item.rule.code, item.line) for item in (*sound.findings, *before.findings)}
    left = before.counted | sound.counted
    for new in after.findings:
        key = (new.rule.code, new.message)
        if left[key]:
            left[key] -= 1
        elif _is_hint_of_unread_line(new, finding):
            continue
        elif (new.rule.code, new.line) not in known or new.rule is finding.rule:
            yield f"baru: {key}"


def _is_hint_of_unread_line(new: Diagnostic, finding: Diagnostic) -> bool:
    """A hint about the wording of a line that could not be read before: it is about the text, not about the fix."""
    return new.severity is Severity.SARAN and finding.severity is Severity.GALAT and new.line == finding.line


def harm_to_texts(sound: State, before: State, after: State, names: frozenset[str] = frozenset()) -> Iterator[str]:
    """A text stands in another box than in the sound file, or is in the file and in no box, or nobody has written it.

    Args:
        sound: the file before it was damaged.
        before: the damaged file.
        after: the same with the fix.
        names: words that a fix may write besides: other spellings of what the file names.
    """
    if sound.sop is None:
        return
    codes = {column.kode for column in sound.sop.pelaksana} | {status.value for status in Status}
    marks = {word: box for word, box in _marks(sound.sop).items() if word not in codes}
    if after.sop is None:
        if before.sop is not None or not has_galat(after.findings):
            yield "berkas tidak terbaca lagi"
        return
    for word, box in sorted(_moved(after.sop, marks)):
        yield f"pindah: {word} dari {marks[word]} ke {box}"
    kept = {word for words in words_by_box(after.sop).values() for word in words}
    if not has_galat(after.findings):
        written = set(_WORD.findall(before.text.lower()))
        for word in sorted((marks.keys() & written) - kept):
            yield f"hilang: {word}"
        invented = kept - written - marks.keys() - _words(sound.text) - _TYPED_WORDS - names
        for word in sorted(invented):
            yield f"karangan: {word}"


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


def format_harm(tried: Iterable[Tried]) -> str:
    """The harmful fixes, one a line."""
    return "\n".join(f"{item.what}: {item.code} {item.said} → {'; '.join(item.harm)}" for item in tried if item.harm)
