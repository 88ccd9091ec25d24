"""The rules of layer 1 about a file as a whole and its characters.

A manual page is Markdown for an editor. Its examples after **Salah** and **Benar** are run by the tests: a fence
without a title is a piece that takes the place of the same fields in `tests/cases/dasar/`; a title names a whole file.
"""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

ENCODING = Rule(
    "SOP101",
    "bukan-utf8",
    Severity.GALAT,
    """
Berkas disimpan dengan pengodean lama (misalnya "ANSI" atau "Unicode" pada Notepad). Huruf seperti é, ½, dan tanda
petik Word akan tercetak sebagai huruf aneh. Simpan ulang berkas dengan pengodean UTF-8. Penyunting di forge (GitHub,
GitLab, Gitea) selalu memakai UTF-8.

**Salah** (disimpan dengan pengodean ANSI)

```yaml encoding="latin-1"
peringatan: Simpan di café
```

**Benar** (disimpan dengan pengodean UTF-8)

```yaml
peringatan: Simpan di café
```
""",
)

CONTROL_CHARACTER = Rule(
    "SOP102",
    "karakter-kendali",
    Severity.GALAT,
    """
Di dalam teks ada karakter yang tidak tampak dan mengubah cara teks dibaca: karakter kendali, atau pembalik arah
tulisan. Biasanya ikut tersalin dari program lain. Hapus karakter itu; cara termudah: hapus katanya, lalu ketik ulang.
Pada contoh di bawah, karakter itu digambar sebagai ␇.

**Salah**

```yaml huruf="␇:0007"
peringatan: Kendaraan tidak boleh ␇dipakai pribadi
```

**Benar**

```yaml
peringatan: Kendaraan tidak boleh dipakai pribadi
```
""",
)

CONFLICT_MARKER = Rule(
    "SOP104",
    "penanda-konflik",
    Severity.GALAT,
    """
Dua orang mengubah baris yang sama dan perubahannya belum digabungkan. Bagian di antara `<<<<<<<` dan `=======` adalah
versi Anda, bagian sampai `>>>>>>>` adalah versi orang lain. Pilih isi yang benar, lalu hapus ketiga baris penanda.

**Salah**

```yaml
<<<<<<< perubahan-saya
peringatan: Kendaraan kembali pukul 16.00
=======
peringatan: Kendaraan kembali pukul 17.00
>>>>>>> main
```

**Benar**

```yaml
peringatan: Kendaraan kembali pukul 16.00
```
""",
)

LIMIT = Rule(
    "SOP118",
    "terlalu-besar",
    Severity.GALAT,
    """
Berkas melebihi batas yang wajar untuk satu SOP: 512 KB, 20.000 isian, susunan sedalam 8 tingkat, 300 langkah, 60 kolom
pelaksana, atau 1.200 simbol dan cabang. SOP yang wajar tidak sampai sepersepuluhnya. Biasanya yang tertempel
bukan SOP, atau tanda hubungnya berlebih; SOP yang memang panjang dibagi menjadi beberapa yang saling merujuk.

**Salah**

```yaml
peralatan: [[[[[[[[Komputer]]]]]]]]
```

**Benar**

```yaml
peralatan:
  - Komputer
```
""",
)

INVISIBLE_CHARACTER = Rule(
    "SOP119",
    "karakter-tak-tampak",
    Severity.PERINGATAN,
    """
Spasi tak terputus, spasi nol, atau tanda hubung lunak biasanya ikut tersalin dari Word atau PDF. Teksnya tampak biasa,
tetapi pencarian dan pencocokan nama tidak menemukannya. Ganti dengan spasi biasa. Pada contoh di bawah, spasi tak
terputus digambar sebagai ␣.

**Salah**

```yaml huruf="␣:00a0"
peringatan: Kendaraan␣dinas tidak dipakai pribadi
```

**Benar**

```yaml
peringatan: Kendaraan dinas tidak dipakai pribadi
```
""",
)

EMPTY_FILE = Rule(
    "SOP121",
    "berkas-kosong",
    Severity.GALAT,
    """
Berkas belum berisi apa pun, atau hanya berisi catatan yang diawali `#`. Isi paling sedikit `nama`, `unit`,
`pelaksana`, dan `langkah`, atau hapus berkasnya.

**Salah**

```yaml title="peminjaman-kendaraan.yml"
# SOP ini menyusul
```

**Benar**

```yaml title="peminjaman-kendaraan.yml"
nama: Peminjaman Kendaraan Dinas
unit: biro-umum
pelaksana:
  staf: Staf Umum
langkah:
  - pelaksana: staf
    kegiatan: Menyerahkan kunci kendaraan
```
""",
)

