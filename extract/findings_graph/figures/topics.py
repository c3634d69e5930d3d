"""Figures told by the cue nearest to them: `attrition was 8.2 per cent, and 5.7 per cent for POs`.

A topic of `rules/figures.toml` has a cue, the unit printed behind its numbers, and what must or must
not stand around them. Each number of a sentence goes to the topic whose cue is nearest, or to none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from findings_graph.counts.numbers import NUMBER, PER_CENT
from findings_graph.figures.context import (
    FLAGS,
    FigureMention,
    Quantity,
    Sentence,
    area_of,
    compiled,
    figure_rules,
    grades_after,
    grades_before,
    is_exact,
    is_unit,
    quantities,
    scope_of,
    words,
)

_REACH = 140
_BEHIND = 70
_CHAIN = 100
_TEAM = re.compile(r"\b(?:teams?|offices?|others)\b(?!\s+(?:across|leaders))", FLAGS)
_SEXUAL = re.compile(r"(?<!non-)(?<!non )\bsex(?:ual)?\b", FLAGS)
_NOT_SEXUAL = re.compile(
    r"\bnon-?\s?sex(?:ual)?\b|\bother than\b|\ball others?\b|\bother (?:programmes?|offen[cd]es|individuals|people|requirements)\b|\bnot convicted of a sexual\b",
    FLAGS,
)
_OWNER = re.compile(
    r"\b(?P<place>(?-i:[A-Z])[\w-]+(?:\s+(?:and\s+|&\s+)?(?-i:[A-Z])[\w-]+)*)(?:[’']s|(?<=s)[’'])(?=\s)",
    FLAGS,
)
_WHERE = re.compile(
    r"\b(?:in|for|across)\s+(?P<place>(?-i:[A-Z])[\w-]+(?:\s+(?:and\s+|&\s+)?(?-i:[A-Z])[\w-]+)*)",
    FLAGS,
)
_FROM_TO = re.compile(
    rf"\b(?:fall|fell|ris|rose|reduc|decreas|increas|improv|drop|down|up)\w*\b[^.;]{{0,60}}\bfrom\s+{NUMBER}\s*{PER_CENT}?[^.;,]{{0,30}}\bto\s+$",
    FLAGS,
)
_BETWEEN = re.compile(rf"\b(?:between|from)\s+{NUMBER}\s*{PER_CENT}?\s+and\s+$", FLAGS)
# A number that is itself the subject of what follows begins a statement of its own.
_SUBJECT = re.compile(r"\s+(?:were|was|are|is|had|have|has|did|do|could|would|will)\b", FLAGS)
_OF = re.compile(r"\s+of\b", FLAGS)
_SAID = re.compile(
    r"\s*(?:said|felt|reported|told|agreed|believed|thought|increase|reduction|rise|drop|decrease)\b",
    FLAGS,
)


_AHEAD = re.compile(r"[.;()]|,\s")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of a sentence, with the words up to the numbers before and behind it."""

    quantity: Quantity
    sentence: Sentence
    before: str
    after: str

    @property
    def lead(self) -> str:
        """The sentence before the number."""
        return self.sentence.text[self.sentence.first : self.quantity.start]

    @property
    def rest(self) -> str:
        """The sentence behind the number and its unit."""
        return self.sentence.text[self.quantity.end : self.sentence.last]


def find_told(sentence: Sentence, taken: set[int]) -> list[FigureMention]:
    """Return the figures of a sentence that a cue tells.

    Args:
        sentence: the sentence.
        taken: characters that other rules have read.
    """
    rules = [rule for rule in figure_rules()["topic"] if _applies(rule, sentence)]
    if not rules:
        return []
    found: list[FigureMention] = []
    numbers = [
        q for q in quantities(sentence.text, sentence.first, sentence.last) if q.shape != "weeks"
    ]
    since, last_rule, last_scopes = sentence.first, None, list[str]()
    for place, quantity in enumerate(numbers):
        until = numbers[place + 1].start if place + 1 < len(numbers) else sentence.last
        if not _is_stated(sentence.text, sentence.first, quantity.start):
            continue
        number = _Number(
            quantity,
            sentence,
            sentence.text[since : quantity.start],
            sentence.text[quantity.end : until],
        )
        chained = last_rule if found and since == found[-1].end else None
        rule = None if quantity.start in taken else _nearest(rules, number, chained)
        if rule is None:
            if quantity.shape == "percent":
                since, last_rule = quantity.end, None
            continue
        kin = chained is rule or _both_vacancies(chained, rule)
        scopes, owner = _scopes(rule, number, last_scopes if kin else [])
        found.extend(_mentions(rule, number, scopes, owner))
        since, last_rule, last_scopes = quantity.end, rule, scopes
    return found


def _both_vacancies(one: dict[str, Any] | None, other: dict[str, Any]) -> bool:
    """Tell whether two topics are the official and the effective vacancy rate of one grade."""
    return one is not None and all(
        rule["measure"].endswith("vacancy-rate") for rule in (one, other)
    )


