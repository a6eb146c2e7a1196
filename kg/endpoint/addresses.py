"""Things of the atlas over HTTP: one address for each, answered as a page for people and as data for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from mimetypes import guess_type
from typing import Any

import anyio
from anyio import to_thread
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from kg import pages
from kg.catalog import Atlas
from kg.describe import FORMATS, context, formats_of, written
from kg.endpoint import headers
from kg.endpoint.cache import Cache
from kg.endpoint.negotiation import HTML, Asked, chosen, read
from kg.endpoint.problem import Problem, problem, response
from kg.errors import KgError, NotComparable, StoreError, UnknownName
from kg.model import Thing
from kg.pages import Site
from kg.vocab import KINDS

__all__ = ["Things", "routes"]

#: First steps of the addresses below which nothing stands but what is answered here.
_STEPS = (*KINDS, "vocab", "index", "compare", "id", "assets")
#: First steps of pages that are of no one thing, and what the first page is called where the app stands at the root.
_PAGES, _FIRST, _CONTEXT = ("", "index", "compare"), "index", "context.jsonld"
_NOTHING = "Nothing stands here"
#: So many answers are made at once; the others wait for their turn.
_AT_ONCE = 4


class _Rest(Convertor[str]):
    """Whatever follows in a path, also a line feed, at which Starlette's own would let the address fall through."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("rest", _Rest())


def routes(things: Things, **more: Any) -> list[Route]:
    """Return the routes of everything that has an address, but for the root; `more` goes into each of them."""
    paths = [f"/{_CONTEXT}", f"/{_FIRST}", *(f"/{step}/{{rest:rest}}" for step in _STEPS)]
    return [Route(path, things, name=f"things{path}", **more) for path in paths]


