"""What `mkdocs serve` has built, kept up to date: after an SOP was edited a page is made when somebody looks at it.

A whole build of 1,500 SOPs takes seconds, most of them for pages that nobody has open. So an edit of SOPs or registers
reads and checks what has changed (`LiveSite.update`), and each of our pages and files is made anew at the first request
for it (`LiveSite.refresh`), in the frame of the last whole build. Whatever else has changed, in docs/, in mkdocs.yml or in
a template, is MkDocs' business, and it builds everything again.
"""

from __future__ import annotations

import os
import posixpath
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from sop_catalog.catalog.load import CatalogReader
from sop_catalog.model.build_day import read_build_day
from sop_catalog.pages.diagram import DiagramEngine
from sop_catalog.pages.page import Page
from sop_catalog.pages.paths import html_file, sop_path
from sop_catalog.plugin.pages import add_page
from sop_catalog.plugin.theme import Theme
from sop_catalog.site.build import CheckedCatalog, build_site, read_again
from sop_catalog.site.frame import Frame, Placed
from sop_catalog.site.page_writer import PageJob, PageWriter
from sop_catalog.site.shell import ShellError
from sop_catalog.site.site import Site, SiteFile
from sop_catalog.source.diagnostic import Diagnostic

_SEARCH = "assets/cari/"
_FIXED = "assets/"
"""The folder of what no edit of SOPs changes, but for the search: a page waits for its styles."""
_SETTLED_SECONDS = 0.05
"""How long files have to be quiet before a rebuild."""
_SHORTEST, _LONGEST = 0.1, 0.5
"""Between two looks at the files, seconds; a tenth of the time may go into looking."""


@dataclass(frozen=True, slots=True)
class Built:
    """What is left of a whole build."""

    config: MkDocsConfig
    folder: Path
    """Of the SOPs."""
    reader: CatalogReader
    site: Site
    theme: Theme
    frame: Frame
    engine: DiagramEngine | None
    titles: Mapping[str, str]
    """Of pages that stand in the navigation, by their path with ".md"."""
    homes: Mapping[str, tuple[str, str]]
    """Pages that hold the catalogue, by their path in the site: what stands before it, and behind."""
    others: Sequence[Diagnostic]
    """What is wrong with files that are no SOPs."""


