"""From the tree to the record: any tree is decoded without an exception, and what is well written is read well."""

from __future__ import annotations

import os
import re

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.paths import SOPS

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks import check_catalog
from sop_catalog.model.decode import decode
from sop_catalog.model.decode_registers import REGISTER_NAMES, decode_registers
from sop_catalog.model.fields import (
    JABATAN_FIELDS,
    LANGKAH_FIELDS,
    PENGESAH_FIELDS,
    PERATURAN_FIELDS,
    PROFIL_FIELDS,
    SIMBOL_FIELDS,
    SOP_FIELDS,
    UNIT_FIELDS,
)
from sop_catalog.model.header import decode_header
from sop_catalog.model.registers import Registers
from sop_catalog.model.sop import Status, Target, TargetKind
from sop_catalog.source.diagnostic import Diagnostic, has_galat
from sop_catalog.source.text import Source

WHOLE = """\
nama: Peminjaman Kendaraan Dinas
nomor: 010
unit: biro-umum
status: BERLAKU
contoh: ya
tanggal_pengesahan: 5 Januari 2026
tanggal_revisi: '-'
disahkan_oleh: {jabatan: Kepala Biro, nip: 19720502 200212 1 009, tte: ya}
dasar_hukum: Permenaker Nomor 7 Tahun 2017
keterkaitan: [SOP A, SOP B]
peringatan: >
  Kendaraan tidak boleh
  dipakai pribadi
pelaksana:
  staf: Staf Umum
  kabag: Kabag Umum
langkah:
  - pelaksana: [staf, kabag]
    kegiatan: Mengisi
    waktu: 1:30
  - pelaksana: kabag
    kegiatan: Memeriksa
    jika_tidak: staf
    jika_ya: 1
  - pelaksana: tidak terbaca
    kegiatan: Memilih
    jika: {Kotak  pengaduan: selesai, Tatap muka: lanjut}
  - pelaksana: staf
    kegiatan: Menyimpan
    lanjut_ke: selesai
riwayat:
  - {tanggal: 5 Januari 2026, perubahan: terbit}
"""


def test_whole_record() -> None:
    decoded = decode(Source("sops/umum/pinjam.yml", WHOLE), "umum/pinjam.yml")
    sop = decoded.sop
    assert sop is not None
    assert [item.rule.code for item in decoded.diagnostics] == ["SOP207"]
    assert (sop.slug, sop.path, sop.nomor, sop.status, sop.contoh) == (
        "pinjam",
        "umum/pinjam.yml",
        "010",
        Status.BERLAKU,
        True,
    )
    assert sop.tanggal_pengesahan is not None
    assert sop.tanggal_pengesahan.format() == "5 Januari 2026"
    assert sop.tanggal_revisi is not None
    assert sop.tanggal_revisi.hari is None
    assert sop.disahkan_oleh.tte
    assert sop.dasar_hukum == ("Permenaker Nomor 7 Tahun 2017",)
    assert sop.keterkaitan == ("SOP A", "SOP B")
    assert sop.peringatan == ("Kendaraan tidak boleh dipakai pribadi",)
    first, second, third, fourth = sop.langkah
    assert first.pelaksana == ("staf", "kabag")
    assert first.waktu is not None
    assert first.waktu.teks == "1:30"
    assert [(cabang.label, cabang.target) for cabang in second.simbol[0].cabang] == [
        ("Ya", Target(TargetKind.NOMOR, nomor=1)),
        ("Tidak", Target(TargetKind.PELAKSANA, pelaksana="staf")),
    ]
    assert third.pelaksana == ()
    assert [(cabang.label, cabang.target.kind) for cabang in third.simbol[0].cabang] == [
        ("Kotak pengaduan", TargetKind.SELESAI),
        ("Tatap muka", TargetKind.LANJUT),
    ]
    assert fourth.simbol[0].lanjut_ke == Target(TargetKind.SELESAI)
    assert sop.riwayat[0].perubahan == "terbit"
    assert decoded.positions.values["langkah", 1, "jika_tidak"].start == WHOLE.index("staf\n    jika_ya")


