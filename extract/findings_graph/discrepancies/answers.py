"""Percentages in a report's sentences against its tables of key questions and annexe questions.

A sentence is matched to a question only where its own words answer it, for all cases and in the same
direction. A difference is a possible different base: a table may leave out cases that a sentence counts.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from findings_graph.counts.mentions import sentence_bounds
from findings_graph.counts.numbers import PERCENT, parse_percentage
from findings_graph.counts.search import find_statistics
from findings_graph.facts import Discrepancy, Finding, InspectionFacts, Statistic
from findings_graph.reading.frameworks import load_frameworks
from findings_graph.rule_files import load_rules
from findings_graph.shares.percentages import find_percentages

_FLAGS = re.IGNORECASE
_SHARE = re.compile(PERCENT, _FLAGS)
_COUNTED = frozenset({"inspected-cases", "relevant-cases", "court-reports"})
_TOLERANCE = 1.0  # percentage points that rounding on both sides explains
_NEAR = 45  # characters between a count and the percentage that is printed with it


@dataclass(frozen=True, slots=True)
class _Answer:
    """A percentage that a sentence gives.

    Args:
        value: 0 to 100, as printed, else of the count.
        clause: the words around it that hold no other number of cases.
        sentence: the whole sentence.
        section: id of its section, none outside the sections.
        path: the fact that it comes from.
        exact: it is counted out of what was inspected, by the rules of populations.
    """

    value: float
    clause: str
    sentence: str
    section: str | None
    path: str
    exact: bool


@dataclass(frozen=True, slots=True)
class _Scored:
    """A question of a table, with its percentage and its fact."""

    wording: str
    standard: str
    percentage: float
    path: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a sentence says that answers a question."""

    question: str
    area: re.Pattern[str] | None
    every: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...]
    within: re.Pattern[str] | None
    annexe: bool

    def answers(self, answer: _Answer, standard: str) -> bool:
        """Tell whether an answer's clause answers the question of a standard, for all its cases."""
        clause = answer.clause
        if not all(pattern.search(clause) for pattern in self.every):
            return False
        if any(pattern.search(clause) for pattern in self.none):
            return False
        if self.area and answer.section != standard and not self.area.search(answer.sentence):
            return False
        rest = self.within.sub(" ", clause) if self.within else clause
        return not _pattern("negative").search(clause) and not _pattern("apart").search(rest)


def compare_answers(facts: InspectionFacts) -> Iterator[Discrepancy]:
    """Yield each percentage in the text that differs from the table's on the same question.

    Args:
        facts: key questions, annexe questions, statistics and findings of one report.
    """
    scored = list(_scored(facts))
    answers = [
        answer
        for answer in _answers(facts)
        if answer.exact or _pattern("counted").search(answer.clause)
    ]
    seen: set[tuple[str, float]] = set()
    for rule in _rules():
        asked = [
            question
            for question in scored
            if rule.question in question.wording
            and question.path.startswith("annexe") == rule.annexe
        ]
        if len(asked) != 1:
            continue
        question = asked[0]
        for answer in answers:
            known = (question.path, answer.value)
            if known in seen or abs(answer.value - question.percentage) <= _TOLERANCE:
                continue
            if rule.answers(answer, question.standard):
                seen.add(known)
                yield Discrepancy(
                    "possible-different-base",
                    answer.value,
                    question.percentage,
                    (answer.path,),
                    (question.path,),
                    "text-against-annexe" if rule.annexe else "text-against-key-question",
                )


def _scored(facts: InspectionFacts) -> Iterator[_Scored]:
    """Yield the questions that the report's tables give a percentage for."""
    framework = load_frameworks()[facts.framework]
    wordings = {
        (question.standard, question.number): question.wording
        for standard in framework.standards
        for question in standard.questions
    }
    for score in facts.key_questions:
        number = score.standard, score.number
        path = f"key-question/{score.standard}.{score.number}"
        yield _Scored(_plain(wordings[number]), score.standard, score.percentage, path)
    for row in facts.annexe_questions:
        path = f"annexe-question/{row.standard}.{row.position}"
        yield _Scored(_plain(row.question), row.standard, row.percentage, path)


