"""Names that hold a sum of their contents: other bytes, another name, so that a page finds just what it was made with.

    assets/sop.css                 → assets/sop.0f3a61c29b7d5e84.css
    assets/cari/indeks.js          → assets/cari/indeks.5b0c7e21a94f3d68.js (one sum for all that belongs together)
    assets/mermaid/mermaid.min.js  → assets/mermaid-91d2c3b4a5f60718/mermaid.min.js

A page that was opened before a publish goes on with its own styles, scripts and search data, as long as those are kept
beside the new ones (`publish` keeps those of three versions). Pages, lists to download and lampiran have plain names:
their addresses are for people.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Iterable

from sop_catalog.catalog.catalog import Catalog

_DIGITS = 16
_OURS = re.compile(r"(?:^|/)[^/]+[.-][0-9a-f]{16}(?:\.[a-z0-9]+)*(?:/|$)")
_MATERIAL = re.compile(r"^assets/(?:javascripts|stylesheets)/(?:.*/)?[a-z_]+\.[0-9a-f]{8}\.min\.(?:css|js)$")


def has_fingerprint(path: str) -> bool:
    """Whether the name of a file, or of a folder above it, holds a sum of what is in it.

    Pages never have one, and neither has what people put into docs/ under such a name by chance of eight digits.
    """
    return not path.endswith(".html") and bool(_OURS.search(path) or _MATERIAL.match(path))


def fingerprint(contents: Iterable[bytes]) -> str:
    """The sum of contents in their order, as it stands in names."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()[:_DIGITS]


def fingerprint_catalog(catalog: Catalog) -> str:
    """The sum of all that a catalogue was read from: the texts of its SOPs and registers, and which could not be read."""
    made_of = [text for file in catalog.files for text in (file.path, file.source.text)]
    made_of += [text for name, source in catalog.register_sources.items() for text in (name, source.text)]
    made_of += [*sorted(catalog.broken), "/", *sorted(catalog.unreadable_registers)]
    return fingerprint(text.encode("utf-8", "surrogatepass") for text in made_of)


def with_fingerprint(path: str, sum_: str) -> str:
    """The path of a file with its sum before the ending, or behind a name without one."""
    folder, name = posixpath.split(path)
    stem, ending = posixpath.splitext(name)
    return posixpath.join(folder, f"{stem}.{sum_}{ending}")
