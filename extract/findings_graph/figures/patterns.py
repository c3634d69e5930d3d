"""Figures that one pattern of `rules/figures.toml` states whole: `a caseload of 3,350`."""

from __future__ import annotations

import re
from typing import Any

from findings_graph.counts.numbers import PER_CENT, parse_number, parse_percentage
from findings_graph.figures.context import (
    FLAGS,
    FigureMention,
    Sentence,
    area_of,
    compiled,
    figure_rules,
    grades_after,
    grades_before,
    grades_in,
    is_exact,
    scope_of,
)

_TEAM = re.compile(r"\bteams?\b", FLAGS)
_REGIONAL = re.compile(r"\bregional\b", FLAGS)
_REGIONS = re.compile(r"\b(?:regional|region(?:[’']s)?)\s+(?:total\s+|overall\s+)?$", FLAGS)
_THOSE_IN_POST = re.compile(r"\bthose in post\b[^,.;]{0,30}$", FLAGS)
_STAFF = frozenset({"staff-in-post", "target-staffing"})


def find_stated(sentence: Sentence) -> list[FigureMention]:
    """Return the figures of a sentence that a pattern states whole; the first pattern takes a number."""
    found: list[FigureMention] = []
    taken: set[int] = set()
    lower = sentence.words.lower()
    for rule in figure_rules()["pattern"]:
        if not any(word in lower for word in rule["needs"]) or not _applies(rule, sentence):
            continue
        for match in compiled(rule["pattern"]).finditer(
            sentence.text, sentence.first, sentence.last
        ):
            start, end = match.span("v")
            value = _value(match["v"])
            if start in taken or not rule.get("least", 0) <= value <= rule.get("most", 1e9):
                continue
            if not rule.get("bound") and not is_exact(sentence.text, start):
                continue
            taken.update(range(start, end))
            groups = match.groupdict()
            unit = "fte" if groups.get("fte") else groups.get("unit") or rule["unit"]
            found.extend(
                FigureMention(
                    rule["measure"], value, unit, scope, sentence.date(), start, end, rule["name"]
                )
                for scope in _scopes(sentence, rule, match)
            )
    return found


def _applies(rule: dict[str, Any], sentence: Sentence) -> bool:
    if "sentence" in rule and not compiled(rule["sentence"]).search(sentence.words):
        return False
    if "passage" in rule and not compiled(rule["passage"]).search(sentence.text):
        return False
    return not ("not" in rule and compiled(rule["not"]).search(sentence.words))


def _value(text: str) -> float:
    percent = re.search(rf"{PER_CENT}$", text, FLAGS)
    return parse_percentage(text) if percent else float(parse_number(text))


def _scopes(sentence: Sentence, rule: dict[str, Any], match: re.Match[str]) -> list[str]:
    if "scope" in rule:
        return [rule["scope"]]
    start, end = match.span("v")
    before, after = sentence.text[sentence.first : start], sentence.text[end : sentence.last]
    area = area_of(before, after)
    if area is None and "region" in rule and compiled(rule["region"]).search(sentence.words):
        area = "region"
    if rule["measure"] == "caseload" and _REGIONS.search(
        sentence.text, sentence.first, match.start()
    ):
        area = "region"
    if rule["measure"] in _STAFF and _TEAM.search(before):
        return ["region-team" if _REGIONAL.search(before) else "pdu-team"]
    grades: tuple[str, ...] = ()
    if rule.get("grade") or rule["measure"] in _STAFF:
        grades = tuple(g for g in grades_in(match.group()) if g != "whole")[:1]
    if rule.get("grade") and not grades:
        grades = grades_after(after) or grades_before(before)
        if not grades and _THOSE_IN_POST.search(before):
            grades = grades_in(before)[-1:]
    return [scope_of(area, grade) for grade in grades or (None,)]
