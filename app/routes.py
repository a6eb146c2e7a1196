"""What the browser asks for beside the pages: citations in a style, and styles by name."""

from __future__ import annotations

from collections.abc import Callable

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from app.components import citing
from app.data import KgError, atlas, search_styles, snippets

__all__ = ["ROUTES"]

#: So many citations are rendered at once; the others wait for their turn.
_TURNS = CapacityLimiter(4)
_LONGEST = 300


async def _cite(request: Request) -> Response:
    of, style = (request.query_params.get(name, "")[:_LONGEST] for name in ("of", "style"))
    chosen = style or "apa"
    return await _shown(lambda: citing.answer(atlas().cite(of, chosen), snippets(of, chosen)))


async def _styles(request: Request) -> Response:
    words = request.query_params.get("q", "")[:_LONGEST]
    return await _shown(lambda: citing.found(search_styles(words, 12)))


async def _shown(make: Callable[[], str]) -> Response:
    def safely() -> tuple[str, int]:
        try:
            return make(), 200
        except KgError as error:
            return citing.failed(str(error)), 422

    body, status = await to_thread.run_sync(safely, limiter=_TURNS)
    return HTMLResponse(body, status, headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})


ROUTES = (Route("/atlas-cite", _cite), Route("/atlas-styles", _styles))
