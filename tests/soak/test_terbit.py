"""`sop bangun` and `sop terbitkan` as whole programs: killed, refused, on full disks, under readers of a real server.

    make soak UJI=tests/soak/test_terbit.py

Needs nginx and Apache (Debian: apt-get install nginx-light apache2), and root for its small disks. The figures go to
docs/pengembang/keandalan.md.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.browser import Watch, launch, settling
from support.guide_pictures import guide_blocks
from support.page_kinds import find_kinds
from support.readers_of_sites import Reader, Seen, mark
from support.rights import obey_rights
from support.sites import BUILD_TIME, MINIMAL_MKDOCS, minimal_sop

from sop_catalog.cache.store import FOLDER
from sop_catalog.publish.publish import Way, publish
from sop_catalog.publish.server_files import write_server_files
from sop_catalog.publish.tree import read_sums
from sop_catalog.site.fingerprints import has_fingerprint

KILLS, FULL, DENIED, PUBLISHES, READERS = (int(os.environ.get(f"UJI_{name}", usual)) for name, usual in (
    ("MATI", "100"), ("PENUH", "20"), ("TOLAK", "20"), ("TERBIT", "200"), ("PEMBACA", "4"),
))  # fmt: skip


def _catalogue(folder: Path) -> Path:
    """Two states of it: `_state`."""
    files = {
        "mkdocs.yml": MINIMAL_MKDOCS.replace("plugins:", "extra_css: [assets/situs.css]\nplugins:"),
        "docs/index.md": "# Katalog\n\n[[katalog-sop]]\n",
        "sops/_daftar/unit.yml": "biro-uji: Biro Uji\n",
        **{f"sops/sop-{number}.yml": minimal_sop(f"Uji Nomor {number}") for number in range(12)},
        "overrides/.ada": "",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    _state(folder, 0)
    return folder


def _state(folder: Path, number: int) -> None:
    """Every page, style and index of this state holds its mark."""
    (folder / "sops/sop-1.yml").write_text(minimal_sop(f"Uji {mark(number)}"), "utf-8")
    (folder / "docs/assets").mkdir(exist_ok=True)
    (folder / "docs/assets/situs.css").write_text(f"/* {mark(number)} */", "utf-8")
    text = MINIMAL_MKDOCS.replace("plugins:", "extra_css: [assets/situs.css]\nplugins:")
    (folder / "mkdocs.yml").write_text(text.replace("site_name: Uji", f"site_name: Uji {mark(number)}"), "utf-8")


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "sop_catalog.cli", *arguments]


_ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": BUILD_TIME, "NO_MKDOCS_2_WARNING": "1"}


def _run(folder: Path, *arguments: str, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(*arguments), cwd=folder, env=_ENVIRONMENT, capture_output=True, text=True, check=False, timeout=600,
        preexec_fn=before,
    )  # fmt: skip


def _own(place: Path) -> dict[str, str]:
    """The site that readers see, without what stays from other versions."""
    return {name: content for name, content in read_sums(place).items() if not name.startswith(".sop-")}


class Judge:
    """Tells the old site from the new one, and both from anything else."""

    def __init__(self, old: dict[str, str], new: dict[str, str]) -> None:
        self._sites = {"lama": old, "baru": new}

    def __call__(self, place: Path) -> str:
        if not place.exists():
            return "tidak ada"
        found = _own(place)
        for name, site in self._sites.items():
            rest = found.keys() - site.keys()
            if all(found.get(path) == content for path, content in site.items()) and all(map(has_fingerprint, rest)):
                return name
        return "campur"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Judge, Path]:
    """A catalogue in its new state, the judge of its two sites, and a copy of the old site."""
    folder = _catalogue(tmp_path / "katalog")
    assert _run(folder, "bangun", "--ke", str(tmp_path / "lama")).returncode == 0
    _state(folder, 1)
    assert _run(folder, "bangun", "--ke", str(tmp_path / "baru")).returncode == 0
    return folder, Judge(read_sums(tmp_path / "lama"), read_sums(tmp_path / "baru")), tmp_path / "lama"


def _begin(way: str, web: Path, old: Path) -> None:
    """The old site is what readers see."""
    for path in (web, web.with_name(f".sop-terbit.{web.name}")):
        if path.is_symlink():
            path.unlink()
        elif path.exists():
            shutil.rmtree(path)
    if way == "bangun":
        shutil.copytree(old, web)
    else:
        publish(old, web, many=True)


def _arguments(way: str, web: Path) -> tuple[str, ...]:
    return ("bangun", "--ke", str(web)) if way == "bangun" else ("terbitkan", str(web), "--hapus-banyak")


def _litter(folder: Path, web: Path) -> list[str]:
    """What no run needs: beside the site, in the catalogue, in the folder of the versions."""
    known = {web.name, f"{web.name}-server", f".sop-terbit.{web.name}"}
    found = [path.name for path in web.parent.iterdir() if path.name not in known]
    found += [path.name for path in folder.iterdir() if path.name.startswith(".") and path.name != FOLDER]
    store = web.with_name(f".sop-terbit.{web.name}")
    if store.exists():
        named = {"kunci", "versi.json", ".htaccess"}
        versions = [path.name for path in store.iterdir() if path.name not in named]
        found += versions if len(versions) > 3 or any(not name[0].isdigit() for name in versions) else []
    return found


@pytest.mark.parametrize("way", ["bangun", "terbitkan"])
def test_a_hundred_kills(
    two: tuple[Path, Judge, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    folder, judge, old = two
    web = tmp_path / "server/web"
    web.parent.mkdir()
    _begin(way, web, old)
    start = time.monotonic()
    assert _run(folder, *_arguments(way, web)).returncode == 0
    length = time.monotonic() - start
    seen: Counter[str] = Counter()
    for number in range(KILLS):
        _begin(way, web, old)
        process = subprocess.Popen(
            _command(*_arguments(way, web)),
            cwd=folder,
            env=_ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # A third of the moments lie in the last tenth, where the site is put in its place.
        share = number / KILLS if number % 3 else 0.85 + 0.3 * number / KILLS
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(length * share)
        process.kill()
        process.wait()
        seen[judge(web)] += 1
        assert _run(folder, *_arguments(way, web)).returncode == 0
        assert judge(web) == "baru"
        assert _litter(folder, web) == []
    with capsys.disabled():
        sys.stdout.write(f"\n{way}: {KILLS} kali dimatikan, tampak {dict(seen)}, 0 sisa setelah dijalankan lagi\n")
    assert set(seen) <= {"lama", "baru"}


@contextlib.contextmanager
def _small_disk(folder: Path) -> Iterator[Callable[[int], None]]:
    """A disk of its own, large at first; what it gives leaves so many KiB of it free."""

    def resize(free: int) -> None:
        state = os.statvfs(folder)
        size = (state.f_blocks - state.f_bfree) * state.f_frsize + free * 1024
        subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)

    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", str(folder)], check=True)
    try:
        yield resize
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _kilobytes(site: Path, *, without: Path | None) -> int:
    """What a site takes on a disk, without the files that another one has, too."""
    has = set(read_sums(without).items()) if without else set()
    new = [site / name for name, content in read_sums(site).items() if (name, content) not in has]
    return sum(4 * -(-path.stat().st_size // 4096) for path in new)


@pytest.mark.parametrize("way", ["bangun", "terbitkan"])
def test_twenty_full_disks(
    two: tuple[Path, Judge, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    folder, judge, old = two
    needed = _kilobytes(old.with_name("baru"), without=old if way == "terbitkan" else None)
    seen: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for number in range(FULL):
        disk = tmp_path / f"disk-{number}"
        with _small_disk(disk) as resize:
            web = disk / "web"
            _begin(way, web, old)
            # From nothing at all to nine tenths of what it takes, whatever a site weighs.
            resize(round(needed * 0.9 * number / FULL))
            result = _run(folder, *_arguments(way, web))
            seen[judge(web)] += 1
            assert result.returncode, f"{needed} KiB, {number}: {result.stdout}"
            lines = [line for line in (result.stdout + result.stderr).splitlines() if "disk penuh" in line]
            assert len(lines) == 1, result.stdout + result.stderr
            assert "Traceback" not in result.stderr
            said[lines[-1].split(":")[0][:20]] += 1
            resize(1024 * 1024)
            assert _run(folder, *_arguments(way, web)).returncode == 0
            assert judge(web) == "baru"
            assert _litter(folder, web) == []
    with capsys.disabled():
        sys.stdout.write(f"\n{way}: {FULL} disk penuh, tampak {dict(seen)}, {sum(said.values())} pesan, 0 sisa\n")
    assert set(seen) == {"lama"}
    assert sum(said.values()) == FULL


@pytest.mark.parametrize("way", ["bangun", "terbitkan"])
def test_twenty_denials(
    two: tuple[Path, Judge, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str
) -> None:
    """With one place or another closed."""
    folder, judge, old = two
    seen: Counter[str] = Counter()
    refused = 0
    web = tmp_path / "server/web"
    closed = ["web", ".", ".sop-terbit.web", ".sop-terbit.web/VERSI", ".sop-terbit.web/versi.json", ".sop-terbit.web/kunci",
              "web/index.html", "web/sop", "web/assets", "web/sop/sop-1/index.html"]  # fmt: skip
    for number in range(DENIED):
        shutil.rmtree(web.parent, ignore_errors=True)
        web.parent.mkdir()
        _begin(way, web, old)
        target = closed[number % len(closed)]
        if target.endswith("VERSI"):
            target = os.path.relpath(web.resolve(), web.parent)
        path = web.parent / target
        mode = 0o555 if number < len(closed) else 0o000
        if path.exists() and not path.is_symlink():
            path.chmod(mode if path.is_dir() else 0o444 if mode else 0)
        result = _run(folder, *_arguments(way, web), before=obey_rights)
        if path.exists() or path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)
        refused += result.returncode != 0
        assert "Traceback" not in result.stderr, result.stderr
        assert "Kesalahan di dalam program" not in result.stderr, result.stderr
        seen[judge(web)] += 1
        again = _run(folder, *_arguments(way, web), before=obey_rights)
        assert again.returncode == 0, (target, again.stderr)
        assert judge(web) == "baru"
        assert _litter(folder, web) == [], target
    with capsys.disabled():
        sys.stdout.write(f"\n{way}: {DENIED} kali ditolak ({refused} gagal), tampak {dict(seen)}, 0 sisa\n")
    assert set(seen) <= {"lama", "baru"}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def _running(command: list[str], port: int) -> Iterator[str]:
    """A server until it is not needed any more; its address, once it answers."""
    process = subprocess.Popen(command)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


@contextlib.contextmanager
def nginx(root: Path, work: Path, settings: Path | None) -> Iterator[str]:
    """Debian's nginx at a loopback address, with our own settings for the site."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    assert Path(program).exists(), "nginx belum terpasang: apt-get install nginx-light"
    port = _free_port()
    work.mkdir()
    temporary = "".join(
        f"{kind}_temp_path {work / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (work / "nginx.conf").write_text(
        f"pid {work / 'pid'};\nerror_log {work / 'salah.log'};\nworker_processes 2;\ndaemon off;\nuser root;\n"
        f"events {{ worker_connections 256; }}\nhttp {{\n{temporary}include /etc/nginx/mime.types;\naccess_log off;\nsendfile on;\n"
        f"server {{ listen 127.0.0.1:{port}; root {root}; {f'include {settings};' if settings else ''} }}\n}}\n"
    )
    with _running([program, "-c", str(work / "nginx.conf")], port) as address:
        yield address


