"""Two states of a catalogue, compared by what they say: `sop bandingkan`.

Files are matched by their contents, then by what a new file calls its former name, then by path, slug and words: an
SOP that was renamed stays one SOP, also where another one took its name.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.compare.attached import Attached
from sop_catalog.compare.changes import (
    Change,
    ChangeKind,
    Comparison,
    SopDiff,
    Weight,
    is_substantive,
    sorted_by_weight,
)
from sop_catalog.compare.header import compare_header
from sop_catalog.compare.meaning import Meaning
from sop_catalog.compare.registers import compare_registers
from sop_catalog.compare.steps import compare_norma_waktu, compare_steps
from sop_catalog.compare.targets import Flow
from sop_catalog.compare.words import count_words, similarity
from sop_catalog.model.sop import Sop, Status

_RENAMED = 0.6
"""Part of common words from which on a file that is gone and a new one are one SOP with a new name."""
_MAX_CANDIDATES = 250_000
"""Pairs of gone and new files that are compared by their words; beyond it renames are found by slug only."""

_NOTHING = Attached()

Pair = tuple[SopFile | None, SopFile | None]


def compare_catalogs(before: Catalog, after: Catalog, attached: Attached = _NOTHING) -> tuple[SopDiff, ...]:
    """What has changed, SOP by SOP, ordered by path. A catalogue compared with itself gives (). Never fails on input.

    Args:
        before: the earlier state. Files may have been read by their heads only where both states hold the same text.
        after: the later state; both with findings where broken files are to be named as such.
        attached: the files that SOPs may attach, in both states.
    """
    meaning = Meaning(before, after)
    pairs = [*_match_files(before.files, after.files)]
    diffs = [diff for first, second in pairs if (diff := compare_files(first, second, meaning, attached))]
    return tuple(sorted(diffs, key=lambda diff: (diff.path, diff.path_before)))


def compare(
    before: Catalog,
    after: Catalog,
    names: tuple[str, str],
    folder: str,
    attached: Attached = _NOTHING,
) -> Comparison:
    """Both states with their registers, ready to be rendered.

    Args:
        before: as for `compare_catalogs`.
        after: likewise.
        names: what people call the two states.
        folder: what messages put before paths.
        attached: the files that SOPs may attach, in both states.
    """
    registers = compare_registers(Meaning(before, after))
    return Comparison(*names, folder, compare_catalogs(before, after, attached), registers)


# --- Which file is which ------------------------------------------------------------------------------------------


def _match_files(before: tuple[SopFile, ...], after: tuple[SopFile, ...]) -> Iterator[Pair]:
    gone, new = list(before), list(after)
    kept = {file.path for file in before} & {file.path for file in after}
    for same in (_same_file, _same_text, _former_slug_of(kept), _same_path, _same_slug):
        for first, second in _match_by(gone, new, same):
            gone.remove(first)
            new.remove(second)
            yield first, second
    for first, second in _match_by_words(gone, new):
        gone.remove(first)
        new.remove(second)
        yield first, second
    yield from ((file, None) for file in gone)
    yield from ((None, file) for file in new)


def _text(file: SopFile) -> str:
    """The file's text as git sees it: the work tree of a machine with Windows may hold CRLF where the history holds LF."""
    return file.source.text.replace("\r\n", "\n")


Keys = Callable[[SopFile, bool], Iterable[str]]
"""Under which keys a file is looked up; the second argument says whether it is of the later state."""


def _same_file(file: SopFile, later: bool) -> Iterable[str]:  # noqa: ARG001, FBT001
    return (f"{file.path}\n{_text(file)}",)


def _same_path(file: SopFile, later: bool) -> Iterable[str]:  # noqa: ARG001, FBT001
    return (file.path,)


def _same_slug(file: SopFile, later: bool) -> Iterable[str]:  # noqa: ARG001, FBT001
    return (file.slug,)


def _former_slug_of(kept: Collection[str]) -> Keys:
    """By former names. They stay in a file for years: where both states have the path, nothing was renamed."""

    def keys(file: SopFile, later: bool) -> Iterable[str]:  # noqa: FBT001
        if not later:
            return (file.slug,)
        return file.sop.slug_lama if file.sop and file.path not in kept else ()

    return keys


