"""Files of evidence as frozen objects: works, persons, passages and whom they credit."""

from __future__ import annotations

from kg.sources.passages import COMPUTED, read_passages
from kg.sources.works import read_persons, read_records, slug

__all__ = ["COMPUTED", "read_passages", "read_persons", "read_records", "slug"]
