"""The parts that pages are made of: the drawing, the escaping of every text, the server's options, the colours."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import replace

import pytest
from appkit import ROOT
from streamlit import config

from app import data, server, theme
from app.components import (
    citations,
    claims,
    definitions,
    evidence,
    graph,
    links,
    models,
    names,
    results,
    statements,
    traits,
)
from app.components.html import join, tag

HOSTILE = '<img src=x onerror="alert(1)"> **bold** $x$ :red[x] ![](http://example.org/x.png)'


pytestmark = pytest.mark.usefixtures("on_tiny")


# --- the drawing ---


def test_edges_differ_by_line_and_by_word_not_only_by_colour() -> None:
    found = graph.edges(data.neighbourhood("hosting"))
    drawn = {edge["id"]: edge for edge in graph.payload(found, "hosting")["edges"]}
    denied = drawn["birch-alder--welcome-not-component-of-hosting"]
    disputed = drawn["alder--welcome-component-of-hosting"]
    asserted = drawn["alder--warmth-component-of-hosting"]
    assert len({str(edge["dashes"]) for edge in (denied, disputed, asserted)}) == 3
    assert len({edge["label"] for edge in (denied, disputed, asserted)}) == 3


def test_claims_that_say_the_same_are_one_edge_with_both_voices() -> None:
    one = next(c for c in data.neighbourhood("hosting") if c.subject.slug == "warmth" and not c.is_denied)
    other = replace(one, iri=one.iri + "-too", party=data.Ref("https://example.org/party/x", "X"))
    (edge,) = graph.edges([one, other])
    assert [claim.party.label for claim in edge.claims] == [one.party.label, "X"]


def test_drawing_of_the_same_claims_is_the_same() -> None:
    found = graph.edges(data.neighbourhood("hosting"))
    assert graph.payload(found, "hosting") == graph.payload(found, "hosting")
    assert "randomSeed" in graph.payload(found, "hosting")["options"]["layout"]


def test_graph_keeps_the_forty_concepts_nearest_to_its_own() -> None:
    one = next(iter(data.neighbourhood("hosting")))
    many = [replace(one, iri=f"{one.iri}-{i}", subject=data.Ref(f"https://example.org/concept/c{i}", f"c{i}"))
            for i in range(60)]
    kept = graph.nearest(graph.edges(many), one.object.slug)
    assert len(graph.payload(kept, one.object.slug)["nodes"]) == 40


# --- nothing from the graph is Markdown or HTML ---


def hostile() -> str:
    page = data.atlas().concept("welcome")
    ref = data.Ref(f"https://w3id.org/alliance-atlas/concept/{HOSTILE}", HOSTILE)
    work = replace(page.definitions[0].passages[0].work, label=HOSTILE, reference=HOSTILE, key=HOSTILE)
    said = replace(page.definitions[0].passages[0], work=work, locator=HOSTILE, quotation=HOSTILE, seen_in=HOSTILE)
    claim = replace(page.claims[0], party=ref, subject=ref, object=ref, passages=(said,))
    definition = replace(page.definitions[0], gloss=HOSTILE, party=ref, passages=(said,), tradition=ref)
    credit = replace(page.definitions[1].attributions[0], credited=HOSTILE, reason=HOSTILE, evidence=HOSTILE)
    doubtful = data.doubtful()[0]
    named = replace(page.terms[0], term=HOSTILE, note=HOSTILE, parties=(ref,), passages=(said,))
    trait = replace(data.atlas().concept("welcome-scale").characteristics[0], dimension=HOSTILE, value=HOSTILE)
    effect = replace(data.atlas().effects()[0], estimate=HOSTILE, sample=HOSTILE, party=ref, passages=(said,))
    model = replace(data.atlas().models()[0], party=ref, whole=ref)
    return join(citations.row(replace(doubtful, passage=said, attribution=credit)), names.by_name([named]),
                traits.listed([trait]), traits.effects([effect]), statements.listed([claim, definition, trait, effect]),
                models.in_short(model), models.completeness(model),
                definitions.by_voice([definition]), claims.by_relation([claim], "x"), evidence.credit(credit),
                results.answer(data.Answer((HOSTILE,), ((data.Term(HOSTILE, is_iri=True),),), 0.1)))


def test_hostile_text_stays_text() -> None:
    markup = hostile()
    assert "<img" not in markup
    assert markup.count("&lt;img") > 40


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "//example.org/x", " javascript:x",
                                  "vbscript:x"])
def test_address_that_runs_something_is_no_link(href: str) -> None:
    assert "href" not in tag("a", "x", href=href)
    assert "href" not in links.link(href, "x")


def test_element_and_attribute_names_are_never_data() -> None:
    with pytest.raises(ValueError, match="not the name of an element"):
        tag("p onclick=x", "x")
    with pytest.raises(ValueError, match="not the name of an attribute"):
        tag("p", "x", **{"a b": "x"})


# --- server and theme ---


@pytest.mark.parametrize("name", server.options("127.0.0.1", 8501))
def test_option_is_one_that_streamlit_knows(name: str) -> None:
    config.get_option(name)


def test_nothing_is_reported_to_anybody() -> None:
    options = server.options("127.0.0.1", 8501)
    assert options["browser.gatherUsageStats"] is False
    assert options["server.address"] == "127.0.0.1"


def test_busy_port_is_one_clear_line_and_no_server() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(data.KgError, match=f"127.0.0.1:{port} cannot be used .*--port {port + 1}"):
            server.run("127.0.0.1", port)


def test_starting_imports_no_streamlit_before_the_port_is_tried() -> None:
    text = "import sys, app.server; sys.exit('streamlit' in sys.modules or 'pyvis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", text], cwd=ROOT, check=False).returncode == 0


def luminance(colour: str) -> float:
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface", "card"])
@pytest.mark.parametrize("ink", ["ink", "muted", "link", "mark", "warn", "denied", "disputed", "sound"])
def test_text_can_be_read_on_every_ground(ink: str, ground: str, side: int) -> None:
    assert contrast(theme.PALETTE[ink][side], theme.PALETTE[ground][side]) >= 4.5


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_warnings_and_buttons_can_be_read(side: int) -> None:
    palette = {name: colours[side] for name, colours in theme.PALETTE.items()}
    for ink in ("ink", "warn", "link", "muted"):
        assert contrast(palette[ink], palette["warn-ground"]) >= 4.5
    assert contrast("#ffffff", palette["accent"]) >= 4.5
