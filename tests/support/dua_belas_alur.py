"""Twelve flows, each with a difficulty of its own, as files of SOPs."""

from __future__ import annotations

from pathlib import Path

_HEAD = """\
nama: {nama}
nomor: 0{nomor}/SOP/UJI/2026
unit: biro-umum
status: draf
disahkan_oleh: Kepala Biro Umum
dasar_hukum:
  - Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik
kualifikasi_pelaksana: Memahami <tata naskah> & "arsip"
keterkaitan: SOP Pendokumentasian
peralatan:
  - Komputer
  - Printer
peringatan: Jika tidak dilaksanakan, maka pelayanan terlambat
pencatatan: Buku agenda
"""
_LONG = "memeriksa kelengkapan berkas permohonan beserta lampirannya menurut daftar yang ditetapkan"


def _performers(titles: list[str]) -> str:
    return "pelaksana:\n" + "".join(f"  p{number}: {title}\n" for number, title in enumerate(titles, start=1))


def _steps(steps: list[str]) -> str:
    made = []
    for number, step in enumerate(steps, start=1):
        who, _, more = step.partition(" | ")
        text = (
            f"  - pelaksana: {who}\n    kegiatan: Langkah {number} {_LONG}\n"
            if who
            else f"  - kegiatan: Langkah {number} {_LONG}\n"
        )
        text += "".join(f"    {key}\n" for key in more.split(" | ") if key)
        if "waktu" not in more:
            text += "    waktu: 10 menit\n"
        made.append(f"{text}    kelengkapan: Berkas {number}\n    output: Hasil {number}\n")
    return "langkah:\n" + "".join(made)


_TWELVE = [f"Jabatan Fungsional Nomor {number}" for number in range(1, 13)]
FLOWS: dict[str, str] = {
    "satu-pelaksana": _performers(["Petugas"])
    + _steps(["p1", "p1", "p1 | jika_tidak: 2", "p1", "p1", "p1 | jika_tidak: 5", "p1"]),
    "dua-belas-pelaksana": _performers(_TWELVE)
    + _steps([f"p{number}" for number in range(1, 12)] + ["p12 | jika_tidak: 1", "p3 | jika_tidak: p7", "p1"]),
    "tiga-puluh-langkah": _performers(["Staf", "Kasubbag", "Kabag", "Kepala Biro", "Sekretaris"])
    + _steps(
        ["p1"]
        + [
            f"p{number * 2 % 5 + 1}" + (f" | jika_tidak: {max(1, number - 9)}" if number % 4 == 1 else "")
            for number in range(2, 29)
        ]
        + ["p4 | jika_tidak: 1 | jika_ya: 30", "p2"]
    ),
    "kembali-ke-diri": _performers(["Pemohon", "Kabag"])
    + _steps(["p1", "p2 | jika_tidak: 2", "p1", "p2 | jika_ya: selesai | jika_tidak: 4"]),
    "cabang-sekolom": _performers(["Pemohon", "Kabag"])
    + _steps(["p1", "p2 | jika_ya: 4 | jika_tidak: 5", "p2", "p2", "p1", "p1"]),
    "tiga-cabang": _performers(["Loket", "Petugas", "Kabag"])
    + _steps(
        [
            "p1",
            "p1 | jika: {Kotak pengaduan: 3, Tatap muka: 4, Surat elektronik dari luar: 5}",
            "p2 | lanjut_ke: 6",
            "p3 | lanjut_ke: 6",
            "p2",
            "p3",
        ]
    ),
    "rantai": _performers(["Staf", "Kasubbag", "Kabag", "Kepala"])
    + _steps(["p1 > p2", "p2 > p3 > p4 | jika_tidak: p1", "p4 > p3 > p1", "p1"]),
    "simbol-berkata": _performers(["Umum", "Sekretaris", "Kepala"])
    + _steps(
        [
            " | simbol: [{pelaksana: p1, isi: Langsung, lanjut_ke: 2}, {pelaksana: p2, isi: Lewat surel, lanjut_ke: 3}]",
            "p1 | lanjut_ke: 4",
            "p2",
            " | simbol: [{pelaksana: p1, isi: 'Rahasia?', jika_ya: p3, jika_tidak: lanjut}, {pelaksana: p3, isi: 'Perlu disposisi?', jika_ya: 6, jika_tidak: 5}]",
            "p2",
            "p1",
        ]
    ),
    "bersama": _performers(["Tim", "Kabag", "Kepala", "Pemohon"])
    + _steps(["p4", '"[p1, p2]"'.strip('"'), "[p3, p1] | jika_tidak: 2", "[p1, p2, p3, p4]", "p4"]),
    "selesai-di-tengah": _performers(["Staf", "Kasubbag", "Kabag"])
    + _steps(
        [
            "p1",
            "p2 | jika_tidak: selesai",
            "p3 | jika_tidak: selesai | jika_ya: 5",
            "p1",
            "p2 | jika: {Arsip: selesai, Terus: lanjut, Ulang: 1}",
            "p3 | lanjut_ke: selesai",
            "p1",
        ]
    ),
    "sel-bergabung": _performers(["Staf", "Kabag"])
    + _steps(["p1 | waktu: 2 hari kerja"] + [f"p{number % 2 + 1} | waktu: ^" for number in range(2, 15)]),
    "berkelompok": "pelaksana:\n  Kantor Pusat:\n    p1: Staf\n    p2: Kabag\n  p3: Pemohon\n  Kantor Daerah:\n    p4: Kepala Kantor\n    p5: Petugas\n"
    + _steps(["p3", "p1", "p2 | jika_tidak: p3", "p4", "p5 | jika_tidak: 3", "p3"])
    + "catatan_tabel:\n  - '*) Berkas: asli dan salinan'\nlampiran:\n  - Formulir: https://contoh.go.id/formulir\n",
}
"""By slug: performers and steps, and what stands under them."""


def write_catalogue(folder: Path) -> Path:
    """A folder of SOPs with these; the folder."""
    sops = folder / "sops"
    (sops / "_daftar").mkdir(parents=True)
    (sops / "_daftar" / "unit.yml").write_text("biro-umum: {nama: Biro Umum, profil: umum}\n", "utf-8")
    for nomor, (slug, body) in enumerate(FLOWS.items(), start=1):
        head = _HEAD.format(nama=f"Uji {slug.replace('-', ' ').title()}", nomor=nomor)
        (sops / f"{slug}.yml").write_text(head + body, "utf-8")
    return sops
