"""What is cited how, and what a manuscript cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import kg
from app.data.choice import atlas

if TYPE_CHECKING:
    from kg import ManuscriptReport

__all__ = ["Uploads", "check_manuscript", "snippets", "uploads"]


class Uploads(NamedTuple):
    """What may be given for a check (endings, megabytes), and how grave its findings can be."""

    manuscripts: tuple[str, ...]
    references: tuple[str, ...]
    megabytes: int
    severities: dict[str, str]


def uploads() -> Uploads:
    """Return what may be given for a check."""
    return Uploads(kg.MANUSCRIPT_FILES, kg.REFERENCE_FILES, kg.MEGABYTES, kg.SEVERITIES)


def snippets(of: str, style: str) -> dict[str, str]:
    """Return what somebody says, with its citation, as text to paste; nothing for a work."""
    return kg.snippets_of(atlas(), of, style)


# Not cached: nothing of a manuscript is kept beyond the session that gave it.
def check_manuscript(name: str, content: bytes, references_name: str = "", listed: bytes = b"") -> ManuscriptReport:
    """Return what the atlas knows of a manuscript's citations; raises a KgError that says what to do."""
    return kg.check_manuscript(name, content, atlas(), references_name, listed)
