"""`sop pemilik`: who must approve a change of which SOP, from `pemilik:` of the unit register, as forges read it.

What runs when a site is built, and the registers that all units share, belong to the owners of the topmost units.
A unit without owners belongs to those of the unit above. A folder gets a line with the owners of most of its SOPs, so
that a new SOP in it has them too; other SOPs get a line each, after the folders, because the last line that fits wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.load import load_catalog
from sop_catalog.model.registers import Unit
from sop_catalog.start.new import unit_folder

MARK = "# Dibuat oleh `sop pemilik --tulis`"
"""Begins each file of ours: one that begins otherwise is somebody's work and stays."""
_FOLDERS = {"github": ".github", "gitlab": ".gitlab", "gitea": ".gitea"}
_FORGE_FILES = {
    "github": (".github/",),
    "gitlab": (".gitlab/", ".gitlab-ci.yml"),
    "gitea": (".gitea/",),
}
"""What a forge runs, and this list itself."""
_SHARED = (("mkdocs.yml", False), ("overrides", True), ("requirements.txt", False), ("paket", True))
"""Beside the folder of SOPs, each with whether it is a folder: what runs when a site is built."""
_OWNER = re.compile(r"@[\w.-]+(?:/[\w.-]+)*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class OwnersError(Exception):
    """Why the list cannot be written; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """A file or a folder, and who approves its changes."""

    path: str
    """From the repository's top, with "/" at the end of a folder: "sops/biro-umum/"."""
    owners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Owners:
    """The whole list."""

    lines: tuple[OwnerLine, ...]
    notes: tuple[str, ...]
    """What is missing or was left out, one Indonesian sentence each, without a full stop."""
    register: str = "sops/_daftar/unit.yml"
    """The register that says so, from the repository's top."""
    shared: tuple[str, ...] = ()
    """What no single unit owns, from the repository's top: registers, mkdocs.yml, theme."""
    keepers: tuple[str, ...] = ()
    """Who approves changes of these, and of the forge's own files."""


def find_owners(sops: Path, shown: str) -> Owners:
    """The list of a catalogue.

    Args:
        sops: the folder of SOPs.
        shown: its path from the repository's top, with "/", such as "sops".
    """
    catalog, _ = load_catalog(sops, shown)
    notes: list[str] = []
    owners = {kode: _owners_of(catalog, unit, notes) for kode, unit in catalog.registers.unit.items()}
    by_file = {file.path: owners.get(file.sop.unit, ()) for file in catalog.files if file.sop is not None}
    folders = {unit_folder(catalog, kode): accounts for kode, accounts in owners.items() if accounts}
    folders.update(_usual_owners(by_file))
    lines = [
        OwnerLine(f"{shown}/{folder}/", folders[folder]) for folder in sorted(folders) if folder and folders[folder]
    ]
    lines += [
        OwnerLine(f"{shown}/{path}", accounts)
        for path, accounts in sorted(by_file.items())
        if accounts != _inherited(path, folders)
    ]
    without = [
        kode
        for kode, accounts in owners.items()
        if not accounts and any(f.sop and f.sop.unit == kode for f in catalog.files)
    ]
    unusual = [line.path for line in lines if not line.path.isprintable()]
    notes += [f"{path!r} memuat karakter tak tampak dan tidak dapat ditulis di daftar ini" for path in unusual]
    lines = [line for line in lines if line.path not in unusual]
    notes += [f"unit `{kode}` belum punya `pemilik`; perubahan SOP-nya dapat disetujui siapa saja" for kode in without]
    above = PurePosixPath(shown).parent
    shared = tuple(str(above / name) + ("/" if is_folder else "") for name, is_folder in _SHARED)
    return Owners(
        tuple(lines),
        tuple(dict.fromkeys(notes)),
        f"{shown}/_daftar/unit.yml",
        (f"{shown}/_daftar/", *shared),
        _keepers(catalog, owners),
    )


def _keepers(catalog: Catalog, owners: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The accounts of the topmost units that have any, in the order of the register."""
    found: dict[str, None] = {}
    for kode, accounts in owners.items():
        above = catalog.registers.ancestry(kode)[:-1]
        if accounts and not any(owners.get(unit.kode) for unit in above):
            found |= dict.fromkeys(accounts)
    return tuple(found)


def render_owners(owners: Owners, forge: str) -> str:
    """The file CODEOWNERS. Gitea reads each line as a regular expression, the others as a pattern of paths."""
    head = [
        MARK,
        f"# dari `pemilik:` di {owners.register}; ubah di sana, bukan di sini.",
        "",
    ]
    keepers = " ".join(owners.keepers)
    rows = [(_pattern(path, forge), keepers) for path in (*owners.shared, *_FORGE_FILES[forge]) if keepers]
    rows += [(_pattern(line.path, forge), " ".join(line.owners)) for line in owners.lines]
    width = max((len(pattern) for pattern, _ in rows), default=0)
    return "\n".join([*head, *(f"{pattern:<{width}}  {accounts}".rstrip() for pattern, accounts in rows), ""])


def owner_files(root: Path) -> dict[str, Path]:
    """Forge → where its CODEOWNERS belongs, for each forge that a repository has a kit for."""
    has = {name: (root / folder).is_dir() for name, folder in _FOLDERS.items()}
    has["gitlab"] = has["gitlab"] or (root / ".gitlab-ci.yml").is_file()
    return {name: root / folder / "CODEOWNERS" for name, folder in _FOLDERS.items() if has[name]}


def stale_files(owners: Owners, files: dict[str, Path]) -> list[Path]:
    """The files that do not hold what they should; one that nobody has made yet is not missed while there are no owners."""
    return [
        path
        for forge, path in files.items()
        if _read(path) != (render_owners(owners, forge) if owners.lines or path.exists() else "")
    ]


def write_owners(owners: Owners, files: dict[str, Path]) -> list[Path]:
    """Write every file that is stale.

    Returns:
        The files that were written.

    Raises:
        OwnersError: one of them was made by somebody else, or cannot be written; then none is written.
    """
    if not files:
        raise OwnersError("belum ada folder .github, .gitlab, atau .gitea di sini; sebutkan forge dengan --forge")
    stale = stale_files(owners, files)
    for path in stale:
        if path.exists() and not _read(path).startswith(MARK):
            raise OwnersError(
                f"{path.as_posix()} dibuat dengan tangan dan tidak ditimpa; pindahkan isinya ke `pemilik:` di unit.yml, lalu hapus berkas itu"
            )
    try:
        for forge, path in files.items():
            if path in stale:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(render_owners(owners, forge), "utf-8", newline="\n")
    except OSError as error:
        raise OwnersError(f"daftar penyetuju tidak dapat ditulis: {error.strerror}") from None
    return stale


def owner_file(root: Path, forge: str) -> Path:
    """Where one forge looks for its CODEOWNERS. KeyError for a forge that is not known."""
    return root / _FOLDERS[forge] / "CODEOWNERS"


def _owners_of(catalog: Catalog, unit: Unit, notes: list[str]) -> tuple[str, ...]:
    """The accounts of a unit, or of the nearest unit above that has any."""
    units = catalog.registers.unit
    seen: set[str] = set()
    here: Unit | None = unit
    while here is not None and here.kode not in seen:
        seen.add(here.kode)
        accounts = tuple(account for account in here.pemilik if _OWNER.fullmatch(account))
        wrong = [account for account in here.pemilik if account not in accounts]
        notes += [
            f"pemilik {account[:60]!r} pada unit `{here.kode}` bukan akun; tulis seperti '@biro-umum'"
            for account in wrong
        ]
        if accounts:
            return accounts
        here = units.get(here.induk)
    return ()


def _usual_owners(by_file: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Folders, relative to the folder of SOPs, and who owns most of the SOPs below each."""
    below: dict[str, Counter[tuple[str, ...]]] = {}
    for path, accounts in by_file.items():
        for folder in PurePosixPath(path).parents[:-1]:
            below.setdefault(str(folder), Counter())[accounts] += 1
    for name, found in below.items():
        yield name, found.most_common(1)[0][0]


def _inherited(path: str, folders: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Who approves a file by the line of the nearest folder."""
    parents = (str(folder) for folder in PurePosixPath(path).parents)
    return next((folders[folder] for folder in parents if folders.get(folder)), ())


def _pattern(path: str, forge: str) -> str:
    if forge == "gitea":
        escaped = re.escape(path).replace(r"\-", "-").replace(r"\ ", r"\s")
        return escaped + (".*" if path.endswith("/") else "")
    return "/" + re.sub(r"([\\ \[\]*?#!])", r"\\\1", path)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""
