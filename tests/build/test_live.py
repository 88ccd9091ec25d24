"""`mkdocs serve` after an edit: what it shows is what a whole build would show, and it has not made the rest again."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.sites import BUILD_TIME, SiteMaker, minimal_sop

from sop_catalog.plugin.live import LiveSite

_SECONDS = 120
FILES = {
    "docs/index.md": "# Katalog\n\nSelamat datang.\n\n[[katalog-sop]]\n\nSelesai.\n",
    "docs/panduan.md": "# Panduan\n\nLama.\n",
    "sops/dua.yml": minimal_sop("Dua", keterkaitan="[SOP Contoh Satu, SOP Tiga]"),
    "sops/empat.yml": minimal_sop("Empat", nomor="4/SOP/2026"),
}


@dataclass
class Server:
    """One that runs."""

    base: str
    log: Path

    def get(self, path: str) -> str:
        """A page without the server's own script; "" where there is none."""
        try:
            return re.sub(r"<script>[^<]*livereload[^<]*</script>", "", self._read(path))
        except urllib.error.HTTPError:
            return ""

    def _read(self, path: str) -> str:
        with urllib.request.urlopen(self.base + path, timeout=_SECONDS) as answer:  # noqa: S310 - http: always
            return str(answer.read().decode())

    def epoch(self) -> int:
        """When what it shows was built."""
        return int(re.findall(r"livereload\((\d+), \d+\)", self._read(""))[-1])

    def wait(self, epoch: int) -> None:
        """Until something newer is shown, as an open page does."""
        assert int(self._read(f"livereload/{epoch}/1")) > epoch


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / f"log-{port}.txt"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": BUILD_TIME}
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{port}"]
    with (
        log.open("w") as out,
        subprocess.Popen(command, cwd=folder, env=environment, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        server = Server(f"http://127.0.0.1:{port}/", log)
        try:
            for _ in range(10 * _SECONDS):
                with contextlib.suppress(OSError):
                    server.get("")
                    break
                assert process.poll() is None, log.read_text("utf-8")
                time.sleep(0.1)
            yield server
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:  # a shell that starts this in the background has SIGINT ignored
                process.kill()


PAGES = (
    "", "sop/contoh-satu/", "sop/dua/", "sop/tiga/", "sop/empat/", "unit/", "unit/biro-uji/", "jabatan/", "jabatan/staf/",
    "jabatan/kabag/", "peta/", "belum-ada/", "perubahan/", "panduan/", "katalog.json", "katalog.csv", "n/4-sop-2026/",
)  # fmt: skip


def test_an_edit_is_shown_without_a_whole_build(make_site: SiteMaker) -> None:
    folder = make_site(FILES)
    with serve(folder) as server:
        assert "Menolak usulan" not in server.get("sop/dua/")
        before = server.epoch()
        text = (folder / "sops/dua.yml").read_text("utf-8")
        (folder / "sops/dua.yml").write_text(text.replace("Memeriksa usulan", "Menolak usulan"), "utf-8")
        (folder / "sops/tiga.yml").write_text(minimal_sop("Tiga"), "utf-8")
        (folder / "sops/empat.yml").unlink()
        server.wait(before)
        while not server.get("sop/tiga/") or server.get("sop/empat/"):  # the three may have been seen one by one
            time.sleep(0.1)
        shown = {path: server.get(path) for path in PAGES}
        assert "Menolak usulan" in shown["sop/dua/"]
        assert "Tiga" in shown[""]
        assert server.log.read_text("utf-8").count("Building documentation") == 1
        index = re.findall(r'data-sop-cari="([0-9a-f]+)"', shown[""])[0]
        assert "tiga" in server.get(f"assets/cari/indeks.{index}.js")

        before = server.epoch()
        (folder / "sops/tiga.yml").write_text(minimal_sop("Tiga").replace("biro-uji", "tidak-ada"), "utf-8")
        server.wait(before)
        assert "SOP401" in server.get("sop/tiga/")
        assert "SOP401" in server.log.read_text("utf-8")

        before = server.epoch()
        (folder / "sops/tiga.yml").write_text(minimal_sop("Tiga"), "utf-8")
        server.wait(before)
        before = server.epoch()
        (folder / "docs/panduan.md").write_text("# Panduan\n\nBaru.\n", "utf-8")
        server.wait(before)
        assert "Baru." in server.get("panduan/")
        assert server.log.read_text("utf-8").count("Building documentation") == 2
        whole = {path: server.get(path) for path in PAGES}
    for path in PAGES:
        if path != "panduan/":
            assert _same(shown[path]) == _same(whole[path]), path


def test_a_style_waits_for_no_page_to_be_made() -> None:
    """Whatever a page loads was made with the whole build; looking for it among all pages took a second of 1,500 SOPs."""
    live = LiveSite.__new__(LiveSite)
    live._built = SimpleNamespace(homes={})  # type: ignore[assignment]
    live._site = None  # type: ignore[assignment]
    live._lock, live._current = threading.Lock(), set()
    live.refresh("assets/stylesheets/main.css")
    assert live._current == {"assets/stylesheets/main.css"}
    with pytest.raises(AttributeError):
        live.refresh("sop/satu/index.html")


def _same(html: str) -> str:
    """Without the sum of the search, which under a server stays that of the last whole build."""
    return re.sub(r'data-sop-cari="[0-9a-f]+"', "", html)
