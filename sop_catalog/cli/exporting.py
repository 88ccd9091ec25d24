"""`sop ekspor`: SOPs as Word documents, the register as an Excel workbook."""
# ruff: noqa: PLC0415 - imports inside the commands keep their start quick

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sop_catalog.cli.group import EXIT_FINDINGS, WrongUse, add_alias, sop
from sop_catalog.cli.publishing import broken_off

if TYPE_CHECKING:  # the rooms are loaded when the command needs them
    from sop_catalog.catalog.catalog import Catalog
    from sop_catalog.catalog.selection import Selection
    from sop_catalog.exporting.run import Outcome

_PACKAGES = (
    "sop ekspor memerlukan python-docx dan XlsxWriter; pasang dengan: pip install 'sop-catalog[ekspor]' "
    "(atau: pip install python-docx XlsxWriter)"
)


@sop.command()
@click.argument("jalur", nargs=-1, type=click.Path(path_type=Path))
@click.option("--unit", default="", help="SOP unit ini dan unit di bawahnya: kode atau nama dari _daftar/unit.yml.")
@click.option("--semua", is_flag=True, help="Semua SOP katalog.")
@click.option("--docx", is_flag=True, help="Formulir tiap SOP sebagai dokumen Word yang dapat disunting.")
@click.option("--xlsx", is_flag=True, help="Daftar SOP sebagai buku kerja Excel.")
@click.option("--ke", required=True, type=click.Path(path_type=Path), help="Folder tujuan.")
@click.option("--timpa", is_flag=True, help="Ganti juga berkas yang sudah diubah orang sejak ditulis.")
@broken_off("berkas yang sudah ditulis tetap utuh")
def ekspor(  # noqa: PLR0913 - one argument for each option
    *, jalur: tuple[Path, ...], unit: str, semua: bool, docx: bool, xlsx: bool, ke: Path, timpa: bool
) -> None:
    """Ekspor SOP ke Word (--docx) atau daftar SOP ke Excel (--xlsx).

    JALUR adalah berkas SOP, folder, atau nama berkas tanpa .yml. Dokumen Word memuat formulir seperti cetakannya, dengan
    tabel dan bagan alir yang dapat disunting. Isi yang sama memberi berkas yang sama; berkas yang sudah Anda ubah tidak
    ditimpa.

    Kode keluar: 0 berhasil, 1 ada SOP yang belum dapat dibaca atau berkas yang tidak ditimpa, 2 salah pakai.
    """
    from sop_catalog.catalog.place.find import find_catalog
    from sop_catalog.catalog.place.site_config import FindError
    from sop_catalog.source.report import printable

    _check_order(jalur, unit, semua=semua, forms=docx or xlsx)
    try:
        from sop_catalog.exporting.register import render_register
        from sop_catalog.exporting.register_lines import build_lines
        from sop_catalog.exporting.run import Outcome, export_documents
        from sop_catalog.exporting.site import SiteOptionError, describe_state, read_settings
        from sop_catalog.exporting.target import Target, TargetError
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"docx", "lxml", "xlsxwriter"}:
            raise
        raise WrongUse(_PACKAGES) from None

    try:
        place = find_catalog()
        settings = read_settings(place)
        catalog, chosen, name, title = _chosen(place.sops, jalur, unit)
        target = Target.open(ke, overwrite=timpa)
        catalog = describe_state(catalog, place)
        outcome = Outcome()
        try:
            if docx:
                outcome = export_documents(catalog, chosen.slugs, settings, place, target)
            if xlsx:
                lines = build_lines(_masked(catalog), chosen.slugs, settings)
                outcome.note(name, target.write(name, render_register(lines, title, settings)))
        finally:  # also where a file could not be written: the others are ours all the same
            target.close()
    except (FindError, SiteOptionError, TargetError) as error:
        raise WrongUse(str(error)) from None
    for said in _remarks(chosen, outcome, ke):
        click.echo(printable(said), err=True)
    click.echo(printable(f"{len(outcome.written)} berkas ditulis ke {ke}, {len(outcome.same)} tidak berubah."))
    if chosen.unreadable or outcome.kept:
        raise SystemExit(EXIT_FINDINGS)


add_alias(ekspor, "export")


def _check_order(jalur: tuple[Path, ...], unit: str, *, semua: bool, forms: bool) -> None:
    if not forms:
        raise WrongUse("sebutkan bentuknya: --docx untuk dokumen Word, --xlsx untuk daftar Excel, atau keduanya")
    if sum(map(bool, (jalur, unit, semua))) != 1:
        raise WrongUse("sebutkan apa yang diekspor: JALUR, --unit KODE, atau --semua, salah satu saja")


def _chosen(sops: Path, paths: tuple[Path, ...], unit: str) -> tuple[Catalog, Selection, str, str]:
    """The catalogue, what was asked for, the name of the register's file, and whose register it is."""
    from sop_catalog.catalog.load import load_catalog
    from sop_catalog.catalog.selection import SelectionError, select_all, select_paths, select_unit
    from sop_catalog.start.new import NewSopError, find_unit

    catalog, _ = load_catalog(sops)
    try:
        if paths:
            return catalog, select_paths(catalog, sops, paths), "daftar-sop-pilihan.xlsx", "SOP pilihan"
        if unit:
            found = find_unit(catalog, unit)
            chosen = select_unit(catalog, found.kode)
            return catalog, chosen, f"daftar-sop-{found.kode}.xlsx", found.nama or found.kode
        return catalog, select_all(catalog), "daftar-sop.xlsx", "semua unit"
    except (SelectionError, NewSopError) as error:
        raise WrongUse(str(error)) from None


def _remarks(chosen: Selection, outcome: Outcome, ke: Path) -> Iterator[str]:
    for path in chosen.unreadable:
        yield f"Belum dapat dibaca, tidak diekspor: {path}; jalankan: sop periksa"
    for name in outcome.kept:
        yield f"Tidak ditimpa karena sudah diubah: {ke / name}; pindahkan dulu, atau pakai --timpa"
    for logo in outcome.logos:
        yield f"Catatan: logo {logo}; letakkan PNG bernama sama di sampingnya agar tampil di mana pun."


def _masked(catalog: Catalog) -> Catalog:
    from sop_catalog.catalog.masking import mask_catalog

    return mask_catalog(catalog)
