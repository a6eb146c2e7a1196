"""What changed between two editions, in words: exactly the sentences that a reader is told."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import feedparser
import pytest
from conftest import REAL
from editionkit import two

from kg.editions import DIFF_FORMATS, Change, Changes, changes, editions, sentence
from kg.editions.feed import Told, atom
from kg.editions.formats import as_json, from_json, plain
from kg.places import Places

EXPECTED = """\
2026-1 -> 2026-2: 1 added, 3 reworded, 1 moved, 2 re-judged, 2 changed, 1 withdrawn; {} more, {} fewer.

inner warmth
  reworded: label of the concept inner warmth: {{+inner+}} warmth
  reworded: quotation of the passage of Birch & Alder (1902): First {{+there+}} comes warmth, then welcome.

welcome
  added: definition by Birch & Alder (1902): “<b>heat</b> & more”
  reworded: gloss of the definition by Alder (1901): an {{+open+}} invitation to [-come-] {{+walk+}} in
  moved: locator of the passage of Alder (1901): from [-p. 12-] to {{+p. 13+}}
  re-judged: status of the credit in Birch & Alder (1902), p. 11: from [-the cited work may not say this-] to \
{{+the work could not be identified+}}
  changed: later end of the lineage: Birch & Alder (1902) takes up and changes Alder (1901): from \
[-Birch & Alder (1902): “warmth that is shown at the door”-] to {{+Birch & Alder (1902): “<b>heat</b> & more”+}}
  withdrawn: definition by Birch & Alder (1902): “warmth that is shown at the door”; \
reason: It was two glosses in one; instead: welcome: <b>heat</b> & more

Models
  changed: members of the model Alder's two parts of hosting: no longer with [-warmth-]

Disputes
  re-judged: clash of the dispute “Is welcome a part of hosting?”: from [-contradiction-] to {{+difference of terms+}}
"""


@pytest.fixture(scope="module")
def released_twice(tmp_path_factory: pytest.TempPathFactory) -> Places:
    from conftest import tiny_copy

    return two(tiny_copy(tmp_path_factory.mktemp("editions") / "tiny"))


@pytest.fixture(scope="module")
def found(released_twice: Places) -> Changes:
    return changes("2026-1", "2026-2", released_twice.editions, released_twice.store)


def test_every_kind_of_change_is_told_in_exactly_these_words(found: Changes) -> None:
    data = (f"{found.gained} statements of the data", found.lost)
    assert DIFF_FORMATS["text"](found) == EXPECTED.format(*data)


def test_an_edition_beside_itself_has_nothing_to_tell(released_twice: Places) -> None:
    same = changes("2026-2", "current", released_twice.editions, released_twice.store)
    assert DIFF_FORMATS["text"](same) == "2026-2 -> current: Nothing changed.\n"


def test_backwards_what_was_added_is_withdrawn(released_twice: Places) -> None:
    back = changes("2026-2", "2026-1", released_twice.editions, released_twice.store)
    assert "added: definition by Birch & Alder (1902): “warmth that is shown at the door”" in map(plain, back.changes)
    assert back.counts["withdrawn"] == 1


def test_a_new_name_of_a_concept_rewords_no_claim_about_it(found: Changes) -> None:
    assert [one.name for one in found.changes if one.kind == "claim"] == []


def test_texts_of_the_graph_are_escaped_in_every_format(found: Changes) -> None:
    assert "<b>" not in DIFF_FORMATS["html"](found)
    assert "\\<b\\>heat" in DIFF_FORMATS["markdown"](found)


def test_json_gives_back_what_was_written(found: Changes) -> None:
    assert from_json(as_json(found)) == found
    told = json.loads(as_json(found))["changes"]
    assert {one["verb"] for one in told} >= {"added", "reworded", "moved", "re-judged", "withdrawn"}


def test_a_release_writes_its_changes_down(released_twice: Places, found: Changes) -> None:
    directory = released_twice.editions / "2026-2"
    assert from_json((directory / "changes.json").read_text(encoding="utf-8")) == found
    assert (directory / "CHANGES.md").read_text(encoding="utf-8").startswith("# What changed from 2026-1 to 2026-2\n")


# --- the feed ---


def feed(places: Places) -> bytes:
    return (places.editions / "2026-2" / "changes.atom").read_bytes()


def test_feed_has_an_entry_for_each_changed_thing(released_twice: Places, found: Changes) -> None:
    read = feedparser.parse(feed(released_twice))
    assert (read.bozo, read.version) == (False, "atom10")
    things = {one.iri for one in found.changes}
    assert len(read.entries) == len(things) + 2, "one for each thing, and one for each edition"
    gone = next(one for one in read.entries if one.title.startswith("withdrawn"))
    assert gone.link.endswith("/edition/2026-1/definition/welcome--birch1902"), "where its text still stands"
    assert "reason: It was two glosses in one" in gone.summary


def test_feed_is_what_the_standard_wants(released_twice: Places) -> None:
    atom_ = "{http://www.w3.org/2005/Atom}"
    root = ET.fromstring(feed(released_twice))  # noqa: S314 - our own
    for one in (root, *root.findall(f"{atom_}entry")):
        assert [len(one.findall(atom_ + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
    ids = [one.findtext(f"{atom_}id") for one in root.iter(f"{atom_}entry")]
    assert len(set(ids)) == len(ids)
    assert root.find(f"{atom_}link[@rel='self']") is not None
    assert root.findtext(f"{atom_}author/{atom_}name")


def test_feed_survives_what_xml_cannot_hold(released_twice: Places) -> None:
    wild = Change(verb="added", kind="work", iri="x", name="work \x00\x0b\ud800 ]]> <&")
    edition = editions(released_twice.editions)[-1]
    read = feedparser.parse(atom("T", "A", [Told(edition, Changes(before="a", after="b", changes=(wild,)))]))
    assert not read.bozo
    assert read.entries[1].title.endswith("]]> <&")


def test_a_sentence_is_one_line_whatever_the_text() -> None:
    wild = Change(verb="added", kind="work", iri="x", name="work\n\x1b[31m", reason="a\nb")
    assert "".join(run.words for run in sentence(wild))
    assert "\n" not in plain(wild)
    assert "\x1b" not in plain(wild)


def test_the_real_content_beside_itself_has_nothing_to_tell(atlas_store: Path, tmp_path: Path) -> None:
    from kg.editions.release import release

    release(Places(REAL.ontology, REAL.sources, atlas_store), tmp_path / "editions")
    name = editions(tmp_path / "editions")[0].name
    assert changes(name, "current", tmp_path / "editions", atlas_store).summary == "Nothing changed."
