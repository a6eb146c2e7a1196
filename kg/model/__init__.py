"""The nouns of the atlas as frozen objects; nothing here knows files, RDF or a screen.

Three things stay apart for every statement: what a work says (`Passage`), whom it credits
(`Attribution`), and who really said it (`Attribution.instead`).
"""

from __future__ import annotations

from kg.model.answers import (
    ConceptPage,
    Finding,
    Gaps,
    Hit,
    Instrument,
    Level,
    ModelPage,
    OneVoice,
    OpenQuestion,
    Question,
    Unmapped,
    WorkPage,
)
from kg.model.evidence import (
    CERTAINTIES,
    STATUSES,
    Attribution,
    Credit,
    Name,
    Passage,
    Person,
    Place,
    Record,
    Ref,
    Work,
)
from kg.model.statements import (
    Characteristic,
    Claim,
    Concept,
    Definition,
    Dispute,
    Distinction,
    EffectSize,
    MappingLink,
    Model,
    Position,
    Relation,
    Rival,
    Side,
    Statement,
    TermUse,
)

__all__ = [
    "CERTAINTIES", "STATUSES", "Attribution", "Characteristic", "Claim", "Concept", "ConceptPage", "Credit",
    "Definition", "Dispute", "Distinction", "EffectSize", "Finding", "Gaps", "Hit", "Instrument", "Level",
    "MappingLink", "Model", "ModelPage", "Name", "OneVoice", "OpenQuestion", "Passage", "Person", "Place", "Position",
    "Question", "Record", "Ref", "Relation", "Rival", "Side", "Statement", "TermUse", "Unmapped", "Work", "WorkPage",
]
