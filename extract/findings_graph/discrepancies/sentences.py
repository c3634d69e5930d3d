"""The sentences that show a discrepancy: around each of its facts, as they stand in the report.

A fact's own evidence may be a number alone; who reads of a discrepancy needs the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from findings_graph.counts.numbers import PERCENT, parse_percentage
from findings_graph.facts import Discrepancy, Evidence, InspectionFacts

_REACH = 600  # characters of a long sentence on either side of a fact
# A blank line, unless a sentence goes on in lower case behind it: behind a page's number and header, too.
_BLANK = r"\n\s*\n(?!\s*(?:(?:\d{1,3}|Inspection of [^\n]{1,90})\s*\n\s*){0,3}[a-z])"
_BULLET = r"\n\s*(?:[-*•]|o\s)\s*"
_STOP = r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z])"
_BREAK = re.compile(f"{_STOP}|{_BLANK}|{_BULLET}")
PASSAGE_BREAK = re.compile(rf"{_BLANK}|{_BULLET}|\t")
"""What parts two passages of prose: a blank line, a bullet, the cells of a table."""
_MARKS = " \t\n\f\N{NO-BREAK SPACE}-*•"
_SHARE = re.compile(PERCENT, re.IGNORECASE)
_LETTERS = re.compile(r"[A-Za-z]{3}")


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the extent of the sentence, bullet or passage around some characters, without outer spaces."""
    low, high = max(0, start - _REACH), min(len(text), end + _REACH)
    # One character more than `start`, since a break looks at what follows it.
    breaks = (found.end() for found in _BREAK.finditer(text, low, start + 1))
    before = [place for place in breaks if place <= start]
    behind = _BREAK.search(text, end, high)
    last = high if behind is None else behind.start() + (text[behind.start()] in ".!?")
    return _trim(text, before[-1] if before else low, last)


def sentence_before(text: str, start: int, end: int) -> str:
    """Return the sentence before the one around some characters, on one line; empty where its passage has none."""
    first, _ = sentence_around(text, start, end)
    last = len(text[:first].rstrip(_MARKS))
    if last == 0 or PASSAGE_BREAK.search(text, last, first):
        return ""
    before, _ = sentence_around(text, last - 1, last - 1)
    return " ".join(text[before:last].split())


def find_sentences(
    facts: InspectionFacts, discrepancy: Discrepancy
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Return the sentences behind the first value and those behind the second, in the order of the text."""
    places = _places(facts)
    return (
        _sentences(facts.source.text, places, discrepancy.first_fact, discrepancy),
        _sentences(facts.source.text, places, discrepancy.second_fact, discrepancy),
    )


def _sentences(
    text: str, places: dict[str, Evidence], paths: Sequence[str], discrepancy: Discrepancy
) -> tuple[Evidence, ...]:
    found = set()
    for path in paths:
        evidence = places[path]
        start, end = evidence.start, evidence.end
        if path.startswith(("annexe-question/", "key-question/")):
            found.add((start, end))  # the question with its percentage
        elif evidence.rule.startswith("row-"):
            found.add(_row(text, start, end))
        elif path.startswith("finding/"):
            found.add(_with_share(text, start, end, discrepancy.first))
        else:
            found.add(sentence_around(text, start, end))
    return tuple(Evidence(start, end, discrepancy.rule) for start, end in sorted(found))


def _with_share(text: str, start: int, end: int, share: float) -> tuple[int, int]:
    """Return the sentence of a finding that holds a percentage; the finding where it is not seen."""
    for match in _SHARE.finditer(text, start, end):
        if parse_percentage(match.group()) == share:
            first, last = sentence_around(text, match.start(), match.end())
            return max(first, start), min(last, end)
    return start, end


def _row(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the line of a figure of a table; with the words before it where the line is a bare cell."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    while first > 0 and start - first < _REACH and not _LETTERS.search(text, first, last):
        first = text.rfind("\n", 0, first - 1) + 1
    return _trim(text, first, last)


def _trim(text: str, first: int, last: int) -> tuple[int, int]:
    piece = text[first:last]
    return first + len(piece) - len(piece.lstrip()), first + len(piece.rstrip())


def _places(facts: InspectionFacts) -> dict[str, Evidence]:
    """Return the evidence of every fact that a discrepancy may rest on, by its path."""
    places = {
        f"statement/{value.name}": value.evidence
        for value in facts.values
        if value.evidence is not None
    }
    places |= {f"statistic/{entry.id}": entry.evidence for entry in facts.statistics}
    places |= {f"figure/{entry.id}": entry.evidence for entry in facts.figures}
    places |= {f"finding/{entry.id}": entry.evidence for entry in facts.findings}
    for score in facts.key_questions:
        places[f"key-question/{score.standard}.{score.number}"] = score.evidence
    for row in facts.annexe_questions:
        places[f"annexe-question/{row.standard}.{row.position}"] = row.evidence
    return places
