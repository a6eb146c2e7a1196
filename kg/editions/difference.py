"""What became different from one edition to another, thing by thing, and each difference as one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.compare.words import Run, likeness, word_differences
from kg.editions.things import Said, Thing, things
from kg.errors import UnknownName
from kg.model import Ref
from kg.vocab import BASE

if TYPE_CHECKING:
    from kg.catalog import Atlas

__all__ = ["VERBS", "Change", "Changes", "compare", "sentence"]

#: What can have happened to a thing, in the order in which a reader is told.
VERBS = ("added", "reworded", "moved", "re-judged", "changed", "withdrawn")

#: Texts that are less alike than this are shown one after the other: word by word nobody could read them.
_ALIKE = 0.4
_RETIRED = "retired"


class _Aspect(NamedTuple):
    verb: str
    tell: Callable[[tuple[Said, ...], tuple[Said, ...]], Iterable[Run]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: what happened to which thing, in which respect, and the words before and after.

    `reason` and `instead` say why a thing was withdrawn and what replaces it, where that is said.
    """

    verb: str
    kind: str
    iri: str
    name: str
    about: tuple[Ref, ...] = ()
    aspect: str = ""
    runs: tuple[Run, ...] = ()
    reason: str = ""
    instead: Ref | None = None

    @property
    def address(self) -> str:
        """Where the thing has its page."""
        return self.iri.partition("#")[0].removeprefix(BASE)

    @property
    def section(self) -> str:
        """Under which heading a list of changes tells it: a concept, or what comes after the concepts."""
        fixed = _SECTIONS.get(self.kind)
        return fixed or (self.about[0].label if self.about else "Works" if self.kind in _OF_WORKS else "Others")


_SECTIONS = {"work": "Works", "model": "Models", "dispute": "Disputes", "position": "Disputes"}
_OF_WORKS = ("passage", "attribution")
#: The headings after the concepts, in their order.
LAST = ("Works", "Models", "Disputes", "Others")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Every difference between two editions; `gained` and `lost` are statements of the data."""

    before: str
    after: str
    changes: tuple[Change, ...]
    gained: int = 0
    lost: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How often each thing happened."""
        verbs = [one.verb for one in self.changes]
        return {verb: verbs.count(verb) for verb in VERBS if verb in verbs}

    @property
    def summary(self) -> str:
        """What happened, in one line."""
        data = f"{self.gained} statements of the data more, {self.lost} fewer"
        if self.changes:
            return f"{', '.join(f'{n} {verb}' for verb, n in self.counts.items())}; {data}."
        return f"Nothing changed in words; {data}." if self.gained or self.lost else "Nothing changed."

    @property
    def sections(self) -> dict[str, tuple[Change, ...]]:
        """The changes under their headings: concepts A to Z, then works, models, disputes and others."""
        found: dict[str, list[Change]] = {}
        for one in self.changes:
            found.setdefault(one.section, []).append(one)
        first = sorted((name for name in found if name not in LAST), key=str.casefold)
        return {name: tuple(found[name]) for name in (*first, *LAST) if name in found}


def compare(before: Atlas, after: Atlas) -> tuple[Change, ...]:
    """Return what is different in the later of two atlases, in the order of kinds, verbs and names."""
    old, new = things(before), things(after)
    gone = {name for name in old if name not in new or (_is_retired(new[name]) and not _is_retired(old[name]))}
    found = chain((_added(one) for name, one in new.items() if name not in old),
                  (one for name in old.keys() & new.keys() - gone for one in _changed(old[name], new[name])),
                  (_withdrawn(old[name], after) for name in gone))
    return tuple(sorted(found, key=lambda one: (VERBS.index(one.verb), one.kind, one.name, one.iri, one.aspect)))


def _is_retired(one: Thing) -> bool:
    return any(said.key == _RETIRED for said in one.says.get("state", ()))


def _change(verb: str, one: Thing, runs: Iterable[Run] = (), aspect: str = "", **more: str | Ref | None) -> Change:
    return Change(verb=verb, kind=one.kind, iri=one.iri, name=one.name, about=one.about, aspect=aspect,
                  runs=tuple(runs), **more)  # type: ignore[arg-type]


