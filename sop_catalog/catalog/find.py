"""Which catalogue a command means, and which folders its site has: found from a path, as mkdocs.yml and the registers tell.

A folder of SOPs is one that holds registers (`_daftar/`), the one that the nearest mkdocs.yml names (`sops_dir` of the
plugin `sop_catalog`), or one called `sops`, whichever is met first on the way up.

mkdocs.yml is looked up in the tree of its nodes; the rest of it is MkDocs' to understand. MkDocs' own loader would run
Python tags and is not ours to import; nodes are only read here, nothing is constructed.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from sop_catalog.catalog.files import REGISTER_FOLDER
from sop_catalog.source.inside import NotRegularError, read_regular
from sop_catalog.source.os_errors import describe_os_error

CONFIG_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_PLUGIN = "sop_catalog"
_USUAL = "sops"
_MAX_PARENTS = 8
_MAX_CONFIG = 4 * 1024 * 1024
_PLAIN = "tag:yaml.org,2002:"
"""Begins the tags that YAML gives a value by itself."""
_SKIPPED = {"node_modules", "site", "__pycache__"}
_SEARCH_DEPTH = 3


class FindError(Exception):
    """Why there is no catalogue or no site; the text is Indonesian and says what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a catalogue is."""

    sops: Path
    """The folder of SOPs, as whoever asked would write it: relative to the current folder where that is possible."""
    site: Path | None = None
    """The folder with the mkdocs.yml that names it, likewise; None for a catalogue without a site."""

    @property
    def shown(self) -> str:
        """The folder of SOPs as its repository calls it, with "/": relative to the site, else by its own name."""
        if self.site is None:
            return Path(os.path.abspath(self.sops)).name  # noqa: PTH100 - links stay as they are
        return Path(os.path.relpath(self.sops, self.site)).as_posix()


# --- Catalogues ---------------------------------------------------------------------------------------------------


def find_catalog(start: Path = Path(), *, hint: str = "sebutkan dengan --folder") -> Place:
    """The catalogue at, above or just below a folder.

    Args:
        start: the folder.
        hint: what to do where there is none.

    Raises:
        FindError: there is none, or mkdocs.yml names a folder that does not exist.
    """
    absolute = _absolute(start)
    for folder in (absolute, *absolute.parents):
        if place := _place_at(folder):
            return Place(_written(place.sops), _written(place.site) if place.site else None)
    raise FindError(f"tidak ada folder sops di sini; {hint}")


def named_catalog(folder: Path | None) -> Place:
    """The catalogue that somebody named with --folder, or the nearest one as seen from here where nobody did.

    Args:
        folder: the folder of SOPs, or the one above it with mkdocs.yml.

    Raises:
        FindError: it does not exist, is a file, or there is none.
    """
    if folder is None:
        return find_catalog()
    if not os.path.lexists(folder):
        raise FindError(f"jalur tidak ada: {folder}")
    if not _is_folder(folder):
        raise FindError(f"{folder} adalah berkas; sebutkan folder SOP")
    return catalog_inside(folder)


def catalog_inside(folder: Path) -> Place:
    """The catalogue of a whole site, or the folder itself.

    Raises:
        FindError: mkdocs.yml names a folder that does not exist.
    """
    if _is_folder(folder / REGISTER_FOLDER):
        return Place(folder, site_of(_absolute(folder)))
    named = _named_by_config(folder)
    if named is not None:
        return Place(folder / named, folder)
    return Place(folder / _USUAL if _is_folder(folder / _USUAL) else folder)


def find_catalogs(path: Path) -> list[tuple[Path, Path]]:
    """The folders of SOPs that a path belongs to or holds, each with what of it the path means.

    Args:
        path: a file or folder, written as it is to be shown.

    Raises:
        FindError: mkdocs.yml names a folder that does not exist.
    """
    above = _root_above(path)
    if above:
        return [(above, path)]
    if _is_folder(path):
        below = sorted(_roots_below(path))
        return [(root, root) for root in below] or [(path, path)]
    return [(path.parent, path)]


def find_default_path() -> Path:
    """What is meant where no path is named: what the current folder is or holds of a catalogue.

    Raises:
        FindError: there is no catalogue.
    """
    here = Path()
    return here if _root_above(here) else find_catalog(hint="sebutkan berkas atau folder yang hendak diperiksa").sops


def _place_at(folder: Path) -> Place | None:
    """The catalogue that a folder is or holds, without looking further."""
    named = _named_by_config(folder)
    if named is not None:
        return Place(folder / named, folder)
    if folder.name != REGISTER_FOLDER and _is_folder(folder / REGISTER_FOLDER):
        return Place(folder, site_of(folder))
    if _is_folder(folder / _USUAL):
        return Place(folder / _USUAL)
    return None


def _named_by_config(folder: Path) -> str | None:
    """The folder of SOPs that mkdocs.yml in a folder names; None where there is no mkdocs.yml with our plugin.

    Raises:
        FindError: the name cannot be made out, or there is no such folder.
    """
    if not has_config(folder) or (options := _read_plugin(folder)) is None:
        return None
    named = _text(options.get("sops_dir"), "sops_dir", _USUAL)
    if not _is_folder(folder / named):
        raise FindError(
            f"folder SOP tidak ada: {_written(folder / named)}; buat folder itu, atau atur `sops_dir` pada plugin sop_catalog di mkdocs.yml"
        )
    return named


def expects_signed(sops: Path) -> bool:
    """Whether SOPs in force without a signed document are worth a word: option `signed_copies`, on unless it says no.

    Args:
        sops: the folder of SOPs.
    """
    site = site_of(_absolute(sops))
    option = (_read_plugin(site) or {}).get("signed_copies") if site else None
    return not (isinstance(option, yaml.ScalarNode) and option.value.lower() in {"false", "no", "off"})


def site_of(sops: Path) -> Path | None:
    """The nearest folder above a folder of SOPs, given absolutely, whose mkdocs.yml names it; None where there is none."""
    for folder in sops.parents:
        if has_config(folder):
            try:
                named = _named_by_config(folder)
            except FindError:
                continue
            if named is not None and (folder / named).samefile(sops):
                return folder
    return None


def _root_above(path: Path) -> Path | None:
    """The folder of SOPs that a path is or lies in, as the caller would write it."""
    absolute = _absolute(path)
    for depth, folder in enumerate([absolute, *absolute.parents]):
        if folder.name != REGISTER_FOLDER and _is_folder(folder / REGISTER_FOLDER):
            return _climb(path, depth, folder)
        try:
            named = _named_by_config(folder)
        except FindError:  # a site that cannot be built; its files can be checked nevertheless
            return None
        if named is not None:
            sops = _absolute(folder / named)
            is_inside = absolute == sops or sops in absolute.parents
            return _climb(path, len(absolute.parts) - len(sops.parts), sops) if is_inside else None
    return None


def _climb(written: Path, levels: int, folder: Path) -> Path:
    """A folder above a path, beside that path as it was written; as it is best written where that does not go so far."""
    for _ in range(levels):
        if written.name in {"", ".."}:
            return Path(os.path.relpath(folder))
        written = written.parent
    return written


def _roots_below(path: Path, depth: int = _SEARCH_DEPTH) -> list[Path]:
    named = _named_by_config(path)
    if named is not None:
        return [path / named]
    if _is_folder(path / REGISTER_FOLDER):
        return [path]
    found: list[Path] = []
    try:
        children = list(path.iterdir()) if depth else []
    except OSError:  # it may hold a catalogue: whoever reads it will say that it is closed
        return [path]
    for child in children:
        if (
            _is_folder(child)
            and not child.is_symlink()
            and not child.name.startswith((".", "_"))
            and child.name not in _SKIPPED
        ):
            found += _roots_below(child, depth - 1)
    return found


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - no error where nobody may look


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - links stay as they were typed


def _written(path: Path) -> Path:
    """A path as it is best written from here; on another drive of Windows there is no way from here."""
    try:
        return Path(os.path.relpath(path))
    except ValueError:
        return path


# --- Sites --------------------------------------------------------------------------------------------------------


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
    return _text(_read_config(folder).get("site_dir"), "site_dir", "site")


def read_site_url(folder: Path) -> str:
    """Option `site_url` of the mkdocs.yml in a folder; "" for none.

    Raises:
        FindError: it is neither a text nor an `!ENV` of texts.
    """
    return _text(_read_config(folder).get("site_url"), "site_url", "")


def find_wrong_address(folder: Path) -> str:
    """The option of mkdocs.yml whose address cannot be taken apart, such as "https://["; "" for none. MkDocs would break off."""
    for option in ("site_url", "repo_url"):
        with contextlib.suppress(FindError):
            try:
                urlsplit(_text(_read_config(folder).get(option), option, ""))
            except ValueError:
                return option
    return ""


def read_plugin_option(folder: Path, name: str) -> str:
    """An option of our plugin in the mkdocs.yml of a folder, as it is written; "" where it is not set.

    Raises:
        FindError: it is neither a text nor an `!ENV` of texts.
    """
    return _text((_read_plugin(folder) or {}).get(name), name, "")


def find_site_folders(folder: Path) -> tuple[Path, ...]:
    """What a site is made of and built into: its SOPs, `docs_dir`, `site_dir`, and git's folder, there or not.

    Args:
        folder: the one that holds mkdocs.yml.

    Raises:
        FindError: a name is neither a text nor an `!ENV` of texts.
    """
    options = _read_plugin(folder) or {}
    names = (
        _text(options.get("sops_dir"), "sops_dir", _USUAL),
        _text(_read_config(folder).get("docs_dir"), "docs_dir", "docs"),
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
    site = site_of(_absolute(sops))
    if site is None:
        return None
    config = _read_config(site)
    theme = dict(_options(config.get("theme"))).get("custom_dir")
    raw = (_read_plugin(site) or {}).get("raw_files")
    items = raw.value if isinstance(raw, yaml.SequenceNode) else []
    try:
        custom = _text(theme, "custom_dir", "")
        docs = _text(config.get("docs_dir"), "docs_dir", "docs")
    except FindError:
        return None
    names = tuple(str(item.value) for item in items if isinstance(item, yaml.ScalarNode))
    path = _config_of(site) or site / CONFIG_NAMES[0]
    return OwnFiles(_written(site / docs), _written(site / custom) if custom else None, names, _written(path))


def find_asset_folders(sops: Path) -> tuple[Path, ...]:
    """The folders from which the site of a catalogue takes its pictures, there or not; none where no site is known.

    Args:
        sops: the folder of SOPs.
    """
    site = site_of(_absolute(sops))
    if site is None:
        return ()
    try:
        config = _read_config(site)
        names = [_text(config.get("docs_dir"), "docs_dir", "docs")]
        theme = dict(_options(config.get("theme")))
        names += [_text(theme["custom_dir"], "custom_dir", "")] if "custom_dir" in theme else []
    except FindError:
        return ()
    return tuple(site / name for name in names if name)


# --- mkdocs.yml ---------------------------------------------------------------------------------------------------


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


def _config_of(folder: Path) -> Path | None:
    return next((folder / name for name in CONFIG_NAMES if os.path.isfile(folder / name)), None)  # noqa: PTH113 - likewise


def _read_config(folder: Path) -> Mapping[str, yaml.Node]:
    """The options at the top of mkdocs.yml, over those of the file that it says to INHERIT from."""
    path = _config_of(folder)
    found: dict[str, yaml.Node] = {}
    for _ in range(_MAX_PARENTS):
        if path is None:
            break
        options = dict(_options(_compose(path)))
        found = {**options, **found}
        parent = options.get("INHERIT")
        path = path.parent / parent.value if isinstance(parent, yaml.ScalarNode) else None
    return found


def _read_plugin(folder: Path) -> Mapping[str, yaml.Node] | None:
    """Our plugin's options, whether `plugins` is a list or a mapping; None where the plugin is not named."""
    plugins = _read_config(folder).get("plugins")
    entries = plugins.value if isinstance(plugins, yaml.SequenceNode) else [plugins]
    for entry in entries:
        if isinstance(entry, yaml.ScalarNode) and entry.value == _PLUGIN:
            return {}
        for name, options in _options(entry):
            if name == _PLUGIN:
                return dict(_options(options))
    return None


def _compose(path: Path) -> yaml.Node | None:
    """None for a file that MkDocs will refuse, too."""
    try:
        text = read_regular(path, None, _MAX_CONFIG).decode("utf-8-sig")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (NotRegularError, OSError, ValueError, yaml.YAMLError, RecursionError):
        return None


def _options(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def _text(node: yaml.Node | None, option: str, default: str) -> str:
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
        return _text(fallback, option, default) if found is None else found or default
    if not node.tag.startswith(_PLAIN) or node.tag.startswith(f"{_PLAIN}python"):
        raise FindError(f"`{option}` di mkdocs.yml memakai tanda {node.tag}, yang hanya dipahami MkDocs")
    return default if node.tag == f"{_PLAIN}null" else str(node.value)
