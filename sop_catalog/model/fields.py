"""The keys of the YAML format, as one table: decoder, reference page and JSON Schema read the same rows.

Order = the order in which the reference and a new file list them. Texts are Indonesian: editors read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """What may stand behind a key."""

    TEKS = "teks"
    DAFTAR = "teks atau daftar teks"
    BARIS = "teks; barisnya dicetak sebagai baris"
    SEL = "teks (barisnya dicetak sebagai baris), atau daftar teks"
    TANGGAL = "tanggal"
    WAKTU = "waktu"
    YA_TIDAK = "ya atau tidak"
    STATUS = "draf, berlaku, atau dicabut"
    KODE = "kode"
    PENGESAH = "jabatan, rincian pejabatnya, atau daftarnya bila beberapa"
    PELAKSANA = "daftar kolom `kode: Judul kolom`"
    PELAKSANA_LANGKAH = "kode pelaksana, rantai `staf > kabag`, atau beberapa kode dalam [kurung siku]"
    PELAKSANA_SIMBOL = "kode pelaksana, atau beberapa kode dalam [kurung siku]"
    SIMBOL = "daftar simbol"
    LANGKAH = "daftar langkah"
    TUJUAN = "kode pelaksana, nomor langkah, `5.kode`, `lanjut`, atau `selesai`"
    CABANG = "`Label: tujuan` untuk tiap cabang"
    RIWAYAT = "daftar pengesahan"
    ANGKA = "angka"
    KOTAK = "`isian: JUDUL`, atau `isian: {judul: JUDUL, letak: atas}`"
    LAMPIRAN = "daftar `nama: berkas` atau `nama: alamat`"
    NASKAH = "`{berkas, tanggal}`, atau daftarnya bila disahkan beberapa kali"
    EVALUASI = "daftar evaluasi"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of the format."""

    kunci: str
    jenis: FieldKind
    arti: str
    """What it is, one or two sentences for an editor."""
    contoh: str
    """What one may type behind the colon (the first line of it, for nested ones)."""
    wajib: bool = False
    kecuali: str = ""
    """A required key may be left out where this one is written instead."""


K = FieldKind