def _answers(facts: InspectionFacts) -> Iterator[_Answer]:
    """Yield the percentages of statistics, then those of findings that no statistic has."""
    known = set()
    for statistic in facts.statistics:
        answer = _of_statistic(statistic)
        # A percentage of a part may still answer a question that is about that part: its finding tells.
        if answer is not None or statistic.numerator is not None:
            known.add((_plain(statistic.text), statistic.percentage))
        if answer is not None:
            yield answer
    for finding in facts.findings:
        for answer in _of_finding(finding):
            if (_plain(answer.sentence), answer.value) not in known:
                yield answer


def _of_statistic(statistic: Statistic) -> _Answer | None:
    """Return a statistic's percentage with its clause; none for one of staff or of a part."""
    value = statistic.percentage
    if value is None and statistic.denominator and statistic.numerator is not None:
        value = round(100 * statistic.numerator / statistic.denominator, 1)
    if value is None or statistic.population not in _COUNTED or statistic.subset:
        return None
    clause = _clause(statistic.text, _place(statistic))
    if clause is None:
        return None
    path = f"statistic/{statistic.id}"
    return _Answer(value, clause, statistic.text, statistic.section, path, exact=True)


def _place(statistic: Statistic) -> int | None:
    """Return where a statistic's number stands in its sentence, read again from the sentence."""
    text, section = statistic.text, statistic.section
    for mention in (
        *find_statistics(text, section=section),
        *find_percentages(text, section=section),
    ):
        read = mention.numerator, mention.denominator, mention.percentage
        if read == (statistic.numerator, statistic.denominator, statistic.percentage):
            return mention.start
    return None


def _of_finding(finding: Finding) -> Iterator[_Answer]:
    """Yield the percentages of a finding's sentences, with the finding as their fact."""
    for first, last in sentence_bounds(finding.text):
        sentence = finding.text[first:last]
        for share in _SHARE.finditer(sentence):
            clause = _clause(sentence, share.start())
            if clause is not None:
                value = parse_percentage(share.group())
                path = f"finding/{finding.id}"
                yield _Answer(value, clause, sentence, finding.section, path, exact=False)


def _clause(sentence: str, place: int | None) -> str | None:
    """Return the words that a number belongs to: the sentence, else its clause; none where two compete."""
    if place is None:
        return None
    if _numbers(sentence) == 1:
        return sentence
    cuts = [0, *(cut.start() for cut in _pattern("clause").finditer(sentence)), len(sentence)]
    for first, last in pairwise(cuts):
        if first <= place < last:
            clause = sentence[first:last]
            return clause if _numbers(clause) == 1 else None
    return None


def _numbers(text: str) -> int:
    """Return how many numbers and proportions of cases a text has; those side by side are one."""
    counts = [(mention.start, mention.end) for mention in find_statistics(text, section=None)]
    shares = [
        share
        for share in _SHARE.finditer(text)
        if not any(
            start - _NEAR <= share.start() and share.end() <= end + _NEAR for start, end in counts
        )
    ]
    places = [*(start for start, _ in counts), *(share.start() for share in shares)]
    proportions = [
        found
        for found in _pattern("proportion").finditer(text)
        if not any(found.start() <= place <= found.end() + _NEAR for place in places)
    ]
    return len(places) + len(proportions)


def _plain(text: str) -> str:
    return " ".join(text.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split())


@functools.cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_rules("discrepancies")["answers"][name], _FLAGS)


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    """Return the rules of annexe questions, then those of key questions."""
    rules = load_rules("discrepancies")
    annexe = [
        _Rule(
            rule["question"],
            re.compile(rule["area"], _FLAGS) if "area" in rule else None,
            tuple(re.compile(pattern, _FLAGS) for pattern in rule["all"]),
            tuple(re.compile(pattern, _FLAGS) for pattern in rule.get("none", ())),
            re.compile(rule["within"], _FLAGS) if "within" in rule else None,
            annexe=True,
        )
        for rule in rules["annexe_question"]
    ]
    answers = rules["answers"]
    key = []
    for rule in rules["key_question"]:
        parts = {key: rule[key] for key in ("area", "topic")} | {"verdict": answers["verdict"]}
        forms = "|".join(_fill(form, parts) for form in answers["forms"])
        area = re.compile(rf"\b{rule['area']}", _FLAGS)
        every = (re.compile(forms, _FLAGS),)
        key.append(_Rule(rule["question"], area, every, (), None, annexe=False))
    return (*annexe, *key)


def _fill(form: str, parts: dict[str, str]) -> str:
    """Return a form with its named parts; `str.format` would trip over the braces of patterns."""
    for name, pattern in parts.items():
        form = form.replace(f"{{{name}}}", pattern)
    return form
