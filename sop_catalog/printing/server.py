"""The site for the browser that prints it: files of one folder, and pages that are made for printing only.

A browser that is kept in a box of its own (a snap) cannot read folders, and pages from a disk may not load fonts.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SheetServer:
    """What is served, and what was asked for in vain."""

    def __init__(self, site: Path, address: str) -> None:
        self._site = site.resolve()
        self.address = address
        """Of the site, with "/" at its end."""
        self.missing: set[str] = set()
        """Paths that pages asked for and the site has not."""
        self._made: dict[str, bytes] = {}

    def put(self, path: str, html: str) -> str:
        """Serve a page that is made for printing, in place of the one at a path; its address."""
        self._made[path] = html.encode()
        return self.address + path

    def drop(self, path: str) -> None:
        """Forget such a page."""
        self._made.pop(path, None)

    def read(self, path: str) -> bytes | None:
        """The content of a path; None where there is none."""
        if path in self._made:
            return self._made[path]
        file = (self._site / path).resolve()
        if self._site in file.parents and file.is_file():
            return file.read_bytes()
        self.missing.add(path)
        return None


@contextmanager
def serve_sheets(site: Path) -> Iterator[SheetServer]:
    """Serve a site on this computer alone, under a name that nobody can guess.

    Raises:
        OSError: no server can be had.
    """
    secret = secrets.token_hex(8)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            first, _, path = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
            content = served.read(path) if first == secret else None
            self.send_response(404 if content is None else 200)
            kind = "text/html; charset=utf-8" if path.endswith(("/", ".html")) else guess_type(path)[0]
            self.send_header("Content-Type", kind or "application/octet-stream")
            self.send_header("Content-Length", str(len(content or b"")))
            self.send_header("Cache-Control", "no-store" if path.endswith(("/", ".html")) else "max-age=3600")
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the overridden name
            """Nothing: the terminal is for people."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a browser that goes away
    served = SheetServer(site, f"http://127.0.0.1:{server.server_port}/{secret}/")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
