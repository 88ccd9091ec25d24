"""Handing over what was changed on /sunting/: by a forge's REST API, by hand, by mail; whatever happens, nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from support.browser import launch, serve
from support.forge_stub import TOKEN, ForgeStub
from support.sites import MINIMAL_MKDOCS, run_mkdocs
from support.sunting import Desk

from sop_catalog.site.pyodide_bundle import find_bundle

PATH = "sops/contoh-satu.yml"
TEXT = """\
nama: Contoh Satu   # dari naskah 2024
unit: biro-uji
disahkan_oleh:
  jabatan: Kepala Biro
  nama: Nama Lengkap
  nip: 19720502 200212 1 009
pelaksana:
  staf: Staf
  kabag: Kabag
langkah:
  - pelaksana: staf
    kegiatan: Mengajukan usulan
    waktu: 5 menit
  - pelaksana: kabag
    kegiatan: Memeriksa usulan
"""
KINDS = ("github", "gitlab", "gitea")
NAMES = {"github": "pull request", "gitlab": "merge request", "gitea": "pull request"}


@pytest.fixture(scope="module")
def forge() -> Iterator[ForgeStub]:
    with ForgeStub("gitea", {PATH: TEXT}) as stub:
        yield stub


@pytest.fixture(scope="module")
def base(forge: ForgeStub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assert find_bundle(), "modul halaman sunting belum dibuat dari sumber ini; jalankan `make pyodide`"
    folder = tmp_path_factory.mktemp("serah")
    option = f"  - sop_catalog:\n      forge: {{kind: gitea, url: '{forge.url}', branch: main}}\n"
    for name, text in {
        "mkdocs.yml": MINIMAL_MKDOCS.replace("  - sop_catalog\n", option),
        "docs/index.md": "# Katalog\n",
        "sops/_daftar/unit.yml": "biro-uji: Biro Uji\n",
        PATH: TEXT,
        "overrides/.ada": "",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    assert run_mkdocs("build", folder=folder).returncode == 0
    with serve(folder / "site") as address:
        yield address


@pytest.fixture(scope="module")
def page(base: str) -> Iterator[Page]:
    """The page without an SOP: its policy and its scripts, no Python."""
    with launch() as browser:
        page = browser.new_page()
        page.goto(f"{base}/sunting/")
        page.wait_for_selector(".sop-s-pilihan a")
        yield page


def propose(page: Page, forge: ForgeStub, **more: Any) -> dict[str, Any]:
    """Ask the page's own client for a proposal; {"url": …}, or {"error": …, "theirs": …}."""
    asked = {
        "path": PATH,
        "text": TEXT.replace("5 menit", "7 menit"),
        "base": TEXT,
        "title": "Ubah SOP Contoh Satu",
        "body": "Langkah 1: waktu 5 menit menjadi 7 menit",
        "slug": "contoh-satu",
        "isNew": False,
        "token": TOKEN,
        **more,
    }
    return dict(
        page.evaluate(
            """async ({ kind, url, asked }) => {
                const script = document.querySelector("script[src*='/mulai']").src.replace("mulai.js", "forge.js");
                const { Forge } = await import(script);
                try {
                    const { base, text } = asked;
                    const more = { isSame: async (there) => there === base, text: async () => text, ontell: () => {} };
                    return await new Forge({ kind, url, branch: "main" }).propose({ ...asked, ...more });
                } catch (error) {
                    return { error: error.message, theirs: error.theirs };
                }
            }""",
            {"kind": forge.kind, "url": forge.url, "asked": asked},
        )
    )


def branch_of(forge: ForgeStub) -> dict[str, str]:
    """The files of the branch that was made."""
    (name,) = [name for name in forge.branches if name != "main"]
    assert re.fullmatch(r"sunting/contoh-satu-\d{12}", name)
    return forge.branches[name]


