"""`sop cetak`: the PDFs hold what the site prints, are tagged and named, and are the same whenever they are made."""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
import re
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from support.browser import chromium_path
from support.sites import BUILD_TIME, MINIMAL_MKDOCS, MINIMAL_SOP, minimal_sop, run_mkdocs

from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.signed import PRINTED_BY
from sop_catalog.cli import sop
from sop_catalog.cli.publishing import broken_off
from sop_catalog.printing import run as printing
from sop_catalog.printing.book_run import BookOrder, BookOutcome, print_book
from sop_catalog.printing.decision import read_decision
from sop_catalog.printing.devtools import Browser, Tab
from sop_catalog.printing.pdf import About
from sop_catalog.printing.run import Order, PrintingError, print_sops

ABOUTS = {
    "satu": About("SOP Satu", "Biro Uji", "1/SOP/2025"),
    "dua": About("SOP Dua & <tiga>", "Biro Uji"),
    "panjang": About("SOP Panjang", "Biro Uji"),
}


def _long() -> str:
    lines = ["nama: Panjang", "unit: biro-uji", "pelaksana: {staf: Staf, kabag: Kabag}", "langkah:"]
    for number in range(1, 25):
        lines += [f"  - pelaksana: {'kabag' if number % 3 == 0 else 'staf'}"]
        lines += [f"    kegiatan: Memeriksa kelengkapan berkas permohonan lalu mencatatnya pada buku agenda {number}"]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cetak")
    files = {
        "mkdocs.yml": MINIMAL_MKDOCS,
        "docs/index.md": "# Katalog\n\n[[katalog-sop]]\n",
        "overrides/.ada": "",
        "sops/_daftar/unit.yml": "biro-uji: Biro Uji\n",
        "sops/satu.yml": MINIMAL_SOP.format(nama="Satu")
        + "nomor: 1/SOP/2025\nketerkaitan: [SOP Panjang, SOP Belum Ada]\n",
        "sops/dua.yml": minimal_sop("Dua & <tiga>"),
        "sops/panjang.yml": _long(),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    done = run_mkdocs("build", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


def _order(built: Path, target: Path, **more: Any) -> Order:
    return Order(built / "site", target, ABOUTS, Path(chromium_path()), **more)


@pytest.fixture(scope="module")
def printed(built: Path) -> Path:
    outcome = print_sops(_order(built, built / "pdf"), tuple(ABOUTS))
    assert (outcome.failed, outcome.missing, outcome.unchanged) == ({}, [], [])
    assert sorted(outcome.printed) == ["dua.pdf", "panjang.pdf", "satu.pdf"]
    return built / "pdf"


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _tags(node: Any) -> list[str]:
    node = node.get_object()
    if isinstance(node, list):
        return [tag for kid in node for tag in _tags(kid)]
    if not isinstance(node, dict):
        return []
    return [str(node.get("/S")), *(_tags(node["/K"]) if "/K" in node else [])]


def test_each_says_what_it_is(printed: Path) -> None:
    for slug, about in ABOUTS.items():
        reader = PdfReader(printed / f"{slug}.pdf")
        root: Any = reader.root_object
        assert (reader.metadata.title, reader.metadata.author) == (about.title, about.author)
        assert (reader.metadata.subject or "") == about.subject
        assert "/CreationDate" not in reader.metadata
        assert (
            f"/Creator ({PRINTED_BY})".encode() in (printed / f"{slug}.pdf").read_bytes()
        )  # `sop sahkan` looks for it
        assert root["/Lang"] == "id"
        assert root["/MarkInfo"]["/Marked"]
        tags = _tags(root["/StructTreeRoot"]["/K"])
        assert tags.count("/H1") == 1
        assert tags.count("/Table") == 2
        assert tags.count("/TH") > 10
        first: Any = reader.outline[0]
        assert f"SOP {first['/Title']}" == about.title
        assert "DASAR HUKUM" in [item["/Title"].upper() for item in reader.outline[1]]  # type: ignore[union-attr]


def test_headers_of_cells_name_cells_that_are_there(printed: Path) -> None:
    root: Any = PdfReader(printed / "panjang.pdf").root_object
    named, there = set(), set()

    def look(node: Any) -> None:
        node = node.get_object()
        for kid in node if isinstance(node, list) else []:
            look(kid)
        if isinstance(node, dict):
            there.update([node["/ID"]] if "/ID" in node else [])
            for attribute in node.get("/A", []):
                named.update(attribute.get_object().get("/Headers", []))
            look(node["/K"]) if "/K" in node else None

    look(root["/StructTreeRoot"]["/K"])
    listed = root["/StructTreeRoot"]["/IDTree"]["/Names"][::2]
    assert named
    assert named <= there == set(listed)
    assert listed == sorted(listed)


def test_sheets_are_those_that_the_site_prints(printed: Path) -> None:
    reader = PdfReader(printed / "panjang.pdf")
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    assert len(texts) >= 2
    for number, text in enumerate(texts, 1):
        assert f"Halaman {number} dari {len(texts)}" in text
        assert "Salinan tidak terkendali" in text
        assert "Kegiatan" in text
    assert re.search(r"A ke hal\. 2", texts[0])
    assert re.search(r"A dari hal\. 1", texts[1])
    assert "Dicetak" not in texts[-1]


def test_fonts_are_in_the_file(printed: Path) -> None:
    for slug in ABOUTS:
        for page in PdfReader(printed / f"{slug}.pdf").pages:
            fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
            for font in fonts.values():
                descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
                assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_links_lead_to_the_files_beside_it(printed: Path) -> None:
    page = PdfReader(printed / "satu.pdf").pages[0]
    actions = [annotation.get_object()["/A"] for annotation in page["/Annots"]]  # type: ignore[attr-defined]
    assert [action.get("/F") for action in actions] == ["panjang.pdf"]
    assert [action["/S"] for action in actions] == ["/GoToR"]


def test_only_what_changed_is_printed_and_a_second_time_gives_the_same_bytes(built: Path, printed: Path) -> None:
    outcome = print_sops(_order(built, printed), tuple(ABOUTS))
    assert (outcome.printed, len(outcome.unchanged)) == ([], 3)
    before = {path.name: path.read_bytes() for path in printed.glob("*.pdf")}
    outcome = print_sops(_order(built, printed, again=True), ("satu", "dua"))
    assert len(outcome.printed) == 3
    assert {path.name: path.read_bytes() for path in printed.glob("*.pdf")} == before
    assert outcome.left == ["panjang.pdf"], "its SOP is no more"
    assert _names(printed) == [".sop-cetak.json", "dua.pdf", "panjang.pdf", "satu.pdf"]


def test_a_file_of_somebody_is_not_written_over(built: Path, printed: Path, tmp_path: Path) -> None:
    (tmp_path / "dua.pdf").write_bytes(b"pindaian naskah yang ditandatangani")
    with pytest.raises(PrintingError, match=r"bukan hasil cetak: dua\.pdf; tidak ada yang ditulis"):
        print_sops(_order(built, tmp_path), tuple(ABOUTS))
    assert _names(tmp_path) == ["dua.pdf"]
    print_sops(_order(built, tmp_path, overwrite=True), tuple(ABOUTS))
    assert (tmp_path / "dua.pdf").read_bytes() == (printed / "dua.pdf").read_bytes()


def test_what_goes_wrong_is_one_line_and_leaves_no_half_file(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "berkas"
    file.write_text("", "utf-8")
    with pytest.raises(PrintingError, match="tidak dapat ditulis: salah satu bagian jalurnya berkas"):
        print_sops(_order(built, file / "dalam"), tuple(ABOUTS))

    target = tmp_path / "hasil"
    with monkeypatch.context() as patch:
        patch.setattr(printing, "SECONDS_FOR_A_PAGE", 0.0)
        outcome = print_sops(_order(built, target), tuple(ABOUTS))
    assert set(outcome.failed.values()) == {"peramban tidak selesai pada waktunya"}

    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        patch.setattr(printing, "write_through", full)
        with pytest.raises(PrintingError, match="disk penuh; belum ada yang tercetak"):
            print_sops(_order(built, target), tuple(ABOUTS))
    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(file))
        with pytest.raises(PrintingError, match=r"folder sementara .* tidak dapat ditulis: salah satu bagian"):
            print_sops(_order(built, target), tuple(ABOUTS))

    with monkeypatch.context() as patch:
        browsers: list[Browser] = []
        start, show = Browser.__enter__, Tab.print

        def started(browser: Browser) -> Browser:
            browsers.append(browser)
            return start(browser)

        def killed(tab: Tab, url: str, *, seconds: float) -> bytes:
            assert browsers[0]._process is not None
            os.killpg(browsers[0]._process.pid, signal.SIGKILL)
            return show(tab, url, seconds=seconds)

        patch.setattr(Browser, "__enter__", started)
        patch.setattr(Tab, "print", killed)
        with pytest.raises(PrintingError, match="peramban berhenti di tengah jalan; belum ada yang tercetak"):
            print_sops(_order(built, target), tuple(ABOUTS))
        assert not Path(browsers[0]._profile).exists()
    assert _names(target) == []


def _break_off(work: Callable[[], object], number: int, after: int) -> int:
    """The exit code of a piece of work to which a signal comes when some pages are printed."""
    browsers: list[Browser] = []
    start, show = Browser.__enter__, Tab.print
    pages = itertools.count(1)

    def started(browser: Browser) -> Browser:
        browsers.append(browser)
        return start(browser)

    def told(tab: Tab, url: str, *, seconds: float) -> bytes:
        made = show(tab, url, seconds=seconds)
        if next(pages) == after:
            os.kill(os.getpid(), number)
            time.sleep(0.2)  # whichever thread this is, the first one hears of it
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Browser, "__enter__", started)
        patch.setattr(Tab, "print", told)
        with pytest.raises(SystemExit) as ended, broken_off("PDF yang sudah tercetak tetap utuh"):
            work()
    profile = browsers[0]._profile
    assert not Path(profile).exists()
    left = [path for path in Path("/proc").glob("[0-9]*/cmdline") if profile.encode() in _read(path)]
    assert left == [], "no browser goes on"
    return int(ended.value.code or 0)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended meanwhile
        return b""


def test_a_run_that_is_broken_off_leaves_whole_files_and_the_next_goes_on(
    built: Path, printed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _break_off(lambda: print_sops(_order(built, tmp_path), tuple(ABOUTS)), signal.SIGTERM, after=2) == 143
    assert capsys.readouterr().err == (
        "Dihentikan (permintaan berhenti); PDF yang sudah tercetak tetap utuh. Ulangi perintahnya bila perlu.\n"
    )
    done = set(_names(tmp_path)) - {".sop-cetak.json"}
    assert done < {"dua.pdf", "panjang.pdf", "satu.pdf"}

    catalog, _ = load_catalog(built / "sops")
    order = BookOrder(built / "site", tmp_path, "biro-uji", tuple(ABOUTS), Path(chromium_path()))
    assert _break_off(lambda: print_book(order, catalog), signal.SIGTERM, after=1) == 143
    assert set(_names(tmp_path)) - {".sop-cetak.json"} == done

    (tmp_path / ".satu.pdf.baru").write_bytes(b"%PDF separuh")  # as a run leaves it that was killed
    outcome = print_sops(_order(built, tmp_path), tuple(ABOUTS))
    assert sorted(outcome.unchanged) == sorted(done)
    assert _names(tmp_path) == [".sop-cetak.json", "dua.pdf", "panjang.pdf", "satu.pdf"]
    assert all((tmp_path / name).read_bytes() == (printed / name).read_bytes() for name in done)


def test_a_program_that_is_no_browser_is_told(built: Path, tmp_path: Path) -> None:
    program = tmp_path / "peramban"
    program.write_text("#!/bin/sh\necho '[1:1:ERROR:main] tidak bisa' >&2\nexit 1\n", "utf-8")
    program.chmod(0o755)
    order = Order(built / "site", tmp_path / "hasil", ABOUTS, program)
    with pytest.raises(
        PrintingError, match=r"tidak mau mulai \(\[1:1:ERROR:main\] tidak bisa\); sebutkan peramban lain"
    ):
        print_sops(order, tuple(ABOUTS))


def test_the_numbers_in_the_contents_of_a_book_are_true(built: Path, printed: Path, tmp_path: Path) -> None:
    """Each SOP is on the sheet that the contents name, with the sheets that it has by itself; numbers go through."""
    catalog, _ = load_catalog(built / "sops")
    order = BookOrder(built / "site", tmp_path, "biro-uji", tuple(ABOUTS), Path(chromium_path()), tahun="2026")
    outcome = print_book(order, catalog)
    alone = {slug: len(PdfReader(printed / f"{slug}.pdf").pages) for slug in ABOUTS}
    assert outcome == BookOutcome("buku-biro-uji.pdf", 3, 3, 5 + sum(alone.values()), False, True)

    reader = PdfReader(tmp_path / outcome.name)
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    for number, text in enumerate(texts[1:], 2):
        assert f"Buku hal. {number}" in text
    assert "Tahun 2026" in texts[0]
    assert "Buku hal." not in texts[0]
    rows = re.findall(r"(Penjelasan|SOP [^()]+ \(draf\)|Daftar peraturan) (\d+)", texts[2].partition("Halaman")[2])
    told = {name.removeprefix("SOP ").removesuffix(" (draf)"): int(sheet) for name, sheet in rows}
    assert list(told) == ["Penjelasan", "Satu", "Dua & <tiga>", "Panjang", "Daftar peraturan"]
    assert "PENJELASAN" in texts[told["Penjelasan"] - 1]
    assert "DAFTAR PERATURAN" in texts[told["Daftar peraturan"] - 1]
    for slug, name in (("satu", "Satu"), ("dua", "Dua & <tiga>"), ("panjang", "Panjang")):
        for sheet in range(1, alone[slug] + 1):
            text = texts[told[name] + sheet - 2]
            assert f"Buku hal. {told[name] + sheet - 1} · Halaman {sheet} dari {alone[slug]}" in text
            assert f"· SOP {name} ·" in text
    sizes = [tuple(round(float(length) * 25.4 / 72) for length in page.mediabox[2:]) for page in reader.pages]
    assert sizes == [(210, 297)] * 4 + [(297, 210)] * sum(alone.values()) + [(210, 297)]

    titles = [item["/Title"] for item in reader.outline if isinstance(item, dict)]
    assert titles[1:] == ["KEPUTUSAN PENETAPAN", "DAFTAR ISI", "PENJELASAN", "Satu", "Dua & <tiga>", "Panjang", "DAFTAR PERATURAN"]  # fmt: skip
    root: Any = reader.root_object
    assert _tags(root["/StructTreeRoot"]["/K"]).count("/H1") == 8

    before = (tmp_path / outcome.name).read_bytes()
    assert not print_book(order, catalog).is_printed
    assert print_book(replace(order, again=True), catalog).is_printed
    assert (tmp_path / outcome.name).read_bytes() == before

    decision = replace(order, sk=read_decision(printed / "panjang.pdf"))
    with_it = print_book(decision, catalog)
    assert with_it.sheets == outcome.sheets - 1 + alone["panjang"]
    assert not print_book(decision, catalog).is_printed
    reader = PdfReader(tmp_path / outcome.name)
    texts = [" ".join(page.extract_text().split()) for page in reader.pages]
    for sheet in range(1, alone["panjang"] + 1):
        assert f"Buku hal. {sheet + 1}" in texts[sheet]
        assert f"Halaman {sheet} dari {alone['panjang']}" in texts[sheet], "the decision's own words"
        assert f"Salinan keputusan penetapan, lembar {sheet} dari {alone['panjang']}." in texts[sheet]
        assert reader.pages[sheet].mediabox.width > reader.pages[sheet].mediabox.height
    contents = texts[alone["panjang"] + 1]
    assert "Keputusan penetapan 2 " in contents
    assert f"Penjelasan {alone['panjang'] + 3} " in contents
    assert "PENJELASAN" in texts[alone["panjang"] + 2]


def test_the_command_prints_sheets_that_are_to_be_signed(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Room to sign, the mark of the version, no word of a copy or a draft; on the paper that was asked for."""
    monkeypatch.chdir(built)
    for name, value in {"SOP_PERAMBAN": chromium_path(), "SOURCE_DATE_EPOCH": BUILD_TIME}.items():
        monkeypatch.setenv(name, value)
    arguments = ["cetak", "satu", "--untuk-pengesahan", "--kertas", "f4", "--ke", "sah"]
    result = CliRunner().invoke(sop, arguments, prog_name="sop")
    assert result.output == "1 PDF dicetak ke sah, 0 tidak berubah.\n"
    page = PdfReader(built / "sah/satu.pdf").pages[0]
    assert [round(float(length) * 25.4 / 72) for length in page.mediabox[2:]] == [330, 215]
    text = " ".join(page.extract_text().split())
    version = hashlib.sha256((built / "sops/satu.yml").read_bytes()).hexdigest()[:8]
    assert f"Naskah untuk disahkan · SOP Satu · 1/SOP/2025 · versi {version}" in text
    assert f"Sidik isi {version}" in text
    assert "tidak terkendali" not in text
    assert "DRAF" not in text
    assert not [path.name for path in built.iterdir() if path.name.startswith(".sop-bangun")]
