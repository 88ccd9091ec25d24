"""The rules of layer 2: the shape of a file, field by field."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

UNKNOWN_KEY = Rule(
    "SOP201",
    "isian-tidak-dikenal",
    Severity.GALAT,
    """
Nama isian harus salah satu dari isian baku, huruf kecil, dengan garis bawah sebagai pengganti spasi. Isian yang salah
ketik tidak ikut tercetak. Daftar lengkapnya ada di referensi isian.

**Salah**

```yaml
peringtan: Kendaraan tidak dipakai pribadi
```

**Benar**

```yaml
peringatan: Kendaraan tidak dipakai pribadi
```
""",
)

MISSING_KEY = Rule(
    "SOP202",
    "isian-wajib",
    Severity.GALAT,
    """
Setiap SOP memuat paling sedikit `nama`, `unit`, `pelaksana`, dan `langkah`; setiap langkah memuat `pelaksana` dan
`kegiatan`. Yang tidak terbaca pada naskah sumber ditulis `tidak terbaca`.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    waktu: 10 menit
```

**Benar**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
    waktu: 10 menit
```
""",
)

WRONG_KIND = Rule(
    "SOP203",
    "bentuk-isian",
    Severity.GALAT,
    """
Ada isian yang berupa satu teks, ada yang berupa daftar (tiap butir diawali `- `), dan ada yang berupa rincian
(`nama isian: isi` pada baris-baris di bawahnya). Isian ini ditulis dalam bentuk yang lain.

**Salah**

```yaml
nama:
  - Peminjaman Kendaraan Dinas
```

**Benar**

```yaml
nama: Peminjaman Kendaraan Dinas
```
""",
)

BLANK = Rule(
    "SOP204",
    "isian-kosong",
    Severity.GALAT,
    """
Isian wajib ini ada, tetapi belum ada isinya. Yang tidak terbaca pada naskah sumber ditulis `tidak terbaca`.

**Salah**

```yaml
nama:
```

**Benar**

```yaml
nama: Peminjaman Kendaraan Dinas
```
""",
)

NOT_A_DATE = Rule(
    "SOP205",
    "bukan-tanggal",
    Severity.GALAT,
    """
Tanggal ditulis seperti 5 Januari 2026, 2026-01-05, atau 05/01/2026 (hari lebih dulu). Tahun selalu empat angka. Bila
naskahnya hanya memuat bulan atau tahun, tulis Januari 2026 atau 2026. Yang tidak ada ditulis `'-'` atau kata pada
naskahnya (Belum ada, nihil), yang tidak terbaca ditulis `tidak terbaca`.

**Salah**

```yaml
tanggal_pengesahan: 5 Januri 2026
```

**Benar**

```yaml
tanggal_pengesahan: 5 Januari 2026
```
""",
)

NO_SUCH_DATE = Rule(
    "SOP206",
    "tanggal-tidak-ada",
    Severity.GALAT,
    """
Tanggal ini tidak ada di kalender: bulan itu tidak sepanjang itu, bulan ke-13, atau hari dan bulannya tertukar.

**Salah**

```yaml
tanggal_pengesahan: 31 Februari 2026
```

**Benar**

```yaml
tanggal_pengesahan: 28 Februari 2026
```
""",
)

WAKTU = Rule(
    "SOP207",
    "waktu-tidak-dipahami",
    Severity.PERINGATAN,
    """
Waktu dicetak apa adanya, tetapi tidak ikut dijumlah dalam norma waktu. Tulis angka dan satuan (menit, jam, hari, hari
kerja, minggu, bulan), boleh rentang. Titik memisahkan ribuan (`1.440 menit`), koma memisahkan pecahan (`1,5 jam`).
`10 menit per berkas` dijumlah satu kali dan disebut pada norma waktu. Satuan tanpa angka, `disesuaikan`, dan kata yang
menyebut kapan (`segera`, `setiap saat`, `tahunan`, `H-1`) juga dipahami; itu dicetak dan tidak dijumlah.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
    waktu: 10 mneit
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
```

**Benar**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
    waktu: 10 menit
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
    waktu: 1-2 hari kerja
```
""",
)

WAKTU_NOT_POSITIVE = Rule(
    "SOP208",
    "waktu-tidak-wajar",
    Severity.GALAT,
    """
Waktu baku lebih besar dari nol, dan rentang ditulis dari kecil ke besar.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
    waktu: 0 menit
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
```

**Benar**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
    waktu: 10 menit
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
```
""",
)

NIP = Rule(
    "SOP209",
    "nip",
    Severity.PERINGATAN,
    """
NIP terdiri atas 18 angka: tanggal lahir (8), tahun dan bulan pengangkatan (6), jenis kelamin (1 atau 2), dan nomor urut
(3). Spasi di antaranya boleh. NIP lama 9 angka juga diterima.

