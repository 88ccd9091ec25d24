"""`sop bandingkan`: what was done to an SOP, in sentences, and nothing else."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from support.paths import GOLDEN as GOLDENS
from support.paths import ROOT
from support.scripted_changes import (
    NAME,
    NEW_STEP,
    ONE_CHANGE,
    SEED,
    Edit,
    edit_step,
    edit_steps,
    replace_once,
    split_steps,
)

from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.cli import sop as sop_command
from sop_catalog.compare.alignment import align
from sop_catalog.compare.changes import ChangeKind, Comparison, SopDiff, Weight
from sop_catalog.compare.diff import compare, compare_catalogs
from sop_catalog.compare.formats import COMMENT_MARK, DiffFormat, format_comparison
from sop_catalog.compare.run import compare_folders
from sop_catalog.compare.words import PieceKind, compare_words, is_one_slip
from sop_catalog.model.decode import decode, slug_of
from sop_catalog.source.markdown import FOREIGN_MARKUP, escape_markdown
from sop_catalog.source.report import printable
from sop_catalog.source.text import Source

GOLDEN = GOLDENS / "diff"
REGISTERS = ROOT / "sops" / "_daftar"


def _catalog(folder: Path, files: dict[str, str], registers: Path = REGISTERS) -> Catalog:
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    shutil.copytree(registers, folder / "_daftar")
    catalog, diagnostics = load_catalog(folder, "sops")
    return catalog.with_findings(diagnostics, {})


def _diff(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> tuple[SopDiff, ...]:
    return compare_catalogs(_catalog(tmp_path / "a", before), _catalog(tmp_path / "b", after))


def _said(diffs: tuple[SopDiff, ...]) -> list[str]:
    return [f"{change.weight}: {change.sentence}" for diff in diffs for change in diff.changes]


@pytest.mark.parametrize("name", ONE_CHANGE)
def test_one_edit_is_one_sentence(name: str, tmp_path: Path) -> None:
    edit, expected = ONE_CHANGE[name]
    assert _said(_diff(tmp_path, {f"{NAME}.yml": SEED}, {f"{NAME}.yml": edit(SEED)})) == expected


@pytest.mark.parametrize("name", ONE_CHANGE)
def test_undoing_an_edit_is_reported_as_much(name: str, tmp_path: Path) -> None:
    edit, expected = ONE_CHANGE[name]
    back = _diff(tmp_path, {f"{NAME}.yml": edit(SEED)}, {f"{NAME}.yml": SEED})
    assert len(back[0].changes) == len(expected)
    assert sorted(change.weight for change in back[0].changes) == sorted(line.partition(":")[0] for line in expected)


def test_nothing_is_said_about_the_same_thing(tmp_path: Path) -> None:
    catalog = _catalog(tmp_path / "a", {f"{NAME}.yml": SEED})
    comparison = compare(catalog, catalog, ("a", "a"), "sops")
    assert comparison.is_empty
    assert "Tidak ada perubahan" in format_comparison(comparison, DiffFormat.TEKS)


def test_an_inserted_step_shifts_numbers_and_only_the_target_that_now_means_another_step_is_reported(
    tmp_path: Path,
) -> None:
    numbered = edit_step(10, "jika_tidak: karo", "jika_tidak: 9")(SEED)
    inserted = edit_steps(lambda steps: steps.insert(2, NEW_STEP.replace("kabag", "fu")))(numbered)
    said = _said(_diff(tmp_path, {f"{NAME}.yml": numbered}, {f"{NAME}.yml": inserted}))
    assert said[0] == "substantif: Langkah 3 disisipkan: Fungsional Umum, “memberi nomor agenda”, 10 menit"
    assert said[1].startswith("substantif: Langkah 11 (semula 10): cabang Tidak kini menuju langkah 9 (Kabag,")
    assert len(said) == 2
    assert said[1].endswith("…”), kini langkah 10")
    followed = inserted.replace("jika_tidak: 9", "jika_tidak: 10")
    assert len(_said(_diff(tmp_path / "2", {f"{NAME}.yml": numbered}, {f"{NAME}.yml": followed}))) == 1


def test_a_role_code_that_now_means_the_new_step_is_reported(tmp_path: Path) -> None:
    inserted = edit_steps(lambda steps: steps.insert(2, NEW_STEP))(SEED)
    said = _said(_diff(tmp_path, {f"{NAME}.yml": SEED}, {f"{NAME}.yml": inserted}))
    assert said[1:] == [
        (
            "substantif: Langkah 4 (semula 3): cabang Tidak kini menuju langkah 3 (Kabag, “memberi nomor agenda”); "
            "semula langkah 2 (Kabag, “memeriksa usulan. Jika setuju menyampaikan kepada…”)"
        )
    ]


def test_the_total_time_is_given_before_and_after(tmp_path: Path) -> None:
    timed = SEED.replace("waktu: menit", "waktu: 10 menit")
    changed = edit_step(1, "waktu: 10 menit", "waktu: 1 jam")(timed)
    diff = _diff(tmp_path, {f"{NAME}.yml": timed}, {f"{NAME}.yml": changed})[0]
    assert diff.norma_waktu == (
        "2 jam 10 menit (3 dari 16 langkah belum diisi)",
        "3 jam (3 dari 16 langkah belum diisi)",
    )
    assert [change.sentence for change in diff.changes] == ["Langkah 1: waktu 10 menit menjadi 1 jam"]


@pytest.mark.parametrize(
    ("before", "after", "weight"),
    [
        ("maks 3 hari", "maksimal 3 hari", "redaksional"),
        ("paling lama 3 hari", "≤ 3 hari", "redaksional"),
        ("3 hari", "maksimal 3 hari", "substantif"),
        ("minimal 3 hari", "maksimal 3 hari", "substantif"),
        ("± 3 hari", "3 hari", "substantif"),
        ("≤ 3 hari", "< 3 hari", "substantif"),
        ("1.440 menit", "24 jam", "redaksional"),
        ("1 triwulan", "3 bulan", "redaksional"),
    ],
)
def test_a_bound_is_part_of_the_time(before: str, after: str, weight: str, tmp_path: Path) -> None:
    old = SEED.replace("waktu: menit", f"waktu: '{before}'")
    new = edit_step(1, f"'{before}'", f"'{after}'")(old)
    diff = _diff(tmp_path, {f"{NAME}.yml": old}, {f"{NAME}.yml": new})[0]
    assert _said((diff,)) == [f"{weight}: Langkah 1: waktu {before} menjadi {after}"]


def test_another_unit_of_the_same_time_is_editorial(tmp_path: Path) -> None:
    before = SEED.replace("waktu: menit", "waktu: 60 menit")
    diff = _diff(tmp_path, {f"{NAME}.yml": before}, {f"{NAME}.yml": edit_step(1, "60 menit", "1 jam")(before)})[0]
    assert _said((diff,)) == ["redaksional: Langkah 1: waktu 60 menit menjadi 1 jam"]
    assert diff.norma_waktu is None


@pytest.mark.parametrize(
    ("before", "after", "weight"),
    [
        ("≤ 3 hari", "≥ 3 hari", Weight.SUBSTANTIF),
        ("di bawah < 10 juta", "di bawah > 10 juta", Weight.SUBSTANTIF),
        ("+5 menit", "-5 menit", Weight.SUBSTANTIF),
        ("suhu -5 derajat", "suhu 5 derajat", Weight.SUBSTANTIF),
        ("bunga 5%", "bunga 5", Weight.SUBSTANTIF),
        ("$ 500", "€ 500", Weight.SUBSTANTIF),
        ("formulir 1, 2", "formulir 12", Weight.SUBSTANTIF),
        ("Pasal 5 (1)", "Pasal 51", Weight.SUBSTANTIF),
        ("formulir 1 , 2", "formulir 1,2", Weight.REDAKSIONAL),
        ("bunga 5 %", "Bunga 5%.", Weight.REDAKSIONAL),
        ("rapat - koordinasi", "rapat koordinasi", Weight.REDAKSIONAL),
        ("“surat” (asli)", "surat, asli", Weight.REDAKSIONAL),
    ],
)
def test_signs_that_say_something_are_no_punctuation(before: str, after: str, weight: Weight, tmp_path: Path) -> None:
    first = SEED.replace("mengumpulkan bahan", f"mengumpulkan bahan {before} untuk")
    second = SEED.replace("mengumpulkan bahan", f"mengumpulkan bahan {after} untuk")
    (diff,) = _diff(tmp_path, {f"{NAME}.yml": first}, {f"{NAME}.yml": second})
    assert [change.weight for change in diff.changes] == [weight]


@pytest.mark.parametrize(
    ("before", "after", "weight"),
    [
        ("UU 43/2009 tentang Kearsipan, Pasal 5", "UU 43/2009 tentang Kearsipan, Pasal 6", Weight.SUBSTANTIF),
        ("UU 43/2009 tentang Kearsipan jo. UU 1/2010", "UU 43/2009 tentang Kearsipan jo. UU 1/2011", Weight.SUBSTANTIF),
        ("UU 43/2009 Pasal 5", "Undang-Undang Nomor 43 Tahun 2009 pasal 5", Weight.REDAKSIONAL),
    ],
)
def test_another_article_is_another_legal_basis(before: str, after: str, weight: Weight, tmp_path: Path) -> None:
    texts = [f"dasar_hukum:\n  - {item}\n{SEED.replace('dasar_hukum:', 'peralatan:')}" for item in (before, after)]
    texts = [re.sub(r"(?s)\nperalatan:\n(?:  - [^\n]*\n)+", "\n", text, count=1) for text in texts]
    (diff,) = _diff(tmp_path, {f"{NAME}.yml": texts[0]}, {f"{NAME}.yml": texts[1]})
    assert [(change.field, change.weight) for change in diff.changes] == [("dasar_hukum", weight)]


IN_FORCE = SEED.replace(
    "status: draf", "status: berlaku\ntanggal_pengesahan: 5 Januari 2026\ntanggal_revisi: 5 Januari 2026"
)
REVISED = "tanggal_revisi: 5 Januari 2026", "tanggal_revisi: 2 Februari 2026"


@pytest.mark.parametrize(
    ("edit", "warned"),
    [
        (edit_step(6, "mengumpulkan bahan", "mengumpulkan data"), True),
        (lambda text: edit_step(6, "mengumpulkan bahan", "mengumpulkan data")(text).replace(*REVISED), False),
        (
            lambda text: edit_step(6, "bahan dan", "data dan")(text).replace(
                "revisi: 5 Januari 2026", "revisi: 2026-01-05"
            ),
            True,
        ),
        (replace_once("Di simpan sebagai", "Disimpan sebagai"), False),
        (
            lambda text: edit_step(6, "bahan dan", "data dan")(text).replace("status: berlaku", "status: dicabut"),
            False,
        ),
    ],
)
def test_a_substantive_change_of_an_sop_in_force_wants_a_revision_date(
    edit: Edit, *, warned: bool, tmp_path: Path
) -> None:
    diff = _diff(tmp_path, {f"{NAME}.yml": IN_FORCE}, {f"{NAME}.yml": edit(IN_FORCE)})[0]
    assert any("tanggal_revisi masih 5 Januari 2026" in warning for warning in diff.warnings) is warned


@pytest.mark.parametrize("changed", [False, True])
def test_a_renamed_file_is_the_same_sop(*, changed: bool, tmp_path: Path) -> None:
    text = edit_step(6, "mengumpulkan bahan", "mengumpulkan data")(SEED) if changed else SEED
    (diff,) = _diff(tmp_path, {f"x/{NAME}.yml": SEED}, {"y/laporan-kinerja.yml": text})
    assert [change.kind for change in diff.changes][changed:] == [ChangeKind.BERKAS_BERPINDAH]
    assert diff.warnings == (f"nama berkas berganti; tulis `slug_lama: {NAME}` supaya alamat lama tetap berlaku",)
    (diff,) = _diff(tmp_path / "2", {f"{NAME}.yml": SEED}, {"laporan-kinerja.yml": f"{text}\nslug_lama: {NAME}\n"})
    assert ChangeKind.BERKAS_BERPINDAH in {change.kind for change in diff.changes}
    assert diff.warnings == ()


OTHER = SEED.replace("nama: ", "nama: Lain dari ").replace("memb", "tidak memb")


def test_two_files_that_swap_their_names_are_two_renames(tmp_path: Path) -> None:
    diffs = _diff(tmp_path, {"a.yml": SEED, "b.yml": OTHER}, {"a.yml": OTHER, "b.yml": SEED})
    assert [(diff.path_before, diff.path) for diff in diffs] == [("b.yml", "a.yml"), ("a.yml", "b.yml")]
    assert {change.kind for diff in diffs for change in diff.changes} == {ChangeKind.BERKAS_BERPINDAH}


@pytest.mark.parametrize("changed", [False, True])
def test_a_file_that_takes_the_name_of_another_which_moves_on(*, changed: bool, tmp_path: Path) -> None:
    moved = OTHER + "\nslug_lama: b\n" if changed else OTHER
    diffs = _diff(tmp_path, {"a.yml": SEED, "b.yml": OTHER}, {"b.yml": SEED, "x.yml": moved})
    assert [(diff.path_before, diff.path) for diff in diffs] == [("a.yml", "b.yml"), ("b.yml", "x.yml")]
    assert not any(change.weight is Weight.SUBSTANTIF for diff in diffs for change in diff.changes)


def test_a_former_name_of_long_ago_is_no_rename(tmp_path: Path) -> None:
    former = OTHER + "\nslug_lama: a\n"
    edited = edit_step(6, "mengumpulkan bahan", "mengumpulkan data")
    diffs = _diff(tmp_path, {"a.yml": SEED, "x.yml": former}, {"a.yml": edited(SEED), "x.yml": edited(former)})
    assert [(diff.path_before, diff.path) for diff in diffs] == [("a.yml", "a.yml"), ("x.yml", "x.yml")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", "tanggal_revisi dikosongkan"),
        ("tanggal_revisi: 5 Januari 2020", "tanggal_revisi mundur dari 5 Januari 2026"),
    ],
)
def test_a_revision_date_that_goes_or_goes_back_dates_nothing(line: str, said: str, tmp_path: Path) -> None:
    after = edit_step(6, "bahan dan", "data dan")(IN_FORCE).replace("tanggal_revisi: 5 Januari 2026", line)
    (diff,) = _diff(tmp_path, {f"{NAME}.yml": IN_FORCE}, {f"{NAME}.yml": after})
    assert [warning for warning in diff.warnings if said in warning]


def test_a_new_and_a_removed_sop(tmp_path: Path) -> None:
    other = "nama: Rapat\nunit: setjen\nstatus: berlaku\npelaksana: {staf: Staf}\nlangkah:\n  - {pelaksana: staf, kegiatan: Rapat, waktu: 1 jam}\n"
    diffs = _diff(tmp_path, {f"{NAME}.yml": SEED}, {"rapat.yml": other})
    assert _said(diffs) == [
        "substantif: SOP dihapus: 16 langkah, status draf, pelaksana Kasubag, Kabag, Karo, Sekjen, Menteri, Tim, Fungsional Umum",
        "substantif: SOP baru: 1 langkah, status berlaku, pelaksana Staf, norma waktu 1 jam",
    ]
    assert [diff.perlu_pengesahan for diff in diffs] == [False, True]
    assert _diff(tmp_path / "2", {"rapat.yml": other}, {})[0].warnings


BROKEN = [
    "",
    "\t",
    "nama: [",
    "- a\n- b\n",
    "nama: X\n",
    "\x00",
    "<<<<<<< a\n=======\n>>>>>>> b\n",
    "- - - - - - - - - - -\n",
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_file_is_said_to_be_broken(broken: str, tmp_path: Path) -> None:
    (diff,) = _diff(tmp_path, {f"{NAME}.yml": SEED}, {f"{NAME}.yml": broken})
    assert _said((diff,)) == ["substantif: Berkas sekarang tidak dapat dibaca sebagai SOP; perbaiki dahulu galatnya"]
    (diff,) = _diff(tmp_path / "2", {f"{NAME}.yml": broken}, {f"{NAME}.yml": SEED})
    assert diff.changes[0].sentence.startswith("Berkas semula tidak dapat dibaca; sekarang terbaca: 16 langkah")
    (diff,) = _diff(tmp_path / "3", {f"{NAME}.yml": broken}, {f"{NAME}.yml": broken + "\n#\n"})
    assert diff.changes[0].kind is ChangeKind.BERKAS_RUSAK


def test_a_file_that_was_read_in_part_says_so(tmp_path: Path) -> None:
    changed = edit_step(6, "mengumpulkan bahan", "mengumpulkan data")(SEED) + "\nwarna: biru\n"
    (diff,) = _diff(tmp_path, {f"{NAME}.yml": SEED}, {f"{NAME}.yml": changed})
    assert len(diff.changes) == 1
    assert "masih memuat galat" in diff.warnings[0]


def test_a_galat_that_hides_a_change_is_no_change_of_writing(tmp_path: Path) -> None:
    twice = SEED.replace("\nunit:", "\nnama: Nama Lain\nunit:", 1)
    assert twice != SEED
    for number, (before, after, which) in enumerate(((SEED, twice, "Berkas"), (twice, SEED, "Berkas semula"))):
        (diff,) = _diff(tmp_path / str(number), {f"{NAME}.yml": before}, {f"{NAME}.yml": after})
        assert [change.kind for change in diff.changes] == [ChangeKind.BERKAS_RUSAK]
        assert diff.changes[0].sentence.startswith(f"{which} memuat galat; tidak ada perubahan isi yang terbaca")
        assert diff.warnings == ()


def test_registers_are_compared_by_entry(tmp_path: Path) -> None:
    changed = tmp_path / "daftar"
    shutil.copytree(REGISTERS, changed)
    for name, old, new in (
        ("unit", "nama: Sekretariat Jenderal", "nama: Inspektorat Jenderal"),
        ("jabatan", "    - Sekjen\n", "    - Sekjen\n    - Setjen\n"),
        ("peraturan", "pp-28-2012: Pelaksanaan", "pp-28-2012:\n  status: dicabut\n  tentang: Pelaksanaan"),
    ):
        path = changed / f"{name}.yml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    before = _catalog(tmp_path / "a", {f"{NAME}.yml": SEED})
    after = _catalog(tmp_path / "b", {f"{NAME}.yml": SEED}, changed)
    comparison = compare(before, after, ("a", "b"), "sops")
    assert comparison.sops == ()
    said = {
        diff.name: [f"{change.weight}: {change.sentence}" for change in diff.changes] for diff in comparison.registers
    }
    assert said == {
        "unit": ["substantif: Unit setjen, nama: “Sekretariat” menjadi “Inspektorat” (tercetak pada kop 1 SOP)"],
        "jabatan": ["redaksional: Jabatan sekjen, alias: butir 2 ditambahkan, “Setjen”"],
        "peraturan": ["redaksional: Peraturan pp-28-2012, status: diisi “dicabut”"],
    }


# --- Properties ---------------------------------------------------------------------------------------------------

_WORDS = st.lists(
    st.sampled_from(["memeriksa", "menyusun", "naskah", "kepada", "Kabag", "tidak", "1.5", "15", ","]), max_size=12
)


@given(_WORDS, _WORDS)
def test_pieces_give_both_wordings_again(old: list[str], new: list[str]) -> None:
    pieces = compare_words(" ".join(old), " ".join(new))
    assert " ".join(piece.teks for piece in pieces if piece.kind is not PieceKind.DITAMBAHKAN) == " ".join(old)
    assert " ".join(piece.teks for piece in pieces if piece.kind is not PieceKind.DIHAPUS) == " ".join(new)


@given(st.lists(st.integers(0, 9), max_size=14), st.lists(st.integers(0, 9), max_size=14))
def test_an_alignment_accounts_for_every_item(old: list[int], new: list[int]) -> None:
    alignment = align(old, new, lambda i, j: 1 - abs(old[i] - new[j]) / 9)
    assert sorted([pair[0] for pair in alignment.pairs] + list(alignment.removed)) == list(range(len(old)))
    assert sorted([pair[1] for pair in alignment.pairs] + list(alignment.inserted)) == list(range(len(new)))
    assert list(alignment.kept) == sorted(alignment.kept)
    assert [pair[1] for pair in alignment.kept] == sorted(pair[1] for pair in alignment.kept)
    same = align(old, old, lambda i, j: float(old[i] == old[j]))
    assert same.kept == tuple((index, index) for index in range(len(old)))


def _in_memory(text: str) -> Catalog:
    source = Source(f"sops/{NAME}.yml", text)
    decoded = decode(source, f"{NAME}.yml")
    file = SopFile(source, f"{NAME}.yml", slug_of(f"{NAME}.yml"), decoded.sop, decoded.positions)
    empty, _ = load_catalog(ROOT / "tests" / "golden" / "diff" / "tidak-ada")
    return Catalog((file,), empty.registers)


_HEAD, _STEPS, _TAIL = split_steps(SEED)


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Seed 000 with some of its steps, in some order, some of them changed."""
    steps = draw(st.lists(st.sampled_from(_STEPS), min_size=1, max_size=18))
    for _ in range(draw(st.integers(0, 4))):
        index = draw(st.integers(0, len(steps) - 1))
        old = draw(st.sampled_from(["pelaksana: k", "jika_tidak: ", "Kementerian", "waktu: menit", "memeriksa"]))
        new = draw(
            st.sampled_from(
                ["pelaksana: x", "jika_ya: 3\n    jika_tidak: ", "", "waktu: 2 jam", "lanjut_ke: 99\n    #"]
            )
        )
        steps[index] = steps[index].replace(old, new, 1)
    return _HEAD + "\n\n".join(steps) + "\n" + _TAIL


