"""A forge of one repository with the three REST APIs that the page /sunting/ speaks, on a port of its own.

with ForgeStub("gitea", {"sops/a.yml": "nama: A"}) as forge:
    …  # the page talks to forge.url
    assert forge.requests[0]["title"] == "Ubah SOP A"

Only what the real ones do is done: tokens, preflights and CORS headers, branches, the commit that a change is made on.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar, Self
from urllib.parse import unquote, urlsplit

TOKEN = "rahasia-uji"  # noqa: S105 - opens nothing
ROOTS = {"github": "/api/v3/repos/biro/sop", "gitlab": "/api/v4/projects/biro/sop", "gitea": "/api/v1/repos/biro/sop"}


def _sum(text: str) -> str:
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


@dataclass
class ForgeStub:
    """The forge. `branches`: name → path → text; `requests`: pull or merge requests, each as it was asked for."""

    kind: str
    files: dict[str, str]
    has_cors: bool = True
    hangs_up_at: str = ""
    """Method and ending of the address at which the line goes dead: "POST /pulls"."""
    branches: dict[str, dict[str, str]] = field(default_factory=dict)
    requests: list[dict[str, Any]] = field(default_factory=list)
    log: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.branches["main"] = dict(self.files)
        handler = type("Handler", (_Handler,), {"forge": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def reset(self, kind: str) -> None:
        """As on the first day, as another kind of forge."""
        self.kind, self.has_cors, self.hangs_up_at = kind, True, ""
        self.branches = {"main": dict(self.files)}
        self.requests.clear()
        self.log.clear()

    @property
    def url(self) -> str:
        """The repository's address."""
        return f"http://127.0.0.1:{self._server.server_port}/biro/sop"

    def answer(self, method: str, address: str, body: Any) -> tuple[int, Any]:
        """What the API says: a status and data."""
        path = unquote(urlsplit(address).path).removeprefix(ROOTS[self.kind])
        return getattr(self, f"_{self.kind}")(method, path, body)

    def _github(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "GET" and not path:
            return 200, {"full_name": "biro/sop"}
        if method == "GET" and path.startswith("/git/ref/heads/"):
            return 200, {"object": {"sha": _sum(str(self.branches["main"]))}}
        if method == "POST" and path == "/git/refs":
            self.branches[body["ref"].removeprefix("refs/heads/")] = dict(self.branches["main"])
            return 201, {}
        if path.startswith("/contents/"):
            name = path.removeprefix("/contents/")
            return self._read(name) if method == "GET" else self._write(name, body, body["branch"])
        return self._request(method, path, body)

    def _gitea(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "GET" and not path:
            return 200, {"full_name": "biro/sop"}
        if path.startswith("/contents/"):
            name = path.removeprefix("/contents/")
            if method == "GET":
                return self._read(name)
            self.branches[body["new_branch"]] = dict(self.branches[body["branch"]])
            return self._write(name, body, body["new_branch"])
        return self._request(method, path, body)

    def _gitlab(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "GET" and not path:
            return 200, {"path_with_namespace": "biro/sop"}
        if path.startswith("/repository/files/"):
            status, found = self._read(path.removeprefix("/repository/files/"))
            return status, {**found, "last_commit_id": found.get("sha", "")}
        if path == "/repository/commits":
            (action,) = body["actions"]
            branch = self.branches[body["branch"]] = dict(self.branches[body["start_branch"]])
            old = branch.get(action["file_path"])
            if action["action"] == "update" and action["last_commit_id"] != _sum(old or ""):
                return 400, {"message": "You are attempting to update a file that has changed"}
            branch[action["file_path"]] = action["content"]
            return 201, {}
        return self._request(method, path, body)

    def _read(self, name: str) -> tuple[int, Any]:
        text = self.branches["main"].get(name)
        if text is None:
            return 404, {"message": "Not Found"}
        return 200, {"content": base64.encodebytes(text.encode()).decode(), "sha": _sum(text)}

    def _write(self, name: str, body: Any, branch: str) -> tuple[int, Any]:
        old = self.branches[branch].get(name)
        if old is not None and body.get("sha") != _sum(old):
            return 409, {"message": f"{name} does not match"}
        self.branches[branch][name] = base64.b64decode(body["content"]).decode()
        return 200, {}

    def _request(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if method == "POST" and path in {"/pulls", "/merge_requests"}:
            self.requests.append(body)
            address = f"{self.url}/{path.strip('/')}/{len(self.requests)}"
            return 201, {"html_url": address, "web_url": address}
        return 404, {"message": f"{method} {path}"}


class _Handler(BaseHTTPRequestHandler):
    forge: ClassVar[ForgeStub]

    def _say(self, status: int, data: Any = None) -> None:
        content = b"" if data is None else json.dumps(data).encode()
        self.send_response(status)
        if self.forge.has_cors:
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Access-Control-Allow-Headers", "authorization, content-type, private-token")
            self.send_header("Access-Control-Allow-Methods", "GET, POST, PUT")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_OPTIONS(self) -> None:
        """A preflight."""
        self._say(204)

    def _handle(self) -> None:
        forge = self.forge
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else None
        forge.log.append(f"{self.command} {unquote(urlsplit(self.path).path)}")
        method, _, ending = forge.hangs_up_at.partition(" ")
        if ending and self.command == method and unquote(urlsplit(self.path).path).endswith(ending):
            self.close_connection = True
            self.connection.close()
            return
        sent = {
            "github": self.headers.get("Authorization", "").removeprefix("Bearer "),
            "gitea": self.headers.get("Authorization", "").removeprefix("token "),
            "gitlab": self.headers.get("Private-Token", ""),
        }[forge.kind]
        if sent != TOKEN:
            self._say(401, {"message": "401 Unauthorized"})
        else:
            self._say(*forge.answer(self.command, self.path, body))

    do_GET = do_POST = do_PUT = _handle  # noqa: N815 - the names that are looked for

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the name of the overridden parameter
        """Keep the test output free of one line per request."""
