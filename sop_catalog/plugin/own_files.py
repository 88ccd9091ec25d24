"""The office's own pages and theme, looked at before MkDocs copies them into the site."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from sop_catalog.catalog.own_files import check_own_files, check_theme_files, find_raw
from sop_catalog.plugin.options import SopCatalogConfig
from sop_catalog.source.diagnostic import Diagnostic
from sop_catalog.source.nip import mask_nip, may_hold_nip


def check_own_site(options: SopCatalogConfig, config: MkDocsConfig) -> list[Diagnostic]:
    """What must not be published of docs_dir and of the theme's custom_dir, or would be unawares."""
    site = Path(config.config_file_path or ".").parent
    findings = check_own_files(Path(config.docs_dir), _shown(config.docs_dir, site), options.raw_files)
    custom = config.theme.custom_dir
    return findings + (check_theme_files(Path(custom), _shown(custom, site)) if custom else [])


def drop_raw_files(files: Files, raw_files: Sequence[str]) -> None:
    """Leave out what would be published as it is without anybody's meaning to.

    Args:
        files: all files of the site; those that a plugin has made stay.
        raw_files: patterns of those that are meant.
    """
    written = {file.src_uri: file for file in files if file.generated_by is None}
    for name in find_raw(tuple(written), raw_files):
        files.remove(written[name])


_CODE = re.compile(r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)
"""Shows how something is written, such as a NIP that nobody has."""


def mask_own_page(markdown: str, page: Page) -> str:
    """A page of docs/ with each NIP masked, but for examples in code; its title and description as well.

    Args:
        markdown: its text, without its head.
        page: whose it is; what its head says is changed.
    """
    for name in ("title", "description"):
        if isinstance(value := page.meta.get(name), str):
            page.meta[name] = mask_nip(value)
    pieces: list[str] = []
    end = 0
    for code in _CODE.finditer(markdown) if may_hold_nip(markdown) else ():
        pieces += (mask_nip(markdown[end : code.start()]), code[0])
        end = code.end()
    return "".join((*pieces, mask_nip(markdown[end:])))


def _shown(folder: str, site: Path) -> str:
    return Path(os.path.relpath(folder, site)).as_posix()
