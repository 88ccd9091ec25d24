"""Which folders a site's mkdocs.yml names: looked up in the tree of its nodes, the rest of it is MkDocs' to understand.

MkDocs' own loader would run Python tags and is not ours to import; nodes are only read here, nothing is constructed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import yaml

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_PLUGIN = "sop_catalog"
_MAX_PARENTS = 8
_PLAIN = "tag:yaml.org,2002:"
"""Begins the tags that YAML gives a value by itself."""


class SiteConfigError(Exception):
    """A folder's name cannot be made out; the text is Indonesian and names the option."""


def read_site_dir(folder: Path) -> str:
    """Option `site_dir` of the mkdocs.yml in a folder.

    Raises:
        SiteConfigError: it is neither a text nor an `!ENV` of texts.
    """
    return _text(_find(folder, "site_dir"), "site_dir", "site")


def read_site_url(folder: Path) -> str:
    """Option `site_url` of the mkdocs.yml in a folder; "" for none.

    Raises:
        SiteConfigError: it is neither a text nor an `!ENV` of texts.
    """
    return _text(_find(folder, "site_url"), "site_url", "")


def find_site_folders(folder: Path) -> tuple[Path, ...]:
    """What a site is made of and built into: its SOPs, `docs_dir`, `site_dir`, and git's folder, there or not.

    Args:
        folder: the one that holds mkdocs.yml.

    Raises:
        SiteConfigError: a name is neither a text nor an `!ENV` of texts.
    """
    sops = next((value for key, value in _plugin_options(_find(folder, "plugins")) if key == "sops_dir"), None)
    names = (
        _text(sops, "sops_dir", "sops"),
        _text(_find(folder, "docs_dir"), "docs_dir", "docs"),
        read_site_dir(folder),
        ".git",
    )
    return tuple(folder / name for name in names)


def _find(folder: Path, key: str) -> yaml.Node | None:
    """The value of a key at the top of mkdocs.yml, or of the file that it says to INHERIT from."""
    path = next((folder / name for name in CONFIG_NAMES if (folder / name).is_file()), None)
    for _ in range(_MAX_PARENTS):
        if path is None:
            return None
        options = dict(_options(_compose(path)))
        if key in options:
            return options[key]
        parent = options.get("INHERIT")
        path = path.parent / parent.value if isinstance(parent, yaml.ScalarNode) else None
    return None


def _compose(path: Path) -> yaml.Node | None:
    """None for a file that MkDocs will refuse, too."""
    try:
        return yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, ValueError, yaml.YAMLError, RecursionError):
        return None


def _options(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def _plugin_options(plugins: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """Options of our plugin, whether `plugins` is a list or a mapping."""
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for entry in entries:
        for name, options in _options(entry):
            if name == _PLUGIN:
                yield from _options(options)


def _text(node: yaml.Node | None, option: str, default: str) -> str:
    """The text of a node, its `!ENV` looked up in the environment as MkDocs does it: the first that is set, else the last."""
    if node is None:
        return default
    names = node.value if node.tag == "!ENV" and isinstance(node, yaml.SequenceNode) else [node]
    if not names or not all(isinstance(name, yaml.ScalarNode) for name in names):
        raise SiteConfigError(f"`{option}` di mkdocs.yml bukan nama folder")
    if node.tag == "!ENV":
        variables = names[:-1] if len(names) > 1 else names
        found = next((os.environ[name.value] for name in variables if name.value in os.environ), None)
        fallback = names[-1] if len(names) > 1 else None
        return _text(fallback, option, default) if found is None else found or default
    if not node.tag.startswith(_PLAIN) or node.tag.startswith(f"{_PLAIN}python"):
        raise SiteConfigError(f"`{option}` di mkdocs.yml memakai tanda {node.tag}, yang hanya dipahami MkDocs")
    return default if node.tag == f"{_PLAIN}null" else str(node.value)
