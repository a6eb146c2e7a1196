"""The graph over HTTP: a page and data for every thing, SPARQL 1.1 Protocol at `/sparql`, and its state at `/health`.

The only part that knows HTTP. `addresses` answers for things, `wholes` says where many of them stand at once,
`negotiation` reads what is asked, `headers` says what an answer is, `paths` makes routes; `service` answers queries,
`protocol` reads those, `description` tells programs what there is; `accept` weighs formats, `problem` says what went
wrong, `cache` keeps answers.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette
    from starlette.routing import BaseRoute

    from kg.catalog import Atlas
    from kg.endpoint.addresses import Things
    from kg.workers import Limits

__all__ = ["app", "routes"]


_CACHE = 32 << 20


def routes(store: Path | str | None = None, limits: Limits | None = None, cache: int = _CACHE, *,
           explorer: Callable[[], Atlas] | None = None, editions: Path | None = None) -> list[BaseRoute]:
    """Return the routes of the service, which keeps so many bytes of answers, for any application of Starlette's.

    Where the app stands at the root, `explorer` returns the atlas that it has opened; pages then link to the app.
    """
    return _served(store, limits, cache, explorer, editions)[0]


def _served(store: Path | str | None, limits: Limits | None, cache: int, explorer: Callable[[], Atlas] | None,
            editions: Path | None) -> tuple[list[BaseRoute], Things]:
    from starlette.middleware import Middleware  # an extra, which the command line does without
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.routing import Route

    from kg.endpoint import addresses, downloads, embeds, unapi
    from kg.endpoint import editions as old
    from kg.endpoint.cache import Cache
    from kg.endpoint.service import Health, Service
    from kg.pages import Site

    # Level 4 makes a table a tenth of its size, in a third of the time of level 9.
    packed = [Middleware(GZipMiddleware, compresslevel=4)]
    kept = Cache(cache)
    service = Service(store, limits, kept)
    atlas = explorer or service.atlas
    site = Site(has_explorer=explorer is not None)
    things = addresses.Things(atlas, site, kept)
    beside = old.beside(store, editions, atlas, site, lambda opened, around: addresses.Things(opened, around, kept))
    root = [] if explorer else [Route("/", things, middleware=packed, name="home")]
    beneath = [*old.routes(beside, middleware=packed), *embeds.routes(atlas), *unapi.routes(atlas),
               *downloads.routes(atlas), Route("/sparql", service, middleware=packed, name="sparql"),
               Route("/health", Health(service), name="health"), *addresses.routes(things, middleware=packed)]
    return [*root, *beneath], things


def app(store: Path | str | None = None, limits: Limits | None = None, cache: int = _CACHE,
        editions: Path | None = None) -> Starlette:
    """Return the service alone, as an ASGI application, which is warm when it takes its first request."""
    from anyio import to_thread
    from starlette.applications import Starlette

    made, things = _served(store, limits, cache, None, editions)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await to_thread.run_sync(things.warm)
        yield

    return Starlette(routes=made, lifespan=lifespan)
