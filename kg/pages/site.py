"""Where pages stand, and how one links to another: always relative, so that they work under any path and from disk."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from kg.vocab import BASE

__all__ = ["FILES", "Links", "Site"]

#: The formats that stand beside pages where no server makes them on request.
FILES = ("ttl", "jsonld", "bib", "ris", "csl.json", "csv", "md")


@dataclass(frozen=True, slots=True)
class Site:
    """What stands around the pages.

    `suffix` ends the address of every page (`.html` where pages are files); `has_explorer` says that the app stands
    beside them, `has_service` that a server answers (formats by name, cards, SPARQL). `edition` is the name of an old
    edition, whose pages stand below `edition/{name}/`; `base` is the public address of the root where it is known.
    """

    suffix: str = ""
    has_explorer: bool = True
    has_service: bool = True
    edition: str = ""
    base: str = ""

    def offers(self, suffix: str) -> bool:
        """Return whether a page can be had in a format in which the thing can be written at all."""
        return self.has_service or suffix in FILES


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one page to everything else."""

    site: Site
    address: str

    @property
    def root(self) -> str:
        """The way from this page to the root of its edition.

        >>> Links(Site(), "concept/welcome").root
        '../'
        """
        return "../" * self.address.count("/") or "./"

    @property
    def top(self) -> str:
        """The way from this page to the root of everything, past the edition."""
        return self.root + "../../" if self.site.edition else self.root

    def page(self, address: str = "", fragment: str = "") -> str:
        """Return the link to a page.

        >>> Links(Site(suffix=".html"), "concept/welcome").page("work/alder1901", "passages")
        '../work/alder1901.html#passages'
        """
        name = address or ("index" if self.site.suffix else "")
        path = quote(name) + self.site.suffix if name else ""
        return self.root + path + (f"#{quote(fragment)}" if fragment else "")

    def of(self, iri: str) -> str:
        """Return the link to the page of a thing, or its own address where it is not of this atlas.

        >>> Links(Site(), "index/works").of("https://w3id.org/alliance-atlas/work/alder1901")
        '../work/alder1901'
        """
        return self.page(iri.removeprefix(BASE)) if iri.startswith(BASE) else iri

    def current(self, address: str = "") -> str:
        """Return the link from a page of an old edition to the same page, or another, of the current one.

        >>> Links(Site(edition="2026-1"), "concept/welcome").current()
        '../../../concept/welcome'
        """
        path = quote(address or self.address)
        return self.top + (path + self.site.suffix if path else f"index{self.site.suffix}" if self.site.suffix else "")

    def data(self, suffix: str, address: str = "") -> str:
        """Return the link to a thing, this one or another, in a format (`ttl`, `bib` …)."""
        return f"{self.root}{quote(address or self.address)}.{suffix}"

    def asset(self, name: str) -> str:
        """Return the link to a file that pages need."""
        return f"{self.top}assets/{name}"

    def explorer(self, page: str = "", **parameters: str) -> str:
        """Return the link to a page of the app; only where `has_explorer`.

        >>> Links(Site(), "concept/welcome").explorer("concept", concept="welcome")
        '../concept?concept=welcome'
        """
        return self.top + page + (f"?{urlencode(parameters)}" if parameters else "")
