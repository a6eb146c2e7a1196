"""The house style of the Turtle files, held against their text, and what every term of the vocabulary must say.

People write these files and compare them line by line, so the layout is checked rather than rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.vocab import AA, BASE, PREFIXES

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
#: The model and its rules: restrictions and alternatives are blank nodes there.
MODEL = [ONTOLOGY / name for name in ("core.ttl", "shapes.ttl")]
CONTENT = sorted({*ONTOLOGY.rglob("*.ttl")} - {*MODEL})
FILES = [*MODEL, *CONTENT]

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_PREFIX = re.compile(r"@prefix (\S*): <(\S+)> \.")
_OUTSIDE = re.compile(r"(#.*)?|@prefix \S*: <\S+> \.")
_SUBJECT = re.compile(r"\S+")
_PROPERTY = re.compile(r"    [a-z]\S* \S.* ;")
_NESTED = re.compile(r"    (    )*\S.*")

HELP = {
    "subject": "begin a block with its subject alone on a line",
    "a first": "write the class first, as '    a …'",
    "property": "write one property on a line of four spaces, closed by ' ;'",
    "end": "close a block by '.' alone on its line",
}


def broken_lines(text: str, *, nested: bool = False) -> Iterator[str]:
    """Yield the lines that break the layout, with what to do; nested lines are for files with blank nodes."""
    state = "outside"
    for number, line in enumerate([*text.splitlines(), "end of file"], start=1):
        state, help_ = _next(state, line, nested=nested)
        if help_:
            yield f"line {number}: {HELP[help_]}"
    if not text.endswith("\n") or text.endswith("\n\n"):
        yield "end the file with one line break"


def _next(state: str, line: str, *, nested: bool) -> tuple[str, str]:
    """Return the state after a line, and the name of the rule that the line breaks."""
    if line == "end of file":
        return state, "end" if state != "outside" else ""
    if state == "outside":
        is_subject = not _OUTSIDE.fullmatch(line)
        broken = is_subject and not _SUBJECT.fullmatch(line)
        return ("subject" if is_subject else state), "subject" if broken else ""
    if state == "subject":
        return "inside", "" if re.fullmatch(r"    a \S.* ;", line) else "a first"
    if line == ".":
        return "outside", ""
    form = _NESTED if nested else _PROPERTY
    return ("outside" if line.endswith(" .") else state), "" if form.fullmatch(line) else "property"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ONTOLOGY)))
def test_file_keeps_the_layout(path: Path) -> None:
    assert list(broken_lines(path.read_text(encoding="utf-8"), nested=path in MODEL)) == []


@pytest.mark.parametrize(("text", "line"), [
    ("x:a\n    a x:B ;\n", 3),
    ("x:a\n    a x:B ;\n.", 0),
    ("x:a a x:B .\n", 1),
    ("x:a\n    rdfs:label \"a\" ;\n    a x:B ;\n.\n", 2),
    ("x:a\n    a x:B ;\n    x:p x:c ; x:q x:d .\n", 3),
    ("x:a\n    a x:B ;\n  x:p x:c ;\n.\n", 3),
    ("x:a\n    a x:B ;\n\n    x:p x:c ;\n.\n", 3),
])
def test_broken_layout_is_noticed(text: str, line: int) -> None:
    found = list(broken_lines(text))
    assert found
    assert found[0].startswith(f"line {line}:" if line else "end the file")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ONTOLOGY)))
def test_prefixes_are_sorted_and_ours(path: Path) -> None:
    found = _PREFIX.findall(path.read_text(encoding="utf-8"))
    table = {**PREFIXES, "shape": f"{BASE}shape/"}
    assert found
    assert [name for name, _ in found] == sorted({name for name, _ in found})
    assert [name for name, base in found if table.get(name) != base] == []


@pytest.mark.parametrize("path", CONTENT, ids=lambda p: str(p.relative_to(ONTOLOGY)))
def test_content_has_no_blank_node(path: Path) -> None:
    assert not re.search(r"_:|[\[\](]", _STRING.sub('""', _without_comments(path)))


def _without_comments(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("#"))


@pytest.fixture(scope="module")
def core() -> Graph:
    return Graph().parse(ONTOLOGY / "core.ttl")


def own_terms(core: Graph) -> list[URIRef]:
    """The terms of our own namespace that the vocabulary declares."""
    return sorted({s for s in core.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(str(AA))})


def test_every_own_term_has_label_definition_and_home(core: Graph) -> None:
    terms = own_terms(core)
    needed = (RDFS.label, SKOS.definition, RDFS.isDefinedBy)
    lacking = [(term, prop) for term in terms for prop in needed if len(list(core.objects(term, prop))) != 1]
    assert len(terms) > 80
    assert lacking == []


def test_no_two_relations_have_the_same_label(core: Graph) -> None:
    labels = [str(core.value(relation, RDFS.label)) for relation in core.subjects(RDF.type, AA.Relation)]
    assert labels
    assert sorted(labels) == sorted(set(labels))


def test_every_property_has_one_kind(core: Graph) -> None:
    kinds = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    found = {s: kinds & set(core.objects(s, RDF.type)) for kind in kinds for s in core.subjects(RDF.type, kind)}
    assert found
    assert {s for s, own in found.items() if len(own) != 1} == set()


def test_definition_of_a_relation_begins_as_all_others(core: Graph) -> None:
    definitions = [core.value(r, SKOS.definition) for r in core.subjects(RDF.type, AA.Relation)]
    assert definitions
    assert [d for d in definitions if not str(d).startswith("States that ")] == []
