"""A build replaces the store in one step, or leaves it as it was."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg import build
from kg.errors import StoreError
from kg.places import Places

WELCOME = Path("concepts/welcome.ttl")


def labels(places: Places) -> list[str]:
    return [concept.label for concept in kg.open(places.store).concepts()]


def rename(places: Places, old: str, new: str) -> None:
    path = places.ontology / WELCOME
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_build_counts_what_it_made(tiny: Places) -> None:
    report = build.build(tiny)
    assert report.is_built
    expected = {"concepts": 4, "definitions": 3, "claims": 5, "distinctions": 1, "passages": 5, "works": 3,
                "attributions": 2, "page-out-of-range": 1, "doubtful": 2, "instruments": 1, "characteristics": 1,
                "effect-sizes": 1, "term-uses": 1, "disputes": 1, "positions": 2, "open-questions": 1,
                "missing-mappings": 1}
    assert {key: report.counts[key] for key in expected} == expected


def test_a_second_build_compiles_only_what_changed(tiny: Places) -> None:
    first = build.build(tiny)
    rename(tiny, '"welcome"@en', '"greeting"@en')
    second = build.build(tiny)
    assert (first.reused, second.reused) == (0, first.files - 1)
    assert labels(tiny) == ["greeting", "hosting", "warmth", "welcome scale"]


def test_a_file_that_says_nothing_leaves_no_line_when_its_result_is_kept(tiny: Places) -> None:
    (tiny.ontology / "nothing.ttl").write_text("# Nothing yet.\n", encoding="utf-8")
    build.build(tiny)
    first = (tiny.store / "current" / "atlas.nq").read_bytes()
    (tiny.ontology / "nothing-more.ttl").write_text("# Nothing either.\n", encoding="utf-8")
    build.build(tiny)
    assert (tiny.store / "current" / "atlas.nq").read_bytes() == first


def test_progress_names_every_file_and_reaches_its_end(tiny: Places) -> None:
    seen: list[tuple[str, int, int]] = []
    report = build.build(tiny, lambda *step: seen.append(step))
    assert [done for _, done, _ in seen] == list(range(report.files + 1))
    assert {name for name, _, _ in seen} >= {"ontology/concepts/welcome.ttl", "sources/bibliography.json"}


@pytest.mark.parametrize(("file", "old", "new", "says"), [
    ("ontology/concepts/welcome.ttl", "a aa:Concept", "a aa:Concept a", "concepts/welcome.ttl:13"),
    ("ontology/concepts/welcome.ttl", "    aa:basedOn passage:alder1901--open-door ;\n", "",
     "definition:welcome--alder1901"),
    ("ontology/parties/alder.ttl", "aa:componentOf", "aa:partlyOf", "the relation partlyOf"),
    ("ontology/parties/alder.ttl", "passage:alder1901--two-parts", "passage:alder1901--three", "alder1901--three"),
    ("sources/passages/alder1901.toml", '"p. 12"', '"pp. 145-7"', "passage 1 (open-door), locator"),
    ("sources/bibliography.json", '"type": "book",', '"type": "book"', "line 5"),
    ("sources/persons.toml", "born = 1870", "born = ", "line 6"),
])
def test_bad_content_is_named_and_the_old_store_stays(tiny: Places, file: str, old: str, new: str, says: str) -> None:
    build.build(tiny)
    path = tiny.ontology.parent / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    before = tiny.current.resolve()
    report = build.build(tiny)
    found = "\n".join(map(str, report.findings))
    assert not report.is_built
    assert says in found
    assert file in found
    assert tiny.current.resolve() == before
    assert labels(tiny) == ["hosting", "warmth", "welcome", "welcome scale"]
    assert [str(f) for f in build.check(tiny)] == found.splitlines()


def test_one_broken_bibliography_is_one_finding(tiny: Places) -> None:
    (tiny.sources / "bibliography.json").write_text("[", encoding="utf-8")
    assert len(build.build(tiny).findings) == 1


def test_content_or_a_damaged_store_makes_it_stale(tiny: Places) -> None:
    assert build.is_stale(tiny)
    build.build(tiny)
    assert not build.is_stale(tiny)
    rename(tiny, "at the door.", "at a door.")
    assert build.is_stale(tiny)
    build.build(tiny)
    (tiny.current / "oxigraph" / "CURRENT").unlink()
    assert build.is_stale(tiny)


def test_two_builds_at_once_are_refused(tiny: Places) -> None:
    def again(*_: object) -> None:
        with pytest.raises(StoreError, match="another build is running"):
            build.build(tiny)

    assert build.build(tiny, again).is_built


def test_a_missing_directory_is_named_with_its_option(tiny: Places, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="--sources DIR"):
        build.build(Places(tiny.ontology, tmp_path / "nowhere", tiny.store))


def test_a_missing_store_says_which_command_makes_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="run 'kg build'"):
        kg.open(tmp_path)


def test_a_reader_keeps_the_store_it_opened(tiny: Places) -> None:
    build.build(tiny)
    reader = kg.open(tiny.store)
    rename(tiny, '"welcome"@en', '"greeting"@en')
    build.build(tiny)
    assert reader.concept("welcome").concept.label == "welcome"
    assert kg.open(tiny.store).concept("greeting").concept.label == "greeting"


def test_a_killed_build_leaves_the_last_good_store(tiny: Places) -> None:
    build.build(tiny)
    code = "from pathlib import Path; from kg import build; from kg.places import Places; import sys; " \
           "build.build(Places(*map(Path, sys.argv[1:])), lambda *s: print(*s, flush=True))"
    for attempt in range(8):
        rename(tiny, "at the door.", f"at the door, {attempt}.")
        process = subprocess.Popen([sys.executable, "-c", code, tiny.ontology, tiny.sources, tiny.store],
                                   stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
        assert process.stdout
        process.stdout.readline()
        time.sleep(random.Random(attempt).uniform(0, 0.1))  # noqa: S311 - the moment, not a secret
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert "welcome" in labels(tiny)
    assert build.build(tiny).is_built
    assert not list(tiny.store.glob("new-*"))


def test_what_was_built_is_written_beside_the_store(tiny: Places) -> None:
    report = build.build(tiny)
    made = json.loads((tiny.current / "build.json").read_text(encoding="utf-8"))
    assert made["counts"] == dict(report.counts)


def test_line_separators_of_other_systems_stay_inside_a_quotation(tiny: Places) -> None:
    path = tiny.sources / "passages" / "birch1902.toml"
    text = path.read_text(encoding="utf-8").replace("First comes warmth", "First\u2028 comes\x85 warmth")
    path.write_text(text, encoding="utf-8")
    for _ in ("compiled", "kept"):
        assert build.build(tiny).is_built
        quoted = {p.quotation for p in kg.open(tiny.store).work("birch1902").passages}
        assert "First\u2028 comes\x85 warmth, then welcome." in quoted


@pytest.mark.parametrize("damage", [
    lambda current: (current / "build.json").write_text("{}", encoding="utf-8"),
    lambda current: (current / "build.json").write_text("[]", encoding="utf-8"),
    lambda current: (current / "search.sqlite").write_bytes(b""),
])
def test_a_store_that_lost_a_part_is_stale(tiny: Places, damage: Callable[[Path], object]) -> None:
    build.build(tiny)
    damage(tiny.current)
    assert build.is_stale(tiny)


def test_a_damaged_block_is_named_as_such(tiny: Places) -> None:
    build.build(tiny)
    table = max((tiny.current / "oxigraph").glob("*.sst"), key=lambda p: p.stat().st_size)
    data = bytearray(table.read_bytes())
    data[200:len(data) // 2] = bytes(len(data) // 2 - 200)
    table.write_bytes(data)
    with pytest.raises(StoreError, match="run 'kg build'"):
        kg.open(tiny.store).concept("welcome")


def test_kept_results_that_nothing_needs_are_forgotten(tiny: Places) -> None:
    build.build(tiny)
    before = len(list((tiny.store / "cache").iterdir()))
    for turn in range(3):
        rename(tiny, "at the door.", f"at the door, {turn}.")
        build.build(tiny)
    assert len(list((tiny.store / "cache").iterdir())) == before


def test_a_check_beside_a_build_disturbs_neither(tiny: Places) -> None:
    checked: list[list[object]] = []

    def meanwhile(*_: object) -> None:
        if not checked:
            checked.append([])
            checked[0] += build.check(tiny)

    assert build.build(tiny, meanwhile).is_built
    assert checked == [[]]


def test_a_rule_that_is_none_is_named(tiny: Places) -> None:
    (tiny.ontology / "checks" / "H99-broken.rq").write_text("SELECT ?subject WHERE {", encoding="utf-8")
    assert "ontology/checks/H99-broken.rq" in "\n".join(map(str, build.build(tiny).findings))
