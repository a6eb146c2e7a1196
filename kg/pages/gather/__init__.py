"""What pages show, asked of the catalogue: one function for each kind of page, in the module of its kind."""

from __future__ import annotations

from kg.pages.gather.concept import concept
from kg.pages.gather.contests import conflict, dispute, entailment, position
from kg.pages.gather.contrast import contrast
from kg.pages.gather.downloads import downloads
from kg.pages.gather.first import first
from kg.pages.gather.indexes import index
from kg.pages.gather.models import model
from kg.pages.gather.passage import passage
from kg.pages.gather.people import party, person, tradition
from kg.pages.gather.statements import characteristic, claim, definition, effect, term
from kg.pages.gather.thing import term_of_vocabulary, thing
from kg.pages.gather.trails import attribution, distinction, lineage
from kg.pages.gather.work import work

__all__ = [
    "attribution", "characteristic", "claim", "concept", "conflict", "contrast", "definition", "dispute", "distinction",
    "downloads", "effect", "entailment", "first", "index", "lineage", "model", "party", "passage", "person", "position",
    "term", "term_of_vocabulary", "thing", "tradition", "work",
]
