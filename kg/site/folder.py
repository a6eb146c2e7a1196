"""A folder that holds one site and nothing else of ours: what we wrote there is known by a list with hashes.

A file that is not on the list is somebody else's: it is neither written over nor removed, and a folder that holds
files without a list is refused.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from kg.errors import KgError

__all__ = ["LIST", "Folder", "Put", "digest", "put"]

#: The file that says which files of a folder are ours, and from what they were made.
LIST = "site-files.json"


class Put(NamedTuple):
    """A file of the site: where it stands, the hash and size of what it holds, and whether it had to be written."""

    path: str
    hash: str
    size: int
    is_new: bool


class Folder:
    """The folder of one site, before and after it is written."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.made_from, self.known = _listed(directory)

    def claim(self, paths: Iterable[str]) -> None:
        """Put paths on the list before they are written; raises KgError where a file of somebody else stands."""
        planned = set(paths)
        for path in sorted(planned - set(self.known)):
            if os.path.lexists(self.directory / path):
                raise KgError(f"{self.directory / path}: stands where a page would be written, and is not ours; "
                              "move it, or choose another folder")
        root = self.directory.resolve()
        for parent in {(self.directory / path).parent for path in planned}:
            if not parent.resolve().is_relative_to(root):
                raise KgError(f"{parent}: leads out of the folder of the site; put a folder in its place")
        # A run that is cut short leaves files that are on the list, so that the next one may write over them.
        self._write("", {**dict.fromkeys(planned, ""), **self.known})

    def unharmed(self, made_from: str, planned: Iterable[str]) -> list[Put]:
        """Return the files that need not be made again: made from the same, and still as they were written."""
        if not made_from or made_from != self.made_from:
            return []
        found = []
        for path in planned:
            file = self.directory / path
            if self.known.get(path) and file.is_file() and digest(data := file.read_bytes()) == self.known[path]:
                found.append(Put(path, self.known[path], len(data), is_new=False))
        return found

    def close(self, made_from: str, files: Iterable[Put]) -> int:
        """Write the list, remove what we wrote earlier and no longer do, and return how many files that were."""
        written = {one.path: one.hash for one in files}
        gone = [path for path in self.known if path not in written and self._remove(path)]
        self._write(made_from, written)
        return len(gone)

    def _remove(self, path: str) -> bool:
        file = self.directory / path
        inside = file.parent.resolve().is_relative_to(self.directory.resolve())
        # What somebody changed since is theirs.
        if not inside or not file.is_file() or digest(file.read_bytes()) != self.known[path]:
            return False
        file.unlink()
        for parent in file.relative_to(self.directory).parents[:-1]:
            if any((self.directory / parent).iterdir()):
                break
            (self.directory / parent).rmdir()
        return True

    def _write(self, made_from: str, files: Mapping[str, str]) -> None:
        text = json.dumps({"made_from": made_from, "files": dict(sorted(files.items()))}, indent=0)
        put(self.directory, LIST, text.encode())


def put(directory: Path, path: str, data: bytes) -> Put:
    """Write a file unless it stands there already, whole or not at all, and return what it is."""
    file, size = directory / path, len(data)
    if file.is_file() and file.stat().st_size == size and file.read_bytes() == data:
        return Put(path, digest(data), size, is_new=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(file.name + ".new")
    try:
        fresh.write_bytes(data)
        fresh.replace(file)
    except OSError as error:
        raise KgError(f"{file}: cannot be written ({error.strerror})") from error
    return Put(path, digest(data), size, is_new=True)


def digest(data: bytes) -> str:
    """Return the hash by which contents are compared."""
    return sha256(data).hexdigest()


def _listed(directory: Path) -> tuple[str, Mapping[str, str]]:
    """Return what the list of a folder says; an empty or missing folder needs none."""
    if not directory.exists() or (directory.is_dir() and not any(directory.iterdir())):
        return "", {}
    if not directory.is_dir():
        raise KgError(f"{directory}: is no folder; name one for the site")
    try:
        found = json.loads((directory / LIST).read_text(encoding="utf-8"))
        made_from, files = str(found["made_from"]), dict(found["files"])
    except FileNotFoundError as error:
        raise KgError(f"{directory}: is not empty, and no earlier site of ours stands there; "
                      "name an empty folder") from error
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise KgError(f"{directory / LIST}: cannot be read as the list of a site; name an empty folder") from error
    if strange := next((path for path in files if not _is_inside(path)), None):
        raise KgError(f"{directory / LIST}: names a file outside the folder ({strange!r}); name an empty folder")
    return made_from, files


def _is_inside(path: str) -> bool:
    steps = PurePosixPath(path)
    return not steps.is_absolute() and ".." not in steps.parts and bool(steps.parts)
