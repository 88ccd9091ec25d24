"""`sop mulai`, `sajikan`, `bangun`, `terbitkan`, `pemilik`: a catalogue of one's own: looked at, built, published, guarded."""
# ruff: noqa: PLC0415 - imports inside the commands keep their start quick

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from sop_catalog.cli.group import EXIT_FINDINGS, WrongUse, add_alias, sop


def _shown(path: Path) -> str:
    """A path as it is shortest to type from here; on another drive of Windows there is no way from here."""
    try:
        return min(os.path.relpath(path), str(path), key=len)
    except ValueError:
        return str(path)


_FORGES = ["github", "gitlab", "gitea"]


@sop.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@click.option("--nama", help="Nama katalog, tampil di kepala situs.")
@click.option(
    "--forge", type=click.Choice(_FORGES), help="Tempat repositorinya; bila tidak disebut, ditebak dari alamatnya."
)
@click.option("--url", help="Alamat repositori, misalnya https://git.instansi.go.id/biro/sop.")
def mulai(folder: Path, nama: str | None, forge: str | None, url: str | None) -> None:
    """Mulai katalog baru di FOLDER yang kosong: pengaturan, daftar, satu SOP contoh, dan kit untuk usulan perubahan.

    Pada terminal, yang tidak disebut ditanyakan; tanpa terminal dipakai bawaannya. Tidak ada berkas yang ditimpa.
    """
    from sop_catalog.start.start import NewCatalog, StartError, check_empty, guess_forge, start_catalog

    try:
        check_empty(folder)
        if sys.stdin is not None and sys.stdin.isatty():
            nama = nama or click.prompt("Nama katalog", default=NewCatalog().nama)
            url = (
                click.prompt("Alamat repositori (Enter bila belum ada)", default="", show_default=False)
                if url is None
                else url
            )
            forge = forge or click.prompt(
                "Tempat repositori", type=click.Choice(_FORGES), default=guess_forge(url or "")
            )
        wanted = NewCatalog(NewCatalog().nama if nama is None else nama, forge or "", url or "")
        started = start_catalog(folder, wanted)
    except StartError as error:
        raise WrongUse(str(error)) from None
    except click.Abort:
        raise WrongUse("dibatalkan; tidak ada yang ditulis") from None
    for note in started.format_notes():
        click.echo(note)
    click.echo(started.format_next())


add_alias(mulai, "init")


@sop.command()
@click.option("--alamat", default="127.0.0.1:8000", help="Alamat dan nomor port.", show_default=True)
def sajikan(alamat: str) -> None:
    """Sajikan situs di komputer ini selama menyunting; setiap perubahan langsung tampil. Berhenti dengan Ctrl+C."""
    from sop_catalog.catalog.find import FindError, find_site
    from sop_catalog.publish.build import BuildFailedError, SiteError, serve_site

    try:
        folder = find_site(Path.cwd())
        click.echo(f"Tunggu sampai situs selesai dibangun, lalu buka http://{alamat}/ di peramban. Berhenti: Ctrl+C.")
        serve_site(folder, alamat)
    except (FindError, SiteError) as error:
        raise WrongUse(str(error)) from None
    except BuildFailedError:
        raise WrongUse("penyajian berhenti karena kesalahan di atas; perbaiki mkdocs.yml, lalu ulangi") from None
    click.echo("Penyajian selesai. Berikutnya: jalankan `sop periksa`, lalu simpan perubahan sebagai usulan.")


add_alias(sajikan, "serve")


@sop.command()
@click.option(
    "--ke",
    type=click.Path(path_type=Path),
    help="Folder hasil; bila tidak disebut, menurut mkdocs.yml (biasanya site).",
)
def bangun(ke: Path | None) -> None:
    """Bangun situs. Bila gagal, situs yang sudah ada tidak disentuh.

    Kode keluar: 0 berhasil, 1 ada yang harus diperbaiki, 2 salah pakai.
    """
    from sop_catalog.catalog.find import FindError, find_site
    from sop_catalog.publish.build import BuildFailedError, SiteError, build_site

    try:
        built = build_site(find_site(Path.cwd()), ke)
    except (FindError, SiteError) as error:
        raise WrongUse(str(error)) from None
    except BuildFailedError:
        click.echo(
            "Situs belum dibangun; yang sudah ada tidak diubah. Berikutnya: perbaiki yang disebut di atas, lalu ulangi `sop bangun`.",
            err=True,
        )
        raise SystemExit(EXIT_FINDINGS) from None
    click.echo(
        f"Situs selesai: {_shown(built)}. Berikutnya: salin folder itu ke server web, atau lihat dulu dengan `sop sajikan`."
    )


