"""Competency questions: each has the expected answer, and loses it with the statement that it leans on.

A question is a file of `ontology/questions/`, its expected answer the CSV file beside it, written down from the
sources. When a question fails, ask which of the two is right before changing either.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.store import Store
from kg.vocab import BASE, expand

ROOT = Path(__file__).parent.parent
QUESTIONS = sorted((ROOT / "ontology" / "questions").glob("*.rq"))
#: Ten questions for each kind of user: students, researchers, authors.
USERS = {"S": "student", "R": "researcher", "A": "author"}
THIRTY = {f"{letter}{number}" for letter in USERS for number in range(1, 11)}

Table = list[list[str]]


def answer(store: Store, question: Path) -> Table:
    names, rows = store.select(question.read_text(encoding="utf-8"))
    return [names, *([value or "" for value in row] for row in rows)]


def expected(question: Path) -> Table:
    with question.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def heading(question: Path, name: str) -> str:
    found = re.search(rf"^# {name}: (.+)$", question.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"{question.name} has no line '# {name}: …'"
    return found[1]


@pytest.fixture(scope="module")
def atlas(atlas_store: Path) -> Store:
    return Store.open(atlas_store / "current")


@pytest.fixture(scope="module")
def quads(atlas_store: Path) -> list[ox.Quad]:
    """The graph of the atlas, quad by quad, as the build exports it."""
    found = ox.parse(path=atlas_store / "current" / "atlas.nq", format=ox.RdfFormat.N_QUADS)
    return list(found)


def in_memory(quads: list[ox.Quad]) -> Store:
    """A store of some quads, whose default graph holds the curated ones, as in a build."""
    store = ox.Store()
    store.extend(quads)
    store.extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads
                 if str(q.graph_name).startswith(f"<{BASE}graph/"))
    return Store(store)


def test_all_thirty_questions_are_there_once() -> None:
    assert sorted(q.stem.partition("-")[0] for q in QUESTIONS) == sorted(THIRTY)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.stem)
def test_question_has_the_expected_answer(question: Path, atlas: Store) -> None:
    assert answer(atlas, question) == expected(question)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.stem)
def test_answer_changes_when_its_support_is_taken_away(question: Path, quads: list[ox.Quad]) -> None:
    support = ox.NamedNode(expand(heading(question, "leans on")))
    left = [q for q in quads if support not in (q.subject, q.object)]
    assert len(left) < len(quads), f"{support} is not in the graph"
    assert answer(in_memory(quads), question) == expected(question)
    assert answer(in_memory(left), question) != expected(question)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.stem)
def test_question_says_what_it_asks_and_for_whom(question: Path) -> None:
    assert heading(question, "title")
    assert heading(question, "user") == USERS[question.stem[0]]
