"""`sop cetak`, `sop luring`: SOPs on paper and as files, the catalogue on a stick."""
# ruff: noqa: PLC0415 - imports inside the commands keep their start quick

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sop_catalog.cli.group import EXIT_FINDINGS, WrongUse, add_alias, sop
from sop_catalog.cli.publishing import broken_off

if TYPE_CHECKING:  # the rooms are loaded when a command needs them
    from sop_catalog.catalog.catalog import Catalog
    from sop_catalog.model.registers import Unit
    from sop_catalog.printing.decision import Decision
    from sop_catalog.printing.pdf import About
    from sop_catalog.printing.run import Outcome
    from sop_catalog.publish.overrides import Overrides

_PACKAGES = "sop cetak memerlukan pypdf dan websockets; pasang dengan: pip install pypdf websockets"


@sop.command()
@click.argument("jalur", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--unit", default="", help="Semua SOP unit ini dan unit di bawahnya: kode atau nama dari _daftar/unit.yml."
)
@click.option("--semua", is_flag=True, help="Semua SOP katalog.")
@click.option("--ke", required=True, type=click.Path(path_type=Path), help="Folder tempat PDF ditulis.")
@click.option(
    "--untuk-pengesahan",
    "pengesahan",
    is_flag=True,
    help="Lembar untuk ditandatangani: ada ruang tanda tangan, tanpa `salinan tidak terkendali`, dengan tanda versi.",
)
@click.option("--buku", is_flag=True, help="Satu buku SOP unit: sampul, daftar isi, penjelasan, SOP, daftar peraturan.")
@click.option("--tahun", default="", help="Tahun pada sampul buku.")
@click.option(
    "--sk", type=click.Path(path_type=Path), metavar="PDF", help="Keputusan penetapan, ditempatkan sesudah sampul buku."
)
@click.option(
    "--kertas", type=click.Choice(["a4", "f4"]), help="Ukuran kertas; bila tidak disebut, menurut mkdocs.yml."
)
@click.option(
    "--peramban",
    default="",
    metavar="PROGRAM",
    help="Chromium, Chrome, atau Edge yang dipakai; bila tidak disebut, dicari.",
)
@click.option("--ulang", is_flag=True, help="Cetak lagi juga yang tidak berubah.")
@click.option("--timpa", is_flag=True, help="Ganti juga berkas bernama sama yang bukan hasil cetak.")
@broken_off("PDF yang sudah tercetak tetap utuh")
def cetak(  # noqa: PLR0913 - one argument for each option
    *,
    jalur: tuple[Path, ...],
    unit: str,
    semua: bool,
    ke: Path,
    pengesahan: bool,
    buku: bool,
    tahun: str,
    sk: Path | None,
    kertas: str | None,
    peramban: str,
    ulang: bool,
    timpa: bool,
) -> None:
    """Cetak SOP menjadi PDF, satu berkas satu SOP, persis seperti halaman situs dicetak.

    JALUR adalah berkas SOP, folder, atau nama berkas tanpa .yml. Situs dibangun di samping lebih dulu; situs yang sudah
    ada tidak disentuh. Yang dicetak hanya yang berubah sejak terakhir kali, dan isi yang sama memberi berkas yang sama.
    Dengan --buku --unit KODE, semua SOP unit itu menjadi satu buku buku-KODE.pdf.

    Kode keluar: 0 berhasil, 1 ada SOP yang harus diperbaiki atau tidak tercetak, 2 salah pakai.
    """
    from sop_catalog.catalog.place.find import find_catalog
    from sop_catalog.catalog.place.site_config import FindError, read_site_url
    from sop_catalog.publish.overrides import Overrides

    try:
        from sop_catalog.printing.browsers import NoBrowserError, find_browser
        from sop_catalog.printing.decision import DecisionError, read_decision
        from sop_catalog.printing.run import PrintingError
    except ModuleNotFoundError as error:
        if error.name not in {"pypdf", "websockets"}:
            raise
        raise WrongUse(_PACKAGES) from None

    if buku and (not unit or jalur or semua):
        raise WrongUse("buku dicetak untuk satu unit: sop cetak --buku --unit KODE --ke FOLDER")
    if tahun and not buku:
        raise WrongUse("--tahun hanya untuk sampul buku; tambahkan --buku")
    if sk and not buku:
        raise WrongUse("--sk hanya untuk buku; tambahkan --buku")
    _check_target(ke)
    try:
        browser = find_browser(peramban)
        decision = read_decision(sk) if sk else None
        place = find_catalog()
        if place.site is None:
            raise WrongUse("tidak ada mkdocs.yml untuk katalog ini; buka folder katalog lebih dulu")
        catalog, slugs = _chosen(place.sops, jalur, unit, semua=semua)
        if pengesahan:
            slugs = _without_revoked(catalog, slugs)
        url = read_site_url(place.site)
        url = f"{url.rstrip('/')}/" if url else ""
        overrides = Overrides(paper=kertas or "", untuk_pengesahan=pengesahan)
        with _site(place.site, overrides) as site:
            asked = _Asked(site, ke, browser, url, ulang, timpa, pengesahan)
            if buku:
                _print_book(asked, catalog, place.sops, _unit(catalog, unit).kode, slugs, tahun, decision)
            else:
                _print_each(asked, catalog, slugs)
    except (FindError, NoBrowserError, DecisionError, PrintingError) as error:
        raise WrongUse(str(error)) from None


