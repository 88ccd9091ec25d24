"""What is done to the rows and columns of an SOP does to its file what was meant, and to its arrows nothing unnoticed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from support.rows import FILES, assert_arrows_stay, rearrange, recolumn

from sop_catalog.editing import columns, steps, texts
from sop_catalog.editing.document import Document
from sop_catalog.editing.operations import apply_operation
from sop_catalog.editing.remarks import find_remarks
from sop_catalog.editing.steps import Leads
from sop_catalog.flow.graph import Ending
from sop_catalog.source.text import Source


def _document(text: str) -> Document:
    return Document(Source("x.yml", text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_move_and_arrows_stay(path: Path) -> None:
    for number in range(4):
        assert_arrows_stay(path, random.Random(f"baris-{path.stem}-{number}"), rearrange)  # noqa: S311


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_columns_change_and_arrows_stay(path: Path) -> None:
    for number in range(4):
        assert_arrows_stay(path, random.Random(f"kolom-{path.stem}-{number}"), recolumn)  # noqa: S311


FLOW = """\
nama: x
unit: y
pelaksana:
  staf: Staf
  kabag: Kabag
langkah:
  - pelaksana: staf
    kegiatan: satu
  - pelaksana: kabag
    kegiatan: dua
    jika_tidak: staf
  - pelaksana: staf
    kegiatan: tiga
    lanjut_ke: 1