def _added(one: Thing) -> Change:
    return _change("added", one, _quoted(one))


def _quoted(one: Thing) -> Iterable[Run]:
    return [Run("same", one.words)] if one.words else []


def _withdrawn(one: Thing, after: Atlas) -> Change:
    runs = _quoted(one)
    try:
        left = after.thing(one.iri.partition("#")[0].removeprefix(BASE))
    except UnknownName:
        return _change("withdrawn", one, runs)
    note, instead = (left.note, left.replaced_by) if left.is_retired else ("", None)
    return _change("withdrawn", one, runs, reason=note, instead=instead)


def _changed(old: Thing, new: Thing) -> Iterator[Change]:
    for name in dict.fromkeys((*old.says, *new.says)):
        before, after = old.says.get(name, ()), new.says.get(name, ())
        if {said.key for said in before} != {said.key for said in after}:
            aspect = _ASPECTS.get(name, _USUAL)
            yield _change(aspect.verb, new, aspect.tell(before, after), name)


# --- how a difference is told ---


def _words(before: tuple[Said, ...], after: tuple[Said, ...]) -> Iterable[Run]:
    one, other = (said[0].text if said else "" for said in (before, after))
    if likeness(one, other) >= _ALIKE:
        return word_differences(one, other)
    return [run for run in (Run("only-first", one), Run("only-second", other)) if run.words]


def _from_to(before: tuple[Said, ...], after: tuple[Said, ...]) -> Iterable[Run]:
    one, other = (said[0].text if said else "none" for said in (before, after))
    return [Run("same", "from "), Run("only-first", one), Run("same", " to "), Run("only-second", other)]


def _set(before: tuple[Said, ...], after: tuple[Said, ...]) -> Iterable[Run]:
    lost = [said.text for said in before if said.key not in {one.key for one in after}]
    gained = [said.text for said in after if said.key not in {one.key for one in before}]
    parts = [(Run("same", "now with "), "only-second", gained), (Run("same", "no longer with "), "only-first", lost)]
    told = [[begin, Run(kind, "; ".join(texts))] for begin, kind, texts in parts if texts]  # type: ignore[arg-type]
    return [run for number, part in enumerate(told) for run in ([Run("same", "; ")] if number else []) + part]


_USUAL = _Aspect("reworded", _words)
#: How a difference in one respect is told, where it is not told as words.
_ASPECTS: Mapping[str, _Aspect] = {
    **dict.fromkeys(("locator", "credited locator"), _Aspect("moved", _from_to)),
    **dict.fromkeys(("certainty", "status", "state", "clash"), _Aspect("re-judged", _from_to)),
    **dict.fromkeys(("party", "concept", "tradition", "sense", "whole", "completeness", "credited work",
                     "work to cite instead", "source seen", "value", "way", "later end",
                     "earlier end"), _Aspect("changed", _from_to)),
    **dict.fromkeys(("other names", "passages", "users", "members", "positions", "statements", "concerns", "grounds",
                     "sides"), _Aspect("changed", _set)),
}


def sentence(one: Change) -> tuple[Run, ...]:
    """Return a change as a sentence: what stood before is marked `only-first`, what stands now `only-second`.

    >>> one = Change(verb="moved", kind="passage", iri="x", name="passage of Alder (1901)", aspect="locator",
    ...              runs=(Run("same", "from "), Run("only-first", "p. 1"), Run("same", " to p. 2")))
    >>> "".join(run.words for run in sentence(one))
    'moved: locator of the passage of Alder (1901): from p. 1 to p. 2'
    """
    of = f"{one.aspect} of the " if one.aspect else ""
    marks = (": ", "") if one.aspect else (": “", "”")
    begin = f"{one.verb}: {of}{one.name}{marks[0] if one.runs else ''}"
    why = [f"; reason: {one.reason.rstrip('.')}"] if one.reason else []
    why += [f"; instead: {one.instead.label}"] if one.instead else []
    end = (marks[1] if one.runs else "") + "".join(why)
    return tuple(run for run in (Run("same", begin), *one.runs, Run("same", end)) if run.words)
