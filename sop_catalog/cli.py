"""DOOR 2: the `sop` command. Each command is a few lines that call a function elsewhere; only this module imports click.

Modules are imported inside the commands: `sop periksa` starts in a fifth of a second because it loads no more than it
needs.
"""
# ruff: noqa: PLC0415 - imports inside the commands keep their start quick

from __future__ import annotations

import copy
import io
import os
import sys
from pathlib import Path

import click

from sop_catalog import __version__
from sop_catalog.authoring.click_texts import speak_indonesian

speak_indonesian(click)

EXIT_FINDINGS = 1
EXIT_WRONG_USE = 2


class _WrongUse(click.ClickException):
    """Something that the person who typed the command can put right."""

    exit_code = EXIT_WRONG_USE


class _Command(click.Command):
    """A command whose usage line is Indonesian, too."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[PILIHAN]" if piece == "[OPTIONS]" else piece for piece in super().collect_usage_pieces(ctx)]


class _Group(click.Group):
    """Lists the commands in the order in which they are used, not by the alphabet."""

    command_class = _Command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(
    cls=_Group,
    options_metavar="[PILIHAN]",
    subcommand_metavar="PERINTAH …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Bantuan tiap perintah: sop PERINTAH --help",
)
@click.version_option(__version__, "--version", prog_name="sop", message="%(prog)s %(version)s")
def sop() -> None:
    """Katalog SOP: memeriksa, membandingkan, dan menerbitkan SOP Administrasi Pemerintahan."""


def _alias(command: click.Command, name: str) -> None:
    """A second, hidden name of a command."""
    hidden = copy.copy(command)
    hidden.hidden = True
    sop.add_command(hidden, name)


_FORMATS = ["teks", "ringkas", "github", "gitlab", "json"]


@sop.command()
@click.argument("jalur", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "bentuk", type=click.Choice(_FORMATS), default="teks", help="Bentuk keluaran.", show_default=True
)
@click.option("--ketat", is_flag=True, help="Anggap gagal bila ada temuan apa pun, juga peringatan dan saran.")
@click.option("--semua", is_flag=True, help="Tampilkan juga temuan yang berulang.")
def periksa(jalur: tuple[Path, ...], bentuk: str, *, ketat: bool, semua: bool) -> None:
    """Periksa SOP: apa yang keliru, pada baris mana, dan apa yang harus diketik.

    JALUR adalah berkas atau folder; tanpa JALUR seluruh katalog diperiksa. Daftar unit, jabatan, dan peraturan
    diambil dari folder _daftar terdekat di atasnya.

    Kode keluar: 0 tanpa galat, 1 ada galat (dengan --ketat: ada temuan), 2 salah pakai.
    """
    from sop_catalog.checks.run import WrongPathError, check_paths
    from sop_catalog.source.diagnostic import has_galat
    from sop_catalog.source.formats import Format, format_findings
    from sop_catalog.source.report import format_summary

    try:
        run = check_paths(jalur)
    except WrongPathError as error:
        raise _WrongUse(str(error)) from None
    chosen = Format(bentuk)
    click.echo(format_findings(run.diagnostics, run.files, chosen, everything=semua))
    if chosen.is_document:
        click.echo(format_summary(run.diagnostics, run.files), err=True)
    if has_galat(run.diagnostics) or (ketat and run.diagnostics):
        raise SystemExit(EXIT_FINDINGS)


_alias(periksa, "check")


@sop.command()
@click.argument("kode", required=False)
def jelaskan(kode: str | None) -> None:
    """Jelaskan satu temuan menurut KODE-nya, misalnya SOP301; tanpa KODE semua temuan didaftar."""
    from sop_catalog.checks.registry import explain, format_rule_list

    if kode is None:
        click.echo(format_rule_list())
        return
    text = explain(kode)
    if text is None:
        raise _WrongUse(f"tidak ada temuan berkode {kode}; daftarnya: sop jelaskan")
    click.echo(text)


_alias(jelaskan, "explain")


@sop.command()
@click.option("--nama", help="Nama SOP, tanpa kata SOP di depannya.")
@click.option("--unit", help="Kode atau nama unit kerja dari _daftar/unit.yml.")
@click.option("--pelaksana", help='Judul kolom pelaksana dari kiri ke kanan, dipisah koma: "Staf Umum,Kabag Umum".')
@click.option(
    "--nama-berkas", "slug", default="", help="Nama berkas tanpa .yml; bila tidak disebut, dibuat dari nama SOP."
)
@click.option("--folder", type=click.Path(path_type=Path), help="Folder SOP; bila tidak disebut, sops yang terdekat.")
@click.option(
    "--daftarkan/--tanpa-daftarkan",
    default=True,
    help="Tambahkan jabatan baru ke _daftar/jabatan.yml.",
    show_default=True,
)
def buat(  # noqa: PLR0913 - one argument for each option
    *, nama: str | None, unit: str | None, pelaksana: str | None, slug: str, folder: Path | None, daftarkan: bool
) -> None:
    """Buat berkas SOP baru yang tinggal diisi. Yang tidak disebut ditanyakan. Berkas yang ada tidak ditimpa."""
    from sop_catalog.authoring.diff_run import find_folder
    from sop_catalog.authoring.new import NewSop, NewSopError, list_units, split_titles, write_new_sop
    from sop_catalog.authoring.revisions import RevisionError

    try:
        folder = folder or find_folder(Path())
        nama = nama or click.prompt("Nama SOP (tanpa kata SOP di depannya)")
        if not unit:
            click.echo("Unit kerja:\n" + "\n".join(f"  {item.kode}  {item.nama}" for item in list_units(folder)))
            unit = click.prompt("Kode unit")
        pelaksana = pelaksana or click.prompt(
            "Pelaksana dari kiri ke kanan, dipisah koma (contoh: Staf Umum, Kabag Umum)"
        )
        written = write_new_sop(
            folder, NewSop(nama or "", unit or "", split_titles(pelaksana or ""), slug), register=daftarkan
        )
    except (NewSopError, RevisionError) as error:
        raise _WrongUse(str(error)) from None
    except click.Abort:
        raise _WrongUse("jawaban belum lengkap; sebutkan --nama, --unit, dan --pelaksana") from None
    for note in written.format_notes():
        click.echo(note)
    click.echo(
        f"Sudah ditulis: {written.path}. Berikutnya: isi berkas itu, lihat hasilnya dengan `sop sajikan`, lalu jalankan `sop periksa {written.path}`."
    )


_alias(buat, "new")


@sop.command()
@click.argument("keadaan", nargs=-1, required=True, metavar="REV1..REV2 | REV | FOLDER FOLDER")
@click.option(
    "--format",
    "bentuk",
    type=click.Choice(["teks", "markdown", "json"]),
    default="teks",
    help="Bentuk keluaran.",
    show_default=True,
)
@click.option("--folder", type=click.Path(path_type=Path), help="Folder SOP; bila tidak disebut, sops yang terdekat.")
def bandingkan(keadaan: tuple[str, ...], bentuk: str, folder: Path | None) -> None:
    """Sebutkan dengan kalimat apa yang berubah pada isi SOP, dan apakah perlu pengesahan baru.

    Dua revisi git: main..HEAD, atau main...HEAD sejak keduanya berpisah. Satu revisi dibandingkan dengan berkas
    sekarang. Dua folder dibandingkan tanpa git. --format markdown untuk komentar pull request.

    Kode keluar: 0, juga bila ada perubahan; 2 salah pakai.
    """
    from sop_catalog.authoring.diff_formats import DiffFormat, format_comparison
    from sop_catalog.authoring.diff_run import run_comparison
    from sop_catalog.authoring.revisions import RevisionError

    try:
        comparison = run_comparison(keadaan, folder)
    except RevisionError as error:
        raise _WrongUse(str(error)) from None
    click.echo(format_comparison(comparison, DiffFormat(bentuk)))


_alias(bandingkan, "diff")


@sop.command()
@click.option(
    "--cabut", metavar="PERATURAN", help='Peraturan yang dicabut: "Permenaker 13/2015", atau kodenya di peraturan.yml.'
)
@click.option(
    "--ganti-jabatan",
    metavar="LAMA=BARU",
    help="Jabatan yang berganti, dengan kode, nama, atau sebutannya: kasubag=ketua-tim.",
)
@click.option(
    "--format",
    "bentuk",
    type=click.Choice(["teks", "markdown", "csv"]),
    default="teks",
    help="Bentuk keluaran.",
    show_default=True,
)
@click.option("--folder", type=click.Path(path_type=Path), help="Folder SOP; bila tidak disebut, sops yang terdekat.")
def dampak(cabut: str | None, ganti_jabatan: str | None, bentuk: str, folder: Path | None) -> None:
    """Daftar SOP dan langkah yang terkena bila peraturan dicabut atau jabatan berganti. Tidak ada berkas yang diubah.

    Kode keluar: 0, juga bila ada yang terkena; 2 salah pakai.
    """
    from sop_catalog.authoring.diff_run import find_folder
    from sop_catalog.authoring.revisions import RevisionError
    from sop_catalog.catalog.impact import find_impact_of_renaming, find_impact_of_revoking, suggest_roles
    from sop_catalog.catalog.impact_report import format_dampak
    from sop_catalog.catalog.load import load_catalog

    if bool(cabut) == bool(ganti_jabatan):
        raise _WrongUse("sebutkan salah satu: --cabut PERATURAN, atau --ganti-jabatan LAMA=BARU")
    try:
        catalog, _ = load_catalog(folder or find_folder(Path()))
    except (OSError, RevisionError) as error:
        raise _WrongUse(str(error)) from None
    if cabut:
        found = find_impact_of_revoking(catalog, cabut)
        wrong = f'`{cabut}` tidak dikenali sebagai peraturan; tulis jenis, nomor, dan tahunnya: --cabut "Permenaker 13/2015"'
    else:
        lama, _, baru = (ganti_jabatan or "").partition("=")
        if not lama.strip() or not baru.strip():
            raise _WrongUse("tulis jabatan lama dan baru dengan tanda sama dengan: --ganti-jabatan kasubag=ketua-tim")
        found = find_impact_of_renaming(catalog, lama, baru)
        near = ", ".join(suggest_roles(catalog, lama))
        wrong = f"tidak ada jabatan `{lama.strip()}`" + (f"; mungkin maksudnya: {near}" if near else "")
    if found is None:
        raise _WrongUse(wrong)
    # As bytes: Windows would make three characters of the CSV's line ends.
    click.echo(format_dampak(found, bentuk).encode(), nl=False)


_alias(dampak, "impact")


@sop.command()
@click.argument("nama", default="sop")
@click.option(
    "--tulis",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=Path(),
    help="Tulis semua skema ke folder ini (bawaan: .vscode/skema).",
)
def skema(nama: str, tulis: Path | None) -> None:
    """Tampilkan skema JSON untuk penyunting teks: sop, unit, jabatan, peraturan, atau profil.

    --tulis menyimpan kelimanya, dan melengkapi folder .vscode dengan berkas yang belum ada.
    """
    from sop_catalog.authoring.editor_files import write_editor_files
    from sop_catalog.model.schema import SCHEMA_NAMES, format_schema

    if nama not in SCHEMA_NAMES:
        raise _WrongUse(f"tidak ada skema {nama}; pilih salah satu: {', '.join(SCHEMA_NAMES)}")
    if tulis is None:
        click.echo(format_schema(nama), nl=False)
        return
    try:
        written = write_editor_files(Path(), None if tulis == Path() else tulis)
    except OSError as error:
        raise _WrongUse(f"skema tidak dapat ditulis: {error.strerror}") from None
    for path in written:
        click.echo(f"ditulis: {path}")
    click.echo(
        "Skema sudah yang terbaru. Berikutnya: buka folder ini di VS Code dan pasang ekstensi redhat.vscode-yaml."
    )


_alias(skema, "schema")


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
    from sop_catalog.authoring.start import NewCatalog, StartError, check_empty, guess_forge, start_catalog

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
        raise _WrongUse(str(error)) from None
    except click.Abort:
        raise _WrongUse("dibatalkan; tidak ada yang ditulis") from None
    for note in started.format_notes():
        click.echo(note)
    click.echo(started.format_next())


_alias(mulai, "init")


@sop.command()
@click.option("--alamat", default="127.0.0.1:8000", help="Alamat dan nomor port.", show_default=True)
def sajikan(alamat: str) -> None:
    """Sajikan situs di komputer ini selama menyunting; setiap perubahan langsung tampil. Berhenti dengan Ctrl+C."""
    from sop_catalog.authoring.site_commands import BuildFailedError, SiteError, find_site, serve_site

    try:
        folder = find_site(Path.cwd())
        click.echo(f"Tunggu sampai situs selesai dibangun, lalu buka http://{alamat}/ di peramban. Berhenti: Ctrl+C.")
        serve_site(folder, alamat)
    except SiteError as error:
        raise _WrongUse(str(error)) from None
    except BuildFailedError:
        raise _WrongUse("penyajian berhenti karena kesalahan di atas; perbaiki mkdocs.yml, lalu ulangi") from None
    click.echo("Penyajian selesai. Berikutnya: jalankan `sop periksa`, lalu simpan perubahan sebagai usulan.")


_alias(sajikan, "serve")


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
    from sop_catalog.authoring.site_commands import BuildFailedError, SiteError, build_site, find_site

    try:
        built = build_site(find_site(Path.cwd()), ke)
    except SiteError as error:
        raise _WrongUse(str(error)) from None
    except BuildFailedError:
        click.echo(
            "Situs belum dibangun; yang sudah ada tidak diubah. Berikutnya: perbaiki yang disebut di atas, lalu ulangi `sop bangun`.",
            err=True,
        )
        raise SystemExit(EXIT_FINDINGS) from None
    shown = os.path.relpath(built)
    click.echo(
        f"Situs selesai: {shown if len(shown) < len(str(built)) else built}. Berikutnya: salin folder itu ke server web, atau lihat dulu dengan `sop sajikan`."
    )


_alias(bangun, "build")


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
    from sop_catalog.authoring import owners as lists
    from sop_catalog.authoring.diff_run import find_folder
    from sop_catalog.authoring.revisions import RevisionError

    try:
        sops = find_folder(Path.cwd())
        root = sops.parent
        found = lists.find_owners(sops, sops.name)
        files = {forge: lists.owner_file(root, forge)} if forge else lists.owner_files(root)
        for note in found.notes:
            click.echo(f"Catatan: {note}.", err=True)
        if check:
            stale = lists.stale_files(found, files)
            for path in stale:
                click.echo(f"tertinggal: {os.path.relpath(path)}")
            click.echo(
                "Berikutnya: jalankan `sop pemilik --tulis`." if stale else "Daftar penyetuju sudah yang terbaru."
            )
            raise SystemExit(EXIT_FINDINGS if stale else 0)
        if not tulis:
            click.echo(lists.render_owners(found, forge or next(iter(files), "github")), nl=False)
            return
        for path in lists.write_owners(found, files):
            click.echo(f"ditulis: {os.path.relpath(path)}")
    except (lists.OwnersError, RevisionError) as error:
        raise _WrongUse(str(error)) from None
    click.echo(
        "Daftar penyetuju sudah yang terbaru. Berikutnya: simpan sebagai usulan perubahan; forge meminta persetujuan mereka."
    )


_alias(pemilik, "owners")


def main() -> None:
    """Run the command line. Any exception of ours ends with code 2 and a request to report it, never a bare traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows would fail on "→" where its code page has none
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        sop(prog_name="sop")
    except BrokenPipeError:  # `sop periksa | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_WRONG_USE)
    except Exception as error:  # the last place where our own mistake can be put into words
        if os.environ.get("SOP_TRACEBACK"):
            raise
        click.echo(
            f"Kesalahan di dalam program ({type(error).__name__}: {str(error)[:200]!r}). Mohon laporkan kepada pengembang; "
            "rinciannya tampil bila perintah diulang dengan SOP_TRACEBACK=1.",
            err=True,
        )
        sys.exit(EXIT_WRONG_USE)


if __name__ == "__main__":
    main()
