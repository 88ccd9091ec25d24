"""`sop cetak` at the size of an office: 200 SOPs, twice and anew; the book of 18 on both papers.

    make soak UJI=tests/soak/test_cetak.py

Prints what it took: seconds by the clock, of this program's processors, and the load of the machine.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from support.browser import chromium_path
from support.large_catalogue import Size, sop_name, write_catalogue
from support.sites import BUILD_TIME, MINIMAL_MKDOCS

COUNT = int(os.environ.get("UJI_SOP", "200"))
SECONDS_EACH = 0.6


def _office(folder: Path, count: int) -> Path:
    write_catalogue(folder / "sops", Size(count, units=10))
    (folder / "mkdocs.yml").write_text(MINIMAL_MKDOCS, "utf-8")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Katalog\n\n[[katalog-sop]]\n", "utf-8")
    (folder / "overrides").mkdir()
    return folder


def _sop(folder: Path, *arguments: str) -> tuple[str, float]:
    """What the command says, and how long it took."""
    environment = {**os.environ, "SOP_PERAMBAN": chromium_path(), "SOURCE_DATE_EPOCH": BUILD_TIME}
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "sop_catalog.cli", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout, time.monotonic() - start


def _sums(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.pdf")}


def _tags(node: Any) -> list[str]:
    node = node.get_object()
    if isinstance(node, list):
        return [tag for kid in node for tag in _tags(kid)]
    return [str(node.get("/S")), *(_tags(node["/K"]) if "/K" in node else [])] if isinstance(node, dict) else []


def _check(path: Path, name: str) -> None:
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == f"SOP {name}"
    assert re.fullmatch(r"Bagian \d|Kementerian Uji", str(reader.metadata.author))
    root: Any = reader.root_object
    tags = _tags(root["/StructTreeRoot"]["/K"])
    assert (tags.count("/H1"), tags.count("/Table"), root["/Lang"]) == (1, 2, "id")
    for number, page in enumerate(reader.pages, 1):
        text = " ".join(page.extract_text().split())
        assert f"Halaman {number} dari {len(reader.pages)}" in text
        assert "Kegiatan" in text
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        for font in fonts.values():
            assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"]


def test_an_office_prints_everything(tmp_path: Path) -> None:
    folder = _office(tmp_path, COUNT)
    said, seconds = _sop(folder, "cetak", "--semua", "--ke", "pdf")
    assert said == f"{COUNT} PDF dicetak ke pdf, 0 tidak berubah.\n"
    sys.stdout.write(
        f"\n{COUNT} PDF: {seconds:.1f} s, {seconds / COUNT:.2f} s masing-masing, beban {os.getloadavg()[0]:.1f}\n"
    )
    first = _sums(folder / "pdf")
    assert len(first) == COUNT
    assert seconds / COUNT <= SECONDS_EACH
    for number in range(COUNT):
        _check(folder / f"pdf/sop-{number:04}.pdf", sop_name(number))

    said, seconds = _sop(folder, "cetak", "--semua", "--ke", "pdf")
    assert said == f"0 PDF dicetak ke pdf, {COUNT} tidak berubah.\n"
    sys.stdout.write(f"tanpa perubahan: {seconds:.1f} s\n")
    assert _sums(folder / "pdf") == first
    _sop(folder, "cetak", "--semua", "--ulang", "--ke", "pdf")
    assert _sums(folder / "pdf") == first, "printed anew, the same"

    changed = folder / "sops/sop-0007.yml"
    changed.write_text(changed.read_text("utf-8").replace("Memeriksa berkas 0", "Meneliti berkas 0"), "utf-8")
    said, seconds = _sop(folder, "cetak", "--semua", "--ke", "pdf")
    assert said == f"1 PDF dicetak ke pdf, {COUNT - 1} tidak berubah.\n"
    sys.stdout.write(f"satu berubah: {seconds:.1f} s\n")
    assert [name for name, content in _sums(folder / "pdf").items() if first[name] != content] == ["sop-0007.pdf"]


@pytest.mark.parametrize(("paper", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_the_book_of_eighteen(tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    folder = _office(tmp_path, 18)
    for path in (folder / "sops").glob("sop-*.yml"):  # none revoked: eighteen
        path.write_text(path.read_text("utf-8").replace("status: dicabut", "status: berlaku"), "utf-8")
    said, seconds = _sop(folder, "cetak", "--buku", "--unit", "u-0", "--kertas", paper, "--ke", "pdf")
    sheets = int(re.fullmatch(r"Buku dicetak: pdf/buku-u-0\.pdf, 18 SOP, (\d+) lembar\.\n", said)[1])  # type: ignore[index]
    sys.stdout.write(f"\nbuku {paper}: {sheets} lembar, {seconds:.1f} s, beban {os.getloadavg()[0]:.1f}\n")
    reader = PdfReader(folder / "pdf/buku-u-0.pdf")
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(texts) == sheets
    for number, text in enumerate(texts[1:], 2):
        assert f"Buku hal. {number}" in text
    starts = {
        re.search(r"· SOP (.+?) ·", text)[1]: number  # type: ignore[index]
        for number, text in reversed([*enumerate(texts, 1)])
        if "· SOP " in text
    }
    assert len(starts) == 18
    contents = " ".join(text for text in texts[:10] if "Nomor SOP" in text and "Halaman" in text)
    for name, number in starts.items():
        assert re.search(rf"SOP {re.escape(name)}(?: \(draf\))? {number}\b", contents), (name, number)
    names = re.findall(r"(\d{3})/SOP/U\d+/\d+ SOP", contents)
    assert names == sorted(names), "in the order of their numbers"
    portrait = {tuple(round(float(length) * 25.4 / 72) for length in page.mediabox[2:]) for page in reader.pages}
    assert portrait == {size, size[::-1]}
    again = _sums(folder / "pdf")
    _sop(folder, "cetak", "--buku", "--unit", "u-0", "--kertas", paper, "--ulang", "--ke", "pdf")
    assert _sums(folder / "pdf") == again
