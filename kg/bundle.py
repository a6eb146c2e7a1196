"""An answer and the bibliography of the works that it rests on, as one ZIP file."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from kg.catalog import Atlas, open_atlas
from kg.cite.files import FILES
from kg.errors import QueryRefused
from kg.model import CERTAINTIES, Work
from kg.tables import as_csv
from kg.workers import stream

__all__ = ["Bundle", "bundled"]

_MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Bundle:
    """The bytes of the ZIP file, and what is in it: how much was answered, and how many works there are."""

    file: bytes
    size: str
    works: int


@dataclass(slots=True)
class _Answer:
    """The file of an answer, its size in words, and what stands in it: addresses and literals."""

    name: str
    content: str
    size: str
    iris: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


def bundled(text: str, store: Path | str | None = None, *, endpoint: str = "", seconds: float = 30.0) -> Bundle:
    """Return the answer to a query with its bibliography; raises what `kg.ask` raises."""
    answer = _asked(text, store, seconds)
    atlas = open_atlas(store)
    works = atlas.cited(answer.iris, answer.words)
    records = atlas.records(works)
    files = {"README.txt": "\n".join(_readme(text, answer, atlas, endpoint, zip(works, records, strict=True))) + "\n",
             answer.name: answer.content, **{name: write(records) for name, write in FILES.items()}}
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # A mark at the beginning tells Excel that a table is in UTF-8.
            archive.writestr(name, content.encode("utf-8-sig" if name.endswith(".csv") else "utf-8"))
    return Bundle(made.getvalue(), answer.size, len(works))


# --- the answer ---


def _asked(text: str, store: Path | str | None, seconds: float) -> _Answer:
    chunks, size = [], 0
    with closing(stream(text, store, seconds=seconds)) as answer:
        for chunk in answer:
            chunks.append(chunk)
            size += len(chunk)
            if size > _MOST_BYTES:
                raise QueryRefused(f"the answer is larger than {_MOST_BYTES // 1_000_000} MB; add a LIMIT")
    said = b"".join(chunks).decode()
    return _graph(said) if answer.format == "turtle" else _table(json.loads(said))


def _graph(turtle: str) -> _Answer:
    from rdflib import BNode, Graph, URIRef  # a third of a second, for the rarer kind of answer

    found = Graph().parse(data=turtle, format="turtle")
    terms = {term for triple in found for term in triple}
    iris = {term for term in terms if isinstance(term, URIRef)}
    words = {str(term) for term in terms - iris if not isinstance(term, BNode)}
    return _Answer("answer.ttl", turtle, _counted(len(found), "triple"), {str(one) for one in iris}, words)


def _table(said: Mapping[str, Any]) -> _Answer:
    if "boolean" in said:
        word = "yes" if said["boolean"] else "no"
        return _Answer("answer.csv", as_csv([{"answer": word}]), word)
    names: Sequence[str] = said["head"]["vars"]
    rows: Sequence[Mapping[str, Mapping[str, str]]] = said["results"]["bindings"]
    found = _Answer("answer.csv", as_csv([{name: row[name]["value"] for name in row} for row in rows], names),
                    _counted(len(rows), "row"))
    for term in (term for row in rows for term in row.values()):
        {"uri": found.iris, "literal": found.words}.get(term["type"], set()).add(term["value"])
    return found


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"


# --- what is in the file ---


def _readme(text: str, answer: _Answer, atlas: Atlas, endpoint: str,
            works: Iterator[tuple[Work, Mapping[str, Any]]]) -> Iterator[str]:
    sure = [_sure(work, record) for work, record in works]
    yield from (f"{atlas.title}: an answer with its bibliography", "")
    yield f"Answer:   {answer.size}, in {answer.name}"
    yield f"Works:    {len(sure)}, the same in {', '.join(FILES)}"
    yield f"Edition:  {atlas.state}"
    yield f"Asked:    {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    yield from ([f"Endpoint: {endpoint}"] if endpoint else [])
    yield from ("", "", "The query", "---------", "", text.strip())
    yield from ("", "", "How sure the records of the works are", "-------------------------------------", "",
                *(sure or ["No row names a work, or something that rests on one."]))


def _sure(work: Work, record: Mapping[str, Any]) -> str:
    doubts = record.get("custom", {}).get("doubts", {})
    known = [CERTAINTIES.get(work.certainty, work.certainty),
             *(f"{field}: {CERTAINTIES.get(doubt, doubt)}" for field, doubt in sorted(doubts.items()))]
    return f"{work.label} [{work.key}]: {'; '.join(known)}"
