"""What stands in a repository and does not belong to the catalogue: never opened, never shown, never lost in silence."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from support.examples import BASE, BASE_SOP
from support.rights import obey_rights

from sop_catalog.catalog.folder import MAX_DEPTH
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.own_files import check_own_files
from sop_catalog.catalog.place.pictures import list_pictures
from sop_catalog.checks import check_catalog
from sop_catalog.checks.run import check_paths
from sop_catalog.model.decode import MAX_COLUMNS, MAX_MARKS, MAX_STEPS, decode
from sop_catalog.pages.settings import is_web_address
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.formats import Format, format_findings
from sop_catalog.source.inside import NotRegularError, OutsideError, find_root, read_regular
from sop_catalog.source.svg import MAX_SVG, find_active_svg
from sop_catalog.source.text import Source

HIDDEN = "rahasia-4711"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a catalogue, beside something that is nobody's business."""
    office = tmp_path / "kantor"
    shutil.copytree(BASE, office / "sops")
    (office / "mkdocs.yml").write_text("site_name: X\nplugins: [sop_catalog]\n")
    (office / "docs").mkdir()
    (office / "docs/index.md").write_text("# Beranda\n")
    (office / ".git").mkdir()
    (office / ".git/config").write_text(f"token = {HIDDEN}\n")
    outside = tmp_path / "luar"
    shutil.copytree(BASE, outside / "sops")
    sop = outside / "sops" / BASE_SOP
    sop.write_text(sop.read_text().replace("nama: ", f"nama: {HIDDEN} "))
    (outside / "teks.txt").write_text(f"{HIDDEN}: [\n")
    (outside / "sops/_daftar/unit.yml").write_text(f"biro-umum: {HIDDEN}\n")
    monkeypatch.chdir(office)
    return office


def _check() -> list[Diagnostic]:
    return sorted(check_paths([]).diagnostics, key=lambda item: item.sort_key)


def _said(findings: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(item.rule.code, item.source.path) for item in findings]


OUTSIDE = {
    "sops/b.yml": "../../luar/teks.txt",
    "sops/c.yml": "../../luar/sops/peminjaman-kendaraan.yml",
    "sops/k.yml": "/proc/kmsg",
    "sops/z.yml": "/dev/zero",
    "sops/p.yml": "/proc/self/environ",
    "sops/tidak-ada.yml": "../../luar/tidak-ada.yml",
    "sops/git.yml": "../.git/config",
    "sops/biro": "../../luar/sops",
    "sops/akar": "/",
    "sops/atas": "../..",
    "sops/_daftar/unit.yml": "../../../luar/sops/_daftar/unit.yml",
    "sops/_daftar/profil.yml": "/etc/passwd",
    "docs/data.txt": "../../luar/teks.txt",
    "docs/assets": "../../luar",
    "docs/logo.svg": "/etc/passwd",
    "docs/h.md": "../../luar/teks.txt",
}


@pytest.mark.parametrize("link", OUTSIDE)
def test_a_link_that_leads_out_is_refused_and_shows_nothing(office: Path, link: str) -> None:
    place = office / link
    place.unlink(missing_ok=True)
    place.symlink_to(OUTSIDE[link])
    findings = _check()
    assert ("SOP127", link) in _said(findings)
    assert {item.rule.code for item in findings} <= {"SOP127", "SOP401"}
    for form in Format:
        assert HIDDEN not in format_findings(findings, 1, form)
    catalog, _ = load_catalog(office / "sops", "sops")
    assert all(HIDDEN not in file.source.text for file in catalog.files)
    assert all(HIDDEN not in source.text for source in catalog.register_sources.values())


def test_a_whole_folder_of_registers_that_leads_out_is_one_finding(office: Path) -> None:
    shutil.rmtree(office / "sops/_daftar")
    (office / "sops/_daftar").symlink_to("../../luar/sops/_daftar")
    assert _said(_check()) == [("SOP127", "sops/_daftar")]


