"""The order of things: read, compile, check, load, swap.

Nothing else knows this order. A crash at any moment leaves the last good store, because the new one is built beside
it and takes its place in one step.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from rdflib import Graph

from kg import check as checks
from kg import compile as compiler
from kg import query, questions, reason, search, sources, store
from kg.catalog import citing
from kg.errors import ContentError, KgError, StoreError
from kg.graphview import layout
from kg.model import Finding
from kg.places import Places
from kg.vocab import BASE

__all__ = ["Progress", "Report", "build", "check", "is_stale"]

Progress = Callable[[str, int, int], None]
_HERE = Path(__file__).parent

#: Tables of the interpretation -> what reads them.
_TABLES = {"ontology/mappings.tsv": compiler.mappings, "ontology/unmapped.tsv": compiler.unmapped}
#: Modules whose change makes every kept result of a file stale.
_CODE = ("check", "cite", "compile", "locator", "model", "sources", "vocab")


@dataclass(frozen=True, slots=True)
class Report:
    """What a build found and made; `is_built` is false where an error kept the old store in place."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    files: int
    reused: int
    seconds: float
    is_built: bool


def build(places: Places, progress: Progress = lambda *_: None) -> Report:
    """Build the store from the content and swap it in, unless a finding is an error."""
    started = time.perf_counter()
    with _alone(places.store):
        fresh = Path(tempfile.mkdtemp(prefix="new-", dir=places.store))
        try:
            content = _Content(places, progress)
            loaded, findings = _assemble(content, fresh)
            counts: Mapping[str, int] = {}
            is_good = not any(f.level == "error" for f in findings)
            if is_good and loaded is not None:
                known = {"stale": any(f.rule == reason.STALE for f in findings)}
                counts = _finish(content, loaded, fresh, known)
                citing.shelve(loaded, fresh, places.current)
                _swap_in(places, fresh)
                content.forget()
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return Report(tuple(findings), counts, len(content.files), content.reused, time.perf_counter() - started, is_good)


def check(places: Places, progress: Progress = lambda *_: None) -> list[Finding]:
    """Return every finding on the content; the store stays as it is."""
    with tempfile.TemporaryDirectory() as fresh:
        return _assemble(_Content(places, progress), Path(fresh))[1]


def is_stale(places: Places) -> bool:
    """Whether there is no good store, or the content or the code has changed since it was built."""
    try:
        made = json.loads((places.current / "build.json").read_text(encoding="utf-8"))["content"]
        query.run(store.Store.open(places.current), "atlas")
        search.Index.open(places.current / "search.sqlite").find("a")
    except (OSError, ValueError, KeyError, TypeError, KgError):
        return True
    return bool(made != _Content(places).digest)


# --- one file at a time ---


@dataclass(slots=True, weakref_slot=True)
class _Seen:
    """What one file gave: its lines and what was found wrong with it."""

    lines: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class _Content:
    """The files of a content directory, compiled one at a time; results are kept by a hash of all they rest on."""

    def __init__(self, places: Places, progress: Progress = lambda *_: None) -> None:
        self._places, self._progress, self.reused = places, progress, 0
        self._used: set[Path] = set()
        self.files = dict(_files(places))

    @cached_property
    def digest(self) -> str:
        """A hash of everything the store is made from, the whole code and the engine included."""
        code = sorted((*_HERE.glob("*.py"), *_HERE.glob("[a-z]*/*.py"), *_HERE.glob("queries/*.rq")))
        names = "\n".join(f"{name} {_hash(path.read_bytes())}" for name, path in sorted(self.files.items()))
        return _hash(store.ENGINE.encode(), self._ground.encode(), names.encode(), *(p.read_bytes() for p in code))

    @cached_property
    def questions(self) -> list[Path]:
        return sorted((self._places.ontology / "questions").glob("*.rq"))

    @cached_property
    def rules(self) -> list[Path]:
        return sorted((self._places.ontology / "checks").glob("*.rq"))

    @cached_property
    def _ground(self) -> str:
        code = sorted(p for name in _CODE for p in _HERE.glob(f"{name}*/*.py")) + [
            p for name in _CODE if (p := _HERE / f"{name}.py").exists()]
        return _hash(*(p.read_bytes() for p in [*code, *self.questions, *self.rules, *self._shape_files]))

    @cached_property
    def _shape_files(self) -> list[Path]:
        return [p for p in (self._places.ontology / "shapes.ttl",) if p.exists()]

    @cached_property
    def _shapes(self) -> Graph:
        found = Graph()
        for path in self._shape_files:
            found += compiler.turtle(path)
        return found

    @cached_property
    def _persons(self) -> dict[str, Any]:
        path = self._places.sources / "persons.toml"
        return dict(sources.read_persons(path)) if path.exists() else {}

    @cached_property
    def _records(self) -> dict[str, Any]:
        return sources.read_records(self._places.sources / "bibliography.json", self._persons)

    @cached_property
    def _evidence(self) -> str:
        paths = (self._places.sources / name for name in ("persons.toml", "bibliography.json"))
        return _hash(*(p.read_bytes() for p in paths if p.exists()))

    def compiled(self) -> Iterator[_Seen]:
        """Yield what each file gives, in the order of their names."""
        for done, (name, path) in enumerate(sorted(self.files.items())):
            self._progress(name, done, len(self.files))
            yield self._kept(name, path)
        self._progress("loading", len(self.files), len(self.files))

    def _kept(self, name: str, path: Path) -> _Seen:
        evidence = self._evidence if name.startswith("sources/") else ""
        key = _hash(self._ground.encode(), evidence.encode(), name.encode(), path.read_bytes())
        kept = self._places.store / "cache" / key
        self._used.add(kept)
        if kept.exists():
            self.reused += 1
            text = kept.read_text(encoding="utf-8")
            return _Seen(text.split("\n") if text else [])  # a file that says nothing gives no line, not an empty one
        seen = self._compile(name, path)
        if not seen.findings:
            _write(kept, "\n".join(seen.lines))
        return seen

    def forget(self) -> None:
        """Remove the kept results that the content no longer needs."""
        for path in set((self._places.store / "cache").iterdir()) - self._used:
            path.unlink(missing_ok=True)

    def _compile(self, name: str, path: Path) -> _Seen:
        try:
            graphs = self._graphs(name, path)
            lines = [line for graph, found in sorted(graphs.items()) for line in compiler.quads(found, graph)]
        except (OSError, ValueError) as error:
            return _Seen(findings=[Finding("readable", "error", str(path), name, f"cannot be read: {error}")])
        except ContentError as error:
            # A broken bibliography stops every passage file; it is one finding, in its own file.
            file = next((n for n, p in self.files.items() if error.where.startswith(str(p))), name)
            return _Seen(findings=[Finding("readable", "error", error.where, file, f"{error.what}; {error.todo}")])
        own = graphs[compiler.file_graph(Path(name))]
        return _Seen(lines, checks.shape_findings(own, self._shapes, name))

    def _graphs(self, name: str, path: Path) -> dict[Any, Graph]:
        own = compiler.file_graph(Path(name))
        if path.suffix == ".ttl":
            found = compiler.turtle(path)
            return {own: found, **compiler.model_graphs(found)}
        if path.suffix == ".tsv":
            return {own: _table(name)(path)}
        if name == "sources/persons.toml":
            return {own: compiler.persons(self._persons.values(), self._records.values())}
        if name == "sources/bibliography.json":
            return {own: compiler.bibliography(self._records.values())}
        works = {key: record.work for key, record in self._records.items()}
        return {own: compiler.passages(sources.read_passages(path, works))}


