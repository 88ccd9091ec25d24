"""The office's own pages and theme, looked at before MkDocs copies them into the site."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from sop_catalog.catalog.masking import mask_record
from sop_catalog.catalog.own_files import check_config, check_own_files, check_theme_files, find_raw, mask_prose
from sop_catalog.plugin.options import SopCatalogConfig
from sop_catalog.source.diagnostic import Diagnostic

_SAID = ("site_name", "site_description", "site_author", "copyright", "repo_name")
"""What mkdocs.yml has said on every page."""


def check_own_site(options: SopCatalogConfig, config: MkDocsConfig) -> list[Diagnostic]:
    """What must not be published of docs_dir and of the theme's custom_dir, or would be unawares."""
    site = Path(config.config_file_path or ".").parent
    findings = check_own_files(Path(config.docs_dir), _shown(config.docs_dir, site), options.raw_files)
    if config.config_file_path:
        findings += check_config(Path(config.config_file_path), Path(config.config_file_path).name)
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


def mask_config(config: MkDocsConfig) -> None:
    """Mask each NIP in what mkdocs.yml says on pages: names, titles of the navigation, what a theme is told (`extra`)."""
    for name in _SAID:
        config[name] = mask_record(config[name])
    config.nav = mask_record(config.nav)
    for name, value in config.extra.items():
        config.extra[name] = mask_record(value)


def mask_own_page(markdown: str, page: Page) -> str:
    """A page of docs/ with each NIP masked, but for examples in code; what its head says as well.

    Args:
        markdown: its text, without its head.
        page: whose it is; what its head says is changed.
    """
    page.meta = mask_record(page.meta)
    return mask_prose(markdown)


def _shown(folder: str, site: Path) -> str:
    return Path(os.path.relpath(folder, site)).as_posix()
