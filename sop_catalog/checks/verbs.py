"""Whether an Indonesian word is a verb, as far as its beginning tells. A hint rests on this, never a galat."""

from __future__ import annotations

import re

_PREFIXED = re.compile(r"(?:me(?:m|n|ng|ny|nge|l|r|w|y)?|ber|di|memper|diper|ter)[a-z]{3,}")
_SUFFIXED = re.compile(r"[a-z]{3,}(?:kan|ilah|lah)")
"""Imperatives: siapkan, lakukan, periksalah."""

_NO_VERBS = frozenset(
    """
    bahkan berat berita berkas berkala bersama bersih dinas direktorat direktur dirjen disposisi divisi diklat digital
    distribusi disket media medis meja memo mendagri menkeu menpan menteri mesin mess metode metodologi meterai menit
    kebijakan pendidikan perbankan perikanan peternakan perpustakaan makan ikan sekian sedangkan melainkan merupakan
    termasuk ternyata terhadap tersebut tertentu terkait terlampir terdapat terminal dokumen diri dia berikut
    berdasarkan berkaitan berupa beberapa bendahara bersangkutan dinamika diskresi
    """.split()  # noqa: SIM905
)

_BARE_VERBS = frozenset(
    """
    bekerja belajar ada ajukan ambil antar arahkan arsip arsipkan atur awasi baca bagi bagikan bahas bantu bawa bayar beri berikan bubuhi
    bubuhkan buat buka bentuk cari catat cek cetak cocokkan daftar daftarkan dapat data datang dokumentasikan download
    edit email entri evaluasi ganti gandakan hadir hadiri hapus hitung hubungi ikut ikuti ingat input isi isikan izinkan
    jadwalkan jalankan jawab jemput jelaskan kaji kelola kembali kembalikan kerjakan ketik kirim kirimkan klarifikasi
    klik koordinasi koordinasikan koreksi kumpulkan laksanakan lakukan lampirkan lapor laporkan lengkapi lihat lindungi
    mohon minta mintakan monitor mulai muat naikkan nilai olah panggil pantau paraf pastikan pelajari perbaiki periksa
    perintahkan pilih pimpin pindai pinjam print proses publikasikan rapat rapatkan rekap rekapitulasi rencanakan
    review reviu revisi sahkan salin sampaikan scan sebarkan serahkan sediakan selenggarakan selesai selesaikan setor
    setorkan setujui siapkan simpan simpulkan singkronkan sinkronkan sortir sosialisasikan sosialisasi susun susunlah
    tambahkan tampung tandatangani tanda tanggapi tangani tanya tarik tayangkan tegur telaah teliti tempel tentukan
    terapkan terbitkan terima teruskan tetapkan tindaklanjuti tinjau tolak transfer tugaskan tulis tunjuk tutup uji
    ukur umumkan undang unduh unggah upload urus usulkan validasi verifikasi wawancara wawancarai
    """.split()  # noqa: SIM905
)

_PREFIXES = frozenset("me mem men meng meny menge di ber ter".split())  # noqa: SIM905
"""Words of their own only before a hyphen: "Me-review", "Men-scan"."""

_BEFORE_VERBS = frozenset(
    [
        "akan",
        "segera",
        "langsung",
        "kemudian",
        "lalu",
        "selanjutnya",
        "turut",
        "saling",
        "bersama-sama",
        "telah",
        "sudah",
        "dapat",
        "harus",
        "wajib",
    ]
)
"""Words that may stand before the verb."""

NOUN_TO_VERB = {
    "pemeriksaan": "Memeriksa", "penyusunan": "Menyusun", "pembuatan": "Membuat", "pengiriman": "Mengirim",
    "penerimaan": "Menerima", "pencatatan": "Mencatat", "penyerahan": "Menyerahkan", "pengajuan": "Mengajukan",
    "pengumpulan": "Mengumpulkan", "penandatanganan": "Menandatangani", "penetapan": "Menetapkan",
    "pengesahan": "Mengesahkan", "persetujuan": "Menyetujui", "penyampaian": "Menyampaikan", "pelaksanaan": "Melaksanakan",
    "pembentukan": "Membentuk", "pengarsipan": "Mengarsipkan", "pendokumentasian": "Mendokumentasikan",
    "pelaporan": "Melaporkan", "pembahasan": "Membahas", "verifikasi": "Memverifikasi", "koordinasi": "Mengoordinasikan",
    "penelaahan": "Menelaah", "penilaian": "Menilai", "pengolahan": "Mengolah", "perbaikan": "Memperbaiki",
    "penyimpanan": "Menyimpan", "penggandaan": "Menggandakan", "permohonan": "Mengajukan permohonan", "rapat": "Melaksanakan rapat",
}  # fmt: skip
"""What an editor writes who names the activity instead of doing it."""


def is_verb(word: str) -> bool:
    """Whether a lower-case word is probably a verb."""
    if word in _NO_VERBS:
        return False
    if word in _BARE_VERBS:
        return True
    return bool(_PREFIXED.fullmatch(word) or _SUFFIXED.fullmatch(word))


def begins_with_verb(words: tuple[str, ...]) -> bool:
    """Whether a sentence, as lower-case words, begins with a verb, small words before it left aside."""
    for word in words[:3]:
        if word not in _BEFORE_VERBS:
            return is_verb(word) or (word in _PREFIXES and len(words) > 1)
    return bool(words)