SOP_FIELDS: tuple[Field, ...] = (
    Field("nama", K.TEKS, "Nama SOP tanpa kata SOP di depannya; menjadi judul halaman.", "Peminjaman Kendaraan Dinas", True),
    Field("nomor", K.TEKS, "Nomor SOP menurut tata naskah instansi. Boleh kosong selama masih draf.", "061/SOP/UMUM/2026"),
    Field("unit", K.KODE, "Kode unit kerja pemilik SOP dari `sops/_daftar/unit.yml`.", "biro-umum", True),
    Field("status", K.STATUS, "Keberlakuan. Bila tidak diisi dianggap draf.", "berlaku"),
    Field("contoh", K.YA_TIDAK, "`ya` bila SOP ini karangan untuk contoh; halaman dan cetakannya ditandai CONTOH.", "ya"),
    Field("digantikan_oleh", K.TEKS, "Nama berkas (tanpa .yml) SOP pengganti, bila status dicabut.", "peminjaman-kendaraan"),
    Field("tanggal_pembuatan", K.TANGGAL, "Tanggal SOP selesai dibuat.", "5 Januari 2026"),
    Field("tanggal_pengesahan", K.TANGGAL, "Tanggal SOP disahkan.", "5 Januari 2026"),
    Field("tanggal_revisi", K.TANGGAL, "Tanggal revisi terakhir.", "5 Januari 2026"),
    Field("tanggal_efektif", K.TANGGAL, "Tanggal SOP mulai berlaku.", "5 Januari 2026"),
    Field("disusun_oleh", K.PENGESAH, "Yang menyusun SOP ini; dicetak bila profil unit mempunyai barisnya.", "Kepala Subbagian Tata Usaha"),
    Field("diperiksa_oleh", K.PENGESAH, "Yang memeriksa SOP ini; dicetak bila profil unit mempunyai barisnya.", "Kepala Bagian Umum"),
    Field("disahkan_oleh", K.PENGESAH, "Jabatan pengesah, atau rincian jabatan, nama, pangkat, nip, tte.", "Kepala Biro Umum"),
    Field("dasar_hukum", K.DAFTAR, "Peraturan yang mendasari, satu butir satu peraturan; tempel kalimatnya.", "Permenaker Nomor 7 Tahun 2017"),
    Field("kualifikasi_pelaksana", K.DAFTAR, "Kemampuan yang diperlukan pelaksana.", "Memahami tata cara peminjaman"),
    Field("keterkaitan", K.DAFTAR, "SOP lain yang terkait: nama, nomor, atau nama berkasnya. Yang belum ada boleh ditulis.", "SOP Pemeliharaan Kendaraan"),
    Field("peralatan", K.DAFTAR, "Peralatan dan perlengkapan.", "Komputer"),
    Field("peringatan", K.DAFTAR, "Akibat bila SOP tidak dijalankan, atau batas waktu.", "Kendaraan tidak boleh dipakai di luar dinas"),
    Field("pencatatan", K.DAFTAR, "Pencatatan dan pendataan.", "Buku peminjaman kendaraan"),
    Field("pelaksana", K.PELAKSANA, "Kolom pelaksana dari kiri ke kanan: kode singkat, lalu judul kolom. Kolom-kolom di bawah satu judul grup: tulis judul grup, lalu kolomnya dua spasi lebih dalam.", "staf: Staf Umum", True),
    Field("langkah", K.LANGKAH, "Langkah kegiatan menurut urutan. Nomor dibuat otomatis.", "- pelaksana: staf", True),
    Field("catatan_tabel", K.DAFTAR, "Catatan yang dicetak di bawah tabel kegiatan.", "'*) Kelengkapan: kerangka acuan, daftar hadir'"),
    Field("lampiran", K.LAMPIRAN, "Formulir dan berkas lain yang diterbitkan bersama SOP ini: nama, lalu berkas di samping berkas SOP atau di `sops/_lampiran/`, atau alamat.", "- Formulir permohonan: formulir.docx"),
    Field("catatan_sumber", K.DAFTAR, "Yang diduga atau tidak terbaca pada naskah sumber. Selama ada isinya, halaman bertanda perlu verifikasi.", "Tanggal tidak terbaca pada pindaian"),
    Field("naskah_sah", K.NASKAH, "Naskah yang ditandatangani: berkas PDF di `sops/_naskah/` atau alamatnya, dan tanggalnya. Diisi oleh `sop sahkan`.", "{berkas: peminjaman-kendaraan-2026-01-05.pdf, tanggal: 5 Januari 2026}"),
    Field("riwayat", K.RIWAYAT, "Revisi yang disahkan: tanggal dan perubahan.", "- {tanggal: 5 Januari 2026, perubahan: terbit}"),
    Field("evaluasi", K.EVALUASI, "Hasil pemantauan dan evaluasi pelaksanaan SOP ini: tanggal, hasil, catatan, tindakan.", "- {tanggal: 5 Juli 2026, hasil: berjalan baik}"),
    Field("tinjau_sebelum", K.TANGGAL, "Tanggal paling lambat SOP ini ditinjau kembali.", "5 Januari 2027"),
    Field("kata_kunci", K.DAFTAR, "Kata lain yang dicari orang untuk SOP ini. Hanya dikenal pencarian; tidak tampil dan tidak dicetak.", "pinjam mobil"),
    Field("slug_lama", K.DAFTAR, "Nama berkas lama; alamat lamanya dialihkan ke halaman ini.", "pinjam-kendaraan"),
)  # fmt: skip

LANGKAH_FIELDS: tuple[Field, ...] = (
    Field("pelaksana", K.PELAKSANA_LANGKAH, "Siapa yang mengerjakan. `staf > kabag` = berurutan dalam baris ini; beberapa kode dalam kurung siku = bersama, yang pertama memegang alur.", "staf", True, "simbol"),
    Field("simbol", K.SIMBOL, "Beberapa simbol dalam satu baris, masing-masing dengan jalannya sendiri. Ditulis sebagai ganti `pelaksana`.", "- {pelaksana: staf, isi: Datang langsung, lanjut_ke: 3}"),
    Field("isi", K.TEKS, "Kata-kata di dalam simbol, paling banyak tiga baris.", "Perlu disposisi?"),
    Field("kegiatan", K.BARIS, "Apa yang dikerjakan; diawali kata kerja, tanpa subjek.", "Memeriksa kelengkapan formulir", True),
    Field("jika_ya", K.TUJUAN, "Menjadikan langkah ini keputusan: ke mana bila ya. Tidak ditulis = langkah berikut.", "lanjut"),
    Field("jika_tidak", K.TUJUAN, "Menjadikan langkah ini keputusan: ke mana bila tidak. Kode pelaksana = langkah terdekat sebelumnya milik pelaksana itu.", "staf"),
    Field("jika", K.CABANG, "Keputusan dengan label sendiri.", "{Kotak pengaduan: 6, Tatap muka: lanjut}"),
    Field("lanjut_ke", K.TUJUAN, "Ke mana langkah biasa berlanjut bila bukan ke langkah berikut.", "selesai"),
    Field("kelengkapan", K.SEL, "Persyaratan atau kelengkapan (mutu baku). `^` = satu sel dengan baris di atasnya.", "Formulir"),
    Field("waktu", K.WAKTU, "Waktu baku: angka dan satuan, boleh rentang. `^` = satu sel dengan baris di atasnya; dihitung satu kali.", "1-2 hari kerja"),
    Field("output", K.SEL, "Hasil langkah. `^` = satu sel dengan baris di atasnya.", "Formulir terisi"),
    Field("keterangan", K.SEL, "Keterangan; bagian yang diawali kata SOP menjadi tautan. `^` = satu sel dengan baris di atasnya.", "SOP Pembentukan Tim"),
)  # fmt: skip

