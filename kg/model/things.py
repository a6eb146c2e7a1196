"""A thing of the atlas by its address alone, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model.evidence import Ref

__all__ = ["Thing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What stands at an address: `kind` is its first step, `slug` the rest.

    A retired thing keeps its address: `note` says why it was retired, `replaced_by` is what stands for it now.
    """

    iri: str
    kind: str
    slug: str
    label: str
    is_retired: bool = False
    note: str = ""
    replaced_by: Ref | None = None

    @property
    def address(self) -> str:
        """The address below the base, which is also that of the thing's page."""
        return f"{self.kind}/{self.slug}"