class LiveSite:
    """One site that is being served.

    Args:
        built: the last whole build.
        tell: says what is wrong with the catalogue now.
    """

    def __init__(self, built: Built, tell: Callable[[CheckedCatalog], None]) -> None:
        self._built = built
        self._tell = tell
        self._site = built.site
        self._outside = dict(self._stamps())
        self._current: set[str] | None = None
        """Paths that are as they should be since the last edit; None: all, for there was none."""
        self._lock = threading.Lock()
        self._root = Path(built.config.site_dir)

    def update(self) -> bool:
        """Read what has changed; False where that is more than SOPs and registers, so that all has to be built anew."""
        with self._lock:
            before = self._site.settings
            if dict(self._stamps()) != self._outside or read_build_day() != before.today:
                return False
            checked = read_again(self._built.reader, before.today, self._built.others)
            old = self._site
            editor = old.editor.editor if old.editor else None
            site = build_site(
                checked.catalog, before, old.history, old.texts, old.mermaid, editor=editor, past=old.past
            )
            self._site = site
            self._current = set()
            self._tell(checked)
            return True

    def refresh(self, path: str) -> None:
        """Make a file of the site anew, if it is one of ours and older than the last edit.

        Args:
            path: from the site's root, such as "sop/x/index.html".
        """
        if self._current is None or path in self._current:
            return
        with self._lock:
            if self._current is not None and path not in self._current:
                self._make(path)
                self._current.add(path)

    def _make(self, path: str) -> None:
        if path in self._built.homes:
            before, after = self._built.homes[path]
            self._write(path, before + str(self._site.home) + after)
        elif path.startswith(_SEARCH):
            version = self._built.site.search_version  # which the frame of each page names
            self._write_file(path, self._site.search_files_as(version))
        elif path.startswith(_FIXED):
            return
        elif page := self._site.page_at(_page_path(path)):
            self._write_page(page, path)
        elif slug := self._site.companions.owners.get(path):
            self._make(html_file(sop_path(slug), self._site.settings.directory_urls))
        elif not self._write_file(path, self._site.plain_files) and _is_ours(path, self._built.site):
            (self._root / path).unlink(missing_ok=True)

    def _write_page(self, page: Page, path: str) -> None:
        built = self._built
        file = add_page(page, built.config, built.folder, built.titles.get(f"{page.path}.md"), is_filled=True)
        made = file.page
        if made is None or file.dest_uri != path:
            return
        placed = Placed(page, built.theme.place_of(made), made.canonical_url or "", made.edit_url or "")
        writer = PageWriter(self._root, built.frame, None, built.engine, self._site.settings, None)
        assert self._current is not None  # noqa: S101 - for mypy: `refresh` has asked
        self._current.update([path, *writer.write([PageJob(placed, path)])])

    def _write_file(self, path: str, files: Iterable[SiteFile]) -> bool:
        """Write those that are texts, for they come together, and the path; whether that is among them."""
        assert self._current is not None  # noqa: S101 - for mypy
        found = False
        for file in files:
            if file.source is None or file.path == path:
                self._write(file.path, file.source.read_bytes() if file.source else file.content)
                self._current.add(file.path)
                found = found or file.path == path
        return found

    def _write(self, path: str, content: str | bytes) -> None:
        target = self._root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def _stamps(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """When each file outside the folder of SOPs was changed that the last whole build was made of."""
        config = self._built.config
        folders = [config.docs_dir, config.theme.custom_dir, *config.watch]
        files = [config.config_file_path]
        for folder in filter(None, folders):
            files += [os.path.join(root, name) for root, _, names in os.walk(folder) for name in names]  # noqa: PTH118
        for name in filter(None, files):
            try:
                stat = os.stat(name)  # noqa: PTH116 - thousands of them
            except OSError:
                continue
            yield name, (stat.st_mtime_ns, stat.st_size)


def _page_path(path: str) -> str:
    """The page of a file: "sop/x/index.html" and "sop/x.html" are those of "sop/x"."""
    return path.removesuffix("/index.html").removesuffix(".html")


def _is_ours(path: str, site: Site) -> bool:
    """Whether something of the last whole build stood there that the catalogue may have no longer."""
    urls = site.settings.directory_urls
    pages = (html_file(page.path, urls) for page in site.pages)
    files = (file.path for file in site.plain_files)
    return path in pages or path in files or path in site.companions.owners


def serve_live(server: LiveReloadServer, live: Callable[[], LiveSite | None], watched: Iterable[str]) -> None:
    """Let a server of MkDocs build only what an edit touches.

    Args:
        server: MkDocs' own, not yet started.
        live: the site as it was last built; None where only whole builds are right.
        watched: folders and files that are watched by now.
    """
    build, answer = server.builder, server.serve_request

    def rebuild() -> None:
        site = live()
        try:
            if site is not None and site.update():
                return
        except (OSError, ShellError, Abort):  # half of a save was seen, or more has changed than can be filled in
            pass
        build()

    def respond(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        site = live()
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if site is not None and path.startswith(server.mount_path):
            path = path[len(server.mount_path) :] + ("index.html" if path.endswith("/") else "")
            site.refresh(posixpath.normpath(f"/{path}").lstrip("/"))
        return answer(environ, start_response)

    server.builder = rebuild
    server.build_delay = _SETTLED_SECONDS
    server.set_app(respond)
    _look_more_often(server, list(watched))


def _look_more_often(server: LiveReloadServer, watched: list[str]) -> None:
    """MkDocs looks twice a second: that alone would be half of the time until an edit is seen."""
    begin = time.perf_counter()
    for folder in watched:
        for root, _, names in os.walk(folder):
            for name in names:
                os.stat(os.path.join(root, name))  # noqa: PTH116, PTH118
    seconds = min(_LONGEST, max(_SHORTEST, 10 * (time.perf_counter() - begin)))
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=seconds)
    for path in watched:
        server.watch(path)
