"""Results as files: Turtle without blank nodes, the same bytes for the same results, and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import PROV, RDFS, Graph, Literal

from kg.errors import ReasonerError
from kg.model import Conflict, Entailment, Finding
from kg.reason.results import Results
from kg.reason.theory import background, digest
from kg.vocab import AA, PREFIXES, curie, iri

__all__ = ["RECORD", "STALE", "Made", "differences", "files", "made", "staleness", "write"]

#: What made the results, as it stands in them.
ACTIVITY, _AGENT = iri("reasoned", "activity"), iri("reasoned", "reasoner")
#: Stands for a rule in the finding that results are stale.
STALE = "reasoned"
#: The file that says how the results were made, as files are named in a build.
RECORD = "ontology/reasoned/provenance.ttl"
_PROVENANCE = "provenance.ttl"
_HEAD = "# Written by 'kg reason' from the claims: never edited by hand.\n"

Block = tuple[str, list[tuple[str, list[str]]]]


@dataclass(frozen=True, slots=True)
class Made:
    """By which reasoner, when, up to which size of sets, and from which claims (by their hash) results were made."""

    reasoner: str
    date: str
    most: int
    digest: str


def files(results: Results, made: Made) -> Mapping[str, str]:
    """Return the text of each file of results by its name."""
    return {"conflicts.ttl": _turtle(map(_conflict, results.conflicts)),
            "entailments.ttl": _turtle(map(_entailment, results.entailments)),
            _PROVENANCE: _turtle(_provenance(results, made))}


def _conflict(one: Conflict) -> Block:
    return one.iri, [("a", ["aa:Conflict"]), ("aa:clashingClaim", _names(claim.iri for claim in one.claims)),
                     ("aa:assumesComplete", _names(model.iri for model in one.complete)),
                     ("aa:makesImpossible", _names(concept.iri for concept in one.impossible))]


def _entailment(one: Entailment) -> Block:
    return one.iri, [("a", ["aa:Entailment"]), ("aa:entailedFor", _names([one.party.iri])),
                     ("aa:entailedSubject", _names([one.subject.iri])),
                     ("aa:entailedRelation", _names([one.relation.iri])),
                     ("aa:entailedObject", _names([one.object.iri])),
                     ("aa:followsFrom", _names(claim.iri for claim in one.claims)),
                     ("aa:assumesComplete", _names(model.iri for model in one.complete))]


def _provenance(results: Results, made: Made) -> Iterable[Block]:
    yield str(ACTIVITY), [
        ("a", ["prov:Activity"]), ("prov:wasAssociatedWith", _names([_AGENT])),
        ("prov:endedAtTime", [f'"{made.date}"^^xsd:dateTime']), ("aa:largestSet", [str(results.most)]),
        ("aa:isExhausted", ["true" if results.is_exhausted else "false"]), ("aa:basisHash", [f'"{made.digest}"'])]
    yield str(_AGENT), [("a", ["prov:SoftwareAgent"]), ("rdfs:label", [Literal(made.reasoner).n3()])]
    for graph in ("conflicts", "entailments"):
        yield str(iri("reasoned", graph)), [("a", ["prov:Entity"]), ("prov:wasGeneratedBy", _names([ACTIVITY]))]
    models: dict[str, list[str]] = {}
    for model, concept in results.impossible:
        models.setdefault(model.iri, []).append(concept.iri)
    yield from ((model, [("a", ["aa:Model"]), ("aa:makesImpossible", _names(concepts))])
                for model, concepts in sorted(models.items()))


def _names(iris: Iterable[str]) -> list[str]:
    return sorted({curie(str(one)) for one in iris})


def _turtle(blocks: Iterable[Block]) -> str:
    body = "\n".join(_block(name, said) for name, said in blocks)
    used = sorted(prefix for prefix in PREFIXES if f"{prefix}:" in body)
    return _HEAD + "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in used) + f"\n{body}"


def _block(name: str, said: list[tuple[str, list[str]]]) -> str:
    lines = (f"    {prop} {', '.join(values)} ;\n" for prop, values in said if values)
    return f"{curie(name)}\n{''.join(lines)}.\n"


def made(directory: Path) -> Made | None:
    """Return how the results of a directory were made; None where there are none."""
    path = directory / _PROVENANCE
    if not path.exists():
        return None
    found = Graph().parse(path, format="turtle")
    return Made(str(found.value(_AGENT, RDFS.label)), str(found.value(ACTIVITY, PROV.endedAtTime)),
                int(str(found.value(ACTIVITY, AA.largestSet))), str(found.value(ACTIVITY, AA.basisHash)))


def staleness(record: Path | None, said: Iterable[tuple[str | None, ...]], quads: Path) -> list[Finding]:
    """Return what is wrong with results that rest on other claims or axioms than those of a build.

    `said` are the rows of the query `theory`. Where there are no results, there is nothing wrong with them.
    """
    known = made(record.parent) if record else None
    if known is None or known.digest == digest(said, background(quads)):
        return []
    return [Finding(STALE, "warning", curie(str(ACTIVITY)), RECORD,
                    "was made from other claims or axioms than these; run 'kg reason'")]


def differences(directory: Path, texts: Mapping[str, str]) -> list[str]:
    """Return the names of the files that are missing from a directory or have other texts."""
    return [name for name, text in texts.items() if _read(directory / name) != text]


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def write(directory: Path, texts: Mapping[str, str]) -> None:
    """Write the files of results, none of them before all are ready."""
    try:
        directory.mkdir(exist_ok=True)
        halves = {directory / name: directory / f"{name}.half" for name in texts}
        for path, half in halves.items():
            half.write_text(texts[path.name], encoding="utf-8")
        for path, half in halves.items():
            half.replace(path)
    except OSError as error:
        raise ReasonerError(str(directory), f"cannot be written ({error.strerror})",
                            "name a directory of your own with --ontology") from error
