"""Takes the pictures of the two guides anew: real pages of a site made by `sop mulai`, as the guides tell one to do.

    PYTHONPATH=tests python -m support.guide_pictures

writes docs/assets/panduan/*.png. No test compares pictures; `test_guides` holds what they show: which there are, how
large they may be, and that the guides describe each in words.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import markdown
import pypdfium2
from PIL import Image
from playwright.sync_api import Page

from sop_catalog.catalog.load import load_catalog
from sop_catalog.compare.formats import DiffFormat, format_comparison
from sop_catalog.compare.run import compare_folders
from sop_catalog.importing.run import Perintah, run_import
from sop_catalog.signing.sign import Signature, plan_signature, write_signature
from sop_catalog.start.kit import KitValues, common_files
from sop_catalog.start.start import NewCatalog, start_catalog
from support.browser import launch, serve, settling
from support.naskah.ragam import PDF
from support.paths import ROOT

TARGET = ROOT / "docs/assets/panduan"
ROWS = (
    "baris-rantai.png", "baris-bersama.png", "baris-dua-pintu.png", "baris-dua-keputusan.png", "baris-sel-gabung.png",
    "baris-grup.png",
)  # fmt: skip
"""The pictures of panduan-baris.md, in its order."""
NAMES = (
    "halaman.png",
    "ubah.png",
    "galat.png",
    "cetak.png",
    "komentar.png",
    "tinjau.png",
    "formulir.png",
    "pengesahan.png",
    "naskah-sah.png",
    "peninjauan.png",
    "buku.png",
    *ROWS,
)
MAX_BYTES = 150_000
SOP = "sops/biro-umum/peminjaman-ruang-rapat.yml"
PAGE = "sop/peminjaman-ruang-rapat/"
MISTAKE = ("jika_tidak: pemohon ", "jika_tidak: pemohn ")
"""What the guide lets a reader imagine to have typed wrongly."""

_COMMENT_STYLE = """
body { font: 14px/1.5 Arial, Helvetica, sans-serif; margin: 16px; width: 760px; color: #1f2328; }
article { border: 1px solid #d1d9e0; border-radius: 6px; padding: 12px 16px; }
summary { margin: 8px 0; } ins { background: #dafbe1; } del { background: #ffebe9; } sub { font-size: 12px; vertical-align: baseline; }
blockquote { border-left: 4px solid #d1d9e0; margin: 8px 0; padding-left: 12px; color: #59636e; }
"""


def guide_blocks(name: str, language: str) -> list[str]:
    """The code blocks of a guide in one language, in order."""
    text = (ROOT / "docs" / name).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def guide_sop() -> str:
    """The SOP that the editors' guide ends with."""
    (block,) = [
        block for block in guide_blocks("panduan-editor.md", "yaml") if block.startswith("nama: Peminjaman Ruang Rapat")
    ]
    return block


def row_examples() -> dict[str, str]:
    """Picture → the SOP that it shows: a head, the columns that the guide begins with, and its block."""
    columns, *blocks = guide_blocks("panduan-baris.md", "yaml")
    return {
        name: "nama: Contoh Baris\nunit: biro-umum\n" + ("" if "pelaksana:\n" in block else columns) + block
        for name, block in zip(ROWS, blocks, strict=True)
    }


def make_catalog(folder: Path) -> None:
    """A new office's catalogue with the guide's SOP in it."""
    start_catalog(folder, NewCatalog(forge="github", url="https://git.instansi.go.id/biro/sop"))
    (folder / SOP).write_text(guide_sop(), "utf-8")


def _take(page: Page, name: str, *, height: int, width: int | None = None) -> None:
    clip = {"x": 0, "y": 0, "width": width or page.viewport_size["width"], "height": height}
    path = TARGET / name
    page.screenshot(path=path, clip=clip)
    assert path.stat().st_size <= MAX_BYTES, f"{name}: {path.stat().st_size} byte"


def _take_rows(folder: Path) -> None:
    """The tables of the guide to rows, as they are printed, without columns that say nothing."""
    for name, text in row_examples().items():
        (folder / "sops/biro-umum" / f"{Path(name).stem}.yml").write_text(text, "utf-8")
    subprocess.run([sys.executable, "-m", "sop_catalog.cli", "bangun"], cwd=folder, check=True, capture_output=True)
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        for name in ROWS:
            with settling(page):
                page.goto(f"{base}/sop/{Path(name).stem}/")
            page.add_style_tag(
                content=".md-header { position: static !important } .sop-norma-waktu, .sop-gulung + * { break-before: auto }"
            )
            box = page.locator(".sop-gulung").bounding_box()
            notes = page.locator(".sop-catatan-tabel")
            low = notes.bounding_box() if notes.count() else None
            clip = {**box, "height": (low["y"] + low["height"] if low else box["y"] + box["height"]) - box["y"]}
            page.screenshot(path=TARGET / name, clip=clip, full_page=True)
            assert (TARGET / name).stat().st_size <= MAX_BYTES, name


def _take_site(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "sop_catalog.cli", "bangun"], cwd=folder, check=True, capture_output=True)
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1100, "height": 960})
        with settling(page):
            page.goto(f"{base}/{PAGE}")
        _take(page, "halaman.png", height=960)
        page.get_by_text("Ubah SOP ini").evaluate("a => a.style.outline = '3px solid #c62828'")
        _take(page, "ubah.png", height=360)
        page = browser.new_page(viewport={"width": 1123, "height": 794})
        with settling(page):
            page.goto(f"{base}/{PAGE}")
        page.emulate_media(media="print")
        page.add_style_tag(
            content="html, body { background: #fff } .md-main { padding: 32px !important; box-sizing: border-box }"
        )
        _take(page, "cetak.png", height=600)


def _take_form(folder: Path) -> None:
    """The form as it is changed: another time, understood beside it, and a step that leads nowhere yet."""
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{base}/sunting/?sop={Path(SOP).stem}")
        page.wait_for_selector("[data-siap=periksa]")
        page.get_by_label("Langkah 1: waktu", exact=True).fill("90 mnt")
        page.get_by_label("Langkah 3: kegiatan", exact=True).fill("")
        page.evaluate("SopSunting.sheet.settled()")
        page.get_by_label("Langkah 1: waktu", exact=True).focus()
        page.evaluate(
            "window.scrollTo(0, document.querySelector('#langkah-1').getBoundingClientRect().top + scrollY - 350)"
        )
        _take(page, "formulir.png", height=820)


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    process = subprocess.Popen(
        [sys.executable, "-m", "sop_catalog.cli", "sajikan", "--alamat", address],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(3000):
            try:
                urllib.request.urlopen(f"http://{address}/", timeout=60).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait(600)


def _take_mistake(folder: Path) -> None:
    (folder / SOP).write_text(guide_sop().replace(*MISTAKE), "utf-8")
    with _served(folder) as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1100, "height": 560})
        page.goto(f"{base}/{PAGE}")
        _take(page, "galat.png", height=480)


