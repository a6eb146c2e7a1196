"""Small theories in one line a claim: `alder: a componentOf b`, `birch: a not componentOf b`, `cedar: all a: b c`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from rdflib import RDF, RDFS, Graph, URIRef

from kg import compile as compiler
from kg.model import Claim, Model, ModelPage, Ref, Relation
from kg.reason import Background, Oracle, Theory, Trial, background, gather
from kg.reason.theory import Element
from kg.vocab import AA, iri

CORE = Path(__file__).parent.parent / "ontology" / "core.ttl"
#: What each concept of these theories is a kind of, for all to see.
UNDER = {"a": AA.Phenomenon, "b": AA.Phenomenon, "c": AA.Phenomenon, "d": AA.Phenomenon, "e": AA.Phenomenon,
         "tie": AA.Relationship, "scale": AA.Instrument, "narrow": iri("concept", "wide"), "wide": AA.Phenomenon}


@cache
def ground() -> Background:
    """The axioms of the vocabulary, and those on the concepts."""
    found = compiler.turtle(CORE)
    for name, kind in UNDER.items():
        found.add((iri("concept", name), RDF.type, AA.Concept))
        found.add((iri("concept", name), RDFS.subClassOf, URIRef(kind)))
    with TemporaryDirectory() as scratch:
        quads = Path(scratch, "atlas.nq")
        lines = compiler.quads(found, compiler.file_graph(Path("ontology/core.ttl")))
        quads.write_text("\n".join(lines), encoding="utf-8")
        return background(quads)


@cache
def relations() -> dict[str, Relation]:
    """The relations of the vocabulary, each with those that it excludes, either way."""
    core = Graph().parse(CORE)
    excluded = {str(r): {str(o) for o in chain(core.objects(r, AA.excludes), core.subjects(AA.excludes, r))}
                for r in core.subjects(RDF.type, AA.Relation)}
    return {name: Relation(name, str(core.value(URIRef(name), RDFS.label)),
                           str(core.value(URIRef(name), AA.inverseLabel)), "", frozenset(others))
            for name, others in excluded.items()}


def concept(name: str) -> Ref:
    return Ref(str(iri("concept", name)), name)


def claim(line: str) -> Claim:
    party, _, said = line.partition(": ")
    subject, *negation, relation, object_ = said.split()
    return Claim(iri=str(iri("claim", line.replace(": ", "--").replace(" ", "-"))), passages=(),
                 party=Ref(str(iri("party", party)), party), subject=concept(subject), object=concept(object_),
                 relation=relations()[str(AA[relation])], is_denied=bool(negation))


def page(line: str, claims: Iterable[Claim]) -> ModelPage:
    party, _, said = line.partition(": ")
    whole, *members = said.removeprefix("all ").replace(":", "").split()
    model = Model(str(iri("model", f"{party}-{whole}")), line, Ref(str(iri("party", party)), party), concept(whole),
                  relations()[str(AA.componentOf)], tuple(map(concept, members)), is_complete=True)
    own = (one for one in claims if one.party == model.party and one.object == model.whole and not one.is_denied
           and one.relation == model.relation and one.subject in model.members)
    return ModelPage(model=model, claims=tuple(own))


def theory(*lines: str) -> Theory:
    """Return the theory of some lines."""
    claims = [claim(line) for line in lines if ": all " not in line]
    return gather(claims, [page(line, claims) for line in lines if ": all " in line], relations(), ground())


def elements(*lines: str) -> tuple[Element, ...]:
    """Return the elements of a theory."""
    found = theory(*lines)
    return (*found.propositions, *found.complete)


def can_be(sets: Iterable[tuple[Element, ...]]) -> list[bool]:
    """Return for each set of elements whether it can hold, all decided by HermiT together."""
    return Oracle(ground(), 120)([Trial(one) for one in sets])
