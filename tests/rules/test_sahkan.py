"""`sop sahkan`, and what is said of an SOP that was signed: whether it says the same, what differs, which versions there were."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from support.paths import ROOT
from support.scripted_changes import NAME, ONE_CHANGE, SEED
from support.sites import catalog_of, minimal_sop

from sop_catalog.cache.store import Cache
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.load import load_catalog
from sop_catalog.catalog.masking import mask_catalog
from sop_catalog.catalog.signed import PRINTED_BY, KeadaanSah, Kesamaan, Perbandingan
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks import check_catalog
from sop_catalog.cli import sop as sop_command
from sop_catalog.compare import signed as signed_module
from sop_catalog.compare.changes import is_substantive
from sop_catalog.compare.diff import compare_files
from sop_catalog.compare.fingerprint import fingerprint
from sop_catalog.compare.history import describe_history, read_state
from sop_catalog.compare.kept import SIGNED
from sop_catalog.compare.meaning import Meaning
from sop_catalog.compare.past import Past
from sop_catalog.compare.signed import describe_signed
from sop_catalog.model.registers import Registers
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.settings import Settings
from sop_catalog.signing.sign import Signature, Signed, SignError, plan_signature, write_signature
from sop_catalog.site.build import build_site

TODAY = dt.date(2026, 11, 26)
PDF = b"%PDF-1.7 naskah karangan untuk pengujian\n%%EOF\n"
NUMBERED = SEED.replace("nomor: 1/.../OT.04.00/./...", "nomor: 7/SOP/2026")


def catalogue(folder: Path, text: str = NUMBERED) -> Path:
    """A folder of SOPs with the one of the scripted changes; beside it the PDF that is signed."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "sops" / "_daftar", folder / "_daftar")
    (folder / f"{NAME}.yml").write_text(text, "utf-8")
    paper(folder).write_bytes(PDF)
    return folder


def paper(folder: Path) -> Path:
    """The PDF that somebody has in his hands."""
    return folder.parent / "naskah.pdf"


def sign(folder: Path, asked: str = NAME, tanggal: str = "5 Januari 2026", **more: str) -> tuple[str, ...]:
    """What the command does; its notes."""
    signed = plan_signature(folder, asked, Signature(more.pop("naskah", str(paper(folder))), tanggal, **more), TODAY)  # type: ignore[arg-type]
    write_signature(signed)
    return signed.notes


def load(folder: Path) -> Catalog:
    """The catalogue as pages see it."""
    catalog, diagnostics = load_catalog(folder)
    return catalog.with_findings(diagnostics, {})


def state(folder: Path, slug: str = NAME, past: Past | None = None) -> KeadaanSah:
    """How an SOP stands to what was signed."""
    return describe_signed(load(folder), past)[slug]


def edit(folder: Path, change: Callable[[str], str], name: str = NAME) -> None:
    """Change an SOP's file."""
    path = folder / f"{name}.yml"
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def codes(folder: Path) -> list[str]:
    """The findings about what was signed."""
    return [
        item.rule.code
        for item in check_catalog(load_catalog(folder)[0], TODAY)
        if item.rule.code in {"SOP424", "SOP425", "SOP511", "SOP512"}
    ]


# --- The same, or not ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def signed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Signed once; the tests copy it."""
    folder = catalogue(tmp_path_factory.mktemp("sah") / "sops")
    sign(folder)
    return folder


@pytest.mark.parametrize("name", ONE_CHANGE)
def test_editorial_changes_leave_it_the_same_and_substantive_ones_say_what_differs(
    name: str, signed_folder: Path, tmp_path: Path
) -> None:
    change, sentences = ONE_CHANGE[name]
    folder = shutil.copytree(signed_folder, tmp_path / "sops")
    change = (
        change
        if name != "status and date"
        else lambda text: text.replace("tanggal_pengesahan: 5", "tanggal_pengesahan: 6")
    )
    wanted = [
        line.partition(": ")[2] for line in sentences if line.startswith("substantif") and name != "status and date"
    ]
    edit(folder, change)
    kini = state(folder).kini
    assert kini is not None
    assert kini.kesamaan is (Kesamaan.BERBEDA if wanted else Kesamaan.SAMA)
    assert list(kini.perubahan) == wanted
    assert codes(folder) == (["SOP511"] if wanted else [])
    catalog = load(folder)
    html = build_site(catalog, Settings(), None, ()).page_at(f"sop/{NAME}").html  # type: ignore[union-attr]
    if wanted:
        assert "Isi halaman ini berbeda dari naskah yang disahkan 5 Januari 2026:" in html
        assert "isi lembar ini berbeda dari naskah itu" in html
    else:
        assert "Isi halaman ini sama dengan naskah yang disahkan." in html
        assert "isi lembar ini sama dengan naskah itu" in html
    assert (
        f'<strong><a href="../../naskah/{NAME}/{NAME}-2026-01-05.pdf">Naskah yang disahkan 5 Januari 2026</a></strong>'
        in html
    )


