"""mkdocs.yml as far as a catalogue is found by it: looked up in the tree of its nodes; the rest is MkDocs' to understand.

MkDocs' own loader would run Python tags and is not ours to import; nodes are only read here, nothing is constructed.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from sop_catalog.source.inside import NotRegularError, read_regular
from sop_catalog.source.os_errors import describe_os_error

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
USUAL_SOPS = "sops"
"""The folder of SOPs where none is named."""
_PLUGIN = "sop_catalog"
_MAX_PARENTS = 8
_MAX_CONFIG = 4 * 1024 * 1024
_PLAIN = "tag:yaml.org,2002:"
"""Begins the tags that YAML gives a value by itself."""


class FindError(Exception):
    """Why there is no catalogue or no site; the text is Indonesian and says what to do."""


def has_config(folder: Path) -> bool:
    """Whether a folder holds an mkdocs.yml."""
    return any(os.path.isfile(folder / name) for name in CONFIG_NAMES)  # noqa: PTH113 - no error where nobody may look


def find_site(start: Path) -> Path:
    """The folder with mkdocs.yml at or above a folder.

    Raises:
        FindError: there is none.
    """
    for folder in (start, *start.parents):
        if has_config(folder):
            return folder
    raise FindError(
        "tidak ada mkdocs.yml di sini; buka folder katalog lebih dulu, atau buat katalog baru dengan: sop mulai katalog-sop"
    )


def read_site_dir(folder: Path) -> str:
    """Option `site_dir` of the mkdocs.yml in a folder.

    Raises:
        FindError: it is neither a text nor an `!ENV` of texts.
    """
    return text_of(read_config(folder).get("site_dir"), "site_dir", "site")


def read_site_url(folder: Path) -> str:
    """Option `site_url` of the mkdocs.yml in a folder; "" for none.

    Raises:
        FindError: it is neither a text nor an `!ENV` of texts.
    """
    return text_of(read_config(folder).get("site_url"), "site_url", "")


def find_wrong_address(folder: Path) -> str:
    """The option of mkdocs.yml whose address cannot be taken apart, such as "https://["; "" for none. MkDocs would break off."""
    for option in ("site_url", "repo_url"):
        with contextlib.suppress(FindError):
            try:
                urlsplit(text_of(read_config(folder).get(option), option, ""))
            except ValueError:
                return option
    return ""


def read_plugin_option(folder: Path, name: str) -> str:
    """An option of our plugin in the mkdocs.yml of a folder, as it is written; "" where it is not set.

    Raises:
        FindError: it is neither a text nor an `!ENV` of texts.
    """
    return text_of((read_plugin(folder) or {}).get(name), name, "")


def find_config_problem(folder: Path) -> tuple[Path, str] | None:
    """The configuration of a site that cannot be read, and why, in Indonesian; None where it can, or there is none.

    Args:
        folder: the one with mkdocs.yml.
    """
    path = next((folder / name for name in CONFIG_NAMES if os.path.lexists(folder / name)), None)
    if path is None:
        return None
    try:
        read_regular(path, None, 1)
    except NotRegularError:
        return path, "bukan berkas biasa"
    except OSError as error:
        return path, describe_os_error(error)
    return None


def config_of(folder: Path) -> Path:
    """The mkdocs.yml of a folder, there or not."""
    return _existing_config(folder) or folder / CONFIG_NAMES[0]


def _existing_config(folder: Path) -> Path | None:
    return next((folder / name for name in CONFIG_NAMES if os.path.isfile(folder / name)), None)  # noqa: PTH113 - likewise


def read_config(folder: Path) -> Mapping[str, yaml.Node]:
    """The options at the top of mkdocs.yml, over those of the file that it says to INHERIT from."""
    path = _existing_config(folder)
    found: dict[str, yaml.Node] = {}
    for _ in range(_MAX_PARENTS):
        if path is None:
            break
        options = dict(options_of(_compose(path)))
        found = {**options, **found}
        parent = options.get("INHERIT")
        path = path.parent / parent.value if isinstance(parent, yaml.ScalarNode) else None
    return found


def read_plugin(folder: Path) -> Mapping[str, yaml.Node] | None:
    """Our plugin's options, whether `plugins` is a list or a mapping; None where the plugin is not named."""
    plugins = read_config(folder).get("plugins")
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for entry in entries:
        if isinstance(entry, yaml.ScalarNode) and entry.value == _PLUGIN:
            return {}
        for name, options in options_of(entry):
            if name == _PLUGIN:
                return dict(options_of(options))
    return None


def _compose(path: Path) -> yaml.Node | None:
    """None for a file that MkDocs will refuse, too."""
    try:
        text = read_regular(path, None, _MAX_CONFIG).decode("utf-8-sig")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (NotRegularError, OSError, ValueError, yaml.YAMLError, RecursionError):
        return None


def options_of(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    """The options of a mapping in order; none where a node is something else."""
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def text_of(node: yaml.Node | None, option: str, default: str) -> str:
    """The text of a node, its `!ENV` looked up in the environment as MkDocs does it: the first that is set, else the last."""
    if node is None:
        return default
    names = node.value if node.tag == "!ENV" and isinstance(node, yaml.SequenceNode) else [node]
    if not names or not all(isinstance(name, yaml.ScalarNode) for name in names):
        raise FindError(f"`{option}` di mkdocs.yml bukan nama folder")
    if node.tag == "!ENV":
        variables = names[:-1] if len(names) > 1 else names
        found = next((os.environ[name.value] for name in variables if name.value in os.environ), None)
        fallback = names[-1] if len(names) > 1 else None
        return text_of(fallback, option, default) if found is None else found or default
    if not node.tag.startswith(_PLAIN) or node.tag.startswith(f"{_PLAIN}python"):
        raise FindError(f"`{option}` di mkdocs.yml memakai tanda {node.tag}, yang hanya dipahami MkDocs")
    return default if node.tag == f"{_PLAIN}null" else str(node.value)
