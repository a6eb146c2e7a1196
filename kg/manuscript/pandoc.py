"""A document as the JSON that pandoc makes of it."""

from __future__ import annotations

import json
from typing import Any

from kg.cite import pandoc
from kg.errors import KgError

__all__ = ["read"]

_SECONDS, _MEMORY = 20, "1024m"
#: So large is no manuscript as pandoc writes it.
_MOST = 96 * 2**20


def read(content: bytes, format_: str, name: str, to: str = "json") -> Any:
    """Return a document of a format as JSON; raises KgError where it cannot be read in time and in memory."""
    try:
        made = pandoc.run([f"--from={format_}", f"--to={to}"], content, seconds=_SECONDS, memory=_MEMORY)
    except KgError as error:
        why = f" ({error})" if "stopped" in str(error) else ""
        raise KgError(f"{name}: cannot be read as {format_}{why}; save it anew in the program that wrote it") from error
    if len(made) > _MOST:
        raise KgError(f"{name}: holds more text than a manuscript may; give it in parts")
    try:
        return json.loads(made)
    except (ValueError, RecursionError) as error:
        raise KgError(f"{name}: is nested too deeply to be read; give a simpler document") from error