@pytest.mark.parametrize("name", ["_lampiran", "_naskah"])
def test_no_name_of_a_folder_outside_is_said(office: Path, name: str) -> None:
    """Not what lies in it, and not as the nearest of what is missing."""
    for ending in ("pdf", "txt"):
        (office.parent / f"luar/{HIDDEN}.{ending}").write_text("%PDF-1.4")
    (office / "sops" / name).symlink_to("../../luar")
    sop = office / "sops" / BASE_SOP
    missing = f"lampiran:\n  - {HIDDEN}.txt\n  - {HIDDEN}s.txt\npelaksana:\n"
    sop.write_text(sop.read_text().replace("pelaksana:\n", missing, 1))
    findings = _check()
    assert ("SOP127", f"sops/{name}") in _said(findings)
    assert [item.rule.code for item in findings] == ["SOP127", "SOP423", "SOP423"]
    for finding in findings:
        assert f"{HIDDEN}.pdf" not in f"{finding.message} {finding.fix}"
        assert finding.source.path in {f"sops/{name}", f"sops/{BASE_SOP}"}
    assert "tidak ada" in findings[1].message


def test_no_picture_outside_is_known(office: Path) -> None:
    """A logo that is not there must not be said to be meant as one that lies elsewhere."""
    (office.parent / f"luar/{HIDDEN}.png").write_bytes(b"\x89PNG")
    shutil.rmtree(office / "docs")
    (office / "docs").symlink_to("../luar")
    assert list_pictures([office / "docs"]) == frozenset()
    assert list_pictures([office.parent / "luar"]) == {f"{HIDDEN}.png"}


def test_the_folder_of_sops_itself_may_not_lead_out(office: Path) -> None:
    shutil.rmtree(office / "sops")
    (office / "sops").symlink_to("../luar/sops")
    assert _said(_check()) == [("SOP127", "sops")]


def test_a_chain_of_links_is_judged_by_its_end(office: Path) -> None:
    (office / "lain.yml").symlink_to("../luar/sops/peminjaman-kendaraan.yml")
    (office / "sops/c.yml").symlink_to("../lain.yml")
    assert _said(_check()) == [("SOP127", "sops/c.yml")]


def test_links_inside_are_followed_once(office: Path) -> None:
    (office / "bersama").mkdir()
    (office / "sops" / BASE_SOP).rename(office / "bersama" / BASE_SOP)
    (office / "sops/biro").symlink_to("../bersama")
    assert _check() == []
    catalog, _ = load_catalog(office / "sops", "sops")
    assert [file.path for file in catalog.files] == [f"biro/{BASE_SOP}"]
    (office / "sops/lagi").symlink_to("../bersama")
    (office / "bersama/putar").symlink_to(".")
    (office / f"sops/lain-{BASE_SOP}").symlink_to(f"../bersama/{BASE_SOP}")
    assert _said(_check()) == [
        ("SOP128", path) for path in ("sops/biro/putar", "sops/lagi", f"sops/lain-{BASE_SOP}")
    ]  # fmt: skip
    catalog, _ = load_catalog(office / "sops", "sops")
    assert [file.path for file in catalog.files] == [f"biro/{BASE_SOP}"]


def test_a_link_in_docs_that_goes_round_is_a_galat(office: Path) -> None:
    """MkDocs follows every link, and would go round and round."""
    (office / "docs/a").symlink_to(".")
    (finding,) = _check()
    assert (finding.rule.code, finding.severity) == ("SOP128", "galat")


@pytest.mark.parametrize("mode", [0o000, 0o400, 0o200])
def test_what_cannot_be_entered_or_read_is_a_galat(office: Path, mode: int) -> None:
    """0400 lets names be listed and nothing be opened; 0200 the other way round."""
    (office / "sops/biro").mkdir()
    (office / "docs/gambar").mkdir()
    for name in ("sops/biro/a.yml", "docs/gambar/a.png", "sops/x.yml", "docs/x.md"):
        (office / name).write_text("nama: A\n")
    closed = ["docs/gambar", "docs/x.md", "sops/_daftar", "sops/biro", "sops/x.yml"]
    for name in closed:
        (office / name).chmod(0 if Path(name).suffix else mode)
    command = [sys.executable, "-m", "sop_catalog.cli", "periksa", "--format", "ringkas"]
    try:
        result = subprocess.run(command, preexec_fn=obey_rights, capture_output=True, text=True, check=False)
    finally:
        for name in closed:
            (office / name).chmod(0o700)
    assert result.returncode == 1, result.stdout
    assert result.stderr == ""
    lines = [line for line in result.stdout.splitlines()[:-1] if "galat[SOP123]" in line]
    for name in closed:
        assert any(line.startswith(name) and "tidak ada izin" in line for line in lines), name
    assert all("SOP4" not in line for line in result.stdout.splitlines()), "no register is known to be wrong"


