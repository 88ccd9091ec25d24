"""Single mistakes that are planted into the five seeds, each with the code under which it is found."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SEEDS = {
    "000": "biro-perencanaan/pelaporan-kinerja-kementerian.yml",
    "001": "biro-perencanaan/penyusunan-program-kerja-rkakl-dan-penetapan-kinerja-biro.yml",
    "002": "disnaker-kota-tangerang/penyusunan-laporan-kinerja-dan-pengumpulan-data.yml",
    "003": "disnakertrans/pelaksanaan-pengumpulan-data-atau-pendataan-kegiatan.yml",
    "004": "biro-perencanaan/penyusunan-rencana-aksi-lintas-sektor.yml",
}


@dataclass(frozen=True)
class Plant:
    """One mistake."""

    code: str
    seed: str
    old: str
    """A line of the seed, or the beginning of one, without its indentation."""
    new: str
    """What stands in the place of `old`; with "\\n" the line becomes several."""
    nth: int = 1
    """Which of the lines that begin with `old`."""
    at: int = 0
    """The finding's line, relative to the planted one."""


PLANTS = (
    # Layer 1: how lines are written
    Plant("SOP103", "000", "kegiatan: membentuk Tim", "\tkegiatan: membentuk Tim"),
    Plant("SOP103", "001", "- Lembar Pemeriksaan", "\t- Lembar Pemeriksaan"),
    Plant("SOP104", "002", "status: berlaku", "<<<<<<< HEAD\nstatus: berlaku\n=======\nstatus: draf\n>>>>>>> lain"),
    Plant("SOP105", "000", "kegiatan: membentuk", "kegiatan membentuk"),
    Plant("SOP105", "002", "peringatan: Jika", "peringatan Jika"),
    Plant("SOP106", "000", "peringatan: Teliti", "peringatan: Perhatian: Teliti"),
    Plant("SOP106", "003", "kegiatan: Menyimpan", "kegiatan: Arsip: Menyimpan"),
    Plant("SOP106", "004", "- Lembar Pemeriksaan", "- Lembar: Pemeriksaan"),
    Plant("SOP107", "000", "status: draf", "status:draf"),
    Plant("SOP107", "001", "waktu: menit", "waktu:menit", nth=3),
    Plant("SOP107", "002", "- Memiliki kemampuan", "-Memiliki kemampuan"),
    Plant("SOP107", "004", "- pelaksana: karo", "-pelaksana: karo"),
    Plant("SOP108", "000", "peringatan: Teliti", 'peringatan: "Teliti'),
    Plant("SOP108", "003", "output: Rekapitulasi", "output: 'Rekapitulasi"),
    Plant("SOP108", "001", "- Lembar Pemeriksaan", '- "Lembar Pemeriksaan'),
    Plant("SOP109", "000", "kelengkapan: Disposisi, SK", "  kelengkapan: Disposisi, SK"),
    Plant("SOP109", "002", "output: Disposisi", "UNINDENT2 output: Disposisi"),
    Plant("SOP109", "004", "nomor: 1/", " nomor: 1/"),
    Plant("SOP110", "000", "output: Rencana Kerja, Disposisi", "output: @Rencana Kerja, Disposisi"),
    Plant("SOP110", "001", "kelengkapan: SK TIM", "kelengkapan: %SK TIM"),
    Plant("SOP110", "002", "kelengkapan: Catatan", "kelengkapan: [Catatan"),
    Plant("SOP110", "003", "- Perjanjian Kinerja", "- {Perjanjian} Kinerja"),
    Plant("SOP110", "003", "waktu: 30 Menit", "waktu: > 30 Menit"),
    Plant("SOP110", "004", "output: Dokumentasi", "output: * Dokumentasi"),
    Plant("SOP111", "000", "unit: biro-perencanaan", "unit: biro-perencanaan\nstatus: draf", at=2),
    Plant("SOP111", "001", "- pelaksana: tim", "  pelaksana: tim"),
    Plant("SOP112", "002", "waktu: 2 Hari", "waktu: 2 Hari #3"),
    Plant("SOP112", "000", "output: Dokumentasi Pelaporan", "output: Dokumentasi #1 Pelaporan"),
    Plant("SOP113", "003", "- RPD 2024-2026", "1. RPD 2024-2026\n  2. RPD 2027"),
    Plant("SOP114", "004", "langkah:", "---\nlangkah:"),
    Plant("SOP115", "000", "output: Disposisi, SK", "output: &Disposisi, SK"),
    Plant("SOP110", "000", "output: Disposisi, SK", "output: *Disposisi, SK"),
    Plant("SOP116", "001", "output: Disposisi, SK", "output: !Disposisi, SK"),
    Plant("SOP119", "002", "nama: Penyusunan", "nama:  Penyusunan".replace("  ", " \u00a0")),
    Plant("SOP120", "003", "kelengkapan: Rekapitulasi Komputer", 'kelengkapan: "Rekapitulasi" Komputer'),
    Plant("SOP124", "000", "- Lembar Pemeriksaan", " - Lembar Pemeriksaan"),
    # Layer 2: fields
    Plant("SOP201", "000", "kegiatan: membentuk", "kegiatn: membentuk"),
    Plant("SOP201", "001", "keterkaitan:", "keterkatan:"),
    Plant("SOP201", "002", "jika_tidak: tidak terbaca", "jika_tdak: tidak terbaca"),
    Plant("SOP201", "003", "langkah:", "langka:"),
    Plant("SOP201", "004", "output: Dokumentasi", "hasil: Dokumentasi"),
    Plant("SOP202", "000", "kegiatan: membentuk Tim Penyusunan.", "DELETE", at=-1),
    Plant("SOP203", "001", "nama: Penyusunan", "nama:\n  - Penyusunan", at=1),
    Plant("SOP204", "002", "nama: Penyusunan Laporan Kinerja dan Pengumpulan Data", "nama:"),
    Plant("SOP204", "003", "kegiatan: Menyimpan dokumen pelaksanaan pendataan sebagai arsip", "kegiatan:"),
    Plant("SOP205", "002", "tanggal_pembuatan: 8 Januari 2024", "tanggal_pembuatan: 8 Januri 2024"),
    Plant("SOP206", "003", "tanggal_efektif: 06 Januari 2024", "tanggal_efektif: 31 Februari 2024"),
    Plant("SOP207", "003", "waktu: 10 Menit", "waktu: 10 Mneit"),
    Plant("SOP208", "002", "waktu: 2 Menit", "waktu: 0 Menit"),
    Plant("SOP208", "003", "waktu: 7 Jam", "waktu: 7-4 Jam"),
    Plant("SOP209", "002", "nip: 19720502", "nip: 1972050"),
    Plant("SOP210", "000", "status: draf", "status: aktif"),
    Plant("SOP210", "002", "tte: ya", "tte: sudah"),
    Plant("SOP211", "004", "fu: Fungsional Umum", "FU: Fungsional Umum"),
    Plant("SOP212", "001", "jika_tidak: tim", "jika_tidak: Tim Penyusunan"),
    Plant("SOP214", "000", "- Lembar Pemeriksaan", "-"),
    # Layer 3: flow
    Plant("SOP301", "000", "jika_tidak: kasubag", "jika_tidak: menteri"),
    Plant("SOP302", "001", "- pelaksana: karo", "- pelaksana: kkaro"),
    Plant("SOP302", "004", "kabag: Kabag", "kabg: Kabag"),
    Plant("SOP302", "000", "jika_tidak: tim", "jika_tidak: tum"),
    Plant("SOP303", "001", "jika_tidak: tim", "jika_tidak: 61"),
    Plant(
        "SOP304",
        "000",
        "output: Pelaporan Kinerja Kementerian",
        "lanjut_ke: 15\n    output: Pelaporan Kinerja Kementerian",
        nth=2,
    ),
    Plant("SOP305", "000", "keterangan: SOP Pendokumentasian", "lanjut_ke: 15"),
    Plant("SOP306", "001", "jika_tidak: tim", "lanjut_ke: 9\n    jika_tidak: tim"),
    Plant("SOP307", "004", "jika_tidak: tim", "jika: {Tidak: tim}"),
    Plant("SOP308", "003", "jika_tidak: tidak terbaca", "jika_tidak: lanjut"),
    Plant("SOP309", "001", "fu: Fungsional Umum", "fu: Fungsional Umum\n  menteri: Menteri", at=1),
    Plant("SOP310", "000", "jika_tidak: karo", "jika_tidak: kabag"),
    Plant("SOP310", "004", "jika_tidak: tim", "jika_tidak: kabag"),
    Plant("SOP310", "000", "jika_tidak: sekjen", "jika_tidak: karo"),
    Plant("SOP310", "001", "jika_tidak: kabag", "jika_tidak: selesai", nth=2),
    Plant("SOP311", "000", "jika_tidak: sekjen", "DELETE", at=-1),
    Plant("SOP312", "004", "- pelaksana: tim", "- pelaksana: [tim, tim]"),
    Plant("SOP312", "003", "sekretaris: Sekretaris", "sekretaris: Kepala Dinas"),
    # Layer 4: references
    Plant("SOP401", "000", "unit: biro-perencanaan", "unit: biro-perencanan"),
    Plant("SOP404", "001", "- SOP Pendokumentasian", "- SOP Pendokumentasan"),
    Plant("SOP405", "000", "keterangan: SOP Pembentukan Tim", "keterangan: SOP Pelaporan Kinerja Kementerian"),
    Plant("SOP406", "001", "- Permenaker No 03 Tahun 2019", "- Permenaker No 33 Tahun 2019"),
    Plant("SOP407", "003", "kadis: Kepala Dinas", "kadis: Kepala Dinsa"),
    Plant("SOP409", "002", "status: berlaku", "status: dicabut\ndigantikan_oleh: tidak-ada", at=1),
    Plant("SOP410", "001", "status: draf", "status: dicabut\ndigantikan_oleh: " + Path(SEEDS["001"]).stem, at=1),
    Plant("SOP411", "004", "status: draf", "status: draf\ndigantikan_oleh: pembentukan-tim", at=1),
    # Layer 5: completeness
    Plant("SOP501", "002", "nomor: PSM", "DELETE", at=1),
    Plant("SOP502", "002", "tanggal_pembuatan: 8 Januari 2024", "DELETE", at=-1),
    Plant("SOP503", "003", "waktu: 10 Menit", "DELETE", at=-3),
    Plant("SOP504", "003", "tanggal_efektif: 06 Januari 2024", "tanggal_efektif: 06 Januari 2023"),
    Plant("SOP505", "000", "status: draf", "status: draf\ntinjau_sebelum: 1 Januari 2026", at=1),
    Plant("SOP506", "002", "kegiatan: Merekap laporan", "kegiatan: Rekapan laporan"),
    Plant("SOP507", "001", "kegiatan: membentuk Tim", "kegiatan: Kasubag membentuk Tim"),
    Plant(
        "SOP509",
        "000",
        "peringatan: Teliti kesesuaian setelah menuangkan dalam lembar pemeriksaan berkas",
        "peringatan:",
    ),
)


def plant_into(text: str, plant: Plant) -> tuple[str, int]:
    """The text with the mistake, and the line of the change (from 1)."""
    lines = text.split("\n")
    found = [index for index, line in enumerate(lines) if line.strip().startswith(plant.old)]
    index = found[plant.nth - 1]
    line = lines[index]
    indent = line[: len(line) - len(line.lstrip())]
    if plant.new == "DELETE":
        lines[index : index + 1] = []
    elif plant.new.startswith("UNINDENT2 "):
        lines[index] = indent[2:] + plant.new.removeprefix("UNINDENT2 ") + line.strip().removeprefix(plant.old)
    elif plant.new.startswith("\t"):
        lines[index] = plant.new + line.strip().removeprefix(plant.old)
    else:
        lines[index] = indent + plant.new + line.strip().removeprefix(plant.old)
    return "\n".join(lines), index + 1