@settings(max_examples=120, deadline=None)
@given(_texts(), _texts())
def test_any_two_texts_can_be_compared(old: str, new: str) -> None:
    before, after = _in_memory(old), _in_memory(new)
    assert compare_catalogs(before, before) == ()
    diffs = compare_catalogs(before, after)
    assert diffs == compare_catalogs(_in_memory(old), _in_memory(new))
    assert bool(diffs) is (old != new)
    first, second = before.files[0].sop, after.files[0].sop
    if diffs and first and second:
        kinds = [change.kind for change in diffs[0].changes]
        grown = kinds.count(ChangeKind.LANGKAH_DISISIPKAN) - kinds.count(ChangeKind.LANGKAH_DIHAPUS)
        assert grown == len(second.langkah) - len(first.langkah)
    comparison = Comparison("a", "b", "sops", diffs, ())
    for chosen in DiffFormat:
        assert format_comparison(comparison, chosen)


@pytest.mark.parametrize(
    ("before", "after", "slip"),
    [
        ("mengmpulkan", "mengumpulkan", True), ("menugmpulkan", "mengumpulkan", True), ("berkas", "berkass", True),
        ("ketua", "kteua", True), ("dapat", "rapat", True), ("rapat", "rapatnya", False), ("2024", "2025", False), ("di", "ke", False),
    ],
)  # fmt: skip
def test_one_slip_of_a_finger(before: str, after: str, *, slip: bool) -> None:
    assert is_one_slip(before, after) is slip