@pytest.mark.parametrize("way", ["tautan", "berkas"])
def test_two_hundred_publishes_under_four_readers(tmp_path: Path, capsys: pytest.CaptureFixture[str], way: str) -> None:
    folder = _catalogue(tmp_path / "katalog")
    sites = []
    for number in range(4):
        _state(folder, number)
        sites.append(tmp_path / f"situs-{number}")
        assert _run(folder, "bangun", "--ke", str(sites[-1])).returncode == 0
    web = tmp_path / "server/web"
    web.parent.mkdir()
    assert _run(folder, "terbitkan", str(web), "--cara", way).returncode == 0
    pages = ["/", "/sop/sop-1/", "/sop/sop-7/", "/unit/biro-uji/"]
    with nginx(web, tmp_path / "nginx", tmp_path / "server/web-server/nginx.conf") as base:
        readers = [Reader(base, pages, seed) for seed in range(READERS)]
        for reader in readers:
            reader.start()
        pause = random.Random(7)  # noqa: S311
        for number in range(PUBLISHES):
            publish(sites[number % len(sites)], web, many=True)
            time.sleep(pause.choice((0.05, 0.1, 0.3)))
        seen = [reader.stop() for reader in readers]
    total = Seen(
        sum(item.loads for item in seen),
        [text for item in seen for text in item.missing],
        [text for item in seen for text in item.torn],
        [text for item in seen for text in item.mixed],
    )
    with capsys.disabled():
        sys.stdout.write(f"\n{way}: {PUBLISHES} kali terbit, {READERS} pembaca, {total}\n")
    assert (total.missing, total.torn, total.mixed) == ([], [], []), str(total)