SIMBOL_FIELDS: tuple[Field, ...] = (
    Field("pelaksana", K.PELAKSANA_SIMBOL, "Di kolom siapa simbol ini. Beberapa kode = bersama; yang pertama memegang alur.", "kepala", True),
    Field("isi", K.TEKS, "Kata-kata di dalam simbol, paling banyak tiga baris.", "Perlu disposisi?"),
    Field("jika_ya", K.TUJUAN, "Menjadikan simbol ini keputusan: ke mana bila ya. Tidak ditulis = langkah berikut.", "lanjut"),
    Field("jika_tidak", K.TUJUAN, "Menjadikan simbol ini keputusan: ke mana bila tidak. Kode pelaksana = simbolnya pada baris ini, atau langkah terdekat sebelumnya.", "staf"),
    Field("jika", K.CABANG, "Keputusan dengan label sendiri.", "{Teknis: 9.tim, Administratif: 9.umum}"),
    Field("lanjut_ke", K.TUJUAN, "Ke mana simbol biasa berlanjut bila bukan ke langkah berikut.", "5.kepala"),
)  # fmt: skip

PENGESAH_FIELDS: tuple[Field, ...] = (
    Field("jabatan", K.TEKS, "Jabatan pengesah.", "Kepala Biro Umum"),
    Field("nama", K.TEKS, "Nama dengan gelar.", "Nama Lengkap, S.Sos."),
    Field("pangkat", K.TEKS, "Pangkat dan golongan.", "Pembina Tingkat I, IV/b"),
    Field("nip", K.TEKS, "NIP 18 angka; pada halaman hanya tiga angka terakhir yang tampak.", "19720502 200212 1 009"),
    Field("tte", K.YA_TIDAK, "`ya` bila ditandatangani secara elektronik.", "ya"),
)  # fmt: skip

RIWAYAT_FIELDS: tuple[Field, ...] = (
    Field("tanggal", K.TANGGAL, "Tanggal pengesahan.", "5 Januari 2026", True),
    Field("perubahan", K.TEKS, "Apa yang berubah.", "terbit", True),
    Field("revisi", K.ANGKA, "Nomor revisi pada naskah; 0 untuk yang pertama.", "1"),
)

NASKAH_FIELDS: tuple[Field, ...] = (
    Field("berkas", K.TEKS, "Berkas PDF di `sops/_naskah/`, atau alamat tempat naskah itu disimpan.", "peminjaman-kendaraan-2026-01-05.pdf", True),
    Field("tanggal", K.TANGGAL, "Tanggal naskah ditandatangani.", "5 Januari 2026", True),
    Field("nomor", K.TEKS, "Nomor pada naskah, bila lain dari `nomor` SOP.", "061/SOP/UMUM/2026"),
    Field("sha256", K.TEKS, "Sidik berkas; ditulis oleh `sop sahkan`. Dengan ini berkas yang diganti ketahuan.", "9f86d081884c7d65…"),
    Field("isi", K.TEKS, "Sidik isi SOP saat disahkan; ditulis oleh `sop sahkan`. Dengan ini isi yang berubah ketahuan.", "v1-5d41402abc4b2a76…"),
)  # fmt: skip