add_alias(cetak, "print")


def _check_target(folder: Path) -> None:
    """Said before the site is built."""
    if folder.exists() and not folder.is_dir():
        raise WrongUse(f"{folder} adalah berkas; sebutkan folder dengan --ke")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What both kinds of printing need to know."""

    site: Path
    ke: Path
    browser: Path
    url: str
    ulang: bool
    timpa: bool
    pengesahan: bool


def _print_each(asked: _Asked, catalog: Catalog, slugs: tuple[str, ...]) -> None:
    from sop_catalog.printing.run import Order, print_sops
    from sop_catalog.source.report import printable

    abouts = {slug: _about(catalog, slug) for slug in slugs}
    order = Order(asked.site, asked.ke, abouts, asked.browser, asked.url, asked.ulang, asked.timpa)
    outcome = print_sops(order, tuple(catalog.sops))
    for said in _remarks(outcome, catalog, pengesahan=asked.pengesahan):
        click.echo(printable(said), err=True)
    click.echo(
        printable(f"{len(outcome.printed)} PDF dicetak ke {asked.ke}, {len(outcome.unchanged)} tidak berubah.")
        + (f" {len(outcome.failed)} tidak tercetak." if outcome.failed else "")
    )
    if outcome.failed:
        raise SystemExit(EXIT_FINDINGS)


def _print_book(  # noqa: PLR0913, PLR0917 - what a book is made of
    asked: _Asked,
    catalog: Catalog,
    sops: Path,
    kode: str,
    slugs: tuple[str, ...],
    tahun: str,
    sk: Decision | None,
) -> None:
    from sop_catalog.catalog.place.own_site import find_own_files
    from sop_catalog.printing.book_run import BookOrder, print_book
    from sop_catalog.source.report import printable

    own = find_own_files(sops)
    templates = (own.theme / "sop",) if own and own.theme else ()
    order = BookOrder(
        asked.site, asked.ke, kode, slugs, asked.browser, asked.url, templates, tahun, sk,
        asked.pengesahan, asked.ulang, asked.timpa,
    )  # fmt: skip
    book = print_book(order, catalog)
    if book.drafts:
        click.echo(f"Catatan: {book.drafts} SOP di dalam buku masih draf; pada lembarnya tertulis DRAF.", err=True)
    if not book.has_pengantar:
        click.echo(
            f"Catatan: penjelasannya kalimat umum; tulis `pengantar:` pada unit `{kode}` di _daftar/unit.yml.", err=True
        )
    for said in _doubts(catalog, slugs) if asked.pengesahan else ():
        click.echo(printable(said), err=True)
    what = "Buku dicetak" if book.is_printed else "Buku tidak berubah"
    click.echo(printable(f"{what}: {asked.ke / book.name}, {book.sops} SOP, {book.sheets} lembar."))


def _chosen(sops: Path, paths: tuple[Path, ...], unit: str, *, semua: bool) -> tuple[Catalog, tuple[str, ...]]:
    """The catalogue, and the slugs of what was asked for."""
    from sop_catalog.catalog.load import load_catalog
    from sop_catalog.catalog.selection import SelectionError, select_all, select_paths, select_unit

    if sum(map(bool, (paths, unit, semua))) != 1:
        raise WrongUse("sebutkan apa yang dicetak: JALUR, --unit KODE, atau --semua, salah satu saja")
    catalog, _ = load_catalog(sops)
    try:
        if paths:
            return catalog, select_paths(catalog, sops, paths).slugs
        found = select_unit(catalog, _unit(catalog, unit).kode) if unit else select_all(catalog)
    except SelectionError as error:
        raise WrongUse(str(error)) from None
    return catalog, found.slugs


def _unit(catalog: Catalog, asked: str) -> Unit:
    from sop_catalog.start.new import NewSopError, find_unit

    try:
        return find_unit(catalog, asked)
    except NewSopError as error:
        raise WrongUse(str(error)) from None


def _without_revoked(catalog: Catalog, slugs: tuple[str, ...]) -> tuple[str, ...]:
    from sop_catalog.printing.selection import split_for_signing

    kept, revoked = split_for_signing(catalog, slugs)
    if not kept:
        raise WrongUse("SOP yang disebut sudah dicabut; tidak ada yang perlu disahkan")
    if revoked:
        click.echo(f"Catatan: {len(revoked)} SOP yang sudah dicabut tidak dicetak untuk pengesahan.", err=True)
    return kept


def _about(catalog: Catalog, slug: str) -> About:
    from sop_catalog.printing.pdf import About

    found = catalog.sops[slug]
    unit = catalog.registers.unit.get(found.unit)
    nomor = found.nomor if found.bernomor else ""
    return About(f"SOP {found.judul}", unit.nama if unit else found.unit, nomor)


@contextmanager
def _site(folder: Path, overrides: Overrides) -> Iterator[Path]:
    """The site, built aside; removed behind."""
    from sop_catalog.publish.aside import aside
    from sop_catalog.publish.build import BuildFailedError, SiteError, build_aside
    from sop_catalog.source.os_errors import describe_os_error

    with ExitStack() as stack:
        try:
            fresh = stack.enter_context(aside(folder))
            build_aside(folder, fresh, overrides)
        except BuildFailedError:
            click.echo("Belum ada yang ditulis. Berikutnya: perbaiki yang disebut di atas, lalu ulangi.", err=True)
            raise SystemExit(EXIT_FINDINGS) from None
        except SiteError as error:
            raise WrongUse(str(error)) from None
        except OSError as error:
            raise WrongUse(f"situs tidak dapat dibangun di samping: {describe_os_error(error)}") from None
        yield fresh


def _remarks(outcome: Outcome, catalog: Catalog, *, pengesahan: bool) -> Iterator[str]:
    for slug, why in outcome.failed.items():
        yield f"Tidak tercetak: {slug}: {why}."
    for name in outcome.missing:
        yield f"Catatan: {name} disebut halaman tetapi tidak ada di situs; periksa gaya atau templat sendiri."
    for name in outcome.left:
        yield f"Catatan: {name} dari cetakan lama tidak punya SOP lagi; hapus sendiri bila tidak perlu."
    if pengesahan:
        done = {name.removesuffix(".pdf") for name in (*outcome.printed, *outcome.unchanged)}
        yield from _doubts(catalog, done)


def _doubts(catalog: Catalog, slugs: Iterable[str]) -> Iterator[str]:
    """What is to be looked at before it is signed."""
    doubtful = [slug for slug in sorted(slugs) if catalog.sops[slug].perlu_verifikasi]
    if doubtful:
        yield (
            f"Perhatikan: {len(doubtful)} SOP masih bercatatan sumber yang perlu diperiksa sebelum ditandatangani: "
            f"{', '.join(doubtful[:5])}{', …' if len(doubtful) > 5 else ''}."
        )


@sop.command()
@click.option(
    "--ke", default="katalog.zip", type=click.Path(path_type=Path), help="Berkas zip hasil.", show_default=True
)
@click.option("--timpa", is_flag=True, help="Ganti berkas yang sudah ada walau bukan salinan luring.")
@broken_off("berkas yang sudah ada tidak diubah")
def luring(*, ke: Path, timpa: bool) -> None:
    """Tulis salinan katalog yang dapat dibuka tanpa jaringan ke satu berkas zip, untuk flashdisk atau surel.

    Penerima mengekstrak zip itu lalu membuka BUKA-DI-SINI.html di peramban. Isi yang sama memberi berkas yang sama.

    Kode keluar: 0 berhasil, 1 ada yang harus diperbaiki, 2 salah pakai atau berkas tidak dapat ditulis.
    """
    from sop_catalog.catalog.place.site_config import FindError, find_site
    from sop_catalog.publish.offline import OfflineError, check_target, write_offline
    from sop_catalog.publish.overrides import Overrides
    from sop_catalog.source.report import printable

    try:
        folder = find_site(Path.cwd())
        check_target(ke, overwrite=timpa)
        with _site(folder, Overrides(offline=True)) as site:
            count, size = write_offline(site, ke)
    except (FindError, OfflineError) as error:
        raise WrongUse(str(error)) from None
    click.echo(
        printable(
            f"Salinan luring selesai: {ke}, {count} berkas, {size / 1_000_000:.1f} MB. Berikutnya: salin ke flashdisk; "
            "penerima mengekstraknya, lalu membuka BUKA-DI-SINI.html."
        )
    )


add_alias(luring, "offline")
