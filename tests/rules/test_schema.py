"""The JSON Schemas and what an editor program makes of them: completions, hints and messages in Indonesian."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from support.language_server import LanguageServer, server_problem
from support.paths import PACKAGE, ROOT

from sop_catalog.cli import sop as sop_command
from sop_catalog.model.fields import LANGKAH_FIELDS, SOP_FIELDS
from sop_catalog.model.schema import SCHEMA_NAMES, build_schema, format_schema
from sop_catalog.model.snippets import SOP_SNIPPET, STEP_SNIPPETS
from sop_catalog.model.vocabulary import BOXES_OF_PROFILES
from sop_catalog.start.editor_files import schema_files, vscode_files, write_editor_files

SCHEMA_FOLDER = PACKAGE / "assets" / "skema"
"""Where the package keeps the schemas."""


def _fresh(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        if os.environ.get("UPDATE_GOLDEN"):
            (folder / name).write_text(text, "utf-8")
        assert (folder / name).read_text("utf-8") == text, (
            f"{name} usang; jalankan: UPDATE_GOLDEN=1 pytest tests/rules/test_schema.py"
        )


def test_stored_schemas_are_fresh() -> None:
    _fresh(SCHEMA_FOLDER, dict(schema_files()))
    assert sorted(path.name for path in SCHEMA_FOLDER.iterdir()) == sorted(schema_files())


def test_stored_settings_are_fresh() -> None:
    _fresh(ROOT / ".vscode", dict(vscode_files()))


def test_every_field_is_described() -> None:
    properties = build_schema("sop")["properties"]
    keys = [field.kunci for field in SOP_FIELDS]
    assert list(properties)[: len(keys)] == keys
    assert set(list(properties)[len(keys) :]) == set(BOXES_OF_PROFILES.split())  # of some agencies' forms
    assert list(properties["langkah"]["items"]["properties"]) == [field.kunci for field in LANGKAH_FIELDS]
    for field in SOP_FIELDS:
        assert properties[field.kunci]["description"] == field.arti
        assert f"`{field.contoh}`" in properties[field.kunci]["markdownDescription"]


def _walk(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from _walk(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _walk(value)


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_whatever_can_be_wrong_has_a_message_of_ours(name: str) -> None:
    for part in _walk(build_schema(name)):
        conditions = {"object", "array", "string", "null"}
        judged = {"required", "pattern", "additionalProperties"} & set(part) or set(part.get("type", [])) & conditions
        if judged and "defaultSnippets" not in part and part.get("additionalProperties") is not None:
            assert "errorMessage" in part
        for branch in ("then", "else"):
            if "pattern" in part.get(branch, {}):
                assert "patternErrorMessage" in part[branch]
            if "type" in part.get(branch, {}):
                assert "errorMessage" in part[branch]


def test_the_command_shows_and_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert runner.invoke(sop_command, ["skema"]).output == format_schema("sop")
    assert runner.invoke(sop_command, ["skema", "unit"]).output == format_schema("unit")
    wrong = runner.invoke(sop_command, ["skema", "lain"])
    assert (wrong.exit_code, "pilih salah satu: sop, unit" in wrong.output) == (2, True)
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / "settings.json").write_text("{}")
    assert runner.invoke(sop_command, ["skema", "--tulis"]).exit_code == 0
    assert (tmp_path / ".vscode" / "skema" / "sop.schema.json").read_text("utf-8") == format_schema("sop")
    assert (tmp_path / ".vscode" / "settings.json").read_text() == "{}", "somebody's settings are never changed"
    assert write_editor_files(tmp_path) == []


def test_the_folder_that_one_is_in_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(sop_command, ["skema", "--tulis", "."]).exit_code == 0
    assert (tmp_path / "sop.schema.json").read_text("utf-8") == format_schema("sop")
    assert not (tmp_path / ".vscode/skema").exists()
    settings = json.loads((tmp_path / ".vscode/settings.json").read_text("utf-8"))
    assert "./sop.schema.json" in settings["yaml.schemas"]


# --- In an editor -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    problem = server_problem()
    if problem:
        pytest.fail(problem)
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    with LanguageServer(ROOT, settings) as running:
        yield running


SHIPPED = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "sops").rglob("*.yml"))


def test_nothing_is_underlined_in_the_shipped_files(server: LanguageServer) -> None:
    found = {path: server.problems(path, (ROOT / path).read_text("utf-8")) for path in SHIPPED}
    assert len(found) > 8
    assert {path: problems for path, problems in found.items() if problems} == {}


LENIENT = """\
nama: 2026
nomor: 061
unit: biro-umum
status: Berlaku
contoh: yes
tanggal_pembuatan: tidak terbaca
tanggal_pengesahan: 2026-01-05
tanggal_revisi: "-"
tanggal_efektif: 05/01/2026
disahkan_oleh: {jabatan: Kepala, nip: 197205022002121009, tte: true}
dasar_hukum:
peringatan: no
pelaksana: {staf: Staf, kabag2: 12}
langkah:
  - pelaksana: [staf, kabag2]
    kegiatan: 1.5
    waktu: 10
    jika_ya: LANJUT
    jika_tidak: 1
  - {pelaksana: tidak terbaca, kegiatan: tidak terbaca, lanjut_ke: Selesai, keterangan: }
  - {pelaksana: staf, kegiatan: x, jika: {A: 1, B: kabag2, C: lanjut}}