EVALUASI_FIELDS: tuple[Field, ...] = (
    Field("tanggal", K.TANGGAL, "Tanggal evaluasi.", "5 Juli 2026", True),
    Field("hasil", K.TEKS, "Hasilnya dengan beberapa kata.", "berjalan baik", True),
    Field("catatan", K.TEKS, "Yang ditemukan.", "Langkah 3 sering menunggu paraf"),
    Field("tindakan", K.TEKS, "Yang akan dilakukan.", "Pendelegasian paraf diusulkan"),
)

UNIT_FIELDS: tuple[Field, ...] = (
    Field("nama", K.TEKS, "Nama lengkap unit kerja.", "Biro Umum", True),
    Field("induk", K.KODE, "Kode unit di atasnya.", "setjen"),
    Field("profil", K.KODE, "Bentuk formulir: `kemnaker`, `umum`, atau dari profil.yml. Diwarisi dari induk.", "kemnaker"),
    Field("logo", K.TEKS, "Berkas logo di dalam folder docs. Diwarisi dari induk.", "assets/logo/kemnaker.svg"),
    Field("pemilik", K.DAFTAR, "Akun atau tim yang menyetujui perubahan SOP unit ini.", "@biro-umum"),
    Field("pengantar", K.DAFTAR, "Penjelasan singkat, satu alinea satu butir; tampil di halaman unit dan pada buku SOP.", "Buku ini memuat SOP layanan umum"),
)  # fmt: skip

JABATAN_FIELDS: tuple[Field, ...] = (
    Field("nama", K.TEKS, "Nama lengkap jabatan.", "Kepala Subbagian", True),
    Field("alias", K.DAFTAR, "Ejaan dan singkatan lain untuk jabatan yang sama.", "Kasubag"),
)

PERATURAN_FIELDS: tuple[Field, ...] = (
    Field("tentang", K.TEKS, "Judul peraturan tanpa kata tentang.", "Tata Naskah Dinas di Kementerian", True),
    Field("status", K.TEKS, "berlaku, diubah, atau dicabut. Kosong = belum diperiksa.", "berlaku"),
    Field("mengubah", K.DAFTAR, "Kode peraturan yang diubah.", "permenaker-13-2015"),
    Field("dicabut_oleh", K.DAFTAR, "Kode peraturan yang mencabut.", "permenaker-1-2021"),
    Field("alias", K.DAFTAR, "Nama, kutipan, atau kode lain untuk peraturan yang sama.", "KUHAP"),
    Field("tautan", K.TEKS, "Alamat naskah resmi (https).", "https://jdih.kemnaker.go.id/"),
    Field("diperiksa", K.TANGGAL, "Kapan statusnya terakhir diperiksa di JDIH.", "2026-11-22"),
    Field("catatan", K.TEKS, "Catatan redaksi.", "judul menurut naskah sumber"),
)

PROFIL_FIELDS: tuple[Field, ...] = (
    Field("dasar", K.KODE, "Profil yang dijadikan dasar; yang tidak ditulis mengikuti dasarnya.", "umum"),
    Field("baris", K.CABANG, "Baris tabel identitas: `isian: LABEL`. `revisi` mencetak nomor revisi terakhir dari riwayat.", "nomor: NO SOP"),
    Field("judul_kotak", K.CABANG, "Judul keenam kotak: `isian: JUDUL`.", "dasar_hukum: DASAR HUKUM"),
    Field("kotak", K.KOTAK, "Kotak selain keenam kotak baku. Isiannya lalu ada pada SOP unit yang memakai profil ini, dan hanya di sana. `letak`: atas atau bawah keenam kotak; bila tidak ditulis, bawah.", "ruang_lingkup: RUANG LINGKUP"),
    Field("kolom", K.CABANG, "Judul kolom tabel kegiatan: `isian: Judul`.", "kelengkapan: Persyaratan/ Kelengkapan"),
    Field("nomor_kolom", K.YA_TIDAK, "Apakah di bawah kepala tabel dicetak baris nomor kolom.", "ya"),
    Field("kolom_keterangan", K.TEKS, "ya, tidak, atau bila-terisi.", "bila-terisi"),
    Field("norma_waktu", K.YA_TIDAK, "Apakah tabel ditutup baris Norma Waktu.", "ya"),
)  # fmt: skip

KOTAK_FIELDS: tuple[Field, ...] = (
    Field("judul", K.TEKS, "Judul kotak seperti pada formulir.", "RUANG LINGKUP", True),
    Field("letak", K.TEKS, "atas atau bawah keenam kotak.", "atas"),
)
