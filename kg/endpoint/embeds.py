"""Cards in the frames of other sites, and oEmbed, which tells those sites how to show them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.catalog import Atlas
from kg.endpoint.paths import NOTHING, plain
from kg.endpoint.problem import Problem
from kg.pages import Site, page
from kg.pages.metadata import CARDS
from kg.vocab import BASE

__all__ = ["FRAMED", "routes"]

#: What a card may do: be shown anywhere, and nothing else.
FRAMED = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
                                     "form-action 'none'; frame-ancestors *",
          "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}

_OPEN = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
_WIDTH, _HEIGHT, _LEAST = 600, 360, 120
_LONGEST = 2_000
_DAY = 86_400
_SLUG = re.compile(r"[a-z0-9][a-z0-9.-]*")

_Fields = Mapping[str, str | int]


def routes(atlas: Callable[[], Atlas]) -> list[Route]:
    """Return the routes of the cards and of oEmbed; `atlas` returns the last good build."""
    return [plain("/card/{kind}/{slug}", lambda request: _card(atlas(), request), FRAMED, name="card"),
            plain("/oembed", lambda request: _oembed(atlas(), request), _OPEN, name="oembed")]


# --- cards ---


def _card(atlas: Atlas, request: Request) -> Response:
    kind, slug = request.path_params["kind"], request.path_params["slug"]
    if kind not in CARDS or not _SLUG.fullmatch(slug):
        raise Problem(404, NOTHING, f"there are cards of {' and '.join(CARDS)} only, by their slugs")
    site = Site(base=str(request.base_url))
    return Response(page(atlas, f"card/{kind}/{slug}", site), 200, {**FRAMED, "X-Edition": atlas.edition}, "text/html")


# --- oEmbed ---


def _oembed(atlas: Atlas, request: Request) -> Response:
    asked = request.query_params
    write = _WRITERS.get(asked.get("format", "json"))
    if write is None:
        raise Problem(501, "Not in this format", f"choose one of {', '.join(_WRITERS)}", offers=list(_WRITERS))
    base = str(request.base_url)
    address = _address(asked.get("url", ""), base)
    kind, _, slug = address.partition("/")
    label = _label(atlas, kind, slug)
    width = min(_WIDTH, _most(asked, "maxwidth", _WIDTH))
    height = min(_HEIGHT, _most(asked, "maxheight", _HEIGHT))
    source = f"{base}card/{quote(address)}"
    # The frame may open the page behind it, and do nothing else to whoever shows it.
    html = (f'<iframe src="{escape(source)}" width="{width}" height="{height}" title="{escape(label)}" loading="lazy" '
            'sandbox="allow-popups allow-top-navigation-by-user-activation" style="border:0;max-width:100%"></iframe>')
    return write({"version": "1.0", "type": "rich", "title": label, "provider_name": atlas.title,
                  "provider_url": base, "cache_age": _DAY, "html": html, "width": width, "height": height})


def _address(url: str, base: str) -> str:
    """Return the address below the root of a page that has a card; raises Problem where the URL is of no such page."""
    if not url or len(url) > _LONGEST:
        raise Problem(400, "No address", f"oEmbed wants url=, of at most {_LONGEST} characters")
    plain = unquote(url.partition("#")[0].partition("?")[0])
    path = next((plain[len(one):] for one in (base, BASE) if plain.startswith(one)), "")
    kind, _, slug = path.removeprefix("id/").removeprefix("card/").removesuffix(".html").partition("/")
    if kind not in CARDS or not _SLUG.fullmatch(slug):
        raise Problem(404, "Nothing to embed", f"only pages of this atlas have cards: {' and '.join(CARDS)}")
    return f"{kind}/{slug}"


def _label(atlas: Atlas, kind: str, slug: str) -> str:
    if kind == "concept":
        one = atlas.concept(slug).concept
        if one.slug == slug:
            return f"{one.label} – {atlas.title}"
    for found in atlas.definitions() if kind == "definition" else ():
        if found.slug == slug:
            return f"{found.concept.label}, {found.voice} {found.year or ''}".rstrip() + f" – {atlas.title}"
    raise Problem(404, "Nothing to embed", f"no {kind} has the name {slug}")


def _most(asked: Any, name: str, usual: int) -> int:
    given = asked.get(name, "")
    if not given:
        return usual
    if not (given.isascii() and given.isdigit() and len(given) < 6):  # noqa: PLR2004 - more than any screen
        raise Problem(400, "Not a number", f"{name} is a number of pixels")
    return max(_LEAST, int(given))


def _json(fields: _Fields) -> Response:
    return Response(json.dumps(fields, ensure_ascii=False), 200, _OPEN, "application/json")


def _xml(fields: _Fields) -> Response:
    inner = "".join(f"<{name}>{escape(str(value), quote=False)}</{name}>" for name, value in fields.items())
    text = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?><oembed>{inner}</oembed>'
    return Response(text, 200, _OPEN, "text/xml")


_WRITERS: dict[str, Callable[[_Fields], Response]] = {"json": _json, "xml": _xml}
