"""Citations that are already rendered: a file of the build, each under a hash of all that it rests on.

Whatever is not in the file is rendered when it is asked for, and kept in memory.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from kg.cite import render
from kg.cite.render import Cite
from kg.cite.styles import COMMON_STYLES, Style, find_style
from kg.model import Rendered, Rich

__all__ = ["Shelf", "fill"]

#: Files whose change makes every citation stale.
_CODE = ("citing.lua", "render.py", "styles.py", "wording.py")
_FORMS = ("parenthetical", "narrative", "reference")
#: So many citations of other styles and locales stay in memory.
_MOST = 4000


class Shelf:
    """The citations of one build; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path, self._made = path, dict[str, Rendered]()

    def get(self, cites: Iterable[Cite], style: Style, locale: str = "", *,
            seconds: float = 20) -> dict[Cite, Rendered]:
        """Return citations as if each were cited alone; raises a KgError where one cannot be rendered."""
        keys = {one: _key(one, style, locale) for one in cites}
        found = {one: self._made[key] for one, key in keys.items() if key in self._made}
        stored = _read(self._path, [key for one, key in keys.items() if one not in found])
        found |= {one: stored[key] for one, key in keys.items() if key in stored}
        missing = [one for one in keys if one not in found]
        fresh = dict(zip(missing, render.alone(missing, style, locale, seconds=seconds), strict=True))
        if len(self._made) > _MOST:
            self._made = {}
        self._made |= {keys[one]: made for one, made in fresh.items()}
        return found | fresh


def fill(target: Path, before: Path, cites: Iterable[Cite]) -> int:
    """Write citations in every common style to a file and return how many were not in the one before."""
    wanted = list(dict.fromkeys(cites))
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        parts = list(pool.map(lambda name: _made(wanted, find_style(name), before), COMMON_STYLES))
    _write(target, {key: value for part, _ in parts for key, value in part.items()})
    return sum(fresh for _, fresh in parts)


def _made(cites: list[Cite], style: Style, before: Path) -> tuple[dict[str, Rendered], int]:
    keys = {_key(one, style, ""): one for one in cites}
    kept = _read(before, list(keys))
    missing = [one for key, one in keys.items() if key not in kept]
    fresh = render.alone(missing, style, seconds=300)
    return kept | {_key(one, style, ""): made for one, made in zip(missing, fresh, strict=True)}, len(missing)


def _key(one: Cite, style: Style, locale: str) -> str:
    parts = (_code(), style.id, _digest(style.text), locale, one.record, one.locator, one.credited)
    return sha256("\0".join(parts).encode()).hexdigest()


@cache
def _code() -> str:
    return _digest("".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in _CODE))


@lru_cache(64)
def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


# --- the file ---


def _read(path: Path, keys: list[str]) -> dict[str, Rendered]:
    if not keys or not path.is_file():
        return {}
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
        try:
            rows = file.execute("SELECT key, value FROM citation WHERE key IN (SELECT value FROM json_each(?))",
                                [json.dumps(keys)]).fetchall()
        except sqlite3.DatabaseError:
            return {}  # what a damaged file holds is rendered anew
    return {key: Rendered(*(Rich(tuple((look, text) for look, text in runs)) for runs in json.loads(value)))
            for key, value in rows}


def _write(path: Path, made: Mapping[str, Rendered]) -> None:
    rows = ((key, json.dumps([getattr(one, form).runs for form in _FORMS], ensure_ascii=False))
            for key, one in sorted(made.items()))
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("CREATE TABLE citation (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        file.executemany("INSERT INTO citation VALUES (?, ?)", rows)