"""


class TestRows:
    def test_code_that_would_mean_another_row_is_written_as_its_number(self) -> None:
        edited = steps.insert_steps(_document(FLOW), 1, [{"pelaksana": "staf", "kegiatan": "baru"}])
        assert "jika_tidak: 1\n" in edited.document.source.text
        (note,) = edited.notes
        assert (
            note.text
            == "Tidak pada langkah 3 tetap ke langkah 1, walaupun langkah Staf yang terdekat sebelumnya kini langkah 2"
        )
        assert note.other_label == "arahkan ke langkah 2"
        assert note.other is not None
        assert "jika_tidak: staf\n" in edited.document.change(note.other).source.text

    def test_numbers_are_renumbered_without_a_word(self) -> None:
        edited = steps.insert_steps(_document(FLOW), 0, [{"kegiatan": "baru"}])
        assert "lanjut_ke: 2\n" in edited.document.source.text
        assert edited.notes == ()

    def test_target_that_is_gone(self) -> None:
        edited = steps.remove_step(_document(FLOW), 0)
        assert "jika_tidak: 1\n" in edited.document.source.text
        assert [note.text for note in edited.notes] == [
            "Tidak pada langkah 1 menuju langkah 1 yang dihapus; kini kembali ke langkah itu sendiri, jadi pilih tujuannya",
            "lanjutan pada langkah 2 menuju langkah 1 yang dihapus; kini diarahkan ke langkah 1",
        ]

    def test_the_last_row_is_emptied_and_not_taken(self) -> None:
        edited = steps.remove_step(_document("langkah:\n  - pelaksana: a\n    kegiatan: b\n    waktu: c\n"), 0)
        assert edited.document.source.text == "langkah:\n  - pelaksana:\n    kegiatan:\n"

    def test_joined_cells_keep_their_text(self) -> None:
        text = FLOW.replace("kegiatan: satu\n", "kegiatan: satu\n    waktu: 3 menit\n").replace(
            "    jika_tidak", "    waktu: ^\n    jika_tidak"
        )
        edited = steps.move_step(_document(text), 1, 2)
        assert "waktu: ^" not in edited.document.source.text
        assert edited.document.source.text.count("waktu: 3 menit") == 2
        assert "tidak lagi satu sel" in edited.notes[0].text
        joined = steps.join_cell(_document(FLOW), 2, "waktu", joined=True)
        assert joined.document.get("langkah", 2, "waktu") == "^"
        assert steps.join_cell(joined.document, 2, "waktu", joined=False).document.source.text == FLOW

    def test_first_rows_of_a_new_file(self) -> None:
        edited = steps.insert_steps(
            _document("nama: x\n"), 0, [{"kegiatan": "a: b", "waktu": "1 jam"}, {"kegiatan": "c"}]
        )
        assert edited.document.source.text == (
            "nama: x\nlangkah:\n  - pelaksana:\n    kegiatan: 'a: b'\n    waktu: 1 jam\n  - pelaksana:\n    kegiatan: c\n"
        )


class TestPerformers:
    @pytest.mark.parametrize(
        ("groups", "written"),
        [
            ([["kabag"]], "kabag"),
            ([["staf", "kabag"]], "[staf, kabag]"),
            ([["staf"], ["kabag"]], "staf > kabag"),
            ([[]], ""),
        ],
    )
    def test_how_they_are_written(self, groups: list[list[str]], written: str) -> None:
        text = steps.set_performers(_document(FLOW), 2, None, groups).document.source.text
        assert text == FLOW.replace(
            "- pelaksana: staf\n    kegiatan: tiga", f"- pelaksana: {written}".rstrip() + "\n    kegiatan: tiga"
        )

    def test_arrow_follows_the_row_whose_performer_changes(self) -> None:
        edited = steps.set_performers(_document(FLOW), 0, None, [["kabag"]])
        assert "jika_tidak: kabag\n" in edited.document.source.text

    def test_symbols_with_ways_of_their_own(self) -> None:
        text = FLOW.replace("    lanjut_ke: 1\n", "    jika_tidak: kabag\n")
        edited = steps.add_symbol(_document(text), 2, "kabag")
        assert edited.document.get("langkah", 2) == {
            "simbol": [{"pelaksana": "staf", "jika_tidak": "2"}, {"pelaksana": "kabag"}], "kegiatan": "tiga",
        }  # fmt: skip
        assert "terdekat sebelumnya kini langkah 3" in edited.notes[0].text
        again = steps.remove_symbol(edited.document, 2, 1)
        assert again.document.get("langkah", 2) == {"pelaksana": "staf", "kegiatan": "tiga", "jika_tidak": "2"}

    def test_what_is_not_about_symbols_stays_as_it_is_written(self) -> None:
        """Remarks and quotes of the row's other fields, there and back."""
        text = FLOW.replace("    kegiatan: tiga\n", "    # sela\n    kegiatan: 'tiga'   # apa\n")
        added = steps.add_symbol(_document(text), 2, "kabag").document
        again = steps.remove_symbol(added, 2, 1).document
        for document in (added, again):
            assert "    # sela\n    kegiatan: 'tiga'   # apa\n" in document.source.text

    def test_a_chain_becomes_symbols(self) -> None:
        chain = steps.set_performers(_document(FLOW), 1, None, [["staf"], ["kabag"]]).document
        symbols = steps.add_symbol(chain, 1, "tim").document.get("langkah", 1, "simbol")
        assert symbols == [
            {"pelaksana": "staf", "lanjut_ke": "kabag"}, {"pelaksana": "kabag", "jika_tidak": "1"}, {"pelaksana": "tim"},
        ]  # fmt: skip


