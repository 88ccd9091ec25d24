"""Packages that npm fetches for the site: a pinned version, its tarball's digest held against the pinned one.

npm knows the machine's proxy and registry mirror; nothing else here opens a connection. No script of a package runs.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

_SECONDS = 600


class BundleError(Exception):
    """Why the files of a package cannot be had; the text is for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class NpmPackage:
    """A package of the registry, of one version."""

    name: str
    version: str
    integrity: str
    """Of the registry's tarball, as npm states it."""
    title: str
    """As people call it."""
    otherwise: str
    """What can be done without npm, as the end of a sentence after "atau"."""
    max_bytes: int
    """Of all files taken from the tarball together."""

    @property
    def tarball_name(self) -> str:
        """As people know the file."""
        return f"{self.name}-{self.version}.tgz"

    def download(self, folder: Path) -> Path:
        """Let npm put the tarball into an empty folder, and verify it.

        Raises:
            BundleError: npm is missing or failed (offline), or the tarball is not the pinned one.
        """
        npm = shutil.which("npm")
        if npm is None:
            raise BundleError(
                f"Node.js/npm tidak ditemukan, padahal {self.title} {self.version} belum ada.\n"
                f"Pasang Node 18+ lalu ulangi, atau {self.otherwise}"
            )
        command = [npm, "pack", "--ignore-scripts", "--silent", f"{self.name}@{self.version}"]
        try:
            done = subprocess.run(  # noqa: S603  a fixed command, its program from PATH
                command,
                cwd=folder,
                capture_output=True,
                encoding="utf-8",  # whatever the code page of the machine is
                errors="replace",
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise BundleError(f"npm tidak dapat dijalankan atau tidak selesai: {error}") from error
        tarballs = sorted(folder.glob("*.tgz"))
        if done.returncode != 0 or len(tarballs) != 1:
            reason = (done.stderr or done.stdout).strip() or f"npm berakhir dengan kode {done.returncode}"
            raise BundleError(
                f"{self.title} {self.version} tidak dapat diunduh dengan npm. Periksa sambungan internet atau alamat registry npm,\n"
                f"atau {self.otherwise} Pesan npm:\n{reason}"
            )
        self.verify(tarballs[0])
        return tarballs[0]

    def verify(self, tarball: Path) -> None:
        """BundleError unless a file is the pinned tarball."""
        digest = hashlib.sha512(tarball.read_bytes()).digest()
        found = "sha512-" + base64.b64encode(digest).decode("ascii")
        if found != self.integrity:
            raise BundleError(
                f"Isi {self.tarball_name} tidak sama dengan yang dipatok; berkas itu tidak dipakai.\n"
                f"  dipatok   {self.integrity}\n  diterima  {found}\n"
                "Ulangi; bila tetap begini, registry atau proksi mengubah paket itu."
            )

    def unpack(self, tarball: Path, folder: Path, wanted: Callable[[tuple[str, ...]], str | None]) -> dict[str, int]:
        """Write the wanted members, each under a name of ours: a member's own path never becomes one on this disk.

        Args:
            tarball: a verified one.
            folder: where to; made when it is missing.
            wanted: from the parts of a member's path to its name in our layout, or None for what is not taken.

        Returns:
            Name → size in bytes.

        Raises:
            BundleError: the tarball cannot be read, or holds more than is reasonable.
        """
        sizes: dict[str, int] = {}
        try:
            with tarfile.open(tarball, "r:gz") as archive:
                for member in archive:
                    name = wanted(PurePosixPath(member.name).parts) if member.isreg() else None
                    if name is None or name in sizes:
                        continue
                    if sum(sizes.values()) + member.size > self.max_bytes:
                        raise BundleError(
                            f"Isi {self.tarball_name} lebih besar dari yang wajar; berkas itu tidak dipakai."
                        )
                    stream = archive.extractfile(member)
                    if stream is None:
                        continue
                    path = folder.joinpath(*PurePosixPath(name).parts)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    with stream, path.open("wb") as out:
                        shutil.copyfileobj(stream, out)
                    sizes[name] = member.size
        except (tarfile.TarError, OSError, EOFError) as error:
            raise BundleError(f"{self.tarball_name} tidak dapat diurai: {error}") from error
        return sizes


def report_bundle(title: str, folder: Path, fetch: Callable[[], bool], arguments: Iterable[str]) -> int:
    """What a program does that brings a bundle into the package, and says how that went.

    Args:
        title: of the bundle, with its version.
        folder: where it comes to lie.
        fetch: brings it; whether it has not been there.
        arguments: of the command line; it takes none.

    Returns:
        0 when it is there, 1 when it cannot be brought, 2 for arguments.
    """
    if list(arguments):
        sys.stderr.write("Perintah ini tidak menerima argumen.\n")
        return 2
    try:
        is_new = fetch()
    except BundleError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{title} tidak dapat disimpan di {folder}: {error}\n")
        return 1
    sys.stdout.write(f"{title} {'siap' if is_new else 'sudah ada'} di {folder}\n")
    return 0