@pytest.mark.parametrize(
    ("command", "closed"), [("periksa", "sops"), ("periksa", "mkdocs.yml"), ("bangun", "mkdocs.yml")]
)
def test_a_catalogue_that_is_closed_as_a_whole_is_one_galat(office: Path, command: str, closed: str) -> None:
    (office / closed).chmod(0)
    arguments = [sys.executable, "-m", "sop_catalog.cli", command]
    try:
        result = subprocess.run(arguments, preexec_fn=obey_rights, capture_output=True, text=True, check=False)
    finally:
        (office / closed).chmod(0o700)
    said = result.stdout + result.stderr
    assert result.returncode in {1, 2}, said
    assert closed in said
    assert "tidak ada izin" in said
    assert "Traceback" not in said
    assert "Kesalahan di dalam program" not in said


def test_a_theme_of_ones_own_is_looked_at_like_the_pages(office: Path) -> None:
    (office / "mkdocs.yml").write_text(
        "site_name: X\ntheme: {name: material, custom_dir: tema}\nplugins: [sop_catalog]\n"
    )
    (office / "tema").mkdir()
    os.mkfifo(office / "tema/main.html")
    (office / "tema/l.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    assert _said(_check()) == [("SOP129", "tema/l.svg"), ("SOP123", "tema/main.html")]


def test_only_regular_files_are_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipa")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "soket"))
        for name in ("pipa", "folder"):
            with pytest.raises(NotRegularError):
                read_regular(tmp_path / name, tmp_path, 10)
        with pytest.raises(OSError, match="soket"):
            read_regular(tmp_path / "soket", tmp_path, 10)
    (tmp_path / "berkas").write_bytes(b"0123456789abc")
    assert read_regular(tmp_path / "berkas", tmp_path, 10) == b"0123456789"
    with pytest.raises(NotRegularError):
        read_regular(Path(os.devnull), None, 10)
    with pytest.raises(OutsideError):
        read_regular(Path("/proc/kmsg"), tmp_path, 10)


def test_what_was_swapped_between_the_looks_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, outside = tmp_path / "katalog", tmp_path / "luar"
    inside.mkdir()
    outside.mkdir()
    (inside / "biro").mkdir()
    for folder in (inside / "biro", outside):
        (folder / "a.yml").write_text(str(folder))
    opened = os.open

    def swap(*arguments: object) -> int:
        (inside / "biro").rename(inside / "dulu")
        (inside / "biro").symlink_to(outside)
        return opened(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", swap)
    with pytest.raises(OutsideError):
        read_regular(inside / "biro/a.yml", inside, 100)


def test_the_root_is_the_nearest_site_or_repository(tmp_path: Path) -> None:
    sops = tmp_path / "repo/katalog/sops"
    sops.mkdir(parents=True)
    assert find_root(sops) == sops
    (tmp_path / "repo/.git").write_text("gitdir: x")
    assert find_root(sops) == tmp_path / "repo"
    (tmp_path / "repo/katalog/mkdocs.yml").touch()
    assert find_root(sops) == tmp_path / "repo/katalog"


# --- Names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["con", "NUL.lama", "com1", "a\x07b", "a\u202eb", "titik.", "spasi ", "a:b", 'a"b', "a\\b", "lpt³", "\udcff"],
)
def test_folders_have_names_that_every_system_takes(office: Path, name: str) -> None:
    folder = office / "sops" / name
    folder.mkdir()
    (folder / "b.yml").write_text((BASE / BASE_SOP).read_text().replace("nama: ", "nama: Lain "))
    findings = _check()
    assert [item.rule.code for item in findings] == ["SOP213"]
    for form in Format:
        assert format_findings(findings, 1, form).encode("utf-8", "replace")


@pytest.mark.parametrize("name", ["con.yml", "aux.yml", "lpt1.yml"])
def test_so_have_files(office: Path, name: str) -> None:
    (office / "sops" / BASE_SOP).rename(office / "sops" / name)
    assert [item.rule.code for item in _check()] == ["SOP213"]


def test_twins_by_case_and_by_normal_form(office: Path) -> None:
    for name in ("Biro", "biro", unicodedata.normalize("NFC", "médan"), unicodedata.normalize("NFD", "médan")):
        (office / "sops" / name).mkdir()
    found = _check()
    assert [item.rule.code for item in found] == ["SOP213", "SOP213"]
    assert all("satu nama pada Windows dan macOS" in item.message for item in found)


def test_ordinary_names_are_left_alone(office: Path) -> None:
    for name in ("Biro Umum", "biro_umum", "Dinas Tenaga Kerja (lama)", "console", "com10", "énté"):
        (office / "sops" / name).mkdir()
    assert _check() == []


def test_folders_inside_folders_end_somewhere(office: Path) -> None:
    deep = office / "sops" / "/".join(["x"] * (MAX_DEPTH + 1))
    deep.mkdir(parents=True)
    (finding,) = _check()
    assert (finding.rule.code, f"lebih dalam dari {MAX_DEPTH} tingkat" in finding.message) == ("SOP123", True)


# --- Size ----------------------------------------------------------------------------------------------------------


def _flow(steps: int, columns: int, extra: str = "") -> str:
    head = "".join(f"  p{number}: Staf {number}\n" for number in range(columns))
    rows = "".join(f"  - pelaksana: p{number % columns}\n    kegiatan: Memeriksa\n{extra}" for number in range(steps))
    return f"nama: Alur\nunit: biro-umum\npelaksana:\n{head}langkah:\n{rows}"


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        (_flow(MAX_STEPS + 1, 2), f"memuat {MAX_STEPS + 1} langkah, paling banyak {MAX_STEPS}", 7 + 2 * MAX_STEPS),
        (_flow(2000, 2000), f"memuat 2000 kolom, paling banyak {MAX_COLUMNS}", 4 + MAX_COLUMNS),
        (_flow(MAX_STEPS, 2, f"    jika: {{{', '.join(f'Cabang {n}: 1' for n in range(9))}}}\n"), f"memuat {MAX_STEPS * 10} simbol dan cabang, paling banyak {MAX_MARKS}", None),
    ],
)  # fmt: skip
def test_what_would_be_drawn_without_end_is_refused(text: str, said: str, line: int | None) -> None:
    decoded = decode(Source("a.yml", text))
    (finding,) = decoded.diagnostics
    assert (finding.rule.code, decoded.sop) == ("SOP118", None)
    assert said in finding.message
    assert line is None or finding.line == line


