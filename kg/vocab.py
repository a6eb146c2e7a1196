"""Namespaces, the prefix table, and how a thing of the atlas gets its IRI."""

from __future__ import annotations

from functools import lru_cache

from rdflib import Namespace, URIRef

__all__ = ["AA", "BASE", "PREFIXES", "curie", "expand", "graph", "iri", "sparql_prefixes"]

BASE = "https://w3id.org/alliance-atlas/"
AA = Namespace(BASE + "vocab/")

#: Every kind of thing with an address of its own; the kind is the first step of its path.
KINDS = ("concept", "definition", "claim", "distinction", "characteristic", "effect", "term", "dispute", "position",
         "passage", "attribution", "work", "person", "party", "model", "tradition", "mapping", "question", "status",
         "certainty", "state", "clash", "lineage", "way", "conflict", "entailment", "reasoned",
         "graph")

#: Prefixes that queries may use without declaring them; the query page and the store share this table.
PREFIXES: dict[str, str] = {
    "aa": str(AA),
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
    "bibo": "http://purl.org/ontology/bibo/",
    "cito": "http://purl.org/spar/cito/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def iri(kind: str, key: str) -> URIRef:
    """Return the IRI of a thing from its kind and key.

    >>> iri("work", "alder1901")
    rdflib.term.URIRef('https://w3id.org/alliance-atlas/work/alder1901')
    """
    return URIRef(f"{BASE}{kind}/{key}")


def graph(path: str) -> URIRef:
    """Return the named graph of a content file, given its path below the root, without its ending.

    >>> graph("ontology/concepts/welcome")
    rdflib.term.URIRef('https://w3id.org/alliance-atlas/graph/ontology/concepts/welcome')
    """
    return iri("graph", path)


@lru_cache(1 << 14)
def curie(full: str) -> str:
    """Return the shortest prefixed name of an IRI, or the IRI itself where no prefix fits.

    >>> curie("https://w3id.org/alliance-atlas/concept/welcome")
    'concept:welcome'
    >>> curie("https://example.org/x")
    'https://example.org/x'
    """
    fits = [(prefix, base) for prefix, base in PREFIXES.items() if full.startswith(base) and full != base]
    if not fits:
        return full
    prefix, base = max(fits, key=lambda pair: len(pair[1]))
    return f"{prefix}:{full[len(base):]}"


def expand(name: str) -> str:
    """Return the IRI that a prefixed name stands for; anything else comes back as it is.

    >>> expand("work:alder1901")
    'https://w3id.org/alliance-atlas/work/alder1901'
    """
    prefix, colon, local = name.partition(":")
    return PREFIXES[prefix] + local if colon and prefix in PREFIXES else name


def sparql_prefixes(text: str) -> str:
    """Return the PREFIX lines for those prefixes of the table that a query text uses."""
    used = (p for p in PREFIXES if f"{p}:" in text)
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in used)
