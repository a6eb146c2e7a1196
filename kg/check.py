"""Findings on content: SHACL shapes on one file's graph, numbered SPARQL rules over the whole store.

Bad content is a `Finding`, never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from rdflib import SH, Graph, Node

from kg.model import Finding, Level
from kg.vocab import curie, sparql_prefixes

__all__ = ["rule_findings", "shape_findings"]

Select = Callable[[str], tuple[list[str], list[tuple[str | None, ...]]]]

_LEVELS: dict[Node | None, Level] = {SH.Warning: "warning", SH.Info: "warning"}


def shape_findings(found: Graph, shapes: Graph, file: str) -> list[Finding]:
    """Return what the shapes say against the graph of one file."""
    import pyshacl  # half a second that a build from the cache does not need

    _, report, _ = pyshacl.validate(found, shacl_graph=shapes)
    if not isinstance(report, Graph):
        raise TypeError(f"{file}: pySHACL gave no report: {report}")
    return sorted((_finding(report, result, shapes, file) for result in report.subjects(SH.sourceShape)), key=str)


def _finding(report: Graph, result: Node, shapes: Graph, file: str) -> Finding:
    source = report.value(result, SH.sourceShape)
    shape = shapes.value(predicate=SH.property, object=source) or source
    value = report.value(result, SH.value)
    shown = f" (it is {curie(str(value))!r})" if value is not None else ""
    return Finding(rule=_number(str(shape)), level=_LEVELS.get(report.value(result, SH.resultSeverity), "error"),
                   subject=curie(str(report.value(result, SH.focusNode))), file=file,
                   message=f"{report.value(result, SH.resultMessage)}{shown}")


def rule_findings(select: Select, rules: Iterable[Path], files: Mapping[str, str]) -> list[Finding]:
    """Return what the rules say against the whole graph; `files` gives the file of each named graph."""
    return [finding for rule in sorted(rules) for finding in _rule(select, rule, files)]


def _rule(select: Select, rule: Path, files: Mapping[str, str]) -> list[Finding]:
    try:
        text = rule.read_text(encoding="utf-8")
        names, rows = select(sparql_prefixes(text) + text)
    except (SyntaxError, ValueError, TypeError) as error:
        return [Finding("readable", "error", rule.name, f"ontology/checks/{rule.name}", f"is no rule: {error}")]
    answers = [dict(zip(names, row, strict=True)) for row in rows]
    return sorted({Finding(rule=_number(rule.stem), level="warning" if a.get("level") == "warning" else "error",
                           subject=curie(a["subject"] or ""), file=files.get(a.get("graph") or "", "the whole graph"),
                           message=a["message"] or "") for a in answers}, key=str)


def _number(name: str) -> str:
    match = re.search(r"[SH]\d\d", name.rsplit("/", 1)[-1])
    return match[0] if match else name
