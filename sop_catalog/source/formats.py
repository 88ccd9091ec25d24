"""Diagnostics for machines and for one line each: the other formats of `sop periksa`.

Whatever a file holds comes out as data: it can neither end a line, nor begin a workflow command of GitHub, nor move
the cursor of a terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from enum import StrEnum

from sop_catalog.source.diagnostic import Diagnostic, Severity
from sop_catalog.source.fix import Edit
from sop_catalog.source.nip import mask_nip, mask_parts
from sop_catalog.source.report import format_report, format_summary, printable
from sop_catalog.source.text import Source


class Format(StrEnum):
    """What `sop periksa --format` accepts."""

    TEKS = "teks"
    RINGKAS = "ringkas"
    GITHUB = "github"
    GITLAB = "gitlab"
    JSON = "json"

    @property
    def is_document(self) -> bool:
        """Whether the output is one JSON document, to which no summary may be added."""
        return self in {Format.GITLAB, Format.JSON}


def format_findings(diagnostics: Sequence[Diagnostic], files: int, chosen: Format, *, everything: bool = False) -> str:
    """The diagnostics in the chosen format, without a final line break.

    Args:
        diagnostics: in any order.
        files: how many files were checked.
        chosen: the format.
        everything: whether `teks` shows repeats in full; the other formats always do.
    """
    if chosen is Format.TEKS:
        return format_report(diagnostics, files, everything=everything)
    return _FORMATS[chosen](sorted(diagnostics, key=lambda diagnostic: diagnostic.sort_key), files)


def _format_short(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """`path:line:column: galat[SOP301] message`, as compilers write it."""
    lines = [
        f"{_plain_start(printable(item.source.path))}:{item.line}:{item.column}: "
        f"{item.severity}[{item.rule.code}] {printable(item.message)}; perbaiki: {printable(item.fix)}"
        for item in diagnostics
    ]
    return "\n".join([*lines, format_summary(diagnostics, files)])


def _plain_start(path: str) -> str:
    """A path that does not look like the `::command::` of a build server."""
    return f"./{path}" if path.lstrip().startswith(":") else path


_COMMANDS = {Severity.GALAT: "error", Severity.PERINGATAN: "warning", Severity.SARAN: "notice"}


def _format_github(diagnostics: Sequence[Diagnostic], files: int) -> str:
    """Workflow commands: GitHub shows each beside its line. Galat first, because it shows ten of a kind at the most."""
    lines = []
    for item in sorted(diagnostics, key=lambda item: item.severity.rank):
        properties = {
            "file": item.source.path,
            "line": str(item.line),
            "col": str(item.column),
            "title": f"{item.rule.code} {item.rule.name}",
        }
        listed = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
        text = f"{item.message}\nPerbaiki: {item.fix}"
        lines.append(f"::{_COMMANDS[item.severity]} {listed}::{_escape_data(text)}")
    return "\n".join([*lines, format_summary(diagnostics, files)])


def _escape_data(text: str) -> str:
    kept = "\n".join(printable(line) for line in text.split("\n"))
    return kept.replace("%", "%25").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return printable(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


_DEGREES = {Severity.GALAT: "major", Severity.PERINGATAN: "minor", Severity.SARAN: "info"}


def _format_gitlab(diagnostics: Sequence[Diagnostic], files: int) -> str:  # noqa: ARG001
    """GitLab's Code Quality report. The fingerprint survives lines being moved, so that old findings stay old."""
    import hashlib  # noqa: PLC0415 - the other formats start without it
    import json  # noqa: PLC0415

    seen: Counter[str] = Counter()
    report = []
    for item in diagnostics:
        message = mask_nip(item.message)
        key = f"{item.source.path}\n{item.rule.code}\n{message}"
        seen[key] += 1
        report.append(
            {
                "description": f"{item.rule.code}: {message}. Perbaiki: {mask_nip(item.fix)}",
                "check_name": item.rule.name,
                "fingerprint": hashlib.sha256(f"{key}\n{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest(),
                "severity": _DEGREES[item.severity],
                "location": {"path": mask_nip(item.source.path), "lines": {"begin": item.line}},
            }
        )
    return json.dumps(report, indent=2)


def _format_json(diagnostics: Sequence[Diagnostic], files: int) -> str:  # noqa: ARG001
    """A list of objects. ASCII only: other characters come escaped, so nothing reaches a terminal as it is."""
    import json  # noqa: PLC0415 - the other formats start without it

    report = [
        {
            "code": item.rule.code,
            "name": item.rule.name,
            "severity": item.severity.value,
            "file": mask_nip(item.source.path),
            "line": item.line,
            "column": item.column,
            "message": mask_nip(item.message),
            "fix": mask_nip(item.fix),
            "fixes": [
                {
                    "label": mask_parts(fix.label, item.source.nips),
                    "edits": [_edit_as_data(item.source, edit) for edit in fix.edits],
                }
                for fix in item.fixes
                if not any(
                    mask_parts(edit.text, item.source.nips) != edit.text for edit in fix.edits
                )  # masked it would destroy what it mends
            ],
        }
        for item in diagnostics
    ]
    return json.dumps(report, indent=2)


def _edit_as_data(source: Source, edit: Edit) -> dict[str, object]:
    """A replacement with lines and columns from 1, in code points, as the finding's own place has them."""
    start, end = source.place(edit.span.start), source.place(edit.span.end)
    return {
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
        "text": edit.text,
    }


_FORMATS: dict[Format, Callable[[Sequence[Diagnostic], int], str]] = {
    Format.RINGKAS: _format_short,
    Format.GITHUB: _format_github,
    Format.GITLAB: _format_gitlab,
    Format.JSON: _format_json,
}
