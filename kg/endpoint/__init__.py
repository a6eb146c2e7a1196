"""The graph over HTTP: SPARQL 1.1 Protocol at `/sparql`, and whether it can answer at `/health`.

The only part that knows HTTP. `protocol` reads requests, `accept` weighs formats, `problem` says what went wrong,
`description` tells programs what there is, `cache` keeps answers, `service` puts them together.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import Route

    from kg.workers import Limits

__all__ = ["app", "routes"]


_CACHE = 32 << 20


def routes(store: Path | str | None = None, limits: Limits | None = None, cache: int = _CACHE) -> list[Route]:
    """Return the routes of the service, which keeps so many bytes of answers, for any application of Starlette's."""
    from starlette.middleware import Middleware  # an extra, which the command line does without
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.routing import Route

    from kg.endpoint.cache import Cache
    from kg.endpoint.service import Health, Service

    # Level 4 makes a table a tenth of its size, in a third of the time of level 9.
    packed = [Middleware(GZipMiddleware, compresslevel=4)]
    service = Service(store, limits, Cache(cache))
    return [Route("/sparql", service, middleware=packed, name="sparql"),
            Route("/health", Health(service), name="health")]


def app(store: Path | str | None = None, limits: Limits | None = None, cache: int = _CACHE) -> Starlette:
    """Return the service alone, as an ASGI application."""
    from starlette.applications import Starlette
    from starlette.responses import RedirectResponse
    from starlette.routing import Route

    home = Route("/", lambda _: RedirectResponse("sparql"), name="home")
    return Starlette(routes=[home, *routes(store, limits, cache)])
