"""What a count is out of: the noun or the count that tells it, and the population that follows.

A count prints its noun behind it, leaves it to the words before it, or goes on from another count, whose heir it then is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from findings_graph.counts.mentions import Place, StatisticMention
from findings_graph.counts.populations import (
    CASES,
    HeadNoun,
    Population,
    Surroundings,
    choose_population,
    choose_subset,
    clause_end,
    names_things,
    noun_before,
)
from findings_graph.counts.window import NEED, CountForm

_FLAGS = re.IGNORECASE
_REACH = 500  # characters around a count that may tell what it is out of; keeps hostile text linear
# "Nineteen cases needed a plan; none had one": forms whose number stands behind what the cases needed.
_AFTER_NEED = frozenset({"m-needed-n", "of-these-n"})
# "Requested in 12 cases and read in seven", "in all six cases": of the cases in which there was such a thing, no sample.
_OF_SOME = frozenset({"in-m-in-n", "all-m"})
# "In 24 of 52 where there was reason to": the noun is left out, the condition is not.
_WHERE = re.compile(
    r"\s+(?:where|in\s+which|for\s+which|when|(?:that|who)\s+(?:needed|required|called\s+for|wanted))\b",
    _FLAGS,
)
_NEED = re.compile(rf"\s+{NEED}", _FLAGS)
# "For community orders, reports from the court were used in 13 out of 33": the sentence opens with what it counts.
_OPENED = re.compile(
    r"(?:\W|(?:but|and|however)\b)*(?:for|among|with)\s[^.,;:()]{3,60},(?=\s)", _FLAGS
)
_ASKED = re.compile(
    r"\b(?:(?P<survey>survey|respondents)|(?P<interview>interview(?:s|ed)?))\b", _FLAGS
)
# What a word of asking is not of: after a count of these, another population begins.
_NOT_ASKED = {
    "survey": CASES | {"practitioners-interviewed"},
    "interview": CASES | {"staff-survey", "people-surveyed"},
}
_CASEWORK = frozenset({"case", "report", "work"})  # of people, what they said tells who they are
# "cases held by PSOs (9 of 24) were weaker": what stands behind the bracket says nothing of those cases, but for a clause of theirs.
_BRACKET_END = re.compile(r"[^()]{0,80}\)")
_QUALIFIED = re.compile(
    r"\s+(?:where|when|in which|(?:for|to) (?:which|whom)|that|which|who|whose|with|involving|requiring|needing|managed|held"
    r"|supervised|allocated|inspected|examined|we|of|on|for)\b",
    _FLAGS,
)


@dataclass(frozen=True, slots=True)
class Base:
    """What tells what a count is out of.

    Args:
        noun: the noun that it counts, behind or before it.
        heir_of: the count that it goes on from, where no noun tells.
        since: where the words begin that may tell it.
    """

    noun: HeadNoun | None
    heir_of: StatisticMention | None
    since: int


def find_base(
    place: Place, form: CountForm, here: list[StatisticMention], before: list[StatisticMention]
) -> Base:
    """Return what tells the population of a count.

    Args:
        place: its sentence.
        form: the count.
        here: the counts before it in its sentence.
        before: the counts of the sentences before.
    """
    text = place.text
    since = max(place.first, form.start - _REACH)
    if form.noun is not None:
        return Base(form.noun, None, since)
    if form.denominator is not None and here:
        if not _asks_others(text, here[-1], form):
            return Base(None, here[-1], since)
        since = here[-1].end
    opened = None if here else _OPENED.match(text, since, form.start)
    noun = noun_before(text, since, opened.end(), _CASEWORK) if opened else None
    noun = noun or noun_before(text, since, form.start, _kinds_before(place.section))
    heir = None
    if noun is None and form.denominator is not None:
        heir = next((m for m in reversed(before) if m.denominator == form.denominator), None)
        heir = heir or _part(form, [*before, *here])
    return Base(noun, heir, since)


def _part(form: CountForm, before: list[StatisticMention]) -> StatisticMention | None:
    """Return the cases that a count before found, where this one is out of as many: `… in 35 out of 61; … in 18 out of 35`."""
    for mention in reversed(before):
        if mention.numerator == form.denominator and mention.population in CASES:
            whole = None if mention.numerator is None else int(mention.numerator)
            return replace(mention, population="relevant-cases", denominator=whole, subset=None)
    return None


def surround(
    place: Place, form: CountForm, base: Base, here: list[StatisticMention], limit: int
) -> Surroundings:
    """Return the words that a count's population is told by; `limit` is where the next count begins."""
    return Surroundings(
        noun="none" if base.noun is None else base.noun.kind,
        tail=_tail(place.text, form, base.noun, limit),
        before=_before(place.text, form, place.first, here),
        sentence=place.text[base.since : min(place.last, form.end + _REACH)],
        section=place.section,
        denominator=form.denominator,
    )


