"""Which works belong to an answer, and their records."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from kg import query
from kg.catalog.reader import Reader
from kg.model import Work
from kg.vocab import BASE

__all__ = ["cited", "records"]

#: What stands between the places of a cell that names several.
_BETWEEN = re.compile(r"; | \| ")


def cited(reader: Reader, iris: Iterable[str], words: Iterable[str]) -> tuple[Work, ...]:
    """Return the works that some things stand for or rest on, and those that some words name, by author and year."""
    things = sorted(one for one in set(iris) if one.startswith(BASE) and query.is_iri(one))
    found = {row[0] for row in reader.rows("cited", thing=things)} if things else set()
    named = set(_named(reader.works.values(), set(words)))
    return tuple(work for iri, work in reader.works.items() if iri in found or work.key in named)


def _named(works: Collection[Work], words: set[str]) -> Iterator[str]:
    """Yield the keys of the works whose label or reference some words are, or begin with: `Alder (1901), p. 12`."""
    key = {name: work.key for work in works for name in (work.label, work.reference)}
    for part in {part.strip() for text in words for part in (text, *_BETWEEN.split(text))}:
        label = part.partition("), ")[0] + ")"
        yield from (key[name] for name in (part, label) if name in key)


def records(reader: Reader, works: Iterable[Work]) -> tuple[Mapping[str, Any], ...]:
    """Return the records of works in CSL-JSON, in the order of the works; `custom` holds how sure each of them is."""
    keys = [work.key for work in works]
    iris = [iri for iri, work in reader.works.items() if work.key in set(keys)]
    found = {str(row[0]) for row in reader.rows("work", work=iris)} if iris else set()
    by_key = {one["id"]: one for one in map(json.loads, found)}
    return tuple(by_key[key] for key in keys)
