"""The rule about files that an SOP attaches (SOP423)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sop_catalog.catalog.attachments import ATTACHMENT_FOLDER, KINDS, MOST_BYTES, Berkas, Unpublished
from sop_catalog.catalog.catalog import Catalog, SopFile
from sop_catalog.checks.scope import readable
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.text import Span

UNPUBLISHED = Rule(
    "SOP423",
    "lampiran-tidak-terbit",
    Severity.PERINGATAN,
    """
Berkas yang dilampirkan tidak ada, terlalu besar (lebih dari 10 MB), kosong, atau bukan jenis yang diterbitkan. Halaman
menyebut namanya tanpa tautan. Berkas disimpan di samping berkas SOP atau di folder `_lampiran/`; yang di luar folder SOP
tidak pernah dibaca. Jenis yang diterbitkan: PDF, Word, Excel, PowerPoint, OpenDocument, RTF, teks, CSV, dan gambar.

**Salah**

```yaml
lampiran:
  - Formulir permohonan: formulir.docx
```

**Benar**

```yaml
lampiran:
  - Formulir permohonan: https://contoh.go.id/formulir.docx
```
""",
)


def check_attachments(catalog: Catalog) -> Iterator[Diagnostic]:
    """The rule over all readable files."""
    for file, sop in readable(catalog):
        places = [index for index, lampiran in enumerate(sop.lampiran) if not lampiran.alamat]
        for index, berkas in zip(places, catalog.attachments.get(file.path, ()), strict=False):
            if berkas.sebab:
                yield _unpublished(file, index, berkas, berkas.sebab)


def _unpublished(file: SopFile, index: int, berkas: Berkas, sebab: Unpublished) -> Diagnostic:
    span = file.positions.value("lampiran", index)
    large = f" ({berkas.format_size()})" if sebab is Unpublished.LARGE else ""
    return UNPUBLISHED.at(
        file.source, span, f"lampiran `{berkas.lampiran.sumber[:80]}` {sebab}{large}",
        label=f"yang ada `{berkas.terdekat[:80]}`" if berkas.terdekat else "", fix=_fix(span, berkas, sebab),
    )  # fmt: skip


def _fix(span: Span, berkas: Berkas, sebab: Unpublished) -> str | Fix:
    return type_over(span, berkas.terdekat) if berkas.terdekat else _WHAT_TO_DO[sebab]


_WHAT_TO_DO: Mapping[Unpublished, str] = {
    Unpublished.MISSING: f"simpan berkasnya di samping berkas SOP atau di folder {ATTACHMENT_FOLDER}/, atau hapus baris ini",
    Unpublished.OUTSIDE: f"salin berkasnya ke folder {ATTACHMENT_FOLDER}/, lalu tulis nama berkasnya saja",
    Unpublished.SCHEME: "tulis alamat lengkap yang diawali https:// (atau http://)",
    Unpublished.KIND: f"simpan sebagai salah satu jenis ini: {', '.join(sorted(KINDS))}",
    Unpublished.CONTENT: "simpan ulang dari programnya (Simpan sebagai); jangan mengganti akhiran namanya",
    Unpublished.POINTER: "ambil berkasnya dengan: git lfs pull; pada alur kerja, nyalakan lfs pada langkah checkout",
    Unpublished.LARGE: f"perkecil sampai {MOST_BYTES // 1024 // 1024} MB, atau tulis alamat tempat berkas itu diunduh",
    Unpublished.EMPTY: "simpan ulang berkasnya; yang ini tidak berisi",
    Unpublished.UNREADABLE: "periksa apakah berkas itu boleh dibaca",
}
