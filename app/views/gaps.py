"""Gaps: what the atlas does not know, computed from what it does know."""

from __future__ import annotations

from collections.abc import Sequence

from app.components import evidence, layout, links, queries, statements
from app.components.html import Html, join, tag
from app.data import Claim, Concept, Definition, Gaps, OpenQuestion, Ref, Unmapped, Work, gaps

_AT_ONCE = 10


def show() -> None:
    """Show every kind of gap, with a list of them at the top."""
    found = gaps()
    layout.heading("Gaps", key="gaps")
    parts = _parts(found)
    counted = [(key, f"{title} ({len(items)})") for key, title, _, items in parts]
    layout.show(tag("p.lede", "What the atlas does not know. A gap here is a gap in the works covered and in what was "
                              "seen of them; it says nothing about the literature as a whole."),
                layout.anchors(*counted), [_part(*part) for part in parts], queries.behind(found.queries))


def _parts(found: Gaps) -> list[tuple[str, str, str, list[Html]]]:
    """Return each kind of gap: its key, its title, what it means, and its items."""
    return [
        ("questions", "Questions for a person with a library", "Each can be settled by somebody who opens the source.",
         [_question(one) for one in found.questions]),
        ("undefined", "Concepts that nobody defines", "No definition in the works covered.",
         [_concept(one) for one in found.undefined]),
        ("one-voice", "Concepts that one author alone defines", "Instruments are left out.",
         [_concept(one.concept, one.party) for one in found.one_voice]),
        ("unplaced", "Definitions without a place", "The work is known, the page is not.",
         [_definition(one) for one in found.unplaced]),
        ("unsupported", "Claims that nobody else makes", "One voice says so, and no second one in the works covered.",
         [_claim(one) for one in found.unsupported]),
        ("unread", "Works of which nothing is kept", "Cited or listed, with no passage in the atlas.",
         [_work(one) for one in found.unread]),
        ("unquoted", "Works that are never quoted", "Their passages are paraphrased; their own words were not seen.",
         [_work(one) for one in found.unquoted]),
        ("unmapped", "Concepts without an equivalent in another vocabulary", "Looked for, and not found or not sure.",
         [_unmapped(one) for one in found.unmapped]),
    ]


def _part(key: str, title: str, meaning: str, items: Sequence[Html]) -> Html:
    body = layout.folded(items, _AT_ONCE, "of these") if items else tag("p.empty", "None.")
    return layout.section(title, key, tag("p.hint", meaning), tag("div.gaps", body), count=len(items))


def _question(one: OpenQuestion) -> Html:
    about = tag("p.where", "About ", _refs(one.concerns)) if one.concerns else None
    return tag("div.row", tag("h3", one.label), tag("p", one.note) if one.note else None, about,
               id=one.iri.rsplit("/", 1)[-1])


def _refs(refs: Sequence[Ref]) -> Html:
    return join([(", " if i else None, links.reference(one)) for i, one in enumerate(refs)])


def _concept(one: Concept, party: Ref | None = None) -> Html:
    name = links.link(links.address("concept", concept=one.slug), one.label)
    return tag("p.gap", name, tag("span.where", f" – only {party.label}") if party else None)


def _definition(one: Definition) -> Html:
    why = "; ".join(dict.fromkeys(place.no_locator for place in one.passages if place.no_locator))
    return tag("div.gap", tag("p", statements.sentence(one)), tag("p.where", statements.who(one)),
               tag("p.where", f"Why: {why}") if why else None)


def _claim(one: Claim) -> Html:
    return tag("p.gap", statements.claim(one), tag("span.where", " – ", one.party.label, ", ",
                                                   evidence.places(one.passages)))


def _work(one: Work) -> Html:
    return tag("p.gap", links.work(one), tag("span.where", f" – {one.title}"))


def _unmapped(one: Unmapped) -> Html:
    return tag("div.gap", tag("p", links.reference(one.concept), f" – {one.vocabulary}"),
               tag("p.where", one.searched, " · ", evidence.sure(one.certainty)))


layout.guarded(show)
