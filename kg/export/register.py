"""The register of every address that was ever given out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from kg.errors import ContentError
from kg.export.content import lines as curated
from kg.vocab import BASE

__all__ = ["addresses", "publish", "published"]

_ADDRESS = re.compile(rf"<{re.escape(BASE)}((?!graph/)[a-z]+/[^/>]+)> ")
_MARK = re.compile(r"# (\S+): (\d+) addresses, sha256 ([0-9a-f]{64})")
_HEAD = "# Every address that was ever given out. Lines are only added ('make publish'); what is retired stays.\n"


def addresses(current: Path) -> tuple[str, ...]:
    """Return the address below the base of everything that the content of a build says something about."""
    found = (_ADDRESS.match(line) for line in curated(current / "atlas.nq"))
    return tuple(sorted({match[1] for match in found if match}))


def published(path: Path) -> tuple[str, ...]:
    """Return the addresses of a list; raises ContentError where a line was taken out or changed."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    found: list[str] = []
    for number, line in enumerate(lines, 1):
        mark = _MARK.fullmatch(line.rstrip("\n"))
        if mark and (int(mark[2]), mark[3]) != (len(found), _digest(found)):
            raise ContentError(f"{path}:{number}", "the addresses above are not those that were given out",
                               "bring back the lines that are missing; a thing that is gone goes into retired.ttl")
        found += [] if line.startswith("#") else [line.rstrip("\n")]
    if lines and not _MARK.fullmatch(lines[-1].rstrip("\n")):
        raise ContentError(f"{path}:{len(lines)}", "the list does not end with its mark", "bring back what stood there")
    return tuple(found)


def publish(path: Path, current: Path, version: str) -> int:
    """Add to a list every address of a build that it lacks, with a mark of the version, and return how many."""
    known = published(path)
    new = sorted(set(addresses(current)) - set(known))
    if new:
        every = [*known, *new]
        mark = f"# {version}: {len(every)} addresses, sha256 {_digest(every)}\n"
        with path.open("a", encoding="utf-8") as out:
            out.write(("" if out.tell() else _HEAD) + "".join(f"{one}\n" for one in new) + mark)
    return len(new)


def _digest(lines: Iterable[str]) -> str:
    return sha256("\n".join(lines).encode()).hexdigest()