@pytest.mark.parametrize("kind", KINDS)
class TestApi:
    def test_a_branch_a_commit_and_a_request(self, page: Page, forge: ForgeStub, kind: str) -> None:
        forge.reset(kind)
        answer = propose(page, forge)
        assert answer == {"url": f"{forge.url}/{'merge_requests' if kind == 'gitlab' else 'pulls'}/1"}
        assert branch_of(forge)[PATH] == TEXT.replace("5 menit", "7 menit")
        assert forge.branches["main"][PATH] == TEXT
        (request,) = forge.requests
        assert request["title"] == "Ubah SOP Contoh Satu"
        assert "7 menit" in (request.get("body") or request["description"])

    def test_a_new_file(self, page: Page, forge: ForgeStub, kind: str) -> None:
        forge.reset(kind)
        answer = propose(page, forge, path="sops/baru/lain.yml", base="", isNew=True, text="nama: Lain\n")
        assert "url" in answer
        assert branch_of(forge)["sops/baru/lain.yml"] == "nama: Lain\n"
        refused = propose(page, forge, base="", isNew=True)
        assert refused["error"] == f"Berkas {PATH} sudah ada di repositori; ganti nama berkasnya, lalu kirim lagi"

    def test_a_file_that_has_changed_meanwhile(self, page: Page, forge: ForgeStub, kind: str) -> None:
        forge.reset(kind)
        forge.branches["main"][PATH] = TEXT.replace("Memeriksa", "Meneliti")
        answer = propose(page, forge)
        assert answer["error"] == "Berkas di repositori sudah berubah sejak katalog ini diterbitkan"
        assert answer["theirs"] == forge.branches["main"][PATH]
        assert list(forge.branches) == ["main"]

    def test_a_refused_token(self, page: Page, forge: ForgeStub, kind: str) -> None:
        forge.reset(kind)
        answer = propose(page, forge, token="salah")  # noqa: S106 - opens nothing
        assert answer["error"].startswith("Membaca berkas: token ditolak; mungkin salah ketik atau sudah kedaluwarsa")
        assert list(forge.branches) == ["main"]

    def test_a_server_that_answers_no_other_site(self, page: Page, forge: ForgeStub, kind: str) -> None:
        forge.reset(kind)
        forge.has_cors = False
        answer = propose(page, forge)
        assert "tidak dapat dihubungi dari peramban ini" in answer["error"]
        assert "(CORS)" in answer["error"]

    def test_a_line_that_goes_dead_half_way(self, page: Page, forge: ForgeStub, kind: str) -> None:
        forge.reset(kind)
        forge.hangs_up_at = {"github": f"PUT {PATH}", "gitlab": "POST /commits", "gitea": f"PUT {PATH}"}[kind]
        answer = propose(page, forge)
        assert answer["error"].startswith("Menyimpan berkas")
        assert "sambungan putus" in answer["error"]
        assert forge.requests == []

    def test_a_line_that_goes_dead_at_the_end(self, page: Page, forge: ForgeStub, kind: str) -> None:
        """What was saved is named: whoever tries again need not type again."""
        forge.reset(kind)
        forge.hangs_up_at = "POST /merge_requests" if kind == "gitlab" else "POST /pulls"
        answer = propose(page, forge)
        assert re.match(
            rf"Suntingan Anda sudah tersimpan di cabang sunting/contoh-satu-\d+, tetapi {NAMES[kind]}-nya belum dibuat\. ",
            answer["error"],
        )
        assert branch_of(forge)[PATH] == TEXT.replace("5 menit", "7 menit")

    def test_a_repository_that_is_not_there(self, page: Page, forge: ForgeStub, kind: str) -> None:
        forge.reset(kind)
        answer = propose(page, forge, path="sops/hilang.yml")
        assert "tidak ada lagi di repositori" in answer["error"]


@pytest.fixture(scope="module")
def opened(base: str) -> Iterator[Desk]:
    with launch() as browser:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        yield Desk(context.new_page(), base).open("?sop=contoh-satu")


@pytest.fixture
def desk(opened: Desk, forge: ForgeStub) -> Desk:
    forge.reset("gitea")
    opened.fresh()
    return opened


def test_the_token_way_as_somebody_goes_it(desk: Desk, forge: ForgeStub) -> None:
    """A performer and a time are changed; NIPs, hidden on the site, come back from the repository's file."""
    assert "19720502" not in desk.published
    desk.field("Langkah 1: waktu").fill("1 jam")
    desk.cell(2, 1).click()
    desk.button("Serahkan").click()
    desk.page.get_by_text("Atau kirim langsung dengan token Gitea/Forgejo").click()
    desk.field("Token akses pribadi").fill(TOKEN)
    desk.button("Kirim sebagai pull request").click()
    expect(desk.page.get_by_role("link", name="Lihat pull request")).to_have_attribute("href", f"{forge.url}/pulls/1")
    expected = TEXT.replace("5 menit", "1 jam").replace("- pelaksana: kabag", "- pelaksana: staf")
    assert branch_of(forge)[PATH] == expected
    assert forge.requests[0]["title"] == "Ubah SOP Contoh Satu"
    assert "waktu 5 menit menjadi 1 jam" in forge.requests[0]["body"]
    stored = desk.page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])")
    assert TOKEN not in stored


