"""Persons and works: who is who, and the records of the bibliography."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path
from typing import Any

from kg import cite, locator
from kg.errors import ContentError, LocatorError
from kg.model import CERTAINTIES, Name, Person, Record, Work
from kg.sources import require

__all__ = ["read_persons", "read_records", "slug"]

_CUSTOM = {"certainty": str, "seen-in": str, "doubts": dict, "original": str}
_PERSON = {**dict.fromkeys(("family", "given", "certainty", "seen-in"), str), "born": int, "died": int,
           "printed-as": list}


def slug(text: str) -> str:
    """Return a text in the form of a key: small letters without accents, digits and hyphens.

    >>> slug("Vargha, Jenő-László")
    'vargha-jeno-laszlo'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def read_persons(path: Path) -> dict[str, Person]:
    """Return the persons of a file by every name under which a record may print them."""
    found: dict[str, Person] = {}
    for key, entry in require.toml(path).items():
        where = f"{path}: [{key}]"
        require.key(where, key)
        require.known(where, entry, _PERSON)
        person = Person(key, require.text(where, entry, "family"), str(entry.get("given", "")), entry.get("born"),
                        entry.get("died"), require.certainty(where, entry, ""), str(entry.get("seen-in", "")))
        for printed in entry.get("printed-as", [f"{person.family}, {person.given}"]):
            if printed in found:
                raise ContentError(where, f"the name {printed!r} belongs to [{found[printed].key}] too",
                                   "leave it with the person it names")
            found[printed] = person
    return found


def read_records(path: Path, persons: Mapping[str, Person]) -> dict[str, Record]:
    """Return the works of a CSL-JSON file by key; works that would share a label get letters, as in APA 7."""
    entries = require.json_(path)
    if not isinstance(entries, list):
        raise ContentError(str(path), "is not a list of records", "write the records between [ and ]")
    found: dict[str, Record] = {}
    for number, csl in enumerate(entries, 1):
        record = _record(f"{path}: record {number}", csl, persons)
        if record.work.key in found:
            raise ContentError(f"{path}: record {number}", f"the id {record.work.key!r} is used twice",
                               "give one of the two another id")
        found[record.work.key] = record
    for number, (key, record) in enumerate(found.items(), 1):
        if record.original and record.original not in found.keys() - {key}:
            raise ContentError(f"{path}: record {number} ({key}), custom.original",
                               f"{record.original!r} is the id of no other record", "add the original, or correct it")
    return _with_letters(found)


def _record(where: str, csl: Any, persons: Mapping[str, Person]) -> Record:
    if not isinstance(csl, dict):
        raise ContentError(where, "is not a CSL-JSON record", "write it between { and }")
    key = require.key(where, csl.get("id"))
    where = f"{where} ({key})"
    require.csl(where, csl)
    custom = csl.get("custom", {})
    require.known(f"{where}, custom", custom, _CUSTOM)
    doubts = _field_doubts(f"{where}, doubts", custom.get("doubts", {}), csl)
    work = Work(key, cite.label(csl), require.text(where, csl, "title"), cite.reference(csl), cite.year(csl),
                _pages(where, csl), require.certainty(where, custom, None))
    return Record(work, csl, tuple(_names(csl, persons)), str(custom.get("seen-in", "")), doubts,
                  str(custom.get("original", "")))


def _field_doubts(where: str, doubts: Mapping[str, str], csl: Mapping[str, Any]) -> Mapping[str, str]:
    for field, certainty in doubts.items():
        if field not in csl and field not in cite.FIELDS:
            near = get_close_matches(field, sorted(cite.FIELDS), n=1)
            raise ContentError(where, f"CSL knows no field {field!r}",
                               f"write {near[0]!r}" if near else "name it as the record does")
        require.one_of(f"{where}.{field}", certainty, CERTAINTIES, "certainty")
    return doubts


def _names(csl: Mapping[str, Any], persons: Mapping[str, Person]) -> Iterable[tuple[str, Name]]:
    for role in require.ROLES:
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
