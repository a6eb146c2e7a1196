"""The record of a work as machines may have it: they take a field as it stands and pass on no doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

__all__ = ["Csl", "certain", "date", "is_known", "name", "pages"]

Csl = Mapping[str, Any]

#: A record without a title is none; where it is unknown, the title says so in brackets.
_KEPT = {"title"}


def certain(csl: Csl) -> Csl:
    """Return a record without the fields that are less sure than the rest of it.

    >>> certain({"title": "[title unknown]", "DOI": "10.1/x", "custom": {"doubts": {"title": "unknown", "DOI": "x"}}})
    {'title': '[title unknown]'}
    """
    doubts = set(csl.get("custom", {}).get("doubts", ())) - _KEPT
    return {field: value for field, value in csl.items() if field not in doubts and field != "custom"}


def is_known(csl: Csl) -> bool:
    """Whether anything speaks for it that there is such a work; what has no field for a doubt must not pass it on."""
    return bool(csl.get("custom", {}).get("certainty") != "unknown")


def name(one: Mapping[str, str]) -> str:
    """Return a name with the family name first.

    >>> name({"family": "Alder", "given": "Ann", "non-dropping-particle": "van"})
    'van Alder, Ann'
    """
    family = " ".join(filter(None, (one.get("non-dropping-particle"), one.get("family") or one.get("literal"))))
    return ", ".join(filter(None, (family, one.get("given"))))


def date(csl: Csl, between: str) -> str:
    """Return the date of publication as far as it is known.

    >>> date({"issued": {"date-parts": [[1901, 2]]}}, "/")
    '1901/02'
    """
    parts = (csl.get("issued", {}).get("date-parts") or [[]])[0]
    return between.join(f"{int(part):02}" for part in parts)


def pages(csl: Csl) -> tuple[str, str]:
    """Return the first page and the last; the last is empty where there is one alone, or more than a range."""
    found = re.split(r"\s*[-–]\s*", str(csl.get("page", "")))
    return (found[0], found[1]) if len(found) == 2 else (found[0], "")  # noqa: PLR2004 - the ends of a range
