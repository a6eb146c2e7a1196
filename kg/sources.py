"""Files of evidence as frozen objects: works, persons, passages and whom they credit.

Every refusal names the file, the line or the entry, and what to do.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from kg import cite, locator
from kg.errors import ContentError, LocatorError
from kg.model import CERTAINTIES, STATUSES, Attribution, Name, Passage, Person, Place, Record, Work

__all__ = ["COMPUTED", "read_passages", "read_persons", "read_records", "slug"]

#: Statuses that follow from the files; nobody types them.
COMPUTED = ("page-out-of-range", "unchecked")

_ROLES = ("author", "editor", "translator")
_PASSAGE = {"key", "locator", "quotation", "paraphrase", "certainty", "seen-in", "credits"}
_CREDIT = {"work", "locator", "printed", "statuses", "reason", "evidence", "certainty", "instead"}
_INSTEAD = {"work", "locator", "certainty"}
_PERSON = {"family", "given", "born", "died", "certainty", "seen-in", "printed-as"}
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(text: str) -> str:
    """Return a text in the form of a key: small letters without accents, digits and hyphens.

    >>> slug("Vargha, Jenő-László")
    'vargha-jeno-laszlo'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


# --- persons and works ---


def read_persons(path: Path) -> dict[str, Person]:
    """Return the persons of a file by every name under which a record may print them."""
    found: dict[str, Person] = {}
    for key, entry in _toml(path).items():
        where = f"{path}: [{key}]"
        _known(where, entry, _PERSON)
        person = Person(key, _text(where, entry, "family"), str(entry.get("given", "")), entry.get("born"),
                        entry.get("died"), _certainty(where, entry, ""), str(entry.get("seen-in", "")))
        for printed in entry.get("printed-as", [f"{person.family}, {person.given}"]):
            if printed in found:
                raise ContentError(where, f"the name {printed!r} belongs to [{found[printed].key}] too",
                                   "leave it with the person it names")
            found[printed] = person
    return found


def read_records(path: Path, persons: Mapping[str, Person]) -> dict[str, Record]:
    """Return the works of a CSL-JSON file by key; works that would share a label get letters, as in APA 7."""
    entries = _json(path)
    if not isinstance(entries, list):
        raise ContentError(str(path), "is not a list of records", "write the records between [ and ]")
    found: dict[str, Record] = {}
    for number, csl in enumerate(entries, 1):
        record = _record(f"{path}: record {number}", csl, persons)
        if record.work.key in found:
            raise ContentError(f"{path}: record {number}", f"the id {record.work.key!r} is used twice",
                               "give one of the two another id")
        found[record.work.key] = record
    return _with_letters(found)


def _record(where: str, csl: Any, persons: Mapping[str, Person]) -> Record:
    if not isinstance(csl, dict):
        raise ContentError(where, "is not a CSL-JSON record", "write it between { and }")
    key = _key(where, csl.get("id"))
    where = f"{where} ({key})"
    custom = csl.get("custom", {})
    doubts = custom.get("doubts", {})
    for field, certainty in doubts.items():
        _one_of(f"{where}, doubts.{field}", certainty, CERTAINTIES, "certainty")
    work = Work(key, cite.label(csl), _text(where, csl, "title"), cite.reference(csl), cite.year(csl),
                _pages(where, csl), _certainty(where, custom, None))
    return Record(work, csl, tuple(_names(csl, persons)), str(custom.get("seen-in", "")), doubts)


def _names(csl: Mapping[str, Any], persons: Mapping[str, Person]) -> Iterable[tuple[str, Name]]:
    for role in _ROLES:
        for printed in csl.get(role, []):
            family, given = printed.get("family", ""), printed.get("given", "")
            person = persons.get(f"{family}, {given}")
            key = person.key if person else slug(f"{family} {given}")
            yield role, Name(family or printed.get("literal", ""), given, key)


def _pages(where: str, csl: Mapping[str, Any]) -> str | None:
    if "page" not in csl:
        return None
    try:
        locator.PageRange.parse(csl["page"])
    except LocatorError as error:
        raise ContentError(f"{where}, page", str(error), "write the pages as 'N' or 'N-M'") from error
    return str(csl["page"])


def _with_letters(records: dict[str, Record]) -> dict[str, Record]:
    def label(record: Record) -> str:
        return record.work.label

    for _, same in groupby(sorted(records.values(), key=lambda r: (label(r), r.work.title)), key=label):
        twins = list(same)
        for letter, twin in zip("abcdefgh", twins if len(twins) > 1 else [], strict=False):
            year = f"({twin.work.year})"
            work = replace(twin.work, label=twin.work.label.replace(year, f"{year[:-1]}{letter})"),
                           reference=twin.work.reference.replace(year, f"{year[:-1]}{letter})", 1))
            records[work.key] = replace(twin, work=work)
    return records


