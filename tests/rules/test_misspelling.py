"""What counts as a slip of the fingers, and which words of the form mean which key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sop_catalog.model import fields, vocabulary
from sop_catalog.model.decode import decode
from sop_catalog.source.misspelling import find_mistyped, is_mistyped, is_mistyped_name, letters_apart
from sop_catalog.source.text import Source

_SOP_KEYS = [field.kunci for field in fields.SOP_FIELDS]
_STEP_KEYS = [field.kunci for field in fields.LANGKAH_FIELDS]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("kegiatan", "kegiatan", 0), ("kegiatn", "kegiatan", 1), ("mneit", "menit", 1), ("kgeiatn", "kegiatan", 2), ("", "ab", 2), ("abc", "", 3), ("perlengkapan", "peringatan", 3)],
)  # fmt: skip
def test_letters_apart(one: str, other: str, apart: int) -> None:
    assert letters_apart(one, other) == letters_apart(other, one) == apart


_LETTERS = st.text("abc", max_size=6)


@given(_LETTERS, _LETTERS, _LETTERS)
def test_letters_apart_is_a_distance(one: str, two: str, three: str) -> None:
    """Nothing but equal words is 0 apart, and a way round is never shorter (by more than a swap that is edited later)."""
    assert (letters_apart(one, two, 9) == 0) == (one == two)
    assert letters_apart(one, three, 9) <= 2 * (letters_apart(one, two, 9) + letters_apart(two, three, 9))
    assert letters_apart(one, two, 2) == min(letters_apart(one, two, 9), 3)


@pytest.mark.parametrize(
    ("written", "meant", "is_slip"),
    [
        ("stap", "staf", True), ("tu", "fu", False), ("kabag", "kabid", False), ("kabagg", "kabag", True), ("tum", "tim", True), ("catatan", "jabatan", False),
        ("tahun-2025", "tahun-2026", False), ("ii", "iii", False),
        ("januri", "januari", True),
    ],
)  # fmt: skip
def test_a_slip_of_the_fingers(written: str, meant: str, *, is_slip: bool) -> None:
    assert is_mistyped(written, meant) is is_slip


def test_two_that_are_equally_near_are_no_evidence() -> None:
    assert find_mistyped("jui", ["juni", "juli"]) == ""
    assert find_mistyped("kabagg", ["kabag", "kabags"]) == ""
    assert find_mistyped("peringtan", ["peringatan", "pencatatan"]) == "peringatan"


@pytest.mark.parametrize(
    ("written", "meant", "is_slip"),
    [
        ("Pemeliharan Gedung", "Pemeliharaan Gedung", True),
        ("Laporan Bulanan", "Laporan Tahunan", False),
        ("Penerimaan Tamu", "Penerimaan Surat", False),
        ("Kepala Dinsa", "Kepala Dinas", True),
        ("Seksi I", "Seksi II", False),
        ("Tahap 1", "Tahap 2", False),
        ("Pengelola Aset", "Pengelolaan Aset", False),
    ],
)
def test_names(written: str, meant: str, *, is_slip: bool) -> None:
    assert is_mistyped_name(written, meant) is is_slip


def test_a_word_that_is_used_elsewhere_is_meant() -> None:
    assert is_mistyped_name("Rapat Kota", "Rapat Kita")
    assert not is_mistyped_name("Rapat Kota", "Rapat Kita", {"kota"})


# --- The form's own words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", vocabulary.LABELS)
def test_labels_are_folded_and_mean_keys(record: str) -> None:
    keys = {field.kunci for field in vocabulary._TABLES[record]}
    for label, kunci in vocabulary.LABELS[record].items():
        assert vocabulary.fold_label(label) == label
        assert kunci in keys
        assert label not in keys, f"{label} is a key itself"
    assert not set(vocabulary.EXPLAINED.get(record, {})) & (keys | set(vocabulary.LABELS[record]))


@pytest.mark.parametrize(
    ("label", "kunci"),
    [
        ("Perlengkapan", "peralatan"), ("Tgl. Ditetapkan", "tanggal_pengesahan"), ("NAMA SOP", "nama"), ("No. SOP", "nomor"),
        ("peralatan/perlengkapan", "peralatan"), ("Keterkaitan SOP", "keterkaitan"), ("pencatatan_dan_pendataan", "pencatatan"),
        ("disusun_oleh_siapa", ""), ("halaman", ""), ("output", ""), ("peringtan", "peringatan"), ("perizinan", ""),
        ("dasarhukum", "dasar_hukum"), ("Dasar Hukum", "dasar_hukum"), ("pelaksanaan", ""),
    ],
)  # fmt: skip
def test_labels_at_the_top(label: str, kunci: str) -> None:
    assert vocabulary.find_key(label, "sop", _SOP_KEYS) == kunci


@pytest.mark.parametrize(
    ("label", "kunci"),
    [("hasil", "output"), ("Persyaratan/ Kelengkapan", "kelengkapan"), ("durasi", "waktu"), ("input", "kelengkapan"), ("uraian kegiatan", "kegiatan"), ("ket.", "keterangan"),
     ("jika_tdak", "jika_tidak"), ("mutu baku", ""), ("no", "")],
)  # fmt: skip
def test_labels_of_a_step(label: str, kunci: str) -> None:
    assert vocabulary.find_key(label, "langkah", _STEP_KEYS) == kunci


def test_no_word_of_the_form_is_taken_for_another_one() -> None:
    for word in vocabulary.form_words():
        meant = vocabulary.find_key(word, "sop", _SOP_KEYS)
        assert meant in {"", word, vocabulary.LABELS["sop"].get(word)}


SMALL = "nama: A\nunit: u\n{line}\npelaksana:\n  s: Staf\nlangkah:\n  - pelaksana: s\n    kegiatan: Menulis\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("output: Surat", "isian `output:` ditulis di dalam langkah"),
        ("hasil: Surat", "isian `output:` ditulis di dalam langkah"),
        ("halaman: 1 dari 2", "jumlah halaman dihitung"),
        ("kegiatan: Menulis", "isian `kegiatan:` ditulis di dalam langkah"),
        ("ruang_lingkup: Biro", "kotak ini belum ada pada formulir unit; daftarkan `ruang_lingkup:`"),
        ("xyz: 1", "isian SOP yang ada: nama, nomor, unit"),
        ("judul: B", "gabungkan isinya ke `nama:` yang sudah ditulis pada baris 1"),
    ],
)
def test_without_evidence_nothing_is_ordered(line: str, said: str) -> None:
    (found,) = decode(Source("x.yml", SMALL.format(line=line))).diagnostics
    assert found.fix.startswith(said)
    assert not found.fixes


def test_what_a_label_means_is_read() -> None:
    decoded = decode(Source("x.yml", SMALL.format(line="perlengkapan: Meja\ntanggal_ditetapkan: 5 Januari 2026")))
    assert [item.fix for item in decoded.diagnostics] == ["tulis `peralatan:`", "tulis `tanggal_pengesahan:`"]
    assert decoded.sop is not None
    assert decoded.sop.peralatan == ("Meja",)
    assert decoded.sop.peringatan == ()
    assert decoded.sop.tanggal_pengesahan is not None
