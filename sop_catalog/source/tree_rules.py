"""The rules of layer 1 about what YAML would make of a text that is written properly."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

DUPLICATE_KEY = Rule(
    "SOP111",
    "isian-ganda",
    Severity.GALAT,
    """
Satu isian hanya boleh ditulis satu kali; isi yang kedua akan hilang. Di dalam langkah, isian ganda sering berarti tanda
hubung `- ` di depan langkah baru terlupa.

**Salah**

```yaml
peringatan: Kendaraan kembali pukul 16.00
pencatatan: Buku peminjaman
peringatan: Kendaraan tidak dipakai pribadi
```

**Benar**

```yaml
peringatan:
  - Kendaraan kembali pukul 16.00
  - Kendaraan tidak dipakai pribadi
pencatatan: Buku peminjaman
```
""",
)

CUT_BY_HASH = Rule(
    "SOP112",
    "teks-terpotong",
    Severity.PERINGATAN,
    """
Spasi yang diikuti tanda # memulai catatan untuk penyunting, yang tidak dicetak. Bila tanda # bagian dari teks, tulis
seluruh teks di dalam tanda petik. Bila memang catatan, beri spasi setelah tanda #.

**Salah**

```yaml
peringatan: Kunci disimpan di ruang #3
```

**Benar**

```yaml
peringatan: 'Kunci disimpan di ruang #3'
pencatatan: Buku peminjaman # di lemari arsip
```
""",
)

SECOND_DOCUMENT = Rule(
    "SOP114",
    "dokumen-kedua",
    Severity.GALAT,
    """
Satu berkas memuat satu SOP. Baris `---` memulai dokumen kedua, yang tidak akan terbaca. Pindahkan SOP kedua ke berkas
lain, atau hapus baris itu.

**Salah**

```yaml
peringatan: Kendaraan tidak dipakai pribadi
---
pencatatan: Buku peminjaman
```

**Benar**

```yaml
peringatan: Kendaraan tidak dipakai pribadi
pencatatan: Buku peminjaman
```
""",
)

ANCHOR = Rule(
    "SOP115",
    "awal-teks-dan",
    Severity.GALAT,
    """
Teks yang diawali & dibaca sebagai penanda untuk dirujuk dari tempat lain dengan *, bukan sebagai teks. Katalog SOP
tidak memakainya: isi yang sama ditulis di tiap tempatnya. Teks yang memang diawali & ditulis di dalam tanda petik.

**Salah**

```yaml
peringatan: &wajib diisi lengkap
```

**Benar**

```yaml
peringatan: '&wajib diisi lengkap'
```
""",
)

TAG = Rule(
    "SOP116",
    "tanda-seru",
    Severity.GALAT,
    """
Teks yang diawali tanda ! dibaca sebagai penanda jenis, bukan sebagai teks. Tulis teks seperti itu di dalam tanda petik,
atau hapus tanda serunya.

**Salah**

```yaml
peringatan: !penting kembalikan kunci
```

**Benar**

```yaml
peringatan: '!penting kembalikan kunci'
```
""",
)

COMPLEX_KEY = Rule(
    "SOP117",
    "nama-isian-rumit",
    Severity.GALAT,
    """
Di depan titik dua hanya boleh ada nama isian: satu kata dari daftar isian. Daftar atau rincian tidak dapat menjadi nama
isian.

**Salah**

```yaml
[peringatan, pencatatan]: Buku peminjaman
```

**Benar**

```yaml
peringatan: Buku peminjaman
pencatatan: Buku peminjaman
```
""",
)
