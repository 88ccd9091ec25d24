"""`sop buat`: a new SOP file with comments, ready to be filled in.

It passes `sop periksa` with hints about what is not filled in yet, and nothing else. No file is ever overwritten.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.folder import REGISTER_FOLDER
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.sop_names import fold_name
from sop_catalog.model.decode_registers import decode_registers
from sop_catalog.model.registers import Unit
from sop_catalog.model.sop import TIDAK_TERBACA, Pelaksana, TargetKind
from sop_catalog.model.values.kode import fold_code
from sop_catalog.source.text import Source
from sop_catalog.start.new_text import render_new_sop

_MAX_SLUG = 80
_WINDOWS_NAMES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
_NEAR_TITLE = 0.8


class NewSopError(Exception):
    """Why no file was written; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class NewSop:
    """What somebody wants to have."""

    nama: str
    unit: str
    """A code of the unit register, or the unit's name."""
    pelaksana: tuple[str, ...]
    """Column titles from left to right."""
    slug: str = ""
    """The file's name without its ending; made from the name when ""."""


@dataclass(frozen=True, slots=True)
class WrittenSop:
    """What was done."""

    path: Path
    registered: tuple[str, ...] = ()
    """Titles that were added to the register of roles."""
    notes: tuple[str, ...] = ()
    """What the editor should know besides, one sentence each."""

    def format_notes(self) -> list[str]:
        """What was done besides the file, one line each."""
        added = f"Jabatan baru ditambahkan ke _daftar/jabatan.yml: {', '.join(self.registered)}."
        return [*([added] if self.registered else []), *(f"Catatan: {note}." for note in self.notes)]


def write_new_sop(folder: Path, wanted: NewSop, *, register: bool = True) -> WrittenSop:
    """Write the file into the folder of its unit's SOPs.

    Args:
        folder: the folder of SOPs.
        wanted: what to write.
        register: whether column titles that the register of roles does not know are added to it.

    Raises:
        NewSopError: the unit is unknown, the SOP or the file exists, or the folder cannot be written.
    """
    shown = folder.as_posix()
    catalog, _ = load_catalog(folder, shown, only=())
    nama = _clean("nama", wanted.nama)
    nama = nama.partition(" ")[2].strip() if fold_name(nama) and nama.lower().startswith("sop ") else nama
    unit = find_unit(catalog, wanted.unit)
    slug = _slug(wanted.slug or nama)
    _check_new(catalog, nama, slug)
    columns = name_columns([_clean("pelaksana", title) for title in wanted.pelaksana if title.strip()])
    path = folder / unit_folder(catalog, unit.kode) / f"{slug}.yml"
    text = render_new_sop(nama, unit.kode, columns, catalog.registers.profil_of(unit.kode), path.as_posix())
    _write_new(path, text)
    registered, notes = _register_titles(folder, catalog, columns) if register else ((), ())
    return WrittenSop(path, registered, notes)


def list_units(folder: Path) -> tuple[Unit, ...]:
    """The units of the register, in its order."""
    catalog, _ = load_catalog(folder, only=())
    return tuple(catalog.registers.unit.values())


def split_titles(text: str) -> tuple[str, ...]:
    """Column titles out of "Staf Umum, Kabag Umum"; between semicolons where a title holds a comma itself."""
    return tuple(title.strip() for title in text.split(";" if ";" in text else ",") if title.strip())


def find_unit(catalog: Catalog, asked: str) -> Unit:
    """The unit that a code or name means.

    Raises:
        NewSopError: there is none; the text lists what there is.
    """
    units = catalog.registers.unit
    if not units:
        raise NewSopError(
            "daftar unit masih kosong; tulis unit di _daftar/unit.yml lebih dulu, misalnya `biro-umum: Biro Umum`"
        )
    names = {fold_name(unit.nama): unit for unit in units.values()}
    found = units.get(asked.strip()) or units.get(fold_code(asked)) or names.get(fold_name(asked))
    if found:
        return found
    near = next(iter(difflib.get_close_matches(fold_code(asked), list(units), 1, 0.5)), "")
    hint = f"mungkin maksudnya `{near}`" if near else f"yang terdaftar: {', '.join(list(units)[:20])}"
    raise NewSopError(f"unit `{asked[:60]}` tidak terdaftar; {hint}, atau daftarkan di _daftar/unit.yml")


def unit_folder(catalog: Catalog, kode: str) -> str:
    """Where most SOPs of a unit are kept, relative to the folder of SOPs; a folder of its own when it has none yet."""
    folders = Counter(
        file.path.rpartition("/")[0] for file in catalog.files if file.sop is not None and file.sop.unit == kode
    )
    return folders.most_common(1)[0][0] if folders else kode


