"""Figures about who people are: `32.8 per cent of the caseload`, `the workforce … (80 per cent)`.

A percentage is such a figure where the sentence says of which group it is, the caseload, the workforce
or the local population, and with which characteristic. Shares of respondents and of cases inspected
are statistics, not figures.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from findings_graph.figures.context import (
    FLAGS,
    FigureMention,
    Quantity,
    Sentence,
    area_of,
    compiled,
    figure_rules,
    grades_in,
    is_exact,
    is_unit,
    quantities,
    scope_of,
    words,
)
from findings_graph.figures.measures import measure_notations

_DIRECT = r"^\s+of\s+(?:(?:the|its|their|our|all|this)\s+)*"
_WITHIN = re.compile(
    r"^\s+of\s+(?:the\s+)?(?:people|those|individuals|cases)\b[^,.;()]{0,60}\b(?:in|on)\s+(?:\S+\s+){0,3}(?P<group>caseload|workforce)\b",
    FLAGS,
)
_OTHER_OF = re.compile(r"^\s+of\b", FLAGS)
_OF_THEM = re.compile(r"^\s+of\s+(?:them|whom|which)\b", FLAGS)
_SAID = re.compile(
    r"\s*(?:who\s+|(?:that\s+|whom\s+)?we\s+)?(?:said|felt|reported|told|agreed|surveyed|interviewed|spoke|met|believed|thought|described)\b",
    FLAGS,
)
_CASEWORK = re.compile(
    r"\b(?:cases\s+(?:we\s+)?inspected|inspected\s+cases|sample|cohort|referr(?:ed|als?)|conviction|convicted)\b",
    FLAGS,
)
_PLACE = re.compile(
    r"\b(?:of|in)\s+(?P<place>(?-i:[A-Z])[\w’'-]+(?:\s+(?:and\s+)?(?-i:[A-Z])[\w’'-]+)*)", FLAGS
)
# "Women made up 12 per cent of …": the verb ties the number to what stands before it.
_MAKES_UP = re.compile(
    r"\b(?:(?:made|make|makes|making)\s+up|account(?:s|ed|ing)?\s+for|constitut(?:es?|ed)|represent(?:s|ed)?|form(?:s|ed))\s+(?:(?:only|just|some|about|around|approximately)\s+)*$",
    FLAGS,
)
_REACH = 160


@dataclass(frozen=True, slots=True)
class _Group:
    name: str
    grades: tuple[str | None, ...]
    place: str | None = None


@functools.cache
def _groups() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (
            name,
            compiled(rf"{_DIRECT}(?P<noun>{source})(?![\w-])"),
            compiled(rf"\b(?P<noun>{source})(?![\w-])"),
        )
        for name, source in figure_rules()["group"].items()
    )


@functools.cache
def _characteristics() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, compiled(source)) for name, source in figure_rules()["characteristic"].items()
    )


def find_shares(sentence: Sentence, taken: set[int]) -> list[FigureMention]:
    """Return the shares of a group that one sentence states.

    Args:
        sentence: the sentence.
        taken: characters that other rules have read; no share begins there.
    """
    if not any(pattern.search(sentence.words) for _, pattern in _characteristics()):
        return []
    text, first = sentence.text, sentence.first
    explicit = sentence.section == "feedback" or bool(
        words("survey").search(sentence.words) or _CASEWORK.search(sentence.words)
    )
    found: list[FigureMention] = []
    numbers = [q for q in quantities(text, first, sentence.last) if q.shape == "percent"]
    for place, quantity in enumerate(numbers):
        since = numbers[place - 1].end if place else first
        until = numbers[place + 1].start if place + 1 < len(numbers) else sentence.last
        if quantity.start in taken or not is_exact(text, quantity.start) or quantity.value > 100:
            continue
        area = area_of(text[since : quantity.start], text[quantity.end : until])
        if area and found and since == found[-1].end:
            # "18 per cent of POs (regional average eight per cent)": the region's, of the same.
            scope = scope_of(area, found[-1].scope.partition("-")[2] or None)
            found.append(_mention(sentence, quantity, found[-1].measure, scope, None))
            continue
        group = _group(sentence, quantity, until, explicit=explicit)
        kind = group and _characteristic(text, quantity, first, until)
        if group is None or kind is None or f"{group.name}-{kind}" not in measure_notations():
            continue
        for grade in group.grades:
            scope = "pdu-place" if group.place and not area else scope_of(area, grade)
            measure = f"{group.name}-{kind}"
            found.append(_mention(sentence, quantity, measure, scope, group.place))
    return found


def _mention(
    sentence: Sentence, quantity: Quantity, measure: str, scope: str, place: str | None
) -> FigureMention:
    return FigureMention(
        measure=measure,
        value=quantity.value,
        unit="percent",
        scope=scope,
        date=sentence.date(),
        start=quantity.start,
        end=quantity.end,
        rule="share",
        place=place,
    )


def _group(sentence: Sentence, quantity: Quantity, until: int, *, explicit: bool) -> _Group | None:
    """Return the group that a percentage is of; with `explicit`, only where "of" says so."""
    text, pdu = sentence.text, sentence.pdu
    after = text[quantity.end : until]
    for name, direct, _ in _groups():
        noun = direct.match(after)
        if noun and not _SAID.match(after, noun.end()):
            return _named(name, noun["noun"], after[noun.start("noun") :], pdu)
    within = _WITHIN.match(after)
    if within:
        return _Group(within["group"].lower(), (None,))
    other = _OTHER_OF.match(after) and not _OF_THEM.match(after)
    if explicit or other or _SAID.match(after):
        return None
    lead = text[max(sentence.first, quantity.start - _REACH) : quantity.start]
    nouns = [
        (noun.start(), name, noun["noun"])
        for name, _, anywhere in _groups()
        for noun in anywhere.finditer(lead)
    ]
    if not nouns:
        return None
    start, name, named = max(nouns)
    return _named(name, named, lead[start:], pdu)


def _named(name: str, noun: str, rest: str, pdu: str | None) -> _Group:
    place = None
    if name == "population":
        named = _PLACE.search(rest[:80])
        place = named["place"] if named else None
        place = None if place and is_unit(place, pdu) else place
    grades = tuple(g for g in grades_in(noun) if g != "whole") if name == "workforce" else ()
    return _Group(name, grades or (None,), place)


def _characteristic(text: str, quantity: Quantity, first: int, until: int) -> str | None:
    """Return the characteristic nearest to a percentage: what makes it up, else behind it in its clause, else before it."""
    before = text[first : quantity.start]
    behind = [
        (found.end(), name)
        for name, pattern in _characteristics()
        for found in pattern.finditer(before)
    ]
    if behind and _MAKES_UP.search(before):
        return max(behind)[1]
    after = re.split(r"[.;()]", text[quantity.end : until])[0]
    ahead = [
        (found.start(), name)
        for name, pattern in _characteristics()
        if (found := pattern.search(after))
    ]
    if ahead:
        return min(ahead)[1]
    return max(behind)[1] if behind else None
