"""Finding a page by what a reader remembers of it: a name, an author, some words, more or less spelled right.

An index holds one entry per page. Names are compared whole and without their spaces, words one by one, both without
accents, case, hyphens and quotation marks. What a reader typed exactly always comes before what only resembles it.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from kg.errors import StoreError
from kg.model import Hit
from kg.vocab import curie

__all__ = ["Entry", "Index", "build", "entries", "nearest"]

#: The other spellings that count as a word.
_Near: TypeAlias = Callable[[str], list[str]]

#: Kinds of pages in the order in which they are offered where a text fits several equally well.
_ORDER = ("concept", "work")
#: Kind of a row -> the field of the entry that it fills, and, for words, what they are words of.
_FIELDS = {"concept": ("alt_labels", ""), "name": ("names", ""), "doi": ("keys", ""),
           "scope": ("texts", "the scope note"), "work": ("texts", "the title"),
           "definition": ("texts", "a definition"), "characteristic": ("texts", "a characteristic"),
           "passage": ("texts", "a passage")}
#: What the preferred name of a page of that kind is called.
_NAMED = {"concept": "preferred label", "work": "author and year"}

#: Nobody remembers more than this of a name; the rest of a longer text is not looked at.
_LONGEST, _MOST_WORDS = 1000, 16
#: Shorter words resemble too many others, and so do numbers.
_SHORTEST_TYPO, _MOST_NEAR = 4, 100
#: So many of those found by name are put in order; who types so little will type on.
_MOST_SORTED = 300

_CHUNK = re.compile(r"[^\W_]+(?:[-‐–—'’.][^\W_]+)*")
_WORD = re.compile(r"[^\W_]+")
_DOI = re.compile(r"^\s*(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(?=10\.)", re.IGNORECASE)

_TABLES = """
CREATE TABLE page(id INTEGER PRIMARY KEY, place INTEGER, kind TEXT, iri TEXT, label TEXT, said TEXT);
CREATE TABLE name(key TEXT, rank INTEGER, page INTEGER, text TEXT);
CREATE VIRTUAL TABLE words USING fts5(labels, names, texts, content='', prefix='2 3 4',
                                      tokenize='unicode61 remove_diacritics 0');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row);
"""
#: Exact preferred label, exact alternative label, exact identifier, then what the two labels begin with.
_BY_NAME = """
SELECT kind, iri, label, text, rank FROM name JOIN page ON page = id
WHERE key >= :key AND key < :key || char(0x10FFFF) AND (key = :key OR rank < 2)
ORDER BY key <> :key, rank, text <> :text, place, key, iri
"""
_BY_WORDS = """
SELECT kind, iri, label, said FROM words JOIN page ON id = words.rowid
WHERE words MATCH ? ORDER BY place, bm25(words, 10, 5, 1), label, iri
"""
#: The parts of a page that words are looked for in, one after the other.
_PARTS = ("{labels}", "{labels names}", "{labels names texts}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One page with everything it can be found by; `texts` are pairs of what a text is and the text."""

    kind: str
    iri: str
    label: str
    alt_labels: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


def entries(rows: Iterable[Sequence[str | None]]) -> Iterator[Entry]:
    """Yield one entry per page from rows of kind, thing, label of the page, text, and the page it leads to."""
    found: dict[str, dict[str, dict[object, None]]] = {}
    labels: dict[str, str] = {}
    for kind, thing, label, text, page in rows:
        fields = found.setdefault(page or "", {name: {} for name, _ in _FIELDS.values()})
        labels[page or ""] = label or ""
        fields["keys"] |= dict.fromkeys((thing, curie(thing or "")))
        field, what = _FIELDS[kind or ""]
        if text:
            fields[field][(what, text) if what else text] = None
    for page, fields in found.items():
        yield Entry(curie(page).partition(":")[0], page, labels[page],
                    **{name: tuple(values) for name, values in fields.items()})  # type: ignore[arg-type]


