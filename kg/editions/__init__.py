"""Editions: the atlas as it stood on a day, under a name that never means anything else, and what changed since.

`release` makes one, `archive` knows which there are and opens them, `difference` says in words what became different,
`telling` what there is to tell of it, `feed` and `formats` write that down, `papers` describe an edition to catalogues.
"""

from __future__ import annotations

from kg.editions.archive import NAME, EditionInfo, editions, find, info, open_edition, tampered
from kg.editions.archive import open_edition as open  # noqa: A004 - `editions.open()` is what a reader would guess
from kg.editions.difference import Change, Changes, sentence
from kg.editions.feed import FEED, Told, atom
from kg.editions.formats import DIFF_FORMATS
from kg.editions.telling import changes, named, news, told

__all__ = ["DIFF_FORMATS", "FEED", "NAME", "Change", "Changes", "EditionInfo", "Told", "atom", "changes", "editions",
           "find", "info", "named", "news", "open", "open_edition", "sentence", "tampered", "told"]
