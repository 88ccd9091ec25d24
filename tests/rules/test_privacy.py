"""A NIP in every field × every output: masked, and said. And what is no NIP stays as it is."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from support.examples import BASE

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.changes import FileChange, FileChangeKind
from sop_catalog.catalog.csv_text import format_csv
from sop_catalog.catalog.masking import mask_catalog
from sop_catalog.catalog.own_files import check_own_files, check_theme_files, mask_prose
from sop_catalog.compare.changes import Change, ChangeKind, Weight
from sop_catalog.compare.formats import DiffFormat, format_comparison
from sop_catalog.compare.run import compare_folders
from sop_catalog.impact.impact import find_impact
from sop_catalog.impact.report import FORMATS, format_dampak
from sop_catalog.model.fields import (
    JABATAN_FIELDS,
    LANGKAH_FIELDS,
    PENGESAH_FIELDS,
    PERATURAN_FIELDS,
    PROFIL_FIELDS,
    RIWAYAT_FIELDS,
    SIMBOL_FIELDS,
    SOP_FIELDS,
    UNIT_FIELDS,
)  # fmt: skip
from sop_catalog.pages.settings import Settings
from sop_catalog.search.index import PageText
from sop_catalog.site.build import CheckedCatalog, build_site, read_catalog
from sop_catalog.site.editor import EditorOfSite
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import Edit, Fix
from sop_catalog.source.formats import Format, format_findings
from sop_catalog.source.nip import find_nips, holds_nip, mask_nip
from sop_catalog.source.text import Source, Span
from sop_catalog.workbench.nip import show_nips

TODAY = dt.date(2026, 11, 26)

# --- Every field × every output ------------------------------------------------------------------------------------

SPELLINGS = {
    "rapat": "{0}{1}1{2}",
    "spasi": "{0} {1} 1 {2}",
    "strip": "{0}-{1}-1-{2}",
    "garis miring": "{0}/{1}/1/{2}",
    "titik": "{0}.{1}.1.{2}",
    "campur": "{0} – {1} .1. {2}",
    "per empat": "{0[0]}{0[1]}{0[2]}{0[3]} {0[4]}{0[5]}{0[6]}{0[7]} {1[0]}{1[1]}{1[2]}{1[3]} {1[4]}{1[5]}1{2[0]} {2[1]}{2[2]}",
    "kode yaml": '"Pejabat \\x3{0[0]}{0[1]}{0[2]}{0[3]}{0[4]}{0[5]}{0[6]}{0[7]}{1}1{2}"',
    "dua baris": "|\n{{lekuk}}Pejabat {0}\n{{lekuk}}{1} 1 {2} dan lain-lain",
}
_LAST_STEP = "  - pelaksana: kabag\n    kegiatan: Memeriksa formulir\n"
_SOP = f"""\
nama: {{nama}}
unit: biro-umum
pelaksana:
  staf: Staf Umum
  kabag: Kabag Umum