def population_of(place: Place, form: CountForm, base: Base, at: Surroundings) -> Population:
    """Return the population of a count: of the one it goes on from, or by its words, or by its form."""
    text, heir = place.text, base.heir_of
    population = choose_population(at, place.sample)
    if heir is not None:
        population = Population(heir.population, "as-before", understood=heir.understood)
    elif not population.understood and names_things(text, form.end, place.last):
        population = Population("other", "things-named", understood=True)
    own = heir is None or heir.denominator != form.denominator
    if base.noun is not None and form.rule in _AFTER_NEED and _NEED.match(text, base.noun.end):
        return Population("relevant-cases", "needed", understood=True)
    if population.name not in CASES:
        return population
    if form.noun is None and own and _WHERE.match(text, form.end, place.last):
        return Population("relevant-cases", "where-needed", understood=True)
    some = form.rule in _OF_SOME and form.denominator != place.sample.cases
    if some and population.name == "inspected-cases" and choose_subset(at, population.name) is None:
        return Population("relevant-cases", "of-some", understood=True)
    return population


def _asks_others(text: str, before: StatisticMention, form: CountForm) -> bool:
    """Tell whether a count out of another number says of whom: `…; in the survey it was 14 out of 36`."""
    if before.denominator == form.denominator:
        return False
    named = _ASKED.search(text, before.end, form.start)
    return named is not None and before.population in _NOT_ASKED[str(named.lastgroup)]


def _tail(text: str, form: CountForm, noun: HeadNoun | None, limit: int) -> str:
    """Return the noun of a count with what follows it in its clause; without a noun, what follows the count."""
    if noun is not None and noun.start < form.start:
        lead = text[noun.start : form.start]
        closed = (
            _BRACKET_END.match(text, form.end, limit)
            if noun.kind in _CASEWORK and "(" in lead
            else None
        )
        if closed and not _QUALIFIED.match(text, closed.end(), limit):
            return f"{lead} {text[form.end : closed.end()]}".strip()
        behind = form.end + len(text[form.end : limit]) - len(text[form.end : limit].lstrip(" )"))
        tail = f"{text[noun.start : form.start]} {text[behind : clause_end(text, behind, limit)]}"
    elif noun is not None:
        tail = text[noun.start : clause_end(text, max(noun.end, form.end), limit)]
    else:
        tail = text[form.end : clause_end(text, form.end, limit)]
    if noun is None and form.rule.startswith("of-the-m"):
        tail = text[form.start : form.end]
    return tail.strip()


def _before(text: str, form: CountForm, first: int, here: list[StatisticMention]) -> str:
    """Return the sentence before a count; behind another count, only what leads to a bracket."""
    if not here:
        return text[max(first, form.start - _REACH) : form.start]
    lead = text[here[-1].end : form.start]
    return lead if lead.endswith("(") else ""


def _kinds_before(section: str | None) -> frozenset[str]:
    """Kinds of noun that a count may refer back to: in casework and feedback, practitioners are never counted."""
    if section == "feedback":
        return frozenset({"case", "report", "respondent", "probationer", "people"})
    if section is not None and section.startswith(("2", "outcomes", "key-data")):
        return frozenset({"case", "report", "respondent", "probationer"})
    return frozenset({"case", "report", "respondent", "probationer", "people", "staff"})