def test_the_largest_that_may_be_is_read() -> None:
    decoded = decode(Source("a.yml", _flow(MAX_STEPS, MAX_COLUMNS, "    jika_tidak: 1\n")))
    assert decoded.sop is not None
    assert [item.rule.code for item in decoded.diagnostics if item.severity == "galat"] == []


# --- Pictures, pages -----------------------------------------------------------------------------------------------

_NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    "inner",
    [
        "<script>alert(1)</script>",
        "<svg:script xmlns:svg='http://www.w3.org/2000/svg'/>",
        '<g onclick="x()"/>',
        '<a xlink:href="java&#x0a;script:alert(1)"/>',
        '<a href="https://jauh.example/"/>',
        '<image href="//jauh.example/x.png"/>',
        '<use href="data:image/svg+xml;base64,AAAA#x"/>',
        '<animate attributeName="href" to="javascript:alert(1)"/>',
        "<foreignObject><p/></foreignObject>",
        "<style>@import 'https://jauh.example/x.css';</style>",
        '<path style="fill:url(https://jauh.example/x)"/>',
        '<path fill="url( //jauh.example/x )"/>',
        '<a href="#a" ping="https://jauh.example/"><path/></a>',
        '<g xml:base="https://jauh.example/"/>',
        '<set attributeName="onclick" to="x()"/>',
        '<path style="fill:\\75rl(https://jauh.example/x)"/>',
        '<style>p{background:\\u\\72 l("https://jauh.example/x")}</style>',
        '<style>p{background:image-set("https://jauh.example/x" 1x)}</style>',
        "<g>",
        "",
    ],
)
def test_a_picture_that_does_something_is_found(inner: str) -> None:
    assert find_active_svg(f"<svg {_NS}>{inner}</svg>".encode() if inner else b"")


