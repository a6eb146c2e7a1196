"""Things of the atlas over HTTP: one address for each, answered as a page for people and as data for programs."""

from __future__ import annotations

import json
import re
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
from kg.describe import FORMATS, context, formats_of, references, written
from kg.endpoint import headers, wholes
from kg.endpoint.cache import Cache
from kg.endpoint.negotiation import HTML, Asked, chosen, read
from kg.endpoint.paths import NOTHING, refused
from kg.endpoint.problem import Problem, response
from kg.endpoint.wholes import WHOLES
from kg.errors import KgError, UnknownName
from kg.model import Thing
from kg.pages import Site
from kg.vocab import KINDS

__all__ = ["Things", "routes"]

#: First steps of the addresses of things, and of others below which the explorer has no page.
_STEPS = (*KINDS, "vocab", "index", "compare", "id", "assets")
_BESIDE = ("card", "changes", "changes.atom", "context.jsonld", "download", "health", "oembed", "sparql", "unapi")
#: Those that are pages of the explorer too, which then has them where nothing follows.
_EXPLORER = ("concept", "work", "model", "compare", "index")
#: First steps of pages that are of no one thing, and what the first page is called where the app stands at the root.
_PAGES, _FIRST, _CONTEXT = ("", "index", "compare"), "index", "context.jsonld"
#: The format that comes in styles.
_STYLED, _LOCALE = "txt", re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
#: What stands where an address ends before it names anything.
_MOVED = {"download": "index/downloads", "changes": "index/new"}
#: So many answers are made at once; the others wait for their turn.
_AT_ONCE = 4


class _Step(Convertor[str]):
    """The first step of an address, in whichever case: in the wrong one it names nothing, but the nearest is said."""

    regex = f"(?i:{'|'.join(map(re.escape, (*_STEPS, *_BESIDE)))})"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("step", _Step())


def routes(things: Things, **more: Any) -> list[Route]:
    """Return the routes of everything that has an address, but for the root; `more` goes into each of them.

    They stand after all others, because they also answer where nothing is.
    """
    bare = (step for step in (*_STEPS, *_MOVED) if not (things.site.has_explorer and step in _EXPLORER))
    paths = [f"/{_CONTEXT}", f"/{_FIRST}", "/{step:step}/{rest:rest}", *(f"/{one}{{rest:rest}}" for one in WHOLES),
             *(f"/{step}" for step in bare)]
    return [Route(path, things, name=f"things{path}", **more) for path in dict.fromkeys(paths)]


class Things:
    """The things of one atlas by their addresses, as an ASGI application that stands below any path.

    `atlas` returns the atlas, opened, and may be asked in any thread; `site` is what stands around its pages.
    """

    def __init__(self, atlas: Callable[[], Atlas], site: Site, cache: Cache | None = None) -> None:
        self._atlas, self.site, self._cache = atlas, site, cache or Cache(0)
        self._turns = anyio.CapacityLimiter(_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        request = Request(scope, receive)
        found = await self._respond(request)
        if request.method == "HEAD":
            found.body = b""  # its length stays that of the answer to GET
        await found(scope, receive, send)

    def warm(self) -> None:
        """Make the pages that take what all of them need, so that no reader waits for it."""
        try:
            atlas = self._atlas()
            for one in ("", *(f"concept/{concept.slug}" for concept in atlas.starts_with)):
                pages.page(atlas, one, self.site)
        except KgError:
            return  # every answer says what to do

    async def _respond(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=headers.PREFLIGHT)
        try:
            return await to_thread.run_sync(self._answer, read(request), request, limiter=self._turns)
        except (Problem, KgError) as error:
            return response(refused(error), request.headers.get("accept", ""), headers.OPEN)

    def _answer(self, asked: Asked, request: Request) -> Response:
        if asked.path.startswith("assets/"):
            return _asset(asked.path.removeprefix("assets/"), request)
        atlas = self._atlas()
        if asked.path == _CONTEXT:
            return _Answer(atlas, "context", "jsonld", lambda: _context(atlas)).sent(request, self.site, self._cache)
        try:
            return self._found(atlas, asked, request)
        except UnknownName as error:
            return self._missing(atlas, asked, error)

    def _found(self, atlas: Atlas, asked: Asked, request: Request) -> Response:
        if asked.path.startswith("id/"):
            atlas.thing(asked.address.removeprefix("id/"))
            return _elsewhere(asked.path, asked.path.removeprefix("id/"), request)
        if asked.path in _MOVED:
            return _elsewhere(asked.path, _MOVED[asked.path], request)
        address = "" if asked.path == _FIRST else asked.address
        if place := wholes.place(asked, address, self.site):
            return _elsewhere(asked.path, place, request)
        thing = _thing(atlas, address)
        if thing and "/" in thing.slug and thing.kind != "graph":  # a part, such as an author's place in a byline
            return _elsewhere(asked.path, f"{thing.kind}/{thing.slug.partition('/')[0]}", request)
        suffix = self._suffix(atlas, address, asked)
        wishes = (asked.style, asked.locale) if suffix == _STYLED else ()

        def make() -> bytes:
            if suffix == HTML:
                return self._page(atlas, address, thing)
            return _styled(atlas, address, *wishes) if wishes else written(atlas, address, suffix)

        return _Answer(atlas, address, suffix, make, thing, asked.is_download, wishes).sent(request, self.site,
                                                                                            self._cache)

    def _suffix(self, atlas: Atlas, address: str, asked: Asked) -> str:
        try:
            return chosen(asked, formats_of(address))
        except Problem:
            if address.partition("/")[0] in _PAGES:
                self._page(atlas, address, None)  # what does not exist at all is missing in every format
            raise

    def _page(self, atlas: Atlas, address: str, thing: Thing | None) -> bytes:
        if thing and thing.is_retired:
            return pages.retired(atlas, thing, self.site).encode()
        return pages.page(atlas, address, self.site).encode()

    def _missing(self, atlas: Atlas, asked: Asked, error: UnknownName) -> Response:
        """Return the page for people, and the problem for programs, that says what is nearest."""
        suffix = HTML
        try:
            suffix = chosen(asked, formats_of(asked.address) or {"ttl": FORMATS["ttl"].media})
        except Problem:
            suffix = ""
        if suffix == HTML:
            text = pages.missing(atlas, asked.address, error.nearest, self.site)
            return Response(text, 404, {**headers.OPEN, **headers.PAGE, "Vary": "Accept"}, "text/html")
        raise Problem(404, NOTHING, str(error), nearest=list(error.nearest)) from error


def _styled(atlas: Atlas, address: str, style: str, locale: str) -> bytes:
    if locale and not _LOCALE.fullmatch(locale):
        raise Problem(406, "Not in this locale", "a locale is a language with its country, such as en-US")
    try:
        return references(atlas, address, style, locale)
    except UnknownName as error:
        raise Problem(406, "Not in this style", str(error), offers=list(error.nearest)) from error


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
        raise Problem(404, NOTHING, f"no file {name!r} belongs to the pages")
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
    wishes: tuple[str, ...] = ()

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
        what = (self.atlas.edition, self.address, self.suffix, str(self.is_download), *self.wishes, repr(site),
                headers.code())
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
