"""A generated catalogue of any size, for the tests that measure: units as a tree, roles, regulations, references."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Size:
    """How large it is."""

    sops: int
    units: int = 100
    roles: int = 60
    regulations: int = 50
    steps: int = 8


_VERBS = (
    "Penyusunan",
    "Pelaporan",
    "Pengelolaan",
    "Pelaksanaan",
    "Pemeriksaan",
    "Penerbitan",
    "Pengumpulan",
    "Verifikasi",
)
_OBJECTS = (
    "Anggaran", "Arsip", "Cuti Pegawai", "Kendaraan Dinas", "Surat Keputusan", "Data Ketenagakerjaan", "Perjanjian Kinerja",
    "Barang Milik Negara", "Perjalanan Dinas", "Kerja Sama", "Pelatihan", "Pengaduan Masyarakat", "Rencana Aksi",
)  # fmt: skip
_ROLES = ("Kepala", "Sekretaris", "Staf", "Analis", "Arsiparis", "Bendahara")
_STATUS = ("berlaku", "berlaku", "berlaku", "draf", "dicabut")


def write_catalogue(folder: Path, size: Size) -> Path:
    """Write the files of a catalogue below `folder`; the same numbers give the same bytes. Returns `folder`."""
    register = folder / "_daftar"
    register.mkdir(parents=True)
    lines = ["u-0: Kementerian Uji\n"]
    lines += [
        f"u-{number}:\n  nama: Bagian {number}\n  induk: u-{(number - 1) // 5}\n" for number in range(1, size.units)
    ]
    (register / "unit.yml").write_text("".join(lines), "utf-8")
    (register / "jabatan.yml").write_text(
        "".join(
            f"j-{number}: {{nama: {_ROLES[number % 6]} {number}, alias: [{_ROLES[number % 6][:3]} {number}]}}\n"
            for number in range(size.roles)
        ),
        "utf-8",
    )
    (register / "peraturan.yml").write_text(
        "".join(
            f"permenaker-{number + 1}-{2000 + number % 25}: Ketentuan {number}\n" for number in range(size.regulations)
        ),
        "utf-8",
    )
    for number in range(size.sops):
        (folder / f"sop-{number:04}.yml").write_text(_sop(number, size), "utf-8")
    return folder


def sop_name(number: int) -> str:
    """The name of the generated SOP with this number, from 0."""
    return f"{_VERBS[number % 8]} {_OBJECTS[number % 13]} {number}"


def _sop(number: int, size: Size) -> str:
    status = _STATUS[number % 5]
    mine = [(number * 7 + place * 11) % size.roles for place in range(4)]
    cited = [(number * 3 + place * 5) % size.regulations for place in range(4)]
    lines = [
        f"nama: {sop_name(number)}",
        f"nomor: {number:03}/SOP/U{number % size.units}/{2015 + number % 11}",
        f"unit: u-{number % size.units}",
        f"status: {status}",
        f"tanggal_pengesahan: {number % 28 + 1} Januari {2015 + number % 11}",
        *([f"digantikan_oleh: sop-{(number + 1) % size.sops:04}"] if status == "dicabut" else []),
        "dasar_hukum:",
        *(f"  - Permenaker Nomor {item + 1} Tahun {2000 + item % 25} tentang Ketentuan {item}" for item in cited),
        "keterkaitan:",
        f"  - SOP {sop_name((number + 1) % size.sops)}",
        f"  - SOP {sop_name((number * 13 + 5) % size.sops)}",
        f"  - SOP Belum Ditulis {number % 40}",
        "pelaksana:",
        *(f"  p{place}: {_ROLES[role % 6]} {role}" for place, role in enumerate(mine)),
        "langkah:",
    ]
    for step in range(size.steps):
        lines += [
            f"  - pelaksana: p{step % 4}",
            f"    kegiatan: Memeriksa berkas {step} lalu menyampaikan kepada atasan, jika tidak lengkap dikembalikan",
            *([f"    jika_tidak: p{(step - 1) % 4}"] if step % 3 == 2 else []),
            f"    kelengkapan: Berkas {step}",
            f"    waktu: {step * 5 + 5} menit",
            f"    output: Berkas {step + 1}",
        ]
    return "\n".join(lines) + "\n"
