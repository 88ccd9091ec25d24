"""The files that a new catalogue begins with: the package's templates with an office's values filled in.

The templates below `templates/mulai/` are written with «value» and «% statement %», because both YAML of build servers
and our own pages use braces, dollars and square brackets. A name that begins with `titik-` stands for one that begins
with a dot: a file named `.gitignore` would already act where it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sop_catalog.source.markdown import FOREIGN_MARKUP

FORGES = ("github", "gitlab", "gitea")
"""The kits that there are, by the kinds of the plugin's option `forge`."""

_PACKAGE = Path(__file__).resolve().parent.parent
_TEMPLATES = _PACKAGE / "templates" / "mulai"
_COMMON = "umum"
_DOT = "titik-"
_SHARED = (
    "docs/panduan-editor.md", "docs/panduan-baris.md", "docs/panduan-peninjau.md", "docs/memindahkan-sop-lama.md",
    "docs/word-dan-excel.md", "docs/mencetak.md", "docs/mengesahkan.md", "docs/mengevaluasi.md",
    "docs/menerbitkan.md",
    "docs/referensi-isian.md", "docs/referensi-diagnostik.md", "docs/assets/situs.css", "docs/assets/panduan",
    "overrides/404.html",
)  # fmt: skip
"""Files of the repository that a new catalogue gets as they are. The wheel carries them below `templates/mulai/bersama`."""


@dataclass(frozen=True, slots=True)
class KitValues:
    """What is filled in."""

    nama: str = "Katalog SOP"
    forge: str = "github"
    """One of FORGES."""
    url: str = ""
    """The repository's address; "" while there is none."""
    versi: str = ""
    """Of this package, such as "0.1.0"."""
    pasang: tuple[str, ...] = ("python -m pip install -r requirements.txt",)
    """Commands by which a build server gets the `sop` command."""


def common_files(values: KitValues) -> Mapping[str, bytes]:
    """Path → contents of what every catalogue has, in the order of the paths."""
    files = {**_render(_COMMON, values), **dict(_shared_files())}
    return dict(sorted(files.items()))


def forge_files(values: KitValues) -> Mapping[str, bytes]:
    """Path → contents of the pull-request kit for `values.forge`."""
    return _render(values.forge, values)


def _render(folder: str, values: KitValues) -> dict[str, bytes]:
    environment = _environment()
    base = _TEMPLATES / folder
    context = {name: getattr(values, name) for name in KitValues.__dataclass_fields__}
    context["markup"] = FOREIGN_MARKUP
    return {
        _target(path.relative_to(base).parts): environment.get_template(path.relative_to(_TEMPLATES).as_posix())
        .render(context)
        .encode()
        for path in _files_below(base)
    }


def _environment() -> Environment:
    """Text, not HTML: what is filled in is quoted by the filter `kutip` where YAML needs it."""
    made = Environment(  # noqa: S701 - the templates are YAML and Markdown
        loader=FileSystemLoader(_TEMPLATES),
        variable_start_string="«",
        variable_end_string="»",
        block_start_string="«%",
        block_end_string="%»",
        comment_start_string="«#",
        comment_end_string="#»",
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    made.filters["kutip"] = _quote
    return made


def _quote(text: str) -> str:
    """A text as a quoted YAML scalar: every JSON string is one."""
    return json.dumps(text, ensure_ascii=False)


def _target(parts: Sequence[str]) -> str:
    return "/".join(f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in parts)


def load_shared(name: str) -> bytes:
    """A file of the repository that the wheel carries, too.

    Raises:
        OSError: as from `Path.read_bytes`.
    """
    return (_shared_root() / name).read_bytes()


def _shared_root() -> Path:
    packed = _TEMPLATES / "bersama"
    return packed if packed.is_dir() else _PACKAGE.parent


def _shared_files() -> Iterator[tuple[str, bytes]]:
    root = _shared_root()
    for name in _SHARED:
        path = root / name
        for file in _files_below(path) if path.is_dir() else [path]:
            yield file.relative_to(root).as_posix(), file.read_bytes()


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
