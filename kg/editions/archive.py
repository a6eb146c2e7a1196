"""Editions on disk: which there are, whether they are as they were released, and how one is opened.

An edition keeps its data (`atlas.nq.gz`) and what was computed from them for people (`build.json`, `layout.json`). The
store and the search index are made from these on the first opening, into a cache that may be thrown away.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, StoreError, UnknownName
from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["DATA", "KEPT", "NAME", "SUMS", "EditionInfo", "editions", "find", "info", "open_edition", "quads",
           "tampered"]

NAME = re.compile(r"(\d{4})-([1-9]\d?)")
DATA, SUMS = "atlas.nq.gz", "SHA256SUMS"
#: What an edition takes over from a build beside its data.
KEPT = ("layout.json",)
_HERE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class EditionInfo:
    """One edition: its name, the day it was issued, the edition before it, the digest of its data, and where it is."""

    name: str
    issued: date
    previous: str
    digest: str
    title: str
    directory: Path

    @property
    def iri(self) -> str:
        """The permanent address."""
        return f"{BASE}edition/{self.name}"

    @property
    def order(self) -> tuple[int, int]:
        """By what editions are sorted, the oldest first.

        >>> EditionInfo("2026-10", date(2026, 1, 1), "", "", "", Path()).order
        (2026, 10)
        """
        year, _, number = self.name.partition("-")
        return int(year), int(number)


def editions(directory: Path) -> tuple[EditionInfo, ...]:
    """Return the editions of a directory, the oldest first; what is no edition is passed over."""
    found = directory.iterdir() if directory.is_dir() else ()
    return tuple(sorted((info(one) for one in found if NAME.fullmatch(one.name) and one.is_dir()),
                        key=lambda one: one.order))


def info(directory: Path) -> EditionInfo:
    """Return what an edition is; raises a KgError where a directory holds none."""
    try:
        made = json.loads((directory / "build.json").read_text(encoding="utf-8"))
        return EditionInfo(made["edition"], date.fromisoformat(made["issued"]), made["previous"], made["data"],
                           made["title"], directory)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(f"{directory}: this is no edition; name one that 'kg release' made") from error


def find(name: str, directory: Path) -> EditionInfo:
    """Return an edition of a directory by its name; raises UnknownName with the names that there are."""
    known = editions(directory)
    found = next((one for one in known if one.name == name), None)
    if found is None:
        raise UnknownName("edition", name[:40], tuple(one.name for one in known[-3:]))
    return found


def tampered(directory: Path) -> tuple[str, ...]:
    """Return what is not as it was released: each file of the checksums, with what is wrong with it."""
    try:
        lines = (directory / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return (f"{SUMS}: missing",)
    split = (line.partition("  ") for line in lines)
    return tuple(_wrong(directory, {name: digest for digest, gap, name in split if gap}))


def _wrong(directory: Path, sums: dict[str, str]) -> Iterator[str]:
    for name, digest in sums.items():
        path = directory / Path(name).name
        if not path.is_file():
            yield f"{name}: missing"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield f"{name}: changed"
    yield from (f"{path.name}: not of the edition" for path in sorted(directory.iterdir())
                if path.name not in (*sums, SUMS))


def quads(directory: Path) -> bytes:
    """Return the N-Quads of an edition, or of a build, sorted: the same statements are the same bytes.

    Raises a KgError where they are missing or damaged.
    """
    packed, plain = directory / DATA, directory / "atlas.nq"
    try:
        data = gzip.decompress(packed.read_bytes()) if packed.exists() else plain.read_bytes()
    except (OSError, EOFError, ValueError) as error:
        raise KgError(f"{directory}: the data are missing or damaged; get the edition again") from error
    return b"".join(sorted({line + b"\n" for line in data.split(b"\n") if line}))


# --- opening ---


def open_edition(edition: EditionInfo, store: Path) -> Atlas:
    """Return the atlas of an edition as it was released; what it needs is kept in a cache below a store.

    Raises a KgError where the data are not those of the release.
    """
    from kg.catalog import open_atlas  # who only lists editions needs no store

    made = hashlib.sha256((edition.directory / "build.json").read_bytes()).hexdigest()[:12]
    kept = store / "editions" / f"{edition.name}-{made}-{_code()}"
    if not (kept / "current").is_dir():
        _restore(edition, store, kept)
    return open_atlas(kept)


@cache
def _code() -> str:
    """Return what tells a cache of another version of the code apart."""
    from kg.store import ENGINE

    code = [*sorted(_HERE.glob("*.py")), *sorted(_HERE.glob("[a-z]*/*.py")), *sorted(_HERE.glob("queries/*.rq"))]
    return hashlib.sha256(b"\0".join([ENGINE.encode(), *(path.read_bytes() for path in code)])).hexdigest()[:8]


def _restore(edition: EditionInfo, store: Path, kept: Path) -> None:
    """Make what opening an edition needs, and put it in its place in one step."""
    data = quads(edition.directory)
    if hashlib.sha256(data).hexdigest() != edition.digest:
        raise KgError(f"{edition.directory / DATA}: these are not the data that were released; get the edition again")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=kept.parent))
    except OSError as error:
        raise StoreError(f"{kept.parent}: cannot be written ({error.strerror}); name another --store") from error
    try:
        _fill(edition, data, fresh / "current", store / "current")
        _place(fresh, kept)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _fill(edition: EditionInfo, data: bytes, target: Path, build: Path) -> None:
    from kg import query, search, store
    from kg.catalog import citing
    from kg.graphview import layout

    target.mkdir()
    (target / "atlas.nq").write_bytes(data)
    loaded = store.load(target, target / "atlas.nq", lambda graph: graph.startswith(f"{BASE}graph/"))
    search.build(target / "search.sqlite", search.entries(query.run(loaded, "entries")))
    for name in ("build.json", *KEPT):
        if (edition.directory / name).exists():
            shutil.copy(edition.directory / name, target)
    if not (target / "layout.json").exists():
        layout.write(target, loaded)
    if build.exists():  # what the current build rendered alike is taken over
        citing.shelve(loaded, target, build)


def _place(fresh: Path, kept: Path) -> None:
    older = [one for one in kept.parent.glob(f"{kept.name.rpartition('-')[0]}-*") if one != kept]
    try:
        os.rename(fresh, kept)  # noqa: PTH104 - a directory that is not empty is never replaced
    except OSError:
        if not kept.is_dir():  # another process was quicker
            raise
    for one in older:
        shutil.rmtree(one, ignore_errors=True)
