"""`sop luring`: the catalogue in one file that opens from a stick, the same bytes for the same site."""

from __future__ import annotations

import errno
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from click.testing import CliRunner, Result
from support.sites import SiteMaker, minimal_sop

from sop_catalog.cli import sop
from sop_catalog.publish import offline
from sop_catalog.publish.offline import OfflineError, check_target, write_offline


def run(*arguments: str) -> Result:
    return CliRunner().invoke(sop, list(arguments), prog_name="sop")


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as the base has it
        self.found |= {value for name, value in attrs if name in {"href", "src"} and value}


def test_what_is_in_the_file_opens_from_a_folder(make_site: SiteMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_site({"sops/dua.yml": minimal_sop("Dua", keterkaitan="SOP Contoh Satu")})
    monkeypatch.chdir(folder)
    result = run("luring", "--ke", "katalog.zip")
    assert result.exit_code == 0, result.output
    assert re.fullmatch(r"Salinan luring selesai: katalog\.zip, \d+ berkas, \d+\.\d MB\. .*\n", result.output)
    with zipfile.ZipFile("katalog.zip") as there:
        assert there.testzip() is None
        there.extractall("stik")
    stick = folder / "stik"
    assert sorted(path.name for path in stick.iterdir()) == ["BUKA-DI-SINI.html", "katalog"]
    dead = []
    pages = [stick / "BUKA-DI-SINI.html", *stick.glob("katalog/**/*.html")]
    assert len(pages) > 8
    for page in pages:
        links = _Links()
        links.feed(page.read_text("utf-8"))
        for link in links.found:
            target = unquote(urldefrag(link).url.partition("?")[0])
            if target and ":" not in target and not (page.parent / target).is_file():
                dead.append((page.name, link))
    assert dead == []
    assert "<title>Uji: salinan luring</title>" in (stick / "BUKA-DI-SINI.html").read_text("utf-8")

    site = stick / "katalog"
    for name in ("satu.zip", "dua.zip"):
        write_offline(site, folder / name)
        (site / "index.html").touch()
    assert (folder / "satu.zip").read_bytes() == (folder / "dua.zip").read_bytes()
    assert run("luring", "--ke", "katalog.zip", "--help").exit_code == 0
    check_target(folder / "katalog.zip", overwrite=False)  # one of ours may be written anew


def test_what_is_not_ours_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.html").write_text("<title>Depan - Katalog</title>", "utf-8")
    target = tmp_path / "arsip.zip"
    target.write_bytes(b"arsip orang")
    with pytest.raises(OfflineError, match="bukan salinan luring"):
        check_target(target, overwrite=False)
    check_target(target, overwrite=True)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(offline, "_add", full)
    with pytest.raises(OfflineError, match="tidak dapat ditulis: disk penuh"):
        write_offline(tmp_path, target)
    assert target.read_bytes() == b"arsip orang"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["arsip.zip", "index.html"]
