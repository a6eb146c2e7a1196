"""What styles say in words that CSL has no field for, and where pandoc's words have to be mended.

Each row of a table names the rule of the style guide that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

__all__ = ["Runs", "Words", "credited", "edition", "mended", "names", "of", "prepared", "suffix"]

Runs = tuple[tuple[str, str], ...]


class Words(NamedTuple):
    """How a style names a paragraph of a section, a work that is only told of, and two or more authors.

    `most` is how many authors are all named; `told` holds the words before the work that tells of another; `both` joins
    the last two names in parentheses, `spoken` in a sentence.
    """

    paragraph: str = "{section} section, {para} {n}"
    paragraphs: tuple[str, str] = ("para.", "paras.")
    told: str = "{names}, {year}, as cited in"
    both: str = "and"
    spoken: str = "and"
    most: int = 2
    edition: str = "ed."
    is_small: bool = False
    has_locator: bool = True
    has_small_subtitles: bool = False


class _Local(NamedTuple):
    """What a language says instead."""

    paragraph: str
    paragraphs: tuple[str, str]
    told: str
    both: str


#: Id of a style -> its words.
_STYLES: dict[str, Words] = {
    # APA 7: 8.28 (heading and paragraph of a work without pages), 8.6 (secondary sources), 8.17 (ampersand).
    "apa": Words(both="&"),
    # Chicago: a heading after "under" where there are no pages; works cited in others; two authors, then et al.
    "chicago-author-date": Words('under “{section},” {para} {n}', told="{names} {year}, cited in"),
    "chicago-notes-bibliography": Words('under “{section},” {para} {n}', told="cited in", is_small=True),
    # MLA 9: "par." after a comma; 6.77, indirect sources ("qtd. in" would say that the other is quoted).
    "modern-language-association": Words('“{section},” {para} {n}', ("par.", "pars."), "{names}, cited in"),
    # Cite Them Right 12: secondary referencing; all of up to three authors are named; a subtitle has no capital.
    "harvard-cite-them-right": Words(told="{names}, {year}, cited in", most=3, edition="edn",
                                     has_small_subtitles=True),
    # IEEE Reference Guide: parts of a reference stand within its brackets, [3, Sec. IV].
    "ieee": Words("{{sec. {section}, {para} {n}}}", is_small=True),
    # Citing Medicine, chapters 1 A and 2 A, Title: only the first word and names have a capital.
    "nlm-citation-sequence": Words(has_locator=False, has_small_subtitles=True),
}
#: Language -> its words, where CSL has none.
_LOCALS = {
    "de": _Local("Abschnitt {section}, {para} {n}", ("Abs.", "Abs."), "zitiert nach", "und"),
    "es": _Local("sección {section}, {para} {n}", ("párr.", "párrs."), "como se citó en", "y"),
    "fr": _Local("section {section}, {para} {n}", ("paragr.", "paragr."), "cité dans", "et"),
    "it": _Local("sezione {section}, {para} {n}", ("par.", "parr."), "citato in", "e"),
    "ro": _Local("secțiunea {section}, {para} {n}", ("par.", "par."), "citat în", "și"),
}
#: Way of citing -> the words of a style of that way that has no row of its own.
_FORMATS = {"author": Words(told="{names}, as cited in"), "note": Words(told="cited in", is_small=True)}

#: The capital of the word after a colon; one with several is an abbreviation.
_SUBTITLE = re.compile(r"(?<=: )[A-Z](?=[a-z’'-]*(?:\W|$))")
_LABELLED = re.compile(r"(?P<label>pp?\.|chap\.|sec\.|vol\.|fig\.|no\.) (?P<value>\S.*)")
_PARAGRAPH = re.compile(r"(?P<section>.+), paras?\. (?P<n>[0-9]+(?:[–-][0-9]+)?)")
#: Places that are the whole of the work for everybody but the one who checks the passage.
_WHOLE = ("", "title", "entry")
#: Label -> language -> its word, where pandoc would not know the English one.
_LABELS = {"p": {"de": "S.", **dict.fromkeys(("da", "sv", "nb", "nn", "fi", "pl", "cs", "sk"), "s.")},
           "chap.": {"de": "Kap.", **dict.fromkeys(("es", "it", "ro"), "cap.")}}


def of(id_: str, format_: str, locale: str = "") -> Words:
    """Return the words of a style, given the id of its file and how it cites; English where a language has none.

    >>> of("apa", "author-date", "de-DE").told
    '{names}, {year}, zitiert nach'
    """
    words, local = _STYLES.get(id_, _FORMATS.get(format_, Words())), _LOCALS.get(locale.partition("-")[0])
    if local is None:
        return words
    is_braced = words.paragraph.startswith("{{")
    return words._replace(
        paragraph=f"{{{{{local.paragraph}}}}}" if is_braced else local.paragraph, paragraphs=local.paragraphs,
        told=re.sub("(?:as )?cited in", local.told, words.told), both=words.both.replace("and", local.both),
        spoken=local.both)


def suffix(locator: str, words: Words, locale: str = "") -> str:
    """Return a place as pandoc wants it behind a citation: braces hold what CSL knows, the rest is words.

    >>> suffix("pp. 252–253", Words()), suffix("The Method, para. 4", Words()), suffix("title", Words())
    ('{pp. 252–253}', '{}, The Method section, para. 4', '')
    """
    if locator in _WHOLE:
        return ""
    if labelled := _LABELLED.fullmatch(locator):
        label = labelled["label"]
        label = _LABELS.get("p" if label.startswith("p") else label, {}).get(locale.partition("-")[0], label)
        found = f"{label} {labelled['value']}"
        return f"{{{found}}}" if words.has_locator else f"{{}}, {found}"
    if paragraph := _PARAGRAPH.fullmatch(locator):
        para = words.paragraphs["–" in paragraph["n"] or "-" in paragraph["n"]]
        found = words.paragraph.format(section=paragraph["section"], para=para, n=paragraph["n"])
        return found if found.startswith("{") else f"{{}}, {found}"
    return f"{{}}, {locator}"


def prepared(csl: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Return a record with its edition and its subtitles as the style writes them; a name in `nocase` stays.

    >>> prepared({"type": "book", "title": "On welcome: The first word"}, Words(has_small_subtitles=True))["title"]
    'On welcome: the first word'
    """
    made = dict(csl)
    if "edition" in made:
        made["edition"] = edition(str(made["edition"]), words)
    # The title of a journal is a name.
    for field in ("title", "container-title")[:1 + (made.get("type") == "chapter")]:
        if words.has_small_subtitles and field in made:
            made[field] = _SUBTITLE.sub(lambda first: first[0].lower(), str(made[field]))
    return made


