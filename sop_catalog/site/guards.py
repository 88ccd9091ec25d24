"""What must not happen silently when a site is built: an office's own page in the place of one of ours."""

from __future__ import annotations

from pathlib import Path

from sop_catalog.pages.paths import RESERVED


def find_taken_address(docs: Path) -> str:
    """What is wrong with an office's own pages: one has an address of the catalogue's; "" where all is well.

    Args:
        docs: the folder of the site's Markdown pages.
    """
    for name in RESERVED:
        written = [docs / f"{name}.md", *sorted((docs / name).rglob("*.md"))]
        taken = next((path for path in written if path.is_file()), None)
        if taken:
            return f"{taken} memakai alamat {name}/, tempat halaman buatan katalog. Ganti nama berkas atau foldernya."
    return ""