langkah:
  - pelaksana: staf
    kegiatan: Menyerahkan formulir
{_LAST_STEP}"""


class Planted:
    """A catalogue in which every field holds a number of its own."""

    def __init__(self, spellings: list[str], serial: str) -> None:
        self.files: dict[str, str] = {}
        self.numbers: dict[str, str] = {}
        """Digits → where they stand."""
        self._spellings = cycle(spellings)
        self._serial = serial
        self._count = 0
        for field in SOP_FIELDS:
            self._add(f"sop-{field.kunci}", self._field("", field.kunci))
        for field in LANGKAH_FIELDS:
            self._add(f"langkah-{field.kunci}", self._field("    ", field.kunci), step=True)
        for field in SIMBOL_FIELDS:
            who = "" if field.kunci == "pelaksana" else "        pelaksana: kabag\n"
            own = self._field("        ", field.kunci)
            lines = f"{who}{own}".replace("        ", "      - ", 1)
            self._add(f"simbol-{field.kunci}", f"    simbol:\n{lines}", step=True, key="simbol")
        for field in PENGESAH_FIELDS:
            if field.kunci != "nip":
                self._add(f"pengesah-{field.kunci}", "disahkan_oleh:\n" + self._field("  ", field.kunci))
        for field in RIWAYAT_FIELDS:
            other = "tanggal: 2026-01-05" if field.kunci == "perubahan" else "perubahan: terbit"
            self._add(f"riwayat-{field.kunci}", f"riwayat:\n  - {other}\n" + self._field("    ", field.kunci))
        split = self._digits()
        self._add("terbelah", f"peralatan:\n  - Pejabat {split[:8]}\n  - {split[8:14]} 1 {split[15:]}\n")
        split = self._digits()
        self._add("terbelah-baris", f"peringatan: |\n  Pejabat {split[:8]}\n  {split[8:]}\n")
        self._add("daftar", "peralatan:\n  - Komputer\n  - " + self._value("    ") + "\n")
        self._add("kolom", "pelaksana:\n  staf: " + self._value("    ") + "\n  kabag: Kabag Umum\n")
        self._add("kode", f"pelaksana:\n  staf: Staf Umum\n  p-{self._digits()}: Kabag Umum\n")
        self._add("cabang", f"jika: {{Ke {self._digits()}: selesai, Lain: lanjut}}\n", step=True, indent="    ")
        self._add("isian", f"isian_{self._digits()}: x\n")
        for name, fields in (
            ("unit", UNIT_FIELDS), ("jabatan", JABATAN_FIELDS), ("peraturan", PERATURAN_FIELDS), ("profil", PROFIL_FIELDS),
        ):  # fmt: skip
            own = "biro-umum: Biro Umum\n" if name == "unit" else ""
            short = {"unit": "nama", "jabatan": "nama", "peraturan": "tentang"}.get(name)
            for field in fields:
                needed = f"  {short}: Nama {field.kunci}\n" if short and short != field.kunci else ""
                own += f"{_code(name, field.kunci)}:\n{needed}" + self._field("  ", field.kunci)
            self.files[f"_daftar/{name}.yml"] = own

    def _digits(self) -> str:
        self._count += 1
        born = dt.date(1961, 1, 1) + dt.timedelta(days=self._count)
        digits = f"{born:%Y%m%d}2005011{self._serial}"
        self.numbers[digits] = f"{self._count}"
        return digits

    def _value(self, indent: str) -> str:
        digits = self._digits()
        text = SPELLINGS[next(self._spellings)].format(digits[:8], digits[8:14], digits[15:])
        return text.replace("{lekuk}", f"{indent}  ")

    def _field(self, indent: str, key: str) -> str:
        return f"{indent}{key}: {self._value(indent)}\n"

    def _add(self, name: str, text: str, *, step: bool = False, indent: str = "", key: str = "") -> None:
        slug = name.replace("_", "-")
        base = _SOP.format(nama=f"Uji {name}")
        key = key or text.partition(":")[0].strip()
        if step:
            base = base.replace(
                _LAST_STEP,
                {
                    "kegiatan": "  - pelaksana: kabag\n",
                    "pelaksana": "  - kegiatan: Memeriksa\n",
                    "simbol": "  - kegiatan: Memeriksa\n",
                }.get(key, _LAST_STEP),
            )
            base += indent + text
        else:
            lines = base.split("\n")
            kept = [line for line in lines if not line.startswith(f"{key}:")]
            if key in {"pelaksana", "langkah"}:
                kept = re.sub(rf"^{key}:\n(?:[ ].*\n)*", "", base, flags=re.MULTILINE).split("\n")
            base = "\n".join(kept).rstrip("\n") + "\n" + text
        self.files[f"{slug}.yml"] = base

    def write(self, folder: Path) -> Path:
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return folder

    def shown_in(self, text: str) -> list[str]:
        """Numbers whose first digits a text shows, whatever stands between them; a squeezed text joins neighbours, too."""
        squeezed = re.sub(r"[^0-9]", "", re.sub(r"<[^>]*>", "", text))
        return [digits for digits in self.numbers if digits[:14] in squeezed or digits[:8] in re.findall(r"\d+", text)]


def _code(register: str, field: str) -> str:
    return "permen-1-2020" if register == "peraturan" and field == "tentang" else f"x-{field.replace('_', '-')}"


@pytest.fixture(scope="module", params=["001", "417"])
def planted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Planted, Path]:
    spellings = list(SPELLINGS) if request.param == "001" else list(SPELLINGS)[::-1]
    planted = Planted(spellings, request.param)
    return planted, planted.write(tmp_path_factory.mktemp("kantor") / "sops")


@pytest.fixture(scope="module")
def checked(planted: tuple[Planted, Path]) -> CheckedCatalog:
    return read_catalog(planted[1], "sops", TODAY)


def _outputs(checked: CheckedCatalog, catalog: Catalog) -> Iterator[tuple[str, str]]:
    digits = "19610102" + "2005011" + "001"
    history = (
        FileChange(TODAY, "sop-nama.yml", FileChangeKind.CHANGED, f"Ganti NIP {digits}", rincian=("Nama: “A”",)),
        FileChange(TODAY, "sop-unit.yml", FileChangeKind.CHANGED, "NIP 19610102 200501 1 001"),
    )
    texts = [PageText("x/", "Halaman", "Panduan")]
    site = build_site(catalog, Settings(site_url="https://sop.contoh/", today=TODAY), history, texts)
    for page in site.pages:
        yield f"alamat {page.url}", f"{page.path} {page.url} {page.title} {page.description} {page.sections}"
        body = page.make()
        yield page.url, body.html
        yield f"cari {page.url}", page.search_html
        yield from body.files
        for diagram in body.diagrams:
            yield f"diagram {page.url}", str(diagram)
    yield "beranda", str(site.home)
    for file in site.files:
        if file.source is None and isinstance(file.content, str):
            yield file.path, file.content
    for form in Format:
        yield f"temuan {form}", format_findings(checked.diagnostics, 9, form, everything=True)
    yield "galat", checked.format_galat() + checked.format_remarks() + checked.format_summary()


def test_no_page_list_index_or_finding_shows_one(planted: tuple[Planted, Path], checked: CheckedCatalog) -> None:
    leaks = [
        (where, planted[0].shown_in(text))
        for catalog in (checked.catalog, checked.catalog.with_findings([], {}))
        for where, text in _outputs(checked, catalog)
        if planted[0].shown_in(text)
    ]
    assert leaks == []


def test_each_place_is_said(planted: tuple[Planted, Path], checked: CheckedCatalog) -> None:
    """Once, as SOP209, or with a finding that refuses what stands there."""
    said = {item.source.path for item in checked.diagnostics if item.rule.code == "SOP209"}
    others = {item.source.path for item in checked.diagnostics if item.severity == "galat"}
    assert {f"sops/{name}" for name in planted[0].files} == said | others
    assert len(said) >= len(planted[0].files) - 3


def test_no_comparison_shows_one(planted: tuple[Planted, Path], tmp_path: Path) -> None:
    before = tmp_path / "dulu"
    shutil.copytree(BASE, before / "kosong")
    changed = {name: re.sub(r"\b19(\d\d)", r"18\1", text) for name, text in planted[0].files.items()}
    other = tmp_path / "lain"
    for name, text in changed.items():
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_text(text, "utf-8")
    for first, second in ((before / "kosong", planted[1]), (planted[1], before / "kosong"), (other, planted[1])):
        comparison = compare_folders(first, second)
        for form in DiffFormat:
            assert planted[0].shown_in(format_comparison(comparison, form)) == []


def test_no_impact_shows_one(planted: tuple[Planted, Path]) -> None:
    for asked in (("permen-1-2020", ""), ("", "Staf Umum=Pejabat 196101022005011001")):
        found = find_impact(planted[1], *asked)
        for form in FORMATS:
            assert planted[0].shown_in(format_dampak(found, form)) == []


def test_the_form_has_it_on_paper_where_that_is_wanted(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "sops")
    path = tmp_path / "sops/peminjaman-kendaraan.yml"
    nip = "19720502 200212 1 009"
    who = f"disahkan_oleh:\n  jabatan: Kepala Biro\n  nama: Pejabat 131234567\n  nip: {nip}\n"
    path.write_text(re.sub(r"^disahkan_oleh:.*\n", who, path.read_text(), flags=re.MULTILINE))
    catalog = read_catalog(tmp_path / "sops", "sops", TODAY).catalog
    for wanted in (False, True):
        site = build_site(catalog, Settings(print_nip=wanted), None, [])
        (page,) = [page.make().html for page in site.pages if page.path == "sop/peminjaman-kendaraan"]
        assert page.count(nip) == (1 if wanted else 0)
        assert (f'<span class="sop-nip-kertas">{nip}</span>' in page) is wanted
        assert "•••••••••••••••009" in page
        assert "Pejabat ••••••567" in page
        assert all("19720502" not in page.search_html for page in site.pages)
        rest = [page.make().html for page in site.pages if page.path != "sop/peminjaman-kendaraan"]
        rest += [str(site.home), *(file.content for file in site.files if isinstance(file.content, str))]
        assert all(nip not in text and "19720502" not in text for text in rest)


def test_a_catalogue_without_any_is_the_same(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "sops")
    catalog = read_catalog(tmp_path / "sops", "sops", TODAY).catalog
    assert mask_catalog(catalog) is catalog


@pytest.mark.parametrize("name", ["surat-198001012005011001.yml", "biro-198001012005011001/a.yml", "nip-131234567.yml"])
def test_a_name_that_holds_one_is_refused(tmp_path: Path, name: str) -> None:
    shutil.copytree(BASE, tmp_path / "sops")
    path = tmp_path / "sops" / name
    path.parent.mkdir(exist_ok=True)
    (tmp_path / "sops/peminjaman-kendaraan.yml").rename(path)
    checked = read_catalog(tmp_path / "sops", "sops", TODAY)
    assert [item.rule.code for item in checked.diagnostics] == ["SOP213"]
    for form in Format:
        text = format_findings(checked.diagnostics, 1, form)
        assert "19800101" not in text
        assert "131234567" not in text


def test_a_file_whose_name_holds_one_is_not_for_download(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "sops")
    path = tmp_path / "sops/peminjaman-kendaraan.yml"
    for sub in ("_lampiran", "_naskah"):
        (tmp_path / "sops" / sub).mkdir()
        (tmp_path / "sops" / sub / "198001012005011001.pdf").write_bytes(b"%PDF-1.4")
    head = "lampiran: 198001012005011001.pdf\nnaskah_sah: {berkas: 198001012005011001.pdf, tanggal: 5 Januari 2026}\n"
    path.write_text(path.read_text("utf-8").replace("pelaksana:\n", f"{head}pelaksana:\n", 1), "utf-8")
    checked = read_catalog(tmp_path / "sops", "sops", TODAY)
    refused = [item for item in checked.diagnostics if "nama berkasnya memuat NIP" in item.message]
    assert [item.rule.code for item in refused] == ["SOP423", "SOP424"]
    site = build_site(checked.catalog, Settings(), None, ())
    shown = [text for page in site.pages for text in (page.make().html, page.search_html)]
    shown += [str(file.path) + str(file.content) for file in site.files]
    assert not [text for text in shown if "19800101" in text]


# --- What is one ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("NIP 198001012005011001", "NIP •••••••••••••••001"),
        ("198001012005011001", "•••••••••••••••001"),
        ("19800101 200501 1 001", "•••••••• •••••• • 001"),
        ("19800101-200501-1-001", "••••••••-••••••-•-001"),
        ("19800101/200501/1/001", "••••••••/••••••/•/001"),
        ("1980.0101.2005.0110.01", "••••.••••.••••.•••0.01"),
        ("19800101\n    200501 1 001", "••••••••\n    •••••• • 001"),
        ("19800101\n200501 1 001", "••••••••\n•••••• • 001"),
        ("１９８００１０１２００５０１１００１", "•••••••••••••••００１"),
        ("19800101\u200b2005011001 dan 19810202 200602 2 002", "••••••••\u200b•••••••001 dan •••••••• •••••• • 002"),
        ("NIP. 131 234 567", "NIP. ••• ••• 567"),
        ("N.I.P: 131234567", "N.I.P: ••••••567"),
        ("nip lama (131234567)", "nip lama (••••••567)"),
        ("NIP 19800101 200501 1 01", "NIP •••••••• •••••• 1 01"),
        ("19800101 200521 1 001", "•••••••• •••••• • 001"),
        ("19800101\u200d200501\ufeff1\u200e001", "••••••••\u200d••••••\ufeff•\u200e001"),
        ("NIP/NRP 131234567", "NIP/NRP ••••••567"),
        ("Nomor Induk Pegawai: 131234567", "Nomor Induk Pegawai: ••••••567"),
        ("NIP No. 131234567", "NIP No. ••••••567"),
        ("NIP-nya 131234567", "NIP-nya ••••••567"),
        ("NIPnya: 131234567", "NIPnya: ••••••567"),
        ("**NIP**: 131234567", "**NIP**: ••••••567"),
        ("| NIP | 131234567 |", "| NIP | ••••••567 |"),
        ("NIP “131234567”", "NIP “••••••567”"),
        ("nip: '131234567'", "nip: '••••••567'"),
        ("surat_nip_131234567.pdf", "surat_nip_••••••567.pdf"),
        (
            "NIP 131234567, 131234568 dan 131234569; 131234560",
            "NIP •••••••••, ••••••568 dan ••••••569; ••••••560",
        ),
    ],
)
def test_numbers_are_masked_in_their_place(text: str, masked: str) -> None:
    assert mask_nip(text) == masked
    assert holds_nip(text)
    assert not holds_nip(masked)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nomor 061/12/SOP/2026",
        "20260105-093012-4012",
        "2001-01-05 2026-02-10 10",
        "Tahun 2019 2020 2021 2022 2023",
        "021 345678, 0812 3456 7890",
        "131234567",
        "Pasal 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13",
        "08.00-16.00, 08.00-16.00, 08",
        "UU 12/2011, PP 87/2014, Permen 13/2015",
        "prinsip 123456789",
        "10000000000000000000",
        "9780201379624",
        "5.1.02.01.01.0024, 5.1.02.02.01.0003",
        "2.07.01.2.01.0001 5.1.02.01.01.0024",
        "01-02-2020 03-04-2021 05-06-2022",
        "1.190.201.000 1.200.101.500 1.300.000",
        "1.02.01.2.02.1050 01.1.001",
        "0123-01-001234-30-5, 0123-01-001235-30-1",
        "Nama, NIP, 0812-3456-7890",
        "NIP\n\n27/11/2026 08.00",
        "NIP\n\n2026-11-27 08.00",
        "nipah 131234567",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert mask_nip(text) == text
    assert list(find_nips(text)) == []


def test_behind_a_name_nine_digits_are_an_old_one() -> None:
    assert mask_nip("Pejabat Contoh 131 234 567", bare=True) == "Pejabat Contoh ••• ••• 567"
    assert mask_nip("Pembina, IV/a", bare=True) == "Pembina, IV/a"


@pytest.mark.parametrize("text", ["198001012 005011001", "131234567 198001012005011001", "NIP 5 198001012005011001"])
def test_of_two_that_overlap_neither_shows_the_other(text: str) -> None:
    shown = "".join(filter(str.isdigit, mask_nip(text, bare=True)))
    assert len(shown) <= 6
    assert not {"198001", "005011", "131234"} & {shown[start : start + 6] for start in range(len(shown))}


# --- The numbers of those who sign, in the old form ------------------------------------------------------------------

OLD = ("131234567", "132345678", "133456789", "134567890")


@pytest.fixture(
    params=[
        "disahkan_oleh:\n  jabatan: Kepala {0}\n  nama: Pejabat {1}\n  pangkat: Pembina {2}\n  nip: '{3}'\n",
        'disahkan_oleh: {{jabatan: "Kepala {0}", nama: "Pejabat\\n {1}",\n  pangkat: "{2}", nip: "{3}"}}\n',
        "disusun_oleh:\n- jabatan: Kepala {0}\n  nama: Pejabat {1}\n\n# catatan\n- jabatan: Staf {2}\n  nip:\n    {3}\n",
        "diperiksa_oleh: Kepala 131 234 567\ndisahkan_oleh: Kepala {1}, NIP/NRP {2}, {3}\n",
    ]
)
def signed(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A catalogue in which those who sign have old numbers."""
    shutil.copytree(BASE, tmp_path / "sops")
    path = tmp_path / "sops/peminjaman-kendaraan.yml"
    text = re.sub(r"^disahkan_oleh:.*\n", request.param.format(*OLD), path.read_text("utf-8"), flags=re.MULTILINE)
    path.write_text(f"# NIP {OLD[0]}\n{text}", "utf-8")
    return tmp_path / "sops"


