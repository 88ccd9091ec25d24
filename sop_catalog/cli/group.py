"""The `sop` command itself, and what its commands share."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sop_catalog import __version__
from sop_catalog.cli.click_texts import speak_indonesian

speak_indonesian(click)

_Function = TypeVar("_Function", bound=Callable[..., Any])

EXIT_FINDINGS = 1
EXIT_WRONG_USE = 2


class WrongUse(click.ClickException):
    """Something that the person who typed the command can put right."""

    exit_code = EXIT_WRONG_USE

    def format_message(self) -> str:
        """On one line, since names of files stand in it."""
        from sop_catalog.source.report import printable  # noqa: PLC0415 - a command that goes right starts without it

        return printable(self.message)


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


def format_option(*names: str) -> Callable[[_Function], _Function]:
    """Option --format of a command, as its argument `bentuk`; the first name is the default."""
    return click.option(
        "--format",
        "bentuk",
        type=click.Choice(names),
        default=names[0],
        help="Bentuk keluaran.",
        show_default=True,
    )


folder_option = click.option(
    "--folder", type=click.Path(path_type=Path), help="Folder SOP; bila tidak disebut, sops yang terdekat."
)
"""Option --folder of a command that needs a catalogue."""


def add_alias(command: click.Command, name: str) -> None:
    """A second, hidden name of a command."""
    hidden = copy.copy(command)
    hidden.hidden = True
    sop.add_command(hidden, name)
