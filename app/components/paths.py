"""How two concepts are connected: each path as a list of sentences, with who says each of them where."""

from __future__ import annotations

from collections.abc import Sequence

from app.components import claims, links
from app.components.html import Html, join, tag
from app.components.layout import counted, folded
from app.data import LONGEST_ROUTE, Connection, Leg, Route, Sentence

__all__ = ["address", "found", "nothing"]

_SENTENCES, _VOICES = 2, 3


def address(start: str, end: str, by: Sequence[str] = ()) -> str:
    """Return the address of the paths between two concepts, by the claims of some parties or by everybody's.

    >>> address("a", "b", ["c", "d"])
    '/path?from=a&to=b&by=c%2Cd'
    """
    return links.address("path", **{"from": start, "to": end}, **({"by": ",".join(by)} if by else {}))


def found(one: Connection) -> Html:
    """Return the paths of a connection, the shortest first."""
    number = counted(len(one.routes), "path")
    which = f"The {len(one.routes)} shortest of more paths" if one.has_more else number
    shortest = counted(len(one.routes[0].legs), "step")
    told = tag("p.count-line", f"{which}; the shortest has {shortest}.", role="status")
    return join(told, [_route(route, i) for i, route in enumerate(one.routes, start=1)])


def nothing(one: Connection) -> Html:
    """Return why there is no path, and what to do about it."""
    return tag("div.no-path", tag("p.lede", _why(one), role="status"), _silent(one), _otherwise(one))


def _why(one: Connection) -> str:
    if one.start.iri == one.end.iri:
        return f"Both ends are {one.start.label}. Choose another concept for one of them."
    who = f"by {_names(one)} alone" if one.by else "in the works covered"
    return (f"No chain of at most {LONGEST_ROUTE} claims {who} leads from {one.start.label} to {one.end.label}. "
            "That is not to say that somebody denies a connection.")


def _names(one: Connection) -> str:
    return " and ".join(party.label for party in one.by)


def _silent(one: Connection) -> Html | None:
    if not one.silent or one.start.iri == one.end.iri:
        return None
    about = [(" or " if i else None, links.reference(concept)) for i, concept in enumerate(one.silent)]
    return tag("p", f"No claim {f'by {_names(one)} ' if one.by else ''}relates ", about, " to another concept.")


def _otherwise(one: Connection) -> Html | None:
    if one.unrestricted is None:
        return None
    steps = counted(len(one.unrestricted.legs), "step")
    opened = links.link(address(one.start.slug, one.end.slug), "Let everybody's claims count")
    return join(tag("p", f"When everybody's claims count there is a path of {steps}. ", opened, "."),
                _route(one.unrestricted, 1))


def _route(route: Route, number: int) -> Html:
    trail = " – ".join(one.label for one in route.concepts)
    title = tag("h2", trail, " ", tag("span.count", counted(len(route.legs), "step")), id=f"path-{number}")
    return tag("section.part.route", title, tag("ol.legs", map(_leg, route.legs)))


def _leg(leg: Leg) -> Html:
    return tag("li.leg", folded([_sentence(leg, one) for one in leg.sentences], _SENTENCES, "said about these two"))


def _sentence(leg: Leg, one: Sentence) -> Html:
    denied = tag("span.mark.denied", "✕ denied: ") if one.is_denied else None
    words = tag("p.other", denied, links.reference(leg.start), f" {one.phrase} ", links.reference(leg.end))
    voices = [tag("div.claim", claims.voice(claim, with_rivals=False)) for claim in one.claims]
    return tag("div.sentence", words, folded(voices, _VOICES, "who deny it" if one.is_denied else "who say so"),
               claims.at_odds(one.claims))
