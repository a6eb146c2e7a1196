"""One worker, seen from outside: a process that is sent requests and read frame by frame."""

from __future__ import annotations

import json
import os
import select
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.workers import END, FRAME, READY

__all__ = ["Worker"]

_HEAD = struct.calcsize(FRAME)
_LAST = struct.pack(FRAME, END, 0)
_START = 30.0
_READ = 1 << 17


class Worker:
    """A process that has opened a build; it is busy with one request at a time."""

    def __init__(self, build: Path, memory: int, prefixes: Mapping[str, str]) -> None:
        self.build, self.is_ready, self._buffer = build, False, bytearray()
        self._process = _spawn()
        self._out = self._process.stdout.fileno()  # type: ignore[union-attr]
        self._poll = select.poll()
        self._poll.register(self._out, select.POLLIN)
        self._tell({"store": str(build), "memory": memory, "prefixes": prefixes})

    @property
    def is_alive(self) -> bool:
        """Whether the process is still there."""
        return self._process.poll() is None

    def send(self, request: Mapping[str, Any]) -> tuple[bytes, bytes] | None:
        """Send a request, or return the frame in which a worker that cannot take one has said why."""
        if not self.is_ready and (said := self.frame(_START))[0] != READY:
            return said
        self.is_ready = True
        self._tell(request)
        return None

    def _tell(self, what: Mapping[str, Any]) -> None:
        # A process that has died is noticed where its answer is read.
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(what).encode() + b"\n")  # type: ignore[union-attr]

    def frame(self, seconds: float) -> tuple[bytes, bytes]:
        """Return the kind and content of the next frame; raises TimeoutError, or EOFError where the process ended."""
        last = time.monotonic() + seconds
        while (found := self.waiting_frame()) is None:
            if not self._poll.poll(max(0.0, last - time.monotonic()) * 1000):
                raise TimeoutError
            data = os.read(self._out, _READ)
            if not data:
                raise EOFError
            self._buffer += data
        return found

    def waiting_frame(self) -> tuple[bytes, bytes] | None:
        """Return the next frame where it has been read already."""
        if len(self._buffer) < _HEAD:
            return None
        kind, size = struct.unpack_from(FRAME, self._buffer)
        if len(self._buffer) < (whole := _HEAD + size):
            return None
        content = bytes(memoryview(self._buffer)[_HEAD:whole])
        del self._buffer[:whole]
        return kind, content

    def is_done(self) -> bool:
        """Whether the end of an answer has been read already, which often comes with its last chunk."""
        if self._buffer != _LAST:
            return False
        self._buffer.clear()
        return True

    def kill(self) -> None:
        """End the process; who reads from it gets an EOFError."""
        self._process.kill()

    def end(self) -> int:
        """End the process, and return its exit code once it is gone with its files."""
        code = self._process.poll()
        self._process.kill()
        self._process.wait()
        for file in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                file.close()  # type: ignore[union-attr]
        return self._process.returncode if code is None else code


def _spawn() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH"))))
    # -P: a file in the current directory must not stand in for a module. A session of its own: Ctrl-C is not for it.
    return subprocess.Popen([sys.executable, "-P", "-m", "kg.workers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, bufsize=0, start_new_session=True,
                            env={**os.environ, "PYTHONPATH": path})
