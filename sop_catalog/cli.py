"""DOOR 2: the `sop` command. Each command is a few lines that call a function elsewhere; only this module imports click.

Modules are imported inside the commands: `sop periksa` starts in a fifth of a second because it loads no more than it
needs.
"""

from __future__ import annotations

import copy
import io
import os
import sys
from pathlib import Path

import click

from sop_catalog import __version__
from sop_catalog.cli_texts import speak_indonesian

speak_indonesian(click)

EXIT_FINDINGS = 1
EXIT_WRONG_USE = 2


class _WrongUse(click.ClickException):
    """Something that the person who typed the command can put right."""

    exit_code = EXIT_WRONG_USE


class _Group(click.Group):
    """Lists the commands in the order in which they are used, not by the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(self.commands)


@click.group(
    cls=_Group,
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
@click.option("--format", "bentuk", type=click.Choice(_FORMATS), default="teks", help="Bentuk keluaran.", show_default=True)
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
    except Exception as error:  # noqa: BLE001 - the last place where our own mistake can be put into words
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
