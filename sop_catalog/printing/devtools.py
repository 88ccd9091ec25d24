"""A browser without a window, told what to do by the DevTools protocol: https://chromedevtools.github.io/devtools-protocol/.

    with Browser(find_browser()) as browser, browser.open_tab() as tab:
        pdf = tab.print("http://127.0.0.1:40123/sop/cuti/", seconds=60)

One browser prints everything: starting one takes longer than printing an SOP. Pages print without their scripts, which
would only say which day it is, and nothing but this computer can be reached.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from sop_catalog.publish.interruption import uninterrupted
from sop_catalog.source.os_errors import describe_os_error

_ARGUMENTS = (
    "--headless",
    "--remote-debugging-port=0",
    "--remote-debugging-address=127.0.0.1",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-proxy-server",
    "--disable-gpu",
    "--disable-quic",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    "--mute-audio",
)
_LISTENING = re.compile(r"DevTools listening on (ws://\S+)")
_LAUNCH = """\
import fcntl, os, sys
ends = [fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3]]
for place, end in enumerate(ends, 3):
    os.dup2(end, place)
os.closerange(5, 256)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Becomes the browser, with the two pipes as its descriptors 3 and 4: no shell has a sure way to say that."""
_PROFILE = "sop-cetak-"
"""Begins the name of a browser's folder, before the number of the process that it is for."""
_SECONDS_TO_START = 60.0
_SECONDS_TO_STOP = 5.0


class BrowserError(Exception):
    """The browser does not start, has gone, or does not answer; the text is Indonesian, one line."""


class PageError(Exception):
    """One page could not be printed, the browser goes on; the text is Indonesian, one line."""