def _take_comment(folder: Path) -> None:
    """Another target, another time and a comma, between the guide's SOP and a proposal."""
    before, after = folder / "lama", folder / "baru"
    unit = common_files(KitValues(forge="github"))["sops/_daftar/unit.yml"]
    changed = (
        guide_sop()
        .replace("status: draf  ", "status: berlaku")
        .replace("Mengisi formulir dan menyerahkan", "Mengisi formulir, dan menyerahkan")
        .replace("waktu: 1 hari kerja", "waktu: 2 hari kerja")
        .replace("jika_tidak: pemohon ", "jika_tidak: selesai ")
    )
    for state, text in ((before, guide_sop().replace("status: draf  ", "status: berlaku")), (after, changed)):
        (state / "_daftar").mkdir(parents=True)
        (state / "_daftar/unit.yml").write_bytes(unit)
        (state / "biro-umum").mkdir()
        (state / "biro-umum/peminjaman-ruang-rapat.yml").write_text(text, "utf-8")
    comment = format_comparison(compare_folders(before, after), DiffFormat.MARKDOWN)
    shown = comment.replace(before.as_posix(), "main").replace(after.as_posix(), "sops")
    html = markdown.markdown(shown.replace("<details", '<details markdown="1"'), extensions=["md_in_html"])
    with launch() as browser:
        page = browser.new_page(viewport={"width": 800, "height": 600})
        page.set_content(f"<style>{_COMMENT_STYLE}</style><article>{html}</article>")
        height = int(page.evaluate("document.querySelector('article').getBoundingClientRect().bottom")) + 16
        page.set_viewport_size({"width": 800, "height": height})
        _take(page, "komentar.png", height=height)


