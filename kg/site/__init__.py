"""The atlas as files that any host can serve: reading pages, data, search, and queries in the visitor's browser.

`plan` says which files there are and what makes each, `making` makes them, `folder` keeps what stands in the folder
apart from what is somebody else's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["Report", "write"]


@dataclass(frozen=True, slots=True)
class Report:
    """What was written: how many files there are, how many of them are new, unchanged and gone, and their size."""

    files: int
    written: int
    unchanged: int
    removed: int
    bytes: int
    seconds: float


def write(atlas: Atlas, directory: Path, progress: Callable[[str, int, int], None] | None = None, *,
          base: str = "", workers: int = 0) -> Report:
    """Write the site into an empty folder, or renew what stands there, and return what was done.

    `base` is the public address of the root, which is needed for the map of the site and the rules of w3id.org only.
    Raises KgError for a folder that holds files of somebody else.
    """
    from kg.site.folder import Folder
    from kg.site.making import fingerprint, made
    from kg.site.plan import checked, planned

    start, base = time.perf_counter(), checked(base)
    folder, jobs = Folder(directory), planned(atlas, base)
    made_from = fingerprint(atlas, base)
    kept = folder.unharmed(made_from, jobs)
    folder.claim(jobs)
    todo = {path: job for path, job in jobs.items() if path not in {one.path for one in kept}}
    files = [*kept, *made(atlas, directory, todo, base, workers=workers, progress=progress or (lambda *_: None))]
    removed, new = folder.close(made_from, files), sum(one.is_new for one in files)
    return Report(len(files), new, len(files) - new, removed, sum(one.size for one in files),
                  time.perf_counter() - start)