# --- passages ---


def read_passages(path: Path, works: Mapping[str, Work]) -> tuple[Passage, ...]:
    """Return the passages of one work's file, with the statuses that follow from the works' pages."""
    data = _toml(path)
    _known(str(path), data, {"work", "passage"})
    work = _work(str(path), data.get("work"), works)
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
    _known(where, entry, _PASSAGE)
    name = _key(where, entry.get("key"))
    key, where = f"{work.key}--{name}", f"{where} ({name})"
    if not (entry.get("quotation") or entry.get("paraphrase")):
        raise ContentError(where, "has neither a quotation nor a paraphrase", "say what stands there")
    credits_ = [_credit(f"{where}, credit {i}", c, key, works) for i, c in enumerate(entry.get("credits", []), 1)]
    if len({c.key for c in credits_}) < len(credits_):
        raise ContentError(where, "credits the same work twice", "put what is known of it into one credit")
    return Passage(key=key, work=work, locator=_locator(where, entry), quotation=entry.get("quotation"),
                   paraphrase=entry.get("paraphrase"), certainty=_certainty(where, entry, None),
                   seen_in=str(entry.get("seen-in", "")), attributions=tuple(credits_))


def _credit(where: str, entry: Mapping[str, Any], passage: str, works: Mapping[str, Work]) -> Attribution:
    _known(where, entry, _CREDIT)
    work = _work(where, entry["work"], works) if "work" in entry else None
    printed = str(entry.get("printed", ""))
    place = _locator(where, entry)
    return Attribution(
        key=f"{passage}--{work.key if work else slug(printed) or 'nobody'}", credited=printed, work=work,
        locator=place, statuses=_statuses(where, entry, work, place), reason=str(entry.get("reason", "")),
        evidence=str(entry.get("evidence", "")), certainty=_certainty(where, entry, "unknown"),
        instead=_instead(f"{where}, instead", entry["instead"], works) if "instead" in entry else None)


def _statuses(where: str, entry: Mapping[str, Any], work: Work | None, place: str | None) -> tuple[str, ...]:
    judged = [str(s) for s in entry.get("statuses", [])]
    for status in judged:
        _one_of(f"{where}, statuses", status, STATUSES, "status")
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
    _known(where, entry, _INSTEAD)
    return Place(_work(where, entry.get("work"), works), _locator(where, entry), _certainty(where, entry, None))


# --- refusals ---


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(str(path), f"is not valid TOML: {error}", "mend the line it names") from error


def _json(path: Path) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise ContentError(f"{path} (record {dict(pairs).get('id', '?')})", f"the field {twice!r} stands twice",
                               "keep one of the two")
        return dict(pairs)

    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ContentError(str(path), f"is not valid JSON: {error}", "mend the line it names") from error


def _known(where: str, entry: Any, keys: set[str]) -> None:
    if not isinstance(entry, dict):
        raise ContentError(where, "is not a table", "write 'name = value' lines")
    if strange := sorted(set(entry) - keys):
        raise ContentError(where, f"has the unknown key {strange[0]!r}", f"use one of {', '.join(sorted(keys))}")


def _text(where: str, entry: Mapping[str, Any], key: str) -> str:
    if not (isinstance(entry.get(key), str) and entry[key].strip()):
        raise ContentError(where, f"has no {key!r}", "write it down, or say in words that it is unknown")
    return str(entry[key])


def _key(where: str, key: Any) -> str:
    if not (isinstance(key, str) and _KEY.fullmatch(key)):
        raise ContentError(where, f"the key {key!r} is not small letters, digits and hyphens", "write it so")
    return key


def _one_of(where: str, value: Any, known: Iterable[str], noun: str) -> str:
    if value not in known:
        raise ContentError(where, f"the {noun} {value!r} is unknown", f"use one of {', '.join(known)}")
    return str(value)


def _certainty(where: str, entry: Mapping[str, Any], default: str | None) -> str:
    if "certainty" not in entry and default is not None:
        return default
    return _one_of(where, entry.get("certainty"), CERTAINTIES, "certainty")


def _work(where: str, key: Any, works: Mapping[str, Work]) -> Work:
    if key not in works:
        raise ContentError(where, f"the work {key!r} is not in the bibliography", "add its record first")
    return works[key]


def _locator(where: str, entry: Mapping[str, Any]) -> str | None:
    if "locator" not in entry:
        return None
    try:
        return locator.parse(str(entry["locator"])).text
    except LocatorError as error:
        raise ContentError(f"{where}, locator", str(error), "see sources/README.md, Locators") from error