def test_a_corrected_slip_is_editorial_only_where_the_catalogue_knows_the_word(tmp_path: Path) -> None:
    wrong = edit_step(6, "mengumpulkan bahan", "mengmpulkan bahan")(SEED)
    other = {"lain.yml": SEED.replace("nama: Pelaporan", "nama: Lain")}
    assert (
        _diff(tmp_path, {"a.yml": wrong, **other}, {"a.yml": SEED, **other})[0].changes[0].weight is Weight.REDAKSIONAL
    )
    assert _diff(tmp_path / "2", {"a.yml": wrong}, {"a.yml": SEED})[0].changes[0].weight is Weight.SUBSTANTIF
    assert (
        _diff(tmp_path / "3", {"a.yml": SEED, **other}, {"a.yml": wrong, **other})[0].changes[0].weight
        is Weight.SUBSTANTIF
    )


# --- Formats ------------------------------------------------------------------------------------------------------


def _all_edits(text: str) -> str:
    """Twelve edits at once, as one pull request might hold them."""
    for name in (
        "re-word a step", "another performer", "another branch target", "a plain step becomes a decision", "time",
        "a list", "another spelling of a regulation", "spelling of a sentence", "another spelling of a role", "the head",
    ):  # fmt: skip
        text = ONE_CHANGE[name][0](text)
    text = edit_steps(lambda steps: steps.pop(13))(text)
    return edit_steps(lambda steps: steps.insert(5, NEW_STEP))(text)


