"""One edit each of an SOP, and what `sop bandingkan` says of it: sixteen and more kinds, editorial ones among them."""

from __future__ import annotations

import re
from collections.abc import Callable

from support.paths import GOLDEN

SEED = (GOLDEN / "diff" / "seed-000.yml").read_text("utf-8")
"""Seed 000 as it was encoded first: editing the shipped SOP is no reason to change these tests."""
NAME = "pelaporan-kinerja-kementerian"

Edit = Callable[[str], str]


def replace_once(old: str, new: str) -> Edit:
    """An edit of the one place that says so."""

    def edit(text: str) -> str:
        assert text.count(old) == 1, f"{text.count(old)}× {old}"
        return text.replace(old, new)

    return edit


def split_steps(text: str) -> tuple[str, list[str], str]:
    """What stands before the steps, the steps, and what stands behind them."""
    head, rest = text.split("langkah:\n", 1)
    body, tail = rest.split("\ncatatan_sumber:", 1)
    return (
        head + "langkah:\n",
        [step.strip("\n") for step in body.split("\n\n") if step.strip()],
        "\ncatatan_sumber:" + tail,
    )


def edit_steps(change: Callable[[list[str]], None]) -> Edit:
    """An edit of the list of steps."""

    def edit(text: str) -> str:
        head, steps, tail = split_steps(text)
        change(steps)
        return head + "\n\n".join(steps) + "\n" + tail

    return edit


def edit_step(nomor: int, old: str, new: str) -> Edit:
    """An edit of one step."""

    def change(steps: list[str]) -> None:
        steps[nomor - 1] = replace_once(old, new)(steps[nomor - 1])

    return edit_steps(change)


NEW_STEP = """\
  - pelaksana: kabag
    kegiatan: memberi nomor agenda
    waktu: 10 menit"""

ONE_CHANGE: dict[str, tuple[Edit, list[str]]] = {
    "insert a step": (
        edit_steps(lambda steps: steps.insert(5, NEW_STEP)),
        ["substantif: Langkah 6 disisipkan: Kabag, “memberi nomor agenda”, 10 menit"],
    ),
    "append a step": (
        edit_steps(lambda steps: steps.append(NEW_STEP)),
        ["substantif: Langkah 17 ditambahkan di akhir: Kabag, “memberi nomor agenda”, 10 menit"],
    ),
    "remove a step": (
        edit_steps(lambda steps: steps.pop(12)),
        [
            "substantif: Langkah 13 dihapus: Karo, “menyerahkan Pelaporan Kinerja Kementerian kepada Kabag untuk didokumentasikan”"
        ],
    ),
    "move a step": (
        edit_steps(lambda steps: steps.insert(14, steps.pop(4))),
        ["substantif: Langkah 5 dipindahkan menjadi langkah 15: Kasubag, “membentuk Tim Penyusunan.”"],
    ),
    "re-word a step": (
        edit_step(6, "mengumpulkan bahan dan menyusun", "mengumpulkan data dan informasi, menyusun"),
        ["substantif: Langkah 6: kegiatan “bahan” menjadi “data”; “informasi,” ditambahkan sesudah “dan”"],
    ),
    "another performer": (
        edit_step(5, "pelaksana: kasubag", "pelaksana: kabag"),
        ["substantif: Langkah 5: pelaksana berubah dari Kasubag menjadi Kabag"],
    ),
    "together": (
        edit_step(4, "pelaksana: kabag", "pelaksana: [kabag, karo]"),
        ["substantif: Langkah 4: pelaksana berubah dari Kabag menjadi Kabag dan Karo"],
    ),
    "another branch target": (
        edit_step(10, "jika_tidak: karo", "jika_tidak: 3"),
        [
            (
                "substantif: Langkah 10: cabang Tidak kini menuju langkah 3 (Karo, “memeriksa usulan. Jika setuju memerintahkan Kabag…”); "
                "semula langkah 9 (Karo, “memeriksa draf Pelaporan Kinerja Kementerian. Jika…”)"
            )
        ],
    ),
    "the same target by its number": (
        edit_step(10, "jika_tidak: karo", "jika_tidak: 9"),
        ["redaksional: Isi tidak berubah; hanya cara menulis berkas (komentar, spasi, tanda petik, kode pelaksana)"],
    ),
    "a plain step becomes a decision": (
        edit_step(12, "    kelengkapan:", "    jika_tidak: selesai\n    kelengkapan:"),
        ["substantif: Langkah 12: menjadi keputusan: Ya → langkah 13, Tidak → selesai"],
    ),
    "a decision becomes a plain step": (
        edit_step(2, "    jika_tidak: kasubag\n", ""),
        ["substantif: Langkah 2: bukan lagi keputusan; semula Ya → langkah 3, Tidak → langkah 1"],
    ),
    "time": (
        edit_step(1, "waktu: menit", "waktu: 30 menit"),
        ["substantif: Langkah 1: waktu menit menjadi 30 menit"],
    ),
    "a list": (
        replace_once(
            "  - SOP Pengumpulan Bahan\n  - SOP Pembuatan Bahan\n",
            "  - SOP Pembuatan Bahan\n  - SOP Penyusunan Rencana Aksi\n",
        ),
        [
            "substantif: Keterkaitan: butir 2 dihapus, “SOP Pengumpulan Bahan”",
            "substantif: Keterkaitan: butir 3 ditambahkan, “SOP Penyusunan Rencana Aksi”",
        ],
    ),
    "another spelling of a regulation": (
        replace_once("UU No.39 Tahun 2008 Tentang", "Undang-Undang Nomor 39 Tahun 2008 tentang"),
        ["redaksional: Dasar hukum butir 1: “UU No.39” menjadi “Undang-Undang Nomor 39”; “Tentang” menjadi “tentang”"],
    ),
    "spelling of a sentence": (
        replace_once("Di simpan sebagai", "Disimpan sebagai"),
        ["redaksional: Pencatatan: “Di simpan” menjadi “Disimpan”"],
    ),
    "another spelling of a role": (
        replace_once("  kasubag: Kasubag\n", "  kasubag: Kasubbag\n"),
        ["redaksional: Kolom pelaksana “Kasubag” berganti judul menjadi “Kasubbag”"],
    ),
    "another code of a column": (
        lambda text: re.sub(r"(: |^  )kasubag\b", r"\1ksb", text, flags=re.MULTILINE),
        ["redaksional: Isi tidak berubah; hanya cara menulis berkas (komentar, spasi, tanda petik, kode pelaksana)"],
    ),
    "the head": (
        replace_once(
            "disahkan_oleh: Kepala Biro Perencanaan\n",
            "disahkan_oleh:\n  jabatan: Sekretaris Jenderal\n  nip: 19720502 200212 1 009\n",
        ),
        [
            "substantif: Disahkan oleh, jabatan: dari “Kepala Biro Perencanaan” menjadi “Sekretaris Jenderal”",
            "redaksional: Disahkan oleh, NIP diisi",
        ],
    ),
    "status and date": (
        replace_once("status: draf\n", "status: berlaku\ntanggal_pengesahan: 2026-01-05\n"),
        ["substantif: Status draf menjadi berlaku", "redaksional: Tanggal pengesahan diisi 5 Januari 2026"],
    ),
    "a comment": (
        replace_once("\npelaksana:\n", "\n# kolom\npelaksana:\n"),
        ["redaksional: Isi tidak berubah; hanya cara menulis berkas (komentar, spasi, tanda petik, kode pelaksana)"],
    ),
}
