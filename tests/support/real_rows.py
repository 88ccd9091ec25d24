"""Twenty-two rows as offices draw them, each with the rows around it that its lines need.

The forms are those of rows in real SOPs; performers and words are invented, and so is the order in which they stand.
Notation: `support.flows`.
"""

from __future__ import annotations

REAL_ROWS: dict[str, tuple[str, ...]] = {
    "nyata-dua-pintu-masuk": (
        "loket admin kepala",
        "loket (Datang langsung) > 2 | admin (Lewat aplikasi) > 3", "loket > 4", "admin > 4", "kepala",
    ),
    "nyata-berkas-bertemu": (
        "loket admin kepala",
        "loket > 3.loket", "admin > 3.admin", "loket > 4 | admin > 4.loket", "loket (Lengkap?): Ya > lanjut, Tidak > 3.admin", "kepala",
    ),
    "nyata-dua-keputusan-berdampingan": (
        "loket admin kepala",
        "loket", "loket (Rahasia?): Ya > kepala, Tidak > 3 | kepala (Perlu rapat?): Ya > 4, Tidak > 5.admin",
        "loket+admin > 4", "kepala", "admin",
    ),
    "nyata-disposisi-lalu-tujuan": (
        "tim umum kepala",
        "kepala", "kepala > umum | umum (Untuk siapa?): Teknis > 3.tim, Administratif > 3.umum", "tim > 4.tim | umum > 4.umum",
        "tim > selesai | umum > selesai",
    ),
    "nyata-tiga-akhir": (
        "tim umum admin",
        "umum (Jalur?): Tim > 2.tim, Umum > 2.umum, Arsip > 2.admin", "tim > selesai | umum > selesai | admin > selesai",
    ),
    "nyata-berjenjang-dalam-satu-baris": (
        "ketua penyelia penulis penerbit",
        "penulis",
        "penulis > penyelia | penyelia: T > penulis, Y > ketua | ketua: T > penyelia, Y > penerbit | penerbit: T > ketua, Y > 3",
        "penerbit",
    ),
    "nyata-kembali-atau-selesai": (
        "ketua penyelia penulis mitra",
        "ketua >> penyelia >> penulis >> mitra", "penulis", "penyelia: T > 2, Y > penulis | penulis > selesai",
    ),
    "nyata-dua-arah": (
        "ketua penyelia penyunting penulis",
        "penulis", "penyunting: Y > 3.ketua, T > 1", "ketua: Y > penyelia, T > 2 | penyelia: T > ketua, Ya > 4", "penyelia", "ketua >> penulis",
    ),
    "nyata-periksa-dan-perbaiki": (
        "kepala tim cabang",
        "kepala >> tim >> cabang", "cabang > tim | tim: Tidak > cabang, Ya > 3", "tim: Tidak > 2, Ya > 4", "cabang",
    ),
    "nyata-dua-pemeriksa": (
        "ketua anggota cabang",
        "cabang", "anggota", "anggota: Ya > ketua, Tidak > 2 | ketua: Ya > 4, Tidak > 2", "anggota",
    ),
    "nyata-perbaikan-di-samping": (
        "kepala pengolah petugas",
        "pengolah", "pengolah: Bersih > 3, Janggal > petugas | petugas > 3", "pengolah", "kepala",
    ),
    "nyata-rantai-kembali": (
        "pegawai admin teknisi",
        "pegawai >> admin", "teknisi", "teknisi: Berhasil > 4, Gagal > 2", "teknisi >> admin >> pegawai",
    ),
    "nyata-setuju-atau-tolak": (
        "cabang sistem pusat",
        "sistem > 2.pusat | cabang > selesai", "pusat: Setuju > sistem, Tolak > cabang | sistem > 3 | cabang > 1.cabang", "pusat", "cabang",
    ),
    "nyata-dua-jalur-bertemu": (
        "pengelola satker wilayah pusat",
        "satker", "satker: A > 3.pengelola, B > wilayah | wilayah > 3.pusat", "pengelola > 4 | pusat > 4", "satker",
    ),
    "nyata-dua-jalur-menyusul": (
        "satker pengelola pusat",
        "satker: A > 2.pengelola, B > 2.pusat", "pengelola > 3 | pusat > 4", "satker", "pusat",
    ),
    "nyata-kembali-dua-tingkat": (
        "kepala ketua staf",
        "staf > ketua | ketua: Tidak > staf, Ya > 2", "staf > ketua | ketua: Tidak > staf, Ya > kepala | kepala: Tidak > ketua, Ya > 3",
        "ketua: Ya > 4, Tidak > 1.staf", "ketua >> kepala",
    ),
    "nyata-bantuan-kiri-kanan": (
        "panitia humas mitra",
        "humas", "humas: Ya > mitra, Tidak > 3.humas | mitra > 3.humas", "humas: Ya > panitia, Tidak > 4 | panitia > 4", "humas",
    ),
    "nyata-kata-dalam-keputusan": (
        "ketua anggota cabang",
        "cabang", "anggota (Terisi semua?): Tidak > 1, Ya > 3", "anggota (Data terkonfirmasi?): Tidak > cabang, Ya > 4 | cabang > 1",
        "anggota+ketua+cabang", "anggota+ketua",
    ),
    "nyata-rapat-berempat": ("tim sakip perencana kepala", "kepala", "kepala+tim+sakip+perencana", "tim", "perencana >> kepala"),
    "nyata-olah-lalu-terbit": (
        "kepala ketua tim", "kepala >> ketua >> tim", "tim", "ketua: Y > tim, T > 2 | tim > 4.tim", "tim >> ketua >> kepala",
    ),
    "nyata-tangan-berdampingan": (
        "pimpinan penanggung arsiparis",
        "arsiparis: Dinilai > 2.pimpinan, Dicatat > 2.penanggung, Disimpan > 2.arsiparis",
        "pimpinan > 3 | penanggung > selesai | arsiparis > 3.arsiparis", "pimpinan > penanggung | penanggung > arsiparis | arsiparis > 4",
        "arsiparis",
    ),
    "nyata-rantai-dimasuki-di-ujung": (
        "kepala pencatat pengolah petugas",
        "kepala", "petugas > 3.petugas", "pencatat > pengolah | pengolah > petugas | petugas > 4", "petugas >> pengolah",
    ),
}  # fmt: skip
"""Name → the performers' columns, then the steps."""
