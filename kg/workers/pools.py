"""The workers of a store: who gets one, who waits for one, and what becomes of one that has to be killed."""

from __future__ import annotations

import json
import time
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Condition, Lock
from typing import Any

from kg import errors
from kg.errors import KgError, QueryRefused, QueryTimeout, TooBusy
from kg.vocab import PREFIXES
from kg.workers import DATA, END, ERROR, TOO_COMPLEX, Limits
from kg.workers.process import Worker

__all__ = ["Answer", "Pool"]


class Pool:
    """The workers of a store; safe to share between threads."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.limits, self._store = limits, store
        self._turn = Condition()
        self._idle: deque[Worker] = deque()
        self._running = self._waiting = self._kept = 0
        self._is_closed, self._all = False, set[Worker]()
        # The finalizer also runs when the interpreter ends.
        weakref.finalize(self, _end_all, self._all)

    def warm(self) -> None:
        """Keep a worker more than may run ready from now on, so that nobody waits for the start of one."""
        self._kept = self.limits.workers + 1
        self._top_up()

    def close(self) -> None:
        """End the workers that are idle; those that are busy end with their answers."""
        self._is_closed, self._kept = True, 0
        while self._idle:
            self._end(self._idle.popleft())

    def load(self) -> dict[str, int]:
        """Return how many queries are running and waiting, of how many that may."""
        return {"running": self._running, "workers": self.limits.workers, "waiting": self._waiting,
                "queue": self.limits.queue}

    def answer(self, text: str, formats: Sequence[str], *, graphs: tuple[Sequence[str], Sequence[str]] | None = None,
               seconds: float | None = None, rows: int | None = None) -> Answer:
        """Return the answer to a query, which is asked when it is started or read."""
        time_ = self.limits.seconds if seconds is None else seconds
        return Answer(self, {"text": text, "formats": list(formats), "graphs": graphs, "rows": rows, "seconds": time_})

    def parse(self, text: str, seconds: float) -> Answer:
        """Return the answer to a query from a graph without a triple: whatever is wrong with its text comes out."""
        return Answer(self, {"text": text, "formats": ["json", "turtle"], "graphs": None, "rows": 0, "seconds": seconds,
                             "is_check": True})

    def take(self, answer: Answer) -> Worker:
        """Return an idle worker for an answer, once it is its turn; raises TooBusy."""
        with self._turn:
            self._wait(answer)
            self._running += 1
        try:
            return self._current()
        except BaseException:
            self._leave()
            raise

    def _wait(self, answer: Answer) -> None:
        most = self.limits.workers
        if self._running + self._waiting < most:
            return
        if self._waiting >= self.limits.queue:
            raise TooBusy(f"{most} queries are running and {self._waiting} are waiting; ask again in a moment")
        self._waiting += 1
        try:
            if not self._turn.wait_for(lambda: answer.is_closed or self._running < most, self.limits.patience):
                raise TooBusy(f"no query of {most} ended within {self.limits.patience:g} s; ask again in a moment")
        finally:
            self._waiting -= 1
            self._turn.notify_all()

    def _current(self) -> Worker:
        """Return a worker that has the last good build open; the others are of no use any more."""
        build = (self._store / "current").resolve()
        while True:
            try:
                worker = self._idle.popleft()
            except IndexError:
                return self._new(build)
            if worker.build == build and worker.is_alive:
                return worker
            self._end(worker)

    def _new(self, build: Path) -> Worker:
        worker = Worker(build, self.limits.memory, PREFIXES)
        self._all.add(worker)
        return worker

    def _end(self, worker: Worker) -> int:
        self._all.discard(worker)
        return worker.end()

    def give_back(self, worker: Worker, *, is_clean: bool) -> int:
        """Take a worker back, for more work only where it has come to the end of its answer; return its exit code."""
        code = 0
        if is_clean and not self._is_closed:
            self._idle.append(worker)
        else:
            code = self._end(worker)
        self._leave()
        self._top_up()
        return code

    def woken(self) -> None:
        """Let those who wait look whether they still want to."""
        with self._turn:
            self._turn.notify_all()

    def _leave(self) -> None:
        with self._turn:
            self._running -= 1
            self._turn.notify_all()

    def _top_up(self) -> None:
        build = (self._store / "current").resolve()
        with self._turn:
            while len(self._idle) + self._running < self._kept:
                self._idle.append(self._new(build))


def _end_all(workers: set[Worker]) -> None:
    while workers:
        workers.pop().end()


class Answer:
    """The answer to one query: chunks of bytes, read by one thread at a time; any thread may close it.

    The time that counts is the time spent waiting for the worker, not what the reader takes for a chunk.
    """

    def __init__(self, pool: Pool, request: dict[str, Any]) -> None:
        self.format, self.is_truncated, self.is_over, self.is_closed = "", False, False, False
        self._pool, self._request, self._left = pool, request, float(request["seconds"])
        self._worker: Worker | None = None
        self._lock, self._is_busy = Lock(), False
        self._ahead = b""

    def start(self) -> None:
        """Ask, and return when the first chunk is there: its format, and whether rows are left out, are known then."""
        worker = self._pool.take(self)
        with self._lock:
            self._worker = worker
        head = json.loads(self._read(self._request)[1])
        self.format, self.is_truncated = head["format"], head["truncated"]
        self._ahead = self._chunk()

    def __iter__(self) -> Iterator[bytes]:
        while chunk := self.read():
            yield chunk

    def read(self) -> bytes:
        """Return the next chunk; nothing is the end."""
        if not self.format:
            self.start()
        chunk, self._ahead = self._ahead or self._chunk(), b""
        return chunk

    def _chunk(self) -> bytes:
        if self.is_over:
            return b""
        kind, content = self._read()
        if kind == END or (self._worker and self._worker.is_done()):
            self._finish(is_clean=True)
        return content if kind == DATA else b""

    def _read(self, request: dict[str, Any] | None = None) -> tuple[bytes, bytes]:
        """Return the next frame of the worker; whatever goes wrong ends the answer."""
        began = time.monotonic()
        worker = self._begin()
        try:
            kind, content = (request and worker.send(request)) or worker.frame(self._left)
        except (TimeoutError, EOFError) as error:
            raise self._failure(error) from error
        except BaseException:
            self._finish(is_clean=False)
            raise
        finally:
            self._is_busy = False
        self._left -= time.monotonic() - began
        if self.is_closed:
            raise self._failure(EOFError())
        if kind == ERROR:
            self._finish(is_clean=worker.is_ready)
            raise _told(json.loads(content))
        return kind, content

    def _begin(self) -> Worker:
        with self._lock:
            if self._worker is not None and not self.is_closed:
                self._is_busy = True
                return self._worker
        raise self._failure(EOFError())

    def _failure(self, error: Exception) -> Exception:
        """Return what a reading that broke off means, after the worker is gone."""
        code = self._finish(is_clean=False)
        if self.is_closed:
            return QueryRefused("the query was stopped, because nobody waits for its answer")
        if isinstance(error, TimeoutError):
            return QueryTimeout(f"stopped after {self._request['seconds']:g} s; narrow the query or add a LIMIT")
        return QueryRefused(TOO_COMPLEX) if code < 0 else RuntimeError(f"a worker ended with exit code {code}")

    def _finish(self, *, is_clean: bool) -> int:
        with self._lock:
            worker, self._worker, self.is_over = self._worker, None, True
        return self._pool.give_back(worker, is_clean=is_clean) if worker else 0

    def close(self) -> None:
        """Stop the query, if it is still running; its worker is killed."""
        with self._lock:
            self.is_closed = True
            worker, is_busy = self._worker, self._is_busy
        if worker is None:
            self._pool.woken()
        elif is_busy:
            worker.kill()  # who reads from it finds its end
        else:
            self._finish(is_clean=False)


def _told(said: dict[str, Any]) -> Exception:
    """Return the error that a worker has told; what is no KgError is a mistake of ours."""
    kind: type[KgError] | None = getattr(errors, said.pop("kind"), None)
    message = said.pop("message")
    return kind(message, **said) if kind else RuntimeError(message)