class Browser:
    """A running browser; ends with its `with`, and with this program even if that is killed.

    Args:
        program: of Chromium's family.

    Raises:
        BrowserError: on entering: it does not start.
    """

    def __init__(self, program: Path) -> None:
        self._program = program
        self._profile = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._lifeline: tuple[int, ...] = ()
        self._said: deque[str] = deque(maxlen=5)
        self.address = ""
        """Where it listens: "ws://127.0.0.1:40123/devtools/browser/…"."""

    def __enter__(self) -> Self:
        try:
            with uninterrupted():
                _sweep_profiles()
                self._profile = tempfile.mkdtemp(prefix=f"{_PROFILE}{os.getpid()}-")
        except OSError as error:
            raise BrowserError(
                f"folder sementara {tempfile.gettempdir()} tidak dapat ditulis: {describe_os_error(error)}"
            ) from None
        try:
            self._start_somehow()
        except OSError as error:
            self._end()
            raise BrowserError(f"peramban {self._program} tidak dapat dijalankan: {describe_os_error(error)}") from None
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    @contextlib.contextmanager
    def open_tab(self) -> Iterator[Tab]:
        """A tab with a connection of its own, so that each thread may have one.

        Raises:
            BrowserError: the browser has gone.
        """
        with _told_in_words(), connect(self.address, max_size=None, compression=None, open_timeout=60) as connection:
            yield Tab(connection)

    # --- The process ---

    def _start_somehow(self) -> None:
        if self._start():
            return
        # A container, or a system that lets no program make a sandbox of its own. What it opens are our pages, without
        # scripts and without a network.
        self._stop()
        if not (sys.platform == "linux" and self._start("--no-sandbox")):
            raise BrowserError(self._why())

    def _start(self, *more: str) -> bool:
        self._said.clear()
        command = [str(self._program), *_ARGUMENTS, *more, f"--user-data-dir={self._profile}", "about:blank"]
        with uninterrupted():  # a browser that nobody knows of could not be ended
            if os.name == "posix":
                self._process = self._start_on_a_line(command)
            else:
                self._process = subprocess.Popen(  # noqa: S603 - a program that the person named or installed
                    command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
                )
        listening = threading.Event()
        threading.Thread(target=self._listen, args=(self._process, listening), daemon=True).start()
        listening.wait(_SECONDS_TO_START)
        return bool(self.address)

    def _start_on_a_line(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Start it with two pipes that it could be told by, too: it ends when they do, so it never outlives this program.

        Chromium wants them as its descriptors 3 and 4. The program may be a script that starts it, hence a group.
        """
        there, here = os.pipe()
        answers, said = os.pipe()
        self._lifeline = (here, answers)
        try:
            return subprocess.Popen(  # noqa: S603 - a program that the person named or installed
                [sys.executable, "-ISc", _LAUNCH, str(there), str(said), *command, "--remote-debugging-pipe"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=(there, said),
                start_new_session=True,
            )
        finally:
            os.close(there)
            os.close(said)

    def _listen(self, process: subprocess.Popen[bytes], listening: threading.Event) -> None:
        """Read what it says, up to its end: a full pipe would stop it."""
        assert process.stderr is not None  # noqa: S101 - for mypy
        with process.stderr as lines:
            for line in lines:
                text = line.decode("utf-8", "replace").strip()
                if found := _LISTENING.search(text):
                    self.address = found[1]
                    listening.set()
                elif text:
                    self._said.append(text)
        listening.set()

    def _why(self) -> str:
        said = next((line for line in reversed(self._said) if re.search("FATAL|ERROR|Error", line)), "")
        about = f" ({said[:160]})" if said else ""
        return f"peramban {self._program} tidak mau mulai{about}; sebutkan peramban lain dengan --peramban"

    def _stop(self) -> None:
        for end in self._lifeline:
            os.close(end)
        self._lifeline = ()
        process = self._process
        if process is None:
            return
        if sys.platform == "win32":
            process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_STOP)
        if sys.platform != "win32":
            with contextlib.suppress(OSError):  # nobody of the group is left
                os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        self._process = None

    def _end(self) -> None:
        with uninterrupted():
            self._stop()
            for _ in range(5):  # helpers of the browser may still be writing
                shutil.rmtree(self._profile, ignore_errors=True)
                if not Path(self._profile).exists():
                    break
                time.sleep(0.1)


def _sweep_profiles() -> None:
    """Remove what runs have left that were killed; Windows does not say whether one still lives."""
    for path in Path(tempfile.gettempdir()).glob(f"{_PROFILE}*") if os.name == "posix" else ():
        owner = path.name.removeprefix(_PROFILE).partition("-")[0]
        if owner.isascii() and owner.isdecimal() and int(owner) > 0:
            try:
                os.kill(int(owner), 0)
            except ProcessLookupError:
                shutil.rmtree(path, ignore_errors=True)
            except (OSError, OverflowError):  # somebody else's
                continue


class Tab:
    """One tab, ready to print: no scripts, laid out for paper from the start."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._number = 0
        self._session = ""
        self._deadline = time.monotonic() + _SECONDS_TO_START
        self._events: list[dict[str, Any]] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._call("Page.enable")
        self._call("Inspector.enable")
        self._call("Emulation.setScriptExecutionDisabled", value=True)
        self._call("Emulation.setEmulatedMedia", media="print")

    def print(self, url: str, *, seconds: float) -> bytes:
        """A page as PDF, on the sheets that its style asks for, tagged, with its headings as bookmarks.

        Args:
            url: of the page.
            seconds: how long it may take.

        Raises:
            PageError: it is not there, crashes, or takes longer.
            BrowserError: the browser has gone.
        """
        self._deadline = time.monotonic() + seconds
        with _told_in_words():
            self._events.clear()
            if problem := self._call("Page.navigate", url=url).get("errorText"):
                raise PageError(f"halamannya tidak terbuka di peramban ({problem})")
            self._await("Page.loadEventFired")
            made = self._call(
                "Page.printToPDF",
                preferCSSPageSize=True,
                printBackground=True,
                generateTaggedPDF=True,
                generateDocumentOutline=True,
            )
        return base64.b64decode(made["data"])

    # --- The protocol ---

    def _call(self, method: str, **parameters: object) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._connection.send(json.dumps(message))
        while True:
            answer = self._receive()
            if answer.get("id") != self._number:
                self._events.append(answer)
            elif "error" in answer:
                raise PageError(f"peramban menolak ({str(answer['error'].get('message'))[:160]})")
            else:
                result: dict[str, Any] = answer["result"]
                return result

    def _await(self, event: str) -> None:
        while not any(seen.get("method") == event for seen in self._events):
            self._events.append(self._receive())

    def _receive(self) -> dict[str, Any]:
        try:
            message: dict[str, Any] = json.loads(self._connection.recv(max(0.0, self._deadline - time.monotonic())))
        except TimeoutError:
            raise PageError("peramban tidak selesai pada waktunya") from None
        if message.get("method") in {"Inspector.targetCrashed", "Target.targetCrashed", "Inspector.detached"}:
            raise PageError("halamannya berhenti di tengah jalan di dalam peramban, mungkin karena memori tidak cukup")
        return message


@contextlib.contextmanager
def _told_in_words() -> Iterator[None]:
    try:
        yield
    except (ConnectionClosed, WebSocketException, OSError):
        raise BrowserError("peramban berhenti di tengah jalan") from None