EDITS = list(ONE_CHANGE)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(EDITS), max_size=4), st.lists(st.sampled_from(EDITS), max_size=4))
def test_equal_fingerprints_mean_that_nothing_substantive_differs(first: list[str], second: list[str]) -> None:
    files: list[SopFile] = []
    for names in (first, second):
        text = SEED
        for name in names:
            try:
                text = ONE_CHANGE[name][0](text)
            except AssertionError:  # what it changes, another has taken away
                continue
        files.append(read_state("a.yml", text, Registers()))
    one, two = files
    if not (one.sop and two.sop and one.graph and two.graph):
        return
    if fingerprint(one.sop, one.graph) == fingerprint(two.sop, two.graph):
        diff = compare_files(one, two, Meaning(*(Catalog((file,), Registers()) for file in files)))
        changes = [change for change in diff.changes if change.field != "status"] if diff else []
        assert not is_substantive(changes)


def test_fingerprints_stay_what_they_are(tmp_path: Path) -> None:
    """They stand in files for years: another way to make them needs another VERSION."""
    catalog = load(catalogue(tmp_path / "sops", SEED))
    file = catalog.by_slug[NAME]
    assert file.sop
    assert file.graph
    assert fingerprint(file.sop, file.graph) == "v1-9f9c9a6655d107d9db768500df21c27a"


def test_a_slip_that_only_the_catalogue_knows_and_an_alias_are_the_same(tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "sops", NUMBERED.replace("mengumpulkan bahan", "mengmpulkan bahan"))
    (folder / "lain.yml").write_text(SEED.replace("nama: Pelaporan", "nama: Lain"), "utf-8")
    sign(folder)
    edit(
        folder,
        lambda text: text.replace("mengmpulkan", "mengumpulkan").replace("kasubag: Kasubag", "kasubag: Kasubbag"),
    )
    assert state(folder).kini.kesamaan is Kesamaan.SAMA  # type: ignore[union-attr]
    for copy in (folder / "_naskah").glob("*.yml"):
        copy.unlink()
    kini = state(folder).kini
    assert kini
    assert (kini.kesamaan, kini.perubahan) == (Kesamaan.BERUBAH, ())
    assert kini.sebab == "salinan isi saat disahkan tidak ada di _naskah/, dan riwayat git tidak terbaca"


