"""Answers that are kept: a build never changes, so neither does what it answers."""

from __future__ import annotations

from collections import OrderedDict
from copy import copy
from threading import Lock

from starlette.responses import Response

__all__ = ["Cache"]


class Cache:
    """Answers by their ETag, which names the build; the one that nobody has asked for longest makes room.

    Several threads may use it at once.
    """

    def __init__(self, room: int) -> None:
        self._room, self._used = room, 0
        self._kept: OrderedDict[str, Response] = OrderedDict()
        self._lock = Lock()

    def get(self, tag: str) -> Response | None:
        """Return the answer with this ETag, where it is kept."""
        with self._lock:
            if tag not in self._kept:
                return None
            self._kept.move_to_end(tag)
            return _copied(self._kept[tag])

    def put(self, tag: str, answer: Response) -> None:
        """Keep an answer, unless it would take more than a tenth of the room."""
        with self._lock:
            if len(answer.body) * 10 > self._room or tag in self._kept:
                return
            self._kept[tag] = _copied(answer)
            self._used += len(answer.body) + _BESIDE
            while self._used > self._room:
                self._used -= len(self._kept.popitem(last=False)[1].body) + _BESIDE


def _copied(answer: Response) -> Response:
    """Return an answer with headers of its own: what packs an answer changes them."""
    found = copy(answer)
    found.raw_headers = list(answer.raw_headers)
    return found


#: What an answer takes beside its body.
_BESIDE = 2_000
