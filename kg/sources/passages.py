"""Passages: what a work says at a place, whom it credits, and what follows from the pages of the works."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg import locator
from kg.errors import ContentError
from kg.model import STATUSES, Attribution, Passage, Place, Work
from kg.sources import require
from kg.sources.works import slug

__all__ = ["COMPUTED", "read_passages"]

#: Statuses that follow from the files; nobody types them.
COMPUTED = ("page-out-of-range", "unchecked")

#: Keys that a table may have -> what they hold.
_PASSAGE = {**dict.fromkeys(("key", "locator", "no-locator", "quotation", "paraphrase", "certainty", "seen-in"), str),
            "credits": list}
_CREDIT = {**dict.fromkeys(("work", "locator", "printed", "reason", "evidence", "certainty"), str),
           "statuses": list, "instead": dict}
_INSTEAD = dict.fromkeys(("work", "locator", "certainty"), str)
_FILE = {"work": str, "passage": list}


def read_passages(path: Path, works: Mapping[str, Work]) -> tuple[Passage, ...]:
    """Return the passages of one work's file, with the statuses that follow from the works' pages."""
    data = require.toml(path)
    require.known(str(path), data, _FILE)
    work = require.work(str(path), data.get("work"), works)
    if path.stem != work.key:
        raise ContentError(str(path), f"holds passages of {work.key!r}", f"name the file {work.key}.toml")
    found: dict[str, Passage] = {}
    for number, entry in enumerate(data.get("passage", []), 1):
        passage = _passage(f"{path}: passage {number}", entry, work, works)
        if passage.key in found:
            raise ContentError(f"{path}: passage {number}", f"the key of {passage.key!r} is used twice",
                               "name each passage by what it says")
        found[passage.key] = passage
    return tuple(found.values())


def _passage(where: str, entry: Mapping[str, Any], work: Work, works: Mapping[str, Work]) -> Passage:
    require.known(where, entry, _PASSAGE)
    name = require.key(where, entry.get("key"))
    key, where = f"{work.key}--{name}", f"{where} ({name})"
    if not (entry.get("quotation", "").strip() or entry.get("paraphrase", "").strip()):
        raise ContentError(where, "has neither a quotation nor a paraphrase", "say what stands there")
    credits_ = [_credit(f"{where}, credit {i}", c, key, works) for i, c in enumerate(entry.get("credits", []), 1)]
    if len({c.key for c in credits_}) < len(credits_):
        raise ContentError(where, "credits the same work twice", "put what is known of it into one credit")
    if "no-locator" in entry and ("locator" in entry or not str(entry["no-locator"]).strip()):
        raise ContentError(f"{where}, no-locator", "stands beside a locator, or gives no reason",
                           "keep the locator, or say why there is none")
    return Passage(key=key, work=work, locator=require.place(where, entry), no_locator=str(entry.get("no-locator", "")),
                   quotation=entry.get("quotation"), paraphrase=entry.get("paraphrase"),
                   certainty=require.certainty(where, entry, None),
                   seen_in=str(entry.get("seen-in", "")), attributions=tuple(credits_))


def _credit(where: str, entry: Mapping[str, Any], passage: str, works: Mapping[str, Work]) -> Attribution:
    require.known(where, entry, _CREDIT)
    work = require.work(where, entry["work"], works) if "work" in entry else None
    printed = str(entry.get("printed", ""))
    place = require.place(where, entry)
    return Attribution(
        key=f"{passage}--{work.key if work else slug(printed) or 'nobody'}", credited=printed, work=work,
        locator=place, statuses=_statuses(where, entry, work, place), reason=str(entry.get("reason", "")),
        evidence=str(entry.get("evidence", "")), certainty=require.certainty(where, entry, "unknown"),
        instead=_instead(f"{where}, instead", entry["instead"], works) if "instead" in entry else None)


def _statuses(where: str, entry: Mapping[str, Any], work: Work | None, place: str | None) -> tuple[str, ...]:
    judged = [str(s) for s in entry.get("statuses", [])]
    for status in judged:
        require.one_of(f"{where}, statuses", status, STATUSES, "status")
        if status in COMPUTED:
            raise ContentError(f"{where}, statuses", f"{status!r} follows from the files", "leave it out")
    if "ok" in judged and not entry.get("evidence"):
        raise ContentError(f"{where}, statuses", "'ok' stands without evidence", "say what was seen, and where")
    computed = ["page-out-of-range"] if work and _is_outside(place, work.pages) else []
    return tuple(sorted({*judged, *computed}, key=list(STATUSES).index)) or ("unchecked",)


def _is_outside(place: str | None, pages: str | None) -> bool:
    # A single page in a record may be the first of several, or an article's number: it proves nothing.
    named, whole = locator.parse(place).pages if place else None, locator.PageRange.parse(pages) if pages else None
    return bool(named and whole and whole.first < whole.last and not whole.holds(named))


def _instead(where: str, entry: Mapping[str, Any], works: Mapping[str, Work]) -> Place:
    require.known(where, entry, _INSTEAD)
    work = require.work(where, entry.get("work"), works)
    return Place(work, require.place(where, entry), require.certainty(where, entry, None))
