"""Invented SOPs by a seed: roles, steps, decisions, chains, joint steps, joined cells, groups of columns."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from sop_catalog.importing.form.columns import name_codes
from sop_catalog.model.sop import (
    LANJUT,
    RANTAI,
    Cabang,
    Langkah,
    Pelaksana,
    Pengesah,
    Simbol,
    Sop,
    Status,
    Target,
    TargetKind,
)
from sop_catalog.model.values.durasi import parse_durasi
from sop_catalog.model.values.nip import parse_nip
from sop_catalog.model.values.tanggal import Tanggal, parse_tanggal
from sop_catalog.model.values.waktu import Durasi

_PERAN = (
    "Staf Umum", "Kasubbag Tata Usaha", "Kabag Perencanaan", "Kepala Biro", "Sekretaris", "Petugas Loket", "Bendahara",
    "Pejabat Pembuat Komitmen", "Operator", "Kepala Dinas", "Pemohon", "Tim Teknis", "Arsiparis", "Verifikator", "Kepala Bidang",
)  # fmt: skip
_KERJA = (
    "Menerima", "Mencatat", "Menyusun", "Mengajukan", "Menyampaikan", "Mengarsipkan", "Menggandakan", "Mengolah",
    "Menandatangani", "Mendistribusikan", "Merekapitulasi", "Menginput", "Menyiapkan", "Mengumpulkan",
)  # fmt: skip
_TIMBANG = ("Memeriksa", "Memverifikasi", "Meneliti", "Menelaah", "Mengoreksi")
_BENDA = (
    "surat permohonan", "konsep laporan triwulan", "berkas usulan", "daftar hadir rapat", "nota dinas", "formulir isian",
    "rencana kerja tahunan", "dokumen pengadaan", "rekapitulasi data", "surat tugas", "bukti pembayaran", "buku agenda",
)  # fmt: skip
_SIFAT = (
    "yang lengkap",
    "sesuai ketentuan",
    "kepada pimpinan",
    "untuk ditindaklanjuti",
    "beserta lampirannya",
    "dari unit terkait",
    "",
)
_BERKAS = (
    "Nota dinas",
    "Formulir",
    "Konsep laporan",
    "Berkas usulan",
    "Disposisi",
    "Surat tugas",
    "Daftar hadir",
    "Rekapitulasi",
)
_WAKTU = (
    "5 menit",
    "10 menit",
    "15 menit",
    "30 menit",
    "1 jam",
    "2 jam",
    "1 hari",
    "2 hari kerja",
    "1-2 hari",
    "1 minggu",
)
_LABEL = (
    ("Lengkap", "Tidak lengkap"),
    ("Setuju", "Tidak setuju"),
    ("Kotak pengaduan", "Tatap muka"),
    ("Sesuai", "Tidak sesuai"),
)
_HUKUM = (
    "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
    "Peraturan Pemerintah Nomor 96 Tahun 2012 tentang Pelaksanaan Undang-Undang Pelayanan Publik",
    "Peraturan Menteri Contoh Nomor 12 Tahun 2018 tentang Pedoman Karangan untuk Uji Coba",
    "Peraturan Gubernur Contoh Nomor 3 Tahun 2020 tentang Tata Kerja Instansi Karangan",
)
_ALAT = ("Komputer", "Printer", "Alat tulis", "Jaringan internet", "Mesin pemindai", "Lemari arsip")


@dataclass(frozen=True, slots=True)
class Resep:
    """What an invented SOP may hold."""

    langkah: tuple[int, int] = (4, 9)
    pelaksana: tuple[int, int] = (2, 5)
    keputusan: float = 0.3
    rantai: float = 0.0
    bersama: float = 0.0
    gabung: float = 0.0
    label_bebas: float = 0.0
    lompat: float = 0.0
    grup: bool = False
    keterangan: bool = True


def make_sop(seed: int, resep: Resep = Resep()) -> Sop:
    """An invented SOP; the same seed and recipe give the same one."""
    dice = random.Random(seed)  # noqa: S311
    titles = dice.sample(_PERAN, dice.randint(*resep.pelaksana))
    codes = name_codes(titles)
    groups = [""] * len(titles)
    if resep.grup and len(titles) >= 3:
        groups = ["Kantor Pusat" if index < 2 else "" for index in range(len(titles))]
    columns = tuple(Pelaksana(kode, title, group) for kode, title, group in zip(codes, titles, groups, strict=True))
    count = dice.randint(*resep.langkah)
    rows = [_row(dice, resep, number, count, codes) for number in range(1, count + 1)]
    for index in range(1, len(rows)):
        if dice.random() < resep.gabung:
            kind = dice.choice(("waktu", "output", "kelengkapan"))
            above = rows[index - 1]
            rows[index] = replace(rows[index], **{kind: getattr(above, kind)}, gabung=((kind, above.cell_row(kind)),))
    nama = (
        f"{dice.choice(('Pengelolaan', 'Penyusunan', 'Pelayanan', 'Pemeriksaan'))} {dice.choice(_BENDA).title()} {seed}"
    )
    year = 2020 + seed % 6
    return Sop(
        slug=f"karangan-{seed}",
        path=f"karangan-{seed}.yml",
        nama=nama,
        unit="biro-umum",
        pelaksana=columns,
        langkah=tuple(rows),
        nomor=f"{seed:03d}/SOP/UMUM/{year}",
        status=Status.DRAF,
        tanggal_pembuatan=_date(f"{1 + seed % 28} Januari {year}"),
        tanggal_revisi=_date(f"{1 + seed % 27} Maret {year}") if seed % 3 else None,
        tanggal_efektif=_date(f"{1 + seed % 26} April {year}"),
        disahkan_oleh=Pengesah(
            "Kepala Biro Umum", "Contoh Nama Karangan, S.Sos.", nip=parse_nip("19720502 200212 1 009")
        ),
        dasar_hukum=tuple(dice.sample(_HUKUM, dice.randint(1, 3))),
        kualifikasi_pelaksana=("Memahami tata naskah dinas", "Mampu mengoperasikan komputer")[: dice.randint(1, 2)],
        keterkaitan=("SOP Penomoran Surat", "SOP Pengarsipan Dokumen")[: dice.randint(0, 2)],
        peralatan=tuple(dice.sample(_ALAT, dice.randint(2, 4))),
        peringatan=("Bila prosedur ini tidak dijalankan, pelayanan kepada pemohon akan terlambat.",),
        pencatatan=("Disimpan sebagai data elektronik dan manual",),
    )


def _row(dice: random.Random, resep: Resep, number: int, count: int, codes: list[str]) -> Langkah:
    code = dice.choice(codes)
    decision = 1 < number < count and dice.random() < resep.keputusan
    verb = dice.choice(_TIMBANG if decision else _KERJA)
    activity = " ".join(filter(None, (verb, dice.choice(_BENDA), dice.choice(_SIFAT))))
    if decision:
        activity += f". Jika {dice.choice(('lengkap', 'setuju', 'sesuai'))} dilanjutkan, jika tidak dikembalikan"
    simbol: tuple[Simbol, ...]
    if decision:
        back = dice.randint(1, number - 1)
        if dice.random() < resep.label_bebas:
            yes, no = dice.choice(_LABEL)
            branches = (
                Cabang(yes, LANJUT, ("jika", yes)),
                Cabang(no, Target(TargetKind.NOMOR, nomor=back), ("jika", no)),
            )
        else:
            branches = (Cabang("Ya", LANJUT), Cabang("Tidak", Target(TargetKind.NOMOR, nomor=back), ("jika_tidak",)))
        simbol = (Simbol((code,), cabang=branches),)
    elif len(codes) > 1 and dice.random() < resep.rantai:
        others = dice.sample(codes, min(len(codes), dice.randint(2, 3)))
        simbol = tuple(
            Simbol((other,), lanjut_ke=RANTAI if index < len(others) - 1 else None)
            for index, other in enumerate(others)
        )
    elif len(codes) > 1 and dice.random() < resep.bersama:
        simbol = (Simbol(tuple(dice.sample(codes, 2))),)
    elif number < count - 1 and dice.random() < resep.lompat:
        simbol = (Simbol((code,), lanjut_ke=Target(TargetKind.NOMOR, nomor=dice.randint(number + 2, count))),)
    else:
        simbol = (Simbol((code,)),)
    needs = ", ".join(dice.sample(_BERKAS, dice.randint(1, 2)))
    return Langkah(
        number,
        simbol,
        activity,
        kelengkapan=needs,
        waktu=_duration(dice.choice(_WAKTU)),
        output=dice.choice(_BERKAS),
        keterangan=dice.choice(("", "", "SOP Penomoran Surat", "Segera")) if resep.keterangan else "",
    )


def _duration(text: str) -> Durasi:
    read = parse_durasi(text)
    assert isinstance(read, Durasi)
    return read


def _date(text: str) -> Tanggal:
    read = parse_tanggal(text)
    assert isinstance(read, Tanggal)
    return read