def _take_review(folder: Path) -> None:
    """The review page of an invented SOP whose arrows cross a page break."""
    (folder / "_daftar").mkdir(parents=True)
    (folder / "_daftar/unit.yml").write_text("biro-umum: Biro Umum\n", "utf-8")
    source = folder / "penyusunan-laporan.pdf"
    source.write_bytes(PDF[13].make(5)[1])
    order = Perintah((source,), folder / "biro-umum", "biro-umum", terpisah=False, tinjau=True)
    report = run_import(order, load_catalog(folder, only=())[0], folder)
    with launch() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 760})
        page.goto((order.ke / report.tinjauan).as_uri())
        page.get_by_role("link", name=report.baris[0].hasil[0].removesuffix(".yml")).click()
        page.locator('.keraguan a:not([data-langkah="0"])').first.click()
        _take(page, "tinjau.png", height=760)


def _take_sheets(folder: Path) -> None:
    """The first sheet that is to be signed."""
    command = [sys.executable, "-m", "sop_catalog.cli", "cetak", SOP, "--untuk-pengesahan", "--ke", str(folder / "pdf")]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    _show_sheets(folder / "pdf" / f"{Path(SOP).stem}.pdf", (0,), "pengesahan.png", 1.3)
    command = ["cetak", "--buku", "--unit", "biro-umum", "--tahun", "2026", "--ke", str(folder / "pdf")]
    subprocess.run([sys.executable, "-m", "sop_catalog.cli", *command], cwd=folder, check=True, capture_output=True)
    _show_sheets(folder / "pdf/buku-biro-umum.pdf", (0, 2), "buku.png", 0.9)


def _take_signed(folder: Path) -> None:
    """The SOP signed and then changed, and another one that is late and one that is due."""
    paper = folder / "pindaian.pdf"
    paper.write_bytes(b"%PDF-1.7 CONTOH: naskah karangan untuk panduan" + b" " * 200_000 + b"%%EOF")
    (folder / SOP).write_text(guide_sop(), "utf-8")
    signature = Signature(str(paper), "5 Januari 2026", "061/SOP/UMUM/2026")
    write_signature(plan_signature(folder / "sops", Path(SOP).stem, signature, dt.date(2026, 11, 26)))
    text = (folder / SOP).read_text("utf-8")
    evaluated = "evaluasi:\n  - {tanggal: 6 Juli 2026, hasil: perlu perbaikan, tindakan: Formulir diringkas}\ntinjau_sebelum: 5 Januari 2027\n"
    (folder / SOP).write_text(
        text.replace("waktu: 1 hari kerja", "waktu: 2 hari kerja").rstrip() + f"\n{evaluated}", "utf-8"
    )
    late = (
        guide_sop()
        .replace("nama: Peminjaman Ruang Rapat", "nama: Peminjaman Kendaraan")
        .replace("nomor: 061", "nomor: 062")
    )
    late = f"{late.rstrip()}\ntinjau_sebelum: 5 Oktober 2026\n"
    (folder / SOP).with_name("peminjaman-kendaraan.yml").write_text(late, "utf-8")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1795651200"}
    command = [sys.executable, "-m", "sop_catalog.cli", "bangun"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    with serve(folder / "site") as base, launch() as browser:
        page = browser.new_page(viewport={"width": 1100, "height": 560})
        page.goto(f"{base}/{PAGE}")
        _take(page, "naskah-sah.png", height=480)
        page.set_viewport_size({"width": 1100, "height": 960})
        page.goto(f"{base}/peninjauan/")
        _take(page, "peninjauan.png", height=960)
    (folder / SOP).with_name("peminjaman-kendaraan.yml").unlink()


def _show_sheets(pdf: Path, numbers: tuple[int, ...], name: str, scale: float) -> None:
    """Sheets of a PDF, side by side."""
    document = pypdfium2.PdfDocument(pdf)
    sheets = [document[number].render(scale=scale).to_pil() for number in numbers]
    width, height = sum(sheet.width + 2 for sheet in sheets), max(sheet.height for sheet in sheets) + 2
    shown = Image.new("RGB", (width, height), "#bbb")
    for place, sheet in enumerate(sheets):
        shown.paste(sheet, (sum(before.width + 2 for before in sheets[:place]) + 1, 1))
    shown.quantize(64).save(TARGET / name, optimize=True)
    assert (TARGET / name).stat().st_size <= MAX_BYTES, name


def main() -> None:
    """Take all pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name in NAMES:  # the guides would not build without what they show
        (TARGET / name).touch()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "katalog"
        make_catalog(folder)
        _take_site(folder)
        _take_form(folder)
        _take_sheets(folder)
        _take_signed(folder)
        _take_rows(folder)
        _take_mistake(folder)
        _take_comment(Path(temporary))
        _take_review(Path(temporary) / "impor")


if __name__ == "__main__":
    main()
