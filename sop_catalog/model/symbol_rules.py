"""The rules of layer 2 about rows of several symbols and joined cells."""

from __future__ import annotations

from sop_catalog.source.diagnostic import Rule, Severity

CHAIN = Rule(
    "SOP215",
    "rantai-pelaksana",
    Severity.GALAT,
    """
Pelaksana yang berurutan dalam satu baris ditulis dengan tanda `>` di antara kodenya: `staf > kasubbag > kabag`. Tiap
bagian satu kode. Yang bekerja bersama ditulis dalam kurung siku; gabungan keduanya ditulis satu per satu pada `simbol`.

**Salah**

```yaml
langkah:
  - pelaksana: staf -> kabag
    kegiatan: Menyampaikan formulir yang sudah diisi
```

**Benar**

```yaml
langkah:
  - pelaksana: staf > kabag
    kegiatan: Menyampaikan formulir yang sudah diisi
```
""",
)

BESIDE_SYMBOLS = Rule(
    "SOP216",
    "simbol-bercampur",
    Severity.GALAT,
    """
Langkah yang memuat daftar `simbol` menulis pelaksana, isi, dan tujuan pada tiap simbolnya, tidak di sampingnya. Pada
rantai (`staf > kabag`) tidak jelas simbol mana yang berisi kata-kata; di situ pun pakai `simbol`.

**Salah**

```yaml
langkah:
  - kegiatan: Menerima formulir
    lanjut_ke: selesai
    simbol:
      - pelaksana: staf
        isi: Datang langsung
      - pelaksana: kabag
        isi: Lewat surel
```

**Benar**

```yaml
langkah:
  - kegiatan: Menerima formulir
    simbol:
      - pelaksana: staf
        isi: Datang langsung
        lanjut_ke: selesai
      - pelaksana: kabag
        isi: Lewat surel
```
""",
)

JOINED_BLANK = Rule(
    "SOP220",
    "sel-gabung-kosong",
    Severity.PERINGATAN,
    """
Tanda `^` menggabung sel dengan sel di baris atasnya. Bila sel itu kosong, tidak ada yang digabung, dan isinya mungkin
terlupa.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
    waktu: ^
```

**Benar**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
    waktu: 10 menit
  - pelaksana: kabag
    kegiatan: Memeriksa formulir
    waktu: ^
```
""",
)

JOINED_CELL = Rule(
    "SOP217",
    "sel-gabung",
    Severity.GALAT,
    """
Tanda `^` berarti satu sel dengan baris di atasnya. Hanya `kelengkapan`, `waktu`, `output`, dan `keterangan` yang dapat
digabung, dan hanya bila ada baris di atasnya.

**Salah**

```yaml
langkah:
  - pelaksana: staf
    kegiatan: Mengisi formulir
    waktu: ^
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
    waktu: ^
```
""",
)