def build(path: Path, found: Iterable[Entry]) -> int:
    """Write the index of some entries to a new file and return how many there were."""
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES} BEGIN;")
    number = 0
    for number, entry in enumerate(found, start=1):
        _insert(connection, number, entry)
    for end in ("CREATE INDEX name_key ON name(key)", "INSERT INTO words(words) VALUES('optimize')", "COMMIT"):
        connection.execute(end)
    connection.close()
    return number


def _insert(connection: sqlite3.Connection, number: int, entry: Entry) -> None:
    place = _ORDER.index(entry.kind) if entry.kind in _ORDER else len(_ORDER)
    said = json.dumps([entry.alt_labels, entry.names, entry.texts], ensure_ascii=False)
    connection.execute("INSERT INTO page VALUES (?, ?, ?, ?, ?, ?)",
                       (number, place, entry.kind, entry.iri, entry.label, said))
    names = ((entry.label,), entry.alt_labels, (entry.iri, entry.iri.rsplit("/", 1)[-1], *entry.keys))
    connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?)",
                           [(_key(text), rank, number, text) for rank, same in enumerate(names) for text in same])
    parts = ((entry.label, *entry.alt_labels), entry.names, [text for _, text in entry.texts])
    connection.execute("INSERT INTO words(rowid, labels, names, texts) VALUES (?, ?, ?, ?)",
                       (number, *(_document(part) for part in parts)))


