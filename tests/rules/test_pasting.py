"""Rows pasted out of Word or Excel: what stands in a cell stays as it is, and joined cells mean what they mean on paper."""

from __future__ import annotations

from typing import Any

import pytest

from sop_catalog.workbench.pasting import read_pasted

COLUMNS = [{"kode": "kabag", "judul": "Kabag"}, {"kode": "staf", "judul": "Staf"}]
HEAD = "No\tKegiatan\tPelaksana\t\tMutu Baku\t\t", "\t\tKabag\tStaf\tKelengkapan\tWaktu\tOutput"


def _read(*lines: str, columns: list[Any] = COLUMNS) -> Any:
    return read_pasted([line.split("\t") for line in lines], columns)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("Mengajukan surat ke PT. Maju", "Mengajukan surat ke PT. Maju"),
        ("Menghadap Dr. Ahmad", "Menghadap Dr. Ahmad"),
        ("Menyusun RKA - KL", "Menyusun RKA - KL"),
        ("1. Memeriksa berkas", "Memeriksa berkas"),
        ("Memeriksa:\na. fotokopi KTP\nb. kartu keluarga", "Memeriksa:\na. fotokopi KTP\nb. kartu keluarga"),
        ("Memeriksa berkas\npermohonan", "Memeriksa berkas permohonan"),
    ],
)
def test_only_a_number_at_the_start_is_taken_off(pasted: str, kept: str) -> None:
    told = _read(*HEAD, f"1\t{pasted}\tx\t\tSurat\t5 menit\tBerkas")
    assert told["baris"][0]["kegiatan"] == kept


def test_a_joined_cell_of_the_standards_is_one_cell() -> None:
    told = _read(*HEAD, "1\tMenerima\tx\t\tSurat\t1 jam\tBerkas", "2\tMencatat\t\tx\t^\t^\tAgenda")
    assert told["baris"][1] == {
        "kegiatan": "Mencatat", "kelengkapan": "^", "waktu": "^", "output": "Agenda", "pelaksana": "staf",
    }  # fmt: skip
    assert told["ragu"] == []


def test_a_joined_performer_does_both_rows() -> None:
    marked = _read(*HEAD, "1\tMenerima\tx\t\tSurat\t1 jam\tBerkas", "2\tMencatat\t^\t\tSurat\t1 jam\tAgenda")
    named = _read("No\tKegiatan\tPelaksana", "1\tMenerima\tKabag", "2\tMencatat\t^", "3\tMengarsip\t^")
    assert [row["pelaksana"] for row in (*marked["baris"], *named["baris"])] == ["kabag"] * 5


def test_joined_heads_are_read() -> None:
    head = "No\tKegiatan\tPelaksana\t\tMutu Baku\t\t\tKet", "^\t^\tKabag\tStaf\tKelengkapan\tWaktu\tOutput\t^"
    told = _read(*head, "1\tMenerima\t\tx\tSurat\t1 jam\tBerkas\tlangsung")
    assert told["arti"][-1] == "keterangan"
    assert told["baris"][0]["pelaksana"] == "staf"
    assert (told["ragu"], told["kolom_baru"]) == ([], [])


def test_titles_of_the_columns_tell_who_does_it_without_a_head() -> None:
    told = _read("Menerima surat\tStaf\t10 menit", "Mencatat surat masuk\tKabag\t1 jam")
    assert told["arti"] == ["kegiatan", "pelaksana", "waktu"]
    assert [row["pelaksana"] for row in told["baris"]] == ["staf", "kabag"]


def test_marks_that_fit_no_columns_say_what_to_do() -> None:
    told = _read("1\tMenerima surat\tx\t\tSurat", "2\tMencatat surat\t\tx\tSurat", columns=[])
    assert "salin tabelnya bersama baris judulnya" in told["ragu"][0]["teks"]
