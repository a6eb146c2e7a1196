"""The page that checks a manuscript, run without a server."""

from __future__ import annotations

import pytest
from appkit import Page, open_page

from app import data
from app.server import options

TEXT = "# Doors\n\nSo (Birch & Alder, 1902, p. 99), <b>so</b> (Cedar, 1880), and so (Doe, 1999).\n"


pytestmark = pytest.mark.usefixtures("on_tiny")


def give(name: str, content: bytes) -> Page:
    page = open_page("manuscript")
    page.app.file_uploader[0].upload(name, content, "text/plain")
    return page.again()


def test_page_says_what_may_be_given_and_that_nothing_is_kept() -> None:
    page = open_page("manuscript")
    assert "kept on no disk, and forgotten when you remove it" in page.words
    assert ".docx, .odt, .md" in page.app.file_uploader[0].label
    assert "up to 20 MB" in page.app.file_uploader[0].label
    assert "No manuscript yet" in page.words


def test_finding_shows_place_words_and_what_to_write() -> None:
    words = give("a.md", TEXT.encode()).words
    assert "a.md: 3 citations recognised" in words
    assert "known to be wrong Birch & Alder, 1902, p. 99" in words
    assert "Doors, para. 1" in words
    assert "Birch & Alder (1902) is pp. 10–19" in words
    assert "not in the atlas" not in words


def test_severities_are_chosen() -> None:
    page = give("a.md", TEXT.encode())
    page.app.pills[0].set_value(["unchecked"])
    words = page.again().words
    assert "Doe, 1999 Not in the atlas: not checked." in words
    assert "Birch & Alder, 1902" not in words.replace("So (Birch & Alder, 1902", "")


def test_words_of_a_manuscript_are_no_markup() -> None:
    assert "b" not in give("a.txt", TEXT.encode()).elements


def test_report_is_forgotten_with_its_file() -> None:
    page = give("a.md", TEXT.encode())
    assert "manuscript" in page.app.session_state
    page.app.file_uploader[0].set_value([])
    assert "No manuscript yet" in page.again().words
    assert "manuscript" not in page.app.session_state


@pytest.mark.parametrize(("name", "content", "message"), [
    ("a.docx", b"PK nonsense", "a.docx: is damaged; open it in the program that wrote it and save it anew"),
    ("a.docx", b"\xd0\xcf\x11\xe0", "a.docx: is encrypted, or an old .doc; save it without a password as .docx"),
    ("a.md", b"", "a.md: is empty; give a file with text"),
])
def test_file_that_cannot_be_read_is_refused_in_words(name: str, content: bytes, message: str) -> None:
    page = give(name, content)
    assert f"This did not work {message}" in page.words
    assert not page.app.exception


def test_server_and_command_have_one_limit_of_size() -> None:
    assert options("127.0.0.1", 1)["server.maxUploadSize"] == data.uploads().megabytes == 20