def _mentions(
    rule: dict[str, Any], number: _Number, scopes: list[str], owner: str | None
) -> list[FigureMention]:
    measure = _measure(rule, number)
    at, date, name = number.quantity, number.sentence.date(), f"topic-{rule['measure']}"
    if measure is None:
        return []
    return [
        FigureMention(measure, at.value, rule["unit"], scope, date, at.start, at.end, name, owner)
        for scope in scopes
    ]


def _applies(rule: dict[str, Any], sentence: Sentence) -> bool:
    here, both = sentence.words, f"{sentence.previous} {sentence.words}"
    carried = "carry" in rule and compiled(rule["carry"]).search(here)
    if not compiled(rule["cue"]).search(both if carried else here) and not rule.get("adjacent"):
        return False
    if "sentence" in rule and not compiled(rule["sentence"]).search(both if carried else here):
        return False
    return not ("not_sentence" in rule and compiled(rule["not_sentence"]).search(here))


def _is_stated(text: str, first: int, start: int) -> bool:
    """Tell whether the words before a number state it: no bound, no end of a range, no target."""
    lead = text[max(first, start - _REACH) : start]
    if words("target").search(lead) or _BETWEEN.search(lead):
        return False
    return is_exact(text, start) or _FROM_TO.search(lead) is not None


def _nearest(
    rules: list[dict[str, Any]], number: _Number, chained: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Return the topic whose cue stands nearest to a number that may be its figure."""
    best: tuple[int, dict[str, Any]] | None = None
    for rule in rules:
        distance = _distance(rule, number, chained) if _may_be(rule, number) else None
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, rule)
    return best[1] if best else None


def _may_be(rule: dict[str, Any], number: _Number) -> bool:
    """Tell whether a number has the unit and size of a topic, and no words that forbid it."""
    at = number.quantity
    if at.shape != rule["shape"] or not rule.get("least", 0) <= at.value <= rule["most"]:
        return False
    if _OF.match(number.rest):
        return "of" in rule and compiled(rule["of"]).match(number.rest) is not None
    refused = _SAID.match(number.rest) or any(
        name in rule and compiled(rule[name]).search(text)
        for name, text in (
            ("not_after", number.rest),
            ("not", number.lead),
            ("not_before", number.lead),
        )
    )
    wanted = "after" not in rule or compiled(rule["after"]).match(number.rest)
    return bool(wanted) and not refused


def _distance(rule: dict[str, Any], number: _Number, chained: dict[str, Any] | None) -> int | None:
    """Return how far the nearest cue of a topic is from a number, in characters; none: too far."""
    if rule.get("adjacent"):
        follows = chained is rule and len(number.before) <= _CHAIN and grades_after(number.rest)
        return 0 if follows or compiled(rule["cue"]).search(number.lead) else None
    at, text = number.quantity, number.sentence.text
    reach = rule.get("reach", _REACH)
    subject = _SUBJECT.match(number.rest) is not None
    gaps: list[str] = []
    for cue in compiled(rule["cue"]).finditer(text, number.sentence.first, number.sentence.last):
        gap = text[cue.end() : at.start] if cue.end() <= at.start else text[at.end : cue.start()]
        if cue.start() >= at.end:
            near = len(gap) <= reach - _REACH + _BEHIND and not _AHEAD.search(gap)
        else:
            near = len(gap) <= reach and not subject and not words("gap").search(gap)
        if near:
            gaps.append(gap)
    before = number.before
    if chained is rule and len(before) <= _CHAIN and ";" not in before and not subject:
        gaps.extend([] if words("gap").search(before) else [before])
    if not gaps and "carry" in rule and compiled(rule["cue"]).search(number.sentence.previous):
        return _REACH * 2
    return min(map(len, gaps), default=None)


def _scopes(
    rule: dict[str, Any], number: _Number, inherited: list[str]
) -> tuple[list[str], str | None]:
    """Return the scopes of a topic's figure, and the place it belongs to, if it is a place's."""
    before, pdu = number.before, number.sentence.pdu
    area = area_of(before, number.after)
    team = rule.get("team") and _TEAM.search(before)
    if area is None and (team or words("team").search(before)):
        return ["pdu-team"], None
    if rule.get("place") and area is None:
        owners = [o["place"] for o in _OWNER.finditer(before)]
        if pdu:
            owners = owners or [o["place"] for o in _WHERE.finditer(before)]
        if owners and not is_unit(owners[-1], pdu):
            return ["pdu-place"], owners[-1]
    grades = grades_after(number.after) or grades_before(before)
    if not grades and inherited and not words("overall").search(before):
        grades = tuple(scope.partition("-")[2] for scope in inherited)
    return [scope_of(area, grade) for grade in grades or (None,)], None


def _measure(rule: dict[str, Any], number: _Number) -> str | None:
    """Return the measure, split by kind of offence where the rule asks for it."""
    measure = str(rule["measure"])
    if not rule.get("kinds"):
        return measure
    for near in (re.split(r"[,.;]", number.after)[0], number.before):
        if _NOT_SEXUAL.search(near):
            return f"{measure}-other"
        if _SEXUAL.search(near):
            return f"{measure}-sexual"
    told = f"{number.sentence.previous} {number.sentence.words}".lower()
    return measure if "accredited" in told else None
