"""Whatever has no page of its own kind: its statements in words; and the terms of the vocabulary with their use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import UnknownName
from kg.model import Fact, Ref
from kg.pages.gather.whole import name_of
from kg.search import nearest
from kg.vocab import BASE, PREFIXES, curie

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["Said", "term_of_vocabulary", "thing"]

#: How many things one line of a page names at most, and how many examples show the use of a term.
MOST, EXAMPLES = 40, 5
_WORD = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TYPE = f"{PREFIXES['rdf']}type"
#: Properties that name a thing, which its heading does.
_NAMES = {f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}prefLabel"}
#: Address of a property -> what it is called on the page of a term, in the order of the page.
_OF_TERMS = {f"{PREFIXES['skos']}definition": "", f"{PREFIXES['skos']}note": "Why it exists",
             _TYPE: "Kind", f"{PREFIXES['rdfs']}domain": "Said of", f"{PREFIXES['rdfs']}range": "Its value is",
             f"{PREFIXES['rdfs']}subClassOf": "Kind of", f"{PREFIXES['rdfs']}subPropertyOf": "Implies",
             f"{PREFIXES['owl']}inverseOf": "From the other side", f"{PREFIXES['aa']}inverseLabel": "Read backwards",
             f"{PREFIXES['aa']}excludes": "Excludes"}
#: What RDF and OWL call kinds of terms -> what a reader calls them.
_KINDS = {"owl:Class": "class", "owl:ObjectProperty": "property that leads to a thing",
          "owl:DatatypeProperty": "property that leads to a text or a number", "owl:AnnotationProperty": "remark",
          "owl:SymmetricProperty": "reads alike from both sides",
          "owl:TransitiveProperty": "carries on from step to step",
          "owl:IrreflexiveProperty": "never of a thing and itself", "owl:AsymmetricProperty": "never both ways",
          "owl:FunctionalProperty": "at most once"}


class Said(NamedTuple):
    """A property in words with its values: as many as a page shows, and how many there are."""

    prop: Ref
    values: tuple[Ref, ...]
    number: int

    @property
    def is_cut(self) -> bool:
        """Whether there are more values than the page shows."""
        return self.number > len(self.values)


def thing(kind: str, atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return everything that the atlas holds of a thing; raises UnknownName where it holds nothing."""
    name = name_of(kind, slug)
    facts, described = atlas.facts(name), atlas.described(name) if kind in ("graph", "reasoned") else ()
    if not facts and not described:
        raise UnknownName(kind, slug, nearest(slug, _known(atlas, kind)))
    types = [fact.value for fact in facts if fact.property.iri == _TYPE]
    rest = (fact for fact in facts if fact.property.iri not in {_TYPE, *_NAMES})
    return {"title": _title(facts) or curie(name), "kind": kind, "types": types, "facts": _grouped(rest),
            "named_by": _grouped(atlas.named_by(name)), "described": tuple(filter(_has_page, described))[:MOST],
            "described_count": len(tuple(filter(_has_page, described)))}


def _known(atlas: Atlas, kind: str) -> list[str]:
    start = name_of(kind, "")
    found = (term.term for term in atlas.vocabulary)
    return [one.slug for one in found if one.iri.startswith(start)]


def _title(facts: Iterable[Fact]) -> str:
    return next((fact.value.label for fact in facts if fact.property.iri in _NAMES), "")


def _has_page(one: Ref) -> bool:
    """Whether a thing is one of those with an address of their own: part of a path is part of another thing."""
    return not one.iri.startswith(BASE) or one.iri.removeprefix(BASE).count("/") == 1


def _grouped(facts: Iterable[Fact]) -> list[Said]:
    kept = (fact for fact in facts if _has_page(fact.value))
    found = ((prop, [fact.value for fact in same]) for prop, same in groupby(kept, key=lambda fact: fact.property))
    return [Said(in_words(prop), tuple(values[:MOST]), len(values)) for prop, values in found]


def in_words(prop: Ref) -> Ref:
    """Return a property that has no label here under its own name in words.

    >>> in_words(Ref("http://www.w3.org/2004/02/skos/core#scopeNote", "skos:scopeNote")).label
    'scope note'
    """
    _, colon, local = prop.label.partition(":")
    return Ref(prop.iri, _WORD.sub(" ", local).lower() if colon else prop.label)


# Terms of the vocabulary

def term_of_vocabulary(atlas: Atlas, slug: str) -> Mapping[str, Any]:
    """Return a term of the vocabulary: what it means, why it exists, and how it is used; raises UnknownName."""
    name = f"{PREFIXES['aa']}{slug}"
    facts = atlas.facts(name)
    if not facts:
        raise UnknownName("vocab", slug, nearest(slug, _known(atlas, "vocab")))
    values = {prop: [fact.value for fact in facts if fact.property.iri == prop] for prop in _OF_TERMS}
    definition, *lines = ((label, _kinds(values[prop]) if prop == _TYPE else values[prop])
                          for prop, label in _OF_TERMS.items())
    uses = _uses(atlas, name, is_class=any(one.iri.endswith("#Class") for one in values[_TYPE]))
    return {"title": _title(facts) or slug, "definition": definition[1],
            "lines": [line for line in lines if line[1]], "uses": uses[:EXAMPLES], "count": len(uses),
            "claims": [one for one in atlas.claims() if one.relation.iri == name][:EXAMPLES],
            "claim_count": sum(one.relation.iri == name for one in atlas.claims())}


def _kinds(types: Sequence[Ref]) -> list[Ref]:
    return [Ref("" if one.label in _KINDS else one.iri, _KINDS.get(one.label, one.label)) for one in types]


def _uses(atlas: Atlas, name: str, *, is_class: bool) -> list[Fact]:
    if is_class:
        found = [fact for fact in atlas.named_by(name) if fact.property.iri == _TYPE]
        return [Fact(fact.value, Ref("", "")) for fact in found if _has_page(fact.value)]
    return [fact for fact in atlas.uses(name) if _has_page(fact.property) and _has_page(fact.value)]
