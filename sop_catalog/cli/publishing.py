"""`sop mulai`, `sajikan`, `bangun`, `terbitkan`, `pemilik`, `paket`: a catalogue of one's own: looked at, built, published, guarded."""
# ruff: noqa: PLC0415 - imports inside the commands keep their start quick

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sop_catalog.cli.group import EXIT_FINDINGS, WrongUse, add_alias, sop

if TYPE_CHECKING:  # the room is loaded when a command needs it
    from sop_catalog.publish.publish import Way
    from sop_catalog.publish.published import Published


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
    from sop_catalog.catalog.place.site_config import FindError, find_site
    from sop_catalog.publish.build import BuildFailedError, SiteError, serve_site

    try:
        folder = find_site(Path.cwd())
        click.echo(f"Tunggu sampai situs selesai dibangun, lalu buka http://{alamat}/ di peramban. Berhenti: Ctrl+C.")
        with broken_off("penyajian selesai"):
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
    type=click.Path(path_type=Path, readable=False),
    help="Folder hasil; bila tidak disebut, menurut mkdocs.yml (biasanya site).",
)
def bangun(ke: Path | None) -> None:
    """Bangun situs. Bila gagal, situs yang sudah ada tidak disentuh.

    Kode keluar: 0 berhasil, 1 ada yang harus diperbaiki, 2 salah pakai.
    """
    from sop_catalog.catalog.place.site_config import FindError, find_site
    from sop_catalog.publish.build import BuildFailedError, SiteError, build_site

    try:
        with broken_off("situs yang sudah ada tidak diubah"):
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
@click.argument("tujuan", type=click.Path(path_type=Path))
@click.option(
    "--timpa",
    is_flag=True,
    help="Pakai juga folder berisi yang bukan hasil terbitkan: berkas bernama sama diganti, yang lain dibiarkan.",
)
@click.option("--hapus-banyak", is_flag=True, help="Terbitkan juga bila lebih dari sepersepuluh halaman akan hilang.")
@click.option("--daftar", is_flag=True, help="Hanya tampilkan versi yang tersimpan.")
@click.option(
    "--kembali",
    is_flag=False,
    flag_value="",
    metavar="[VERSI]",
    help="Tampilkan lagi versi lama: yang sebelumnya, atau yang disebut (lihat --daftar).",
)
@click.option(
    "--cara",
    type=click.Choice(["otomatis", "tautan", "berkas"]),
    default="otomatis",
    help="tautan: TUJUAN menjadi tautan ke satu versi; berkas: isi folder diganti satu per satu.",
)
def terbitkan(  # noqa: PLR0913 - one for each option
    tujuan: Path, *, timpa: bool, hapus_banyak: bool, daftar: bool, kembali: str | None, cara: str
) -> None:
    """Terbitkan situs ke TUJUAN: folder milik server web intranet, atau folder bersama. Untuk kantor tanpa forge.

    SOP diperiksa, situs dibangun di samping dan diperiksa lebih dulu; bila ada yang salah, TUJUAN tidak disentuh.
    Pembaca beralih dari versi lama ke versi baru dalam satu langkah, dan tiga versi terakhir disimpan. Berkas orang
    lain di TUJUAN tidak dihapus.

    Kode keluar: 0 berhasil, 1 ada yang harus diperbaiki, 2 salah pakai atau TUJUAN tidak dapat ditulis.
    """
    from sop_catalog.publish import publish as places
    from sop_catalog.publish.plan import PublishError, TooManyRemovedError
    from sop_catalog.source.report import printable

    shown = printable(str(tujuan))
    try:
        if daftar:
            _list_versions(tujuan)
            return
        with broken_off(f"{shown} tidak diubah"):
            if kembali is None:
                done = _publish(tujuan, timpa=timpa, many=hapus_banyak, way=places.Way(cara))
            else:
                done = places.go_back(tujuan, kembali)
    except TooManyRemovedError as error:
        click.echo(f"Belum terbit; {shown} tidak diubah. {printable(str(error))}.", err=True)
        raise SystemExit(EXIT_FINDINGS) from None
    except PublishError as error:
        raise WrongUse(str(error)) from None
    for name in done.kept:
        click.echo(
            printable(f"Catatan: {name} sudah diubah orang lain dan tidak dihapus; hapus sendiri bila tidak perlu.")
        )
    if done.brought:
        names = ", ".join(done.brought[:3]) + (", …" if len(done.brought) > 3 else "")
        click.echo(printable(f"Catatan: {len(done.brought)} berkas orang lain tetap di tempatnya: {names}."))
    if not done.is_new:
        click.echo(f"{shown} sudah berisi situs yang sama (versi {done.version}); tidak ada yang ditulis.")
        return
    if kembali is not None:
        click.echo(
            f"{shown} menampilkan lagi versi {done.version}, {done.pages} halaman. Berikutnya: perbaiki SOP-nya sebelum "
            "menerbitkan lagi; `sop terbitkan` membangun dari berkas yang sekarang."
        )
        return
    click.echo(
        f"Terbit ke {shown}: versi {done.version}, {done.pages} halaman; {done.format_counts()}. "
        f"Berikutnya: buka alamat situs itu di peramban. Kembali ke versi sebelumnya: sop terbitkan {shown} --kembali"
    )