@contextlib.contextmanager
def apache(root: Path, work: Path, settings: Path) -> Iterator[str]:
    """Debian's Apache at a loopback address, with the guide's own block."""
    program = shutil.which("apache2") or "/usr/sbin/apache2"
    assert Path(program).exists(), "Apache belum terpasang: apt-get install apache2"
    port = _free_port()
    work.mkdir()
    (block,) = guide_blocks("menerbitkan.md", "apache")
    block = block.replace("*:80", f"127.0.0.1:{port}").replace("/srv/www/sop-server/apache.conf", str(settings))
    modules = ("mpm_event", "authz_core", "dir", "mime", "headers", "alias")
    (work / "apache.conf").write_text(
        f"ServerRoot /etc/apache2\nListen 127.0.0.1:{port}\nPidFile {work / 'pid'}\nErrorLog {work / 'salah.log'}\n"
        f"ServerName localhost\nTypesConfig /etc/mime.types\nUser www-data\nGroup www-data\n"
        "<Directory />\nAllowOverride None\nRequire all denied\n</Directory>\n"  # as Debian has it
        + "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in modules)
        + block.replace("/srv/www/sop", str(root))
    )
    with _running([program, "-f", str(work / "apache.conf"), "-D", "FOREGROUND"], port) as address:
        yield address