def test_two_changes_of_one_file_are_put_together(desk: Desk, forge: ForgeStub) -> None:
    forge.branches["main"][PATH] = TEXT.replace("Memeriksa usulan", "Meneliti usulan")
    desk.field("Langkah 1: waktu").fill("1 jam")
    desk.button("Serahkan").click()
    desk.page.get_by_text("Atau kirim langsung dengan token Gitea/Forgejo").click()
    desk.field("Token akses pribadi").fill(TOKEN)
    desk.button("Kirim sebagai pull request").click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("sudah berubah sejak katalog ini diterbitkan")
    desk.button("Gabungkan").click()
    expect(desk.page.get_by_role("dialog")).to_contain_text("Sudah digabung dengan versi di repositori")
    assert desk.field("Langkah 2: kegiatan").input_value() == "Meneliti usulan"
    desk.page.get_by_text("Atau kirim langsung dengan token Gitea/Forgejo").click()
    desk.field("Token akses pribadi").fill(TOKEN)
    desk.button("Kirim sebagai pull request").click()
    expect(desk.page.get_by_role("link", name="Lihat pull request")).to_be_visible()
    assert branch_of(forge)[PATH] == TEXT.replace("5 menit", "1 jam").replace("Memeriksa", "Meneliti")
    desk.open("?sop=contoh-satu")


def test_by_hand_with_the_nips_of_the_file(desk: Desk, forge: ForgeStub) -> None:
    desk.field("Langkah 1: waktu").fill("2 jam")
    desk.button("Serahkan").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("NIP yang disamarkan")
    desk.field("Isi berkas dari repositori").fill(TEXT)
    expect(dialog).to_contain_text("Klik di dalam teks, pilih semua (Ctrl+A), lalu tempel (Ctrl+V).")
    link = desk.page.get_by_role("link", name="Buka berkas di Gitea/Forgejo")
    expect(link).to_have_attribute("href", f"{forge.url}/_edit/main/{PATH}")
    dialog.get_by_role("button", name="Salin isi berkas").first.click()
    expect(dialog).to_contain_text("Tersalin.")
    assert desk.page.evaluate("navigator.clipboard.readText()") == TEXT.replace("5 menit", "2 jam")


def test_a_nip_that_the_file_does_not_have_is_not_handed_over_hidden(desk: Desk, forge: ForgeStub) -> None:
    """Neither in silence by hand, nor at all with a token."""
    desk.page.get_by_label(re.compile("^disahkan oleh: NIP$", re.IGNORECASE)).fill("•••••••• •••••• • 111")
    desk.button("Serahkan").click()
    dialog = desk.page.get_by_role("dialog")
    desk.page.get_by_text("Atau kirim langsung dengan token Gitea/Forgejo").click()
    desk.field("Token akses pribadi").fill(TOKEN)
    desk.button("Kirim sebagai pull request").click()
    expect(dialog).to_contain_text("masih memuat NIP yang disamarkan, yang angkanya tidak ada pada berkas asli")
    assert list(forge.branches) == ["main"]
    if (asked := desk.field("Isi berkas dari repositori")).count():  # a test before this one may have brought it
        asked.fill(TEXT)
    expect(dialog.locator(".sop-s-peringatan")).to_contain_text("ketik NIP itu lengkap pada formulir")


def test_galat_ask_once_more_and_forbid_no_download(desk: Desk) -> None:
    desk.field("Langkah 1: kegiatan").fill("")
    desk.button("Serahkan").click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Masih ada 1 galat.")
    expect(dialog.locator("li")).to_have_text("Langkah 1: kegiatan belum diisi")
    desk.button("Perbaiki dahulu").click()
    assert desk.focused == "Langkah 1: kegiatan"
    desk.button("Serahkan").click()
    with desk.page.expect_download() as waiting:
        dialog.get_by_role("button", name="Unduh contoh-satu.yml").click()
    text = Path(waiting.value.path()).read_text("utf-8")
    assert "kegiatan:\n" in text
    desk.button("Serahkan juga").click()
    expect(dialog).to_contain_text("Atau kirim langsung dengan token Gitea/Forgejo")