def _golden_comparison(folder: Path) -> Comparison:
    hostile = IN_FORCE.replace("nama: Pelaporan Kinerja Kementerian", "nama: Uji @semua <b>tebal</b> `kode`").replace(
        "Lembar Pemeriksaan", "'Lembar [tautan](https://contoh.test) #12 **tebal** $x$ :tada: www.contoh.test'"
    )
    before = _catalog(folder / "a", {f"{NAME}.yml": IN_FORCE, "lama.yml": SEED, "rusak.yml": SEED, "uji.yml": IN_FORCE})
    after = _catalog(
        folder / "b",
        {f"{NAME}.yml": _all_edits(IN_FORCE), "baru.yml": SEED, "rusak.yml": "nama: [", "uji.yml": hostile},
    )
    return replace(compare(before, after, ("main", "usulan"), "sops"), notes=("ini contoh",))


@pytest.mark.parametrize(
    ("chosen", "ending"), [(DiffFormat.TEKS, "txt"), (DiffFormat.MARKDOWN, "md"), (DiffFormat.JSON, "json")]
)
def test_golden(chosen: DiffFormat, ending: str, tmp_path: Path) -> None:
    rendered = format_comparison(_golden_comparison(tmp_path), chosen) + "\n"
    golden = GOLDEN / f"dua-belas-suntingan.{ending}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(rendered, "utf-8")
    assert rendered == golden.read_text("utf-8")
    assert chosen is not DiffFormat.MARKDOWN or not re.search(FOREIGN_MARKUP, rendered)


