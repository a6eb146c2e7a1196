"""What the editor asks the server while somebody types: the names there are, and whether the query has a mistake."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from app import data

__all__ = ["routes"]

_LONGEST = 100_000


def routes() -> list[Route]:
    """Return the two routes; the editor's module knows their addresses."""
    return [Route("/atlas-terms.json", _terms), Route("/atlas-check", _check, methods=["POST"])]


def _terms(_: Request) -> Response:
    try:
        return JSONResponse(data.terms(), headers={"Cache-Control": "no-cache"})
    except data.KgError as error:
        return PlainTextResponse(str(error), 503)


async def _check(request: Request) -> Response:
    size = 0
    chunks = []
    async for chunk in request.stream():
        size += len(chunk)
        chunks.append(chunk)
        if size > _LONGEST:
            return PlainTextResponse("this is longer than any query may be", 413)
    text = b"".join(chunks).decode("utf-8", "replace")
    found = await run_in_threadpool(data.mistake, text)
    return JSONResponse(found) if found else Response(status_code=204)
