"""Rules about documents that were signed (SOP424, SOP425, SOP511, SOP512)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sop_catalog.catalog.attachments import MOST_BYTES, Berkas, Unpublished
from sop_catalog.catalog.catalog import Catalog
from sop_catalog.catalog.signed import SIGNED_FOLDER, BerkasSah, Kesamaan, Perbandingan
from sop_catalog.catalog.sop_file import SopFile
from sop_catalog.checks.scope import readable
from sop_catalog.model.sop import NaskahSah, Sop, Status
from sop_catalog.source.diagnostic import Diagnostic, Rule, Severity
from sop_catalog.source.fix import Fix, type_over

NO_PAPER = Rule("SOP424", "naskah-tidak-terbit", Severity.PERINGATAN)
OTHER_PAPER = Rule("SOP425", "naskah-berubah", Severity.PERINGATAN)
CHANGED_SINCE = Rule("SOP511", "isi-berubah-sejak-disahkan", Severity.PERINGATAN)
NO_SIGNED_COPY = Rule("SOP512", "berlaku-tanpa-naskah", Severity.SARAN)


def check_signed(catalog: Catalog) -> Iterator[Diagnostic]:
    """All rules of this module, over all readable files."""
    if catalog.signed:
        from sop_catalog.compare.signed import SignedReader  # noqa: PLC0415 - catalogues without signed documents do without

        reader = SignedReader(catalog)
        for file, sop in readable(catalog):
            yield from _papers(file, catalog.signed.get(file.path, ()))
            yield from _contents(file, sop, reader.now(file))
            if catalog.expects_signed and sop.status is Status.BERLAKU and not sop.naskah_sah:
                yield NO_SIGNED_COPY.at(
                    file.source, file.positions.value("status"), "SOP berlaku belum mencatat naskah yang ditandatangani",
                    fix=f"sop sahkan {file.slug} NASKAH.pdf",
                )  # fmt: skip


def _papers(file: SopFile, papers: tuple[BerkasSah, ...]) -> Iterator[Diagnostic]:
    for index, sah in enumerate(papers):
        berkas = sah.berkas
        if berkas and berkas.sebab:
            yield _unpublished(file, index, berkas, berkas.sebab)
        elif sah.is_other_file:
            yield OTHER_PAPER.at(
                file.source,
                file.positions.value("naskah_sah", index, "sha256"),
                f"berkas `{sah.naskah.berkas[:80]}` bukan lagi naskah yang dicatat saat disahkan {sah.naskah.tanggal.format()}",
                label=f"sidiknya sekarang {sah.sha256[:8]}…",
                fix="kembalikan berkas semula, atau catat naskah yang baru dengan `sop sahkan`",
            )


def _unpublished(file: SopFile, index: int, berkas: Berkas, sebab: Unpublished) -> Diagnostic:
    span = file.positions.value("naskah_sah", index, "berkas")
    large = f" ({berkas.format_size()})" if sebab is Unpublished.LARGE else ""
    fix: str | Fix = type_over(span, berkas.terdekat) if berkas.terdekat else _WHAT_TO_DO[sebab]
    return NO_PAPER.at(
        file.source, span, f"naskah `{berkas.lampiran.sumber[:80]}` {_REASON.get(sebab, sebab.value)}{large}",
        label=f"yang ada `{berkas.terdekat[:80]}`" if berkas.terdekat else "", fix=fix,
    )  # fmt: skip


_REASON: Mapping[Unpublished, str] = {
    Unpublished.KIND: "bukan PDF",
    Unpublished.CONTENT: "bukan PDF, walau akhiran namanya .pdf",
}
_WHAT_TO_DO: Mapping[Unpublished, str] = {
    Unpublished.MISSING: f"simpan naskahnya di folder {SIGNED_FOLDER}/ dengan `sop sahkan`, atau tulis alamatnya",
    Unpublished.OUTSIDE: f"simpan naskahnya di folder {SIGNED_FOLDER}/, lalu tulis nama berkasnya saja",
    Unpublished.NIP: "ganti nama berkasnya tanpa NIP, di foldernya dan di sini; namanya menjadi alamat unduhan",
    Unpublished.SCHEME: "tulis alamat lengkap yang diawali https:// (atau http://)",
    Unpublished.KIND: "simpan naskah yang ditandatangani sebagai PDF",
    Unpublished.CONTENT: "simpan ulang sebagai PDF; jangan mengganti akhiran namanya",
    Unpublished.POINTER: "ambil berkasnya dengan: git lfs pull; pada alur kerja, nyalakan lfs pada langkah checkout",
    Unpublished.LARGE: f"perkecil sampai {MOST_BYTES // 1024 // 1024} MB, atau tulis alamat tempat naskah itu disimpan",
    Unpublished.EMPTY: "simpan ulang berkasnya; yang ini tidak berisi",
    Unpublished.UNREADABLE: "periksa apakah berkas itu boleh dibaca",
}


def _contents(file: SopFile, sop: Sop, found: Perbandingan | None) -> Iterator[Diagnostic]:
    naskah = sop.naskah_terakhir
    if naskah is None or found is None or sop.status is Status.DICABUT:
        return
    if found.kesamaan not in {Kesamaan.BERBEDA, Kesamaan.BERUBAH}:
        return
    day = naskah.tanggal.format()
    message = f"isi SOP berbeda dari naskah yang disahkan {day}"
    if found.kesamaan is Kesamaan.BERUBAH:
        message = f"isi SOP berubah sejak disahkan {day}; {found.sebab}"
    yield CHANGED_SINCE.at(
        file.source,
        file.positions.value("naskah_sah", _place(sop, naskah), "isi"),
        message,
        label="; ".join(found.perubahan[:1]),
        fix=f"sahkan lagi lalu catat dengan `sop sahkan {file.slug} NASKAH.pdf`, atau kembalikan isinya",
    )


def _place(sop: Sop, naskah: NaskahSah) -> int:
    return next(index for index, other in enumerate(sop.naskah_sah) if other is naskah)