def edition(given: str, words: Words) -> str:
    """Return an edition that is no number with the word for it; a style that writes it small has a small word.

    >>> edition("Rev.", Words()), edition("rev. ed.", Words()), edition("2nd", Words())
    ('Rev. ed.', 'Rev. ed.', '2nd')
    """
    if any(sign.isdigit() for sign in given):
        return given
    bare = given.removesuffix("edn").removesuffix("ed.").strip()
    first = bare[:1].lower() if words.is_small else bare[:1].upper()
    return f"{first}{bare[1:]} {words.edition}"


def names(csl: Mapping[str, Any], words: Words, both: str = "") -> str:
    """Return the names by which a work is called in a sentence, or its title where it has none."""
    people = csl.get("author") or csl.get("editor") or []
    families = [_family(one) for one in people]
    if not families:
        return f"“{re.sub('<[^>]*>', '', str(csl.get('title', '')))}”"
    if len(families) > words.most:
        return f"{families[0]} et al."
    return f" {both or words.both} ".join([", ".join(families[:-1]), families[-1]] if families[1:] else families)


def _family(name: Mapping[str, str]) -> str:
    parts = (name.get("dropping-particle"), name.get("non-dropping-particle"), name.get("family"))
    # Pandoc prints apostrophes so.
    return (" ".join(filter(None, parts[1:])) or name.get("literal", "")).replace("'", "’")


def credited(csl: Mapping[str, Any], words: Words, year: str) -> str:
    """Return what stands before the work that tells of another one."""
    return words.told.format(names=names(csl, words), year=year)


#: What pandoc 3.9 prints wrongly, and what the style means.
_MENDS = (
    # A section with a paragraph is one section.
    (re.compile(r"\bSecs\. (?=[^\]]*, paras?\. )"), "Sec. "),
    # A place in words after an author who stands outside the parentheses.
    (re.compile(r"\((?:, )"), "("),
    (re.compile(r" \(\)"), ""),
    # In a note the place stands for the pages, and before the address (Chicago, articles online).
    (re.compile(r"(?:: [0-9–‑-]+)?(, https?://[^\s,]+)(, (?:(?!https?:).)*?\b(?:paras?|pars?|parr|párrs?|paragr|Abs)\. "
                r"[0-9–]+)"), r"\2\1"),
)
#: Citing Medicine prints ranges with a hyphen (chapter 1, A, Location).
_HYPHENS = re.compile(r"(?<=[0-9])–(?=[0-9])")


def mended(runs: Runs, id_: str) -> Runs:
    """Return runs of text without the known faults of pandoc.

    >>> mended((("", "Alder ("), ("", "Birch (, par. 4)")), "any")
    (('', 'Alder ('), ('', 'Birch (par. 4)'))
    """
    found = []
    for look, text in runs:
        for fault, right in _MENDS:
            text = fault.sub(right, text)  # noqa: PLW2901 - one mend after the other
        found.append((look, _HYPHENS.sub("-", text) if id_.startswith("nlm-") else text))
    return tuple(found)