UNREAD_FILE = Rule(
    "SOP122",
    "berkas-tidak-terpakai",
    Severity.SARAN,
    """
Yang dibaca sebagai SOP hanya berkas berakhiran `.yml`. Berkas Word, PDF, atau salinan seperti `nama.yml.txt` di folder
SOP tidak menjadi halaman, padahal mudah disangka sudah. Pada Windows, tampilkan dahulu akhiran nama berkas. Di folder
`_daftar` yang dibaca hanya unit.yml, jabatan.yml, peraturan.yml, dan profil.yml.

**Salah**

```yaml title="pemeliharaan-kendaraan.yml.txt"
nama: Pemeliharaan Kendaraan
```

**Benar**

```yaml title="pemeliharaan-kendaraan.yml"
nama: Pemeliharaan Kendaraan
unit: biro-umum
pelaksana:
  staf: Staf Umum
langkah:
  - pelaksana: staf
    kegiatan: Menyerahkan kunci kendaraan
```
""",
)

UNREADABLE_FILE = Rule(
    "SOP123",
    "berkas-tidak-terbaca",
    Severity.GALAT,
    """
Berkas atau folder ada tetapi tidak dapat dibuka: hak bacanya dicabut, atau berkas itu tautan ke tempat yang sudah tidak
ada. Isi folder yang tertutup tidak dapat diperiksa, jadi tidak ada yang dibangun tanpanya. Perbaiki haknya, atau hapus
tautannya.

**Salah** (berkas ini tautan ke tempat yang sudah tidak ada)

```yaml title="pinjam-kendaraan.yml" tautan="arsip/pinjam-kendaraan.yml"
# → arsip/pinjam-kendaraan.yml
```

**Benar** (tautannya dihapus, atau diganti dengan berkasnya sendiri)

```yaml
status: draf
```
""",
)

OUTSIDE = Rule(
    "SOP127",
    "tautan-keluar",
    Severity.GALAT,
    """
Berkas atau folder ini sebuah tautan (*symbolic link*) ke luar katalog: ke luar folder yang memuat mkdocs.yml, atau ke
berkas yang namanya diawali titik. Yang ada di sana bukan bagian dari katalog dan tidak boleh ikut terbit, jadi tidak
dibuka sama sekali. Tautan ke tempat lain di dalam katalog boleh.

**Salah** (berkas ini tautan ke luar katalog)

```yaml title="pinjam-kendaraan.yml" tautan="../../bidang-lain/pinjam-kendaraan.yml"
# → ../../bidang-lain/pinjam-kendaraan.yml
```

**Benar** (tautannya dihapus, atau diganti dengan berkasnya sendiri)

```yaml
status: draf
```
""",
)

LINK_AGAIN = Rule(
    "SOP128",
    "tautan-berulang",
    Severity.PERINGATAN,
    """
Tautan ini menuju berkas atau folder katalog yang sudah dibaca di tempatnya sendiri, jadi tidak dibaca lagi: dua halaman
dengan isi yang sama membingungkan pembaca. Hapus tautannya. Bila maksudnya alamat lama sebuah SOP, tulis `slug_lama`.

**Salah** (berkas ini tautan ke berkas di sebelahnya)

```yaml title="pinjam-kendaraan.yml" tautan="peminjaman-kendaraan.yml"
# → peminjaman-kendaraan.yml
```

**Benar**

```yaml
slug_lama: pinjam-kendaraan
```
""",
)

ACTIVE_PICTURE = Rule(
    "SOP129",
    "gambar-berskrip",
    Severity.GALAT,
    """
Gambar SVG ini memuat lebih dari gambar: skrip, alamat ke situs lain, atau halaman di dalamnya. Yang membukanya akan
menjalankannya atas nama situs ini. Simpan ulang sebagai SVG biasa (di Inkscape: *Plain SVG*), atau pakai PNG.

**Salah**

```xml title="docs/assets/logo.svg"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4" onload="kirim()"><path d="M0 0h4v4z"/></svg>
```

**Benar**

```xml title="docs/assets/logo.svg"
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>
```
""",
)

RAW_FILE = Rule(
    "SOP130",
    "berkas-mentah",
    Severity.PERINGATAN,
    """
Berkas `.html` dan `.yml` di `docs/` akan tampil apa adanya: tanpa bingkai situs, atau sebagai naskah mentah. Biasanya
itu bukan maksudnya, jadi tidak ikut terbit; begitu pula berkas cadangan (`index.md~`, `.bak`, `.orig`). Halaman ditulis
sebagai `.md`; SOP ditaruh di folder SOP. Bila memang harus terbit (misalnya berkas pembuktian milik mesin pencari),
sebutkan pada opsi `raw_files` plugin sop_catalog di mkdocs.yml; polanya boleh memakai `*`.

**Salah**

```yaml title="docs/peminjaman-ruang.yml"
nama: Peminjaman Ruang Rapat
```

**Benar**

```yaml title="docs/peminjaman-ruang.md"
# Peminjaman ruang rapat
```
""",
)
