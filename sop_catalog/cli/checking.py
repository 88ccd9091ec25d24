"""`sop periksa` and `sop jelaskan`: what is wrong, where, and what to type."""
# ruff: noqa: PLC0415 - imports inside the commands keep their start quick

from __future__ import annotations

from pathlib import Path

import click

from sop_catalog.cli.group import EXIT_FINDINGS, WrongUse, add_alias, format_option, sop


@sop.command()
@click.argument("jalur", nargs=-1, type=click.Path(path_type=Path))
@format_option("teks", "ringkas", "github", "gitlab", "json")
@click.option("--ketat", is_flag=True, help="Anggap gagal bila ada temuan apa pun, juga peringatan dan saran.")
@click.option("--semua", is_flag=True, help="Tampilkan juga temuan yang berulang.")
def periksa(jalur: tuple[Path, ...], bentuk: str, *, ketat: bool, semua: bool) -> None:
    """Periksa SOP: apa yang keliru, pada baris mana, dan apa yang harus diketik.

    JALUR adalah berkas atau folder; tanpa JALUR seluruh katalog diperiksa. Daftar unit, jabatan, dan peraturan
    diambil dari folder _daftar terdekat di atasnya.

    Kode keluar: 0 tanpa galat, 1 ada galat (dengan --ketat: ada temuan), 2 salah pakai.
    """
    from sop_catalog.catalog.place.site_config import FindError
    from sop_catalog.checks.run import check_paths
    from sop_catalog.model.build_day import find_build_day_problem
    from sop_catalog.source.diagnostic import has_galat
    from sop_catalog.source.formats import Format, format_findings
    from sop_catalog.source.report import format_summary

    try:
        run = check_paths(jalur)
    except FindError as error:
        raise WrongUse(str(error)) from None
    if problem := find_build_day_problem():
        click.echo(f"sop: {problem}.", err=True)
    chosen = Format(bentuk)
    click.echo(format_findings(run.diagnostics, run.files, chosen, everything=semua))
    if chosen.is_document:
        click.echo(format_summary(run.diagnostics, run.files), err=True)
    if has_galat(run.diagnostics) or (ketat and run.diagnostics):
        raise SystemExit(EXIT_FINDINGS)


add_alias(periksa, "check")


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
        raise WrongUse(f"tidak ada temuan berkode {kode}; daftarnya: sop jelaskan")
    click.echo(text)


add_alias(jelaskan, "explain")
