"""Formats as files: written at once or not at all, and never over what somebody else wrote."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.errors import KgError
from kg.export.content import MARK, Content
from kg.export.formats import format_named

__all__ = ["Written", "made", "refuse_foreign", "save", "write"]

#: So much of either end of a file is looked at to see whose it is.
_END = 1 << 10


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: where, how many bytes, and how many of what."""

    path: Path
    size: int
    counts: Mapping[str, int]


def made(content: Content, format_: str) -> tuple[bytes, Mapping[str, int]]:
    """Return a build in a format as one file, packed where it has several, and how many of what is in it."""
    files, counts = format_named(format_).make(content)
    return files if isinstance(files, bytes) else _zip(files), counts


def _zip(files: Mapping[str, bytes]) -> bytes:
    """Return an archive that is the same for the same files: it tells no time of its own."""
    found = io.BytesIO()
    with ZipFile(found, "w") as archive:
        archive.comment = MARK.encode()
        for name, content in files.items():
            about = ZipInfo(name)
            about.compress_type, about.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(about, content, compresslevel=9)
    return found.getvalue()


def write(current: Path | Content, format_: str, target: Path) -> Written:
    """Write a build in a format into a file, or into a directory: under the format's name, or as its several files."""
    asked = format_named(format_)
    files, counts = asked.make(current if isinstance(current, Content) else Content(current))
    if isinstance(files, bytes) or target.suffix == ".zip":
        path = target / asked.file if target.is_dir() else target
        return Written(path, save(path, files if isinstance(files, bytes) else _zip(files)), counts)
    paths = {target / name: data for name, data in files.items()}
    refuse_foreign(target, files)
    if target.is_dir() and any(target.iterdir()) and not _is_ours(next(iter(paths))):
        raise KgError(f"{target}: is no export of the atlas; name an empty directory")
    return Written(target, _put(paths), counts)


def refuse_foreign(directory: Path, names: Collection[str]) -> None:
    """Raise KgError where a directory holds anything but files of these names."""
    if directory.exists() and not directory.is_dir():
        raise KgError(f"{directory}: is a file; name a directory")
    others = sorted({path.name for path in (directory.iterdir() if directory.exists() else ())} - {*names})
    if others:
        raise KgError(f"{directory}: holds what is no export of the atlas ({others[0]}); name an empty directory")


def save(path: Path, data: bytes) -> int:
    """Write a file that is new or was written by this, and return its size."""
    if path.exists() and not _is_ours(path):
        raise KgError(f"{path}: is no export of the atlas; move it away, or name another file")
    return _put({path: data})


def _is_ours(path: Path) -> bool:
    """Whether a file begins or ends as an export does: with the mark."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head, size = file.read(_END), file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _END))
        return not size or MARK.encode() in head or MARK.encode() in file.read()


def _put(files: Mapping[Path, bytes]) -> int:
    """Write files, none of them under its name before all are written, and return their size."""
    halves = {path: path.with_name(f"{path.name}.{os.getpid()}.half") for path in files}
    try:
        for path, half in halves.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(files[path])
        for path, half in halves.items():
            half.replace(path)
    except OSError as error:
        raise KgError(f"{error.filename2 or error.filename}: cannot be written ({error.strerror})") from error
    finally:
        for half in halves.values():
            with suppress(OSError):
                half.unlink()
    return sum(map(len, files.values()))
