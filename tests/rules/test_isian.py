"""What real documents and their editors hand in: each is read as it is meant, or a finding says what to type.

One test for each case that was collected (docs/pengembang/arsitektur.md names the kinds); the words here are others.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support.examples import TODAY
from support.sites import catalog_of, minimal_sop

from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.peraturan import read_kalimat
from sop_catalog.checks import check_catalog
from sop_catalog.model.decode import Decoded, decode
from sop_catalog.model.sop import Sop
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.settings import Settings
from sop_catalog.source.fix import apply_edits
from sop_catalog.source.text import Source


def read(text: str) -> Decoded:
    return decode(Source("a.yml", text))


def sop_of(text: str) -> Sop:
    sop = read(text).sop
    assert sop is not None
    return sop


def head(fields: str) -> str:
    """An SOP with these lines in its head."""
    return minimal_sop("A").replace("pelaksana:\n", f"{fields}pelaksana:\n", 1)


def told(text: str) -> list[tuple[str, str]]:
    """Code and fix of each finding."""
    return [(item.rule.code, item.fix) for item in read(text).diagnostics]


# --- Lines and marks ----------------------------------------------------------------------------------------------


def test_lines_under_a_key_are_items_where_a_list_belongs() -> None:
    sop = sop_of(
        head("dasar_hukum: |\n  UU Nomor 14 Tahun 2008\n  PP Nomor 61 Tahun 2010\nperalatan: |\n  Meja\n  Kursi\n")
    )
    assert (sop.dasar_hukum, sop.peralatan) == (("UU Nomor 14 Tahun 2008", "PP Nomor 61 Tahun 2010"), ("Meja", "Kursi"))
    ((code, fix),) = told(head("pencatatan: Buku tamu\n  Buku kas\n"))
    assert code == "SOP126"
    assert "`- Buku tamu`, lalu `- Buku kas`" in fix


def test_a_cell_keeps_its_lines_and_may_be_a_list() -> None:
    step = "    kegiatan: |\n      Meneliti surat:\n      a. alamat;\n      b. tanggal\n    kelengkapan:\n      - Surat\n      - Amplop\n"
    sop = sop_of(minimal_sop("A").replace("    kegiatan: Mengajukan usulan\n", step, 1))
    assert sop.langkah[0].kegiatan == "Meneliti surat:\na. alamat;\nb. tanggal"
    assert sop.langkah[0].kelengkapan == "- Surat\n- Amplop"


def test_a_dash_of_word_is_named() -> None:
    (finding,) = read(head("peralatan:\n  – Meja\n  – Kursi\n")).diagnostics
    assert (finding.rule.code, finding.label) == ("SOP113", "– adalah tanda butir dari Word, bukan tanda hubung biasa")
    assert "`- Meja`, lalu `- Kursi`" in finding.fix
    findings = read(minimal_sop("A").replace("- pelaksana: staf", "– pelaksana: staf")).diagnostics
    assert findings[0].label == "tanda butir dari Word"
    assert "`- pelaksana: staf`" in findings[0].fix


@pytest.mark.parametrize("mark", ["•", "−", "·", "→", "§", "ü", "\uf0b7", "\uf0a7", "o", "➢"])
def test_marks_of_word_are_never_printed_in_silence(mark: str) -> None:
    ((code, fix),) = told(head(f"peralatan:\n  {mark} Meja\n  {mark} Kursi\n"))
    assert code == "SOP113"
    assert "`- Meja`, lalu `- Kursi`" in fix


@pytest.mark.parametrize(
    "text", ["1. Meja 2. Kursi 3. Papan", "a. Meja b. Kursi c. Papan", "1) Meja 2) Kursi 3) Papan"]
)
def test_numbered_items_on_one_line_are_told_apart(text: str) -> None:
    (finding,) = read(head(f"peralatan: {text}\n")).diagnostics
    (fix,) = finding.fixes
    assert finding.message == "3 butir bernomor tertulis sebagai satu teks"
    assert sop_of(apply_edits(finding.source.text, fix.edits)).peralatan == ("Meja", "Kursi", "Papan")
    assert told(head("peralatan: Meja nomor 1. Kursi nomor 2. Papan\n")) == []


def test_a_space_of_word_behind_a_colon_is_named() -> None:
    decoded = read(minimal_sop("A").replace("kegiatan: Mengajukan", "kegiatan:\u00a0Mengajukan"))
    assert [(item.rule.code, item.fix) for item in decoded.diagnostics] == [
        ("SOP119", "ganti dengan spasi biasa: `kegiatan: Mengajukan usulan`")
    ]
    assert decoded.sop is not None
    assert decoded.sop.langkah[0].kegiatan == "Mengajukan usulan"
    (dash,) = [
        item
        for item in read(minimal_sop("A").replace("- pelaksana", "- \u00a0pelaksana", 1)).diagnostics
        if item.rule.code == "SOP119"
    ]
    assert read(apply_edits(dash.source.text, dash.fixes[0].edits)).diagnostics == []
    column = read(minimal_sop("A").replace("  staf: Staf", "  staf:\u00a0Staf"))
    assert column.sop is not None
    assert column.sop.pelaksana[0].judul == "Staf"


def test_quotation_marks_of_word_are_named() -> None:
    assert told(head("nomor: “7/SOP/2025”\n")) == [("SOP125", "tulis `nomor: 7/SOP/2025`")]
    step = "- {pelaksana: staf, kegiatan: “Menulis surat”, waktu: ‘5 menit’}"
    flow = minimal_sop("A").replace("- pelaksana: staf\n    kegiatan: Mengajukan usulan", step)
    assert told(flow) == [("SOP125", "tulis `kegiatan: Menulis surat`"), ("SOP125", "tulis `waktu: 5 menit`")]


# --- Words of the form --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("perlengkapan: Meja", "tulis `peralatan:`"),
        ("dibuat_oleh: Analis", "tulis `disusun_oleh:`"),
        ("diverifikasi_oleh: Kepala Bagian", "tulis `diperiksa_oleh:`"),
        ("tanggal_ditetapkan: 3 Mei 2025", "tulis `tanggal_pengesahan:`"),
        ("halaman: 1 dari 2", "jumlah halaman dihitung saat dicetak, jadi baris ini tidak diperlukan"),
        ("tags: arsip", "tulis `kata_kunci:`"),
        ("formulir: isian.docx", "tulis `lampiran:`"),
    ],
)
def test_a_label_of_the_form_is_the_key_that_it_means(typed: str, fix: str) -> None:
    assert told(head(f"{typed}\n")) == [("SOP201", fix)]


# --- Regulations --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kalimat", "kode"),
    [
        ("3, Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik", "uu-25-2009"),
        ("Qanun Aceh Nomor 11 Tahun 2002", "qanun-aceh-11-2002"),
        ("PER-40/PB/2006 tentang Pedoman Akuntansi", "peraturan-direktur-jenderal-perbendaharaan-40-2006"),
        ("UndangUndang Nomor 43 Tahun 2009", "uu-43-2009"),
        ("Undang Undang Kearsipan No 43/2009", "uu-43-2009"),
    ],
)
def test_a_citation_is_read(kalimat: str, kode: str) -> None:
    assert [sitasi.kode for sitasi in read_kalimat(kalimat).sitasi] == [kode]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peraturan Kepala BKN Nomor 35 Tahun 2011", "Peraturan Kepala Badan Kepegawaian Negara Nomor 35 Tahun 2011"),
        ("Permen LHK No. 7 Tahun 2019", "Peraturan Menteri Lingkungan Hidup dan Kehutanan Nomor 7 Tahun 2019"),
        ("Perda Kab. Bantul 3/2018", "Peraturan Daerah Kabupaten Bantul Nomor 3 Tahun 2018"),
    ],
)
def test_a_regulation_under_two_names_is_one(one: str, other: str) -> None:
    first, second = (tuple(sitasi.kode for sitasi in read_kalimat(kalimat).sitasi) for kalimat in (one, other))
    assert first == second
    assert len(first) == 1


def test_a_number_is_what_the_document_writes_and_a_chain_is_two_regulations() -> None:
    (decree,) = read_kalimat(
        "Keputusan Direktur Jenderal Badilag Nomor 0056.a/DJA/SK/OT.01/1/2020 tentang Pedoman"
    ).sitasi
    assert (decree.nomor, decree.nomor_tertulis) == ("56a", "0056.a/DJA/SK/OT.01/1/2020")
    chain = read_kalimat(
        "PP Nomor 96 Tahun 2012 tentang Pelayanan Publik sebagaimana telah diubah dengan PP Nomor 17 Tahun 2020"
    )
    assert [sitasi.kode for sitasi in chain.sitasi] == ["pp-96-2012", "pp-17-2020"]


# --- Dates and times (each form: tests/rules/test_values.py) ------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("Maret 2017", "Maret 2017"), ("… Maret 2017", "… Maret 2017"), ("Rabu, 8 Maret 2017", "8 Maret 2017"), ("Belum ada", "Belum ada"), ("'--'", "--")],
)  # fmt: skip
def test_a_date_as_the_paper_has_it(typed: str, printed: str) -> None:
    decoded = read(head(f"tanggal_revisi: {typed}\n"))
    assert [item.message for item in decoded.diagnostics] == []
    assert decoded.sop is not None
    assert decoded.sop.tanggal_revisi is not None
    assert decoded.sop.tanggal_revisi.format() == printed


def test_times_with_words_around_them_are_summed_or_sound() -> None:
    times = ["20 menit/surat", "10 menit per surat", "Maks : 3 jam", "40 Menit*", "20'", "2 Hari Kerja (HK)", "2 hari kerja setelah surat diterima",
             "2 minggu (10 hari kerja)", "H-3", "setiap saat"]  # fmt: skip
    steps = "".join(
        f'  - pelaksana: staf\n    kegiatan: Menulis {number}\n    waktu: "{time}"\n'
        for number, time in enumerate(times)
    )
    decoded = read(minimal_sop("A").partition("langkah:\n")[0] + "langkah:\n" + steps)
    assert [item.message for item in decoded.diagnostics] == []
    assert decoded.sop is not None
    norma = decoded.sop.norma_waktu
    assert norma.format() == "4 jam 30 menit + 4 hari kerja + 2 minggu"
    assert norma.format_lacking() == "2 dari 10 langkah tanpa angka waktu; per surat dihitung satu kali"
    ((code, fix),) = told(minimal_sop("A").replace("usulan\n", "usulan\n    waktu: 90 Menit / 2 Hari\n", 1))
    assert code == "SOP207"
    assert fix == "tulis yang dijumlah saja, `waktu: 90 menit` atau `waktu: 2 hari`, dan yang lain pada `keterangan`"


# --- SOPs, logos, people, files -----------------------------------------------------------------------------------


def test_an_sop_by_its_name_and_number_is_linked(tmp_path: Path) -> None:
    items = "[SOP Penataan Arsip (SOP-7/ARSIP/2025), Standar Operasional Prosedur Penataan Arsip]"
    catalog = catalog_of(
        tmp_path, arsip=minimal_sop("Penataan Arsip", nomor="SOP-7/ARSIP/2025"), b=minimal_sop("B", keterkaitan=items)
    )
    assert [rujukan.slug for item in catalog.sops["b"].keterkaitan for rujukan in catalog.references(item)] == [
        "arsip",
        "arsip",
    ]


def test_the_long_form_of_the_word_is_the_word() -> None:
    assert sop_of(minimal_sop("Standar Operasional Prosedur Penataan Arsip")).judul == "Penataan Arsip"


def test_a_logo_that_is_not_there_is_found(tmp_path: Path) -> None:
    (tmp_path / "docs/gambar").mkdir(parents=True)
    (tmp_path / "docs/gambar/lambang.png").write_bytes(b"\x89PNG")
    sops = tmp_path / "sops"
    (sops / "_daftar").mkdir(parents=True)
    (sops / "_daftar/unit.yml").write_text("biro-uji: {nama: Biro Uji, logo: gambar/Lambang.PNG}\n", "utf-8")
    (sops / "a.yml").write_text(minimal_sop("A"), "utf-8")
    catalog, _ = load_catalog(sops, "sops", assets=[tmp_path / "docs"])
    (finding,) = check_catalog(catalog, TODAY)
    assert (finding.rule.code, finding.fix) == ("SOP422", "tulis `logo: gambar/lambang.png`")
    assert "<img" not in build_sop_page(catalog, "a", Settings()).html


def test_two_may_approve() -> None:
    decoded = read(head("disahkan_oleh:\n  - Kepala Biro\n  - Sekretaris\n"))
    assert [item.message for item in decoded.diagnostics] == []
    assert decoded.sop is not None
    assert [person.jabatan for person in decoded.sop.pejabat("disahkan_oleh")] == ["Kepala Biro", "Sekretaris"]


def test_addresses_can_be_followed_and_files_attached(tmp_path: Path) -> None:
    (tmp_path / "_lampiran").mkdir()
    (tmp_path / "_lampiran/isian.txt").write_text("x", "utf-8")
    catalog = catalog_of(
        tmp_path, a=minimal_sop("A", pencatatan="[Isian https://contoh.go.id/isian.pdf]", lampiran="[isian.txt]")
    )
    html = build_sop_page(catalog, "a", Settings()).html
    assert 'href="https://contoh.go.id/isian.pdf"' in html
    assert 'href="../../lampiran/a/isian.txt"' in html
