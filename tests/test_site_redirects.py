"""The rules for w3id.org, followed as Apache would: which address and which wish lead to which file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kg
from kg.catalog import Atlas
from kg.site.redirects import FILES, PLACEHOLDER

SITE = "https://example.org/atlas/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_LINE = re.compile(r'(\w+) (\S+) (\S+)(?: \[(.*)\])?')


@pytest.fixture(scope="module")
def atlas(tiny_store: Path) -> Atlas:
    return kg.open(tiny_store)


def rules(atlas: Atlas, name: str, base: str = SITE) -> str:
    return next(make(atlas, base).decode() for path, make in FILES.items() if path.rsplit("/", 1)[-1] == name)


def followed(text: str, path: str, accept: str) -> str | None:
    """Return where the rules of a folder send a request: as much of mod_rewrite as they use."""
    variables, kept = {"HTTP_ACCEPT": accept}, ""
    holds = True
    for line in text.splitlines():
        if not line.startswith("Rewrite") or line == "RewriteEngine on":
            continue
        parts = _LINE.fullmatch(line)
        assert parts, line
        directive, first, second, flags = parts.groups()
        ignored = re.IGNORECASE if "NC" in (flags or "").split(",") else 0
        if directive == "RewriteCond":
            value = variables.get(first.removeprefix("%{").removesuffix("}").removeprefix("ENV:"), "")
            found = re.search(second, value, ignored) if not second.startswith("=") else None
            same = value.casefold() == second[1:].casefold() if ignored else value == second[1:]
            holds = holds and (same if second.startswith("=") else bool(found))
            kept = found[1] if found else kept
            continue
        match, applies, holds = re.search(first, path, ignored), holds, True
        if not match or not applies:
            continue
        if second == "-":
            name, _, value = (flags or "").removeprefix("E=").partition(":")
            variables[name] = kept if value == "%1" else value
            continue
        assert flags == "R=303,L,NE", line
        return second.replace("$1", match[1] or "" if match.groups() else "")
    return None


@pytest.mark.parametrize(("path", "accept", "target"), [
    ("concept/welcome", BROWSER, "concept/welcome.html"),
    ("concept/welcome", "", "concept/welcome.html"),
    ("concept/welcome", "*/*", "concept/welcome.html"),
    ("concept/welcome", "text/turtle", "concept/welcome.ttl"),
    ("concept/welcome", "Text/Turtle", "concept/welcome.ttl"),
    ("concept/welcome", "text/turtle, text/html;q=0.1", "concept/welcome.ttl"),
    ("concept/welcome", "application/rdf+xml, text/turtle;q=0.9, */*;q=0.1", "concept/welcome.ttl"),
    ("concept/welcome", "application/ld+json, text/turtle", "concept/welcome.jsonld"),
    ("work/alder1901", "application/x-bibtex", "work/alder1901.bib"),
    ("work/alder1901", "application/x-research-info-systems, */*", "work/alder1901.ris"),
    ("definition/welcome--alder1901", "application/vnd.citationstyles.csl+json",
     "definition/welcome--alder1901.csl.json"),
    ("person/alder", "application/x-bibtex", "person/alder.html"),
    ("person/alder", "application/ld+json", "person/alder.jsonld"),
    ("vocab/Concept", "text/turtle", "vocab/Concept.ttl"),
    ("vocab/", "text/turtle", "index/vocabulary.html"),
    ("concept/welcome.ttl", BROWSER, "concept/welcome.ttl"),
    ("work/alder1901.csl.json", BROWSER, "work/alder1901.csl.json"),
    ("atlas.nq", BROWSER, "atlas.nq"),
    ("", BROWSER, "index.html"),
    ("", "text/turtle", "atlas.ttl"),
    ("ontology", "application/rdf+xml, application/xml; q=0.7, */*; q=0.1", "atlas.owl"),
    ("ontology", "application/trig", "atlas.trig"),
    ("atlas", "text/turtle", "atlas.ttl"),
    ("concepts", "text/turtle", "atlas-skos.ttl"),
    ("concepts", BROWSER, "index/concepts.html"),
    ("ontology/model/alder", "application/rdf+xml", "atlas-models.zip"),
    ("edition/2026-1/concept/welcome", "text/turtle", "edition/2026-1/concept/welcome"),
])
def test_address_and_wish_lead_to_a_file(atlas: Atlas, path: str, accept: str, target: str) -> None:
    assert followed(rules(atlas, ".htaccess"), path, accept) == SITE + target


@pytest.mark.parametrize("path", ["concept/welcome", "work/alder1901.bib", "", "edition/2026-1/concept/welcome"])
def test_server_is_left_to_choose(atlas: Atlas, path: str) -> None:
    assert followed(rules(atlas, "server.htaccess"), path, "text/turtle") == SITE + path


def test_address_that_is_none_is_left_to_the_host(atlas: Atlas) -> None:
    assert followed(rules(atlas, ".htaccess"), "Concept/a/b", BROWSER) is None


def test_unknown_host_is_a_placeholder_that_cannot_be_overlooked(atlas: Atlas) -> None:
    assert all(PLACEHOLDER in rules(atlas, name, "") for name in (".htaccess", "server.htaccess", "README.md"))
    assert PLACEHOLDER not in rules(atlas, ".htaccess") + rules(atlas, "README.md")


def test_no_slug_looks_like_a_file(atlas: Atlas, atlas_store: Path) -> None:
    every = [one for edition in (atlas, kg.open(atlas_store)) for same in edition.addresses.values() for one in same]
    assert [one for one in every if "." in one] == []
