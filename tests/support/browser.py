"""A real Chromium and a small web server, for the tests that look at pages as a reader does.

Nothing here skips: a machine without Chromium fails the browser tests with a sentence that says what to install,
because a suite that is green without having looked is worth nothing.

    with serve(folder) as base, launch() as browser:
        page = browser.new_page()
        watch = Watch(page, base)
        page.goto(f"{base}/index.html")
        watch.assert_clean()
"""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar, cast

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Error,
    Frame,
    Page,
    Request,
    expect,
    sync_playwright,
)

CHROMIUM_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)

CHROMIUM_ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""The first two let Chromium run as root in a container; the others keep it from talking to the network by itself,
so that a request to another host is always the page's own."""


def chromium_path() -> str:
    """The browser's executable: $CHROMIUM, or the first known name on PATH. AssertionError when there is none."""
    named = os.environ.get("CHROMIUM")
    if named:
        assert Path(named).exists(), f"CHROMIUM menunjuk {named}, yang tidak ada."
        return named
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    msg = (
        "Chromium tidak ditemukan, padahal uji ini melihat halaman di peramban sungguhan. "
        "Pasang dengan `apt install chromium`, atau isi variabel lingkungan CHROMIUM dengan letak programnya."
    )
    raise AssertionError(msg)


PATIENCE = int(os.environ.get("SOP_SABAR", "180")) * 1000
"""Milliseconds that a test waits for what must come: a busy build server is twenty times slower than a desk. Nothing that
passes waits so long, and whoever wants to know how fast something is measures it with bench/."""

_QUIET = 0.5
"""Seconds without a request after which a page has asked for all that it asks for by itself."""

expect.set_options(timeout=PATIENCE)


@functools.cache
def _browser() -> Browser:
    """The Chromium of this test process: started by the first test that looks, closed when the process ends."""
    playwright = sync_playwright().start()
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS, timeout=PATIENCE)
    atexit.register(playwright.stop)
    atexit.register(browser.close)
    return browser


_PATIENT = """Object.defineProperty(window, "SopGambar", { configurable: true, set(tools) {
  tools.patience = Infinity;
  Object.defineProperty(window, "SopGambar", { value: tools, writable: true, configurable: true });
} });"""
"""Every attempt at a drawing is made, however slow this machine is (sop-diagram-gambar.js)."""


class _Profiles:
    """What tests use of a Browser: each page and context is a profile of its own, patient, and closed at the end."""

    def __init__(self, *, hurried: bool) -> None:
        self._hurried = hurried
        self._contexts: list[BrowserContext] = []

    def new_context(self, **options: Any) -> BrowserContext:
        """As Browser.new_context."""
        context = _browser().new_context(**options)
        context.set_default_timeout(PATIENCE)
        if not self._hurried:
            context.add_init_script(_PATIENT)
        self._contexts.append(context)
        return context

    def new_page(self, **options: Any) -> Page:
        """As Browser.new_page."""
        return self.new_context(**options).new_page()

    def new_browser_cdp_session(self) -> CDPSession:
        """As Browser.new_browser_cdp_session."""
        return _browser().new_browser_cdp_session()

    def close(self) -> None:
        """Close every profile that was made."""
        for context in self._contexts:
            context.close()


@contextmanager
def launch(*, hurried: bool = False) -> Iterator[Browser]:
    """Chromium for one test or module, without anything that another left in it.

    `hurried`: a page keeps its own bounds of time, after which it shows a text for a drawing; as what is timed must.
    """
    profiles = _Profiles(hurried=hurried)
    try:
        yield cast("Browser", profiles)
    finally:
        profiles.close()


