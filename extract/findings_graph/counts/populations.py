"""What a count is out of: cases inspected, relevant cases, court reports, or whom a survey asked.

The words around a count decide, by the rules of `rules/populations.toml`; this module finds the noun
that the denominator counts and applies them.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from findings_graph.counts.numbers import PERCENT
from findings_graph.rule_files import load_rules

_FLAGS = re.IGNORECASE
_LEAD = re.compile(
    rf"\s*[),]?\s*(?:\({PERCENT}\)\s*)?(?:of\s+)?(?:(?:the|these|those|all|our|its|their)\b\s*)*",
    _FLAGS,
)
_THOSE_LED = re.compile(r"\bthose\s*$", _FLAGS)
_WORD = re.compile(r"\S+")
_CLAUSE_END = re.compile(
    r"[.;:()](?:\s|$)|[()]|,\s+(?!(?:where|when|if|in which)\b)|\s(?:compared|while|but|whereas)\b",
    _FLAGS,
)
# One to three words, the last a plural; before "the" or "their" it would be a verb.
_PLURAL = re.compile(
    r"\s+(?:of\s+(?:the|its|our)\s+)?(?:[a-z’'-]+\s+){0,2}?[a-z-]{2,}(?<!s)s(?![\w’'-])(?!\s+(?:the|an?|their|his|her|its)\b)"
)
_ADJECTIVE = re.compile(
    r"\b(?:(?:relevant|applicable|eligible|inspected|licence|community|post-release)\s+)+\Z", _FLAGS
)
# "In cases held by PSOs": the noun that the words before describe, and no noun of its own.
_HOLDER = re.compile(
    r"\b(?:managed|held|supervised|allocated|written|overseen)\s+(?:by|to)\s+(?:[a-z-]+\s+){0,2}\Z",
    _FLAGS,
)
_HOLDER_REACH = 50
_MODIFIERS = 5

CASES = frozenset({"inspected-cases", "relevant-cases", "court-reports"})
"""Populations of casework: a person on probation stands for the case."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What the inspection looked at, where it is known: it tells populations apart by their number.

    Args:
        cases: community orders and releases on licence inspected, together.
        court_reports: court reports inspected.
        interviews: practitioners interviewed.
        year: the year in which it began: what is said of an earlier one is of another inspection.
    """

    cases: int | None = None
    court_reports: int | None = None
    interviews: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class HeadNoun:
    """The noun that a denominator counts.

    Args:
        kind: a kind of `rules/populations.toml`, such as `case`.
        start: first character of its phrase, modifiers included.
        end: one past the noun.
    """

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words that a population is told by.

    Args:
        noun: kind of the head noun, else `none`.
        tail: the noun's phrase with what follows it in its clause; without a noun, what follows.
        before: the sentence before the count.
        sentence: the whole sentence.
        section: id of the section, else none.
        denominator: what the count is out of, where it is printed.
    """

    noun: str
    tail: str
    before: str
    sentence: str
    section: str | None
    denominator: int | None


@dataclass(frozen=True, slots=True)
class Population:
    """A population and the rule that chose it; `understood` is false where none did."""

    name: str
    rule: str
    understood: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    population: str
    nouns: frozenset[str]
    tail: re.Pattern[str] | None
    before: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    sections: tuple[str, ...] | None
    denominator: str | None
    people: str | None = None

    def fits(self, at: Surroundings, sample: Sample) -> bool:
        if self.nouns and at.noun not in self.nouns:
            return False
        if self.sections is not None and not (at.section or "-").startswith(self.sections):
            return False
        if self.denominator is not None:
            figure = {
                "cases": sample.cases,
                "reports": sample.court_reports,
                "interviews": sample.interviews,
            }[self.denominator]
            if figure is None or figure != at.denominator:
                return False
        pairs = ((self.tail, at.tail), (self.before, at.before), (self.sentence, at.sentence))
        return all(pattern is None or pattern.search(text) for pattern, text in pairs)


@functools.cache
def _nouns() -> re.Pattern[str]:
    kinds = load_rules("populations")["noun"]
    named = "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in kinds.items())
    return re.compile(rf"(?:{named})(?![\w’'-])", _FLAGS)


