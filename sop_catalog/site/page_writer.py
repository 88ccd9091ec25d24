"""Writes the pages of a site into its folder: by all processors, and what is kept of the build before is not made again.

What is kept is a page's content, finished, under the name of all that it is made of (`View.inputs`, the settings, this
program); the frame around it is put on each time. The content names files by their sums (`site.seal`): these names are
kept beside it, and content whose names are others by now is made anew.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from sop_catalog.cache.identity import digest, folder_digest, program_digest
from sop_catalog.cache.store import Cache
from sop_catalog.pages.diagram import DiagramEngine
from sop_catalog.pages.page import Body
from sop_catalog.pages.settings import Settings
from sop_catalog.processes import share
from sop_catalog.site.finish import finish_content, mark_for_people_only
from sop_catalog.site.frame import Frame, Kind, Placed
from sop_catalog.site.seal import Seal

CONTENT: Final = "isi"
"""What the keys of kept contents begin with."""
_SECONDS = 0.004
"""What one page takes."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page that is to be written."""

    placed: Placed
    target: str
    """Where, from the site's root: "sop/x/index.html"."""

    @property
    def to_root(self) -> str:
        """From the page to the site's root."""
        return "../" * self.target.count("/")


@dataclass(frozen=True, slots=True)
class _Content:
    """The content of a page, ready for its frame."""

    html: bytes
    files: tuple[tuple[str, bytes], ...]
    """(path from the site's root, content) of files that belong to the page."""
    names: dict[str, str]
    """The files that they load: path → what pages call it."""
    refused: tuple[str, ...] = ()
    """Those among them with a script that no browser will run; such content is not kept, so that it is told each time."""

    def pack(self) -> bytes:
        """All of it for `unpack`."""
        head = json.dumps([self.names, len(self.html), [(path, len(data)) for path, data in self.files]]).encode()
        return b"".join((b"%d " % len(head), head, self.html, *(data for _, data in self.files)))

    @classmethod
    def unpack(cls, kept: bytes) -> _Content:
        """What was packed; whatever is wrong with it raises."""
        size, _, rest = kept.partition(b" ")
        place = int(size)
        names, length, files = json.loads(rest[:place])
        parts = []
        for part in (length, *(part for _, part in files)):
            parts.append(rest[place : place + part])
            place += part
        return cls(parts[0], tuple((path, data) for (path, _), data in zip(files, parts[1:], strict=True)), names)


@dataclass(frozen=True, slots=True)
class _Written:
    """What whoever has asked for pages must know of one."""

    kind: Kind
    files: tuple[str, ...]
    names: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass
class PageWriter:
    """Writes pages; each at most once.

    Args:
        folder: of the site.
        frame: what fills pages.
        seal: what names their files; None names none.
        engine: what draws; None for a site without Mermaid.
        settings: of the site.
        cache: where contents are kept; None keeps nothing.
    """

    folder: Path
    frame: Frame
    seal: Seal | None
    engine: DiagramEngine | None
    settings: Settings
    cache: Cache | None
    _key: str = field(init=False, default="")

    def __post_init__(self) -> None:
        if self.cache:
            # What pages say of the day stands in their inputs.
            settings = replace(self.settings, today=dt.date.min)
            self._key = digest(
                program_digest(), repr(settings), repr(self.engine), folder_digest(settings.overrides),
                repr(self.seal.address) if self.seal else "",
            )  # fmt: skip

    def write(self, jobs: Sequence[PageJob], together: Callable[[], object] | None = None) -> Iterator[str]:
        """Write pages.

        Args:
            jobs: the pages.
            together: what is to be done besides, by this process.

        Returns:
            The files that were written for them besides.

        Raises:
            ShellError: the theme's pages cannot be filled; some may have been written.
        """
        cache = self.cache
        found = share(
            self._write,
            jobs,
            seconds=_SECONDS,
            together=together,
            leave=cache.leave if cache else None,
            collect=cache.adopt if cache else None,
            begin=cache.begin_fork if cache else None,
            travels=False,
            label="Membuat halaman",
        )
        for job, written in zip(jobs, found, strict=True):  # what other processes have found, this one needs as well
            self.frame.shell_of(written.kind, job.placed.page.path)
            if self.seal:
                self.seal.learn(written.names, written.refused)
            yield from written.files

    def _write(self, job: PageJob) -> _Written:
        content = self._content(job)
        html, kind = self.frame.fill(job.placed, content.html)
        if job.placed.page.is_for_people_only:
            html = mark_for_people_only(html)
        _write_file(self.folder / job.target, self.seal.seal_filled(html, job.target) if self.seal else html)
        for name, data in content.files:
            _write_file(self.folder / name, data)
        return _Written(kind, tuple(name for name, _ in content.files), tuple(content.names), content.refused)

    def _content(self, job: PageJob) -> _Content:
        view = job.placed.page.view()
        key = f"{CONTENT}-{digest(self._key, job.target, _frozen(view.inputs))}" if self.cache else ""
        content = self._find(key)
        if content is None:
            body = view.make()
            content = self._sealed(finish_content(body.html, body, self.engine, job.to_root), body, job.target)
            if self.cache and not content.refused:
                self.cache.put(key, content.pack())
        return content

    def _sealed(self, html: str, body: Body, target: str) -> _Content:
        seal = self.seal
        if seal is None:
            return _Content(html.encode(), tuple((name, text.encode()) for name, text in body.files), {})
        known = len(seal.refused)
        html, names = seal.seal_content_noting(html, target)
        files = []
        for name, text in body.files:
            sealed, more = seal.seal_small(text, name) if name.endswith(".html") else (text, {})
            files.append((name, sealed.encode()))
            names |= more
        return _Content(html.encode(), tuple(files), names, tuple(seal.refused[known:]))

    def _find(self, key: str) -> _Content | None:
        kept = self.cache.get(key) if self.cache else None
        if kept is None:
            return None
        try:
            content = _Content.unpack(kept)
            is_current = not self.seal or all(self.seal.name(path) == name for path, name in content.names.items())
        except (ValueError, TypeError, AttributeError, RecursionError):
            return None
        return content if is_current else None


def _frozen(inputs: object) -> bytes:
    """Plain data as bytes: equal bytes, equal data. They are compared and never read."""
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer, 5)
    pickler.fast = True  # or it would tell whether two equal texts are one object
    pickler.dump(inputs)
    return buffer.getvalue()


def _write_file(path: Path, content: bytes) -> None:
    try:
        try:
            path.write_bytes(content)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError as error:
        # What fails while it writes, such as a full disk, does not say where.
        error.filename = error.filename or str(path)
        raise
