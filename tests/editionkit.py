"""Two editions of the tiny repository, and requests to an ASGI application without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import unquote

from conftest import built

from kg.editions.release import Released, release
from kg.places import Places

MARCH, JUNE = date(2026, 3, 21), date(2026, 6, 21)
RETIRED = """
@prefix aa: <https://w3id.org/alliance-atlas/vocab/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix definition: <https://w3id.org/alliance-atlas/definition/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/alliance-atlas/state/> .
definition:welcome--birch1902 a skos:Concept ; aa:state state:retired ;
    skos:editorialNote "It was two glosses in one."@en ; dcterms:isReplacedBy definition:welcome--birch1902-short .
"""
#: File of the tiny repository -> what is edited in it for the second edition.
EDITS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "ontology/concepts/welcome.ttl": (
        ("an invitation to come in", "an open invitation to walk in"),
        ("definition:welcome--birch1902\n", "definition:welcome--birch1902-short\n"),
        ("warmth that is shown at the door", "<b>heat</b> & more"),
    ),
    "ontology/lineages/welcome.ttl": (("definition:welcome--birch1902 ", "definition:welcome--birch1902-short "),),
    "ontology/concepts/warmth.ttl": (('"warmth"@en', '"inner warmth"@en'),),
    "ontology/parties/alder.ttl": (("claim:alder--warmth-component-of-hosting, ", ""),),
    "ontology/disputes/parts-of-hosting.ttl": (("clash:contradiction", "clash:difference-of-terms"),),
    "sources/passages/alder1901.toml": (("p. 12", "p. 13"),),
    "sources/passages/birch1902.toml": (
        ("First comes warmth", "First there comes warmth"),
        ('"attribution-doubtful"', '"work-unidentified"'),
    ),
}


def edit(places: Places) -> Places:
    """Change the tiny repository in every way that a list of changes tells, and build it."""
    for name, pairs in EDITS.items():
        path = places.ontology.parent / name
        text = path.read_text(encoding="utf-8")
        for before, after in pairs:
            assert before in text, (name, before)
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")
    (places.ontology / "retired.ttl").write_text(RETIRED, encoding="utf-8")
    built(places)
    return places


def released(places: Places, day: date = MARCH, name: str = "") -> Released:
    """Release what is built."""
    return release(places, places.editions, name, day)


def two(places: Places) -> Places:
    """Release the tiny repository as 2026-1, and after every kind of change as 2026-2."""
    built(places)
    released(places)
    released(edit(places), JUNE)
    return places


class Reply(NamedTuple):
    """What an application answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


def ask(app: Any, target: str, accept: str = "text/html", method: str = "GET") -> Reply:
    """Return what an application answers to a request."""
    sent: list[Any] = []

    async def receive() -> Any:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    path, _, query = target.partition("?")
    scope = {"type": "http", "method": method, "path": unquote(path, errors="replace"), "raw_path": path.encode(),
             "query_string": query.encode(), "root_path": "", "headers": [(b"accept", accept.encode()),
             (b"host", b"x")], "server": ("x", 80), "scheme": "http", "http_version": "1.1"}
    # In a thread of its own: where browser tests run beside it, this one has an event loop already.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(asyncio.run, app(scope, receive, send)).result()
    start = next(one for one in sent if one["type"] == "http.response.start")
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return Reply(start["status"], headers, b"".join(one.get("body", b"") for one in sent))
