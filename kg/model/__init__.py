"""The nouns of the atlas as frozen objects; nothing here knows files, RDF or a screen.

Three things stay apart for every statement: what a work says (`Passage`), whom it credits
(`Attribution`), and who really said it (`Attribution.instead`).
"""

from __future__ import annotations

from kg.model.answers import (
    ConceptPage,
    Fact,
    Finding,
    Form,
    Gaps,
    Hit,
    Instrument,
    Level,
    ModelPage,
    Named,
    OneVoice,
    OpenQuestion,
    Part,
    PersonPage,
    Question,
    Term,
    Unmapped,
    WorkPage,
)
from kg.model.citing import FORMS, Caution, Citation, Rendered, Rich
from kg.model.comparison import Cell, Comparison, Line, Respect
from kg.model.contrast import Contrast, Namesake, Point, Step, Voices
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
from kg.model.inferred import Conflict, Entailment, Proposition, Reasoning, propositions, short_key
from kg.model.statements import (
    CLASHES,
    UNKNOWN,
    Characteristic,
    Claim,
    Concept,
    Definition,
    Dispute,
    Distinction,
    EffectSize,
    Lineage,
    MappingLink,
    Model,
    Position,
    Relation,
    Rival,
    Side,
    Statement,
    TermUse,
)
from kg.model.things import Thing

__all__ = [
    "CERTAINTIES", "CLASHES", "FORMS", "STATUSES", "UNKNOWN", "Attribution", "Caution", "Cell", "Characteristic",
    "Citation", "Claim", "Comparison", "Concept", "ConceptPage", "Conflict", "Contrast", "Credit", "Definition",
    "Dispute", "Distinction", "EffectSize", "Entailment", "Fact", "Finding", "Form", "Gaps", "Hit", "Instrument",
    "Level", "Line", "Lineage", "MappingLink", "Model", "ModelPage", "Name", "Named", "Namesake", "OneVoice",
    "OpenQuestion", "Part", "Passage", "Person", "PersonPage", "Place", "Point", "Position", "Proposition",
    "Question", "Reasoning", "Record", "Ref", "Relation", "Rendered", "Respect", "Rich", "Rival", "Side",
    "Statement", "Step", "Term", "TermUse", "Thing", "Unmapped", "Voices", "Work", "WorkPage", "propositions",
    "short_key",
]
