"""The rule about files that an SOP attaches (SOP423)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sop_catalog.catalog.attachments import ATTACHMENT_FOLDER, KINDS, MOST_BYTES, Berkas, Unpublished
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import readable
from sop_catalog.model.sop import Sop
from sop_catalog.source.diagnostic import Diagnostic, Label, Rule, Severity
from sop_catalog.source.fix import Fix, type_over
from sop_catalog.source.text import Span

UNPUBLISHED = Rule("SOP423", "lampiran-tidak-terbit", Severity.PERINGATAN)


def check_attachments(catalog: Catalog) -> Iterator[Diagnostic]:
    """The rule over all readable files."""
    for file, sop in readable(catalog):
        places = [index for index, lampiran in enumerate(sop.lampiran) if not lampiran.alamat]
        for index, berkas in zip(places, catalog.attachments.get(file.path, ()), strict=False):
            if berkas.sebab:
                yield _unpublished(file, index, berkas, berkas.sebab)
        yield from _twice(file, sop)


def _twice(file: SopFile, sop: Sop) -> Iterator[Diagnostic]:
    """A file or an address that an SOP attaches a second time: its page would list it twice."""
    first: dict[str, int] = {}
    for index, lampiran in enumerate(sop.lampiran):
        if lampiran.sumber in first:
            label = Label(file.source, file.positions.value("lampiran", first[lampiran.sumber]), "sudah di sini")
            yield UNPUBLISHED.at(
                file.source,
                file.positions.value("lampiran", index),
                f"lampiran `{lampiran.sumber[:80]}` disebut dua kali",
                related=(label,),
                severity=Severity.SARAN,
                fix="hapus salah satunya, atau tulis berkas yang dimaksud",
            )
        first.setdefault(lampiran.sumber, index)


def _unpublished(file: SopFile, index: int, berkas: Berkas, sebab: Unpublished) -> Diagnostic:
    span = file.positions.value("lampiran", index)
    large = f" ({berkas.format_size()})" if sebab is Unpublished.LARGE else ""
    return UNPUBLISHED.at(
        file.source, span, f"lampiran `{berkas.lampiran.sumber[:80]}` {sebab}{large}",
        label=f"yang ada `{berkas.terdekat[:80]}`" if berkas.terdekat else "", fix=_fix(span, berkas, sebab),
    )  # fmt: skip


def _fix(span: Span, berkas: Berkas, sebab: Unpublished) -> str | Fix:
    if not berkas.terdekat:
        return _WHAT_TO_DO[sebab]
    lampiran = berkas.lampiran
    is_name = sebab is Unpublished.NAMELESS and lampiran.nama == lampiran.sumber and ":" not in lampiran.nama
    return type_over(span, f"{lampiran.nama}: {berkas.terdekat}" if is_name else berkas.terdekat)


_WHAT_TO_DO: Mapping[Unpublished, str] = {
    Unpublished.MISSING: f"simpan berkasnya di samping berkas SOP atau di folder {ATTACHMENT_FOLDER}/, atau hapus baris ini",
    Unpublished.OUTSIDE: f"salin berkasnya ke folder {ATTACHMENT_FOLDER}/, lalu tulis nama berkasnya saja",
    Unpublished.SCHEME: "tulis alamat lengkap yang diawali https:// (atau http://)",
    Unpublished.MAIL: "tulis alamat surel pada isian lain, misalnya `peringatan` atau `keterangan`, lalu hapus baris ini",
    Unpublished.SEVERAL: "tulis setiap berkas sebagai butir sendiri, masing-masing diawali tanda hubung",
    Unpublished.NAMELESS: "tulis nama lampiran, titik dua, lalu nama berkasnya, seperti `- Formulir permohonan: formulir.docx`",
    Unpublished.NIP: "ganti nama berkasnya tanpa NIP, di foldernya dan di sini; namanya menjadi alamat unduhan",
    Unpublished.NO_FILE: "tulis nama berkasnya; folder dan sejenisnya tidak dapat dilampirkan",
    Unpublished.KIND: f"simpan sebagai salah satu jenis ini: {', '.join(sorted(KINDS))}",
    Unpublished.CONTENT: "simpan ulang dari programnya (Simpan sebagai); jangan mengganti akhiran namanya",
    Unpublished.POINTER: "ambil berkasnya dengan: git lfs pull; pada alur kerja, nyalakan lfs pada langkah checkout",
    Unpublished.LARGE: f"perkecil sampai {MOST_BYTES // 1024 // 1024} MB, atau tulis alamat tempat berkas itu diunduh",
    Unpublished.EMPTY: "simpan ulang berkasnya; yang ini tidak berisi",
    Unpublished.UNREADABLE: "periksa apakah berkas itu boleh dibaca",
}
