"""DOOR 2: the `sop` command. Each command is a few lines that call a function elsewhere; only this room imports click.

Modules are imported inside the commands: `sop periksa` starts in a fifth of a second because it loads no more than it
needs.
"""

from __future__ import annotations

import io
import os
import sys

import click

from sop_catalog.cli import checking, editing, exporting, importing, printing, publishing
from sop_catalog.cli.group import EXIT_WRONG_USE, sop

__all__ = ["checking", "editing", "exporting", "importing", "main", "printing", "publishing", "sop"]
"""The modules of the commands, in the order in which the help lists them."""


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