@functools.cache
def _stops() -> frozenset[str]:
    return frozenset(load_rules("populations")["stop"]["words"])


@functools.cache
def _rules(table: str) -> tuple[_Rule, ...]:
    def compiled(source: str | None) -> re.Pattern[str] | None:
        return None if source is None else re.compile(source, _FLAGS)

    return tuple(
        _Rule(
            row["name"],
            row.get("population", row["name"]),
            frozenset(row.get("noun", ())),
            compiled(row.get("tail")),
            compiled(row.get("before")),
            compiled(row.get("sentence")),
            tuple(row["sections"]) if "sections" in row else None,
            row.get("denominator"),
            row.get("people"),
        )
        for row in load_rules("populations")[table]
    )


@functools.cache
def _modifiers() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load_rules('populations')['modifier']['words'])})\s+", _FLAGS)


@functools.cache
def _those() -> re.Pattern[str]:
    kinds = load_rules("populations")["those"]
    named = "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in kinds.items())
    return re.compile(rf"(?:(?:people|persons|individuals)\s+)?(?:{named})(?![\w’'-])", _FLAGS)


def noun_after(text: str, start: int, end: int) -> HeadNoun | None:
    """Return the noun that a count counts, standing behind it, within a few modifiers.

    `of those surveyed` and `of those who replied` count as a noun: what was done with them tells their kind.

    Args:
        text: the passage.
        start: one past the count.
        end: where its sentence ends.
    """
    lead = _LEAD.match(text, start, end)
    at = first = start if lead is None else lead.end()
    if (
        lead is not None
        and _THOSE_LED.search(lead.group())
        and (those := _those().match(text, at, end))
    ):
        return HeadNoun(str(those.lastgroup), first, those.end())
    for _ in range(_MODIFIERS):
        noun = _nouns().match(text, at, end)
        if noun:
            return HeadNoun(str(noun.lastgroup), first, noun.end())
        if modifier := _modifiers().match(text, at, end):
            at = modifier.end()
            continue
        word = _WORD.match(text, at, end)
        if word is None or word.group().lower() in _stops() or word.group()[-1] in ".,;:()":
            return None
        at = word.end()
        while at < end and text[at].isspace():
            at += 1
    return None


def names_things(text: str, start: int, end: int) -> bool:
    """Return whether a plural stands behind a count at once, known or not: `four out of the five police districts`."""
    found = _PLURAL.match(text, start, end)
    return found is not None and _stops().isdisjoint(found.group().lower().split())


def noun_before(text: str, start: int, end: int, kinds: frozenset[str]) -> HeadNoun | None:
    """Return the last noun of one of `kinds` in the characters [start, end) of a sentence."""
    found = None
    for noun in re.finditer(rf"\b{_nouns().pattern}", text[start:end], _FLAGS):
        at = start + noun.start()
        if noun.lastgroup in kinds and not (
            found and _HOLDER.search(text, max(start, at - _HOLDER_REACH), at)
        ):
            lead = _ADJECTIVE.search(text, start, at)
            first = lead.start() if lead else at
            found = HeadNoun(str(noun.lastgroup), first, start + noun.end())
    return found


def clause_end(text: str, start: int, end: int) -> int:
    """Return where the clause ends that `start` stands in, at most `end`."""
    found = _CLAUSE_END.search(text, start, end)
    return found.start() if found else end


def choose_population(at: Surroundings, sample: Sample) -> Population:
    """Return the population that the surroundings tell, by the first rule that fits."""
    for rule in _rules("population"):
        if rule.fits(at, sample):
            return Population(rule.population, rule.name, understood=True)
    return Population("other", "no-rule", understood=False)


def choose_subset(at: Surroundings, population: str) -> str | None:
    """Return the part of the population that the denominator covers: `licence cases`, and of people asked `women`."""
    rule = next((rule for rule in _rules("subset") if rule.fits(at, Sample())), None)
    if rule is None or (rule.people is not None and population == "other"):
        return None
    return rule.name if population in CASES else rule.people or rule.name