def _publish(target: Path, *, timpa: bool, many: bool, way: Way) -> Published:
    """Build aside, look at the result, publish it."""
    from sop_catalog.catalog.place.own_site import find_site_folders
    from sop_catalog.catalog.place.site_config import FindError, find_site, read_site_url
    from sop_catalog.publish.aside import aside
    from sop_catalog.publish.build import BuildFailedError, SiteError, build_aside
    from sop_catalog.publish.publish import check_place, publish, recover
    from sop_catalog.publish.server_files import write_server_files
    from sop_catalog.publish.verify import verify_site
    from sop_catalog.source.os_errors import describe_os_error
    from sop_catalog.source.report import printable

    shown = printable(str(target))
    try:
        site = find_site(Path.cwd())
        check_place(target, site, find_site_folders(site), overwrite=timpa)
        recover(target)
        with aside(site) as fresh:
            expected = build_aside(site, fresh)
            found = verify_site(fresh, expected, read_site_url(site))
            if found.problems:
                click.echo(
                    f"Belum terbit; {shown} tidak diubah. Situs yang baru dibangun belum utuh:\n"
                    f"{found.format_problems()}",
                    err=True,
                )
                raise SystemExit(EXIT_FINDINGS)
            click.echo(f"Situs diperiksa: {found.format_counts()}.")
            done = publish(fresh, target, overwrite=timpa, many=many, way=way)
    except (FindError, SiteError) as error:
        raise WrongUse(str(error)) from None
    except OSError as error:
        raise WrongUse(f"situs tidak dapat dibangun: {describe_os_error(error)}; {shown} tidak diubah") from None
    except BuildFailedError:
        click.echo(
            f"Belum terbit; {shown} tidak diubah. Berikutnya: perbaiki yang disebut di atas, lalu ulangi.",
            err=True,
        )
        raise SystemExit(EXIT_FINDINGS) from None
    settings = write_server_files(done.place)
    if settings and done.is_first:
        click.echo(
            f"Pengaturan untuk nginx, Apache, dan IIS ada di {printable(_shown(settings))}; baca BACA.md di sana. "
            "Cara lengkapnya: halaman Menerbitkan katalog (docs/menerbitkan.md)."
        )
    return done


def _list_versions(target: Path) -> None:
    from sop_catalog.publish.publish import describe_version, list_versions

    record = list_versions(target)
    for version in reversed(record.versions):
        click.echo(describe_version(version) + ("  (tampil sekarang)" if version.id == record.current else ""))


@contextlib.contextmanager
def broken_off(state: str) -> Iterator[None]:
    """Ctrl+C, a closed terminal or a request to stop end the command with one line and the shell's code for them."""
    from sop_catalog.publish.interruption import Interrupted, interruptible

    with interruptible():
        try:
            yield
        except Interrupted as interrupted:
            with contextlib.suppress(OSError):  # the terminal may be gone
                click.echo(f"Dihentikan ({interrupted}); {state}. Ulangi perintahnya bila perlu.", err=True)
            raise SystemExit(interrupted.exit_code) from None


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
    from sop_catalog.catalog.place.find import find_catalog
    from sop_catalog.catalog.place.site_config import FindError
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


@sop.command()
@click.option(
    "--periksa",
    "check",
    is_flag=True,
    help="Hanya beri tahu apakah requirements.txt masih yang terbaru (kode keluar 1 bila tidak).",
)
def paket(*, check: bool) -> None:
    """Tulis requirements.txt menurut berkas program di folder paket/: setiap berkas dengan sidik jarinya.

    Dipakai setelah berkas program di folder paket/ diganti dengan versi baru.
    """
    from sop_catalog.catalog.place.site_config import FindError, find_site
    from sop_catalog.start import requirements as lists

    try:
        folder = find_site(Path.cwd())
        text = lists.renew_requirements(folder)
        if lists.read_requirements(folder) == text:
            click.echo(f"{lists.NAME} sudah yang terbaru.")
            return
        if check:
            click.echo(f"tertinggal: {lists.NAME}\nBerikutnya: jalankan `sop paket`.")
            raise SystemExit(EXIT_FINDINGS)
        lists.write_requirements(folder, text)
    except (lists.RequirementsError, FindError) as error:
        raise WrongUse(str(error)) from None
    click.echo(
        f"ditulis: {lists.NAME}. Berikutnya: `python -m pip install -r {lists.NAME}`, `sop bangun`, lalu simpan sebagai usulan."
    )


add_alias(paket, "package")