class TestBranches:
    def test_a_decision_is_one_line(self) -> None:
        document = _document(FLOW.replace("    lanjut_ke: 1\n", ""))
        edited = steps.set_branches(document, 2, None, [Leads("Ya", Ending.END), Leads("Tidak", (1, 0))])
        assert edited.document.source.text == document.source.text + "    jika_ya: selesai\n    jika_tidak: kabag\n"
        document = _document(FLOW)
        edited = steps.set_branches(document, 0, None, [Leads("Ya", (1, 0)), Leads("Tidak", (2, 0))])
        assert edited.document.source.text == FLOW.replace("kegiatan: satu\n", "kegiatan: satu\n    jika_tidak: 3\n")

    def test_words_of_ones_own(self) -> None:
        edited = steps.set_branches(
            _document(FLOW), 1, None, [Leads("Lengkap", (2, 0)), Leads("Kurang", (0, 0)), Leads("Ditolak", Ending.END)]
        )
        assert "    jika: {Lengkap: lanjut, Kurang: staf, Ditolak: selesai}\n" in edited.document.source.text
        renamed = steps.set_branches(
            edited.document, 1, None, [Leads("Lengkap", (2, 0)), Leads("Belum", (0, 0)), Leads("Ditolak", Ending.END)]
        )
        assert "{Lengkap: lanjut, Belum: staf, Ditolak: selesai}" in renamed.document.source.text
        fewer = steps.set_branches(renamed.document, 1, None, [Leads("Lengkap", (2, 0)), Leads("Ditolak", (0, 0))])
        assert "{Lengkap: lanjut, Ditolak: staf}" in fewer.document.source.text

    def test_plain_again(self) -> None:
        edited = steps.set_branches(_document(FLOW), 1, None, [])
        assert edited.document.source.text == FLOW.replace("    jika_tidak: staf\n", "")

    def test_one_target(self) -> None:
        document = _document(FLOW)
        assert (
            "jika_tidak: selesai\n"
            in steps.set_target(document, ("langkah", 1, "jika_tidak"), Ending.END).document.source.text
        )
        assert (
            "jika_tidak: tidak terbaca\n"
            in steps.set_target(document, ("langkah", 1, "jika_tidak"), Ending.UNKNOWN).document.source.text
        )
        assert "lanjut_ke" not in steps.set_target(document, ("langkah", 2, "lanjut_ke"), "lanjut").document.source.text
        assert "jika_ya: 1\n" in steps.set_target(
            document, ("langkah", 1, "jika_ya"), (0, 0)
        ).document.source.text.replace("jika_ya: staf", "jika_ya: 1")
        assert steps.set_target(document, ("langkah", 1, "jika_ya"), (2, 0)).document.source.text == FLOW


class TestColumns:
    def test_new_renamed_moved_gone(self) -> None:
        document = _document(FLOW)
        added = columns.add_column(document, 1, "Tim Kerja").document
        assert "  staf: Staf\n  tim: Tim Kerja\n  kabag: Kabag\n" in added.source.text
        assert columns.add_column(added, 0, "Tim Lain").document.source.text.count("tim-lain: Tim Lain") == 1
        assert "  staf: Staf Umum\n" in columns.rename_column(document, "staf", "Staf Umum").document.source.text
        assert "  kabag: Kabag\n  staf: Staf\n" in columns.move_column(document, "kabag", 0).document.source.text
        gone = columns.remove_column(document, "staf")
        assert "staf" not in gone.document.source.text
        assert "jika_tidak: 1\n" in gone.document.source.text
        assert gone.notes[-1].text == "langkah 1, 3 tidak punya pelaksana lagi; pilih kolomnya"

    def test_code_everywhere(self) -> None:
        text = FLOW.replace("lanjut_ke: 1", "lanjut_ke: 2.kabag").replace("pelaksana: kabag", "pelaksana: staf > kabag")
        renamed = columns.rename_code(_document(text), "kabag", "kepala").document.source.text
        assert renamed == text.replace("kabag", "kepala")

    def test_groups(self) -> None:
        grouped = columns.group_columns(_document(FLOW), ["staf", "kabag"], "Biro Umum").document
        assert grouped.get("pelaksana") == {"Biro Umum": {"staf": "Staf", "kabag": "Kabag"}}
        wider = columns.add_column(grouped, 2, "Tim").document
        assert wider.get("pelaksana") == {"Biro Umum": {"staf": "Staf", "kabag": "Kabag", "tim": "Tim"}}
        assert columns.remove_column(wider, "tim").document.get("pelaksana") == grouped.get("pelaksana")
        alone = columns.group_columns(wider, ["tim"], "").document
        assert alone.get("pelaksana") == {"Biro Umum": {"staf": "Staf", "kabag": "Kabag"}, "tim": "Tim"}
        assert columns.move_column(alone, "tim", 0).document.get("pelaksana") == {
            "Biro Umum": {"tim": "Tim", "staf": "Staf", "kabag": "Kabag"}
        }