@pytest.mark.parametrize(("server", "settings"), [(nginx, "nginx.conf"), (apache, "apache.conf")])
@pytest.mark.parametrize("way", [Way.LINK, Way.FILES])
def test_servers_say_what_the_guide_promises(
    site: Path, server: Callable[[Path, Path, Path], contextlib.AbstractContextManager[str]], settings: str, way: Way
) -> None:
    """Types, policy, caching, our own page where there is none, and nothing of what `sop terbitkan` keeps for itself."""
    with tempfile.TemporaryDirectory(prefix="sop-server-") as root:  # Apache's own user may not enter pytest's folders
        work = Path(root)
        work.chmod(0o755)
        web = work / "web"
        publish(site, web, many=True, way=way)
        write_server_files(web)
        module = next(path.relative_to(site).as_posix() for path in sorted(site.glob("assets/mermaid-*/*.mjs")))
        code = next(path.relative_to(site).as_posix() for path in sorted(site.glob("sunting/mesin-*/*.wasm")))
        with server(web, work / "server", work / "web-server" / settings) as base:
            for path, status, kind, caching in (
                ("", 200, "text/html; charset=utf-8", "no-cache"),
                ("tidak/ada", 404, "text/html; charset=utf-8", ""),
                (module, 200, "text/javascript", "immutable"),
                (code, 200, "application/wasm", ""),
                (".sop-terbit.json", 404, "text/html", ""),
                (".sop-terbit/objek/" + "0" * 64, 404, "text/html", ""),
                ("sunting/", 200, "text/html; charset=utf-8", "no-cache"),
            ):
                try:
                    answer = urllib.request.urlopen(f"{base}/{path}", timeout=20)  # noqa: S310
                except urllib.error.HTTPError as error:
                    answer = error
                with answer:
                    said, body = answer.headers, answer.read()
                assert (answer.status, said["Content-Type"].startswith(kind)) == (status, True), (path, said.items())
                assert caching in (said["Cache-Control"] or ""), path
                assert ("default-src 'self'" in (said["Content-Security-Policy"] or "")) or path == code, path
                if status == 404:
                    assert b"Katalog SOP" in body, path


def test_every_kind_of_page_works_behind_our_settings(site: Path, tmp_path: Path) -> None:
    """The Content-Security-Policy that we give nginx refuses nothing, and the checks of the editor's page run."""
    web = tmp_path / "server/web"
    web.parent.mkdir()
    publish(site, web, many=True)
    write_server_files(web)
    refused: dict[str, list[str]] = {}
    with nginx(web, tmp_path / "nginx", tmp_path / "server/web-server/nginx.conf") as base, launch() as browser:
        for name in find_kinds(site):
            page = browser.new_page()
            watch = Watch(page, base)
            said: list[str] = []
            page.expose_function("sopDitolak", lambda text, said=said: said.append(text))
            page.add_init_script(
                "addEventListener('securitypolicyviolation', (e) => sopDitolak(`${e.violatedDirective}: ${e.blockedURI}`))"
            )
            with settling(page):
                answer = page.goto(f"{base}/{name}")
            assert answer
            assert "script-src 'self'" in answer.headers["content-security-policy"], name
            if said or watch.complaints or watch.foreign:
                refused[name] = [*said, *watch.complaints, *watch.foreign]
            page.close()
        page = browser.new_page()
        page.goto(f"{base}/sunting/?sop=pembentukan-tim")
        page.get_by_text("1 saran", exact=True).wait_for()
    assert refused == {}
