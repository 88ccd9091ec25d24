"""The few fields of an SOP by which others refer to it, read without its steps.

Checking one SOP of 1,500 needs the names, numbers and successors of all the others, not their 20,000 steps. The blocks
of the other fields are blanked in the text before it is parsed, which keeps every position where it was.
"""

from __future__ import annotations

import re

from sop_catalog.model.decode import slug_of
from sop_catalog.model.positions import Positions
from sop_catalog.model.reading import NodeReader
from sop_catalog.model.sop import Sop, Status
from sop_catalog.source.text import Source
from sop_catalog.source.yaml_tree import Mapping, read_yaml

_NEEDED = ("nama", "unit", "nomor", "status", "digantikan_oleh", "slug_lama")
_BLOCK = re.compile(
    r"^(?!(?:nama|unit|nomor|status|digantikan_oleh|slug_lama)\s*:)[a-z_]+:.*(?:\n(?:[ \t#\-\[\]{},].*|\r?(?=\n|$)))*",
    re.MULTILINE,
)
_LINE = re.compile(r"[^\r\n]+")


def decode_header(source: Source, path: str) -> tuple[Sop | None, Positions]:
    """The SOP as far as others refer to it, without steps and performers; None when its text cannot be read.

    Mistakes are not reported: this file is not the one that is being checked.

    Args:
        source: the file's text.
        path: the file relative to the folder of SOPs, with "/".
    """
    blanked = _BLOCK.sub(lambda block: _LINE.sub(lambda line: " " * len(line[0]), block[0]), source.text)
    tree, _ = read_yaml(Source(source.path, blanked))
    if not isinstance(tree, Mapping):
        return None, Positions()
    reader = NodeReader(source)
    values = {}
    for entry in tree.entries:
        if entry.key.text in _NEEDED:
            values[entry.key.text] = entry.value
            reader.positions.keys[entry.key.text,] = entry.key.span
            reader.positions.values[entry.key.text,] = entry.value.span
    status = reader.text(values.get("status"), "status").lower()
    sop = Sop(
        slug=slug_of(path),
        path=path,
        nama=reader.text(values.get("nama"), "nama"),
        unit=reader.text(values.get("unit"), "unit"),
        pelaksana=(),
        langkah=(),
        nomor=reader.text(values.get("nomor"), "nomor"),
        status=Status(status) if status in set(Status) else Status.DRAF,
        digantikan_oleh=reader.text(values.get("digantikan_oleh"), "digantikan_oleh"),
        slug_lama=reader.texts(values.get("slug_lama"), ("slug_lama",), "slug_lama"),
    )
    return (sop if sop.nama else None), reader.positions