@pytest.mark.parametrize(
    ("text", "kind", "nomor"),
    [("lanjut", TargetKind.LANJUT, 0), ("Selesai", TargetKind.SELESAI, 0), ("tidak terbaca", TargetKind.TIDAK_TERBACA, 0), ("1", TargetKind.NOMOR, 1),
     ("007", TargetKind.NOMOR, 7), ("staf", TargetKind.PELAKSANA, 0), ("staf-2", TargetKind.PELAKSANA, 0), ("٣", TargetKind.TIDAK_TERBACA, 0),
     ("²", TargetKind.TIDAK_TERBACA, 0), ("1.5", TargetKind.TIDAK_TERBACA, 0), ("2.kabag", TargetKind.SIMBOL, 2), ("07 . staf-2", TargetKind.SIMBOL, 7),
     ("2.Kabag", TargetKind.TIDAK_TERBACA, 0), ("2.kabag.staf", TargetKind.TIDAK_TERBACA, 0), ("9999999", TargetKind.PELAKSANA, 0), ("Staf Umum", TargetKind.TIDAK_TERBACA, 0)],
)  # fmt: skip
def test_targets(text: str, kind: TargetKind, nomor: int) -> None:
    body = WHOLE.replace("jika_tidak: staf", f"jika_tidak: {text}")
    sop = decode(Source("x.yml", body)).sop
    assert sop is not None
    target = sop.langkah[1].simbol[0].cabang[1].target
    assert (target.kind, target.nomor) == (kind, nomor)


def _findings(text: str, path: str = "x.yml") -> list[tuple[str, str]]:
    return [(item.rule.code, item.fix) for item in decode(Source(path, text)).diagnostics]


SMALL = "nama: A\nunit: u\npelaksana:\n  s: Staf\nlangkah:\n  - pelaksana: s\n    kegiatan: Menulis\n"


@pytest.mark.parametrize(
    ("text", "code", "fix"),
    [
        ("nama: A\nunit: u\npelaksana:\n  s: Staf\n", "SOP202", "tambahkan baris `langkah:`, dan di bawahnya"),
        (SMALL + "slug_lama: [Nama Lama]\n", "SOP211", "tanpa folder dan tanpa .yml: `nama-lama`"),
        (SMALL + "slug_lama: biro/tamu.yml\n", "SOP211", "tanpa folder dan tanpa .yml: `tamu`"),
        (SMALL + "disahkan_oleh: {nama: Budi NIP. 19720502 200212 1 009}\n", "SOP209", "pindahkan ke isian `nip:`"),
        (SMALL + "disahkan_oleh: Kepala Biro, NIP 197205022002121009\n", "SOP209", "tulis rinciannya"),
        (SMALL + 'peringatan: "a\\u202eb"\n', "SOP102", "tulis ulang teks ini"),
        (SMALL + 'peringatan: "a\\e[31mb"\n', "SOP102", "tulis ulang teks ini"),
        (SMALL + 'peringatan: "a\\u200bb"\n', "SOP119", "tulis ulang teks ini"),
        (SMALL + "peringatan:\n  - ? tanya\nperalatan: b\n", "SOP110", "petik: - '? tanya'"),
        ("- nama: A\n- unit: u\n", "SOP203", "hapus tanda hubung di awal baris"),
        ("nama: Rapat\u2028Kerja\nunit: u\n", "SOP102", "hapus karakter ini"),
        (SMALL + "peringatan: -\n", "SOP110", "tulis di dalam tanda petik: peringatan: '-'"),
        (SMALL.replace("kegiatan: Menulis", "kegiatan: Menulis\n    output: -"), "SOP110", "petik: output: '-'"),
    ],
)
def test_a_finding_and_what_to_type(text: str, code: str, fix: str) -> None:
    ((found, said),) = _findings(text)
    assert found == code
    assert fix in said


@pytest.mark.parametrize("text", [SMALL + 'peringatan: "a\\tb\\"c"\n', SMALL + "peringatan: '-'\n", SMALL])
def test_good_texts_are_let_alone(text: str) -> None:
    assert _findings(text) == []


