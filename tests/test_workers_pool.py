"""The pool of workers: used again, replaced when they die, waited for, and never left running for nobody."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import built

from kg.errors import KgError, QueryRefused, QueryTimeout, TooBusy
from kg.places import Places
from kg.workers import Limits
from kg.workers.pools import Answer, Pool

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
#: So many rows that their file is larger than what a process of ours takes.
LARGE = "SELECT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 200000"
#: Rows without end.
RUNAWAY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")

Make = Callable[..., Pool]


@pytest.fixture
def make(tiny_store: Path) -> Iterator[Make]:
    """Makes pools, which end with the test."""
    made: list[Pool] = []

    def new(store: Path = tiny_store, **limits: float) -> Pool:
        made.append(Pool(store, Limits(**limits)))  # type: ignore[arg-type]
        return made[-1]

    yield new
    for pool in made:
        pool.close()


def whole(pool: Pool, text: str, *formats: str, seconds: float | None = None) -> bytes:
    return b"".join(pool.answer(text, formats or ("csv",), seconds=seconds))


def pids(pool: Pool) -> set[int]:
    return {worker._process.pid for worker in pool._all}


def until(what: Callable[[], bool], seconds: float = 3) -> bool:
    last = time.monotonic() + seconds
    while not what() and time.monotonic() < last:
        time.sleep(0.01)
    return what()


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


# --- workers ---

def test_worker_answers_one_query_after_the_other(make: Make) -> None:
    pool = make()
    whole(pool, "SELECT ?x {}")
    first = pids(pool)
    for number in range(5):
        assert whole(pool, f"SELECT ({number} AS ?n) {{}}") == f"n\r\n{number}\r\n".encode()
    assert pids(pool) == first


def test_mistake_and_refusal_cost_no_worker(make: Make) -> None:
    pool = make()
    whole(pool, "SELECT ?x {}")
    first = pids(pool)
    for text in ("SELEC", "DROP ALL", "ASK {}"):
        with pytest.raises(KgError):
            whole(pool, text)
    assert pids(pool) == first


def test_dead_worker_is_replaced(make: Make) -> None:
    pool = make(workers=1)
    pool.warm()
    for pid in pids(pool):
        os.kill(pid, signal.SIGKILL)
    assert until(lambda: not any(worker.is_alive for worker in pool._all))
    assert whole(pool, "SELECT (1 AS ?n) {}") == b"n\r\n1\r\n"
    assert sum(worker.is_alive for worker in pool._all) == 2


def test_warm_pool_has_one_worker_more_than_may_run_and_replaces_what_it_kills(make: Make) -> None:
    pool = make(workers=1)
    pool.warm()
    before = pids(pool)
    assert len(before) == 2
    with pytest.raises(QueryTimeout):
        whole(pool, ENDLESS, seconds=0.2)
    after = pids(pool)
    assert len(after) == 2
    assert len(after & before) == 1


def test_reader_after_a_killed_query_does_not_wait_for_a_new_worker(make: Make) -> None:
    pool = make(workers=1)
    pool.warm()
    with ThreadPoolExecutor(2) as both:  # both workers have started
        list(both.map(lambda _: whole(pool, "SELECT ?x {}"), range(4)))
    with pytest.raises(QueryTimeout):
        whole(pool, ENDLESS, seconds=0.3)
    start = time.monotonic()
    whole(pool, "SELECT ?x {}")
    assert time.monotonic() - start < 0.5


def test_closed_pool_leaves_no_process(make: Make) -> None:
    pool = make(workers=2)
    pool.warm()
    before = pids(pool)
    pool.close()
    assert not any(map(is_running, before))


@ON_LINUX
def test_killed_parent_leaves_no_process(tiny_store: Path) -> None:
    program = ("import sys; from kg.workers import pool; p = pool(sys.argv[1]); p.warm(); "
               "a = p.answer(sys.argv[2], ['csv']); a.read(); "
               "print(*(w._process.pid for w in p._all), flush=True); input()")
    parent = subprocess.Popen([sys.executable, "-c", program, tiny_store, LARGE.replace("200000", "90000000")],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                              cwd=Path(__file__).parent.parent)
    with parent:
        assert parent.stdout
        found = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(found) == 5
        parent.kill()
    assert until(lambda: not any(map(is_running, found)))


def test_new_build_is_answered_from_as_soon_as_it_is_there(make: Make, tiny: Places) -> None:
    pool = make(built(tiny))
    count = 'SELECT ?s { ?s skos:prefLabel "hosting"@en }'
    before = whole(pool, count)
    file = next(p for p in (tiny.ontology / "concepts").glob("*.ttl") if '"hosting"@en' in p.read_text())
    file.write_text(file.read_text().replace('"hosting"@en', '"hostship"@en'))
    built(tiny)
    assert before.count(b"\r\n") == 2
    assert whole(pool, count).count(b"\r\n") == 1
    shutil.rmtree(tiny.store)
    with pytest.raises(KgError, match="run 'kg build'"):
        whole(pool, count)


# --- taking turns ---

def busy(pool: Pool) -> Answer:
    """An endless query that is running now."""
    answer = pool.answer(ENDLESS, ["csv"], seconds=20)
    ThreadPoolExecutor(1).submit(answer.start)
    assert until(lambda: answer._is_busy)
    return answer


def test_query_without_room_is_refused_at_once(make: Make) -> None:
    pool = make(workers=1, queue=0)
    running = busy(pool)
    with pytest.raises(TooBusy, match="1 queries are running and 0 are waiting"):
        whole(pool, "SELECT ?x {}")
    running.close()
    assert until(lambda: pool.load()["running"] == 0)
    assert whole(pool, "SELECT ?x {}")


def test_query_waits_for_its_turn_but_not_for_ever(make: Make) -> None:
    pool = make(workers=1, queue=2, patience=0.3)
    running = busy(pool)
    with pytest.raises(TooBusy, match=r"no query of 1 ended within 0\.3 s"):
        whole(pool, "SELECT ?x {}")
    threading.Timer(0.1, running.close).start()
    assert whole(pool, "SELECT ?x {}")


def test_many_at_once_are_all_answered(make: Make) -> None:
    pool = make(workers=2, queue=60)
    with ThreadPoolExecutor(30) as many:
        found = list(many.map(lambda n: whole(pool, f"SELECT ({n} AS ?n) {{}}"), range(60)))
    assert found == [f"n\r\n{n}\r\n".encode() for n in range(60)]
    assert pool.load()["running"] == pool.load()["waiting"] == 0


@ON_LINUX
def test_closing_stops_a_running_query_and_one_that_waits(make: Make) -> None:
    pool = make(workers=1)
    running = busy(pool)
    [pid] = pids(pool)
    waiting = pool.answer("SELECT ?x {}", ["csv"])
    with ThreadPoolExecutor(1) as one:
        refused = one.submit(waiting.read)
        assert until(lambda: pool.load()["waiting"] == 1)
        waiting.close()
        assert isinstance(refused.exception(1), QueryRefused)
    running.close()
    assert until(lambda: not is_running(pid), 1)


# --- streams ---

def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@ON_LINUX
def test_large_answer_does_not_sit_in_memory(make: Make) -> None:
    pool = make()
    before, size, most = resident(), 0, 0
    for chunk in pool.answer(LARGE, ["json"]):
        size += len(chunk)
        most = max(most, resident())
    assert size > 60_000_000
    assert most - before < 20_000_000


@ON_LINUX
def test_worker_does_not_run_ahead_of_its_reader_whose_time_does_not_count(make: Make) -> None:
    pool = make(seconds=0.9)
    answer = pool.answer(LARGE, ["csv"])
    answer.read()
    [pid] = pids(pool)
    time.sleep(0.2)
    before = cpu(pid)
    time.sleep(1)
    assert cpu(pid) - before < 0.1
    assert answer.read()
    answer.close()
    assert not is_running(pid)


def test_time_over_in_the_middle_of_an_answer_is_told(make: Make) -> None:
    pool = make()
    answer = pool.answer(RUNAWAY, ["csv"], seconds=0.7)
    assert len(answer.read()) > 50_000
    with pytest.raises(QueryTimeout, match=r"stopped after 0\.7 s"):
        deque(answer, maxlen=0)


# --- rows and graphs ---

@pytest.mark.parametrize(("format_", "text"), [
    ("csv", "SELECT ?s ?o { ?s ?p ?o } LIMIT "), ("json", "SELECT ?s ?o { ?s skos:prefLabel ?o } LIMIT "),
    ("tsv", "SELECT ?x ?y { VALUES (?x ?y) { ('a\\tb\\n\\'\"' UNDEF) (1.5 'ä'@de) (true <a:b>) (4 4) } } LIMIT "),
    ("xml", "SELECT ?x ?y { VALUES (?x ?y) { ('a\\tb\\n\\'\"' UNDEF) (1.5 'ä'@de) (true <a:b>) (4 4) } } LIMIT "),
    ("nt", "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o } LIMIT "),
])
def test_limit_of_rows_cuts_and_says_so(make: Make, format_: str, text: str) -> None:
    cut = make().answer(f"{text} 4", [format_], rows=3)
    assert b"".join(cut) == whole(make(), f"{text} 3", format_)
    assert cut.is_truncated
    full = make().answer(f"{text} 3", [format_], rows=3)
    assert b"".join(full) == whole(make(), f"{text} 3", format_)
    assert not full.is_truncated


def test_graphs_of_a_request_are_all_that_a_query_sees(make: Make) -> None:
    pool = make()
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    found = json.loads(whole(pool, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g LIMIT 2", "json"))
    one, two = (row["g"]["value"] for row in found["results"]["bindings"])

    def n(text: str, *graphs: list[str]) -> int:
        return int(b"".join(pool.answer(text, ["csv"], graphs=graphs or None)).split()[1])  # type: ignore[arg-type]

    assert 0 < n(count, [one], []) < n(count)
    assert n(named, [one], []) == 0
    assert (n(count, [], [one, two]), n(named, [], [one, two])) == (0, 2)
    assert n(count, ["http://example.org/nothing"], []) == 0
    with pytest.raises(QueryRefused, match="not an IRI"):
        n(count, ["no iri"], [])
