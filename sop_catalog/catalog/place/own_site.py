"""The site that a folder of SOPs belongs to: its folders, the files that are its own, what it expects of its SOPs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from sop_catalog.catalog.place.find import as_absolute, as_written, site_of
from sop_catalog.catalog.place.site_config import (
    USUAL_SOPS,
    FindError,
    config_of,
    options_of,
    read_config,
    read_plugin,
    read_site_dir,
    text_of,
)


def expects_signed(sops: Path) -> bool:
    """Whether SOPs in force without a signed document are worth a word: option `signed_copies`, on unless it says no.

    Args:
        sops: the folder of SOPs.
    """
    site = site_of(as_absolute(sops))
    option = (read_plugin(site) or {}).get("signed_copies") if site else None
    return not (isinstance(option, yaml.ScalarNode) and option.value.lower() in {"false", "no", "off"})


def find_site_folders(folder: Path) -> tuple[Path, ...]:
    """What a site is made of and built into: its SOPs, `docs_dir`, `site_dir`, and git's folder, there or not.

    Args:
        folder: the one that holds mkdocs.yml.

    Raises:
        FindError: a name is neither a text nor an `!ENV` of texts.
    """
    options = read_plugin(folder) or {}
    names = (
        text_of(options.get("sops_dir"), "sops_dir", USUAL_SOPS),
        text_of(read_config(folder).get("docs_dir"), "docs_dir", "docs"),
        read_site_dir(folder),
        ".git",
    )
    return tuple(folder / name for name in names)


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """What a site shows besides its SOPs."""

    docs: Path
    """The folder of its pages, there or not."""
    theme: Path | None
    """Option `custom_dir` of its theme."""
    raw_files: tuple[str, ...]
    """Option `raw_files` of our plugin."""
    config: Path
    """Its mkdocs.yml."""


def find_own_files(sops: Path) -> OwnFiles | None:
    """The pages of the site that a folder of SOPs belongs to; None where there is no site, or it cannot be made out."""
    site = site_of(as_absolute(sops))
    if site is None:
        return None
    config = read_config(site)
    theme = dict(options_of(config.get("theme"))).get("custom_dir")
    raw = (read_plugin(site) or {}).get("raw_files")
    items = raw.value if isinstance(raw, yaml.SequenceNode) else []
    try:
        custom = text_of(theme, "custom_dir", "")
        docs = text_of(config.get("docs_dir"), "docs_dir", "docs")
    except FindError:
        return None
    names = tuple(str(item.value) for item in items if isinstance(item, yaml.ScalarNode))
    path = config_of(site)
    return OwnFiles(as_written(site / docs), as_written(site / custom) if custom else None, names, as_written(path))


def find_asset_folders(sops: Path) -> tuple[Path, ...]:
    """The folders from which the site of a catalogue takes its pictures, there or not; none where no site is known.

    Args:
        sops: the folder of SOPs.
    """
    site = site_of(as_absolute(sops))
    if site is None:
        return ()
    try:
        config = read_config(site)
        names = [text_of(config.get("docs_dir"), "docs_dir", "docs")]
        theme = dict(options_of(config.get("theme")))
        names += [text_of(theme["custom_dir"], "custom_dir", "")] if "custom_dir" in theme else []
    except FindError:
        return ()
    return tuple(site / name for name in names if name)
