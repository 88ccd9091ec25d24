"""The rules of layer 1 about how lines are written: colons, dashes, quotes, spaces at the start of a line."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

TAB = Rule(
    "SOP103",
    "tab",
    Severity.GALAT,
    """
Jarak di awal baris dibuat dengan spasi, bukan dengan tombol Tab: dua spasi tiap tingkat.

**Salah**

```yaml huruf="⇥:0009"
peralatan:
⇥- Komputer
```

**Benar**

```yaml
peralatan:
  - Komputer
```
""",
)

SYNTAX = Rule(
    "SOP105",
    "baris-tanpa-titik-dua",
    Severity.GALAT,
    """
Setiap baris berbentuk `nama isian: isi`, butir daftar yang diawali `- `, atau lanjutan teks di atasnya. Lanjutan teks
dimulai lebih ke dalam daripada nama isiannya.

**Salah**

```yaml
peringatan: Kendaraan tidak boleh dipakai
di luar keperluan dinas
```

**Benar**

```yaml
peringatan: Kendaraan tidak boleh dipakai
  di luar keperluan dinas
```
""",
)

SECOND_COLON = Rule(
    "SOP106",
    "titik-dua-dalam-teks",
    Severity.GALAT,
    """
Titik dua yang diikuti spasi memisahkan nama isian dari isinya. Bila teksnya sendiri memuat titik dua dan spasi,
tulis teks itu di dalam tanda petik. Jam seperti 08:00 tidak perlu, karena tidak ada spasi setelah titik duanya.

**Salah**

```yaml
peringatan: Perhatian: kendaraan tidak boleh dipakai pribadi
```

**Benar**

```yaml
peringatan: 'Perhatian: kendaraan tidak boleh dipakai pribadi'
```
""",
)

MISSING_SPACE = Rule(
    "SOP107",
    "spasi-kurang",
    Severity.GALAT,
    """
Setelah titik dua, dan setelah tanda hubung di depan butir, harus ada satu spasi.

**Salah**

```yaml
status:draf
```

**Benar**

```yaml
status: draf
```
""",
)

UNCLOSED_QUOTE = Rule(
    "SOP108",
    "petik-tidak-ditutup",
    Severity.GALAT,
    """
Teks yang diawali tanda petik harus diakhiri tanda petik yang sama pada baris itu juga. Bila tidak, baris-baris di
bawahnya ikut terbaca sebagai teks.

**Salah**

```yaml
peringatan: "Kendaraan tidak boleh dipakai pribadi
pencatatan: Buku peminjaman
```

**Benar**

```yaml
peringatan: "Kendaraan tidak boleh dipakai pribadi"
pencatatan: Buku peminjaman
```
""",
)

INDENTATION = Rule(
    "SOP109",
    "lekuk-baris",
    Severity.GALAT,
    """
Isian yang setingkat dimulai pada kolom yang sama. Isian SOP mulai di kolom 1, kolom pelaksana dan butir daftar masuk
dua spasi, isian langkah masuk empat spasi.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
      waktu: 10 menit
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

SPECIAL_START = Rule(
    "SOP110",
    "awal-teks-khusus",
    Severity.GALAT,
    """
Teks yang diawali salah satu tanda @ % { [ > | * ` , ] } ? punya arti khusus. Tulis teks seperti itu di dalam tanda
petik. Hal yang sama berlaku untuk tanda \\ di dalam petik ganda: pakai petik tunggal.

**Salah**

```yaml
peringatan: >100 km harus diisi bahan bakar
```

**Benar**

```yaml
peringatan: '>100 km harus diisi bahan bakar'
```
""",
)

PASTED_LIST = Rule(
    "SOP113",
    "daftar-bernomor",
    Severity.PERINGATAN,
    """
Daftar "1. 2. 3." atau "a. b. c." yang ditempel dari Word terbaca sebagai satu teks panjang. Tulis tiap butir pada
barisnya sendiri dan awali dengan tanda hubung dan spasi. Nomor tidak perlu ditulis: halaman menomori sendiri.

**Salah**

```yaml
peralatan:
  1. Komputer
  2. Formulir peminjaman
```

**Benar**

```yaml
peralatan:
  - Komputer
  - Formulir peminjaman
```
""",
)

QUOTED_TAIL = Rule(
    "SOP120",
    "teks-setelah-petik",
    Severity.GALAT,
    """
Bila suatu teks diawali tanda petik, seluruh teks harus berada di dalam petik itu. Bila hanya satu kata yang berpetik,
pakai petik jenis lain di luarnya.

**Salah**

```yaml
peringatan: "Kendaraan dinas" tidak boleh dipakai pribadi
```

**Benar**

```yaml
peringatan: '"Kendaraan dinas" tidak boleh dipakai pribadi'
```
""",
)

WORD_QUOTES = Rule(
    "SOP125",
    "petik-word",
    Severity.PERINGATAN,
    """
Teks yang disalin dari Word kerap berada di dalam petik lengkung “…”. Petik lengkung bukan pembatas teks seperti petik
lurus, jadi ikut tercetak, ikut dicari, dan ikut menjadi bagian nomor. Hapus keduanya; bila teksnya memang perlu tanda
petik, pakai petik lurus. Petik lengkung di tengah kalimat boleh tetap ada.

**Salah**

```yaml
nama: “Peminjaman Kendaraan Dinas”
```

**Benar**

```yaml
nama: Peminjaman Kendaraan Dinas
peringatan: Stempel “Segera” dibubuhkan pada amplop
```
""",
)

JOINED_LINES = Rule(
    "SOP126",
    "baris-menyatu",
    Severity.SARAN,
    """
Baris yang hanya diketik di bawah baris lain, tanpa tanda hubung, terbaca sebagai lanjutan kalimatnya dan dicetak
menyambung. Butir daftar diawali tanda hubung. Baris dalam satu sel tabel ditulis di bawah `isian: |`, dan dicetak sebagai
baris. Kalimat panjang yang memang dilanjutkan di baris berikutnya ditulis di bawah `isian: >`.

**Salah**

```yaml
pencatatan: Buku peminjaman
  Buku ekspedisi
```

**Benar**

```yaml
pencatatan:
  - Buku peminjaman
  - Buku ekspedisi
peringatan: >
  Kendaraan tidak dipakai di luar keperluan
  Biro Umum
```
""",
)

SWALLOWED_LINE = Rule(
    "SOP124",
    "baris-tertelan",
    Severity.GALAT,
    """
Baris yang diawali tanda hubung ini terbaca sebagai lanjutan teks di atasnya, jadi bukan butir tersendiri. Semua butir
suatu daftar dimulai pada kolom yang sama, dan teks pertama pun ditulis sebagai butir.

**Salah**

```yaml
peralatan: Komputer
  - Formulir peminjaman
```

**Benar**

```yaml
peralatan:
  - Komputer
  - Formulir peminjaman
```
""",
)
