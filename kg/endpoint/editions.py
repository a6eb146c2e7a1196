"""Old editions beside the current one: each below `/edition/{name}/`, at the addresses of the current one.

An edition is opened when somebody first asks for it; only a few stay open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.catalog import Atlas
from kg.catalog.edition import AUTHORS
from kg.editions import FEED, EditionInfo, atom, changes, editions, find, news, open_edition, pages, told
from kg.endpoint.paths import plain
from kg.endpoint.problem import Problem, response
from kg.errors import KgError, UnknownName
from kg.pages import Site, missing
from kg.places import default

__all__ = ["Beside", "beside", "routes"]

#: So many editions stay open, and so many are told of on the page of what is new.
_OPEN, _TOLD = 2, 3
_HEADERS = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
_PAGE = {**_HEADERS, "Content-Security-Policy": "frame-ancestors 'self'"}
#: The ending of a file of an edition -> its media type.
_FILES = {".ttl": "text/turtle", ".cff": "application/yaml", ".md": "text/markdown", ".atom": "application/atom+xml",
          ".json": "application/json", ".gz": "application/gzip", "": "text/plain"}
_CURRENT = "current"


class Beside(NamedTuple):
    """What stands beside the editions: the store, their directory, the last good build, and what is around its pages.

    `shown` makes what answers at the addresses of one atlas, below any path.
    """

    store: Path
    directory: Path
    atlas: Callable[[], Atlas]
    site: Site
    shown: Callable[[Callable[[], Atlas], Site], ASGIApp]


def beside(store: Path | str | None, directory: Path | None, atlas: Callable[[], Atlas], site: Site,
           shown: Callable[[Callable[[], Atlas], Site], ASGIApp]) -> Beside:
    """Return what stands beside the editions of a directory, or of that beside the store."""
    home = Path(store) if store else default().store
    return Beside(home, directory or home.parent / "editions", atlas, site, shown)


def routes(beside: Beside, middleware: Sequence[Middleware] = ()) -> list[Route]:
    """Return the routes of the editions of a directory, of what changed between them, and of the feed of changes."""

    def page(path: str, make: Callable[[Beside, Request], Response]) -> Route:
        return plain(path, lambda request: _safely(beside, request, lambda: make(beside, request)), _HEADERS,
                     middleware=middleware)

    return [page("/edition", lambda *_: _moved("edition/")), page("/edition/", _list),
            page("/edition/{name}", lambda _, request: _moved(f"{request.path_params['name']}/")),
            page("/edition/{name}/changes", lambda *_: _moved("index/new")),
            page("/edition/{name}/index/new", _new_in),
            Route("/edition/{name}/{rest:rest}", _Old(beside), middleware=middleware),
            page("/changes/{before}/{after}", _between), page("/index/new", _new), page(f"/{FEED}", _feed)]


def _safely(beside: Beside, request: Request, make: Callable[[], Response]) -> Response:
    """Return an answer, or why there is none: of an edition that nobody knows, the list of those that there are."""
    accept = request.headers.get("accept", "")
    try:
        return make()
    except UnknownName as error:
        if "html" in accept:
            return Response(_unknown(beside, request), 404, _PAGE, "text/html")
        found = Problem(404, "No such edition", str(error), nearest=list(error.nearest))
    except KgError as error:
        found = Problem(503, "The edition cannot be read", str(error))
    return response(found, accept, _HEADERS)


class _Old:
    """The pages, data and files of old editions, as an ASGI application below `/edition/{name}/`."""

    def __init__(self, beside: Beside) -> None:
        self._beside, self._opened = beside, lru_cache(_OPEN)(self._open)

    def _open(self, edition: EditionInfo) -> ASGIApp:
        atlas = open_edition(edition, self._beside.store)
        site = self._beside.site
        return self._beside.shown(lambda: atlas, Site(site.suffix, site.has_explorer, site.has_service, edition.name))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope)
        answer = await to_thread.run_sync(self._found, request)
        if not isinstance(answer, Response):
            root = f"{scope.get('root_path', '')}/edition/{request.path_params['name']}"
            scope = {**scope, "root_path": root}
        await answer(scope, receive, send)

    def _found(self, request: Request) -> ASGIApp:
        name, rest = request.path_params["name"], request.path_params["rest"]
        found: list[ASGIApp] = []

        def look() -> Response:
            edition = find(name, self._beside.directory)
            found.append(_file(edition, rest) or self._opened(edition))
            return Response()

        refusal = _safely(self._beside, request, look)
        return found[0] if found else refusal


def _file(edition: EditionInfo, rest: str) -> Response | None:
    """Return a file as it was released, where an edition has one of this name."""
    path = next((one for one in edition.directory.iterdir() if one.name == rest and one.is_file()), None)
    media = _FILES.get(path.suffix) if path else None
    return FileResponse(path, 200, _HEADERS, media) if path and media else None


# --- pages about editions ---


def _moved(where: str) -> Response:
    return RedirectResponse(where, 301, _HEADERS)


def _html(page: str) -> Response:
    return Response(page, 200, _PAGE, "text/html")


def _unknown(beside: Beside, request: Request) -> str:
    known = (f"edition/{one.name}" for one in reversed(editions(beside.directory)))
    path = request.scope["path"].removeprefix(request.scope.get("root_path", "")).removeprefix("/")
    return missing(beside.atlas(), path, ("edition", *known), beside.site)


def _list(beside: Beside, _: Request) -> Response:
    return _html(pages.listed(beside.atlas(), editions(beside.directory), beside.site))


def _new_in(beside: Beside, request: Request) -> Response:
    edition = find(request.path_params["name"], beside.directory)
    site = Site(beside.site.suffix, beside.site.has_explorer, beside.site.has_service, edition.name)
    return _html(pages.news(open_edition(edition, beside.store), [told(edition)], site))


def _between(beside: Beside, request: Request) -> Response:
    before, after = (request.path_params[name] for name in ("before", "after"))
    for name in {before, after} - {_CURRENT}:
        find(name, beside.directory)  # a name only: from here nobody opens a path
    return _html(pages.between(beside.atlas(), changes(before, after, beside.directory, beside.store), beside.site))


def _new(beside: Beside, _: Request) -> Response:
    known = editions(beside.directory)
    since = changes(known[-1].name, _CURRENT, beside.directory, beside.store) if known else None
    return _html(pages.news(beside.atlas(), news(beside.directory, _TOLD), beside.site, since))


def _feed(beside: Beside, _: Request) -> Response:
    body = atom(beside.atlas().title, AUTHORS, news(beside.directory))
    return Response(body, 200, _HEADERS, "application/atom+xml")