class Things:
    """The things of one atlas by their addresses, as an ASGI application that stands below any path.

    `atlas` returns the atlas, opened, and may be asked in any thread; `site` is what stands around its pages.
    """

    def __init__(self, atlas: Callable[[], Atlas], site: Site, cache: Cache | None = None) -> None:
        self._atlas, self._site, self._cache = atlas, site, cache or Cache(0)
        self._turns = anyio.CapacityLimiter(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        found = await self._respond(request)
        if request.method == "HEAD":
            found.body = b""  # its length stays that of the answer to GET
        await found(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers.PREFLIGHT)
        try:
            return await to_thread.run_sync(self._answer, read(request), request, limiter=self._turns)
        except (Problem, KgError) as error:
            return response(_problem(error), request.headers.get("accept", ""), headers.OPEN)

    def _answer(self, asked: Asked, request: Request) -> Response:
        if asked.path.startswith("assets/"):
            return _asset(asked.path.removeprefix("assets/"), request)
        atlas = self._atlas()
        if asked.path == _CONTEXT:
            return _Answer(atlas, "context", "jsonld", lambda: _context(atlas)).sent(request, self._site, self._cache)
        try:
            return self._found(atlas, asked, request)
        except UnknownName as error:
            return self._missing(atlas, asked, error)

    def _found(self, atlas: Atlas, asked: Asked, request: Request) -> Response:
        if asked.path.startswith("id/"):
            atlas.thing(asked.address.removeprefix("id/"))
            return _elsewhere(asked.path, asked.path.removeprefix("id/"), request)
        address = "" if asked.path == _FIRST else asked.address
        thing = _thing(atlas, address)
        if thing and "/" in thing.slug and thing.kind != "graph":  # a part, such as an author's place in a byline
            return _elsewhere(asked.path, f"{thing.kind}/{thing.slug.partition('/')[0]}", request)
        suffix = self._suffix(atlas, address, asked)

        def make() -> bytes:
            return self._page(atlas, address, thing) if suffix == HTML else written(atlas, address, suffix)

        return _Answer(atlas, address, suffix, make, thing, asked.is_download).sent(request, self._site, self._cache)

    def _suffix(self, atlas: Atlas, address: str, asked: Asked) -> str:
        try:
            return chosen(asked, formats_of(address))
        except Problem:
            if address.partition("/")[0] in _PAGES:
                self._page(atlas, address, None)  # what does not exist at all is missing in every format
            raise

    def _page(self, atlas: Atlas, address: str, thing: Thing | None) -> bytes:
        if thing and thing.is_retired:
            return pages.retired(atlas, thing, self._site).encode()
        return pages.page(atlas, address, self._site).encode()

    def _missing(self, atlas: Atlas, asked: Asked, error: UnknownName) -> Response:
        """Return the page for people, and the problem for programs, that says what is nearest."""
        suffix = HTML
        try:
            suffix = chosen(asked, formats_of(asked.address) or {"ttl": FORMATS["ttl"].media})
        except Problem:
            suffix = ""
        if suffix == HTML:
            text = pages.missing(atlas, asked.address, error.nearest, self._site)
            return Response(text, 404, {**headers.OPEN, **headers.PAGE, "Vary": "Accept"}, "text/html")
        raise Problem(404, _NOTHING, str(error), nearest=list(error.nearest)) from error


def _thing(atlas: Atlas, address: str) -> Thing | None:
    """Return what stands at an address, or nothing where only a page does."""
    if address.partition("/")[0] in _PAGES:
        return None
    try:
        return atlas.thing(address)
    except UnknownName:
        if address in pages.addresses(atlas):  # computed when it is asked for, and not in the store
            return None
        raise


def _problem(error: Problem | KgError) -> Problem:
    match error:
        case Problem():
            return error
        case UnknownName(nearest=nearest) | NotComparable(instead=nearest):
            return Problem(404, _NOTHING, str(error), nearest=list(nearest))
        case StoreError():
            return problem(error, "", is_address=True)
    return Problem(503, "This cannot be written now", str(error))


def _elsewhere(path: str, address: str, request: Request) -> Response:
    """Return where a thing is told of; the way there is relative, so that it holds below any path."""
    place = "../" * path.count("/") + headers.quoted(address)
    query = request.scope.get("query_string", b"").decode("ascii", "ignore")
    return Response(status_code=303, headers={**headers.OPEN, "Location": f"{place}?{query}" if query else place})


def _context(atlas: Atlas) -> bytes:
    return json.dumps({"@context": context(atlas)}, indent=1).encode()


def _asset(name: str, request: Request) -> Response:
    body = pages.assets().get(name)
    if body is None:
        raise Problem(404, _NOTHING, f"no file {name!r} belongs to the pages")
    said = {**headers.OPEN, "ETag": headers.etag(body.hex()), "Cache-Control": "max-age=600"}
    if headers.is_known(request, said["ETag"]):
        return Response(status_code=304, headers=said)
    return Response(body, 200, said, guess_type(name)[0] or "application/octet-stream")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is sent for an address in a format: how its body is made, and what its headers say."""

    atlas: Atlas
    address: str
    suffix: str
    make: Callable[[], bytes]
    thing: Thing | None = None
    is_download: bool = False

    def sent(self, request: Request, site: Site, cache: Cache) -> Response:
        """Return the answer, or that the client has it already; what was made once is kept."""
        said = self._headers(site)
        if headers.is_known(request, said["ETag"]):
            return Response(status_code=304, headers=said)
        if kept := cache.get(said["ETag"]):
            return kept
        status = 410 if self.thing and self.thing.is_retired else 200
        media = "text/html" if self.suffix == HTML else FORMATS[self.suffix].media
        found = Response(self.make(), status, {**said, "Content-Type": headers.content_type(media)})
        cache.put(said["ETag"], found)
        return found

    def _headers(self, site: Site) -> Mapping[str, str]:
        what = (self.atlas.edition, self.address, self.suffix, str(self.is_download), repr(site), headers.code())
        said = {**headers.OPEN, **(headers.PAGE if self.suffix == HTML else {}), "Vary": "Accept",
                "Cache-Control": "no-cache", "X-Edition": self.atlas.edition, "ETag": headers.etag(*what),
                "Last-Modified": headers.modified(self.atlas),
                "Link": headers.link(self.atlas, self.address, self.suffix, self.thing)}
        if self.address:
            said["Content-Location"] = headers.quoted(f"{self.address.rpartition('/')[2]}.{self.suffix}")
        if self.is_download:
            name = headers.file_name(self.address, self.atlas.edition, self.suffix)
            said["Content-Disposition"] = f'attachment; filename="{name}"'
        return said
