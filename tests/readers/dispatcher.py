"""A Speech Dispatcher that writes down what it is told to say: all readers here speak to it as they do to the real one.

Protocol: SSIP, the Speech Dispatcher documentation, "SSIP Communication". A synthesiser without sound is
infinitely fast, so nothing that was sent is lost to an interruption.
"""

from __future__ import annotations

import re
import socketserver
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

__all__ = ["Dispatcher", "Utterance"]

_TAG = re.compile(r"<[^>]*>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
#: Answers to what is asked before any text, by the command's first words.
_ANSWERS = {
    "SET": ("201 OK SET",),
    "PAUSE": ("211 OK PAUSED",),
    "RESUME": ("212 OK RESUMED",),
    "LIST OUTPUT_MODULES": ("250-none", "250 OK MODULE LIST SENT"),
    "LIST VOICES": ("249-MALE1", "249 OK VOICE LIST SENT"),
    "LIST SYNTHESIS_VOICES": ("249-none\ten\tnone", "249 OK VOICE LIST SENT"),
    "GET": ("251-0", "251 OK GET RETURNED"),
    "HISTORY GET CLIENT_ID": ("245-1", "245 OK CLIENT ID SENT"),
    "BLOCK": ("260 OK INSIDE BLOCK",),
}


@dataclass(frozen=True, slots=True)
class Utterance:
    """One text, letter or key name as it was sent, and when, on the monotonic clock."""

    text: str
    said_at: float
    #: A single letter or a key's name: echo.
    is_echo: bool = False


class Dispatcher:
    """Listens on a port of this machine and, for clients that prefer that, on a socket in `directory`."""

    def __init__(self, directory: Path) -> None:
        self.utterances: list[Utterance] = []
        #: When a reader said anything at all to the server, the wish to be silent included.
        self.heard_at = time.monotonic()
        self.path = directory / "speech"
        self._lock = threading.Lock()
        self._number = 0
        tcp, unix = _Tcp(("127.0.0.1", 0), _Client), _Unix(str(self.path), _Client)
        tcp.dispatcher = unix.dispatcher = self
        self.port: int = tcp.server_address[1]
        self._servers: tuple[socketserver.BaseServer, ...] = (tcp, unix)
        for server in self._servers:
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        """For ``SPEECHD_ADDRESS``."""
        return f"unix_socket:{self.path}"

    def __enter__(self) -> Dispatcher:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def take(self, text: str, *, is_echo: bool = False) -> int:
        """Write one utterance down; its number."""
        with self._lock:
            self._number += 1
            self.heard_at = time.monotonic()
            self.utterances.append(Utterance(text, self.heard_at, is_echo))
            return self._number


class _Client(socketserver.StreamRequestHandler):
    """One reader's connection."""

    server: _Tcp | _Unix

    def handle(self) -> None:
        notifies = False
        try:
            while line := self._line():
                command = " ".join(line.split()).upper()
                if command == "QUIT":
                    self._answer("231 HAPPY HACKING")
                    return
                if command == "SPEAK":
                    self._answer("230 OK RECEIVING DATA")
                    self._spoken(self._text(), notifies)
                elif command.startswith(("CHAR ", "KEY ", "SOUND_ICON ")):
                    self._spoken(line.split(" ", 1)[1].strip(), notifies, is_echo=True)
                elif command.startswith("SET SELF NOTIFICATION"):
                    notifies = command.endswith("ON")
                    self._answer("220 OK NOTIFICATION SET")
                elif command.startswith(("STOP", "CANCEL")):
                    self.server.dispatcher.heard_at = time.monotonic()
                    self._answer("210 OK STOPPED")
                else:
                    known = [answer for start, answer in _ANSWERS.items() if command.startswith(start)]
                    self._answer(*(known[0] if known else ("300 ERR UNKNOWN COMMAND",)))
        except (ConnectionError, ValueError):
            return  # the reader was ended

    def _line(self) -> str:
        return self.rfile.readline().decode("utf-8", "replace")

    def _text(self) -> str:
        lines = []
        while (line := self._line()) and (line := line.rstrip("\r\n")) != ".":
            lines.append(line[1:] if line.startswith("..") else line)
        return "\n".join(lines)

    def _spoken(self, text: str, notifies: bool, *, is_echo: bool = False) -> None:
        if text.startswith("<speak>"):
            text = _TAG.sub("", text)
            for entity, letter in _ENTITIES.items():
                text = text.replace(entity, letter)
        number = self.server.dispatcher.take(text, is_echo=is_echo)
        self._answer(f"225-{number}", "225 OK MESSAGE QUEUED")
        if notifies:
            for code, what in ((701, "BEGIN"), (702, "END")):
                self._answer(f"{code}-{number}", f"{code}-0", f"{code} {what}")

    def _answer(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


class _Tcp(socketserver.ThreadingTCPServer):
    dispatcher: Dispatcher
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False


class _Unix(socketserver.ThreadingUnixStreamServer):
    dispatcher: Dispatcher
    daemon_threads = True
    block_on_close = False
