"""Ready-made pieces of an SOP file with places to fill in, for editor programs.

`${1:staf}` is a place that the cursor visits, with what stands there until then.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepSnippet:
    """One step."""

    prefix: str
    """What one types to be offered it in VS Code."""
    label: str
    description: str
    fields: tuple[tuple[str, str], ...]
    """Key and text, in order."""
    simbol: tuple[tuple[tuple[str, str], ...], ...] = ()
    """The symbols of the step, each with its keys and texts, in order; they follow the fields."""

    @property
    def lines(self) -> list[str]:
        """The step as an item of the list `langkah`, at the left margin."""
        lines = [f"{'  ' if index else '- '}{key}: {text}" for index, (key, text) in enumerate(self.fields)]
        if self.simbol:
            lines.append("  simbol:")
        for symbol in self.simbol:
            lines += [f"    {'  ' if index else '- '}{key}: {text}" for index, (key, text) in enumerate(symbol)]
        return lines

    @property
    def body(self) -> dict[str, object]:
        """The step as an editor program indents it by itself."""
        symbols = {"simbol": [dict(symbol) for symbol in self.simbol]} if self.simbol else {}
        return {**dict(self.fields), **symbols}


@dataclass(frozen=True, slots=True)
class FileSnippet:
    """A whole file."""

    prefix: str
    label: str
    description: str
    body: str


STEP_SNIPPETS = (
    StepSnippet(
        "langkah",
        "langkah biasa",
        "Langkah yang berlanjut ke langkah berikutnya.",
        (
            ("pelaksana", "${1:staf}"),
            ("kegiatan", "${2:Menyusun konsep dan menyerahkan kepada Kabag}"),
            ("kelengkapan", "${3:Bahan}"),
            ("waktu", "${4:10 menit}"),
            ("output", "${5:Konsep}"),
        ),
    ),
    StepSnippet(
        "keputusan",
        "langkah keputusan",
        "Langkah dengan cabang Ya dan Tidak; Ya berlanjut ke langkah berikutnya.",
        (
            ("pelaksana", "${1:kabag}"),
            ("kegiatan", "${2:Memeriksa konsep. Jika setuju menandatangani, jika tidak dikembalikan kepada Staf}"),
            ("jika_tidak", "${3:staf}"),
            ("kelengkapan", "${4:Konsep}"),
            ("waktu", "${5:10 menit}"),
            ("output", "${6:Dokumen yang ditandatangani}"),
        ),
    ),
    StepSnippet(
        "rantai",
        "langkah berantai",
        "Beberapa pelaksana berurutan dalam satu baris.",
        (
            ("pelaksana", "${1:staf} > ${2:kabag}"),
            ("kegiatan", "${3:Menyampaikan konsep untuk ditandatangani}"),
            ("kelengkapan", "${4:Konsep}"),
            ("waktu", "${5:10 menit}"),
            ("output", "${6:Konsep yang diparaf}"),
        ),
    ),
    StepSnippet(
        "simbol",
        "langkah dengan beberapa simbol",
        "Beberapa simbol dalam satu baris, masing-masing dengan isi dan jalannya sendiri.",
        (
            ("kegiatan", "${1:Menerima permohonan}"),
            ("waktu", "${2:10 menit}"),
        ),
        (
            (("pelaksana", "${3:staf}"), ("isi", "${4:Datang langsung}"), ("lanjut_ke", "${5:lanjut}")),
            (("pelaksana", "${6:kabag}"), ("isi", "${7:Lewat surel}"), ("lanjut_ke", "${8:lanjut}")),
        ),
    ),
)
SOP_SNIPPET = FileSnippet(
    "sop",
    "SOP baru",
    "Kerangka satu SOP dengan dua langkah.",
    """\
nama: ${1:Peminjaman Kendaraan Dinas}
unit: ${2:kode-unit}
status: draf

dasar_hukum:
  - ${3:Permenaker Nomor 7 Tahun 2017}

pelaksana:
  ${4:staf}: ${5:Staf Umum}
  ${6:kabag}: ${7:Kabag Umum}

langkah:
  - pelaksana: ${4:staf}
    kegiatan: ${8:Mengajukan permohonan kepada Kabag}
    waktu: ${9:10 menit}
  - pelaksana: ${6:kabag}
    kegiatan: ${10:Memeriksa permohonan. Jika setuju menandatangani, jika tidak dikembalikan kepada Staf}
    jika_tidak: ${4:staf}
    waktu: ${11:10 menit}
""",
)
FIELD_SNIPPETS = (
    FileSnippet(
        "lampiran",
        "lampiran SOP",
        "Berkas atau alamat yang diterbitkan bersama SOP.",
        "lampiran:\n  - ${1:Formulir permohonan}: ${2:formulir.docx}\n",
    ),
    FileSnippet(
        "penyusun",
        "penyusun, pemeriksa, dan pengesah",
        "Pejabat di balik SOP; beberapa untuk satu baris ditulis sebagai daftar.",
        "disusun_oleh: ${1:Kepala Subbagian Tata Usaha}\ndiperiksa_oleh: ${2:Kepala Bagian Umum}\ndisahkan_oleh: ${3:Kepala Biro Umum}\n",
    ),
    FileSnippet(
        "riwayat",
        "riwayat pengesahan",
        "Tanggal, perubahan, dan nomor revisi.",
        "riwayat:\n  - {tanggal: ${1:5 Januari 2026}, perubahan: ${2:terbit}, revisi: ${3:0}}\n",
    ),
    FileSnippet(
        "naskah sah",
        "naskah yang ditandatangani",
        "Berkas PDF di sops/_naskah/ dan tanggalnya; sidiknya ditulis oleh sop sahkan.",
        "naskah_sah:\n  berkas: ${1:nama-sop-2026-01-05.pdf}\n  tanggal: ${2:5 Januari 2026}\n",
    ),
    FileSnippet(
        "evaluasi",
        "hasil evaluasi",
        "Tanggal, hasil, catatan, dan tindakan.",
        "evaluasi:\n  - tanggal: ${1:5 Juli 2026}\n    hasil: ${2:berjalan baik}\n    catatan: ${3:Langkah 3 sering menunggu paraf}\n    tindakan: ${4:Pendelegasian paraf diusulkan}\n",
    ),
    FileSnippet(
        "kata kunci",
        "kata kunci pencarian",
        "Kata lain yang dicari orang; tidak tampil dan tidak dicetak.",
        "kata_kunci: [${1:kata lain}]\n",
    ),
)
"""Fields that stand in the head of a file."""
