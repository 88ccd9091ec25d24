"""A client of yaml-language-server for the tests: opens a document, says what an editor would show."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any, Self

from support.paths import ROOT

VERSION = json.loads((ROOT / "tests" / "node" / "package.json").read_text("utf-8"))["dependencies"][
    "yaml-language-server"
]
"""1.25.0 is the newest that runs on Node 20; 2.0.0 wants Node 22."""
FOLDER = Path(os.environ.get("SOP_NODE_DIR", ROOT / ".cache" / "node"))
"""Where `make test` has installed it: npm's --prefix. SOP_NODE_DIR names another folder."""
ENTRY = FOLDER / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
_SECONDS = 600


def server_problem() -> str:
    """Why the server cannot be run here, and what to do; "" when it can."""
    package = ENTRY.parent.parent / "package.json"
    install = (
        f"mkdir -p {FOLDER} && cp tests/node/package*.json {FOLDER} && "
        f"npm ci --prefix {FOLDER} --ignore-scripts --no-audit --no-fund"
    )
    if not package.is_file():
        return f"yaml-language-server belum terpasang di {FOLDER}; jalankan: {install}"
    found = json.loads(package.read_text("utf-8"))["version"]
    return (
        "" if found == VERSION else f"yaml-language-server {found} terpasang, yang diuji {VERSION}; jalankan: {install}"
    )


class LanguageServer:
    """One server process with the settings of a workspace. Use it as a context manager."""

    def __init__(self, workspace: Path, settings: dict[str, Any]) -> None:
        self.workspace = workspace
        self._settings = _nest(settings)
        self._answers: dict[int, queue.Queue[Any]] = {}
        self._diagnostics: dict[str, queue.Queue[list[dict[str, Any]]]] = {}
        self._count = 0
        self._version = 0
        self._opened: set[str] = set()
        self._configured = threading.Event()

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            ["node", str(ENTRY), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self.workspace
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        uri = self.workspace.as_uri()
        capabilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        self._request(
            "initialize",
            {
                "processId": None,
                "rootUri": uri,
                "capabilities": capabilities,
                "workspaceFolders": [{"uri": uri, "name": "uji"}],
            },
        )
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": {}})
        assert self._configured.wait(_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self._request("shutdown", None)
        self._notify("exit", None)
        self._process.wait(timeout=_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()
        self._reader.join(timeout=_SECONDS)

    def problems(self, path: str, text: str) -> list[tuple[int, str]]:
        """What is underlined in a document: (line from 1, message), in order of lines."""
        uri = self._open(path, text)
        found = self._diagnostics[uri].get(timeout=_SECONDS)
        return sorted((item["range"]["start"]["line"] + 1, item["message"]) for item in found)

    def completions(self, path: str, text: str) -> list[dict[str, Any]]:
        """What is offered where "|" stands in the text."""
        position, text = _cursor(text)
        uri = self._open(path, text)
        self._diagnostics[uri].get(timeout=_SECONDS)
        answer = self._request("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
        items: list[dict[str, Any]] = answer["items"] if isinstance(answer, dict) else answer or []
        return items

    def hover(self, path: str, text: str) -> str:
        """What is shown about the word at "|"."""
        position, text = _cursor(text)
        uri = self._open(path, text)
        self._diagnostics[uri].get(timeout=_SECONDS)
        answer = self._request("textDocument/hover", {"textDocument": {"uri": uri}, "position": position})
        return str(answer["contents"]["value"]) if answer else ""

    def _open(self, path: str, text: str) -> str:
        uri = (self.workspace / path).as_uri()
        self._version += 1
        self._diagnostics[uri] = queue.Queue()
        if uri in self._opened:  # never closed: the server would send an empty list of problems then
            changes = {"textDocument": {"uri": uri, "version": self._version}, "contentChanges": [{"text": text}]}
            self._notify("textDocument/didChange", changes)
        else:
            self._opened.add(uri)
            document = {"uri": uri, "languageId": "yaml", "version": self._version, "text": text}
            self._notify("textDocument/didOpen", {"textDocument": document})
        return uri

    # --- The wire ---

    def _request(self, method: str, params: Any) -> Any:
        self._count += 1
        number = self._count
        self._answers[number] = queue.Queue()
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return self._answers[number].get(timeout=_SECONDS)

    def _notify(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream
        while True:
            length = 0
            while (line := stream.readline()) not in {b"", b"\r\n"}:
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not line:
                return
            self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        if message.get("method") == "workspace/configuration":
            sections = [item.get("section", "") for item in message["params"]["items"]]
            answer = [self._settings.get(section) for section in sections]
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": answer})
            self._configured.set()
        elif message.get("method") == "textDocument/publishDiagnostics":
            waiting = self._diagnostics.get(message["params"]["uri"])
            if waiting is not None:
                waiting.put(message["params"]["diagnostics"])
        elif "method" in message and "id" in message:
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        elif "id" in message:
            self._answers[message["id"]].put(message.get("result"))


def _cursor(text: str) -> tuple[dict[str, int], str]:
    before, _, after = text.partition("|")
    lines = before.split("\n")
    return {"line": len(lines) - 1, "character": len(lines[-1])}, before + after


def _nest(settings: dict[str, Any]) -> dict[str, Any]:
    """VS Code's dotted settings as the sections that a server asks for."""
    nested: dict[str, Any] = {}
    for key, value in settings.items():
        if key.startswith("["):
            nested[key] = value
            continue
        section, *rest = key.split(".")
        target = nested.setdefault(section, {})
        for name in rest[:-1]:
            target = target.setdefault(name, {})
        target[rest[-1]] = value
    return nested
