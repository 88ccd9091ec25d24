"""`sop cetak` as far as it needs no browser: what is chosen, where links lead, which browser, what is never written over."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, RectangleObject
from support.sites import MINIMAL_MKDOCS, catalog_of, minimal_sop

from sop_catalog import progress
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.selection import SelectionError, select_all, select_paths, select_unit
from sop_catalog.cli import printing as commands
from sop_catalog.cli import sop
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.unit_page import build_unit_pages
from sop_catalog.printing import run as run_module
from sop_catalog.printing.book import BookError, name_pages, plan_book
from sop_catalog.printing.book_run import BookOutcome
from sop_catalog.printing.browsers import NoBrowserError, find_browser
from sop_catalog.printing.decision import DecisionError, place_decision, read_decision
from sop_catalog.printing.devtools import Browser, BrowserError
from sop_catalog.printing.record import Printed, read_record, write_record
from sop_catalog.printing.run import PrintingError, check_strangers, is_done, put_pdf
from sop_catalog.printing.selection import by_number, split_for_signing
from sop_catalog.printing.sheets import SheetError, Surround, find_assets, lead, make_sheet, site_path, slug_of
from sop_catalog.progress import Waiting

UNITS = "setjen: Sekretariat Jenderal\nbiro-uji: {nama: Biro Uji, induk: setjen}\nlain: Lain\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    sops = tmp_path / "sops"
    catalog_of(sops, _unit=UNITS, cuti=minimal_sop("Cuti"), dinas=minimal_sop("Dinas", status="dicabut"))
    (tmp_path / "mkdocs.yml").write_text(MINIMAL_MKDOCS, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(sop, list(arguments), prog_name="sop", env=environment)


# --- What is chosen ---


def test_paths_folders_and_names_mean_sops(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, _unit=UNITS, cuti=minimal_sop("Cuti"), dinas=minimal_sop("Dinas"))
    assert select_paths(catalog, tmp_path, [tmp_path / "cuti.yml"]).slugs == ("cuti",)
    assert select_paths(catalog, tmp_path, [Path("dinas"), tmp_path]).slugs == ("dinas", "cuti")
    assert select_all(catalog).slugs == ("cuti", "dinas")
    with pytest.raises(SelectionError, match="tidak ada SOP pada jalur cutu; mungkin maksudnya `cuti`"):
        select_paths(catalog, tmp_path, [Path("cutu")])


def test_of_two_files_with_one_name_none_is_taken_in_silence(tmp_path: Path) -> None:
    catalog_of(tmp_path, _unit=UNITS, cuti=minimal_sop("Cuti"), dinas=minimal_sop("Perjalanan Dinas"))
    other = tmp_path / "lain" / "cuti.yml"
    other.parent.mkdir()
    other.write_text(minimal_sop("Cuti Lain"), "utf-8")
    catalog = load_catalog(tmp_path)[0]
    for found in (select_all(catalog), select_unit(catalog, "setjen"), select_paths(catalog, tmp_path, [tmp_path])):
        assert set(found.slugs) == {"cuti", "dinas"}
        assert found.unreadable == ("lain/cuti.yml",)
    assert select_paths(catalog, tmp_path, [tmp_path / "cuti.yml"]).slugs == ("cuti",)
    for asked in (Path("cuti"), other):
        with pytest.raises(SelectionError, match=r"dipakai cuti.yml dan lain/cuti.yml; ganti nama"):
            select_paths(catalog, tmp_path, [asked])


def test_a_unit_means_the_units_below_it_too(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, _unit=UNITS, cuti=minimal_sop("Cuti"))
    assert select_unit(catalog, "setjen").slugs == ("cuti",)
    with pytest.raises(SelectionError, match="`lain` dan unit di bawahnya belum punya SOP"):
        select_unit(catalog, "lain")


def test_nobody_signs_what_is_revoked(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, _unit=UNITS, cuti=minimal_sop("Cuti"), dinas=minimal_sop("Dinas", status="dicabut"))
    assert split_for_signing(catalog, ("cuti", "dinas")) == (("cuti",), ("dinas",))


def test_numbers_are_ordered_as_numbers(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path,
        _unit=UNITS,
        a=minimal_sop("Akhir"),
        b=minimal_sop("B", nomor="SOP-10/2025"),
        c=minimal_sop("C", nomor="SOP-9/2025"),
        d=minimal_sop("D", nomor="9/SOP/2024"),
    )
    assert [sop.slug for sop in by_number(catalog.sops.values())] == ["d", "c", "b", "a"]


# --- The page ---


@pytest.mark.parametrize(
    ("address", "without", "public"),
    [
        ("../dua/#langkah-2", "https://cetak.invalid/dua.pdf", "https://sop.id/sop/dua/#langkah-2"),
        ("../tiga/", "", "https://sop.id/sop/tiga/"),
        ("../../peraturan/uu-1-2020/", "", "https://sop.id/peraturan/uu-1-2020/"),
        ("../../lampiran/satu/form%20a.pdf", "", "https://sop.id/lampiran/satu/form%20a.pdf"),
        ("#langkah-1", "#langkah-1", "#langkah-1"),
        ("https://peraturan.go.id/x", "https://peraturan.go.id/x", "https://peraturan.go.id/x"),
        ("mailto:a@b.id", "mailto:a@b.id", "mailto:a@b.id"),
    ],
)
def test_links_lead_where_they_lead_for_who_has_only_the_file(address: str, without: str, public: str) -> None:
    path = "sop/satu/index.html"
    assert lead(address, path, Surround("", {"satu", "dua"})) == without
    assert lead(address, path, Surround("https://sop.id/", {"satu", "dua"})) == public


def test_paths_in_the_site() -> None:
    assert site_path("../../assets/sop.css", "sop/satu/index.html") == "assets/sop.css"
    assert site_path("../../", "sop/satu/index.html") == ""
    assert slug_of("sop/satu/") == slug_of("sop/satu.html") == slug_of("sop/satu/index.html") == "satu"
    assert slug_of("unit/satu/") == ""


PAGE = """<html><head><meta http-equiv="Content-Security-Policy" content="x"><title>Satu - Katalog</title>
<link rel="stylesheet" href="../../assets/sop.css"></head><body><script src="a.js"></script>
<div data-sop-cari="1a2b"></div><a href="../../">depan</a><article class="sop sop-status-draf"><h1 id="judul">Satu</h1><table><td class="sop-nama">Satu &amp; dua</td></table>
<img src="../../logo.svg" alt=""><a class="x" href="../tiga/">Tiga</a>
<p>Versi 1 · Dicetak <span class="sop-tanggal-cetak">……</span></p></article></body></html>"""


def test_the_sheet_is_the_page_without_what_only_a_desk_has() -> None:
    sheet = make_sheet(PAGE, "sop/satu/index.html", "SOP Satu & dua", Surround("", set()))
    assert "<title>SOP Satu &amp; dua</title>" in sheet
    assert '<td class="sop-nama"><h1 style="all:unset">Satu &amp; dua</h1></td>' in sheet
    assert sheet.count("<h1") == 1
    assert '<a class="x">Tiga</a>' in sheet
    assert "<p>Versi 1</p>" in sheet
    assert "script" not in sheet
    assert "Content-Security" not in sheet
    assert sheet == make_sheet(
        PAGE.replace("1a2b", "3c4d"), "sop/satu/index.html", "SOP Satu & dua", Surround("", set())
    )
    assert find_assets(sheet, "sop/satu/index.html") == ["assets/sop.css", "logo.svg"]


def test_a_page_of_another_make_is_told() -> None:
    with pytest.raises(SheetError, match="overrides/sop"):
        make_sheet("<html></html>", "sop/satu/index.html", "SOP Satu", Surround("", set()))


# --- The book ---


def test_a_book_has_the_sops_in_force_by_number_and_what_they_cite(tmp_path: Path) -> None:
    units = UNITS.replace("induk: setjen}", "induk: setjen, pengantar: [Alinea satu., Alinea dua.]}")
    catalog = catalog_of(
        tmp_path,
        _unit=units,
        _peraturan="uu-30-2014: {tentang: Administrasi Pemerintahan}\nuu-1-1999: {tentang: Lama, status: dicabut}\n",
        a=minimal_sop("A", nomor="10/SOP", dasar_hukum="[UU 30 Tahun 2014, Kebiasaan kantor]"),
        b=minimal_sop("B", nomor="9/SOP", dasar_hukum="[UU No. 1 Tahun 1999, UU No. 30 Tahun 2014]", status="berlaku"),
        c=minimal_sop("C", status="dicabut", dasar_hukum="UU 5 Tahun 2020"),
    )
    book = plan_book(catalog, "biro-uji", ("a", "b", "c"), "2026", lambda slug: f"sop/{slug}/index.html")
    assert [(row.urutan, row.jangkar, row.slug, row.status) for row in book.sop] == [
        (1, "s1", "b", ""),
        (2, "s2", "a", "draf"),
    ]
    assert (book.unit, book.atasan, book.tahun) == ("Biro Uji", ("Sekretariat Jenderal",), "2026")
    assert book.pengantar == ("Alinea satu.", "Alinea dua.")
    cited = [(one.judul, one.tentang, one.status, [row.urutan for row in one.dirujuk]) for one in book.peraturan]
    assert cited == [
        ("Undang-Undang Nomor 30 Tahun 2014", "Administrasi Pemerintahan", "", [1, 2]),
        ("Undang-Undang Nomor 1 Tahun 1999", "Lama", "dicabut", [1]),
    ]
    assert [(kalimat, [row.urutan for row in rows]) for kalimat, rows in book.sebutan_lain] == [
        ("Kebiasaan kantor", [2])
    ]
    with pytest.raises(BookError, match="semua SOP unit `biro-uji` sudah dicabut"):
        plan_book(catalog, "biro-uji", ("c",), "", lambda slug: slug)


def _sheets(path: Path, *turned: int) -> Path:
    """A decision whose sheets are turned so; the first has a stamp, as an electronic signature leaves it."""
    made = PdfWriter()
    for angle in turned:
        page = made.add_blank_page(600, 900)
        page.rotate(angle)
        page.cropbox = RectangleObject((20, 30, 620, 930))
    look = DecodedStreamObject()
    look.set_data(b"0 g 0 0 100 40 re f")
    form = {"/Subtype": NameObject("/Form"), "/BBox": RectangleObject((0, 0, 100, 40))}
    look.update({NameObject(name): one for name, one in form.items()})
    stamp = {
        "/Subtype": NameObject("/Widget"),
        "/Rect": RectangleObject((300, 100, 450, 160)),
        "/AP": DictionaryObject({NameObject("/N"): made._add_object(look)}),
    }
    one = made._add_object(DictionaryObject({NameObject(name): item for name, item in stamp.items()}))
    made.pages[0][NameObject("/Annots")] = ArrayObject([one])
    made.write(path)
    return path


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_the_sheets_of_a_decision_take_their_places_as_they_are_looked_at(tmp_path: Path, angle: int) -> None:
    lies = angle in {90, 270}
    decision = read_decision(_sheets(tmp_path / "sk.pdf", angle))
    assert decision.lie == (lies,)
    book = PdfWriter()
    book.add_blank_page(595, 842)
    sheet: Any = book.add_blank_page(*((842, 595) if lies else (595, 842)))
    sheet[NameObject("/Contents")] = book._add_object(DecodedStreamObject())
    place_decision(book, decision, 1)
    form = sheet["/Resources"]["/XObject"]["/Keputusan"]
    a, b, c, d, e, f = form["/Matrix"]
    corners = {(a * x + c * y + e, b * x + d * y + f) for x in (20, 620) for y in (30, 930)}
    width, height = (900, 600) if lies else (600, 900)
    assert corners == {(0, 0), (width, 0), (0, height), (width, height)}
    said = b"".join(part.get_object().get_data() for part in sheet["/Contents"]).decode()
    scale, _, _, up, left, bottom = map(float, re.findall(r"q ([-\d. ]+) cm /Keputusan Do", said)[0].split())
    assert scale == up
    room = 10 * 72 / 25.4
    assert min(left, bottom - room) >= -0.001
    assert left + scale * width <= sheet.mediabox.width + 0.1
    assert bottom + scale * height <= sheet.mediabox.height + 0.1
    assert b"q 1.5 0 0 1.5 300 100 cm /Cap0 Do Q" in form.get_data(), "the stamp, where it was"


def test_what_is_no_decision_is_told_before_anything_is_built(tmp_path: Path) -> None:
    locked = PdfWriter(clone_from=_sheets(tmp_path / "sk.pdf", 0))
    locked.encrypt("rahasia", algorithm="RC4-128")
    locked.write(tmp_path / "kunci.pdf")
    open_to_all = PdfWriter(clone_from=tmp_path / "sk.pdf")
    open_to_all.encrypt("", owner_password="rahasia", algorithm="RC4-128")  # noqa: S106 - of a test
    open_to_all.write(tmp_path / "boleh.pdf")
    assert read_decision(tmp_path / "boleh.pdf").lie == (False,)
    (tmp_path / "teks.pdf").write_text("SK", "utf-8")
    (tmp_path / "rusak.pdf").write_bytes((tmp_path / "sk.pdf").read_bytes()[:300])
    for name, said in {
        "kunci": "dikunci kata sandi",
        "teks": "bukan PDF",
        "rusak": "tidak terbaca sebagai PDF",
        "x": "tidak dapat dibaca: tidak ada",
    }.items():
        with pytest.raises(DecisionError, match=said):
            read_decision(tmp_path / f"{name}.pdf")
    _sheets(tmp_path / "panjang.pdf", *[0] * 201)
    with pytest.raises(DecisionError, match="berisi 201 lembar"):
        read_decision(tmp_path / "panjang.pdf")


def test_whoever_waits_at_a_terminal_sees_for_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(progress, "_QUIET_SECONDS", -1e9)
    with Waiting("Mencetak buku") as waiting:
        waiting.say("putaran 1, 3 SOP")
        while "putaran" not in terminal.getvalue():
            time.sleep(0.01)
    assert "\x1b[KMencetak buku (putaran 1, 3 SOP): 0 detik" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    monkeypatch.setattr(sys, "stderr", quiet := io.StringIO())
    with Waiting("Mencetak buku"):
        pass
    assert quiet.getvalue() == ""


def test_the_style_of_an_sop_holds_on_its_own_pages_alone() -> None:
    style = (
        '@page{size:297mm 210mm;@bottom-left{content:"a{b}"}@bottom-right{content:"Halaman " counter(page) " dari " counter(pages)}}'
        "\n@media print{.sop-kol-no{width:8mm}}.sop{color:red}"
    )
    assert name_pages(style, "s7", 3) == (
        '@page s7{counter-increment:s7;size:297mm 210mm;@bottom-left{content:"a{b}"}'
        '@bottom-right{content:"Buku hal. " counter(page) "  ·  " "Halaman " counter(s7) " dari " "3"}}'
        "@media print{#s7{.sop-kol-no{width:8mm}}}#s7{.sop{color:red}}"
    )


def test_a_unit_shows_its_introduction(tmp_path: Path) -> None:
    units = UNITS.replace("induk: setjen}", "induk: setjen, pengantar: Melayani <semua>.}")
    catalog = catalog_of(tmp_path, _unit=units, cuti=minimal_sop("Cuti"))
    pages = {page.path: page for page in build_unit_pages(catalog, Settings())}
    assert "<p>Melayani &lt;semua&gt;.</p>" in pages["unit/biro-uji"].make().html
    assert "Melayani &lt;semua&gt;." in pages["unit/biro-uji"].search_html
    assert "Melayani" not in pages["unit/setjen"].make().html


# --- Browsers ---


def _program(path: Path, text: str = "exit 0") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


def test_a_browser_is_named_or_found(tmp_path: Path) -> None:
    edge = _program(tmp_path / "bin/microsoft-edge")
    place = {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}
    assert find_browser("", place) == edge
    chromium = _program(tmp_path / "bin/chromium")
    assert find_browser("", place) == chromium
    assert find_browser("microsoft-edge", place) == edge
    assert find_browser("", {**place, "SOP_PERAMBAN": str(edge)}) == edge
    with pytest.raises(NoBrowserError, match=r"'/tidak/ada' \(dari SOP_PERAMBAN\) tidak ada"):
        find_browser("", {**place, "SOP_PERAMBAN": "/tidak/ada"})


@pytest.mark.skipif(sys.platform != "linux", reason="the cache's place differs")
def test_the_browser_of_playwright_is_found(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    shell = _program(cache / "chromium_headless_shell-1187/chrome-linux/headless_shell")
    assert find_browser("", {"PATH": "", "HOME": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(cache)}) == shell


@pytest.mark.usefixtures("office")
def test_without_a_browser_one_sentence(tmp_path: Path) -> None:
    result = run("cetak", "--semua", "--ke", "hasil", PATH=str(tmp_path), HOME=str(tmp_path), SOP_PERAMBAN="")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "Chromium, Google Chrome, atau Microsoft Edge" in result.stderr
    assert not Path("hasil").exists()


def test_what_is_wrong_is_told_before_anything_is_built(office: Path) -> None:
    browser = str(_program(office / "peramban"))
    told = {
        ("cetak", "--ke", "h"): "JALUR, --unit KODE, atau --semua",
        ("cetak", "--semua", "--unit", "x", "--ke", "h"): "salah satu saja",
        ("cetak", "cuti", "--ke", "mkdocs.yml"): "mkdocs.yml adalah berkas; sebutkan folder",
        ("cetak", "cutu", "--ke", "h"): "mungkin maksudnya `cuti`",
        ("cetak", "--unit", "biro-uij", "--ke", "h"): "mungkin maksudnya `biro-uji`",
        ("cetak", "dinas", "--untuk-pengesahan", "--ke", "h"): "sudah dicabut",
        ("cetak", "--buku", "--ke", "h"): "sop cetak --buku --unit KODE --ke FOLDER",
        ("cetak", "--buku", "--unit", "setjen", "cuti", "--ke", "h"): "buku dicetak untuk satu unit",
        ("cetak", "--sk", "sk.pdf", "--semua", "--ke", "h"): "--sk hanya untuk buku",
        ("cetak", "--tahun", "2026", "--semua", "--ke", "h"): "tambahkan --buku",
        ("cetak", "--semua"): "Belum ada pilihan '--ke'",
        ("luring", "--ke", "katalog.rar"): "harus berakhiran .zip",
        ("luring", "--ke", "tidak/ada.zip"): "folder tidak tidak ada",
        ("luring", "--ke", "sops"): "adalah folder",
    }
    for arguments, sentence in told.items():
        result = run(*arguments, SOP_PERAMBAN=browser)
        assert result.exit_code == 2, arguments
        assert sentence in result.stderr, (arguments, result.stderr)
    assert sorted(path.name for path in office.iterdir()) == ["mkdocs.yml", "peramban", "sops"]


# --- The record ---


@pytest.mark.parametrize("step", ["write_through", "write_record", "replace_file"])
@pytest.mark.parametrize("before", [(), (b"satu", b"dua")])
def test_a_run_that_is_killed_leaves_nothing_that_counts_as_somebody_elses(
    tmp_path: Path, step: str, before: tuple[bytes, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def die(*_: object) -> None:
        raise KilledError

    for content in before:
        put_pdf(tmp_path, "cuti.pdf", content, "bahan", read_record(tmp_path))
    for content in (b"tiga", b"empat"):  # killed twice, one after the other
        with monkeypatch.context() as patch:
            patch.setattr(run_module, step, die)
            with pytest.raises(KilledError):
                put_pdf(tmp_path, "cuti.pdf", content, "lain", read_record(tmp_path))
        check_strangers(tmp_path, ["cuti.pdf"], read_record(tmp_path))
        assert not is_done(tmp_path, "cuti.pdf", "lain", read_record(tmp_path))
    put_pdf(tmp_path, "cuti.pdf", b"lima", "lain", read_record(tmp_path))
    assert is_done(tmp_path, "cuti.pdf", "lain", read_record(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".sop-cetak.json", "cuti.pdf"]
    (tmp_path / "cuti.pdf").write_bytes(b"pindaian")
    with pytest.raises(PrintingError, match="bukan hasil cetak"):
        check_strangers(tmp_path, ["cuti.pdf"], read_record(tmp_path))


@pytest.mark.skipif(os.name != "posix", reason="Windows does not say whether a process lives")
def test_folders_of_browsers_whose_runs_were_killed_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    for name in (f"sop-cetak-{ended.pid}-a", f"sop-cetak-{os.getpid()}-b", "sop-cetak-lain", f"sop-cetak-{10**30}-c"):
        (tmp_path / name).mkdir()
    with pytest.raises(BrowserError, match="tidak mau mulai"), Browser(_program(tmp_path / "bukan", "exit 1")):
        pass
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == sorted(
        [f"sop-cetak-{os.getpid()}-b", "sop-cetak-lain", f"sop-cetak-{10**30}-c"]
    )


def test_the_record_comes_back_and_a_broken_one_is_none(tmp_path: Path) -> None:
    rows = {"cuti.pdf": Printed("a", "b")}
    write_record(tmp_path, rows)
    assert read_record(tmp_path) == rows
    for text in ("", "[]", '{"berkas": [1]}', '{"berkas": {"a": {}}}', "[" * 100_000):
        (tmp_path / ".sop-cetak.json").write_text(text, "utf-8")
        assert read_record(tmp_path) == {}
    assert [path.name for path in tmp_path.iterdir()] == [".sop-cetak.json"]


def test_a_book_that_is_to_be_signed_names_what_is_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    doubt = "catatan_sumber: [Nomor tidak terbaca]\n"
    catalog = catalog_of(tmp_path, _unit=UNITS, cuti=minimal_sop("Cuti") + doubt, dinas=minimal_sop("Dinas"))
    monkeypatch.setattr(
        "sop_catalog.printing.book_run.print_book", lambda *_: BookOutcome("b.pdf", 2, 5, 0, True, True)
    )
    for signed in (True, False):
        asked = commands._Asked(tmp_path, tmp_path, tmp_path, "", False, False, signed)
        commands._print_book(asked, catalog, tmp_path, "setjen", ("cuti", "dinas"), "", None)
        said = capsys.readouterr().err
        assert ("1 SOP masih bercatatan sumber yang perlu diperiksa sebelum ditandatangani: cuti." in said) is signed
