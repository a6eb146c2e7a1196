"""A SKOS view for thesaurus tools: what of the atlas fits into a thesaurus, and only what nobody denies.

A thesaurus speaks in one voice, the atlas in many. So every definition names its party and place in its text, the
hierarchy holds only those claims of kind that nobody denies, and the note of the scheme says how it came about.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, Node, URIRef

from kg.export.content import Content, Triple, filled, listed, serialized
from kg.export.words import doubt, places
from kg.vocab import AA, BASE

__all__ = ["SCHEME", "as_skos", "view"]

#: The scheme of all concepts, beside that of the traditions.
SCHEME = URIRef(f"{BASE}concepts")

_NOTE = ("Made from claims that parties make in passages. Definitions are in the words of the atlas; each names who "
         "defines so, and where. “Broader” stands where somebody says that the one is a kind of the other and nobody "
         "denies it; “related” where somebody relates the two in whichever other way. Who says what stands in the "
         "atlas itself.")
_COPIED = (SKOS.prefLabel, SKOS.altLabel, SKOS.scopeNote, SKOS.editorialNote, DCTERMS.isReplacedBy)


def as_skos(content: Content) -> tuple[bytes, dict[str, int]]:
    """Return the view as Turtle, and how many concepts and definitions it has."""
    made = view(content)
    counts = {"concepts": len(set(made.subjects(RDF.type, SKOS.Concept))),
              "definitions": len(list(made.triples((None, SKOS.definition, None))))}
    return serialized(made, "turtle"), counts


def view(content: Content) -> Graph:
    """Return the concepts of a build as one SKOS concept scheme."""
    found, said = content.graph, _Said(content.graph)
    concepts = listed(found.subjects(RDF.type, AA.Concept))
    return filled([*_scheme(content), *(t for one in concepts for t in _concept(found, one)),
                   *_tree(concepts, said), *_definitions(found), *_matches(found)])


def _scheme(content: Content) -> Iterator[Triple]:
    yield SCHEME, RDF.type, SKOS.ConceptScheme
    yield SCHEME, DCTERMS.title, Literal(f"{content.title}: the concepts", lang="en")
    yield SCHEME, SKOS.note, Literal(_NOTE, lang="en")
    yield from content.credits(SCHEME)


def _concept(found: Graph, concept: Node) -> Iterator[Triple]:
    yield concept, RDF.type, SKOS.Concept
    yield concept, SKOS.inScheme, SCHEME
    yield from ((concept, prop, value) for prop in _COPIED for value in found.objects(concept, prop))


# --- relations ---


class _Said:
    """What claims say of pairs of concepts: what is a kind of what, and what goes together otherwise."""

    def __init__(self, found: Graph) -> None:
        kinds, others, denied = set[tuple[Node, Node]](), set[tuple[Node, Node]](), set[tuple[Node, Node]]()
        for claim in found.subjects(RDF.type, AA.Claim):
            [pair] = zip(found.objects(claim, AA.subject), found.objects(claim, AA.object), strict=True)
            is_kind = found.value(claim, AA.relation) == AA.kindOf
            if str(found.value(claim, AA.isDenied)) == "true":
                denied |= {pair} if is_kind else set()
            elif (claim, AA.inSenseOf, None) not in found:  # in one sense of a word, it says nothing of the concept
                (kinds if is_kind else others).add(pair)
        self._broader = kinds - denied
        self.broader = {(one, other) for one, other in self._broader if one not in self.above(other)}
        self.related = {(a, b) for pair in others for a, b in (pair, pair[::-1])
                        if a not in self.above(b) and b not in self.above(a)}

    def above(self, concept: Node) -> set[Node]:
        """Return a concept and all that it is a kind of, at any remove."""
        found, waiting = {concept}, [concept]
        while waiting:
            here = waiting.pop()
            waiting += (new := {other for one, other in self._broader if one == here} - found)
            found |= new
        return found


def _tree(concepts: list[Node], said: _Said) -> Iterator[Triple]:
    for one, other in said.broader:
        yield from ((one, SKOS.broader, other), (other, SKOS.narrower, one))
    yield from ((one, SKOS.related, other) for one, other in said.related)
    for top in {*concepts} - {one for one, _ in said.broader}:
        yield from ((top, SKOS.topConceptOf, SCHEME), (SCHEME, SKOS.hasTopConcept, top))


# --- words ---


def _definitions(found: Graph) -> Iterator[Triple]:
    for one, concept in found.subject_objects(AA.defines):
        gloss, party = found.value(one, AA.gloss), found.value(found.value(one, AA.heldBy), RDFS.label)
        yield concept, SKOS.definition, Literal(f"{gloss} [{party}: {places(found, one)}]", lang="en")
        yield concept, RDFS.seeAlso, one


def _matches(found: Graph) -> Iterator[Triple]:
    for one in found.subjects(RDF.type, AA.Mapping):
        concept, match, target, name, words = (found.value(one, prop) for prop in (
            AA.mappedConcept, AA.mappingPredicate, AA.mappingTarget, AA.vocabularyName, AA.mappingTargetLabel))
        if concept and match and target:
            yield concept, match, target
        if concept and (unsure := doubt(found, one)):
            yield concept, SKOS.editorialNote, Literal(f"Match with “{words}” of {name}{unsure}.", lang="en")