@given(st.text(max_size=60))
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    escaped = escape_markdown(text)
    plain = escaped.replace("<span>", "").replace("</span>", "")
    assert html.unescape(plain).replace("\u2060", "") == printable(text).replace("\u2060", "")
    assert not re.search(FOREIGN_MARKUP, escaped)


@pytest.mark.parametrize(
    "text",
    ["@admin", "a@b.test", "#1", "GH-12", "!3", "http://a.test", "www.a.test", ":tada:", "deadbeef1", "$x$", "[a](b)", "<img src=x>",
     "**b**", "_b_", "`c`", "~~d~~", "~label", "{+x+}", "a|b", "<!-- x -->", "&lt;", "\\*", "</details>"],
)  # fmt: skip
def test_markdown_does_nothing(text: str) -> None:
    escaped = escape_markdown(text)
    rest = re.sub(r"</?span>|&#\d+;", "", escaped)
    assert not re.search(r"[<>&`*_\[\]|~$\\]", rest)
    assert not re.search(FOREIGN_MARKUP, escaped)
    assert not re.search(r"[@#!:~](?=[\w@#!:~])|GH-\d|www\.|\bdeadbeef", rest, re.IGNORECASE)


def test_a_comment_fits_and_names_what_it_left_out(tmp_path: Path) -> None:
    files = {f"sop-{number}.yml": SEED.replace("nama: Pelaporan", f"nama: {number}") for number in range(80)}
    changed = {path: _all_edits(text) for path, text in files.items()}
    comparison = compare(_catalog(tmp_path / "a", files), _catalog(tmp_path / "b", changed), ("a", "b"), "sops")
    comment = format_comparison(comparison, DiffFormat.MARKDOWN)
    assert comment.startswith(COMMENT_MARK)
    assert len(comment) < 65_536
    assert re.search(r"… dan \d+ berkas lagi", comment)
    assert comment.count("<details") == comment.count("</details>")


