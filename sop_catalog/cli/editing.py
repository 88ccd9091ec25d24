"""`sop buat`, `bandingkan`, `sahkan`, `dampak`, `skema`: new SOPs, what changed, what was signed, what a change touches, what editors know."""
# ruff: noqa: PLC0415 - imports inside the commands keep their start quick

from __future__ import annotations

from pathlib import Path

import click

from sop_catalog.cli.group import WrongUse, add_alias, folder_option, format_option, sop
from sop_catalog.cli.publishing import broken_off


@sop.command()
@click.option("--nama", help="Nama SOP, tanpa kata SOP di depannya.")
@click.option("--unit", help="Kode atau nama unit kerja dari _daftar/unit.yml.")
@click.option("--pelaksana", help='Judul kolom pelaksana dari kiri ke kanan, dipisah koma: "Staf Umum,Kabag Umum".')
@click.option(
    "--nama-berkas", "slug", default="", help="Nama berkas tanpa .yml; bila tidak disebut, dibuat dari nama SOP."
)
@folder_option
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
    from sop_catalog.catalog.place.find import named_catalog
    from sop_catalog.catalog.place.site_config import FindError
    from sop_catalog.source.report import printable
    from sop_catalog.start.new import NewSop, NewSopError, list_units, split_titles, write_new_sop

    try:
        folder = named_catalog(folder).sops
        nama = nama or click.prompt("Nama SOP (tanpa kata SOP di depannya)")
        if not unit:
            click.echo("Unit kerja:")
            for item in list_units(folder):
                click.echo(f"  {item.kode}  {printable(item.nama)}")
            unit = click.prompt("Kode unit")
        pelaksana = pelaksana or click.prompt(
            "Pelaksana dari kiri ke kanan, dipisah koma (contoh: Staf Umum, Kabag Umum)"
        )
        written = write_new_sop(
            folder, NewSop(nama or "", unit or "", split_titles(pelaksana or ""), slug), register=daftarkan
        )
    except (NewSopError, FindError) as error:
        raise WrongUse(str(error)) from None
    except click.Abort:
        raise WrongUse("jawaban belum lengkap; sebutkan --nama, --unit, dan --pelaksana") from None
    for note in written.format_notes():
        click.echo(printable(note))
    path = printable(str(written.path))
    click.echo(
        f"Sudah ditulis: {path}. Berikutnya: isi berkas itu, lihat hasilnya dengan `sop sajikan`, lalu jalankan `sop periksa {path}`."
    )


add_alias(buat, "new")


@sop.command()
@click.argument("keadaan", nargs=-1, required=True, metavar="REV1..REV2 | REV | FOLDER FOLDER | BERKAS BERKAS")
@format_option("teks", "markdown", "json")
@folder_option
def bandingkan(keadaan: tuple[str, ...], bentuk: str, folder: Path | None) -> None:
    """Sebutkan dengan kalimat apa yang berubah pada isi SOP, dan apakah perlu pengesahan baru.

    Dua revisi git: main..HEAD, atau main...HEAD sejak keduanya berpisah. Satu revisi dibandingkan dengan berkas
    sekarang. Dua folder, atau dua berkas SOP, dibandingkan tanpa git. --format markdown untuk komentar pull request.

    Kode keluar: 0, juga bila ada perubahan; 2 salah pakai.
    """
    from sop_catalog.catalog.place.site_config import FindError
    from sop_catalog.compare.formats import DiffFormat, format_comparison
    from sop_catalog.compare.revisions import RevisionError
    from sop_catalog.compare.run import run_comparison

    try:
        comparison = run_comparison(keadaan, folder)
    except (RevisionError, FindError) as error:
        raise WrongUse(str(error)) from None
    click.echo(format_comparison(comparison, DiffFormat(bentuk)))


add_alias(bandingkan, "diff")