add_alias(bangun, "build")


@sop.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--timpa",
    is_flag=True,
    help="Pakai juga folder berisi yang bukan hasil terbitkan: berkas bernama sama diganti, yang lain dibiarkan.",
)
def terbitkan(folder: Path, *, timpa: bool) -> None:
    """Terbitkan situs ke FOLDER: milik server web intranet, atau folder bersama. Untuk kantor tanpa forge.

    SOP diperiksa dan situs dibangun lebih dulu; bila ada galat, FOLDER tidak disentuh. Hanya berkas yang berubah
    ditulis, dan hanya berkas yang dulu ditulis perintah ini dihapus. Daftarnya disimpan di FOLDER/.sop-terbit.json.

    Kode keluar: 0 berhasil, 1 ada yang harus diperbaiki, 2 salah pakai atau folder tidak dapat ditulis.
    """
    import tempfile

    from sop_catalog.catalog.find import FindError, find_site, find_site_folders
    from sop_catalog.publish.build import BuildFailedError, SiteError, build_aside
    from sop_catalog.publish.publish import PublishError, check_place, publish
    from sop_catalog.source.report import printable

    try:
        site = find_site(Path.cwd())
        check_place(folder, site, find_site_folders(site), overwrite=timpa)
        with tempfile.TemporaryDirectory(prefix="sop-terbit-") as aside:
            build_aside(site, Path(aside, "situs"))
            done = publish(Path(aside, "situs"), folder, overwrite=timpa)
    except (FindError, SiteError, PublishError) as error:
        raise WrongUse(str(error)) from None
    except BuildFailedError:
        click.echo(
            f"Belum terbit; {printable(str(folder))} tidak diubah. Berikutnya: perbaiki yang disebut di atas, lalu ulangi.",
            err=True,
        )
        raise SystemExit(EXIT_FINDINGS) from None
    for name in done.kept:
        click.echo(
            printable(f"Catatan: {name} sudah diubah orang lain dan tidak dihapus; hapus sendiri bila tidak perlu.")
        )
    click.echo(
        f"Terbit ke {printable(str(folder))}: {done.format_counts()}. Berikutnya: buka alamat situs itu di peramban."
    )


add_alias(terbitkan, "publish")


@sop.command()
@click.option("--tulis", is_flag=True, help="Tulis ke berkas CODEOWNERS milik forge.")
@click.option(
    "--periksa",
    "check",
    is_flag=True,
    help="Hanya beri tahu apakah berkasnya masih yang terbaru (kode keluar 1 bila tidak).",
)
@click.option(
    "--forge", type=click.Choice(_FORGES), help="Bila tidak disebut, menurut folder .github, .gitlab, atau .gitea."
)
def pemilik(*, tulis: bool, check: bool, forge: str | None) -> None:
    """Tampilkan atau tulis daftar penyetuju perubahan (CODEOWNERS) dari `pemilik:` di _daftar/unit.yml."""
    from sop_catalog.catalog.find import FindError, find_catalog
    from sop_catalog.source.report import printable
    from sop_catalog.start import owners as lists

    try:
        place = find_catalog()
        root = place.site or place.sops.parent
        found = lists.find_owners(place.sops, place.shown)
        files = {forge: lists.owner_file(root, forge)} if forge else lists.owner_files(root)
        for note in found.notes:
            click.echo(printable(f"Catatan: {note}."), err=True)
        if check:
            stale = lists.stale_files(found, files)
            for path in stale:
                click.echo(f"tertinggal: {_shown(path)}")
            click.echo(
                "Berikutnya: jalankan `sop pemilik --tulis`." if stale else "Daftar penyetuju sudah yang terbaru."
            )
            raise SystemExit(EXIT_FINDINGS if stale else 0)
        if not tulis:
            click.echo(lists.render_owners(found, forge or next(iter(files), "github")), nl=False)
            return
        for path in lists.write_owners(found, files):
            click.echo(f"ditulis: {_shown(path)}")
    except (lists.OwnersError, FindError) as error:
        raise WrongUse(str(error)) from None
    click.echo(
        "Daftar penyetuju sudah yang terbaru. Berikutnya: simpan sebagai usulan perubahan; forge meminta persetujuan mereka."
    )


add_alias(pemilik, "owners")
