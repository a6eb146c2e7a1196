"""A description as JSON-LD: nodes by subject, whose keys are the prefixed names that queries use too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.vocab import PREFIXES, curie

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["context", "written"]

_TYPE, _STRING = f"{PREFIXES['rdf']}type", f"{PREFIXES['xsd']}string"
#: Kind of property whose values are things, so that their addresses need no wrapping.
_LINKS = f"{PREFIXES['owl']}ObjectProperty"


@lru_cache(4)
def context(atlas: Atlas) -> Mapping[str, Any]:
    """Return the JSON-LD context: every prefix, and the properties of the vocabulary whose values are addresses."""
    links = sorted(curie(one.term.iri) for one in atlas.vocabulary if one.type.iri == _LINKS)
    return {**PREFIXES, **{name: {"@type": "@id"} for name in links}}


def written(triples: Iterable[Triple], context: Mapping[str, Any]) -> bytes:
    """Return triples as JSON-LD, with as much of the context in it as they need: nothing has to be fetched."""
    nodes: dict[str, dict[str, list[Any]]] = {}
    for one in triples:
        key = "@type" if one.predicate.value == _TYPE else curie(one.predicate.value)
        values = nodes.setdefault(_name(one.subject), {}).setdefault(key, [])
        values.append(_value(one.object, is_link=key == "@type" or key in context))
    graph = [{"@id": name, **{key: same[0] if len(same) == 1 else same for key, same in node.items()}}
             for name, node in nodes.items()]
    needed = set(_words(graph))
    used = {name: said for name, said in context.items() if needed & {name, f"{name}:"}}
    return json.dumps({"@context": used, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n"


def _words(found: Any) -> Iterator[str]:
    """Yield every key, and the prefix of every key and text: what a context may have to explain."""
    match found:
        case list():
            yield from (word for one in found for word in _words(one))
        case dict():
            yield from found
            yield from (word for one in (*found, *found.values()) for word in _words(one))
        case str():
            yield found[:found.find(":") + 1]


def _name(node: NamedNode | BlankNode | Triple) -> str:
    return curie(node.value) if isinstance(node, NamedNode) else str(node)


def _value(node: Any, *, is_link: bool) -> Any:
    """Return a value as JSON-LD has it; an address stands alone where the context says that it is one."""
    if not isinstance(node, Literal):
        return _name(node) if is_link else {"@id": _name(node)}
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if node.datatype.value == _STRING:
        return {"@value": node.value} if is_link else node.value
    return {"@value": node.value, "@type": curie(node.datatype.value)}
