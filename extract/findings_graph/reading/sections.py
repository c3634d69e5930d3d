"""Sections: which part of the report each passage stands in, under which heading."""

from __future__ import annotations

from dataclasses import dataclass

from findings_graph.reading.frameworks import Framework
from findings_graph.reading.headings import Heading
from findings_graph.reading.layout import LaidOut
from findings_graph.reading.passages import Passage

_TOP = frozenset(
    {
        "foreword",
        "summary",
        "recommendations",
        "background",
        "contents",
        "acknowledgements",
        "role",
        "further",
    }
)
_LONG = 300
"""Characters of a paragraph that no ratings table has."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage with its place in the report.

    Args:
        section: `front`, `contents`, `foreword`, `ratings`, `recommendations`, `background`, `1`,
            `1.1` …, `feedback`, `diversity`, `outcomes`, `key-data`, `annexe`, `further`, ….
        polarity: `strength` or `improvement` where it stands in a list under such a heading.
        passage: the passage.
        heading: the known heading that it is, if any.
    """

    section: str
    polarity: str | None
    passage: Passage
    heading: Heading | None


def place(laid_out: list[LaidOut], framework: Framework) -> list[Placed]:
    """Assign every passage to its section.

    A contents list opens no section, and neither do the standards' names in the ratings table, in an
    annexe's tables, or anywhere after an annexe has begun.
    """
    placed: list[Placed] = []
    section, polarity = "front", None
    contents_seen: set[str] = set()
    ratings_end = _ratings_end(laid_out)
    for index, entry in enumerate(laid_out):
        heading, passage = entry.heading, entry.passage
        if heading is not None and not heading.listed:
            opened = _opens(heading, framework)
            if section == "contents" and opened is not None:
                key = passage.text.lower()
                if not _leaves_contents(laid_out, index, contents_seen, key):
                    contents_seen.add(key)
                    opened = None
            if (
                section == "ratings"
                and index < ratings_end
                and heading.kind in ("domain", "standard", "section")
            ):
                opened = None if heading.name not in _TOP else opened
            if (
                section in ("annexe", "further")
                and heading.kind != "annexe"
                and heading.name != "further"
            ):
                opened = None
            if heading.kind == "domain" and section == "key-data":
                opened = None  # "Case supervision" under "Key data"
            if opened is not None:
                section, polarity = opened, None
            elif heading.kind == "polarity":
                polarity = heading.name
        placed.append(Placed(section, polarity, passage, heading))
    return placed


def _opens(heading: Heading, framework: Framework) -> str | None:
    """Return the section that a heading opens, or none."""
    if heading.kind == "standard":
        standard = framework.standard_named(heading.name)
        return standard.number if standard else ("outcomes" if heading.name == "outcomes" else None)
    if heading.kind == "annexe":
        return "annexe"
    if heading.kind == "section":
        if heading.name == "outcomes" and (standard := framework.standard_named("outcomes")):
            return standard.number
        return heading.name
    if heading.kind == "domain":
        return heading.name
    return None


def _leaves_contents(laid_out: list[LaidOut], index: int, seen: set[str], key: str) -> bool:
    """Return whether a heading in a contents list without page numbers is the text itself.

    It is when it was listed already, or when text rather than another heading follows it.
    """
    if key in seen:
        return True
    following = laid_out[index + 1 : index + 2]
    return (
        bool(following)
        and following[0].heading is None
        and len(following[0].passage.text) > _LONG // 4
    )


def _ratings_end(laid_out: list[LaidOut]) -> int:
    """Return the index at which the ratings table has ended: a top heading or a domain's text."""
    start = next(
        (
            index
            for index, entry in enumerate(laid_out)
            if entry.heading is not None
            and entry.heading.name == "ratings"
            and not entry.heading.listed
        ),
        None,
    )
    if start is None:
        return 0
    opener = start + 1
    for index in range(start + 1, len(laid_out)):
        heading = laid_out[index].heading
        if heading is not None and heading.kind == "section" and heading.name in _TOP:
            return index
        if heading is not None and heading.kind in ("domain", "standard"):
            opener = index if heading.kind == "domain" else opener
        if (
            laid_out[index].passage.kind in ("paragraph", "bullet")
            and len(laid_out[index].passage.text) > _LONG
        ):
            return opener
    return len(laid_out)
