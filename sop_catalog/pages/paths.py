"""Which page belongs to what: the paths of generated pages, and their files for what is copied as it is."""

from __future__ import annotations

import hashlib

from sop_catalog.model.sop import is_nomor
from sop_catalog.model.values.kode import CODE, fold_code
from sop_catalog.pages.addresses import page_url

MISSING = "belum-ada"
CHANGES = "perubahan"
MAP = "peta"
EDITOR = "sunting"
"""The page on which an SOP is changed; also the folder of everything that it loads."""
GUIDE = "panduan-editor"
"""The editors' guide, one of the office's own pages; `sop mulai` puts it there."""
ATTACHMENTS = "lampiran"
SIGNED = "naskah"
"""The folder of the signed documents."""
REVIEW = "peninjauan"
MONITORING = "monitoring"
"""The folder of the monitoring forms."""
RESERVED = (
    "sop", "unit", "jabatan", "peraturan", MAP, MISSING, CHANGES, ATTACHMENTS, SIGNED, REVIEW, MONITORING, EDITOR, "n",
)  # fmt: skip
"""The first parts of all addresses that the catalogue's own pages have."""

_LONGEST = 100
_CUT = 90
"""Characters of a path's last part: file systems end at 255 bytes, readers much earlier."""


def page_path(folder: str, kode: str) -> str:
    """The path of a page below a folder, such as "unit/biro-umum".

    Whatever is no code becomes one, so that no text of a file leaves the folder; a long one ends in a hash of itself.
    MkDocs reads "x/index" as the page "x".
    """
    name = kode if CODE.fullmatch(kode) else fold_code(kode)
    if len(name) > _LONGEST:
        name = f"{name[:_CUT].rstrip('-')}-{hashlib.sha256(kode.encode()).hexdigest()[:8]}"
    return f"{folder}/{name}-" if name in {"index", ""} else f"{folder}/{name}"


def attachment_path(slug: str, name: str) -> str:
    """Where a file that an SOP attaches is published, from the site's root."""
    return f"{ATTACHMENTS}/{slug}/{name}"


def signed_path(slug: str, name: str) -> str:
    """Where a document that was signed is published, from the site's root."""
    return f"{SIGNED}/{slug}/{name}"


def monitoring_path(slug: str) -> str:
    """The monitoring form of an SOP."""
    return page_path(MONITORING, slug)


def editor_file(slug: str) -> str:
    """What the page /sunting/ loads of an SOP, from the site's root."""
    return f"{EDITOR}/sop/{slug}.json"


def sop_path(slug: str) -> str:
    """The page of an SOP."""
    return page_path("sop", slug) if slug == "index" else f"sop/{slug}"  # a slug is a file's name as it is


def unit_path(kode: str) -> str:
    """The page of a unit."""
    return page_path("unit", kode)


def jabatan_path(kode: str) -> str:
    """The page of a role."""
    return page_path("jabatan", kode)


def sheet_path(jabatan: str, unit: str, number: int = 1) -> str:
    """What a role with many steps does in one unit; `number` of several pages, from 1. No code holds a dot."""
    path = page_path(jabatan_path(jabatan), unit)
    return path if number == 1 else f"{path}.{number}"


def peta_path(kode: str) -> str:
    """The relation map of a unit."""
    return page_path(MAP, kode)


def kode_path(kode: str) -> str:
    """The page of a regulation, by its code."""
    return page_path("peraturan", kode)


def nomor_path(nomor: str) -> str:
    """The permalink of an SOP's number: "061/SOP/UMUM/2026" → "n/061-sop-umum-2026".

    "" where a number is no number yet (`model.sop.is_nomor`).
    """
    folded = fold_code(nomor) if is_nomor(nomor) else ""
    return page_path("n", folded) if 0 < len(folded) <= _LONGEST else ""


def html_file(path: str, directory_urls: bool) -> str:  # noqa: FBT001 - named in every call
    """The file behind a page's address: "n/1" → "n/1/index.html", or "n/1.html"."""
    url = page_url(path, directory_urls)
    return f"{url}index.html" if directory_urls else url
