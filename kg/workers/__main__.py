"""The worker: one request on standard input, its answer on standard output, and no way to do harm in between."""

from __future__ import annotations

import json
import os
import struct
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KgError, QueryRefused, QuerySyntaxError
from kg.workers import SERVICE, TOLD

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["main"]

#: Machine -> its number for seccomp, and the number of its call socket(2).
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2


class _Capped:
    """Standard output up to so many bytes, so that an endless answer fills nobody's memory."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise QueryRefused(f"the answer is larger than {self._most} bytes; add a LIMIT")
        return sys.stdout.buffer.write(data)

    def flush(self) -> None:
        sys.stdout.buffer.flush()


def main() -> int:
    """Answer the request on standard input; the exit code says whether a KgError is told on standard error."""
    request = json.loads(sys.stdin.buffer.read())
    _confine(request["seconds"])
    try:
        _answer(request)
    except KgError as error:
        sys.stderr.write(json.dumps({"kind": type(error).__name__, "message": str(error), **vars(error)}))
        return TOLD
    return 0


def _answer(request: dict[str, Any]) -> None:
    from kg.store import MEDIA, Store  # noqa: PLC0415 - nothing of the engine runs before sockets are forbidden

    if request["format"] not in MEDIA:
        raise QueryRefused(f"no format {request['format']!r}; choose one of {', '.join(MEDIA)}")
    store = Store.open(Path(request["store"]))
    _limit_memory(request["memory"])
    output = _Capped(request["bytes"])
    try:
        store.answer(request["text"], request["format"], output, request["prefixes"])
    except QuerySyntaxError as error:
        raise _explained(store, request, error) from error
    except PermissionError as error:
        raise QueryRefused(SERVICE) from error
    output.flush()


def _explained(store: Store, request: dict[str, Any], error: QuerySyntaxError) -> QuerySyntaxError:
    """Return the error at the place where it is: the parser's own place may be a few words too far."""
    from kg.workers import text as texts  # noqa: PLC0415 - only for a text with a mistake

    asked, prefixes = request["text"], request["prefixes"]
    spread = texts.spread(asked)
    try:
        store.answer(spread.text, request["format"], _Capped(0), prefixes)
    except QuerySyntaxError as again:
        return texts.explained(asked, prefixes, str(error), spread.original(again.line, again.column))
    except KgError:
        pass  # with room between its tokens the text has another meaning, or none
    return texts.explained(asked, prefixes, str(error), texts.offset(asked, error.line, error.column))


def _confine(seconds: float) -> None:
    import resource  # noqa: PLC0415 - Unix only, like the limits

    # The processor's time ends a worker whose parent was killed before it could end it.
    time = int(seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (time, time))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _forbid_sockets()


def _limit_memory(room: int) -> None:
    """Allow so many bytes beyond what is in use: an opened store takes more the more processors there are."""
    import resource  # noqa: PLC0415

    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + room
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _forbid_sockets() -> None:
    """Let the kernel answer EPERM to socket(2), on the machines whose number for it is known."""
    if os.uname().machine not in _SOCKET:
        return
    import ctypes  # noqa: PLC0415 - only here

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
