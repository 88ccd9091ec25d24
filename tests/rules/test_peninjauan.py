"""What is to be reviewed: one rule, its page, its calendars; how complete units are; the form on which one monitors."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.checks import check_catalog
from sop_catalog.model.review import review_due
from sop_catalog.pages.calendar_file import Acara, format_calendar
from sop_catalog.pages.index_pages import build_index_files
from sop_catalog.pages.page import Page
from sop_catalog.pages.settings import Settings
from sop_catalog.pages.templates import css_string
from sop_catalog.site.build import build_site
from sop_catalog.site.site import Site

SETTINGS = Settings(site_url="https://sop.contoh.go.id/", today=dt.date(2026, 11, 26))
UNITS = "kantor: Kantor Uji\nbiro-uji: {nama: Biro Uji, induk: kantor}\nbiro-lain: {nama: 'Biro Lain, Umum', induk: kantor}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """One SOP of each kind that the page tells apart."""
    return build_site(_catalog(tmp_path_factory.mktemp("tinjau")), SETTINGS, None, ())


def _catalog(folder: Path) -> Catalog:
    return catalog_of(
        folder,
        _unit=UNITS,
        telat=minimal_sop("Telat; Sekali, Ya", status="berlaku", nomor="1/SOP/2025", tinjau_sebelum="25 November 2026"),
        segera=minimal_sop("Segera", tinjau_sebelum="25 Januari 2027", evaluasi="[{tanggal: 5 Juli 2026, hasil: kurang baik, tindakan: Latih staf}]"),
        nanti=minimal_sop("Nanti", tinjau_sebelum="26 Januari 2027"),
        bulan=minimal_sop("Bulan", tinjau_sebelum="Februari 2027"),
        tanpa=minimal_sop("Tanpa"),
        sudah=minimal_sop("Sudah", tinjau_sebelum="1 Januari 2026", evaluasi="[{tanggal: 2 Januari 2026, hasil: berjalan baik}]"),
        dicabut=minimal_sop("Dicabut", status="dicabut", tinjau_sebelum="1 Januari 2026"),
        rujukan=minimal_sop("Rujukan", keterkaitan="[SOP Berubah]", evaluasi="[{tanggal: 5 Januari 2026, hasil: baik}]"),
        berubah=minimal_sop("Berubah", riwayat="[{tanggal: 5 Mei 2026, perubahan: alur baru}]").replace("biro-uji", "biro-lain"),
    )  # fmt: skip


def _page(site: Site) -> Page:
    page = site.page_at("peninjauan")
    assert page
    return page


def _rows(html: str) -> dict[str, list[str]]:
    """SOP → its day and its badges."""
    found = {}
    for row in re.findall(r"<tr><td>(.*?)</tr>", html, re.DOTALL):
        name = re.search(r'<a href="\.\./sop/[^"]*">(.*?)</a>', row)
        assert name
        days = re.findall(r"<time[^>]*>(.*?)</time>", row)
        found[name[1]] = days + re.findall(r'class="sop-lencana[^"]*">(.*?)<', row)
    return found


def test_the_page_tells_late_soon_and_changed_apart(site: Site) -> None:
    html = _page(site).html
    assert _rows(html) == {
        "Telat; Sekali, Ya": ["25 November 2026", "Terlambat"],
        "Rujukan": ["Rujukan berubah"],
        "Segera": ["25 Januari 2027", "Segera"],
        "Nanti": ["26 Januari 2027", "Terjadwal"],
        "Bulan": ["28 Februari 2027", "Terjadwal"],
    }
    assert re.findall(r"<li><b>(\d+)</b> ([^<]+)</li>", html) == [
        ("1", "terlambat"), ("1", "dengan rujukan yang berubah"), ("1", "dalam 60 hari"), ("2", "terjadwal kemudian"), ("4", "tanpa jadwal"),
    ]  # fmt: skip
    assert "5 Juli 2026: kurang baik<br><small>Tindakan: Latih staf</small>" in html
    assert '<a href="../sop/berubah/">SOP Berubah</a>: disahkan 5 Mei 2026: alur baru' in html


def test_page_badge_banner_check_and_list_go_by_one_rule(site: Site) -> None:
    for slug, is_due in (("telat", True), ("rujukan", True), ("segera", False), ("sudah", False), ("dicabut", False)):
        page = site.page_at(f"sop/{slug}")
        assert page
        assert ("Perlu ditinjau." in page.html) is is_due, slug
        unit = site.page_at("unit/biro-uji")
        assert unit
        row = unit.html.partition(f'href="../../sop/{slug}/"')[2].partition("</tr>")[0]
        assert ("Perlu ditinjau" in row) is is_due, slug
    late = [
        item.source.path.rpartition("/")[2]
        for item in check_catalog(site.catalog, SETTINGS.today)
        if item.rule.code == "SOP505"
    ]
    assert late == ["telat.yml"]
    assert "Rujukan berubah sesudah SOP ini disahkan atau dievaluasi:" in site.page_at("sop/rujukan").html  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"status": "berlaku", "tanggal_pengesahan": "5 Januari 2026"}, dt.date(2027, 1, 5)),
        ({"status": "berlaku", "tanggal_pengesahan": "5 Januari 2026", "evaluasi": "[{tanggal: 5 Juli 2026, hasil: baik}]"}, dt.date(2027, 7, 5)),
        ({"status": "berlaku", "naskah_sah": "{berkas: 'https://a.go.id/a.pdf', tanggal: 31 Mei 2026}"}, dt.date(2027, 5, 31)),
        ({"status": "berlaku", "evaluasi": "[{tanggal: 2 Januari 2026, hasil: baik}]", "tinjau_sebelum": "1 Januari 2026"}, dt.date(2027, 1, 2)),
        ({"status": "berlaku", "evaluasi": "[{tanggal: 1 Januari 2026, hasil: baik}]", "tinjau_sebelum": "1 Januari 2026"}, dt.date(2026, 1, 1)),
        ({"tanggal_pengesahan": "5 Januari 2026"}, None),
        ({"status": "dicabut", "tinjau_sebelum": "1 Januari 2026"}, None),
    ],
)  # fmt: skip
def test_the_rule(fields: dict[str, str], due: dt.date | None, tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, _unit=UNITS, a=minimal_sop("A", **fields))
    assert review_due(catalog.sops["a"], 12) == due


# --- Calendars ----------------------------------------------------------------------------------------------------


def _calendar(site: Site, path: str) -> icalendar.Calendar:
    text = dict(build_index_files(site.catalog, site.settings))[path]
    assert text.count("\r\n") == text.count("\n") > 0
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return icalendar.Calendar.from_ical(text)  # type: ignore[return-value]


def test_a_library_reads_the_calendar_and_its_days(site: Site) -> None:
    calendar = _calendar(site, "peninjauan.ics")
    assert calendar.errors == []
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    assert {uid: event.decoded("DTSTART") for uid, event in events.items()} == {
        "telat@katalog-sop": dt.date(2026, 11, 25),
        "segera@katalog-sop": dt.date(2027, 1, 25),
        "nanti@katalog-sop": dt.date(2027, 1, 26),
        "bulan@katalog-sop": dt.date(2027, 2, 28),
    }
    late = events["telat@katalog-sop"]
    assert late.decoded("DTEND") == dt.date(2026, 11, 26)
    assert str(late["SUMMARY"]) == "Tinjau SOP Telat; Sekali, Ya"
    assert str(late["DESCRIPTION"]).split("\n") == [
        "Nomor 1/SOP/2025",
        "Biro Uji",
        "https://sop.contoh.go.id/sop/telat/",
    ]
    assert str(late["URL"]) == "https://sop.contoh.go.id/sop/telat/"
    assert events["segera@katalog-sop"].decoded("DTSTAMP") == dt.datetime(2026, 7, 5, tzinfo=dt.UTC)
    assert next(iter(late.walk("VALARM")))["TRIGGER"].dt == dt.timedelta(days=-14)


def test_each_unit_has_a_calendar_with_those_below(site: Site) -> None:
    html = _page(site).html
    assert 'href="biro-uji.ics"' in html
    assert len(_calendar(site, "peninjauan/kantor.ics").walk("VEVENT")) == 4
    assert str(_calendar(site, "peninjauan/biro-uji.ics")["X-WR-CALNAME"]) == "Peninjauan SOP Biro Uji"
    assert "peninjauan/biro-lain.ics" not in dict(build_index_files(site.catalog, site.settings))


def test_another_day_of_the_build_leaves_the_calendar_as_it_is(site: Site) -> None:
    later = replace(site.settings, today=dt.date(2028, 1, 1))
    first, second = (dict(build_index_files(site.catalog, settings)) for settings in (site.settings, later))
    assert first["peninjauan.ics"] == second["peninjauan.ics"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.dates(min_value=dt.date(1900, 1, 1)))
def test_any_text_arrives(text: str, day: dt.date) -> None:
    written = format_calendar("x", [Acara("a@b", day, text, text, "", "", None)])
    assert all(len(line.encode("utf-8", "replace")) <= 75 for line in written.split("\r\n"))
    (event,) = icalendar.Calendar.from_ical(written.encode("utf-8", "replace")).walk("VEVENT")
    assert event.decoded("DTSTART") == day
    shown = "".join(sign for sign in text if sign == "\n" or sign.isprintable())
    assert str(event["SUMMARY"]) == shown.encode("utf-8", "replace").decode()


# --- Completeness, and the form -----------------------------------------------------------------------------------


def test_the_completeness_of_units_as_a_table_and_as_csv(site: Site) -> None:
    text = dict(build_index_files(site.catalog, site.settings))["kelengkapan.csv"]
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert [row["Kode unit"] for row in rows] == ["biro-uji", "biro-lain"]
    steps = len(site.catalog.sops["telat"].langkah)
    assert rows[0] == {
        "Kode unit": "biro-uji", "Unit kerja": "Biro Uji", "SOP": "7", "Naskah dicatat": "0", "Bertanggal": "0",
        "Langkah": str(7 * steps), "Waktu terisi": "0", "Rujukan": "1",
        "Rujukan dikenali": "1", "Tanpa keraguan": "7",
    }  # fmt: skip
    html = _page(site).html
    table = html.partition('class="sop-ukuran sop-lengkap"')[2]
    assert '<a href="../unit/biro-uji/">Biro Uji</a></th><td data-label="SOP">7</td>' in table
    assert '<th scope="row">Semua unit</th><td data-label="SOP">8</td>' in table
    assert 'style="width:100%"></span></span> 7 dari 7' in table


def test_each_sop_in_use_has_a_form_to_monitor_by_and_its_page_leads_there(site: Site) -> None:
    files = dict(site.page_at("sop/telat").make().files)  # type: ignore[union-attr]
    assert not [path for path in dict(site.page_at("sop/dicabut").make().files) if "monitoring" in path]  # type: ignore[union-attr]
    html = files["monitoring/telat/index.html"]
    assert (
        '<a class="sop-tombol-cetak" href="../../monitoring/telat/">Cetak formulir monitoring</a>'
        in site.page_at("sop/telat").html
    )  # type: ignore[union-attr]
    assert "Cetak formulir monitoring" not in site.page_at("sop/dicabut").html  # type: ignore[union-attr]
    assert re.findall(r'<th scope="\w+"[^>]*>(.*?)</th>', html) == [
        "No", "Prosedur", "Berjalan", "Catatan", "Tindakan", "Paraf", "Baik", "Tidak",
    ]  # fmt: skip
    sop = site.catalog.sops["telat"]
    assert re.findall(r"<tr><td>(\d*)</td>", html) == [
        *(str(step.nomor) for step in sop.langkah),
        "",
    ]
    assert "@page{size:297mm 210mm;" in html
    assert "@bottom-left{content:" + css_string("Formulir monitoring · SOP Telat; Sekali, Ya · 1/SOP/2025") in html
    flat = replace(site, settings=replace(site.settings, directory_urls=False)).page_at("sop/telat")
    assert 'href="../sop/telat.html"' in dict(flat.make().files)["monitoring/telat.html"]  # type: ignore[union-attr]
