"""The service itself: a query in, an answer out as it is made, and nothing left running when the client has gone."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

import anyio
from anyio import to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from kg.catalog import Atlas, current, open_atlas
from kg.endpoint import description
from kg.endpoint.accept import GRAPHS, TABLES, named, ranked
from kg.endpoint.cache import Cache
from kg.endpoint.headers import etag, is_known
from kg.endpoint.problem import Problem, problem, response
from kg.endpoint.protocol import METHODS, Asked, read
from kg.errors import KgError
from kg.workers import Limits, pool
from kg.workers.pools import Answer

__all__ = ["Health", "Service"]

_LOG = logging.getLogger("kg.endpoint")
_HEADERS = {"Access-Control-Allow-Origin": "*",
            "Access-Control-Expose-Headers": "ETag, Retry-After, X-Edition, X-Query-Time, X-Truncated"}
_PREFLIGHT = {"Allow": METHODS, "Access-Control-Allow-Methods": METHODS, "Access-Control-Allow-Headers": "*",
              "Access-Control-Max-Age": "86400"}
#: An answer with one of these is another one each time.
_CHANCE = re.compile(r"\b(NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)
#: How long a client may take to read an answer, which keeps a worker from others.
_READING = 600.0


class Service:
    """The SPARQL service of a store, as an ASGI application."""

    def __init__(self, store: Path | str | None, limits: Limits | None, cache: Cache) -> None:
        self._store, self.pool, self._cache = store, pool(store, limits), cache
        self.pool.warm()
        self._opened: tuple[Path, Atlas] | None = None
        # Each query that runs or waits takes a thread; what is refused at once takes one for a moment.
        self._threads = anyio.CapacityLimiter(self.pool.limits.workers + self.pool.limits.queue + 4)

    def atlas(self) -> Atlas:
        """Return the last good build, opened."""
        build = current(self._store)
        if self._opened is None or self._opened[0] != build:
            self._opened = build, open_atlas(self._store)
        return self._opened[1]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; what is logged of it has no word of the query."""
        request, began = Request(scope, receive), perf_counter()
        status = await self._respond(request, send)
        _LOG.info("%s %s %d %.0f ms", request.method, scope["path"], status, (perf_counter() - began) * 1000)

    async def _respond(self, request: Request, send: Send) -> int:
        if request.method == "OPTIONS":
            return await _sent(Response(status_code=204, headers={**_HEADERS, **_PREFLIGHT}), request, send)
        asked: Asked | None = None
        try:
            asked = await read(request)
            if asked.query is not None:
                return await self._query(request, asked, send)
            return await _sent(await self._described(request, asked.format), request, send)
        except ClientDisconnect:
            return 499
        except (Problem, KgError) as error:
            if isinstance(error, KgError):
                error = problem(error, (asked and asked.query) or "", is_address=request.method != "POST")
            return await _sent(response(error, request.headers.get("accept", ""), _HEADERS), request, send)

    # --- without a query ---

    async def _described(self, request: Request, format_: str) -> Response:
        accept = request.headers.get("accept", "")
        offers = [*GRAPHS, "text/html", "application/xhtml+xml"]
        types = [one for one in named(format_) if one in GRAPHS] if format_ else ranked(accept, offers)
        headers = {**_HEADERS, "Vary": "Accept", "X-Edition": self.atlas().edition, "Cache-Control": "no-cache"}
        if types and types[0] in ("text/html", "application/xhtml+xml"):
            return Response(description.page(self.atlas().title), 200, headers, "text/html")
        if not types:
            raise _not_offered(offers[:-1])
        address = str(request.url.replace(query="", fragment=""))
        tag = headers["ETag"] = etag(self.atlas().edition, address, types[0])
        if is_known(request, tag):
            return Response(status_code=304, headers=headers)
        body = await to_thread.run_sync(description.written, self.atlas(), self._store, address, GRAPHS[types[0]])
        return Response(body, 200, headers, types[0])

    # --- a query ---

    async def _query(self, request: Request, asked: Asked, send: Send) -> int:
        types = _types(request.headers.get("accept", ""), asked.format)
        edition, query = self.atlas().edition, asked.query or ""
        headers = {**_HEADERS, "Vary": "Accept", "X-Edition": edition, "Cache-Control": "no-cache"}
        if not _CHANCE.search(query):
            tag = etag(edition, query, repr(asked.graphs), repr(types), str(self.pool.limits.rows))
            headers["ETag"] = tag
            if request.method != "POST" and is_known(request, tag):
                return await _sent(Response(status_code=304, headers=headers), request, send)
            if kept := self._cache.get(tag):
                return await _sent(kept, request, send)
        formats = list(dict.fromkeys((TABLES if t in TABLES else GRAPHS)[t] for t in types)) + (
            ["jsonld"] if "application/json" in types else [])
        answer = self.pool.answer(query, formats, graphs=asked.graphs, rows=self.pool.limits.rows)
        return await self._watched(request, answer, headers, types, send)

    async def _watched(self, request: Request, answer: Answer, headers: dict[str, str], types: list[str],
                       send: Send) -> int:
        """Deliver an answer while listening to whether the client is still there; a query without one is stopped."""
        outcome: int | Exception = 499
        async with anyio.create_task_group() as group:
            group.start_soon(_stop_when_gone, request, answer)
            try:
                with anyio.move_on_after(self.pool.limits.seconds + self.pool.limits.patience + _READING):
                    outcome = await self._deliver(request, answer, headers, types, send)
            except (KgError, Problem) as error:
                outcome = error  # raised in the group, it would come out as a group of errors
            finally:
                with anyio.CancelScope(shield=True):
                    await to_thread.run_sync(answer.close) if not answer.is_over else None
                group.cancel_scope.cancel()
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def _deliver(self, request: Request, answer: Answer, headers: dict[str, str], types: list[str],
                       send: Send) -> int:
        began = perf_counter()
        await to_thread.run_sync(answer.start, limiter=self._threads)
        headers["X-Query-Time"] = f"{perf_counter() - began:.3f}"
        if answer.is_truncated:
            headers["X-Truncated"] = f"rows={self.pool.limits.rows}"
        media = next(t for t in types if answer.format in (TABLES.get(t), GRAPHS.get(t)))
        chunk = answer.read()
        if answer.is_over or request.method == "HEAD":
            whole = Response(chunk, 200, headers, media)
            if not answer.is_over:
                del whole.headers["content-length"]
            elif tag := headers.get("ETag"):
                self._cache.put(tag, whole)
            return await _sent(whole, request, send)
        start = Response(None, 200, headers, media)
        del start.headers["content-length"]
        await send({"type": "http.response.start", "status": 200, "headers": start.raw_headers})
        return await self._rest(answer, chunk, send)

    async def _rest(self, answer: Answer, chunk: bytes, send: Send) -> int:
        """Send chunk after chunk; an answer that breaks off gets no end, so that nobody takes it for whole."""
        while chunk:
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            try:
                chunk = await to_thread.run_sync(answer.read, limiter=self._threads)
            except KgError as error:
                _LOG.info("an answer broke off: %s", error)
                return 200
        await send({"type": "http.response.body", "body": b"", "more_body": False})
        return 200


async def _stop_when_gone(request: Request, answer: Answer) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    await to_thread.run_sync(answer.close)


@lru_cache(256)
def _types(accept: str, format_: str) -> list[str]:
    """Return the media types to try, the best first; which of them fit is known when the query has been read."""
    offers = list(dict.fromkeys((*TABLES, *GRAPHS)))
    if format_ and not named(format_):
        raise _not_offered(offers)
    return named(format_) if format_ else ranked(accept, offers)


def _not_offered(offers: list[str]) -> Problem:
    return Problem(406, "Not in this format", f"choose one of {', '.join(offers)}", offers=offers)


async def _sent(found: Response, request: Request, send: Send) -> int:
    await found(request.scope, request.receive, send)
    return found.status_code


class Health:
    """Whether the service can answer, as an ASGI application: 200 or 503."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the state of the store and of the workers."""
        found: dict[str, Any] = {**self._service.pool.load()}
        try:
            found = {"status": "ok", "edition": self._service.atlas().edition, **found}
        except KgError as error:
            found = {"status": "failing", "detail": str(error), **found}
        status = 200 if found["status"] == "ok" else 503
        await JSONResponse(found, status, {**_HEADERS, "Cache-Control": "no-store"})(scope, receive, send)