def _same_text(file: SopFile, later: bool) -> Iterable[str]:  # noqa: ARG001, FBT001
    return (_text(file),) if file.source.text.strip() else ()


def _match_by(gone: list[SopFile], new: list[SopFile], keys: Keys) -> list[tuple[SopFile, SopFile]]:
    places: dict[str, list[SopFile]] = {}
    for file in gone:
        for key in keys(file, False):
            places.setdefault(key, []).append(file)
    found = []
    taken: set[int] = set()
    for file in new:
        candidates = [old for key in keys(file, True) for old in places.get(key, []) if id(old) not in taken]
        if candidates:
            taken.add(id(candidates[0]))
            found.append((candidates[0], file))
    return found


def _match_by_words(gone: list[SopFile], new: list[SopFile]) -> list[tuple[SopFile, SopFile]]:
    """Renamed and changed at once: the most alike first."""
    if len(gone) * len(new) > _MAX_CANDIDATES:
        return []
    old_words = [count_words(file.source.text) for file in gone]
    new_words = [count_words(file.source.text) for file in new]
    likely = [
        (similarity(first, second), index, later)
        for index, first in enumerate(old_words)
        for later, second in enumerate(new_words)
        if first and second
    ]
    pairs: dict[int, int] = {}
    for value, index, later in sorted(likely, key=lambda item: (-item[0], item[1], item[2])):
        if value >= _RENAMED and index not in pairs and later not in pairs.values():
            pairs[index] = later
    return [(gone[index], new[later]) for index, later in pairs.items()]


# --- One file -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """The changes of one file, before they are put in order."""

    changes: tuple[Change, ...]
    norma_waktu: tuple[str, str] | None = None
    warnings: tuple[str, ...] = ()


def compare_files(
    before: SopFile | None, after: SopFile | None, meaning: Meaning, attached: Attached = _NOTHING
) -> SopDiff | None:
    """What has changed in one SOP; None where nothing has. A missing side is a new or a removed SOP."""
    if before and after:
        replaced = tuple(attached.compare(before, after))
        if _text(before) == _text(after) and before.path == after.path and not replaced:
            return None
        found = _compare_states(before, after, meaning, replaced)
        shown = after
    elif after:
        found, shown = _added(after, meaning.after), after
    elif before:
        found, shown = _removed(before), before
    else:
        return None
    nama = next((file.sop.judul for file in (after, before) if file and file.sop), shown.slug)
    path_before = before.path if before else ""
    changes = sorted_by_weight(found.changes)
    status = after.sop.status if after and after.sop else None
    return SopDiff(shown.slug, shown.path, path_before, nama, changes, status, found.norma_waktu, found.warnings)


def _added(file: SopFile, catalog: Catalog) -> _Found:
    if file.sop is None:
        return _Found((_broken("Berkas baru ini tidak dapat dibaca sebagai SOP"),))
    return _Found(
        (Change(ChangeKind.SOP_BARU, Weight.SUBSTANTIF, f"SOP baru: {_summary(file.sop)}", ""),),
        None,
        _broken_notes(file, catalog),
    )


def _removed(file: SopFile) -> _Found:
    what = _summary(file.sop) if file.sop else "berkas yang tidak dapat dibaca"
    hint = "SOP yang tidak berlaku lagi sebaiknya tetap ada dengan `status: dicabut`, supaya alamatnya tidak hilang"
    warnings = (hint,) if file.sop and file.sop.status is not Status.DRAF else ()
    return _Found((Change(ChangeKind.SOP_DIHAPUS, Weight.SUBSTANTIF, f"SOP dihapus: {what}", ""),), None, warnings)


def _summary(sop: Sop) -> str:
    performers = ", ".join(column.judul for column in sop.pelaksana)
    total = sop.norma_waktu.format()
    return f"{len(sop.langkah)} langkah, status {sop.status}, pelaksana {performers}" + (
        f", norma waktu {total}" if total else ""
    )