@sop.command()
@click.argument("nama", metavar="SOP")
@click.argument("naskah")
@click.option(
    "--tanggal",
    default="",
    help='Tanggal naskah ditandatangani: "5 Januari 2026". Untuk pengesahan pertama boleh dari tanggal_pengesahan.',
)
@click.option("--nomor", default="", help="Nomor pada naskah, bila SOP belum bernomor atau nomornya lain.")
@click.option(
    "--perubahan", default="", help="Apa yang berubah, untuk riwayat; bila tidak disebut, menurut perbandingan isinya."
)
@click.option("--revisi", type=click.IntRange(0, 999_999), help="Nomor revisi; bila tidak disebut, nomor berikutnya.")
@folder_option
@broken_off("berkas SOP tidak diubah")
def sahkan(  # noqa: PLR0913 - one argument for each option
    *, nama: str, naskah: str, tanggal: str, nomor: str, perubahan: str, revisi: int | None, folder: Path | None
) -> None:
    """Catat naskah yang ditandatangani pada SOP.

    SOP adalah nama berkasnya tanpa .yml, jalurnya, atau nama SOP-nya; NASKAH adalah PDF yang ditandatangani, atau
    alamat tempat naskah itu disimpan. PDF disalin ke folder _naskah/ beserta salinan isi SOP, supaya perubahan sesudahnya
    ketahuan; status, tanggal, dan riwayat diisi. Yang lain pada berkas SOP tidak disentuh.
    """
    from sop_catalog.catalog.place.find import named_catalog
    from sop_catalog.catalog.place.site_config import FindError
    from sop_catalog.model.build_day import read_build_day
    from sop_catalog.publish.interruption import uninterrupted
    from sop_catalog.signing.sign import Signature, SignError, plan_signature, write_signature
    from sop_catalog.source.report import printable

    try:
        signed = plan_signature(
            named_catalog(folder).sops, nama, Signature(naskah, tanggal, nomor, perubahan, revisi), read_build_day()
        )
        with uninterrupted(ends_run=True):
            write_signature(signed)
    except (SignError, FindError) as error:
        raise WrongUse(str(error)) from None
    for note in signed.notes:
        click.echo(printable(note))
    click.echo(
        "Naskah sudah dicatat. Berikutnya: jalankan `sop periksa`, lalu simpan berkas-berkas ini dalam satu commit."
    )


add_alias(sahkan, "sign")


@sop.command()
@click.option(
    "--cabut", metavar="PERATURAN", help='Peraturan yang dicabut: "Permenaker 13/2015", atau kodenya di peraturan.yml.'
)
@click.option(
    "--ganti-jabatan",
    metavar="LAMA=BARU",
    help="Jabatan yang berganti, dengan kode, nama, atau sebutannya: kasubag=ketua-tim.",
)
@format_option("teks", "markdown", "csv")
@folder_option
def dampak(cabut: str | None, ganti_jabatan: str | None, bentuk: str, folder: Path | None) -> None:
    """Daftar SOP dan langkah yang terkena bila peraturan dicabut atau jabatan berganti. Tidak ada berkas yang diubah.

    Kode keluar: 0, juga bila ada yang terkena; 2 salah pakai.
    """
    from sop_catalog.catalog.place.find import named_catalog
    from sop_catalog.catalog.place.site_config import FindError
    from sop_catalog.impact.impact import ImpactError, find_impact
    from sop_catalog.impact.report import format_dampak, format_doubts

    try:
        found = find_impact(named_catalog(folder).sops, cabut or "", ganti_jabatan or "")
    except (ImpactError, FindError) as error:
        raise WrongUse(str(error)) from None
    # As bytes: Windows would make three characters of the CSV's line ends.
    click.echo(format_dampak(found, bentuk).encode(), nl=False)
    if bentuk == "csv":
        for doubt in format_doubts(found):
            click.echo(doubt, err=True)


add_alias(dampak, "impact")


@sop.command()
@click.argument("nama", default="sop")
@click.option(
    "--tulis",
    type=click.Path(path_type=Path),
    is_flag=False,
    flag_value=Path(".vscode/skema"),
    help="Tulis semua skema ke folder ini (bawaan: .vscode/skema).",
)
def skema(nama: str, tulis: Path | None) -> None:
    """Tampilkan skema JSON untuk penyunting teks: sop, unit, jabatan, peraturan, atau profil.

    --tulis menyimpan kelimanya, dan melengkapi folder .vscode dengan berkas yang belum ada.
    """
    from sop_catalog.catalog.place.find import find_catalog
    from sop_catalog.catalog.place.site_config import FindError
    from sop_catalog.model.schema import SCHEMA_NAMES, format_schema
    from sop_catalog.start.editor_files import write_editor_files

    if nama not in SCHEMA_NAMES:
        raise WrongUse(f"tidak ada skema {nama}; pilih salah satu: {', '.join(SCHEMA_NAMES)}")
    if tulis is None:
        click.echo(format_schema(nama), nl=False)
        return
    try:
        sops = find_catalog().sops.as_posix()
    except FindError:  # the files may come before the catalogue
        sops = "sops"
    try:
        written = write_editor_files(Path(), tulis, sops=sops)
    except OSError as error:
        raise WrongUse(f"skema tidak dapat ditulis: {error.strerror}") from None
    for path in written:
        click.echo(f"ditulis: {path}")
    click.echo(
        "Skema sudah yang terbaru. Berikutnya: buka folder ini di VS Code dan pasang ekstensi redhat.vscode-yaml."
    )


add_alias(skema, "schema")
