"""What was printed before: the file `.sop-cetak.json` beside the PDFs.

It says of each PDF what it was made of and what it holds, so that only what has changed is printed again, and a file
that is not ours (a scan of the signed sheets, say, under the same name) is never written over. It is written before the
PDF takes its place, and says also what was there until then: so a run that is killed leaves nothing that counts as
somebody else's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sop_catalog.publish.writing import write_file

RECORD_NAME = ".sop-cetak.json"


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF of ours."""

    bahan: str
    """Sum of what it was made of."""
    isi: str
    """Sum of the file."""
    lama: str = ""
    """Sum of the one before it, which is still there if the run was killed just then; ""."""


def read_record(folder: Path) -> dict[str, Printed]:
    """What was printed into a folder, by file name; nothing where there is no record, or one that cannot be read."""
    try:
        rows = json.loads((folder / RECORD_NAME).read_text("utf-8"))["berkas"]
        return {
            str(name): Printed(str(row["bahan"]), str(row["isi"]), str(row.get("lama", "")))
            for name, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def write_record(folder: Path, printed: Mapping[str, Printed]) -> None:
    """Keep it.

    Raises:
        OSError: it cannot be written.
    """
    rows = {name: {key: value for key, value in asdict(row).items() if value} for name, row in sorted(printed.items())}
    text = json.dumps({"catatan": "Dibuat oleh sop cetak; boleh dihapus.", "berkas": rows}, indent=1)
    write_file(folder / RECORD_NAME, text.encode(), folder / f"{RECORD_NAME}.baru")


def file_sum(path: Path) -> str:
    """Sum of a file; "" for none, and for what is no file.

    Raises:
        OSError: it cannot be read.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
