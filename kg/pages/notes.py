"""The numbered notes and the bibliography of one page: what a page cites, in the order in which it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Passage, Work

__all__ = ["Note", "Notes"]


@dataclass(slots=True)
class Note:
    """A passage with its number; `is_shown` says that its words and credits stand in the text already."""

    number: int
    passage: Passage
    is_shown: bool = False


@dataclass(slots=True)
class Notes:
    """What one page has cited so far; its templates fill it while they are rendered from top to bottom."""

    works: dict[str, Work] = field(default_factory=dict)
    _notes: dict[str, Note] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes.values())

    def __len__(self) -> int:
        return len(self._notes)

    def of(self, passage: Passage) -> Note:
        """Return the note of a passage; a passage cited again keeps its number."""
        self.named(passage.work)
        return self._notes.setdefault(passage.key, Note(len(self._notes) + 1, passage))

    def shows(self, passage: Passage) -> bool:
        """Mark a passage as shown in full and return whether this is the first time."""
        note = self.of(passage)
        is_first, note.is_shown = not note.is_shown, True
        return is_first

    def named(self, work: Work) -> Work:
        """Take a work into the bibliography and return it."""
        return self.works.setdefault(work.key, work)

    @property
    def bibliography(self) -> list[Work]:
        """Every work that the page names, by author and year."""
        return sorted(self.works.values(), key=lambda work: ((work.label or work.key).casefold(), work.reference))