def _compare_states(before: SopFile, after: SopFile, meaning: Meaning, replaced: tuple[Change, ...]) -> _Found:
    changes = [*_moved_file(before, after)]
    warnings = [*_former_slug(before, after)]
    if _text(before) == _text(after):
        if replaced and before.sop and after.sop:
            warnings += _revision_date(before.sop, after.sop, [*replaced])
        return _Found((*changes, *replaced), None, tuple(warnings))
    old, new = _flow(before), _flow(after)
    if old is None or new is None:
        if new:
            changes.append(_broken(f"Berkas semula tidak dapat dibaca; sekarang terbaca: {_summary(new.sop)}", ""))
        elif old:
            changes.append(_broken("Berkas sekarang tidak dapat dibaca sebagai SOP"))
        else:
            changes.append(_broken("Berkas berubah, tetapi sebelum dan sesudahnya tidak dapat dibaca sebagai SOP"))
        return _Found(tuple(changes), None, tuple(warnings))
    contents = [*compare_header(old.sop, new.sop, meaning), *replaced, *compare_steps(old, new, meaning)]
    if not contents and (before.slug in meaning.before.broken or after.slug in meaning.after.broken):
        which = "Berkas" if after.slug in meaning.after.broken else "Berkas semula"
        order = _MEND if after.slug in meaning.after.broken else ""
        unsure = _broken(f"{which} memuat galat; tidak ada perubahan isi yang terbaca, tetapi mungkin ada", order)
        return _Found((*changes, unsure), None, tuple(warnings))
    if not contents:
        sentence = "Isi tidak berubah; hanya cara menulis berkas (komentar, spasi, tanda petik, kode pelaksana)"
        contents = [Change(ChangeKind.PENULISAN, Weight.REDAKSIONAL, sentence, "")]
    warnings += [*_revision_date(old.sop, new.sop, contents), *_broken_notes(after, meaning.after)]
    norma_waktu = compare_norma_waktu(old.sop, new.sop)
    return _Found((*changes, *contents), norma_waktu, tuple(warnings))


def _flow(file: SopFile) -> Flow | None:
    return Flow(file.sop, file.graph) if file.sop and file.graph else None


_MEND = "; perbaiki dahulu galatnya"
"""Said where commands are typed and where a form is changed: so it names neither."""


def _broken(sentence: str, order: str = _MEND) -> Change:
    return Change(ChangeKind.BERKAS_RUSAK, Weight.SUBSTANTIF, f"{sentence}{order}", "")


def _broken_notes(file: SopFile, catalog: Catalog) -> tuple[str, ...]:
    """A file that could be read in part is compared in part."""
    if file.slug not in catalog.broken:
        return ()
    return (f"berkas masih memuat galat, jadi perbandingan ini mungkin tidak lengkap{_MEND}",)


def _moved_file(before: SopFile, after: SopFile) -> Iterator[Change]:
    if before.path != after.path:
        done = "dipindahkan" if before.slug == after.slug else "berganti nama"
        yield Change(
            ChangeKind.BERKAS_BERPINDAH, Weight.REDAKSIONAL, f"Berkas {done} dari {before.path} menjadi {after.path}", "",
            before=before.path, after=after.path,
        )  # fmt: skip


def _former_slug(before: SopFile, after: SopFile) -> Iterator[str]:
    if before.slug != after.slug and after.sop and before.slug not in after.sop.slug_lama:
        yield f"nama berkas berganti; tulis `slug_lama: {before.slug}` supaya alamat lama tetap berlaku"


def _revision_date(before: Sop, after: Sop, changes: list[Change]) -> Iterator[str]:
    """An SOP in force says something else than what was signed, and nobody has written when that was decided."""
    if after.status is not Status.BERLAKU or before.status is not Status.BERLAKU or not is_substantive(changes):
        return
    old, new = before.tanggal_revisi, after.tanggal_revisi
    if (
        new
        and (not old or new.format() != old.format())
        and not (old and old.awal and new.akhir and new.akhir < old.awal)
    ):
        return
    now = "dikosongkan" if old and not new else "belum diisi" if not new else f"masih {new.format()}"
    if old and new and old.format() != new.format():
        now = f"mundur dari {old.format()} menjadi {new.format()}"
    yield f"isi SOP yang berlaku berubah secara substantif, tetapi tanggal_revisi {now}; isi tanggal pengesahan revisinya"
