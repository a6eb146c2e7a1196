"""What comes from outside and is wrong: refused with a reason, never a failure, and never anything beside the atlas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from httpkit import Client, Reply, serving
from hypothesis import example, given, settings
from hypothesis import strategies as st

KINDS = ["concept", "definition", "work", "vocab", "graph", "index", "compare", "id", "assets", "id/concept"]
#: What a request line can hold at all: uvicorn answers 400 to everything else before anybody sees it.
RAW = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters="#"), max_size=40)
HEADER = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60)


@pytest.fixture(scope="module")
def client(tiny_store: Path) -> Iterator[Client]:
    with serving(tiny_store) as found:
        yield found


def sound(reply: Reply) -> None:
    """Hold an answer to what every answer is: no failure, nothing of the machine in it."""
    assert reply.status < 500, reply.text
    assert "Traceback" not in reply.text
    assert "root:" not in reply.text


@pytest.mark.parametrize(("path", "status"), [
    ("/concept/%ff", 400), ("/concept/%", 400), ("/concept/%zz", 400), ("/concept/%00", 400), ("/concept/%0d%0aX", 400),
    ("/concept/..", 400), ("/concept/%2e%2e", 400), ("/concept/%2e%2e/%2e%2e/etc/passwd", 400), ("/concept/./x", 400),
    ("/assets/../rendering.py", 400), ("/assets/%2e%2e%2frendering.py", 400), ("/assets/..%5crendering.py", 404),
    ("/assets//etc/passwd", 404), ("/assets/%2fetc%2fpasswd", 404), ("/graph/..%2f..%2fetc/passwd", 400),
    ("/concept/" + "a" * 5_000, 414), ("/concept/welcome?x=" + "a" * 5_000, 414),
    ("/concept/welcome?format=%ff", 400), ("/concept/welcome?format=%", 400), ("/concept/welcome?format=%00", 406),
    ("/concept/welcome%2fx", 404), ("/concept/%252e%252e", 404), ("/concept/%ED%A0%80", 400), ("/concept/\\", 404),
    ("/concept/<x>", 404), ("/concept/welcome;x", 404), ("/concept/'\"`{}|^", 404), ("/concept/http://x", 404)])
def test_malformed_address_is_refused(client: Client, path: str, status: int) -> None:
    for accept in ("text/html", "application/json"):
        reply = client.send("GET", path, None, Accept=accept)
        sound(reply)
        assert reply.status == status


@pytest.mark.parametrize("accept", ["", ",", ";", "/", "*", "*/", "text", "text/html;q=", "text/html;q=2", ";q=1",
                                    "a/b;q=1;q=0", "text/html" + ";x" * 500, ",".join(["text/turtle;q=0.1"] * 500),
                                    "x/y," * 5_000, "*/*;q=0"])
def test_odd_accept_is_no_failure(client: Client, accept: str) -> None:
    reply = client.send("GET", "/concept/welcome", None, Accept=accept)
    sound(reply)
    assert reply.status in (200, 406)


@settings(max_examples=200)
@given(st.sampled_from(KINDS), RAW, st.sampled_from(["", ".ttl", ".html", ".bib", ".csv"]))
@example("graph", "ontology", ".ttl")
@example("assets", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "")
def test_no_path_fails(client: Client, kind: str, rest: str, suffix: str) -> None:
    sound(client.send("GET", f"/{kind}/{rest}{suffix}"))


@settings(max_examples=150)
@given(st.sampled_from(KINDS), st.text(max_size=30))
def test_no_text_fails_as_a_slug_and_none_becomes_markup(client: Client, kind: str, text: str) -> None:
    reply = client.send("GET", f"/{kind}/{quote(text.encode('utf-8', 'surrogatepass'), safe='')}<b>", None,
                        Accept="text/html")
    sound(reply)
    assert reply.type != "text/html" or "<b>" not in reply.text


@settings(max_examples=150)
@given(HEADER, HEADER, HEADER)
def test_no_header_fails(client: Client, accept: str, known: str, range_: str) -> None:
    sound(client.send("GET", "/concept/welcome", None, Accept=accept.strip(), If_None_Match=known.strip(),
                      Range=range_.strip(), If_Modified_Since=known.strip()))


@settings(max_examples=100)
@given(RAW)
def test_no_query_fails(client: Client, query: str) -> None:
    sound(client.send("GET", f"/concept/welcome?{query}"))
    sound(client.send("GET", f"/concept/welcome?format={query}&_mediatype={query}&download={query}"))