def test_what_a_missing_list_should_look_like_can_be_read() -> None:
    ((_, said),) = _findings("nama: A\nunit: u\npelaksana:\n  staf: Staf\n")
    first, inner = re.findall("`([^`]+)`", said)
    added = f"nama: A\nunit: u\npelaksana:\n  staf: Staf\n{first}\n  {inner}\n    kegiatan: Menulis\n"
    assert _findings(added) == []


def test_a_file_cannot_be_called_index() -> None:
    assert [code for code, _ in _findings(SMALL, "index.yml")] == ["SOP213"]


def test_a_profile_may_stand_before_its_base() -> None:
    text = "turunan: {dasar: lokal, nomor_kolom: tidak}\nlokal: {dasar: umum, nomor_kolom: ya, norma_waktu: tidak}\n"
    registers, diagnostics, _ = decode_registers({"profil": Source("profil.yml", text)})
    assert diagnostics == []
    assert [*registers.profil][-2:] == ["turunan", "lokal"]
    assert not registers.profil["turunan"].norma_waktu
    assert not registers.profil["turunan"].nomor_kolom


@pytest.mark.parametrize("order", [1, -1])
def test_a_profile_rests_on_the_offices_own_general_one(order: int) -> None:
    entries = ["umum: {baris: {nama: JUDUL}}\n", "x: {nomor_kolom: ya}\n"][::order]
    registers, diagnostics, _ = decode_registers({"profil": Source("profil.yml", "".join(entries))})
    assert diagnostics == []
    assert registers.profil["x"].baris == (("nama", "JUDUL"),)


def test_a_long_chain_of_profiles_ends() -> None:
    text = "".join(f"p{number}: {{dasar: p{number + 1}}}\n" for number in range(2000)) + "p2000: {nomor_kolom: ya}\n"
    registers, diagnostics, _ = decode_registers({"profil": Source("profil.yml", text)})
    assert len(registers.profil) > 2000
    assert diagnostics


def test_profiles_that_rest_on_each_other_are_reported_once() -> None:
    text = "a: {dasar: b}\nb: {dasar: a}\n"
    _, diagnostics, _ = decode_registers({"profil": Source("profil.yml", text)})
    assert [item.message for item in diagnostics] == ["profil `b` berdasar pada dirinya sendiri"]


def test_a_register_key_without_a_letter_is_no_entry() -> None:
    registers, diagnostics, _ = decode_registers({"unit": Source("unit.yml", "'***': Coba\nbiro: Biro\n")})
    assert [*registers.unit] == ["biro"]
    assert [item.rule.code for item in diagnostics] == ["SOP211"]


def test_seeds_decode_without_galat() -> None:
    for path in SOPS.glob("[a-z]*/*.yml"):
        decoded = decode(Source(path.name, path.read_text("utf-8")))
        assert decoded.sop is not None
        assert not has_galat(decoded.diagnostics)


def test_header_behind_brackets_that_close_at_the_margin() -> None:
    lists = "dasar_hukum: [\n  UU 1/2000,\n]\npelaksana: {\n  staf: Staf\n}\nlangkah: [\n{pelaksana: staf, kegiatan: Mencatat}\n]\n"
    header, _ = decode_header(Source("x.yml", f"{lists}nama: Peminjaman\nunit: biro\n"), "x.yml")
    assert header is not None
    assert (header.nama, header.unit) == ("Peminjaman", "biro")


def test_header_is_what_the_whole_says() -> None:
    for path in SOPS.glob("[a-z]*/*.yml"):
        source = Source(path.name, path.read_text("utf-8"))
        whole = decode(source)
        sop, positions = decode_header(source, path.name)
        assert sop is not None
        assert whole.sop is not None
        for field in ("slug", "nama", "nomor", "unit", "status", "digantikan_oleh", "slug_lama"):
            assert getattr(sop, field) == getattr(whole.sop, field)
            if (field,) in whole.positions.values:
                assert positions.values[field,] == whole.positions.values[field,]


