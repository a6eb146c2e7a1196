"""Alliance Atlas: a knowledge graph of contested concepts, as its readers see it.

Only the names in `__all__` are stable. They are loaded when they are first used, because the worker that answers a
query, and `kg --help`, need none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.bundle import bundled
    from kg.catalog import Atlas, current
    from kg.catalog import open_atlas as open  # noqa: A004 - `kg.open()` is what a reader would guess
    from kg.cite.files import biblatex, bibtex, csl_json, ris
    from kg.cite.styles import COMMON_STYLES, Style, find_style, search_styles
    from kg.compare import (
        COMPARISON_FORMATS,
        MOST_CONCEPTS,
        MOST_PARTIES,
        Run,
        comparable,
        compare_concepts,
        compare_parties,
        debated,
        explain_distinction,
        likeness,
        parties_on,
        word_differences,
    )
    from kg.endpoint import routes
    from kg.errors import KgError, NotComparable, QueryRefused, QuerySyntaxError, QueryTimeout, StoreError, UnknownName
    from kg.graphview.edges import Edge, edges_of
    from kg.graphview.formats import as_gexf, as_graphml, as_svg, citation, edition
    from kg.graphview.layout import wrapped
    from kg.graphview.lens import Lens, Voice, lens_of, voice_of
    from kg.graphview.looks import LOOKS, OVERLAY, Look, legend_of, mark_of
    from kg.graphview.paths import LONGEST_ROUTE, Connection, Leg, Route, Sentence, connect
    from kg.graphview.trees import Branch, Tree, trees
    from kg.graphview.view import MOST_NODES, USUAL_NODES, Choice, Node, View, view_of
    from kg.manuscript import (
        MANUSCRIPT_FILES,
        MEGABYTES,
        REFERENCE_FILES,
        SEVERITIES,
        ManuscriptReport,
        Remark,
        check_manuscript,
    )
    from kg.model import (
        CERTAINTIES,
        CLASHES,
        FORMS,
        STATUSES,
        Attribution,
        Caution,
        Cell,
        Characteristic,
        Citation,
        Claim,
        Comparison,
        Concept,
        ConceptPage,
        Conflict,
        Contrast,
        Credit,
        Definition,
        Dispute,
        Distinction,
        EffectSize,
        Entailment,
        Form,
        Gaps,
        Hit,
        Instrument,
        Line,
        Lineage,
        MappingLink,
        Model,
        ModelPage,
        Named,
        Namesake,
        OneVoice,
        OpenQuestion,
        Passage,
        Place,
        Point,
        Position,
        Proposition,
        Question,
        Reasoning,
        Ref,
        Relation,
        Respect,
        Rich,
        Rival,
        Side,
        Statement,
        Step,
        TermUse,
        Unmapped,
        Voices,
        Work,
        WorkPage,
    )
    from kg.pages import page
    from kg.readinglist import (
        MOST_KEPT,
        READING_FORMATS,
        KeptNote,
        KeptWork,
        annotated,
        as_file,
        reading_list,
        split_known,
    )
    from kg.snippets import SNIPPETS, snippets_of
    from kg.tables import as_csv, as_markdown
    from kg.vocab import BASE, PREFIXES, curie
    from kg.workers import ask, parse, stream

_HOME = {
    "bundle": ("bundled",),
    "catalog": ("Atlas", "current"),
    "cite.files": ("biblatex", "bibtex", "csl_json", "ris"),
    "cite.styles": ("COMMON_STYLES", "Style", "find_style", "search_styles"),
    "compare": ("COMPARISON_FORMATS", "MOST_CONCEPTS", "MOST_PARTIES", "Run", "comparable", "compare_concepts",
                "compare_parties", "debated", "explain_distinction", "likeness", "parties_on", "word_differences"),
    "endpoint": ("routes",),
    "errors": ("KgError", "NotComparable", "QueryRefused", "QuerySyntaxError", "QueryTimeout", "StoreError",
               "UnknownName"),
    "graphview.edges": ("Edge", "edges_of"),
    "graphview.formats": ("as_gexf", "as_graphml", "as_svg", "citation", "edition"),
    "graphview.layout": ("wrapped",),
    "graphview.lens": ("Lens", "Voice", "lens_of", "voice_of"),
    "graphview.looks": ("LOOKS", "OVERLAY", "Look", "legend_of", "mark_of"),
    "graphview.paths": ("LONGEST_ROUTE", "Connection", "Leg", "Route", "Sentence", "connect"),
    "graphview.trees": ("Branch", "Tree", "trees"),
    "graphview.view": ("MOST_NODES", "USUAL_NODES", "Choice", "Node", "View", "view_of"),
    "manuscript": ("MANUSCRIPT_FILES", "MEGABYTES", "REFERENCE_FILES", "SEVERITIES", "ManuscriptReport", "Remark",
                   "check_manuscript"),
    "model": ("CERTAINTIES", "CLASHES", "FORMS", "STATUSES", "Attribution", "Caution", "Cell", "Characteristic",
              "Citation", "Claim", "Comparison", "Concept", "ConceptPage", "Conflict", "Contrast", "Credit",
              "Definition", "Dispute", "Distinction", "EffectSize", "Entailment", "Form", "Gaps", "Hit",
              "Instrument", "Line", "Lineage", "MappingLink", "Model", "ModelPage", "Named", "Namesake", "OneVoice",
              "OpenQuestion", "Passage", "Place", "Point", "Position", "Proposition", "Question", "Reasoning",
              "Ref", "Relation", "Respect", "Rich", "Rival", "Side", "Statement", "Step", "TermUse", "Unmapped",
              "Voices", "Work", "WorkPage"),
    "pages": ("page",),
    "readinglist": ("MOST_KEPT", "READING_FORMATS", "KeptNote", "KeptWork", "annotated", "as_file", "reading_list",
                    "split_known"),
    "snippets": ("SNIPPETS", "snippets_of"),
    "tables": ("as_csv", "as_markdown"),
    "vocab": ("BASE", "PREFIXES", "curie"),
    "workers": ("ask", "parse", "stream"),
}

__all__ = [
    "BASE", "CERTAINTIES", "CLASHES", "COMMON_STYLES", "COMPARISON_FORMATS", "FORMS", "LONGEST_ROUTE", "LOOKS",
    "MANUSCRIPT_FILES", "MEGABYTES", "MOST_CONCEPTS", "MOST_KEPT", "MOST_NODES", "MOST_PARTIES", "OVERLAY",
    "PREFIXES", "READING_FORMATS", "REFERENCE_FILES", "SEVERITIES", "SNIPPETS", "STATUSES", "USUAL_NODES", "Atlas",
    "Attribution", "Branch", "Caution", "Cell", "Characteristic", "Choice", "Citation", "Claim", "Comparison",
    "Concept", "ConceptPage", "Conflict", "Connection", "Contrast", "Credit", "Definition", "Dispute",
    "Distinction", "Edge", "EffectSize", "Entailment", "Form", "Gaps", "Hit", "Instrument", "KeptNote", "KeptWork",
    "KgError", "Leg", "Lens", "Line", "Lineage", "Look", "ManuscriptReport", "MappingLink", "Model", "ModelPage",
    "Named", "Namesake", "Node", "NotComparable", "OneVoice", "OpenQuestion", "Passage", "Place", "Point",
    "Position", "Proposition", "QueryRefused", "QuerySyntaxError", "QueryTimeout", "Question", "Reasoning", "Ref",
    "Relation", "Remark", "Respect", "Rich", "Rival", "Route", "Run", "Sentence", "Side", "Statement", "Step",
    "StoreError", "Style", "TermUse", "Tree", "UnknownName", "Unmapped", "View", "Voice", "Voices", "Work",
    "WorkPage", "annotated", "as_csv", "as_file", "as_gexf", "as_graphml", "as_markdown", "as_svg", "ask",
    "biblatex", "bibtex", "bundled", "check_manuscript", "citation", "comparable", "compare_concepts",
    "compare_parties", "connect", "csl_json", "curie", "current", "debated", "edges_of", "edition",
    "explain_distinction", "find_style", "legend_of", "lens_of", "likeness", "mark_of", "open", "page",
    "parse", "parties_on", "reading_list", "ris", "routes", "search_styles", "snippets_of", "split_known", "stream",
    "trees", "view_of", "voice_of", "word_differences", "wrapped",
]


def __getattr__(name: str) -> Any:
    if name == "open":
        return import_module("kg.catalog").open_atlas
    for module, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"kg.{module}"), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
