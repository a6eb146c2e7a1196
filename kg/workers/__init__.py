"""Anybody's SPARQL query, answered in a process of its own that can be killed.

Oxigraph cannot stop a query, follows SERVICE to any address, and overflows its stack on deep nesting. So a text is
looked at before anything parses it (`text`), and is then answered by `python -m kg.workers` (`__main__`), which on
Linux also has no sockets and a limit of memory. The worker imports this module: what it does not need is lazy here.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from kg import errors
from kg.errors import KgError, QueryRefused, QuerySyntaxError, QueryTimeout

__all__ = ["ask"]

#: Exit code of a worker that says on standard error, as JSON, what a user can do about it.
TOLD = 3
#: What is said of a query that names the keyword, or that gets past the look at its words.
SERVICE = "SERVICE would ask another server, which is not done here; take it out"

#: So many queries run at once; the others wait for their turn.
_SLOTS = BoundedSemaphore(4)
_MOST_BYTES = 50_000_000
_MEMORY = 2 << 30


def ask(text: str, store: Path | str | None = None, format: str = "json",  # noqa: A002 - the name a caller expects
        seconds: float = 10.0, *, max_bytes: int = _MOST_BYTES) -> bytes:
    """Return the answer to a query as a file of that format; the store is the default one unless given.

    Raises QuerySyntaxError with line and column, QueryTimeout when the time is over, and QueryRefused for an update,
    a SERVICE call, a format that cannot hold the answer, and whatever is beyond a limit.
    """
    from kg.places import default  # noqa: PLC0415
    from kg.vocab import PREFIXES  # noqa: PLC0415
    from kg.workers.text import refuse  # noqa: PLC0415

    refuse(text)
    directory = ((Path(store) if store else default().store) / "current").resolve()
    if not _SLOTS.acquire(timeout=seconds):
        raise QueryRefused("too many queries are running; ask again in a moment")
    try:
        code, answer, said = _run({"text": text, "store": str(directory), "format": format, "prefixes": PREFIXES,
                                   "seconds": seconds, "bytes": max_bytes, "memory": _MEMORY})
    finally:
        _SLOTS.release()
    if code:
        raise _failure(code, said)
    return answer


def _run(request: Mapping[str, Any]) -> tuple[int, bytes, bytes]:
    """Return the exit code, standard output and standard error of a worker; it is gone when this returns."""
    import subprocess  # noqa: PLC0415

    path = os.pathsep.join(filter(None, (str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH"))))
    # -P: a file in the current directory must not stand in for a module.
    worker = subprocess.Popen([sys.executable, "-P", "-m", "kg.workers"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
                              env={**os.environ, "PYTHONPATH": path})
    try:
        out, said = worker.communicate(json.dumps(request).encode(), timeout=request["seconds"])
    except subprocess.TimeoutExpired as error:
        raise QueryTimeout(f"stopped after {request['seconds']:g} s; narrow the query or add a LIMIT") from error
    finally:
        _end(worker)
    return worker.returncode, out, said


def _end(worker: Any) -> None:
    import signal  # noqa: PLC0415

    if worker.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
    for stream in (worker.stdin, worker.stdout, worker.stderr):
        with suppress(OSError):
            stream.close()


def _failure(code: int, said: bytes) -> Exception:
    """Return what a worker that ended with this code has told, or what its death means."""
    if code < 0 or b"MemoryError" in said:
        return QueryRefused("the query is too complex: it needs more memory or a deeper stack than a query may have")
    if code != TOLD:
        return RuntimeError(said.decode("utf-8", "replace"))
    told = json.loads(said)
    if told["kind"] == "QuerySyntaxError":
        return QuerySyntaxError(told["message"], told["line"], told["column"])
    kind: type[KgError] = getattr(errors, told["kind"])
    return kind(told["message"])
