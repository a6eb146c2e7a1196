"""Claims as OWL: what cannot all hold, and what follows.

>>> from kg import reason
>>> theory = reason.gather(claims, model_pages, relations, reason.background(quads))  # doctest: +SKIP
>>> results = reason.reason(theory, reason.Oracle(theory.background, seconds=300))  # doctest: +SKIP
>>> results.conflicts[0].propositions  # doctest: +SKIP

`Results` holds every smallest set of propositions that cannot all hold, as far as two parties hold it together, and
what follows for each party from its own claims. `axioms` says how claims become OWL, `space` which sets need no
reasoner, and why.
"""

from __future__ import annotations

from kg.reason.axioms import Probe, Trial, ontology, stated
from kg.reason.hermit import Oracle, reasoner
from kg.reason.record import RECORD, STALE, Made, differences, files, made, staleness, write
from kg.reason.results import MOST, Progress, Results, reason
from kg.reason.theory import Background, Theory, background, digest, gather

__all__ = ["MOST", "RECORD", "STALE", "Background", "Made", "Oracle", "Probe", "Progress", "Results", "Theory",
           "Trial", "background", "differences", "digest", "files", "gather", "made", "ontology", "reason", "reasoner",
           "staleness", "stated", "write"]