riwayat:
  - {tanggal: 5 Jan 2026, perubahan: terbit}
tinjau_sebelum:
"""


def test_the_schema_is_not_stricter_than_the_decoder(server: LanguageServer) -> None:
    assert server.problems("sops/uji.yml", LENIENT) == []
    assert (
        server.problems(
            "sops/uji.yml", LENIENT.replace("pelaksana: {staf: Staf, kabag2: 12}", "pelaksana: tidak terbaca")
        )
        == []
    )
    assert server.problems("sops/_daftar/unit.yml", "# kosong\n") == []
    assert (
        server.problems("sops/_daftar/jabatan.yml", "kasubag: Kepala Subbagian\nkabag: {nama: Kabag, alias: Kb}\n")
        == []
    )


GOOD = "nama: X\nunit: biro-umum\npelaksana:\n  staf: Staf\nlangkah:\n  - pelaksana: staf\n    kegiatan: Memeriksa\n"
WRONG = [
    ("sops/uji.yml", GOOD.replace("unit: biro-umum\n", ""), 1, "Isian wajib `unit` belum ada dalam SOP. Tambahkan: unit: biro-umum"),
    ("sops/uji.yml", GOOD + "warna: biru\n", 8, "Isian ini tidak dikenal dalam SOP. Yang dikenal: nama, nomor"),
    ("sops/uji.yml", GOOD + "status: hidup\n", 8, "`status` hanya menerima: draf, berlaku, dicabut."),
    ("sops/uji.yml", GOOD + "contoh: mungkin\n", 8, "`contoh` hanya menerima: ya, tidak."),
    ("sops/uji.yml", GOOD + "tanggal_revisi: besok\n", 8, "`tanggal_revisi` bukan tanggal. Tulis seperti 5 Januari 2026"),
    ("sops/uji.yml", GOOD + "nomor: {a: b}\n", 8, "`nomor` harus berupa satu teks. Bila teksnya memuat titik dua"),
    ("sops/uji.yml", GOOD + "dasar_hukum:\n  - UU: tentang\n", 9, "Butir `dasar_hukum` harus berupa teks."),
    ("sops/uji.yml", GOOD + "riwayat: terbit\n", 8, "`riwayat` harus berupa daftar"),
    ("sops/uji.yml", GOOD + "disahkan_oleh: {pankat: IV}\n", 8, "Isian ini tidak dikenal dalam disahkan_oleh."),
    ("sops/uji.yml", GOOD.replace("biro-umum", "Biro Umum"), 2, "`unit` harus berupa kode: huruf kecil"),
    ("sops/uji.yml", GOOD.replace("  staf: Staf", "  Staf: Staf"), 4, "Tulis tiap kolom pelaksana seperti staf: Staf Umum"),
    ("sops/uji.yml", GOOD.replace("  staf: Staf", "  lanjut: Staf"), 4, "Tulis tiap kolom pelaksana seperti staf: Staf Umum"),
    ("sops/uji.yml", GOOD.replace("    kegiatan: Memeriksa\n", ""), 6, "Isian wajib `kegiatan` belum ada dalam langkah."),
    ("sops/uji.yml", GOOD + "    jika_tidak: ke Staf\n", 8, "`jika_tidak` harus berupa kode pelaksana, nomor langkah"),
    ("sops/uji.yml", GOOD + "    jika: [1]\n", 8, "`jika` berisi tujuan untuk tiap label"),
    ("sops/uji.yml", GOOD + "    kegaitan: x\n", 8, "Isian ini tidak dikenal dalam langkah."),
    ("sops/uji.yml", "langkah: satu\n" + GOOD.partition("langkah")[0], 1, "`langkah` harus berupa daftar"),
    ("sops/_daftar/unit.yml", "Biro Umum: Biro Umum\n", 1, "Setiap baris daftar ini harus berbentuk `kode: isi`"),
    ("sops/_daftar/unit.yml", "biro-umum:\n  induk: setjen\n", 1, "Isian wajib `nama` belum ada dalam entri daftar unit."),
    ("sops/_daftar/jabatan.yml", "kabag: {nama: Kabag, alis: K}\n", 1, "Isian ini tidak dikenal dalam entri daftar jabatan."),
    ("sops/_daftar/peraturan.yml", "uu-1-2020: {tentang: x, status: mati}\n", 1, "`status` hanya menerima: berlaku, diubah, dicabut."),
    ("sops/_daftar/profil.yml", "dinas: {baris: {nomer: NO}}\n", 1, "`baris` berisi label untuk: nomor"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "line", "message"), WRONG)
def test_a_mistake_is_underlined_with_one_indonesian_message(
    path: str, text: str, line: int, message: str, server: LanguageServer
) -> None:
    ((found, said),) = server.problems(path, text)
    assert (found, said[: len(message)]) == (line, message)


def _offers(server: LanguageServer, text: str, path: str = "sops/uji.yml") -> dict[str, str]:
    return {
        item["label"]: item.get("insertText") or item["textEdit"]["newText"] for item in server.completions(path, text)
    }


def test_keys_are_offered_with_their_explanation(server: LanguageServer) -> None:
    items = {item["label"]: item for item in server.completions("sops/uji.yml", "nama: X\n|")}
    assert {field.kunci for field in SOP_FIELDS} - {"nama"} <= set(items)
    assert "Kode unit kerja pemilik SOP" in items["unit"]["documentation"]["value"]
    assert items["dasar_hukum"]["insertText"] == "dasar_hukum:\n  - "
    assert "pemilik" in _offers(server, "biro:\n  nama: x\n  |", "sops/_daftar/unit.yml")


def test_values_are_offered(server: LanguageServer) -> None:
    assert set(_offers(server, "status: |")) == {"draf", "berlaku", "dicabut"}
    assert set(_offers(server, "contoh: |")) == {"ya", "tidak"}
    assert {"lanjut", "selesai"} <= set(_offers(server, "langkah:\n  - pelaksana: a\n    jika_tidak: |"))
    assert {"10 menit", "1-2 hari kerja"} <= set(_offers(server, "langkah:\n  - pelaksana: a\n    waktu: |"))
    assert set(_offers(server, "a:\n  tentang: x\n  status: |", "sops/_daftar/peraturan.yml")) == {
        "berlaku",
        "diubah",
        "dicabut",
    }


def _typed(snippet: str) -> str:
    """What stands in the file once a snippet's places are passed over."""
    return re.sub(r"\$\{\d+:([^}]*)\}|\$\d", r"\1", snippet)


