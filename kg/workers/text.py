"""What can be said of a query by looking at its words: whether to run it at all, and where its mistake is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kg.errors import QueryForbidden, QueryRefused, QuerySyntaxError, QueryTooLong
from kg.workers import SERVICE

__all__ = ["LONGEST", "Spread", "explained", "offset", "refuse", "spread"]

LONGEST = 20_000
_DEEPEST = 64
#: Oxigraph plans a star of 120 patterns in a second, one of 1,000 in more than ten.
_MOST_PATTERNS = 250
#: Words that begin an update. None of them is a word of a query, wherever it stands.
_UPDATES = {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"}

_ESCAPE = r"""\\(?:[tbnrf"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})"""
_TOKEN = re.compile(rf"""
    (?P<blank>\s+|\#[^\r\n]*)
  | (?P<long>'''(?:[^'\\]|'(?!'')|{_ESCAPE})*+'''|\"""(?:[^"\\]|"(?!"")|{_ESCAPE})*+\""")
  | (?P<short>'(?:[^'\\\r\n]|{_ESCAPE})*+'|"(?:[^"\\\r\n]|{_ESCAPE})*+")
  | (?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
  | (?P<variable>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<prefixed>(?P<prefix>[\w.-]*):(?:(?:[\w:%]|\\.)(?:[\w:.%-]|\\.)*)?)
  | (?P<word>\w+)
  | (?P<sign>.)
""", re.VERBOSE | re.DOTALL)
#: `<a://` cannot be "less than": two slashes are no operator.
_SURELY_IRI = re.compile(r"<[A-Za-z][\w+.-]*://")


# --- whether to run it ---


def refuse(text: str) -> None:
    """Raise QueryRefused for a text that must not even be parsed.

    >>> refuse("SELECT ?service { ?s ?p ?service } # no SERVICE here")
    >>> refuse("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.QueryForbidden: SERVICE would ask another server, which is not done here; take it out
    """
    if len(text) > LONGEST:
        raise QueryTooLong(f"the query has {len(text)} characters; {LONGEST} is the most")
    if re.search("[\ud800-\udfff]", text):
        raise QueryRefused("the query contains half a character, which no file can hold; type it anew")
    tokens = _tokens(text)
    _refuse_size(tokens)
    for token in tokens:
        if token.lastgroup == "word" and token[0].upper() in _UPDATES:
            raise QueryForbidden(f"{token[0].upper()} would change the graph, which is only read here; "
                                 "write SELECT, ASK, CONSTRUCT or DESCRIBE")
        if _calls_service(text, token):
            raise QueryForbidden(SERVICE)


def _refuse_size(tokens: list[re.Match[str]]) -> None:
    """Raise QueryRefused for what would overflow the engine's stack, or keep its planner busy for ever."""
    depth = 0
    for token in tokens:
        if token.lastgroup == "sign":
            depth += (token[0] in "{([") - (token[0] in "})]" and depth > 0)
        if depth > _DEEPEST:
            raise QueryRefused(f"the query is nested more than {_DEEPEST} deep; make it flatter")
    # A pattern ends in a dot, which may stick to a name, or in a semicolon; a comma may also stand in a call.
    ends = [token for token in tokens if token.lastgroup in ("sign", "prefixed") and token[0].endswith((".", ";"))]
    if len(ends) > _MOST_PATTERNS:
        raise QueryRefused(f"the query has more than {_MOST_PATTERNS} patterns; ask in several queries")


def _calls_service(text: str, token: re.Match[str]) -> bool:
    """Whether a token is the keyword: the parser also reads it in `1SERVICE?x {` and in `SERVICEex:y {`."""
    if token.lastgroup == "word":
        return "SERVICE" in token[0].upper()
    return (token.lastgroup == "prefixed" and "SERVICE" in token["prefix"].upper()
            and _after_blanks(text, token.end()) == "{")


def _after_blanks(text: str, at: int) -> str:
    while (token := _TOKEN.match(text, at)) and token.lastgroup == "blank":
        at = token.end()
    return text[at:at + 1]


def _tokens(text: str) -> list[re.Match[str]]:
    """Return the tokens of every way in which the parser could read a text, by position.

    Whether `<b>` is an IRI or the end of `?a <b>?c` depends on what stands around it, so both are followed: a keyword
    must not hide in a string that begins inside one reading only.
    """
    found: dict[int, re.Match[str]] = {}
    todo = [0]
    while todo:
        at = todo.pop()
        if at not in found and (token := _TOKEN.match(text, at)):
            found[at] = token
            todo.append(token.end())
            todo.extend(_other_ends(token))
    return [found[at] for at in sorted(found)]


def _other_ends(token: re.Match[str]) -> Iterator[int]:
    if token.lastgroup == "iri" and not _SURELY_IRI.match(token[0]):
        yield token.start() + 1
    if token.lastgroup == "long" and "\\u" in token[0].lower():
        yield token.start() + 2  # an escape of no character makes the parser read an empty string here


# --- where its mistake is ---

#: More than the longest keyword.
_ROOM = " " * 20
_ROOM_BEFORE, _ROOM_AFTER = set("{}()[];,"), set("{}([];,")
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
#: A message of the parser's own among the tokens that it would have taken.
_SENTENCE = re.compile(r"\b(?!Prefix)[A-Za-z]\w+(?: [\w-]+){2,}")


class Spread(NamedTuple):
    """A text with room between its tokens, where each token stands in it, and where it stood before.

    The parser tries a keyword by taking as many characters as it has, and names the furthest place that it has
    reached. With room after every token, that place is never beyond the token that is wrong.
    """

    text: str
    starts: list[int]
    origins: list[int]

    def original(self, line: int, column: int) -> int:
        """Return the place in the original text of the token at a place in this one."""
        return self.origins[bisect_right(self.starts, offset(self.text, line, column)) - 1]


def spread(text: str) -> Spread:
    """Return a text with room between its tokens.

    >>> wide = spread("ASK {a}")
    >>> wide.text.split()
    ['ASK', '{', 'a', '}']
    >>> [wide.original(1, wide.text.index(word) + 2) for word in "Aa}"]
    [0, 5, 6]
    """
    made, starts, origins = "", [0], [0]
    for token in _TOKEN.finditer(text):
        if token.lastgroup != "blank":
            made += _ROOM if token[0] in _ROOM_BEFORE else ""
            starts.append(len(made))
            origins.append(token.start())
            made += token[0]
        made += _ROOM if token.lastgroup == "blank" or token[0] in _ROOM_AFTER else ""
    made += _ROOM
    return Spread(made, [*starts, len(made)], [*origins, len(text.rstrip())])


def offset(text: str, line: int, column: int) -> int:
    """Return the offset of a line and column, both counted from 1."""
    return sum(len(one) + 1 for one in text.split("\n")[:line - 1]) + column - 1


def explained(text: str, prefixes: Mapping[str, str], message: str, at: int) -> QuerySyntaxError:
    """Return a mistake at an offset in fewer words than the parser's, which name every token it would have taken.

    A prefix that nobody declared is the commonest mistake, and the parser calls it by no name.
    """
    known = {*prefixes, "_", *_DECLARED.findall(text)}
    tokens = list(_TOKEN.finditer(text))
    if strange := next((t for t in tokens if t.lastgroup == "prefixed" and t["prefix"] not in known), None):
        at = strange.start()
        what = f"the prefix {strange['prefix']}: is not declared; begin the query with PREFIX {strange['prefix']}: <…>"
    elif sentence := _SENTENCE.search(message.partition(": expected ")[2].removeprefix("one of ")):
        what = sentence[0]
    else:
        found = next((t[0] for t in tokens if t.start() == at), "")
        what = f"{found} does not fit here" if found.strip() else "the query ends too early"
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    return QuerySyntaxError(f"line {line}, column {column}: {what}", line, column)