@pytest.mark.parametrize(
    "text",
    ["", "[", "x", "langkah:\n- a\nnama: b\n", "nama: 'a\n  b'\nlangkah:\n  - x\n", "pelaksana: |\n  a\nnama: b\r\n"],
)
def test_header_never_raises(text: str) -> None:
    sop, _ = decode_header(Source("a.yml", text), "a.yml")
    assert sop is None or sop.nama in {"b", "a b"}


# --- Any tree -----------------------------------------------------------------------------------------------------

_FIELDS = [
    row.kunci
    for table in (
        SOP_FIELDS,
        LANGKAH_FIELDS,
        SIMBOL_FIELDS,
        PENGESAH_FIELDS,
        UNIT_FIELDS,
        JABATAN_FIELDS,
        PERATURAN_FIELDS,
        PROFIL_FIELDS,
    )
    for row in table
]
_KEYS = st.one_of(st.sampled_from([*_FIELDS, "staf", "kabag", "biro-umum", "uu-1-2020"]), st.text(max_size=8))
_TEXTS = st.one_of(
    st.sampled_from(["", "staf", "1", "99", "selesai", "lanjut", "tidak terbaca", "berlaku", "5 Januari 2026", "31-02-2026", "10 menit", "0 jam", "ya", "SOP A, SOP B",
                     "UU 39/2008", "Jika tidak dikembalikan kepada Staf", "kabag", "dicabut", "umum", "-", "x: y", "#1", "staf > kabag", "kabag -> staf > staf", "staf >", "2.kabag", "1.staf", "^", "https://a.go.id", "²"]),
    st.text(max_size=20),
)  # fmt: skip
_TREES = st.recursive(
    _TEXTS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_KEYS, inner, max_size=6)),
    max_leaves=25,
)
_SYMBOLS = st.lists(
    st.dictionaries(st.sampled_from([row.kunci for row in SIMBOL_FIELDS]), _TREES, max_size=4), max_size=4
)
_STEPS = st.lists(
    st.dictionaries(st.sampled_from([row.kunci for row in LANGKAH_FIELDS]), st.one_of(_TREES, _SYMBOLS), max_size=6),
    max_size=5,
)
_SOP_TREES = st.fixed_dictionaries(
    {
        "nama": _TREES,
        "unit": _TREES,
        "langkah": _STEPS,
        "pelaksana": st.dictionaries(_KEYS, st.one_of(_TEXTS, st.dictionaries(_KEYS, _TEXTS, max_size=3)), max_size=4),
    },
    optional={row.kunci: _TREES for row in SOP_FIELDS if row.kunci not in {"nama", "unit", "langkah", "pelaksana"}},
)


def _inside(diagnostics: list[Diagnostic]) -> None:
    for diagnostic in diagnostics:
        for source, span in [
            (diagnostic.source, diagnostic.span),
            *((label.source, label.span) for label in diagnostic.related),
        ]:
            assert 0 <= span.start <= span.end <= len(source.text)


@settings(
    max_examples=400 if os.environ.get("SOAK") else 200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.one_of(_SOP_TREES, _TREES), st.booleans())
def test_decoding_any_tree_never_raises(tree: object, flow: bool) -> None:  # noqa: FBT001
    source = Source("sops/a.yml", yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, sort_keys=False))
    decoded = decode(source, "a.yml")
    assert decoded.sop is not None or has_galat(decoded.diagnostics)
    file = SopFile(source, "a.yml", "a", decoded.sop, decoded.positions)
    diagnostics = [*decoded.diagnostics, *check_catalog(Catalog((file,), decode_registers({})[0]))]
    _inside(diagnostics)
    decode_header(source, "a.yml")


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(REGISTER_NAMES), _TREES)
def test_decoding_any_register_never_raises(name: str, tree: object) -> None:
    source = Source(f"sops/_daftar/{name}.yml", yaml.safe_dump(tree, allow_unicode=True))
    registers, diagnostics, positions = decode_registers({name: source})
    assert isinstance(registers, Registers)
    _inside([*diagnostics, *check_catalog(Catalog((), registers, {name: source}, positions))])