@contextmanager
def settling(page: Page) -> Iterator[None]:
    """What is begun in here has come when it ends.

    Of what the page asked for nothing is open then, and for half a second it has asked for nothing more. Playwright's
    own "networkidle" is not that: on a busy machine it may never come, though no request is open.
    """
    waiting: set[Request] = set()
    last = time.monotonic()

    def on_request(request: Request) -> None:
        nonlocal last
        waiting.add(request)
        last = time.monotonic()

    def on_end(request: Request) -> None:
        nonlocal last
        waiting.discard(request)
        last = time.monotonic()

    listeners = {"request": on_request, "requestfinished": on_end, "requestfailed": on_end}
    for event, listener in listeners.items():
        page.on(event, listener)  # type: ignore[call-overload]
    try:
        yield
        with suppress(Error):  # a page that goes on to another by itself
            page.evaluate("new Promise((done) => requestIdleCallback(done))")
        end = time.monotonic() + PATIENCE / 1000
        last = time.monotonic()
        while waiting or time.monotonic() - last < _QUIET:
            assert time.monotonic() < end, f"masih ditunggu: {sorted(request.url for request in waiting)}"
            page.wait_for_timeout(50)
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)


class _Handler(SimpleHTTPRequestHandler):
    """Serves files quietly. Modules need a JavaScript MIME type, which a machine's own table may lack for .mjs."""

    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
        ".json": "application/json",
    }

    headers_to_send: ClassVar[dict[str, str]] = {}

    def end_headers(self) -> None:
        """With what the test wants to be said of every file."""
        for name, value in self.headers_to_send.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name of the overridden parameter
        """Keep the test output free of one line per request."""


class _Server(ThreadingHTTPServer):
    """Says nothing of a browser that goes away in the middle of an answer, as it does when a test ends."""

    request_queue_size = 128  # a browser opens more connections at once than the five that may wait otherwise

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Overrides a traceback on standard error."""


@contextmanager
def serve(folder: Path | str, headers: dict[str, str] | None = None) -> Iterator[str]:
    """Serve a folder on 127.0.0.1 at a free port, with further headers; yields its address without a slash at the end."""
    kind = type("Handler", (_Handler,), {"headers_to_send": headers or {}})
    handler = functools.partial(kind, directory=os.fspath(folder))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_TAKEN_BACK = frozenset({"net::ERR_ABORTED", "NS_BINDING_ABORTED"})
"""How Chromium and Firefox say that they gave a request up by themselves."""


class Watch:
    """Notes what a page asks for and complains about, from now on."""

    def __init__(self, page: Page, base: str) -> None:
        self.base = base
        """Address that requests may go to, such as "http://127.0.0.1:40123" or "file://"."""
        self.requests: list[str] = []
        """Every address asked for, in order, without data: and blob:."""
        self._heard: list[str] = []
        self._documents = 0
        """How many documents the page has shown since then."""
        self._is_leaving = False
        """Whether another document has been asked for and has neither come nor failed."""
        self._taken_back: list[tuple[int, str]] = []
        """Requests that the browser gave up by itself, each with the number of the document that had made it."""
        self._made_by: dict[Request, int] = {}
        page.on("request", self._on_request)
        page.on("framenavigated", self._on_arrival)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self._heard.append(f"exception: {error}"))
        page.on("requestfailed", self._on_failure)

    @property
    def complaints(self) -> list[str]:
        """Console errors and warnings, uncaught exceptions, failed requests.

        What a page was still loading when the browser went on to another is none: nobody waits for it.
        """
        return self._heard + [line for document, line in self._taken_back if document == self._documents]

    @property
    def foreign(self) -> list[str]:
        """The requests to any other host."""
        return [url for url in self.requests if url != self.base and not url.startswith(self.base + "/")]

    def assert_clean(self) -> None:
        """No request left the site and the console stayed silent."""
        assert self.foreign == []
        assert self.complaints == []

    def _on_failure(self, request: Request) -> None:
        line = f"gagal: {request.url} {request.failure}"
        if request.failure in _TAKEN_BACK and request in self._made_by:
            self._taken_back.append((self._made_by[request], line))
        else:
            self._is_leaving = self._is_leaving and request in self._made_by
            self._heard.append(line)

    def _on_arrival(self, frame: Frame) -> None:
        if self._is_leaving and frame.parent_frame is None:
            self._documents += 1
            self._is_leaving = False

    def _on_request(self, request: Request) -> None:
        if request.is_navigation_request() and request.frame.parent_frame is None:
            self._is_leaving = True
        else:
            self._made_by[request] = self._documents
        if not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._heard.append(f"{message.type}: {message.text}")