def _old_in(text: str) -> list[str]:
    return [number for number in OLD if number[:6] in re.sub(r"[ .\-]", "", text)]


def test_no_finding_quotes_an_old_number_beside_a_name(signed: Path) -> None:
    findings = read_catalog(signed, "sops", TODAY).diagnostics
    assert "SOP209" in {item.rule.code for item in findings}
    for form in Format:
        assert _old_in(format_findings(findings, 1, form, everything=True)) == []


def test_the_page_for_changing_holds_no_old_number(signed: Path) -> None:
    """Neither in a file's text and the form's data nor among the words of the catalogue."""
    editor = EditorOfSite(None, read_catalog(signed, "sops", TODAY).catalog, Settings(today=TODAY))  # type: ignore[arg-type]
    made = [editor.render("peminjaman-kendaraan"), *(text for _, text in editor._data().values())]
    assert [_old_in(text) for text in made if _old_in(text)] == []
    text = json.loads(made[0])["teks"]
    original = (signed / "peminjaman-kendaraan.yml").read_text("utf-8")
    assert len(text) == len(original)
    assert show_nips(text, original) == original


def test_no_comparison_shows_an_old_number_of_several_people(tmp_path: Path) -> None:
    people = "disusun_oleh:\n  - {{jabatan: Staf, nama: Ani {0}}}\n  - {{jabatan: Staf, nama: Budi {1}}}\n"
    for name, numbers in (("dulu", OLD[:2]), ("kini", OLD[2:])):
        shutil.copytree(BASE, tmp_path / name)
        path = tmp_path / name / "peminjaman-kendaraan.yml"
        path.write_text(path.read_text("utf-8") + people.format(*numbers), "utf-8")
    comparison = compare_folders(tmp_path / "dulu", tmp_path / "kini")
    for form in DiffFormat:
        text = format_comparison(comparison, form)
        assert "Ani" in text
        assert _old_in(text) == []