def _files(places: Places) -> Iterator[tuple[str, Path]]:
    for kind, root, patterns in (("sources", places.sources, ("**/*.toml", "*.json")),
                                 ("ontology", places.ontology, ("**/*.ttl", "*.tsv"))):
        if not root.is_dir():
            raise StoreError(f"{root}: there is no such directory; name it with --{kind} DIR")
        for path in (p for pattern in patterns for p in root.glob(pattern) if p.is_file() and p.name != "shapes.ttl"):
            yield f"{kind}/{path.relative_to(root).as_posix()}", path


def _table(name: str) -> Callable[[Path], Graph]:
    if name not in _TABLES:
        raise ContentError(name, "is none of the tables that are read", f"name it {' or '.join(_TABLES)}")
    return _TABLES[name]


# --- the whole ---


def _assemble(content: _Content, fresh: Path) -> tuple[store.Store | None, list[Finding]]:
    findings: list[Finding] = []
    with (fresh / "atlas.nq").open("w", encoding="utf-8") as out:
        for seen in content.compiled():
            out.writelines(f"{line}\n" for line in seen.lines)
            findings += seen.findings
    if any(f.level == "error" for f in findings):
        return None, list(dict.fromkeys(findings))
    loaded = store.load(fresh, fresh / "atlas.nq", lambda graph: graph.startswith(f"{BASE}graph/"))
    files = {str(compiler.file_graph(Path(name))): name for name in content.files}
    findings += checks.rule_findings(loaded.select, content.rules, files)
    said = query.run(loaded, "theory")
    return loaded, findings + reason.staleness(content.files.get(reason.RECORD), said, fresh / "atlas.nq")


def _finish(content: _Content, loaded: store.Store, fresh: Path, known: Mapping[str, bool]) -> Mapping[str, int]:
    search.build(fresh / "search.sqlite", search.entries(query.run(loaded, "entries")))
    layout.write(fresh, loaded)
    rows = [*query.run(loaded, "counts"), ("triples", query.run(loaded, "triples")[0][0])]
    counts = {str(kind): int(n or 0) for kind, n in rows}
    asked = [questions.read(path)._asdict() for path in content.questions]
    made = {**known, "content": content.digest, "counts": counts, "questions": asked}
    _write(fresh / "build.json", json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True))
    return counts


def _swap_in(places: Places, fresh: Path) -> None:
    builds = sorted(places.store.glob("build-*"), key=_build_number)
    target = places.store / f"build-{_build_number(builds[-1]) + 1 if builds else 1}"
    before = places.current.resolve()
    fresh.rename(target)
    store.swap(places.current, target)
    # The build before stays: a reader may be about to open a file of it.
    for old in set(builds) - {before}:
        shutil.rmtree(old, ignore_errors=True)


def _build_number(path: Path) -> int:
    return int(path.name.removeprefix("build-"))


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(f"{directory}: another build is running; wait until it is done") from error
        for left in directory.glob("new-*"):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    half.write_text(text, encoding="utf-8")
    half.replace(path)


def _hash(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
