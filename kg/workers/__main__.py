"""The worker: requests on standard input, answers on standard output, and no way to do harm in between."""

from __future__ import annotations

import io
import json
import os
import struct
import sys
import traceback
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, QueryForbidden, QueryRefused, QuerySyntaxError
from kg.workers import DATA, END, ERROR, FRAME, HEAD, READY, SERVICE, TOO_COMPLEX
from kg.workers import text as texts

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["main"]

_CHUNK = 1 << 16

#: Machine -> its number for seccomp, and the number of its call socket(2).
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Frames(io.RawIOBase):
    """Standard output as the frames of one answer; the last chunk waits for the end, so that both go out in one."""

    def __init__(self, head: dict[str, Any]) -> None:
        self._held = _frame(HEAD, json.dumps(head).encode())

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if len(self._held) > _CHUNK:
            _send(self._held)
            self._held = b""
        self._held += _frame(DATA, bytes(data))
        return len(data)

    def end(self) -> None:
        _send(self._held + _frame(END))


def _frame(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(FRAME, kind, len(content)) + content


def _send(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _tell(error: Exception) -> None:
    """Send a KgError as it is, anything else with its traceback: that one is a mistake of ours."""
    message = str(error) if isinstance(error, KgError) else "".join(traceback.format_exception(error))
    _send(_frame(ERROR, json.dumps({"kind": type(error).__name__, "message": message, **vars(error)},
                                   default=str).encode()))


def main() -> int:
    """Answer the requests on standard input, one in a line, until there are no more."""
    settings = json.loads(sys.stdin.buffer.readline())
    _confine()
    try:
        from kg.store import Store  # nothing of the engine runs before sockets are forbidden

        store = Store.open(Path(settings["store"]))
    except KgError as error:
        _tell(error)
        return 1
    _limit_memory(settings["memory"])
    with suppress(BrokenPipeError):  # whoever asked is gone
        _send(_frame(READY))
        for line in sys.stdin.buffer:
            _serve(store, {**settings, **json.loads(line)})
    # What is left in the buffer of a broken pipe would be written, and reported, at the end of the interpreter.
    os._exit(0)


def _serve(store: Store, request: dict[str, Any]) -> None:
    _limit_time(request["seconds"])
    try:
        _answer(store, request)
    except BrokenPipeError:
        raise
    except PermissionError:
        _tell(QueryForbidden(SERVICE))
    except MemoryError:
        _tell(QueryRefused(TOO_COMPLEX))
    except Exception as error:  # the one who asked has to hear of it
        _tell(error)


def _answer(store: Store, request: dict[str, Any]) -> None:
    from kg.store import Store  # loaded long ago, after sockets were forbidden

    _refuse(request["text"])
    if request.get("is_check"):
        store = Store.empty()  # whatever it asks, nothing has to be looked for
    try:
        found = store.answer(request["text"], request["formats"], request["prefixes"], request["graphs"],
                             request["rows"])
    except QuerySyntaxError as error:
        raise _explained(store, request, error) from error
    frames = _Frames({"format": found.format, "truncated": found.is_truncated})
    buffer = io.BufferedWriter(frames, _CHUNK)
    found.write(buffer)
    buffer.flush()
    frames.end()


@lru_cache(256)
def _refuse(text: str) -> None:
    """Look at a text as `refuse` does; one that has passed need not be looked at again."""
    texts.refuse(text)


def _explained(store: Store, request: dict[str, Any], error: QuerySyntaxError) -> QuerySyntaxError:
    """Return the error at the place where it is: the parser's own place may be a few words too far."""
    asked, prefixes = request["text"], request["prefixes"]
    spread = texts.spread(asked)
    try:
        store.answer(spread.text, request["formats"], prefixes)
    except QuerySyntaxError as again:
        return texts.explained(asked, prefixes, str(error), spread.original(again.line, again.column))
    except KgError:
        pass  # with room between its tokens the text has another meaning, or none
    return texts.explained(asked, prefixes, str(error), texts.offset(asked, error.line, error.column))


def _confine() -> None:
    import resource  # Unix only, like the limits

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _forbid_sockets()


def _limit_time(seconds: float) -> None:
    """Let the processor's time end a worker whose parent was killed before it could end it."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _limit_memory(room: int) -> None:
    """Allow so many bytes beyond what is in use: an opened store takes more the more processors there are."""
    import resource

    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + room
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _forbid_sockets() -> None:
    """Let the kernel answer EPERM to socket(2), on the machines whose number for it is known."""
    if os.uname().machine not in _SOCKET:
        return
    import ctypes  # only here

    machine, socket = _SOCKET[os.uname().machine]
    code = b"".join(struct.pack("HBBI", *step) for step in (
        (0x20, 0, 0, 4), (0x15, 0, 3, machine),  # load the machine; another one: allow
        (0x20, 0, 0, 0), (0x15, 0, 1, socket),   # load the call; another one: allow
        (0x06, 0, 0, 0x00050001), (0x06, 0, 0, 0x7FFF0000)))  # EPERM; allow
    steps = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(struct.pack("HP", len(code) // 8, ctypes.addressof(steps)))
    prctl = ctypes.CDLL(None).prctl
    prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    prctl(_SECCOMP, _FILTER, program)


if __name__ == "__main__":
    sys.exit(main())
