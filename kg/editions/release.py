"""Making an edition: what the last good build says, frozen under a name and a date."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from kg.catalog import open_atlas
from kg.catalog.edition import AUTHORS
from kg.editions.archive import DATA, KEPT, NAME, SUMS, EditionInfo, editions, info, open_edition, quads
from kg.editions.difference import Changes
from kg.editions.feed import FEED, Told, atom
from kg.editions.formats import as_json, as_markdown
from kg.editions.papers import Facts, papers, sums
from kg.editions.telling import CHANGES, first, opened, since, told
from kg.errors import KgError
from kg.places import Places

__all__ = ["Released", "next_name", "release"]

Progress = Callable[[str, int, int], None]
_STEPS = ("data", "changes", "papers", "checksums")


@dataclass(frozen=True, slots=True)
class Released:
    """What a release made: the edition, how to cite it and what changed; `is_new` is false where nothing did."""

    edition: EditionInfo
    reference: str
    changes: Changes | None
    size: int
    is_new: bool = True


def next_name(directory: Path, year: int) -> str:
    """Return the name of the next edition of a year."""
    return f"{year}-{max((one.order[1] for one in editions(directory) if one.order[0] == year), default=0) + 1}"


def release(places: Places, directory: Path, name: str = "", issued: date | None = None,
            progress: Progress = lambda *_: None) -> Released:
    """Make an edition of the last good build below a directory, all of it or nothing.

    Raises a KgError where the build is not fit for it, or the name or the date is not later than those before.
    """
    known, day = editions(directory), issued or date.today()
    name = name or next_name(directory, day.year)
    made = _fit(places)
    data = quads(places.current)
    digest = sha256(data).hexdigest()
    if known and known[-1].digest == digest:
        return Released(known[-1], open_edition(known[-1], places.store).reference, None, 0, is_new=False)
    edition = EditionInfo(name, day, known[-1].name if known else "", digest, open_atlas(places.store).title,
                          directory / name)
    _refuse_backwards(edition, known)
    return _made(edition, known, {**made, "edition": name, "issued": day.isoformat(), "previous": edition.previous,
                                  "data": digest, "title": edition.title}, places, progress)


def _fit(places: Places) -> Mapping[str, object]:
    """Return what is known of the last good build; raises a KgError where it must not become an edition."""
    from kg.build import is_stale  # reads the whole content

    if is_stale(places):
        raise KgError(f"{places.store}: the content is not what was built, or has errors; run 'kg build' first")
    made: dict[str, object] = json.loads((places.current / "build.json").read_text(encoding="utf-8"))
    if made.get("stale"):
        raise KgError(f"{places.store}: what was inferred does not fit the claims any more; run 'kg reason' first")
    return made


def _refuse_backwards(edition: EditionInfo, known: tuple[EditionInfo, ...]) -> None:
    if not NAME.fullmatch(edition.name):
        raise KgError(f"{edition.name}: no name of an edition; a year and a number, such as {edition.issued.year}-1")
    if edition.directory.exists():
        raise KgError(f"{edition.directory}: this is there already, and an edition is never changed; choose another "
                      f"name, such as {next_name(edition.directory.parent, edition.issued.year)}")
    if known and (edition.order < known[-1].order or edition.issued < known[-1].issued):
        raise KgError(f"{edition.name} of {edition.issued}: the last edition is {known[-1].name} of "
                      f"{known[-1].issued}; choose a later name and date")


def _made(edition: EditionInfo, known: tuple[EditionInfo, ...], made: Mapping[str, object], places: Places,
          progress: Progress) -> Released:
    directory = edition.directory.parent
    half = directory / f".{edition.name}.half"
    try:
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        _write(half, {DATA: gzip.compress(quads(places.current), mtime=0),
                      "build.json": json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True).encode()})
        for kept in KEPT:
            shutil.copy(places.current / kept, half)
        progress(_STEPS[1], 1, len(_STEPS))
        reference, changes = _explain(half, known, places, progress)
        half.rename(edition.directory)
    except OSError as error:
        raise KgError(f"{directory}: no edition can be written there ({error.strerror}); name another") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    size = sum(path.stat().st_size for path in edition.directory.iterdir())
    return Released(info(edition.directory), reference, changes, size)


def _explain(half: Path, known: tuple[EditionInfo, ...], places: Places,
             progress: Progress) -> tuple[str, Changes | None]:
    """Write everything beside the data, and return how to cite the edition and what changed."""
    edition = info(half)
    atlas = open_edition(edition, places.store)
    changes = since(opened(known[-1], places.store), opened(edition, places.store)) if known else None
    listed = as_markdown(changes) if changes else first(edition)
    feed = atom(edition.title, AUTHORS, [Told(edition, changes), *map(told, reversed(known))])
    _write(half, {"CHANGES.md": listed.encode(), FEED: feed})
    if changes:
        _write(half, {CHANGES: as_json(changes).encode()})
    progress(_STEPS[2], 2, len(_STEPS))
    facts = Facts(edition, atlas.description, atlas.reference, AUTHORS, atlas.counts["triples"],
                  (half / DATA).read_bytes())
    _write(half, {name: text.encode() for name, text in papers(facts).items()})
    progress(_STEPS[3], 3, len(_STEPS))
    _write(half, {SUMS: sums({path.name: path.read_bytes() for path in half.iterdir()}).encode()})
    return atlas.reference, changes


def _write(directory: Path, files: Mapping[str, bytes]) -> None:
    for name, body in files.items():
        (directory / name).write_bytes(body)
