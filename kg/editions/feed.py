"""The changes of all editions as one Atom feed (RFC 4287): one entry for each thing that changed, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, islice
from typing import NamedTuple
from xml.etree import ElementTree as ET

from kg.editions.archive import EditionInfo
from kg.editions.difference import Change, Changes
from kg.editions.formats import plain
from kg.vocab import BASE

__all__ = ["FEED", "Told", "atom"]

#: The name of the feed, as a file and below the root of a site.
FEED = "changes.atom"

_ATOM = "http://www.w3.org/2005/Atom"
#: A reader asks for the feed every hour: what is older stands in the editions.
_MOST = 500
#: What XML cannot hold (XML 1.0, 2.2).
_REFUSED = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), " ")


class Told(NamedTuple):
    """An edition with what changed in it; None where it is the first."""

    edition: EditionInfo
    changes: Changes | None


def atom(title: str, author: str, told: Iterable[Told]) -> bytes:
    """Return the feed of some editions, given with the newest first; `author` answers for all of it."""
    newest_first = list(told)
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _texts(root, id=f"{BASE}{FEED}", title=f"{title}: changes",
           updated=_moment(newest_first[0].edition.issued if newest_first else date(1970, 1, 1)))
    _texts(_sub(root, "author"), name=author)
    _sub(root, "link", rel="self", type="application/atom+xml", href=f"{BASE}{FEED}")
    _sub(root, "link", rel="alternate", type="text/html", href=BASE)
    for edition, entry in islice(_entries(newest_first), _MOST):
        _entry(root, edition, entry)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


class _Entry(NamedTuple):
    key: str
    title: str
    lines: list[str]
    link: str


def _entries(told: Iterable[Told]) -> Iterator[tuple[EditionInfo, _Entry]]:
    for edition, changes in told:
        if changes is None:
            yield edition, _Entry("", f"Edition {edition.name}: the first", [], edition.iri)
            continue
        yield edition, _Entry("", f"Edition {edition.name}", [changes.summary], f"{edition.iri}/changes")
        ordered = sorted(changes.changes, key=lambda one: one.iri)
        for iri, same in groupby(ordered, key=lambda one: one.iri):
            yield edition, _thing(edition, iri, list(same))


def _thing(edition: EditionInfo, iri: str, same: list[Change]) -> _Entry:
    is_gone = any(one.verb == "withdrawn" for one in same)
    home = f"{BASE}edition/{edition.previous}" if is_gone and edition.previous else edition.iri
    verbs = ", ".join(dict.fromkeys(one.verb for one in same))
    return _Entry(iri.removeprefix(BASE), f"{verbs}: {same[0].name}", [plain(one) for one in same],
                  f"{home}/{same[0].address}")


def _entry(root: ET.Element, edition: EditionInfo, entry: _Entry) -> None:
    from urllib.parse import quote  # only an address of a mapping has anything to quote

    one = _sub(root, "entry")
    fragment = f"#{quote(entry.key, safe='/')}" if entry.key else ""
    _texts(one, id=f"{edition.iri}/changes{fragment}", title=entry.title, updated=_moment(edition.issued),
           summary="\n".join(entry.lines) or entry.title)
    _sub(one, "link", rel="alternate", type="text/html", href=entry.link)


def _sub(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        _sub(parent, name).text = text.translate(_REFUSED)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