class TestTexts:
    def test_fields(self) -> None:
        document = _document(FLOW)
        changed = texts.set_text(document, ("nomor",), " 1/SOP \u200b/2026 ")
        assert changed.source.text.startswith("nama: x\nnomor: 1/SOP /2026\nunit: y\n")
        assert texts.set_text(changed, ("nomor",), "").source.text == FLOW
        assert texts.set_text(document, ("nama",), "").source.text.startswith("nama:\n")
        assert texts.set_text(document, ("langkah", 0, "waktu"), "5 menit").source.text == FLOW.replace(
            "satu\n", "satu\n    waktu: 5 menit\n", 1
        )
        assert texts.set_text(document, ("nama",), "x ").source.text == FLOW

    def test_a_remark_keeps_its_line(self) -> None:
        document = _document("nama: x\nnomor: 1   # sementara\n")
        assert texts.set_text(document, ("nomor",), "").source.text == "nama: x\nnomor:     # sementara\n"

    def test_records(self) -> None:
        document = _document("nama: x\ndisahkan_oleh: Kepala Biro\n")
        named = texts.set_text(document, ("disahkan_oleh", "nama"), "Sri")
        assert named.source.text == "nama: x\ndisahkan_oleh:\n  jabatan: Kepala Biro\n  nama: Sri\n"
        assert texts.set_text(document, ("disahkan_oleh", "jabatan"), "Sekjen").source.text.endswith(
            "disahkan_oleh: Sekjen\n"
        )
        assert (
            texts.set_text(_document("nama: x\n"), ("disahkan_oleh", "nip"), "1").source.text
            == "nama: x\ndisahkan_oleh:\n  nip: 1\n"
        )
        assert texts.set_text(named, ("disahkan_oleh", "nama"), "").get("disahkan_oleh") == {"jabatan": "Kepala Biro"}
        assert texts.set_text(document, ("disahkan_oleh", "jabatan"), "").source.text == "nama: x\n"

    def test_people_who_sign_together(self) -> None:
        document = _document("nama: x\ndisahkan_oleh: Kepala Biro\n")
        two = texts.insert_item(document, ("disahkan_oleh",), 1, "Sekretaris")
        assert two.source.text == "nama: x\ndisahkan_oleh:\n  - Kepala Biro\n  - Sekretaris\n"
        named = texts.set_text(two, ("disahkan_oleh", 1, "nama"), "Sri")
        assert named.get("disahkan_oleh") == ["Kepala Biro", {"jabatan": "Sekretaris", "nama": "Sri"}]
        assert texts.set_text(two, ("disahkan_oleh", 1, "jabatan"), "Sekjen").get("disahkan_oleh") == [
            "Kepala Biro",
            "Sekjen",
        ]

    def test_lists(self) -> None:
        document = _document("nama: x\nperingatan: satu\n")
        two = texts.insert_item(document, ("peringatan",), 1, "dua")
        assert two.source.text == "nama: x\nperingatan:\n  - satu\n  - dua\n"
        assert (
            texts.insert_item(document, ("dasar_hukum",), 0, "UU").source.text
            == "nama: x\ndasar_hukum:\n  - UU\nperingatan: satu\n"
        )
        assert texts.set_text(document, ("peringatan", 0), "tiga").source.text == "nama: x\nperingatan: tiga\n"
        assert texts.remove_item(document, ("peringatan", 0)).source.text == "nama: x\n"
        assert texts.remove_item(two, ("peringatan", 0)).source.text == "nama: x\nperingatan:\n  - dua\n"
        assert texts.move_item(two, ("peringatan",), 0, 1).get("peringatan") == ["dua", "satu"]
        assert texts.set_items(two, ("peringatan",), ["nol", "satu", "", "tiga", "dua"]).get("peringatan") == [
            "nol",
            "satu",
            "tiga",
            "dua",
        ]
        assert texts.set_items(two, ("peringatan",), []).source.text == "nama: x\n"

    def test_list_of_records(self) -> None:
        document = texts.insert_item(
            _document("nama: x\n"), ("riwayat",), 0, {"tanggal": "5 Januari 2026", "perubahan": "terbit"}
        )
        assert document.source.text == "nama: x\nriwayat:\n  - {tanggal: 5 Januari 2026, perubahan: terbit}\n"
        assert (
            texts.set_text(document, ("riwayat", 0, "perubahan"), "revisi: dua").get("riwayat", 0, "perubahan")
            == "revisi: dua"
        )