def test_what_was_compared_is_kept_by_all_that_it_was_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A correction that the rest of the catalogue makes one: the answer is another once somebody writes the old word."""
    folder = catalogue(tmp_path / "sops", NUMBERED.replace("mengumpulkan bahan", "mengmpulkan bahan"))
    (folder / "lain.yml").write_text(SEED.replace("nama: Pelaporan", "nama: Lain"), "utf-8")
    sign(folder)
    edit(folder, lambda text: text.replace("mengmpulkan", "mengumpulkan"))

    def kept() -> KeadaanSah:
        cache = Cache(tmp_path)
        found = describe_signed(replace(load(folder), cache=cache))[NAME]
        cache.save([SIGNED])
        return found

    first = kept()
    assert first.kini == Perbandingan(Kesamaan.SAMA)
    with monkeypatch.context() as patch:
        patch.setattr(signed_module, "_fingerprint_of", None)
        patch.setattr(signed_module, "compare_files", None)
        assert kept() == first
    edit(folder, lambda text: text.replace("Meneruskan", "Mengmpulkan"), "lain")
    edit(folder, lambda text: text + "# kata lama: mengmpulkan\n", "lain")
    changed = kept()
    assert changed == state(folder) != first
    assert changed.kini
    assert changed.kini.kesamaan is Kesamaan.BERBEDA
    edit(folder, ONE_CHANGE["time"][0])
    assert kept() == state(folder) != changed
    next(folder.glob("_naskah/*.yml")).unlink()
    assert kept() == state(folder)


def test_a_draft_of_something_signed_does_not_say_that_nothing_was(signed_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(signed_folder, tmp_path / "sops")
    edit(folder, lambda text: text.replace("status: berlaku", "status: draf"))
    html = build_site(load(folder), Settings(), None, ()).page_at(f"sop/{NAME}").html  # type: ignore[union-attr]
    assert "Perubahan sesudah naskah yang disahkan 5 Januari 2026 belum disahkan dan belum berlaku." in html
    assert "SOP ini belum disahkan" not in html


def test_to_revoke_it_is_no_other_content(signed_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(signed_folder, tmp_path / "sops")
    edit(folder, lambda text: text.replace("status: berlaku", "status: dicabut"))
    assert state(folder).kini.kesamaan is Kesamaan.SAMA  # type: ignore[union-attr]
    assert codes(folder) == []


# --- The paper ----------------------------------------------------------------------------------------------------


def test_a_paper_changed_by_one_byte_is_told_and_not_offered(signed_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(signed_folder, tmp_path / "sops")
    path = next((folder / "_naskah").glob("*.pdf"))
    site = build_site(load(folder), Settings(), None, ())
    assert [file.source for file in site.plain_files if file.path.startswith("naskah/")] == [path]
    path.write_bytes(path.read_bytes().replace(b"karangan", b"karangam"))
    assert codes(folder) == ["SOP425"]
    site = build_site(load(folder), Settings(), None, ())
    assert not [file for file in site.plain_files if file.path.startswith("naskah/")]
    html = site.page_at(f"sop/{NAME}").html  # type: ignore[union-attr]
    assert "berkasnya bukan lagi yang dicatat saat disahkan, jadi tidak diterbitkan" in html
    path.unlink()
    assert codes(folder) == ["SOP424"]


def test_a_paper_that_nobody_notes_is_a_word_and_copies_are_none(signed_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(signed_folder, tmp_path / "sops")
    (folder / "_naskah" / "lain.pdf").write_bytes(PDF)
    found = [item.source.path for item in load_catalog(folder)[1] if item.rule.code == "SOP122"]
    assert found == ["sops/_naskah/lain.pdf"]


def test_an_attached_form_that_is_another_differs_and_the_same_bytes_do_not(tmp_path: Path) -> None:
    folder = catalogue(
        tmp_path / "sops",
        NUMBERED.replace("\npelaksana:\n", "\nlampiran:\n  - Formulir: formulir.txt\npelaksana:\n", 1),
    )
    form = folder / "formulir.txt"
    form.write_text("satu", "utf-8")
    sign(folder)
    assert state(folder).kini.kesamaan is Kesamaan.SAMA  # type: ignore[union-attr]
    form.write_text("dua", "utf-8")
    kini = state(folder).kini
    assert kini
    assert kini.perubahan == ("Isi berkas lampiran Formulir (formulir.txt) diganti",)
    paper(folder).write_bytes(PDF + b"2")
    sign(folder, tanggal="6 Januari 2026")
    found = state(folder)
    assert found.kini
    assert found.kini.kesamaan is Kesamaan.SAMA
    assert found.versi[0].dari_sebelumnya
    assert found.versi[0].dari_sebelumnya.perubahan == ("Isi berkas lampiran Formulir (formulir.txt) diganti",)


# --- The command --------------------------------------------------------------------------------------------------


def test_only_what_is_noted_is_written(tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "sops", NUMBERED.replace("status: draf", "status: draf  # nanti"))
    before = (folder / f"{NAME}.yml").read_text("utf-8").splitlines()
    notes = sign(folder)
    after = (folder / f"{NAME}.yml").read_text("utf-8").splitlines()
    digest = hashlib.sha256(PDF).hexdigest()
    added = [line for line in after if line not in before]
    assert [line for line in before if line not in after] == ["status: draf  # nanti"]
    assert added[:2] == ["status: berlaku  # nanti", "tanggal_pengesahan: 5 Januari 2026"]
    assert added[2:6] == [
        "naskah_sah:", f"  berkas: {NAME}-2026-01-05.pdf", "  tanggal: 5 Januari 2026", f"  sha256: {digest}",
    ]  # fmt: skip
    assert added[7:] == ["riwayat:", "  - {tanggal: 5 Januari 2026, perubahan: terbit, revisi: 0}"]
    assert (folder / "_naskah" / f"{NAME}-2026-01-05.pdf").read_bytes() == PDF
    assert notes[-1] == f"diisi pada sops/{NAME}.yml: naskah_sah, status, tanggal_pengesahan, riwayat"
    assert codes(folder) == []


def test_the_next_signature_keeps_the_one_before_and_says_what_changed(tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "sops")
    sign(folder)
    edit(folder, ONE_CHANGE["time"][0])
    paper(folder).write_bytes(PDF + b"2")
    sign(folder, tanggal="2026-05-05")
    sop = load(folder).sops[NAME]
    assert [naskah.tanggal.format() for naskah in sop.naskah_sah] == ["5 Januari 2026", "5 Mei 2026"]
    assert sop.riwayat[-1].perubahan == "Langkah 1: waktu menit menjadi 30 menit"
    assert sop.riwayat[-1].revisi == 1
    assert sop.tanggal_pengesahan.format() == "5 Januari 2026"  # type: ignore[union-attr]
    assert sop.tanggal_revisi.format() == "5 Mei 2026"  # type: ignore[union-attr]
    versions = state(folder).versi
    assert [versi.judul for versi in versions] == ["5 Mei 2026 (revisi 1)", "5 Januari 2026 (revisi 0)"]
    assert versions[0].dari_sebelumnya
    assert versions[0].dari_sebelumnya.perubahan == ("Langkah 1: waktu menit menjadi 30 menit",)
    html = build_site(load(folder), Settings(), None, ()).page_at(f"sop/{NAME}").html  # type: ignore[union-attr]
    listed = html.partition('id="riwayat">')[2].partition("</section>")[0]
    assert f'<a href="../../naskah/{NAME}/{NAME}-2026-01-05.pdf">Naskah yang disahkan 5 Januari 2026</a>' in listed
    assert listed.index("5 Mei 2026") < listed.index("5 Januari 2026")
    with pytest.raises(SignError, match="PDF ini sudah dicatat sebagai naskah 5 Mei 2026"):
        sign(folder, tanggal="6 Mei 2026")
    paper(folder).write_bytes(PDF + b"3")
    sign(folder, tanggal="6 Mei 2026")
    assert load(folder).sops[NAME].riwayat[-1].perubahan == "disahkan ulang; isi tidak berubah"


@pytest.mark.parametrize(
    ("change", "more", "words"),
    [
        (None, {"asked": "tidak-ada"}, "tidak ditemukan"),
        (None, {"tanggal": ""}, "--tanggal"),
        (None, {"tanggal": "kemarin"}, "bukan tanggal"),
        (None, {"tanggal": "27 November 2026"}, "belum tiba"),
        (None, {"naskah": "tidak-ada.pdf"}, "tidak dapat dibaca"),
        (None, {"naskah": "https://arsip.contoh.go.id/a b.pdf"}, "bukan alamat"),
        (lambda text: text.replace("7/SOP/2026", "1/.../OT"), {}, "belum bernomor"),
        (lambda text: text.replace("status: draf", "status: dicabut"), {}, "dicabut"),
        (lambda text: text.replace("status: draf", "status: [draf"), {}, "galat"),
    ],
)
def test_what_cannot_be_noted_is_refused_and_nothing_is_written(
    change: Callable[[str], str] | None, more: dict[str, str], words: str, tmp_path: Path
) -> None:
    folder = catalogue(tmp_path / "sops", change(NUMBERED) if change else NUMBERED)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(SignError, match=words):
        sign(folder, **more)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_file_that_is_no_pdf_is_refused_and_an_earlier_day_too(tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "sops")
    sign(folder)
    with pytest.raises(SignError, match="lebih awal dari naskah terakhir"):
        sign(folder, tanggal="4 Januari 2026")
    paper(folder).write_bytes(b"PK\x03\x04")
    with pytest.raises(SignError, match="bukan PDF"):
        sign(folder, tanggal="6 Januari 2026")
    paper(folder).write_bytes(PDF.replace(b"%%EOF", b"") + b"\0" * 4000)
    with pytest.raises(SignError, match="tidak utuh"):
        sign(folder, tanggal="6 Januari 2026")


def test_a_name_that_two_files_have_means_neither(tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "sops")
    (folder / "lain").mkdir()
    (folder / "lain" / f"{NAME}.yml").write_text(minimal_sop("Lain", nomor="9/2026"), "utf-8")
    with pytest.raises(SignError, match=f"dipakai lain/{NAME}.yml dan {NAME}.yml; ganti nama"):
        sign(folder)
    assert not (folder / "_naskah").exists()


def test_a_paper_of_another_sop_and_one_that_is_locked_are_told(tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "sops")
    for number, name in enumerate(("lain", "tiga", "empat")):
        (folder / f"{name}.yml").write_text(minimal_sop(name, nomor=f"{number}/2026"), "utf-8")
    paper(folder).write_bytes(PDF.replace(b"naskah", b"/Encrypt 1 0 R"))
    assert [note for note in sign(folder) if note.startswith("perhatikan")] == [
        "perhatikan: PDF ini dikunci atau dibatasi; pastikan dapat dibuka tanpa kata sandi"
    ]
    made = f"/Creator ({PRINTED_BY})".encode()
    for name, mark, told in (("tiga", b"", 1), ("empat", b" /ByteRange [0 1 2 3]", 0)):
        (tmp_path / f"{name}.pdf").write_bytes(PDF.replace(b"naskah", made + mark))
        notes = sign(folder, name, naskah=str(tmp_path / f"{name}.pdf"))
        assert sum("`sop cetak` tanpa tanda tangan" in note for note in notes) == told
    notes = sign(folder, "lain")
    assert notes[-1].startswith("perhatikan: PDF ini juga dicatat sebagai naskah SOP Pelaporan Kinerja Kementerian")


def test_a_run_that_is_broken_off_leaves_the_sop_and_no_half_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = catalogue(tmp_path / "sops")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    replaced = Path.replace

    def full(self: Path, target: Path) -> Path:
        if Path(target).suffix == ".yml":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return replaced(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(SignError, match=r"-2026-01-05-[0-9a-f]{8}.yml tidak dapat ditulis: .*penuh"):
            sign(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    signed = plan_signature(folder, NAME, Signature(str(paper(folder)), "5 Januari 2026"), TODAY)
    copy = signed.files[1][0]
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(signed.files[1][1][:300])  # as one is left by a machine that was switched off
    sign(folder)
    assert copy.read_bytes() == signed.files[1][1]
    assert state(folder).kini.kesamaan is Kesamaan.SAMA  # type: ignore[union-attr]


def test_a_signal_while_files_are_written_comes_too_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = catalogue(tmp_path / "sops")

    def stopped(signed: Signed) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        write_signature(signed)

    monkeypatch.setattr("sop_catalog.signing.sign.write_signature", stopped)
    arguments = ["sahkan", NAME, str(paper(folder)), "--tanggal", "5 Januari 2026", "--folder", str(folder)]
    done = CliRunner().invoke(sop_command, arguments, env={"SOURCE_DATE_EPOCH": "1800000000"})
    assert done.exit_code == 0, done.output
    assert codes(folder) == []


def test_the_command_takes_a_name_an_address_and_says_what_is_next(tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "sops")
    runner = CliRunner()
    arguments = [
        str(folder / f"{NAME}.yml"),
        "https://arsip.contoh.go.id/7.pdf",
        "--tanggal",
        "5 Januari 2026",
        "--folder",
        str(folder),
    ]
    done = runner.invoke(sop_command, ["sahkan", *arguments], env={"SOURCE_DATE_EPOCH": "1800000000"})
    assert done.exit_code == 0, done.output
    assert "Naskah sudah dicatat. Berikutnya: jalankan `sop periksa`" in done.output
    naskah = load(folder).sops[NAME].naskah_sah[0]
    assert (naskah.alamat, naskah.sha256) == ("https://arsip.contoh.go.id/7.pdf", "")
    html = build_site(load(folder), Settings(), None, ()).page_at(f"sop/{NAME}").html  # type: ignore[union-attr]
    assert '<a href="https://arsip.contoh.go.id/7.pdf"' in html
    refused = runner.invoke(sop_command, ["sahkan", *arguments], env={"SOURCE_DATE_EPOCH": "1800000000"})
    assert refused.exit_code == 2
    assert "sama dengan naskah terakhir" in refused.output


def test_a_revision_that_is_no_number_is_told_in_indonesian() -> None:
    for typed, said in {"dua": "'dua' bukan angka.", "-1": "-1 di luar batas 0<=x<=999999."}.items():
        done = CliRunner().invoke(sop_command, ["sahkan", "a", "b.pdf", "--revisi", typed])
        assert done.exit_code == 2
        assert f"Isi '--revisi' tidak dapat dipakai: {said}" in done.output


def test_a_file_with_windows_line_ends_and_a_mark_keeps_them(tmp_path: Path) -> None:
    folder = catalogue(tmp_path / "sops")
    path = folder / f"{NAME}.yml"
    path.write_bytes(b"\xef\xbb\xbf" + NUMBERED.replace("\n", "\r\n").encode())
    sign(folder)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfnama")
    assert content.count(b"\r\n") == content.count(b"\n")
    assert state(folder).kini.kesamaan is Kesamaan.SAMA  # type: ignore[union-attr]


# --- What git knows -----------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str, day: str = "2026-01-06") -> None:
    """Run git in a repository of an invented person."""
    environment = {
        **os.environ, "GIT_AUTHOR_DATE": f"{day}T10:00:00", "GIT_COMMITTER_DATE": f"{day}T10:00:00",
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
    }  # fmt: skip
    command = ["git", "-c", "user.name=Uji", "-c", "user.email=uji@contoh.go.id", *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def commit(folder: Path, day: str) -> None:
    """Everything as it is now."""
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-qm", "uji", day=day)


def past_of(folder: Path) -> Past | None:
    """What the site's builder gives."""
    history = describe_history(load(folder), folder)
    return Past(folder, history) if history else None


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Signed twice, changed once more; the copies are gone, so that only git knows."""
    folder = catalogue(tmp_path_factory.mktemp("git") / "sops")
    (folder / "lain.yml").write_text(minimal_sop("Lain", keterkaitan="[SOP Pelaporan Kinerja Kementerian]"), "utf-8")
    git(folder, "init", "-q")
    sign(folder)
    commit(folder, "2026-01-06")
    edit(folder, ONE_CHANGE["time"][0])
    paper(folder).write_bytes(PDF + b"2")
    sign(folder, tanggal="5 Maret 2026")
    edit(folder, lambda text: text + "", "lain")
    commit(folder, "2026-03-06")
    edit(folder, ONE_CHANGE["another performer"][0])
    for copy in (folder / "_naskah").glob("*.yml"):
        copy.unlink()
    edit(folder, lambda text: text + "evaluasi: [{tanggal: 1 April 2026, hasil: berjalan baik}]\n", "lain")
    commit(folder, "2026-05-06")
    return folder


def test_without_copies_git_says_what_was_signed(repository: Path) -> None:
    found = state(repository, past=past_of(repository))
    assert found.kini
    assert found.kini.perubahan == ("Langkah 5: pelaksana berubah dari Kasubag menjadi Kabag",)
    assert found.versi[0].dari_sebelumnya
    assert found.versi[0].dari_sebelumnya.perubahan == ("Langkah 1: waktu menit menjadi 30 menit",)


def test_a_shallow_clone_says_that_it_does_not_know(repository: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "dangkal")
    folder = tmp_path / "dangkal"
    assert past_of(folder) is None
    found = state(folder)
    assert found.kini
    assert found.kini.kesamaan is Kesamaan.BERUBAH
    html = build_site(load(folder), Settings(), None, ()).page_at(f"sop/{NAME}").html  # type: ignore[union-attr]
    assert (
        "apa yang berubah tidak dapat disebut (salinan isi saat disahkan tidak ada di _naskah/, dan riwayat git tidak terbaca)."
        in html
    )
    assert "Bedanya dari versi sebelumnya tidak dapat disebut: salinan isi" in html


def test_an_sop_whose_reference_changed_since_its_evaluation_is_to_be_reviewed(repository: Path) -> None:
    (berubah,) = state(repository, "lain", past_of(repository)).rujukan
    assert (berubah.nama, berubah.slug) == ("SOP Pelaporan Kinerja Kementerian", NAME)
    assert berubah.kalimat == ("Langkah 5: pelaksana berubah dari Kasubag menjadi Kabag",)


@pytest.mark.parametrize(
    ("riwayat", "said"),
    [
        ("{tanggal: 5 Maret 2026, perubahan: Terbit.}", ()),
        ("{tanggal: 5 Maret 2026, perubahan: disahkan, revisi: 0}", ()),
        (
            "{tanggal: 5 Januari 2025, perubahan: terbit}, {tanggal: 5 Maret 2026, perubahan: disahkan ulang; isi tidak berubah}",
            (),
        ),
        ("{tanggal: 5 Maret 2026, perubahan: alur dipersingkat, revisi: 1}", ("disahkan 5 Maret 2026: alur dipersingkat",)),
    ],
)  # fmt: skip
def test_a_first_issue_and_the_same_words_again_change_nothing(
    riwayat: str, said: tuple[str, ...], tmp_path: Path
) -> None:
    folder = catalogue(tmp_path / "sops")
    edit(folder, lambda text: f"{text}\nriwayat: [{riwayat}]\n")
    evaluated = "evaluasi: [{tanggal: 1 Februari 2026, hasil: berjalan baik}]\n"
    lain = minimal_sop("Lain", keterkaitan="[SOP Pelaporan Kinerja Kementerian]") + evaluated
    (folder / "lain.yml").write_text(lain, "utf-8")
    assert tuple(kalimat for rujukan in state(folder, "lain").rujukan for kalimat in rujukan.kalimat) == said


def test_a_revision_that_git_does_not_know_is_taken_from_the_history_of_the_sop(tmp_path: Path) -> None:
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop("A", keterkaitan="[SOP B, SOP C]", evaluasi="[{tanggal: 1 Februari 2026, hasil: berjalan baik}]"),
        b=minimal_sop("B", riwayat="[{tanggal: 5 Mei 2026, perubahan: alur dipersingkat}]"),
        c=minimal_sop("C", riwayat="[{tanggal: 5 Januari 2026, perubahan: terbit}]"),
    )
    (berubah,) = describe_signed(catalog)["a"].rujukan
    assert (berubah.nama, berubah.kalimat) == ("SOP B", ("disahkan 5 Mei 2026: alur dipersingkat",))


def test_a_regulation_of_a_later_year_that_amends_or_revokes_is_told_and_one_of_the_same_year_is_not(
    tmp_path: Path,
) -> None:
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop(
            "A",
            dasar_hukum="[UU Nomor 43 Tahun 2009, UU Nomor 30 Tahun 2014]",
            evaluasi="[{tanggal: 2020, hasil: baik}]",
        ),
        _peraturan="uu-43-2009: {tentang: Kearsipan, dicabut_oleh: [uu-1-2021]}\nuu-30-2014: {tentang: AP, dicabut_oleh: [uu-9-2020]}\n"
        "uu-1-2021: Arsip\nuu-9-2020: AP\nuu-5-2022: {tentang: Ubah, mengubah: [uu-30-2014]}\n",
    )
    found = {item.nama: item.kalimat for item in describe_signed(catalog)["a"].rujukan}
    assert found == {"UU 43/2009": ("dicabut oleh UU 1/2021",), "UU 30/2014": ("diubah oleh UU 5/2022",)}


# --- Nothing for the others ---------------------------------------------------------------------------------------


def test_sops_without_the_keys_have_no_state_and_their_pages_say_nothing_of_it(tmp_path: Path) -> None:
    catalog = catalog_of(tmp_path, a=minimal_sop("A", riwayat="[{tanggal: 5 Januari 2026, perubahan: terbit}]"))
    assert describe_signed(catalog) == {}
    html = build_sop_page(catalog, "a", Settings()).html
    assert "sop-sah" not in html
    assert "<li>5 Januari 2026: terbit</li>" in html
    assert "Naskah sah adalah dokumen yang ditandatangani dan disimpan unit pemilik." in html


def test_no_nip_leaves_by_what_was_signed(tmp_path: Path) -> None:
    nip = "19720502 200212 1 009"
    catalog = catalog_of(
        tmp_path,
        a=minimal_sop(
            "A",
            naskah_sah=f"{{berkas: 'https://contoh.go.id/a.pdf', tanggal: 5 Mei 2026, nomor: 'N {nip}'}}",
            riwayat=f"[{{tanggal: 5 Mei 2026, perubahan: 'oleh {nip}'}}]",
            evaluasi=f"[{{tanggal: 6 Mei 2026, hasil: 'oleh {nip}', catatan: '{nip}', tindakan: '{nip}'}}]",
        ),
    )
    site = build_site(catalog, Settings(), None, ())
    texts = [page.html + page.search_html for page in site.pages]
    texts += [str(file.content) for file in site.files]
    assert not any("200212" in text for text in texts)
    assert mask_catalog(catalog).sops["a"].naskah_sah[0].nomor.startswith("N •")
