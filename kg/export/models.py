"""Each model as an ontology of its own, small enough to read: its claims as class axioms upon the vocabulary.

`kg.reason` says how claims become axioms. Each axiom names the claims that it stands for and where they are made; what
a model denies of classes, or means in the sense of another model, is no axiom, but the header names every claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Node, URIRef

from kg.export.content import MARK, ONTOLOGY, Content, Triple, empty, filled, listed, parsed, serialized
from kg.export.functional import add
from kg.export.words import places
from kg.model import Model, Proposition, Ref, Relation
from kg.reason import background, stated
from kg.reason.theory import PART, Element
from kg.vocab import AA

__all__ = ["as_models", "model_ontology"]

_SUFFIXES = {".ttl": "turtle", ".owl": "xml"}


def as_models(content: Content) -> tuple[dict[str, bytes], dict[str, int]]:
    """Return an ontology for each model, the vocabulary that they import, and a catalog by which Protégé finds it."""
    models = listed(content.graph.subjects(RDF.type, AA.Model))
    made = {f"model-{_slug(model)}": model_ontology(content, model) for model in models}
    files = {f"{name}{suffix}": serialized(graph, format_)
             for name, graph in {"vocab": _core(content), **made}.items() for suffix, format_ in _SUFFIXES.items()}
    places = {str(content.vocabulary): "vocab.owl"} | {f"{ONTOLOGY}/model/{_slug(m)}": f"model-{_slug(m)}.owl"
                                                       for m in models}
    axioms = sum(len(list(graph.subjects(RDF.type, OWL.Axiom))) for graph in made.values())
    return {"catalog-v001.xml": _catalog(places), **files}, {"models": len(models), "axioms": axioms}


def _slug(model: Node) -> str:
    return str(model).rsplit("/", 1)[-1]


def _core(content: Content) -> Graph:
    """Return the ontology of the vocabulary: the file that its header stands in."""
    header = f"<{content.vocabulary}> <{RDF.type}> <{OWL.Ontology}> .\n"
    found = next((lines for _, lines in content.graphs() if header in lines), [])
    return filled(parsed(found))


def _catalog(places: dict[str, str]) -> bytes:
    """Return the file by which Protégé opens an import from beside the file that imports it."""
    lines = "".join(f"  <uri name={quoteattr(name)} uri={quoteattr(file)}/>\n" for name, file in places.items())
    return (f'<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- {MARK} -->\n<catalog prefer="public" '
            f'xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">\n{lines}</catalog>\n').encode()


def model_ontology(content: Content, model: Node) -> Graph:
    """Return the ontology of one model."""
    made, found = empty(), content.graph
    said = dict(_elements(found, model))
    for number, (axiom, element) in enumerate(stated(tuple(said), background(content.quads))):
        main = add(made, axiom, f"a{number:03}")
        for triple in _annotation(found, main, said[element] if element else [], BNode(f"a{number:03}")):
            made.add(triple)
    for triple in (*_header(content, model), *_declared(found, made)):
        made.add(triple)
    return filled(made)


# --- what a model says, as the reasoner reads it ---


def _elements(found: Graph, model: Node) -> Iterator[tuple[Element, list[Node]]]:
    """Yield everything that a model says of concepts at large, with the claims that say it."""
    alike: dict[Element, list[Node]] = {}
    for claim in listed(found.objects(model, AA.hasClaim)):
        if (claim, AA.inSenseOf, None) not in found:
            alike.setdefault(_proposition(found, claim), []).append(claim)
    yield from alike.items()
    relation = _relation(found, found.value(model, AA.memberRelation))
    if _is_true(found, model, AA.isComplete) and relation.iri == PART:
        whole = _ref(found, found.value(model, AA.whole))
        members = (one.subject for one in alike if isinstance(one, Proposition) and not one.is_denied
                   and (one.relation, one.object) == (relation, whole))
        yield Model(str(model), "", _ref(found, found.value(model, AA.heldBy)), whole, relation,
                    tuple(dict.fromkeys(members)), is_complete=True), [model]


def _proposition(found: Graph, claim: Node) -> Proposition:
    subject, relation, object_ = (found.value(claim, part) for part in (AA.subject, AA.relation, AA.object))
    return Proposition(subject=_ref(found, subject), relation=_relation(found, relation),
                       object=_ref(found, object_), is_denied=_is_true(found, claim, AA.isDenied))


def _relation(found: Graph, relation: Node | None) -> Relation:
    excludes = frozenset(map(str, found.objects(relation, AA.excludes)))
    return Relation(str(relation), str(found.value(relation, RDFS.label)), "", excludes=excludes)


def _ref(found: Graph, thing: Node | None) -> Ref:
    return Ref(str(thing), str(found.value(thing, SKOS.prefLabel) or found.value(thing, RDFS.label)))


def _is_true(found: Graph, thing: Node, prop: URIRef) -> bool:
    return str(found.value(thing, prop)) == "true"


# --- what is said of the ontology and its axioms ---


def _header(content: Content, model: Node) -> Iterator[Triple]:
    found, header = content.graph, URIRef(f"{ONTOLOGY}/model/{_slug(model)}")
    yield header, RDF.type, OWL.Ontology
    yield header, OWL.versionIRI, URIRef(f"{header}/{content.version}")
    yield header, OWL.imports, content.vocabulary or AA.Model
    yield header, DCTERMS.title, Literal(f"{content.title}: {found.value(model, RDFS.label)}", lang="en")
    yield DCTERMS.source, RDF.type, OWL.AnnotationProperty
    yield from ((header, DCTERMS.source, one) for one in (model, *found.objects(model, AA.hasClaim)))
    yield from ((header, RDFS.comment, note) for note in found.objects(model, SKOS.note))
    yield from content.credits(header)


def _declared(found: Graph, made: Graph) -> Iterator[Triple]:
    """Yield for each concept that is spoken of that it is a class, and what it is called."""
    for concept in {node for node in made.all_nodes() if (node, RDF.type, AA.Concept) in found}:
        yield concept, RDF.type, OWL.Class
        yield from ((concept, RDFS.label, label) for label in found.objects(concept, SKOS.prefLabel))


def _annotation(found: Graph, axiom: Triple, sources: list[Node], node: Node) -> Iterator[Triple]:
    """Yield the annotation of an axiom with the claims, or the model, that it stands for, and where they are made."""
    if sources:
        yield node, RDF.type, OWL.Axiom
        parts = (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        yield from ((node, part, end) for part, end in zip(parts, axiom, strict=True))
    for source in sources:
        yield node, DCTERMS.source, source
        party = found.value(found.value(source, AA.heldBy), RDFS.label)
        where = ": ".join(filter(None, (f"{found.value(source, RDFS.label)} [{party}", places(found, source))))
        yield node, RDFS.comment, Literal(f"{where}]", lang="en")
