"""Mermaid as the site serves it: one pinned version, fetched once, verified, copied beside the pages.

    python -m sop_catalog.site.mermaid_bundle

fetches it with npm into the package (`sop_catalog/assets/mermaid/`, ignored by git, carried by the wheel), so that a
clone needs npm once and a user of the wheel never. A build only looks for files: nothing here opens a connection
except that command, and the command does so only through npm.

The ESM build and its chunks are what a site loads over HTTP (about 1 MB of 6 for a swimlane); the single-file IIFE
build is for pages opened from `file://`, where browsers refuse modules.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sop_catalog.site.npm import BundleError, NpmPackage, report_bundle

VERSION = "12.3.0"
"""11.16 and 11.17 put steps in the wrong order, 10.4 (mermaid2's own) has no swimlanes."""

INTEGRITY = "sha512-4113TdXeLAsMruJ79OpFL5O8+LTFXhQqZ260rF3tgUmiNAtRm4Uume04I+65PRN6yZ69J4f8rVYWW8zRk65UYw=="
"""Of the registry's tarball, as npm states it: changes together with VERSION, after someone has looked."""

SCRIPTS_DIGEST = "26feaa189091a19060b7214a353089b543a9c42287cdfeeb8d2ecde2a1994817"
"""Of every script of VERSION in our layout (`digest_scripts`): changes together with it."""

PACKAGED_FOLDER = Path(__file__).resolve().parent.parent / "assets" / "mermaid"

_NOTICES = Path(__file__).resolve().parent / "mermaid-notice.txt"
"""Licences of the libraries that Mermaid's authors bundled into its files."""

ESM = "mermaid.esm.min.mjs"
IIFE = "mermaid.min.js"
LICENSE = "LICENSE"
NOTICE = "NOTICE.txt"
CHUNKS = "chunks/mermaid.esm.min"
MANIFEST = "isi.json"
"""Written last: version, and every file's size in bytes. Without it, or when it does not match, the folder is stale."""

_MAX_BYTES = 64 * 1024 * 1024
"""Of all files taken from the tarball together; version 12.3.0 has 11 MB."""


@dataclass(frozen=True, slots=True)
class MermaidBundle:
    """A complete set of Mermaid's files on this machine."""

    root: Path
    """Folder that holds `mermaid.esm.min.mjs`, `mermaid.min.js` and `chunks/`."""
    license: Path | None
    """Mermaid's licence text, which travels with the files."""
    version: str
    """As the folder says, such as "12.3.0"; "" when it does not. Another than VERSION may draw wrongly."""

    def files(self, offline: bool) -> Iterator[tuple[str, Path]]:  # noqa: FBT001  the name says which
        """What to copy into the site's `assets/mermaid/`: (target name with "/", source file), in a fixed order.

        Args:
            offline: True for a copy that is opened from `file://`: the IIFE build instead of the ESM set.
        """
        if offline:
            yield IIFE, self.root / IIFE
        else:
            yield ESM, self.root / ESM
            for chunk in sorted((self.root / CHUNKS).glob("*.mjs")):
                yield f"{CHUNKS}/{chunk.name}", chunk
        if self.license is not None:
            yield LICENSE, self.license
        yield NOTICE, _NOTICES


def entry_name(offline: bool) -> str:  # noqa: FBT001  as in MermaidBundle.files
    """The file of `assets/mermaid/` that a page loads."""
    return IIFE if offline else ESM


def find_bundle(mermaid_dir: str | None = None) -> MermaidBundle | None:
    """Mermaid's files on this machine, without asking anyone else.

    Args:
        mermaid_dir: the plugin option: an unpacked npm package, its `dist/`, or a folder laid out like ours.
            None or "" looks only into the package.

    Returns:
        The named folder's set if it is complete, else the packaged one, else None: then the page does without a
        diagram, and its table holds the flow anyway.
    """
    for root in _candidates(mermaid_dir):
        if _is_complete(root) and not _is_altered(root):
            licenses = (root / LICENSE, root.parent / LICENSE)
            return MermaidBundle(root, next((path for path in licenses if path.is_file()), None), _version(root))
    return None


def find_altered(mermaid_dir: str | None = None) -> Path | None:
    """A folder that `find_bundle` passes by because its scripts are not those of the version that it says; None for none."""
    return next((root for root in _candidates(mermaid_dir) if _is_complete(root) and _is_altered(root)), None)


def _candidates(mermaid_dir: str | None) -> Iterator[Path]:
    if mermaid_dir:
        named = Path(mermaid_dir).expanduser()
        yield from (named / "package" / "dist", named / "dist", named)
    yield PACKAGED_FOLDER


def _is_altered(root: Path) -> bool:
    """Whether a folder of VERSION holds a script that is not its, or one more. Nobody knows those of another version."""
    return _version(root) == VERSION and digest_scripts(_read_scripts(root)) != SCRIPTS_DIGEST


def digest_scripts(scripts: Iterable[tuple[str, bytes]]) -> str:
    """The sum of scripts with their names, in any order.

    Args:
        scripts: (name in our layout, content) of each.
    """
    digest = hashlib.sha256()
    for name, content in sorted(scripts):
        digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return digest.hexdigest()


def _read_scripts(root: Path) -> Iterator[tuple[str, bytes]]:
    """All that `MermaidBundle.files` may give out and a browser may run."""
    for name in (ESM, IIFE):
        yield name, (root / name).read_bytes()
    for chunk in (root / CHUNKS).glob("*.mjs"):
        yield f"{CHUNKS}/{chunk.name}", chunk.read_bytes()


def _version(root: Path) -> str:
    """The version that our manifest or npm's package.json states, else ""."""
    for path, key in ((root / MANIFEST, "versi"), (root.parent / "package.json", "version")):
        try:
            stated = json.loads(path.read_text("utf-8"))[key]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return str(stated)
    return ""


def _is_complete(root: Path) -> bool:
    """Whether a folder holds both builds; where there is a manifest, exactly what it says."""
    if not ((root / ESM).is_file() and (root / IIFE).is_file() and any((root / CHUNKS).glob("*.mjs"))):
        return False
    return not (root / MANIFEST).exists() or _matches_manifest(root)


def _matches_manifest(root: Path) -> bool:
    """Whether the folder is of VERSION and every file that its manifest names has the size it had when fetched: quick."""
    try:
        manifest = json.loads((root / MANIFEST).read_text("utf-8"))
        sizes = {str(name): int(size) for name, size in manifest["berkas"].items()}
        return (
            manifest["versi"] == VERSION
            and bool(sizes)
            and all((root / name).stat().st_size == size for name, size in sizes.items())
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def fetch_bundle(target: Path = PACKAGED_FOLDER) -> bool:
    """Bring Mermaid into `target` unless it is there already.

    Returns:
        Whether anything was fetched.

    Raises:
        BundleError: npm is missing or failed (offline), or the tarball is not the pinned one. `target` is untouched.
    """
    if (target / MANIFEST).is_file() and _is_complete(target) and not _is_altered(target):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".mermaid-", dir=target.parent) as scratch:
        package = _package()
        tarball = package.download(Path(scratch))
        fresh = Path(scratch) / "baru"
        _unpack(package, tarball, fresh)
        if target.exists():
            target.rename(Path(scratch) / "lama")
        fresh.rename(target)
    return True


def _package() -> NpmPackage:
    otherwise = (
        "beri opsi mermaid_dir pada plugin sop_catalog di mkdocs.yml:\n"
        f"folder berisi paket npm mermaid@{VERSION} yang sudah diurai di komputer lain."
    )
    return NpmPackage("mermaid", VERSION, INTEGRITY, "Mermaid", otherwise, _MAX_BYTES)


def _unpack(package: NpmPackage, tarball: Path, folder: Path) -> None:
    sizes = package.unpack(tarball, folder, _wanted_name)
    has_chunks = any(name.startswith(CHUNKS) for name in sizes)
    missing = [name for name in (ESM, IIFE, LICENSE) if name not in sizes] + ([] if has_chunks else [CHUNKS])
    if missing:
        raise BundleError(f"{package.tarball_name} tidak berisi {', '.join(missing)}.")
    manifest = {"versi": VERSION, "integrity": INTEGRITY, "berkas": dict(sorted(sizes.items()))}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def _wanted_name(parts: tuple[str, ...]) -> str | None:
    """The name in our layout, or None for what is not taken: other files, anything with ".." in it."""
    match parts:
        case ("package", "LICENSE"):
            return LICENSE
        case ("package", "dist", name) if name in (ESM, IIFE):
            return name
        case ("package", "dist", "chunks", "mermaid.esm.min", name) if name.endswith(".mjs") and "\\" not in name:
            return f"{CHUNKS}/{name}"
    return None


def main(arguments: Iterable[str] = ()) -> int:
    """Fetch Mermaid into the package; 0 when it is there, 1 when it cannot be brought."""
    return report_bundle(f"Mermaid {VERSION}", PACKAGED_FOLDER, fetch_bundle, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