class Index:
    """An index opened read-only; safe to share between threads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path, self._lock = connection, path, RLock()

    @classmethod
    def open(cls, path: Path) -> Index:
        """Open the index of a build; raises StoreError with the command that mends it."""
        try:
            # The file of a build never changes, so SQLite need not lock it, and may read it on a read-only disk.
            address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            connection.execute("SELECT count(*) FROM page, vocabulary LIMIT 1").fetchone()
        except sqlite3.Error as error:
            raise _unusable(path) from error
        return cls(connection, path)

    def find(self, text: str, limit: int = 10) -> tuple[Hit, ...]:
        """Return the pages that a text may mean, one hit per page, the likeliest first; no text raises."""
        found: dict[str, Hit] = {}
        try:
            with self._lock:
                for hit in self._hits(text[:_LONGEST]):
                    if len(found) >= limit:
                        break
                    found.setdefault(hit.iri, hit)
        except sqlite3.DatabaseError as error:
            raise _unusable(self._path) from error
        return tuple(found.values())

    def _hits(self, text: str) -> Iterator[Hit]:
        yield from self._by_name(text)
        chunks = [_WORD.findall(chunk)[:_MOST_WORDS] for chunk in _CHUNK.findall(_fold(text))][:_MOST_WORDS]
        if chunks:
            yield from self._by_words(chunks, lambda _: [])
            similar = self._by_words(chunks, self._near)
            yield from (replace(hit, why=f"similar spelling: {hit.why}") for hit in similar)

    def _by_name(self, text: str) -> Iterator[Hit]:
        key = _key(text)
        if key:
            asked = {"key": key, "text": _sound(text)}
            for kind, iri, label, name, rank in self._connection.execute(_BY_NAME, asked):
                why = (_NAMED.get(kind, "label"), f"alternative label {name}", f"identifier {name}")[rank]
                yield Hit(kind, iri, label, name, why)

    def _by_words(self, chunks: list[list[str]], near: _Near) -> Iterator[Hit]:
        expression = " AND ".join(_expression(chunk, near) for chunk in chunks)
        wanted = [_Wanted(word, near(word)) for chunk in chunks for word in {*chunk, "".join(chunk)}]
        for part in _PARTS:
            found = self._connection.execute(_BY_WORDS, (f"{part} : ({expression})",))
            rows = ((kind, iri, label, json.loads(said)) for kind, iri, label, said in found)
            for kind, iri, label, said in _closest(rows, wanted) if part == _PARTS[0] else rows:
                yield _explained(kind, iri, label, said, wanted)

    @cached_property
    def _vocabulary(self) -> list[str]:
        return [term for (term,) in self._connection.execute("SELECT term FROM vocabulary ORDER BY term")]

    def _near(self, word: str) -> list[str]:
        if len(word) < _SHORTEST_TYPO or not word.isalpha():
            return []
        near = process.extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=1, limit=_MOST_NEAR)
        return sorted(term for term, distance, _ in near if distance)


def nearest(text: str, labels: Iterable[str], n: int = 3) -> tuple[str, ...]:
    """Return the labels that are spelled most like a text, for "did you mean".

    >>> nearest("wamrth", ["welcome", "warmth", "hosting"], n=1)
    ('warmth',)
    """
    choices = list(labels)
    found = process.extract(_fold(text), [_fold(label) for label in choices], scorer=fuzz.ratio, limit=n)
    return tuple(choices[position] for _, _, position in found)


class _Wanted(NamedTuple):
    """A word that is looked for, and other spellings that count as the same."""

    word: str
    near: list[str]

    def is_in(self, words: Iterable[str]) -> bool:
        return any(word.startswith(self.word) or word in self.near for word in words)


def _closest(rows: Iterable[tuple[str, str, str, Any]], wanted: list[_Wanted]) -> list[tuple[str, str, str, Any]]:
    """Return rows found by their names, those first whose name says least beside what is wanted.

    Relevance alone would put a page behind its namesakes for every further name that it has.
    """
    def spare(row: tuple[str, str, str, Any]) -> tuple[bool, int, int]:
        scored = [(-_score(name, wanted), len(_WORD.findall(name))) for name in (row[2], *row[3][0])]
        return row[0] != _ORDER[0], *min(scored)

    return sorted(islice(rows, _MOST_SORTED), key=spare)


def _explained(kind: str, iri: str, label: str, said: Any, wanted: list[_Wanted]) -> Hit:
    alternatives, names, texts = said
    reasons = [(label, _NAMED.get(kind, "label")),
               *((other, f"alternative label {other}") for other in alternatives),
               *((name, f"author {name}") for name in names)]
    best = max(reasons, key=lambda reason: _score(reason[0], wanted))
    what, text = max(texts, key=lambda pair: _score(pair[1], wanted), default=("", ""))
    if _score(text, wanted) <= _score(best[0], wanted):
        return Hit(kind, iri, label, *best)
    words = _snippet(text, wanted)
    return Hit(kind, iri, label, words, f"words of {what}: {words}")


def _score(text: str, wanted: list[_Wanted]) -> int:
    words = _document([text]).split()
    return sum(one.is_in(words) for one in wanted)


def _snippet(text: str, wanted: list[_Wanted], before: int = 5, after: int = 12) -> str:
    words = text.split()
    at = next((i for i, word in enumerate(words) if _score(word, wanted)), 0)
    first, last = max(0, at - before), at + after
    return ("…" if first else "") + " ".join(words[first:last]) + ("…" if last < len(words) else "")


def _expression(chunk: list[str], near: _Near) -> str:
    parts = " AND ".join(_either(word, near(word)) for word in chunk)
    if len(chunk) == 1:
        return parts
    joined = "".join(chunk)
    return f"({_either(joined, near(joined))} OR ({parts}))"


def _either(word: str, near: list[str]) -> str:
    return "(" + " OR ".join([f'"{word}"*', *(f'"{other}"' for other in near)]) + ")"


def _document(texts: Iterable[str]) -> str:
    """Return the folded words of some texts, hyphenated ones both split and joined."""
    chunks = (_WORD.findall(chunk) for text in texts for chunk in _CHUNK.findall(_fold(text)))
    return " ".join(word for parts in chunks for word in ([*parts, "".join(parts)] if len(parts) > 1 else parts))


def _key(name: str) -> str:
    """Return what is compared of a whole name; a name of signs only is compared as it is."""
    bare = _DOI.sub("", name)
    return "".join(_WORD.findall(_fold(bare))) or "".join(_sound(name).casefold().split())


def _fold(text: str) -> str:
    bare = (c for c in unicodedata.normalize("NFKD", _sound(text)) if not unicodedata.combining(c))
    return "".join(bare).casefold()


def _sound(text: str) -> str:
    return text.encode("utf-8", "ignore").decode("utf-8")


def _unusable(path: Path) -> StoreError:
    what = "is damaged" if path.exists() else "is missing"
    return StoreError(f"{path}: the search index {what}; run 'kg build'")