def name_columns(titles: Sequence[str]) -> tuple[Pelaksana, ...]:
    """Columns with codes: a title's first word where no other title begins so, else the whole title.

    Raises:
        NewSopError: there is no title.
    """
    titles = list({fold_name(title) or title: title for title in titles}.values())
    if not titles:
        raise NewSopError('pelaksana belum disebut; tulis judul kolomnya, misalnya --pelaksana "Staf Umum,Kabag Umum"')
    first_words = Counter(fold_code(title).partition("-")[0] for title in titles)
    columns: list[Pelaksana] = []
    taken: set[str] = set()
    for number, title in enumerate(titles, start=1):
        whole = fold_code(title)
        first = whole.partition("-")[0]
        kode = first if first_words[first] == 1 else whole
        if not kode or kode.isdigit() or kode in {TargetKind.LANJUT, TargetKind.SELESAI} or kode in taken:
            kode = f"p{number}-{kode}".rstrip("-")
        taken.add(kode)
        columns.append(Pelaksana(kode, title))
    return tuple(columns)


def _clean(what: str, text: str) -> str:
    cleaned = " ".join(text.split())
    if not fold_name(cleaned) or not cleaned.isprintable():
        raise NewSopError(f"{what} harus berisi huruf atau angka, tanpa karakter tak tampak")
    return cleaned


def _slug(text: str) -> str:
    slug = fold_code(text)
    if len(slug) > _MAX_SLUG:
        slug = slug[: _MAX_SLUG + 1].rpartition("-")[0] or slug[:_MAX_SLUG]
    if not slug:
        raise NewSopError("nama berkas tidak dapat dibuat dari nama ini; sebutkan dengan --nama-berkas")
    return f"sop-{slug}" if _WINDOWS_NAMES.fullmatch(slug) else slug


def _check_new(catalog: Catalog, nama: str, slug: str) -> None:
    known = catalog.find_sop(nama)
    if known:
        raise NewSopError(
            f"SOP ini sudah ada: {catalog.by_slug[known].source.path}; ubah berkas itu, atau pakai nama lain"
        )
    if slug in catalog.by_slug:
        path = catalog.by_slug[slug].source.path
        raise NewSopError(f"nama berkas `{slug}` sudah dipakai {path}; sebutkan yang lain dengan --nama-berkas")


def _write_new(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise NewSopError(
            f"berkas {path.as_posix()} sudah ada dan tidak ditimpa; sebutkan nama lain dengan --nama-berkas"
        ) from None
    except OSError as error:
        raise NewSopError(f"berkas {path.as_posix()} tidak dapat ditulis: {error.strerror}") from None


# --- The register of roles ----------------------------------------------------------------------------------------


def _register_titles(
    folder: Path, catalog: Catalog, columns: tuple[Pelaksana, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Add unknown titles at the end of the register, unless they look like another spelling of a known one."""
    path = folder / REGISTER_FOLDER / "jabatan.yml"
    known = catalog.registers.jabatan
    if "jabatan" not in catalog.register_sources or "jabatan" in catalog.unreadable_registers or not path.is_file():
        return (), ()
    names = {name: kode for kode, role in known.items() for name in (role.nama, *role.alias)}
    added: dict[str, str] = {}
    notes: list[str] = []
    for column in columns:
        if catalog.find_jabatan(column.judul) or column.judul.lower() == TIDAK_TERBACA:
            continue
        near = next(iter(difflib.get_close_matches(column.judul, list(names), 1, _NEAR_TITLE)), "")
        if near:
            notes.append(
                f"“{column.judul}” belum terdaftar tetapi mirip “{near}”; bila sama, tulis sebagai alias `{names[near]}` di {path.as_posix()}"
            )
            continue
        kode = fold_code(column.judul) or column.kode
        while kode in known or kode in added:
            kode += "-baru"
        added[kode] = column.judul
    if added and not _append(path, catalog, added):
        lines = ", ".join(f"`{kode}: {judul}`" for kode, judul in added.items())
        notes.append(f"jabatan baru tidak dapat ditambahkan sendiri ke {path.as_posix()}; tulis di sana: {lines}")
        added = {}
    return tuple(added.values()), tuple(notes)


def _append(path: Path, catalog: Catalog, entries: Mapping[str, str]) -> bool:
    """Add entries at the end of the register; False, and nothing is written, where it would not be read as wanted."""
    source = catalog.register_sources["jabatan"]
    gap = "" if source.text.endswith("\n") or not source.text else "\n"
    lines = yaml.safe_dump(dict(entries), allow_unicode=True, width=1_000_000, sort_keys=False)
    addition = (
        f"{gap}\n# Ditambahkan oleh sop buat; periksa nama lengkapnya dan tambahkan ejaan lain sebagai alias.\n{lines}"
    )
    known = {kode: role.nama for kode, role in catalog.registers.jabatan.items()}
    registers, _, _ = decode_registers({"jabatan": Source(source.path, source.text + addition)})
    if {kode: role.nama for kode, role in registers.jabatan.items()} != {**known, **entries}:
        return False
    try:
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(addition)
    except OSError:
        return False
    return True
