"""A query as it is asked from elsewhere: as a link, in the shell, in Python, in R."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from urllib.parse import quote

from app.components import links
from app.components.html import Html, tag
from app.components.layout import summary

__all__ = ["LONGEST_LINK", "block", "curl", "listed", "pandas", "r", "rdflib"]

#: A server need not read a longer address.
LONGEST_LINK = 16_000

#: Format of the page's answer -> the type that the shell asks for.
_ACCEPT = {"csv": "text/csv", "json": "application/sparql-results+json", "turtle": "text/turtle"}


def curl(text: str, endpoint: str, format_: str = "csv") -> str:
    """Return the query for the shell.

    >>> print(curl("ASK {}", "http://localhost/sparql", "json"))
    curl http://localhost/sparql -H 'Accept: application/sparql-results+json' --data-urlencode 'query=ASK {}'
    """
    return (f"curl {shlex.quote(endpoint)} -H 'Accept: {_ACCEPT[format_]}' "
            f"--data-urlencode {shlex.quote('query=' + text)}")


def pandas(text: str, endpoint: str, _: str = "csv") -> str:
    """Return the query for Python, as a table of pandas."""
    return ("from urllib.parse import urlencode\n\nimport pandas as pd\n\n"
            f"query = {_python(text)}\naddress = {endpoint!r} + \"?\" "
            "+ urlencode({\"query\": query, \"format\": \"csv\"})\ntable = pd.read_csv(address)\nprint(table)\n")


def rdflib(text: str, endpoint: str, _: str = "csv") -> str:
    """Return the query for Python, as rows of rdflib."""
    return ("from rdflib import Graph\nfrom rdflib.plugins.stores.sparqlstore import SPARQLStore\n\n"
            f"query = {_python(text)}\ngraph = Graph(SPARQLStore({endpoint!r}, method=\"POST_FORM\"))\n"
            "for row in graph.query(query):\n    print(row)\n")


def r(text: str, endpoint: str, _: str = "csv") -> str:
    """Return the query for R, as a data frame: the address holds the query, so that no text has to be quoted."""
    return f'table <- read.csv("{endpoint}?format=csv&query={quote(text, safe="")}")\nprint(table)\n'


def _python(text: str) -> str:
    """Return the text as a literal over several lines where that is safe."""
    is_plain = "\\" not in text and '"""' not in text and not text.endswith('"') and "\r" not in text
    return f'"""{text}"""' if is_plain else repr(text)


#: What a reader calls it -> what writes it, and the formats of an answer that it can take.
_LANGUAGES: dict[str, tuple[Callable[[str, str, str], str], tuple[str, ...]]] = {
    "curl": (curl, ("csv", "json", "turtle")), "Python (pandas)": (pandas, ("csv",)),
    "Python (rdflib)": (rdflib, ("csv", "json", "turtle")), "R": (r, ("csv",))}


def listed(text: str, site: str, format_: str) -> Html:
    """Return a button that copies the link to a query, and the query in every language that can take its answer."""
    shown = [block(name, write(text, f"{site}/sparql", format_))
             for name, (write, formats) in _LANGUAGES.items() if format_ in formats]
    return tag("div.share", _link(text, site), summary("Use this query elsewhere", shown, kind="snippets"))


def _link(text: str, site: str) -> Html:
    address = links.address("query", q=text)
    if len(address) > LONGEST_LINK:
        return tag("p.hint", "This query is too long for a link; send its text.")
    return tag("button.copy", "Copy the link to this query", type="button", data_copy=site + address)


def block(name: str, code: str) -> Html:
    """Return some code with a button that copies it."""
    copy = tag("button.copy", f"Copy as {name}", type="button", data_copy=code)
    return tag("div.query", copy, tag("pre", tag("code", code), tabindex=0, role="region", aria_label=name))
