"""What single pages say: works with their doubts, parties named loosely, disputes, terms, and what is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import pages, vocab
from kg.catalog import Atlas, open_atlas
from kg.errors import UnknownName
from kg.model import Ref
from kg.model.things import Thing

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> Atlas:
    return open_atlas(atlas_store)


def plain(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_work_marks_the_field_that_is_less_sure_than_its_record(atlas: Atlas) -> None:
    key, doubts = next((work.key, found.doubts) for work in atlas.works() if (found := atlas.work(work.key)).doubts)
    assert plain(pages.page(atlas, f"work/{key}")).count("Less sure than the record") == len(doubts)


def test_note_of_a_work_does_not_repeat_how_sure_its_record_is_and_shows_no_raw_marks(atlas: Atlas) -> None:
    for work in atlas.works():
        found = atlas.work(work.key)
        row = re.search(r">Note</th><td>(.*?)</td>", pages.page(atlas, f"work/{work.key}"))
        assert not row or not re.search(r"\[(?:verified|recalled|unknown)", row[1]), work.key
        if found.csl.get("note") == f"[verified: {found.seen_in}]":
            assert row is None, work.key


def test_work_and_its_original_lead_to_each_other(atlas: Atlas) -> None:
    version, original = atlas.versions[0]
    assert f'href="../work/{original.key}"' in pages.page(atlas, f"work/{version.key}")
    assert f'href="../work/{version.key}"' in pages.page(atlas, f"work/{original.key}")


def test_work_shows_each_passage_once_and_all_that_rests_on_it(atlas: Atlas) -> None:
    work = max(atlas.works(), key=lambda one: len(atlas.work(one.key).passages))
    found, html = atlas.work(work.key), pages.page(atlas, f"work/{work.key}")
    assert [one.key for one in found.passages if html.count(f'id="{one.key}"') != 1] == []
    groups = (found.definitions, found.claims, found.terms, found.characteristics, found.effects)
    said = [one.iri.removeprefix(vocab.BASE) for group in groups for one in group]
    assert [one for one in said if f'/{one}"' not in html] == []


def test_wrong_citation_stands_on_the_page_of_the_work_it_names_with_its_correction(atlas: Atlas) -> None:
    credit = next(one.attribution for one in atlas.credits()
                  if one.attribution.work and one.attribution.instead and one.attribution.is_doubtful)
    assert credit.work
    assert credit.instead
    words = plain(pages.page(atlas, f"work/{credit.work.key}"))
    assert "Citation warning" in words
    assert f"Cite instead: {credit.instead.work.label}" in words
    assert credit.instead.work.label in plain(pages.page(atlas, f"attribution/{credit.key}")).split("Who really")[1]


def test_party_without_persons_says_so_and_one_with_persons_names_them(atlas: Atlas) -> None:
    named = {party for party, _ in atlas.members}
    loose = next(one for one in atlas.parties if one not in named)
    assert "names no person" in plain(pages.page(atlas, f"party/{loose.slug}"))
    party, person = atlas.members[0]
    assert f'href="../person/{person.slug}"' in pages.page(atlas, f"party/{party.slug}")
    assert f'href="../party/{party.slug}"' in pages.page(atlas, f"person/{person.slug}")


@pytest.mark.parametrize("number", range(3))
def test_dispute_shows_every_position_with_its_statements(atlas: Atlas, number: int) -> None:
    one = atlas.disputes()[number]
    html = pages.page(atlas, f"dispute/{one.slug}")
    assert [p.label for p in one.positions if f'/{p.iri.removeprefix(vocab.BASE)}"' not in html] == []
    assert [s.iri for s in one.statements if f'/{s.iri.removeprefix(vocab.BASE)}"' not in html] == []


def test_conflict_says_whether_a_reasoner_found_it_or_the_table_declares_it(atlas: Atlas) -> None:
    for one in atlas.conflicts():
        words = plain(pages.page(atlas, one.iri.removeprefix(vocab.BASE)))
        assert ("Logical : found" in words) == (one.kind == "logical")
        assert ("Declared :" in words) == (one.kind == "declared")


def test_what_is_inferred_is_never_shown_as_said(atlas: Atlas) -> None:
    for one in atlas.entailments():
        words = plain(pages.page(atlas, one.iri.removeprefix(vocab.BASE)))
        assert "said by nobody" in words
        assert f"claims of {one.party.label} , who never says it" in words


@pytest.mark.parametrize("kind", vocab.KINDS)
def test_every_kind_has_a_page_and_refuses_what_it_does_not_hold(atlas: Atlas, kind: str) -> None:
    for slug in ("no-such-thing", "<script>", "a b", "%22", "..", "é"):
        with pytest.raises(UnknownName) as refused:
            pages.page(atlas, f"{kind}/{slug}")
        assert len(refused.value.nearest) <= 5


@pytest.mark.parametrize("address", ["nothing", "nothing/at-all", "concept/", "index/", "index/nothing", "compare/x",
                                     "compare/--", "compare/a--b--c", "vocab/"])
def test_address_of_no_kind_is_unknown(atlas: Atlas, address: str) -> None:
    with pytest.raises(UnknownName):
        pages.page(atlas, address)


def test_index_of_concepts_sends_other_names_to_the_preferred_one(atlas: Atlas) -> None:
    words = plain(pages.page(atlas, "index/concepts"))
    for one in atlas.concepts()[:20]:
        assert [name for name in one.alt_labels if name.casefold() != one.label.casefold()
                and f"{name}, see {one.label}".casefold() not in words.replace("&#39;", "'").replace("&#34;", '"')
                .casefold()] == []


def test_term_of_the_vocabulary_says_what_it_means_why_it_exists_and_how_it_is_used(atlas: Atlas) -> None:
    words = plain(pages.page(atlas, "vocab/Lineage"))
    assert "How one statement or name takes up another" in words
    assert "Why it exists Own class" in words
    assert re.search(r"How it is used \d+", words)
    cut = plain(pages.page(atlas, "vocab/componentOf"))
    assert re.search(r"5 of \d+ are named here", cut)


def test_page_of_nothing_escapes_what_was_asked_and_leads_on(atlas: Atlas) -> None:
    html = pages.missing(atlas, "concept/<script>alert(1)</script>", [f"concept/{atlas.concepts()[0].slug}"])
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert f'concept/{atlas.concepts()[0].slug}"' in html
    assert 'index/concepts"' in html


def test_retired_thing_says_why_and_what_stands_for_it(atlas: Atlas) -> None:
    other = atlas.concepts()[0]
    thing = Thing(iri=f"{vocab.BASE}concept/old", kind="concept", slug="old", label="old <name>", is_retired=True,
                  note="Two names & one thing.", replaced_by=Ref(other.iri, other.label))
    html = pages.retired(atlas, thing)
    assert "Two names &amp; one thing." in html
    assert "old &lt;name&gt;" in html
    assert f'href="../concept/{other.slug}"' in html


def test_comparison_holds_what_the_contrast_holds(atlas: Atlas) -> None:
    a, b = (one.slug for one in atlas.starts_with[:2])
    words = plain(pages.page(atlas, f"compare/{a}--{b}"))
    assert [name for name in ("Said of both", "Between them", "Distinctions", "Contested") if name not in words] == []
    assert [one.dimension for one in atlas.distinctions(a, b) if one.dimension not in words] == []


def test_comparison_takes_certainty_and_warnings_along(atlas: Atlas) -> None:
    a, b = (one.slug for one in atlas.starts_with[:2])
    html = pages.page(atlas, f"compare/{a}--{b}")
    said = {claim.iri: claim for claim in atlas.claims() if {claim.subject.slug, claim.object.slug} & {a, b}}
    shown = dict(re.findall(r'<a href="\.\./(claim/[^"]+)">[^<]*</a>([^;]{0,120})', html))
    unsure = [claim for claim in said.values() if all(p.certainty != "verified" for p in claim.passages)
              and claim.iri.removeprefix(vocab.BASE) in shown]
    assert unsure
    assert [claim.iri for claim in unsure if 'class="sure"' not in shown[claim.iri.removeprefix(vocab.BASE)]
            and "certainty" not in claim.voice] == []


#: Pages of every shape: a table, poles side by side, a long list, a short page.
SHAPES = ["work/{work}", "dispute/{dispute}", "conflict/{conflict}", "compare/{pair}", "index/concepts",
          "vocab/Lineage", "certainty/verified"]


def test_pages_are_readable_by_everybody_and_fit_a_narrow_screen(
        browser: Browser, atlas: Atlas, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe  # few tests need it
    from browserkit import AXE, serious

    slugs = {"work": atlas.versions[0][1].key, "dispute": atlas.disputes()[0].slug,
             "conflict": atlas.conflicts()[0].slug, "pair": "--".join(one.slug for one in atlas.starts_with[:2])}
    for name, content in pages.assets().items():
        (tmp_path / "assets").mkdir(exist_ok=True)
        (tmp_path / "assets" / name).write_bytes(content)
    for scheme in ("light", "dark"):
        tab = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
        for address in (shape.format(**slugs) for shape in SHAPES):
            file = tmp_path / f"{address}.html"
            file.parent.mkdir(exist_ok=True)
            file.write_text(pages.page(atlas, address, pages.Site(suffix=".html")), encoding="utf-8")
            tab.goto(file.as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= 360, address
            assert serious(Axe().run(tab, options=AXE[scheme])) == [], address
        tab.close()
