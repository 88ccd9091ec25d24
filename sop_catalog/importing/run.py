"""A run of `sop impor`: from paths to YAML files, proposals and a report. What an editor has changed is never lost."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.folder import REGISTER_FOLDER
from sop_catalog.catalog.load import load_catalog
from sop_catalog.importing.outcome import BarisLaporan, Laporan
from sop_catalog.importing.readers.reading import ENDINGS
from sop_catalog.importing.registers import propose, render_usulan
from sop_catalog.importing.report import format_csv, format_markdown
from sop_catalog.importing.review import Tinjauan, has_review
from sop_catalog.importing.state import WORK_FOLDER, Keadaan, put_text
from sop_catalog.importing.workers import HasilBaca, read_all, read_one
from sop_catalog.importing.writing import LETTERHEAD, ORIGIN, Penulis
from sop_catalog.model.sop import Sop

_IGNORED = ("~$", ".", "_")


class ImportRunError(Exception):
    """Why nothing was imported; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Perintah:
    """What somebody asked for."""

    jalur: tuple[Path, ...]
    ke: Path
    """The folder that the YAML files go into."""
    unit: str
    """A code of the unit register."""
    paralel: int = 1
    simpan_naskah: bool = False
    ulang: bool = False
    """Read files anew that were read before."""
    tinjau: bool = False
    """Make review pages."""
    terpisah: bool = True
    """Read in processes of their own."""


Progress = Callable[[int, int, BarisLaporan], None]
"""Is told how many of how many files are done, and about the last one."""


def list_sources(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """The files to read, in order, and names of files that are of no known kind.

    Raises:
        ImportRunError: a path does not exist.
    """
    files: dict[str, Path] = {}
    others: list[str] = []
    for path in paths:
        if not path.exists():
            raise ImportRunError(f"jalur tidak ada: {path}")
        for file in _below(path) if path.is_dir() else [path]:
            if file.suffix.lower() in ENDINGS:
                files.setdefault(os.path.abspath(file), file)  # noqa: PTH100 - links are kept
            else:
                others.append(file.as_posix())
    return list(files.values()), others


def _below(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(names):
            if not name.startswith(_IGNORED):
                yield Path(root, name)


def run_import(order: Perintah, catalog: Catalog, folder: Path, progress: Progress | None = None) -> Laporan:
    """Import files; write what came of them, proposals for the registers, and the report.

    Args:
        order: what to import, and where to.
        catalog: the catalogue that the SOPs join.
        folder: its folder of SOPs.
        progress: is told of each file.

    Raises:
        ImportRunError: nothing could be imported at all.
    """
    files, others = list_sources(order.jalur)
    if not files:
        known = ", ".join(sorted(ENDINGS))
        raise ImportRunError(f"tidak ada berkas yang dapat dibaca pada jalur itu; yang dibaca: {known}")
    try:
        (order.ke / WORK_FOLDER).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImportRunError(f"folder {order.ke} tidak dapat dibuat: {error.strerror}") from None
    state = Keadaan(order.ke)
    report = Laporan([BarisLaporan(file.as_posix()) for file in files], [], others)
    digests = [_digest(file) for file in files]
    todo, shown_only = _sort_out(order, files, digests, state, report)
    review = Tinjauan(order.ke) if order.tinjau else None
    writer = Penulis(order.ke, folder, order.unit, catalog, state, order.simpan_naskah, review.take if review else None)
    waiting: dict[int, HasilBaca] = {}
    following = 0
    for done, (place, result) in enumerate(_results(order, [files[index] for index in todo]), start=1):
        waiting[place] = result
        if progress is not None:
            steps = sum(len(read.sop.langkah) for read in result.terbaca)
            progress(done, len(todo), replace(report.baris[todo[place]], kegagalan=result.kegagalan, langkah=steps))
        while following in waiting:  # in the order of the files, so that names do not depend on which came first
            index = todo[following]
            own = waiting.pop(following)
            writer.write(files[index], digests[index], own, report.baris[index], shown_only=index in shown_only)
            following += 1
    report.berkas_usulan = _write_proposals(folder)
    if review is not None:
        report.tinjauan = review.finish(report).relative_to(order.ke).as_posix()
    put_text(order.ke / WORK_FOLDER / "impor.md", format_markdown(report))
    put_text(order.ke / WORK_FOLDER / "impor.csv", f"\ufeff{format_csv(report)}")
    return report


def _sort_out(
    order: Perintah, files: Sequence[Path], digests: Sequence[str], state: Keadaan, report: Laporan
) -> tuple[list[int], set[int]]:
    """Which files are to be read: not those that are done, nor a second copy of one.

    Returns:
        Their indices, and which of them are read only because their review pages are missing.
    """
    todo = []
    shown_only = set()
    first: dict[str, int] = {}
    for index, (file, sha256) in enumerate(zip(files, digests, strict=True)):
        row = report.baris[index]
        if sha256 and sha256 in first:
            row.sama, row.sha256 = files[first[sha256]].as_posix(), sha256
            continue
        first[sha256] = index
        state.adopt(file, sha256)
        done = not order.ulang and state.is_done(file, sha256)
        known = state.restore(file, row) if done else row
        if done and (not order.tinjau or has_review(order.ke, known)):
            report.baris[index] = known
            continue
        todo.append(index)
        if done:
            shown_only.add(index)
    return todo, shown_only


def _results(order: Perintah, files: Sequence[Path]) -> Iterator[tuple[int, HasilBaca]]:
    if order.terpisah:
        yield from read_all(files, order.unit, order.paralel, tampil=order.tinjau)
        return
    for index, file in enumerate(files):
        yield index, read_one(file, order.unit, tampil=order.tinjau)


def _digest(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return ""


def _write_proposals(folder: Path) -> list[str]:
    """Write what all imported SOPs name and the registers lack; a proposal that was moved to its register goes away."""
    catalog, _ = load_catalog(folder)
    imported = [file.sop for file in catalog.files if file.sop is not None and _is_imported(file.sop)]
    texts = render_usulan(propose(catalog, imported, {sop.slug: _letterhead(sop) for sop in imported}))
    names = []
    for name in ("jabatan.usulan.yml", "peraturan.usulan.yml", "unit.usulan.yml"):
        path = folder / REGISTER_FOLDER / name
        if name in texts:
            put_text(path, texts[name])
            names.append(f"{REGISTER_FOLDER}/{name}")
        elif path.is_file():
            path.unlink()
    return names


def _is_imported(sop: Sop) -> bool:
    return any(note.startswith(ORIGIN) for note in sop.catatan_sumber)


def _letterhead(sop: Sop) -> tuple[str, ...]:
    for note in sop.catatan_sumber:
        if note.startswith(LETTERHEAD):
            return tuple(note.removeprefix(LETTERHEAD).split(" / "))
    return ()