# --- What an office writes itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "masked"),
    [
        ("NIP: 131234567", "NIP: ••••••567"),
        ("**NIP**: 131234567", "**NIP**: ••••••567"),
        ("<dt>NIP</dt><dd>131234567</dd>", "<dt>NIP</dt><dd>••••••567</dd>"),
        ("19800101&nbsp;200501&nbsp;1&nbsp;001", "••••••••&nbsp;••••••&nbsp;•&nbsp;001"),
        ("&#49;98001012005011001", "•••••••••••••••001"),
        ("19800101 **200501** 1 001", "•••••••• **••••••** • 001"),
        ("19800101<br>200501 1 001", "••••••••<br>•••••• • 001"),
        ("<b>19800101</b>2005011001", "<b>••••••••</b>•••••••001"),
        ("| 19800101 | 200501 | 1 | 001 |", "| •••••••• | •••••• | • | 001 |"),
        ("19800101\\-200501\\-1\\-001", "••••••••\\-••••••\\-•\\-001"),
        ("<p title='198001012005011001'>x</p>", "<p title='•••••••••••••••001'>x</p>"),
    ],
)
def test_an_offices_own_page_shows_none(tmp_path: Path, markdown: str, masked: str) -> None:
    assert mask_prose(f"# Kontak\n\n{markdown}\n") == f"# Kontak\n\n{masked}\n"
    (tmp_path / "kontak.md").write_text(f"# Kontak\n\n{markdown}\n", "utf-8")
    assert [item.rule.code for item in check_own_files(tmp_path, "docs")] == ["SOP209"]


