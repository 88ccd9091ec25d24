"""The office's own pages and theme, looked at before MkDocs copies them into the site."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from sop_catalog.catalog.own_files import check_own_files, check_theme_files, find_raw
from sop_catalog.plugin.options import SopCatalogConfig
from sop_catalog.source.diagnostic import Diagnostic


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


def _shown(folder: str, site: Path) -> str:
    return Path(os.path.relpath(folder, site)).as_posix()
