"""Rules for w3id.org: from the permanent address of a thing to its page or its data, wherever the atlas is published.

They are ready to be handed in; until the public address is known, a placeholder stands in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["FILES", "PLACEHOLDER"]

PLACEHOLDER = "https://REPLACE-ME.example/"

_NAME = BASE.rstrip("/").rsplit("/", 1)[-1]
#: Where a file stands for a format: media type -> suffix, for everything, and for what can be cited.
_ALL = {"text/turtle": "ttl", "application/ld+json": "jsonld"}
_CITED = {"application/x-bibtex": "bib", "application/x-research-info-systems": "ris",
          "application/vnd.citationstyles.csl+json": "csl.json"}
_WHOLE = {**_ALL, "application/rdf+xml": "owl", "application/trig": "trig", "application/n-quads": "nq"}
_PAGES = "text/html", "application/xhtml+xml"
_KIND, _END = "[a-z]+", "[R=303,L,NE]"


def _static(atlas: Atlas, base: str) -> bytes:
    """Return the rules for a site of files."""
    from kg.describe import formats_of
    from kg.export import FORMATS

    cited = "|".join(sorted(kind for kind in atlas.addresses if "bib" in formats_of(f"{kind}/")))
    site = base or PLACEHOLDER
    lines = [_HEAD.format(title=_one_line(atlas.title), site=site, name=_NAME),
             "# A file by its name, old editions, and the vocabulary as a whole.",
             f"RewriteRule ^(edition/.*|(?:{_KIND}/)?[^/.]+\\..*)$ {site}$1 {_END}",
             f"RewriteRule ^vocab/?$ {site}index/vocabulary.html {_END}",
             f"RewriteRule ^ontology/model/[^/.]+$ {site}{FORMATS['models'].file} {_END}"]
    thesaurus = FORMATS["skos"].file.removesuffix(".ttl")
    for what, pattern, types, file, page in (
            ("The atlas as a whole.", "^(?:atlas|ontology)?$", _WHOLE, "atlas", "index"),
            ("The concepts as a thesaurus.", "^concepts$", {"text/turtle": "ttl"}, thesaurus, "index/concepts"),
            ("What can be cited.", f"^((?:{cited})/[^/.]+)$", {**_ALL, **_CITED}, "$1", "$1"),
            ("Everything else.", f"^({_KIND}/[^/.]+)$", _ALL, "$1", "$1")):
        lines += ["", f"# {what}", *_negotiated(pattern, types, f"{site}{file}"),
                  f"RewriteRule {pattern} {site}{page}.html {_END}"]
    return "\n".join([*lines, ""]).encode()


def _negotiated(pattern: str, types: Mapping[str, str], target: str) -> list[str]:
    """Return the lines that find the first type which a client names and there is, and lead to the file of that."""
    named = "|".join(re.escape(one).replace(r"\-", "-") for one in (*_PAGES, *types))
    lines = [f"RewriteCond %{{HTTP_ACCEPT}} ({named}) [NC]", f"RewriteRule {pattern} - [E=TYPE:%1]"]
    for type_, suffix in types.items():
        lines += [f"RewriteCond %{{ENV:TYPE}} ={type_} [NC]", f"RewriteRule {pattern} {target}.{suffix} {_END}"]
    return lines


def _server(atlas: Atlas, base: str) -> bytes:
    """Return the rules for a server, which weighs formats itself."""
    site = base or PLACEHOLDER
    head = _HEAD.format(title=_one_line(atlas.title), site=site, name=_NAME)
    return f"{head}\n# The server chooses the format itself.\nRewriteRule ^(.*)$ {site}$1 {_END}\n".encode()


def _readme(atlas: Atlas, base: str) -> bytes:
    return _README.format(title=_one_line(atlas.title), description=_one_line(atlas.description), name=_NAME, base=BASE,
                          site=base or PLACEHOLDER).encode()


def _one_line(text: str) -> str:
    return " ".join(text.split())


_HEAD = """\
# {title}: https://w3id.org/{name}/
# Published at {site}
Options +FollowSymLinks -MultiViews
Header always set Access-Control-Allow-Origin "*"
Header always merge Vary Accept
RewriteEngine on
"""

_README = """\
# {title}

{description}

Permanent addresses begin with `{base}` and lead to {site}.

| Address | Leads to |
| --- | --- |
| `{base}` | the first page, or the whole graph (Turtle, JSON-LD, RDF/XML, TriG, N-Quads) |
| `{base}KIND/NAME` | the page of a thing, or its data (Turtle, JSON-LD; BibTeX, RIS, CSL-JSON to cite it) |
| `{base}KIND/NAME.ttl` | that file |
| `{base}edition/EDITION/…` | the same in an old edition |

Rewrite rules cannot weigh q-values: the format that a client names first is chosen, and pages where it names none.

`.htaccess` is for a site of files; `server.htaccess`, under the name `.htaccess`, is for a server.

To hand them in: fork <https://github.com/perma-id/w3id.org>, copy this folder as `{name}/`, write who maintains it
below, and open a pull request.

## Maintainers

- NAME (GitHub: ACCOUNT)
"""

#: Path in the site -> what returns the file.
FILES: dict[str, Callable[[Atlas, str], bytes]] = {
    f"w3id/{_NAME}/.htaccess": _static,
    f"w3id/{_NAME}/server.htaccess": _server,
    f"w3id/{_NAME}/README.md": _readme,
}
