"""The editors' guide, where paper stands on the left and the file on the right: what is typed prints what is shown."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from support.examples import TODAY
from support.guide_pictures import guide_sop
from support.paths import ROOT
from support.sites import minimal_sop

from sop_catalog.catalog.load import load_catalog
from sop_catalog.checks import check_catalog
from sop_catalog.compare.signed import describe_signed
from sop_catalog.pages.build import build_sop_page
from sop_catalog.pages.settings import Settings

_TEXT = (ROOT / "docs/panduan-editor.md").read_text("utf-8").partition("## Naskah di kiri")[2]
_SIGNING = "".join((ROOT / "docs" / name).read_text("utf-8") for name in ("mengesahkan.md", "mengevaluasi.md"))
ROWS = re.findall(r"<tr><td>(.*?)</td><td><pre><code>(.*?)</code></pre></td></tr>", _TEXT + _SIGNING, re.DOTALL)
PROFIL = re.findall(r"^<pre><code>(formulir-kami:.*?)</code></pre>", _TEXT, re.MULTILINE | re.DOTALL)


def _words(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("/ ", "/").split())


def test_every_key_that_the_issue_of_paper_names_is_shown() -> None:
    typed = " ".join(right for _, right in ROWS)
    for kunci in ("kegiatan", "kelengkapan", "waktu", "tanggal_pembuatan", "disusun_oleh", "diperiksa_oleh", "disahkan_oleh", "lampiran", "riwayat",
                  "kata_kunci", "maksud_dan_tujuan", "naskah_sah", "evaluasi", "tinjau_sebelum"):  # fmt: skip
        assert f"{kunci}:" in typed
    assert len(PROFIL) == 1


@pytest.mark.parametrize(("paper", "typed"), ROWS, ids=[right.strip().partition(":")[0] for _, right in ROWS])
def test_what_is_typed_prints_what_is_shown(tmp_path: Path, paper: str, typed: str) -> None:
    registers = tmp_path / "_daftar"
    registers.mkdir()
    (registers / "unit.yml").write_text("biro-umum: {nama: Biro Umum, profil: formulir-kami}\n", "utf-8")
    (registers / "profil.yml").write_text(PROFIL[0] + "\n", "utf-8")
    (tmp_path / "_lampiran").mkdir()
    (tmp_path / "_lampiran/formulir.docx").write_bytes(b"PK\x03\x04 isian")
    (tmp_path / "_naskah").mkdir()
    for day in ("2026-01-05", "2026-03-05"):
        (tmp_path / f"_naskah/peminjaman-ruang-rapat-{day}.pdf").write_bytes(b"%PDF-1.7 naskah")
    (tmp_path / "arsip.yml").write_text(
        minimal_sop("Penataan Arsip", nomor="12/SOP/2025").replace("biro-uji", "biro-umum"), "utf-8"
    )
    (tmp_path / "a.yml").write_text(_with(html.unescape(typed)), "utf-8")
    catalog, diagnostics = load_catalog(tmp_path, "sops")
    catalog = replace(catalog, keadaan=describe_signed(catalog))
    diagnostics += [item for item in check_catalog(catalog, TODAY) if item.rule.code not in {"SOP416", "SOP509"}]
    here = [item for item in diagnostics if item.source.path.endswith("a.yml")]
    assert [(item.rule.code, item.message) for item in here] == []
    printed = _words(build_sop_page(catalog, "a", Settings()).html)
    for line in paper.split("<br>"):
        assert ("tidak tercetak" in line) or _words(line).removeprefix("- ") in printed, line


def _with(typed: str) -> str:
    """The guide's SOP with these lines in its head, or in its first step, in the place of its own."""
    text = re.sub(r"\s+#.*", "", guide_sop())
    for key in re.findall(r"^([a-z_]+):", typed, re.MULTILINE):
        text = re.sub(rf"^{key}:.*\n(?:[ ].*\n)*", "", text, flags=re.MULTILINE)
    if not typed.startswith(" "):
        return text.replace("pelaksana:\n", f"{typed}\npelaksana:\n", 1)
    key = typed.strip().partition(":")[0]
    before, _, steps = text.partition("langkah:\n")
    first, blank, others = steps.partition("\n\n")
    first = re.sub(rf"^    {key}:.*(?:\n      .*)*", "", first, flags=re.MULTILINE).rstrip()
    first = re.sub(r"\n\s*\n", "\n", first)
    return f"{before}langkah:\n{first}\n{typed}{blank}{others}"
