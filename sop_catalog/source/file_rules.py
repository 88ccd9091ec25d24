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
Berkas melebihi batas yang wajar untuk satu SOP: 512 KB, 20.000 isian, atau susunan sedalam 8 tingkat. SOP terbesar
yang pernah ada tidak sampai sepersepuluhnya. Biasanya yang tertempel bukan SOP, atau tanda hubungnya berlebih.

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
Berkas ada dalam daftar isi folder tetapi tidak dapat dibuka: hak bacanya dicabut, atau berkas itu tautan ke tempat yang
sudah tidak ada. Perbaiki haknya, atau hapus tautannya.

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
