"""`sop bangun` and `sop sajikan`: MkDocs as another program, so that nothing here depends on it.

MkDocs empties the target before it has read a single SOP, and a build that fails later leaves it half empty. So a site
is built aside and takes the place of the published one only when it is whole.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from sop_catalog.catalog.place.site_config import FindError, find_config_problem, find_wrong_address, read_site_dir
from sop_catalog.publish.aside import LIST, aside, put_in_place, sweep
from sop_catalog.publish.interruption import Interrupted
from sop_catalog.publish.overrides import OVERRIDES, Overrides
from sop_catalog.publish.server_files import write_server_files
from sop_catalog.publish.whole_build import BUILT_ASIDE, FILE_LIST, read_list
from sop_catalog.source.os_errors import describe_os_error

_TRACES = ("index.html", "sitemap.xml")
"""What every site of MkDocs holds: a folder without them is somebody's work."""
_SECONDS_TO_STOP = 5
_APART = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""Ctrl+C is for this program, which ends MkDocs and says so; MkDocs would say it, too. Elsewhere a session does that."""


class SiteError(Exception):
    """Why nothing was done; the text is Indonesian and says what to do."""


class BuildFailedError(Exception):
    """MkDocs has refused; it has said why itself."""


def build_site(folder: Path, target: Path | None = None) -> Path:
    """Build the site aside, then put it in the place of the one that is there.

    Args:
        folder: the one that holds mkdocs.yml.
        target: where the site is to be, relative to the current folder; None: as mkdocs.yml says.

    Returns:
        The folder of the finished site.

    Raises:
        SiteError: mkdocs.yml cannot be read, the target is no place for a site, or cannot be written.
        BuildFailedError: MkDocs found something wrong; what was there is untouched.
    """
    if problem := find_config_problem(folder):
        raise SiteError(f"{problem[0]} tidak dapat dibaca: {problem[1]}; periksa apakah berkas itu boleh dibaca")
    place = Path(os.path.realpath(target if target is not None else folder / _site_dir(folder)))
    sweep(folder)
    try:
        _check_target(place, folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        with aside(place.parent, place) as fresh:
            build_aside(folder, fresh)
            put_in_place(fresh, place)
        write_server_files(place)
    except OSError as error:
        raise SiteError(f"situs tidak dapat ditulis ke {place}: {describe_os_error(error)}") from None
    return place


def build_aside(folder: Path, fresh: Path, overrides: Overrides | None = None) -> Mapping[str, int]:
    """Check the SOPs and build the site into a folder that does not exist yet; nothing else is touched.

    Args:
        folder: the one that holds mkdocs.yml.
        fresh: where the site is to be.
        overrides: what is to be otherwise than mkdocs.yml says. Such a site is for this program or one reader, not for
            being published: MkDocs says only what stops it, and a warning about the office's own pages does not.

    Returns:
        The files that MkDocs meant to write, with their bytes; -1 for one that is not there. Empty without our plugin.

    Raises:
        SiteError: mkdocs.yml holds an address that is none.
        BuildFailedError: MkDocs found something wrong, such as a galat; it has said what.
    """
    written = fresh.absolute().with_name(LIST)
    environment = {FILE_LIST: str(written), **({OVERRIDES: overrides.to_text()} if overrides else {})}
    how = ["--quiet"] if overrides else ["--strict"]
    if _run(["build", *how, "--site-dir", str(fresh.absolute())], folder, environment):
        raise BuildFailedError
    if not fresh.is_dir():
        raise BuildFailedError
    return read_list(written) if written.exists() else {}


def serve_site(folder: Path, address: str) -> None:
    """Serve the site until Ctrl+C, rebuilding it at each change.

    Args:
        folder: the one that holds mkdocs.yml.
        address: "127.0.0.1:8000".

    Raises:
        SiteError: the address cannot be used.
        BuildFailedError: MkDocs has ended by itself; it has said why.
    """
    check_address(address)
    # `--livereload` is said aloud because with some versions of click its default gets lost.
    if _run(["serve", "--livereload", "--dev-addr", address], folder):
        raise BuildFailedError


def check_address(address: str) -> None:
    """Make sure that a server can listen there, since MkDocs would only say so after building the whole site.

    Raises:
        SiteError: it cannot.
    """
    host, separator, port = address.rpartition(":")
    if not separator or not host or not port.isdecimal() or not 0 < int(port) < 65536:
        raise SiteError(f"alamat {address[:60]!r} harus berbentuk nama:nomor, misalnya 127.0.0.1:8000")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            if os.name == "posix":  # as the server does it: a port that was just given back is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except UnicodeError:  # "..a": no name that could be asked for
        raise SiteError(f"alamat {address[:60]!r} memuat nama yang keliru; misalnya 127.0.0.1:8000") from None
    except OSError as error:
        near = f"{host}:{int(port) + 1}" if int(port) < 65535 else "127.0.0.1:8000"
        raise SiteError(
            f"alamat {address} tidak dapat dipakai ({error.strerror}); coba: sop sajikan --alamat {near}"
        ) from None


def _site_dir(folder: Path) -> str:
    try:
        return read_site_dir(folder)
    except FindError as error:
        raise SiteError(f"{error}; sebutkan folder hasil dengan --ke") from None


def _check_target(place: Path, folder: Path) -> None:
    """Refuse what a site must not take the place of."""
    root = Path(os.path.realpath(folder))
    if place == root or place in root.parents:
        raise SiteError(f"{place} memuat katalog itu sendiri; sebutkan folder lain, misalnya --ke site")
    if not place.exists():
        return
    if not place.is_dir():
        raise SiteError(f"{place} adalah berkas; sebutkan nama folder")
    if any(place.iterdir()) and not all((place / name).is_file() for name in _TRACES):
        raise SiteError(
            f"{place} berisi hal lain, bukan situs hasil bangun; tidak ada yang diubah. Sebutkan folder lain dengan --ke"
        )


def _run(arguments: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> int:
    """Run MkDocs of this very environment; what it says goes to the person directly. 0 also after Ctrl+C while serving.

    Raises:
        SiteError: mkdocs.yml holds an address over which MkDocs would break off.
    """
    if option := find_wrong_address(folder):
        raise SiteError(
            f"`{option}` di mkdocs.yml bukan alamat situs; tulis alamat lengkap yang diawali https://, atau hapus"
        )
    command = [sys.executable, "-m", "sop_catalog.publish.leash", str(os.getpid()), "mkdocs", *arguments]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", BUILT_ASIDE: "1", **(more or {})}
    serves = arguments[0] == "serve"
    with subprocess.Popen(  # noqa: S603 - a fixed command
        command, cwd=folder, env=environment, start_new_session=not serves, creationflags=0 if serves else _APART
    ) as process:
        try:
            return process.wait()
        except Interrupted as interrupted:
            if not (serves and interrupted.from_terminal):
                raise
            with contextlib.suppress(subprocess.TimeoutExpired):  # the terminal has told MkDocs as well
                process.wait(_SECONDS_TO_STOP)
            return 0
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
