"""Making the files of a site, by several processes where there are many, and what they are made from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from kg.site.folder import Put, put
from kg.site.plan import Job, contents

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["fingerprint", "made"]

#: A process of its own needs a second or two before it makes its first file; so many are made here meanwhile.
_FEW, _BATCH = 400, 40
#: The packages whose output stands in the files.
_PACKAGES = ("jinja2", "rdflib", "pyoxigraph", "pypandoc-binary")

_Named = tuple[str, Job]
_Done = Callable[[str, int, int], None]


def fingerprint(atlas: Atlas, base: str) -> str:
    """Return a hash of everything that the files are made from: content, code, packages and address."""
    found = sha256(f"{base}\n{atlas.reference}\n{[version(one) for one in _PACKAGES]}\n".encode())
    built = (atlas.directory / name for name in ("atlas.nq", "build.json"))
    for file in (*built, *sorted(_code(Path(str(files("kg")))))):
        found.update(file.read_bytes())
    return found.hexdigest()


def _code(folder: Path) -> Iterator[Path]:
    """Yield the files of the code; the content of a wheel, which stands among them, is in the build."""
    for one in folder.iterdir():
        if one.is_dir() and one.name not in ("__pycache__", "_content"):
            yield from _code(one)
        elif one.is_file():
            yield one


def made(atlas: Atlas, directory: Path, jobs: Mapping[str, Job], base: str, *, workers: int,
         progress: _Done) -> list[Put]:
    """Make files and write them; `workers` is the number of processes, by default one for each processor."""
    number = (workers or os.cpu_count() or 1) if len(jobs) > _FEW else 1
    if number == 1:
        return _gathered((_batch(atlas, directory, base, [one]) for one in jobs.items()), len(jobs), progress)
    # Started anew, not forked: the threads of the store do not survive a fork.
    with ProcessPoolExecutor(number, get_context("spawn")) as pool:
        work = partial(_in_process, atlas.directory, directory, base)
        return _gathered(pool.map(work, _batches(jobs.items())), len(jobs), progress)


def _gathered(batches: Iterable[list[Put]], total: int, progress: _Done) -> list[Put]:
    found: list[Put] = []
    for same in batches:
        found += same
        progress(same[-1].path, len(found), total)
    return found


def _batches(jobs: Iterable[_Named]) -> Iterator[list[_Named]]:
    """Yield files some at a time, all of one thing together."""
    waiting = iter(sorted(jobs, key=lambda one: (one[1].subject, one[0])))
    while batch := list(islice(waiting, _BATCH)):
        yield batch


def _in_process(store: Path, directory: Path, base: str, jobs: Iterable[_Named]) -> list[Put]:
    return _batch(_opened(store), directory, base, jobs)


@lru_cache(1)
def _opened(store: Path) -> Atlas:
    from kg.catalog import Atlas
    from kg.store import Store

    return Atlas(store, Store.open(store))


def _batch(atlas: Atlas, directory: Path, base: str, jobs: Iterable[_Named]) -> list[Put]:
    return [put(directory, path, contents(atlas, job, base)) for path, job in jobs]