NIP adalah data pribadi: tempatnya hanya isian `nip` pada `disahkan_oleh`. Pada halaman dan log hanya tiga angka
terakhirnya yang tampak; di tempat lain NIP juga ditutup, tetapi sebaiknya dihapus, karena berkasnya sendiri terbaca
semua orang yang melihat repositori.

**Salah**

```yaml
disahkan_oleh:
  jabatan: Kepala Biro Umum
  nip: 19720502 200212 1 09
```

**Benar**

```yaml
disahkan_oleh:
  jabatan: Kepala Biro Umum
  nip: 19720502 200212 1 009
```
""",
)

CHOICE = Rule(
    "SOP210",
    "pilihan",
    Severity.GALAT,
    """
Isian ini hanya menerima pilihan tertentu: `status` adalah draf, berlaku, atau dicabut; `contoh` dan `tte` adalah ya atau
tidak.

**Salah**

```yaml
status: aktif
```

**Benar**

```yaml
status: draf
```
""",
)

CODE = Rule(
    "SOP211",
    "kode",
    Severity.GALAT,
    """
Kode (unit, pelaksana, jabatan, peraturan) terdiri atas huruf kecil, angka, dan tanda hubung. Kode pelaksana bukan
angka saja, dan bukan kata `lanjut` atau `selesai`, karena itu dipakai untuk tujuan cabang.

**Salah**

```yaml
pelaksana:
  staf: Staf Umum
  Kabag Umum: Kabag Umum
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: Kabag Umum
    kegiatan: Memeriksa formulir
```

**Benar**

```yaml
pelaksana:
  staf: Staf Umum
  kabag: Kabag Umum
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
```
""",
)

TARGET = Rule(
    "SOP212",
    "tujuan",
    Severity.GALAT,
    """
Tujuan `jika_ya`, `jika_tidak`, `lanjut_ke`, dan cabang `jika` adalah kode pelaksana (langkah terdekat sebelumnya milik
pelaksana itu), nomor langkah, `lanjut` (langkah berikut), atau `selesai`. Yang tidak terbaca ditulis `tidak terbaca`.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
    jika_tidak: Staf Umum
```

**Benar**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
    jika_tidak: staf
```
""",
)

FILE_NAME = Rule(
    "SOP213",
    "nama-berkas",
    Severity.GALAT,
    """
Nama berkas menjadi alamat halaman, jadi hanya memuat huruf kecil, angka, dan tanda hubung. Alamat yang sudah beredar
jangan diubah; bila terpaksa, tulis nama lamanya pada `slug_lama`.

**Salah**

```yaml title="Pemeliharaan Kendaraan.yml"
nama: Pemeliharaan Kendaraan
unit: biro-umum
pelaksana:
  staf: Staf Umum
langkah:
  - pelaksana: staf
    kegiatan: Mencuci kendaraan
```

**Benar**

```yaml title="pemeliharaan-kendaraan.yml"
nama: Pemeliharaan Kendaraan
unit: biro-umum
pelaksana:
  staf: Staf Umum
langkah:
  - pelaksana: staf
    kegiatan: Mencuci kendaraan
```
""",
)

BLANK_ITEM = Rule(
    "SOP214",
    "butir-kosong",
    Severity.PERINGATAN,
    """
Butir daftar ini tidak ada isinya dan tidak akan dicetak. Isi, atau hapus barisnya.

**Salah**

```yaml
peralatan:
  - Komputer
  -
```

**Benar**

```yaml
peralatan:
  - Komputer
```
""",
)

WEEKDAY = Rule(
    "SOP218",
    "hari-tidak-cocok",
    Severity.PERINGATAN,
    """
Nama hari di depan tanggal boleh ditulis dan tidak dicetak. Di sini namanya bukan nama hari tanggal itu, jadi salah satu
dari keduanya keliru.

**Salah**

```yaml
tanggal_pengesahan: Selasa, 5 Januari 2026
```

**Benar**

```yaml
tanggal_pengesahan: Senin, 5 Januari 2026
```
""",
)

NOT_A_NUMBER = Rule(
    "SOP219",
    "bukan-angka",
    Severity.GALAT,
    """
Isian ini hanya menerima angka, seperti nomor revisi pada `riwayat`. Kata di sekitarnya (revisi ke-, rev.) tidak ditulis.

**Salah**

```yaml
riwayat:
  - {tanggal: 5 Januari 2026, perubahan: terbit, revisi: ke-0}
```

**Benar**

```yaml
riwayat:
  - {tanggal: 5 Januari 2026, perubahan: terbit, revisi: 0}
```
""",
)
