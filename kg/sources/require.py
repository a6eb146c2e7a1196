"""What a file of evidence must be: each refusal names the file, the line or the entry, and what to do."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg import locator
from kg.errors import ContentError, LocatorError
from kg.model import CERTAINTIES, Work

#: The parts in a work that CSL names, in the order in which they are read.
ROLES = ("author", "editor", "translator")
_DATES = ("issued", "original-date")
#: CSL fields that hold something else than text.
_CSL = {**dict.fromkeys(ROLES, list), **dict.fromkeys(_DATES, dict), "custom": dict}
_KINDS = {str: "text in quotation marks", int: "a whole number", list: "a list", dict: "a table"}
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def toml(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError(str(path), f"is not valid TOML: {error}", "mend the line it names") from error


def json_(path: Path) -> Any:
    """Return what a JSON file holds; no object may name a field twice."""
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise ContentError(f"{path} (record {dict(pairs).get('id', '?')})", f"the field {twice!r} stands twice",
                               "keep one of the two")
        return dict(pairs)

    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ContentError(str(path), f"is not valid JSON: {error}", "mend the line it names") from error


def known(where: str, entry: Any, kinds: Mapping[str, type]) -> None:
    """Require a table whose keys are known and hold what they should."""
    if not isinstance(entry, dict):
        raise ContentError(where, "is not a table", "write 'name = value' lines")
    if strange := sorted(set(entry) - set(kinds)):
        raise ContentError(where, f"has the unknown key {strange[0]!r}", f"use one of {', '.join(sorted(kinds))}")
    for name, value in entry.items():
        kind(f"{where}, {name}", value, kinds[name])


def kind(where: str, value: Any, wanted: type) -> None:
    """Require a value of a kind."""
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise ContentError(where, f"holds {value!r}", f"write {_KINDS[wanted]}")


def csl(where: str, record: Mapping[str, Any]) -> None:
    """Require the fields of a CSL-JSON record to hold what CSL says."""
    for field, value in record.items():
        kind(f"{where}, {field}", value, _CSL.get(field, str))
    for role in ROLES:
        for name in record.get(role, []):
            if not (isinstance(name, dict) and name and all(isinstance(part, str) for part in name.values())):
                raise ContentError(f"{where}, {role}", f"holds {name!r}", "write a name with 'family' and 'given'")
    for date in _DATES:
        parts = record.get(date, {"date-parts": [[0]]}).get("date-parts")
        if not (isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]
                and isinstance(parts[0][0], int)):
            raise ContentError(f"{where}, {date}", "gives no year", 'write {"date-parts": [[1979]]}')


def text(where: str, entry: Mapping[str, Any], name: str) -> str:
    """Return a text that must not be empty."""
    if not (isinstance(entry.get(name), str) and entry[name].strip()):
        raise ContentError(where, f"has no {name!r}", "write it down, or say in words that it is unknown")
    return str(entry[name])


def key(where: str, name: Any) -> str:
    """Return a key in its form: small letters, digits and hyphens."""
    if not (isinstance(name, str) and _KEY.fullmatch(name)):
        raise ContentError(where, f"the key {name!r} is not small letters, digits and hyphens", "write it so")
    return name


def one_of(where: str, value: Any, allowed: Iterable[str], noun: str) -> str:
    """Return a value that must be one of a list."""
    if not isinstance(value, str) or value not in allowed:
        raise ContentError(where, f"the {noun} {value!r} is unknown", f"use one of {', '.join(allowed)}")
    return str(value)


def certainty(where: str, entry: Mapping[str, Any], default: str | None) -> str:
    """Return the certainty of an entry, or the default where it may be left out."""
    if "certainty" not in entry and default is not None:
        return default
    return one_of(where, entry.get("certainty"), CERTAINTIES, "certainty")


def work(where: str, name: Any, works: Mapping[str, Work]) -> Work:
    """Return the work of a key that must be in the bibliography."""
    if name not in works:
        raise ContentError(where, f"the work {name!r} is not in the bibliography", "add its record first")
    return works[name]


def place(where: str, entry: Mapping[str, Any]) -> str | None:
    """Return a locator as it is written, once it was shown to be clear."""
    if "locator" not in entry:
        return None
    try:
        return locator.parse(str(entry["locator"])).text
    except LocatorError as error:
        raise ContentError(f"{where}, locator", str(error), "see sources/README.md, Locators") from error