class TestRemarks:
    """What people have noted behind # is nowhere on the page: no change takes it away without a word."""

    REMARKED = FLOW.replace("  kabag: Kabag\n", "  # sejak 2025\n  kabag: Kabag   # nama baru menyusul\n").replace(
        "    jika_tidak: staf\n", "    jika_tidak: staf  # disepakati rapat #3\n"
    )

    @pytest.mark.parametrize("ending", ["\n", "\r\n"])
    def test_they_go_with_their_line(self, ending: str) -> None:
        document = _document(self.REMARKED.replace("\n", ending))
        grouped = apply_operation(document, {"op": "column-group", "codes": ["staf", "kabag"], "title": "Biro"})
        assert (
            "    # sejak 2025\n    kabag: Kabag  # nama baru menyusul\n".replace("\n", ending)
            in grouped.document.source.text
        )
        assert grouped.notes == ()
        assert grouped.document.get("pelaksana") == {"Biro": {"staf": "Staf", "kabag": "Kabag"}}
        alone = apply_operation(grouped.document, {"op": "column-group", "codes": ["kabag"], "title": ""})
        assert "\n  kabag: Kabag  # nama baru menyusul\n".replace("\n", ending) in alone.document.source.text
        moved = apply_operation(alone.document, {"op": "column-move", "code": "kabag", "index": 0})
        assert "    kabag: Kabag  # nama baru menyusul" in moved.document.source.text

    def test_without_a_line_they_are_named(self) -> None:
        document = _document(self.REMARKED)
        leads = [{"label": word, "ke": [row, 0]} for word, row in (("Lengkap", 2), ("Kurang", 0), ("Hilang", 0))]
        changed = apply_operation(document, {"op": "branches", "row": 1, "branches": leads})
        assert "#3" not in changed.document.source.text
        assert [(note.text.partition("`")[2].partition("`")[0], note.path) for note in changed.notes] == [
            ("# disepakati rapat #3", ("langkah", 1))
        ]

    def test_of_what_is_taken_away_nothing_is_said(self) -> None:
        document = _document(self.REMARKED)
        assert "# sejak" not in apply_operation(document, {"op": "column-remove", "code": "kabag"}).document.source.text
        gone = apply_operation(document, {"op": "step-remove", "row": 1})
        assert not [note for note in gone.notes if "keterangan" in note.text]

    def test_they_do_not_go_to_a_line_that_only_looks_alike(self) -> None:
        text = FLOW.replace("kegiatan: tiga\n", "kegiatan: tiga\n    waktu: 5 menit  # dari Kabag\n").replace(
            "kegiatan: satu\n", "kegiatan: satu\n    waktu: 5 menit\n"
        )
        gone = apply_operation(_document(text), {"op": "step-remove", "row": 2}).document
        assert "#" not in gone.source.text

    def test_a_sign_within_a_text_is_none(self) -> None:
        document = _document("nama: 'Ruang #3'  # lantai dua\nnomor: a#b\n# atas\n\ncatatan: |\n  # judul\n")
        assert [(one.text, one.bearer, one.is_behind) for one in find_remarks(document)] == [
            ("# lantai dua", "nama: 'Ruang #3'", True),
            ("# atas", "", False),
        ]
