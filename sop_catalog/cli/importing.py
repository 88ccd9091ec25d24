"""`sop impor`: from a folder of old files to a checked draft catalogue."""
# ruff: noqa: PLC0415 - imports inside the commands keep their start quick

from __future__ import annotations

import sys
from pathlib import Path

import click

from sop_catalog.cli.group import EXIT_FINDINGS, WrongUse, add_alias, sop


@sop.command()
@click.argument("jalur", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--ke", required=True, type=click.Path(path_type=Path), help="Folder tujuan, misalnya sops/biro-umum.")
@click.option("--unit", default="", help="Kode unit dari _daftar/unit.yml; bila tidak disebut, nama folder tujuan.")
@click.option("--simpan-naskah", is_flag=True, help="Salin berkas asal ke samping hasilnya, sebagai lampiran.")
@click.option(
    "--paralel", type=click.IntRange(1, 64), default=1, show_default=True, help="Berapa berkas dibaca sekaligus."
)
@click.option("--ulang", is_flag=True, help="Baca lagi juga berkas yang sudah diimpor.")
@click.option("--tinjau", is_flag=True, help="Buat halaman peninjauan: naskah di kiri, hasil bacaan di kanan.")
def impor(  # noqa: PLR0913 - one argument for each option
    *, jalur: tuple[Path, ...], ke: Path, unit: str, simpan_naskah: bool, paralel: int, ulang: bool, tinjau: bool
) -> None:
    """Ubah berkas SOP lama (PDF, Word, Excel, pindaian) menjadi draf YAML, dengan daftar segala yang meragukan.

    JALUR adalah berkas atau folder. Yang tidak terbaca ditulis `tidak terbaca`, tidak ditebak. Berkas hasil yang sudah
    Anda ubah tidak ditimpa. Perintah yang terputus dapat diulang; yang sudah selesai dilewati.

    Kode keluar: 0 bila semua terbaca tanpa galat, 1 bila ada berkas yang tidak terbaca atau galat pada hasilnya,
    2 salah pakai.
    """
    from sop_catalog.catalog.load import load_catalog
    from sop_catalog.catalog.place.find import find_catalog
    from sop_catalog.catalog.place.site_config import FindError
    from sop_catalog.importing.outcome import BarisLaporan
    from sop_catalog.importing.run import ImportRunError, Perintah, run_import
    from sop_catalog.importing.state import WORK_FOLDER
    from sop_catalog.source.report import printable
    from sop_catalog.start.new import NewSopError, find_unit

    def tell(done: int, count: int, row: BarisLaporan) -> None:
        what = row.kegagalan or f"{row.langkah} langkah"
        click.echo(printable(f"[{done}/{count}] {Path(row.berkas).name}: {what}"), err=True)

    try:
        folder = find_catalog(ke, hint="mulai dengan: sop mulai").sops
        catalog, _ = load_catalog(folder, only=())
        found = find_unit(catalog, unit or ke.resolve().name)
        order = Perintah(jalur, ke, found.kode, paralel, simpan_naskah, ulang, tinjau)
        report = run_import(order, catalog, folder, tell)
    except (FindError, NewSopError, ImportRunError) as error:
        raise WrongUse(str(error)) from None
    except KeyboardInterrupt:
        click.echo("Terputus. Jalankan lagi perintah yang sama; berkas yang sudah selesai dilewati.", err=True)
        raise SystemExit(130) from None
    work = ke / WORK_FOLDER
    failed = [row for row in report.baris if row.kegagalan]
    aside = [name for row in report.baris for name in row.di_samping]
    copies = sum(1 for row in report.baris if row.sama)
    click.echo(
        f"{len(report.baris)} berkas: {len(report.baris) - len(failed) - copies} terbaca menjadi {len(report.ditulis)} SOP, "
        f"{len(failed)} tidak terbaca{f', {copies} salinan' if copies else ''}, {sum(len(row.ragu) for row in report.baris)} keraguan."
    )
    for name in aside:
        click.echo(printable(f"Tidak ditimpa karena sudah diubah; hasil baru di samping: {ke / name}"))
    for name in report.berkas_usulan:
        click.echo(printable(f"Usulan daftar: {folder / name}"))
    if report.tinjauan:
        click.echo(printable(f"Halaman peninjauan, buka di peramban: {ke / report.tinjauan}"))
    click.echo(printable(f"Laporan: {work / 'impor.md'}"))
    if _check(ke) or failed:
        raise SystemExit(EXIT_FINDINGS)


def _check(ke: Path) -> bool:
    """Check what was written, as `sop periksa` does; whether there is an error."""
    from sop_catalog.checks.run import check_paths
    from sop_catalog.source.diagnostic import Severity, has_galat
    from sop_catalog.source.formats import Format, format_findings
    from sop_catalog.source.report import format_summary

    run = check_paths((ke,))
    errors = [finding for finding in run.diagnostics if finding.severity is Severity.GALAT]
    if errors:
        click.echo(format_findings(errors, run.files, Format("ringkas"), everything=False))
    click.echo(format_summary(run.diagnostics, run.files))
    sys.stdout.flush()
    return has_galat(run.diagnostics)


add_alias(impor, "import")