@pytest.mark.parametrize(
    "before", ["langkah:\n  - |", "langkah:\n  |", "langkah:\n  - pelaksana: a\n    kegiatan: b\n  - |"]
)
def test_plain_and_decision_step_are_offered(before: str, server: LanguageServer) -> None:
    offers = _offers(server, "nama: X\nunit: x\npelaksana:\n  staf: Staf\n  kabag: Kabag\n" + before)
    for snippet in STEP_SNIPPETS:
        text = _typed(offers[snippet.label]).replace(
            "\n", "\n  "
        )  # as an editor indents it below the line of the cursor
        whole = "nama: X\nunit: x\npelaksana:\n  staf: Staf\n  kabag: Kabag\n" + before.replace("|", text) + "\n"
        assert server.problems("sops/uji.yml", whole) == []
        assert [f"{key}:" in text for key, _ in snippet.fields] == [True] * len(snippet.fields)


def test_a_whole_sop_is_offered(server: LanguageServer) -> None:
    offered = _offers(server, "|")[SOP_SNIPPET.label]
    assert server.problems("sops/uji.yml", _typed(offered).replace("kode-unit", "biro-umum")) == []


def test_hovering_explains_a_key(server: LanguageServer) -> None:
    assert "Tanggal revisi terakhir." in server.hover("sops/uji.yml", "nama: X\ntanggal_re|visi: 5 Januari 2026\n")


def test_registers_and_files_with_an_underscore_are_no_sop(server: LanguageServer) -> None:
    assert server.problems("sops/_konsep.yml", "apa: saja\n") == []
    assert server.problems("sops/_arsip/lama.yml", "apa: saja\n") == []
    assert server.problems("mkdocs.yml", "site_name: x\n") == []