@pytest.mark.parametrize(
    "data",
    [
        f'<?xml-stylesheet href="x.css"?><svg {_NS}/>'.encode(),
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {_NS}>&x;</svg>'.encode(),
        f'<?xml version="1.0" encoding="utf-16"?><svg {_NS} onload="x()"/>'.encode("utf-16"),
        b" " * (MAX_SVG + 1),
        ("<!DOCTYPE svg [<!ENTITY a0 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaa'>" + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(12)) + f"]><svg {_NS}>&a12;</svg>").encode(),
    ],
)  # fmt: skip
def test_so_is_one_in_disguise(data: bytes) -> None:
    assert find_active_svg(data)


@pytest.mark.parametrize(
    "svg",
    [
        f'<svg {_NS} viewBox="0 0 1 1"><title>Lambang: daerah</title><use xlink:href="#a"/><image href="data:image/png;base64,AA"/></svg>',
        f'<svg {_NS} xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" inkscape:export-filename="C:\\Users\\a.png"><style>p{{fill:url(#g)}}</style></svg>',
        f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg {_NS}/>',
    ],
)
def test_a_mere_drawing_is_left_alone(svg: str) -> None:
    assert find_active_svg(svg.encode()) == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\tscript:x", "data:text/html,x", "file:///etc/passwd", "//x.example/a",
        "https:x.example", "https://", "https:///x", "http://[", "https://[::g]/", "https://x.example\\@y.example/", "https://u@x.example/",
        "https://a\x00b/", "https://a\u202e.example/", "https://x.example/\u200b", "ftp://x.example/a",
    ],
)  # fmt: skip
def test_an_address_of_a_forge_is_one_of_the_web(address: str) -> None:
    assert not is_web_address(address)
    assert is_web_address("https://git.contoh.go.id:8443/kantor/katalog")
    assert is_web_address("http://[::1]:3000/kantor/katalog")


def test_raw_files_are_published_where_that_is_said(office: Path) -> None:
    for name in ("a.html", "unduhan/b.HTM", "lama.yaml", "c.md", "d.pdf", "e.shtml", "f.svgz", "g.XML", "h.txt"):
        path = office / "docs" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert [item.source.path for item in check_own_files(office / "docs", "docs")] == [
        "docs/a.html", "docs/e.shtml", "docs/f.svgz", "docs/g.XML", "docs/lama.yaml", "docs/unduhan/b.HTM",
    ]  # fmt: skip
    config = office / "mkdocs.yml"
    config.write_text("plugins:\n  - sop_catalog:\n      raw_files: [unduhan/*, 'a.html', '[e-g].*']\n")
    assert _said(_check()) == [("SOP130", "docs/lama.yaml")]


def test_text_that_yaml_takes_for_a_comment_is_never_lost(office: Path) -> None:
    path = office / "sops" / BASE_SOP
    base = path.read_text()
    for lost, code in {
        'peringatan: "Lampiran"#3': "SOP112",
        "peringatan: 'Lampiran'#": "SOP112",
        "peringatan: Formulir #": "SOP112",
        "peringatan: Formulir #!a": "SOP112",
        "peringatan: >": "SOP509",
        "peringatan: |-  # nanti": "SOP509",
        "peringatan: [Lampiran, #tiga\n  ]": "SOP112",
        "peringatan: [ #Lampiran\n  tiga]": "SOP112",
        "peringatan: ['Lampiran', #tiga\n  ]": "SOP112",
    }.items():
        path.write_text(base.replace("pelaksana:\n", f"{lost}\npelaksana:\n", 1))
        catalog, diagnostics = load_catalog(office / "sops", "sops")
        assert [item.rule.code for item in (*diagnostics, *check_catalog(catalog))] == [code], lost
    for meant in (
        'peringatan: "Lampiran" # tiga',
        "peringatan: Formulir # tiga",
        "peringatan: A ####",
        "peringatan: [Lampiran, # tiga\n  Dua]",
        "peringatan: ''",
    ):
        path.write_text(base.replace("pelaksana:\n", f"{meant}\npelaksana:\n", 1))
        catalog, diagnostics = load_catalog(office / "sops", "sops")
        assert [*diagnostics, *check_catalog(catalog)] == [], meant
