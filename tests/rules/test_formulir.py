"""The form's data: what a page shows before it has read the file equals what it shows afterwards."""

from __future__ import annotations

import pytest
from support.paths import SOPS

from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.editing import texts
from sop_catalog.editing.document import Document
from sop_catalog.editing.form import early_form, read_form
from sop_catalog.editing.operations import apply_operation
from sop_catalog.source.text import Source
from sop_catalog.workbench.nip import hide_nips, show_nips

CATALOG = load_catalog(SOPS)[0]
LONG = """\
nama: x
unit: y
lampiran:
  - Formulir: formulir.docx   # dari kepegawaian
  - https://example.go.id/a
pelaksana:
  staf: Staf
langkah:
  - pelaksana: staf
    kegiatan: satu
    kelengkapan:
      - Surat
      - Kartu
    output: |
      Berkas:
      lengkap
"""


def _document(text: str) -> Document:
    return Document(Source("x.yml", text))


@pytest.mark.parametrize("file", CATALOG.files, ids=lambda file: file.slug)
def test_the_early_form_is_the_form(file: SopFile) -> None:
    sop = CATALOG.sops[file.slug]
    early = early_form(sop, CATALOG.graph(file.slug))
    read = read_form(Document(file.source))
    for form in (early, read):
        for row in form["baris"]:
            for symbol in row["simbol"]:
                for way in symbol["arah"]:
                    del way["tulis"]  # an arrow as it is written is known of the file alone
    assert early == read


def test_lines_and_lists_of_a_cell() -> None:
    row = read_form(_document(LONG))["baris"][0]
    assert row["sel"] == {"kegiatan": "satu", "kelengkapan": "- Surat\n- Kartu", "output": "Berkas:\nlengkap"}
    document = _document(LONG)
    changed = texts.set_text(document, ("langkah", 0, "kelengkapan"), "- Surat\n- Kartu\n- Stempel")
    assert changed.source.text == LONG.replace("      - Kartu\n", "      - Kartu\n      - Stempel\n")
    changed = texts.set_text(document, ("langkah", 0, "output"), "Berkas:\nlengkap\ndiparaf")
    assert changed.source.text == LONG + "      diparaf\n"
    changed = texts.set_text(document, ("langkah", 0, "kegiatan"), "satu\ndua")
    assert "    kegiatan: |\n      satu\n      dua\n" in changed.source.text
    assert texts.set_text(document, ("langkah", 0, "kelengkapan"), "Surat").get("langkah", 0, "kelengkapan") == "Surat"


def test_attachments_have_names() -> None:
    document = _document(LONG)
    assert read_form(document)["isian"]["lampiran"] == [
        {"nama": "Formulir", "sumber": "formulir.docx"},
        {"nama": "https://example.go.id/a", "sumber": "https://example.go.id/a"},
    ]
    asked = {"op": "attachments", "items": [["Formulir", "formulir.docx"], ["Contoh", "https://example.go.id/a"]]}
    changed = apply_operation(document, asked).document
    assert changed.source.text == LONG.replace("- https://example.go.id/a", "- Contoh: https://example.go.id/a")
    assert apply_operation(document, {"op": "attachments", "items": []}).document.get("lampiran") is None


def test_a_nip_is_hidden_and_comes_back() -> None:
    text = "disahkan_oleh:\n  nip: 19720502 200212 1 009\nketerangan: NIP lama 123456789\n"
    hidden = hide_nips(text)
    assert hidden == "disahkan_oleh:\n  nip: •••••••• •••••• • 009\nketerangan: NIP lama ••••••789\n"
    assert show_nips(hidden.replace("lama", "baru"), text) == text.replace("lama", "baru")
    assert show_nips("nip: •••••••• •••••• • 111", text) == "nip: •••••••• •••••• • 111"


def _people(*people: tuple[str, str]) -> str:
    records = "".join(f"  - jabatan: Kepala {name}\n    nama: {name}\n    nip: '{nip}'\n" for name, nip in people)
    return f"nama: Uji\ndisahkan_oleh:\n{records}status: draf\n"


BUDI, SITI = ("Budi", "197205022002121001"), ("Siti", "198101012006042001")


def test_a_nip_comes_back_to_whose_it_is() -> None:
    """Most NIPs end in 001: who is moved, copied or left alone keeps their own."""
    original = _people(BUDI, SITI)
    assert _people(("Budi", "•" * 15 + "001"), ("Siti", "•" * 15 + "001")) == hide_nips(original)
    for people in (
        (SITI, BUDI),
        (SITI,),
        (BUDI,),
        (BUDI, BUDI, SITI),
        (BUDI, SITI),
        (SITI, ("Ani", "197001011995032002"), BUDI),
    ):
        meant = _people(*people)
        assert show_nips(hide_nips(meant).replace("•" * 15 + "002", "197001011995032002"), original) == meant
    changed = hide_nips(_people(SITI, BUDI)).replace("nama: Siti", "nama: Siti Aminah")
    assert show_nips(changed, original) == _people(SITI, BUDI).replace("nama: Siti", "nama: Siti Aminah")
    inline = "disahkan_oleh:\n- {nama: Budi, nip: '197205022002121001'}\n- {nama: Siti, nip: '198101012006042001'}\n"
    head, one, other = inline.splitlines(keepends=True)
    assert show_nips(hide_nips(head + other + one), inline) == head + other + one


def test_a_nip_of_nobody_knows_whom_stays_hidden() -> None:
    stranger = _people(("Ani", "•" * 15 + "001"))
    assert "•" in show_nips(stranger.replace("nama: Uji\n", "").replace("status: draf\n", ""), _people(BUDI, SITI))


def test_a_nip_whose_record_says_nothing_of_before_stays_hidden() -> None:
    """Which of two it was is a guess, and a guess is no order: whoever hands over is told, and types it."""
    original = _people(BUDI, SITI)
    mask = "•" * 15 + "001"
    rewritten = _people(("Rina", mask), ("Agus", mask))
    assert show_nips(rewritten, original) == rewritten
    twins = "disahkan_oleh:\n  - nip: '197205022002121001'\n  - nip: '198101012006042001'\n"
    assert show_nips(hide_nips(twins), twins) == twins