def test_json_is_ascii_and_complete(tmp_path: Path) -> None:
    comparison = _golden_comparison(tmp_path)
    text = format_comparison(comparison, DiffFormat.JSON)
    assert text.isascii()
    document = json.loads(text)
    assert [entry["slug"] for entry in document["sops"]] == [diff.slug for diff in comparison.sops]
    assert {"kind", "weight", "sentence", "field", "nomor", "before", "after", "words"} == set(
        document["sops"][0]["changes"][0]
    )


# --- git ----------------------------------------------------------------------------------------------------------


def _git(folder: Path, *arguments: str) -> str:
    command = [
        "git",
        "-c",
        "user.name=Uji",
        "-c",
        "user.email=uji@contoh.test",
        "-c",
        "init.defaultBranch=main",
        *arguments,
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=600).stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two commits of a catalogue below `kantor/sops`, tagged `awal` and `akhir`."""
    folder = tmp_path / "repo" / "kantor" / "sops"
    _catalog(folder, {f"{NAME}.yml": SEED})
    top = tmp_path / "repo"
    _git(top, "init", "--quiet")
    for name, text in (("awal", SEED), ("akhir", ONE_CHANGE["time"][0](SEED))):
        (folder / f"{NAME}.yml").write_text(text, "utf-8")
        _git(top, "add", ".")
        _git(top, "commit", "--quiet", "--message", name)
        _git(top, "tag", name)
    return top / "kantor"


def _run(folder: Path, *arguments: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        result = CliRunner().invoke(sop_command, ["bandingkan", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


TIME = "Langkah 1: waktu menit menjadi 30 menit"


@pytest.mark.parametrize("asked", [("awal..akhir",), ("awal..",), ("HEAD~1...HEAD",), ("awal", "akhir"), ("awal",)])
def test_revisions(asked: tuple[str, ...], repository: Path) -> None:
    code, output = _run(repository, *asked)
    assert code == 0
    assert TIME in output
    assert f"kantor/sops/{NAME}.yml" in output
    assert _git(repository, "status", "--porcelain") == ""


def test_the_files_as_they_are_now(repository: Path) -> None:
    assert "Tidak ada perubahan" in _run(repository, "akhir")[1]
    path = repository / "sops" / f"{NAME}.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert "Tidak ada perubahan" in _run(repository, "akhir")[1]
    path.unlink()
    assert "SOP dihapus" in _run(repository / "sops", "HEAD")[1]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("awal..tidak-ada",), "revisi `tidak-ada` tidak ditemukan"),
        (("akhr..awal",), "mungkin maksudnya `akhir`"),
        (("--", "--output=x..awal"), "bukan nama revisi"),
        (("--", "-p"), "bukan nama revisi"),
        (("awal..-n1",), "bukan nama revisi"),
        (("awal:kantor",), "tidak ditemukan"),
        (("awal\x1b[0m",), "bukan nama revisi"),
        (("awal", "akhir", "awal"), "sebutkan dua revisi"),
        (("sops", "akhir"), "bukan folder"),
        ((f"sops/{NAME}.yml",), "adalah berkas; sebutkan berkas lain"),
        ((f"sops/{NAME}.yml", "sops"), "bukan folder"),
        (("awal..akhir", "--folder", "lain"), "tidak ada pada kedua revisi"),
    ],
)
def test_wrong_use_is_explained(asked: tuple[str, ...], said: str, repository: Path) -> None:
    code, output = _run(repository, *asked)
    assert code == 2
    assert said in output
    assert not (repository / "x").exists()


def test_two_files_are_two_states_of_one_sop(repository: Path, tmp_path: Path) -> None:
    old = repository / "sops" / f"{NAME}.yml"
    text = old.read_text("utf-8")
    beside, outside = old.with_stem(f"{NAME}-2"), tmp_path / "lain.yml"
    for path in (beside, outside):
        path.write_text(text, "utf-8")
        assert "Tidak ada perubahan" in _run(repository, str(old), str(path))[1]
        path.write_text(SEED, "utf-8")
        code, output = _run(repository, str(path), str(old))
        assert code == 0
        assert TIME in output
        assert str(path) in output
    assert "bukan berkas YAML" in _run(repository, str(old), __file__)[1]
    assert "berkas `lain.yml` tidak ada" in _run(repository, str(old), "lain.yml")[1]
    path.write_text("nama: [", "utf-8")
    assert "tidak dapat dibaca sebagai SOP" in _run(repository, str(old), str(path))[1]


def test_without_a_repository_or_git(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lain" / "sops").mkdir(parents=True)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert "tidak berada di dalam repositori git" in _run(tmp_path / "lain", "HEAD")[1]
    assert "tidak ada folder sops" in _run(tmp_path, "HEAD")[1]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git tidak ditemukan" in _run(repository, "HEAD")[1]


def test_a_shallow_clone_says_how_to_get_the_history(repository: Path, tmp_path: Path) -> None:
    _git(tmp_path, "clone", "--quiet", "--depth=1", (repository.parent).as_uri(), "dangkal")
    code, output = _run(tmp_path / "dangkal" / "kantor", "HEAD~1..HEAD")
    assert code == 2
    assert "git fetch --unshallow" in output


def test_what_a_commit_may_hold_besides_files(repository: Path) -> None:
    """Links are no SOP; a folder that did not exist yet is an empty catalogue."""
    (repository / "sops" / "tautan.yml").symlink_to("/etc/passwd")
    _git(repository, "add", ".")
    _git(repository, "commit", "--quiet", "--message", "tautan")
    assert "Tidak ada perubahan" in _run(repository, "akhir..HEAD")[1]
    (repository / "sops" / "tautan.yml").unlink()
    (repository / "sops").rename(repository / "sop-baru")
    _git(repository, "add", ".")
    _git(repository, "commit", "--quiet", "--message", "pindah")
    code, output = _run(repository, "akhir..HEAD", "--folder", "sop-baru")
    assert code == 0
    assert "folder kantor/sop-baru tidak ada pada akhir; dianggap kosong" in output
    assert "SOP baru: 16 langkah" in output


def test_two_folders(tmp_path: Path) -> None:
    _catalog(tmp_path / "a" / "sops", {f"{NAME}.yml": SEED})
    _catalog(tmp_path / "b" / "sops", {f"{NAME}.yml": ONE_CHANGE["time"][0](SEED)})
    assert TIME in _run(tmp_path, "a", "b")[1]
    comparison = compare_folders(tmp_path / "a" / "sops", tmp_path / "b")
    assert [change.sentence for diff in comparison.sops for change in diff.changes] == [TIME]


# --- Attached files -----------------------------------------------------------------------------------------------

ATTACHED = SEED.replace(
    "\npelaksana:\n", "\nlampiran:\n  - Formulir permohonan: formulir.pdf\n  - daftar.csv\npelaksana:\n", 1
)
REPLACED = [
    "Isi berkas lampiran Formulir permohonan (formulir.pdf) diganti",
    "Isi berkas lampiran daftar.csv diganti",
]


def _attach(folder: Path, form: bytes, table: bytes) -> None:
    (folder / "_lampiran").mkdir(exist_ok=True)
    (folder / "_lampiran" / "formulir.pdf").write_bytes(form)
    (folder / "daftar.csv").write_bytes(table)


def test_a_file_that_is_attached_and_holds_something_else_is_told(repository: Path) -> None:
    folder = repository / "sops"
    (folder / f"{NAME}.yml").write_text(ATTACHED, "utf-8")
    for name, form, table in (("satu", b"%PDF-1.7 satu", b"a;b\n1;2\n"), ("dua", b"%PDF-1.7 dua", b"a;b\n1;3\n")):
        _attach(folder, form, table)
        _git(repository, "add", ".")
        _git(repository, "commit", "--quiet", "--message", name)
        _git(repository, "tag", name)
    for asked in (("satu..dua",), ("satu",)):
        output = _run(repository, *asked)[1]
        assert all(f"{sentence}\n" in output for sentence in REPLACED), output
    assert "Tidak ada perubahan" in _run(repository, "dua")[1]
    _attach(folder, b"%PDF-1.7 dua", b"a;b\r\n1;3\r\n")  # as git writes it on a machine with Windows
    assert "Tidak ada perubahan" in _run(repository, "dua")[1]
    _attach(folder, b"%PDF-1.7 tiga", b"a;b\r\n1;3\r\n")
    output = _run(repository, "dua")[1]
    assert REPLACED[0] in output
    assert REPLACED[1] not in output


def test_a_file_in_git_lfs_is_its_pointer(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"%PDF-1.7 satu").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 13\n".encode()
    for name, form in (("a", pointer), ("b", b"%PDF-1.7 satu"), ("c", b"%PDF-1.7 dua!")):
        _catalog(tmp_path / name, {f"{NAME}.yml": ATTACHED})
        _attach(tmp_path / name, form, b"a")
    assert not compare_folders(tmp_path / "a", tmp_path / "b").sops
    changes = [change for diff in compare_folders(tmp_path / "b", tmp_path / "c").sops for change in diff.changes]
    assert [(change.sentence, change.weight) for change in changes] == [(REPLACED[0], Weight.SUBSTANTIF)]