@pytest.mark.parametrize(
    "markdown",
    [
        "`19800101 200501 1 001`",
        "5.1.02 | 01.01.0024 | 5.1.02 | 02.01.0003",
        "| 2010 | 2011 | 2012 | 2013 | 2014 |",
        "<td>5</td><td>12345678901234567</td>",
    ],
)
def test_what_is_none_stays_on_an_offices_own_page(tmp_path: Path, markdown: str) -> None:
    assert mask_prose(markdown) == markdown
    (tmp_path / "kontak.md").write_text(markdown, "utf-8")
    assert check_own_files(tmp_path, "docs") == []


def test_a_number_is_found_in_a_long_page_and_costs_little_there() -> None:
    """What readers see is worked out near many digits only: of 5 MB it took 10 s and 700 MB."""
    line = "Kalimat **biasa** dengan angka 2026, _12 hari_ dan [tautan](x.md).\n"
    hidden = "Pejabat 19800101&nbsp;**200501**&nbsp;1&nbsp;001\n"
    text = f"{line * 4000}{hidden}{line * 4000}{hidden}{line}"
    tracemalloc.start()
    masked = mask_prose(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert masked == text.replace("19800101", "••••••••").replace("200501", "••••••").replace(";1&", ";•&")
    assert most < 8 * len(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data.csv", "nama,nip\nAni,{0}\n"),
        ("data.json", '{{"nip": "{0}"}}'),
        ("catatan.txt", "Ani {0}"),
        ("situs.css", '.a::after {{content: "{0}"}}'),
        ("skrip.js", 'const nip = "{0}"'),
        ("cap.svg", '<svg xmlns="http://www.w3.org/2000/svg"><title>{0}</title><text>Ani</text></svg>'),
    ],
)
def test_one_in_a_file_that_is_published_as_it_is_is_said(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text.format(_NUMBER), "utf-8")
    (finding,) = check_own_files(tmp_path, "docs")
    assert (finding.rule.code, finding.source.path) == ("SOP209", f"docs/{name}")
    assert "terbit apa adanya" in finding.fix
    for form in Format:
        assert _NUMBER[:8] not in format_findings([finding], 1, form)
    (tmp_path / name).write_text(text.format("123456789012345678"), "utf-8")  # of data: any number
    assert check_own_files(tmp_path, "docs") == []


