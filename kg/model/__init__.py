"""The nouns of the atlas as frozen objects; nothing here knows files, RDF or a screen.

Three things stay apart for every statement: what a work says (`Passage`), whom it credits
(`Attribution`), and who really said it (`Attribution.instead`).
"""

from __future__ import annotations

from kg.model.answers import (
    ConceptPage,
    Finding,
    Hit,
    Level,
    Question,
    WorkPage,
)
from kg.model.evidence import (
    CERTAINTIES,
    STATUSES,
    Attribution,
    Name,
    Passage,
    Person,
    Place,
    Record,
    Ref,
    Work,
)
from kg.model.statements import (
    Claim,
    Concept,
    Definition,
    Distinction,
    MappingLink,
    Model,
    Relation,
    Side,
    Statement,
)

__all__ = [
    "CERTAINTIES", "STATUSES", "Attribution", "Claim", "Concept", "ConceptPage", "Definition", "Distinction",
    "Finding", "Hit", "Level", "MappingLink", "Model", "Name", "Passage", "Person", "Place", "Question", "Record",
    "Ref", "Relation", "Side", "Statement", "Work", "WorkPage",
]
