"""Parties and concepts side by side."""

from __future__ import annotations

from kg.compare.authors import MOST as MOST_PARTIES
from kg.compare.authors import debated
from kg.compare.authors import parties as compare_parties
from kg.compare.authors import speakers as parties_on
from kg.compare.concepts import MOST as MOST_CONCEPTS
from kg.compare.concepts import comparable
from kg.compare.concepts import concepts as compare_concepts
from kg.compare.explain import explain as explain_distinction
from kg.compare.formats import FORMATS as COMPARISON_FORMATS
from kg.compare.formats import Format
from kg.compare.words import Run, likeness, word_differences

__all__ = ["COMPARISON_FORMATS", "MOST_CONCEPTS", "MOST_PARTIES", "Format", "Run", "comparable",
           "compare_concepts", "compare_parties", "debated", "explain_distinction", "likeness", "parties_on",
           "word_differences"]