def test_one_in_a_template_of_the_theme_is_said(tmp_path: Path) -> None:
    (tmp_path / "main.html").write_text(f"<p>Hubungi NIP&nbsp;{_NUMBER}</p>", "utf-8")
    assert [item.rule.code for item in check_theme_files(tmp_path, "overrides")] == ["SOP209"]


# --- Each layer by itself: what one lets through, the next one stops -------------------------------------------------

_NUMBER = "198001012005011001"
_RULE = Rule.by_code("SOP209")


@pytest.mark.parametrize("form", Format)
def test_every_format_masks_what_a_finding_says(form: Format) -> None:
    """A finding that was not made by `Rule.at`: message, label, fix, path."""
    source = Source(f"sops/pejabat-{_NUMBER}.yml", f"nip: {_NUMBER}\n")
    said = f"Pejabat {_NUMBER} salah"
    finding = Diagnostic(
        _RULE, Severity.GALAT, said, source, Span(5, 23), said, said, (Label(source, Span(0, 3), said),)
    )
    edit = Fix(f"tulis {_NUMBER}", (Edit(Span(0, 3), "nama"),))
    for item in (
        finding,
        replace(finding, fixes=(edit,)),
        replace(finding, fixes=(Fix("x", (Edit(Span(0, 3), _NUMBER),)),)),
    ):
        for everything in (True, False):
            assert _NUMBER[:8] not in format_findings([item], 1, form, everything=everything)


def test_a_finding_shows_no_piece_of_a_number_of_its_file() -> None:
    """Also where a quote has been cut in the middle, so that nothing looks like one any more."""
    source = Source("sops/a.yml", f"kegiatan: Menemui {_NUMBER}\n")
    piece = f"“Menemui {_NUMBER[:11]}…”"
    made = _RULE.at(source, Span(0, 8), f"kalimat {piece}", label=piece, fix=f"ganti {piece}")
    for text in (made.message, made.label, made.fix):
        assert _NUMBER[:8] not in text
        assert "•" * 11 in text


def test_a_change_masks_its_own_words() -> None:
    text = f"Pejabat {_NUMBER} pindah"
    change = Change(ChangeKind.ISIAN, Weight.SUBSTANTIF, text, "kegiatan", 1, text, text)
    assert _NUMBER[:8] not in f"{change.sentence}{change.before}{change.after}"
    assert change.sentence == mask_nip(text)


def test_a_table_for_excel_masks_its_cells() -> None:
    assert _NUMBER[:8] not in format_csv([["nama"], [f"Pejabat {_NUMBER}"]])
