"""Counts out of a population: `15 out of 44 relevant cases`, `66 of 74`, `one out of 40`.

Reports judge by counting: cases, court reports, respondents, practitioners. Each mention carries what
it is out of (`populations`); what the sentence does not say and no rule knows is kept, marked as not
understood. Offsets are 0-based characters of the text given, half-open.
"""

from __future__ import annotations

import re
from dataclasses import replace

from findings_graph.counts.bases import Base, find_base, population_of, surround
from findings_graph.counts.clauses import counted_clause
from findings_graph.counts.comparisons import compare_groups
from findings_graph.counts.continuations import find_continuations
from findings_graph.counts.forms import find_forms
from findings_graph.counts.mentions import Place, StatisticMention, sentence_bounds
from findings_graph.counts.numbers import parse_percentage
from findings_graph.counts.populations import CASES, Population, Sample, choose_subset
from findings_graph.counts.times import mark_earlier
from findings_graph.counts.window import LARGEST, CountForm

_FLAGS = re.IGNORECASE
# Forms that count within any group just named: only within one that was inspected or asked are they statistics.
_OF_A_SAMPLE = frozenset(
    {"m-of-whom-n", "of-these-n", "of-the-m-in-n", "and-n", "n-did", "in-n", "in-further-n"}
)
_OF_THE = re.compile(r"(?<!\bout)\sof\s+(?:the|its|our)\b", _FLAGS)
_OURS = re.compile(r"\b(?:our|we|us)\b", _FLAGS)
_FEW = 20  # the most of a kind of staff that are named things more often than a sample
# Rules of population that no noun of the count's own told.
_NO_NOUN = frozenset({"as-before", "casework"})
# "14 of 20 cases in the north, against seven of 25 in the south": parts that no rule knows by name.
_INSPECTED = re.compile(
    r"[^.;]{0,60}?\b(?:inspected|examined|read|reviewed|sample|looked)\b", _FLAGS
)
_COMPARED = re.compile(r"\b(?:against|compared|than|contrast|opposed|whereas)\b", _FLAGS)
_NO_SAMPLE = Sample()
_ROUNDED = 0.6  # a printed percentage is this near to the computed one


def find_statistics(
    text: str, *, section: str | None, sample: Sample = _NO_SAMPLE
) -> list[StatisticMention]:
    """Return the counts out of a population in one passage, in the order of the text.

    Args:
        text: cleaned text of a bullet or paragraph, no quotation.
        section: section id, such as `2.1`, `feedback`, or none outside the sections.
        sample: what was inspected, where it is known.
    """
    mentions: list[StatisticMention] = []
    silent: tuple[int, int] | None = None  # the sentence before, where it counts nothing
    for first, last in sentence_bounds(text):
        here: list[StatisticMention] = []
        known = {m.denominator for m in mentions if m.denominator is not None}
        forms = find_forms(text, first, last, known, section)
        before = silent or mentions
        forms += find_continuations(text, (first, last), forms, before)
        forms.sort(key=lambda form: form.start)
        for number in range(len(forms)):
            mention = _mention(
                Place(text, first, last, section, sample), forms, number, here, mentions
            )
            if mention is not None:
                here.append(mention)
        silent = None if here else (first, last)
        for mention in compare_groups(text, first, last, here):
            mentions.append(_out_of_fewer(text, mention, sample, mentions))
    return mark_earlier(text, mentions, sample.year)


def _out_of_fewer(
    text: str, mention: StatisticMention, sample: Sample, before: list[StatisticMention]
) -> StatisticMention:
    """Return a count out of the relevant cases where it is out of fewer than were inspected, of no part of them, and names no cases or as many as were relevant."""
    form, _, told = mention.rule.partition("/")
    alike = any(
        (m.population, m.denominator) == ("relevant-cases", mention.denominator) for m in before
    )
    if (
        (
            told in _NO_NOUN
            or alike
            or (told == "inspected-cases" and not _INSPECTED.match(text, mention.end))
        )
        and mention.population == "inspected-cases"
        and mention.subset is None
        and sample.cases is not None
        and (mention.denominator or sample.cases) < sample.cases
        and _COMPARED.search(text, mention.sentence_start, mention.sentence_end) is None
    ):
        return replace(mention, population="relevant-cases", rule=f"{form}/fewer")
    return mention


def _mention(
    place: Place,
    forms: list[CountForm],
    number: int,
    here: list[StatisticMention],
    before: list[StatisticMention],
) -> StatisticMention | None:
    """Give a count its population, subset and clause; none where it is no statistic after all."""
    text, form = place.text, forms[number]
    limit = forms[number + 1].start if number + 1 < len(forms) else place.last
    base = find_base(place, form, here, before)
    at = surround(place, form, base, here, limit)
    if form.denominator is None and form.share and form.noun is None and here:
        form = _leaning(form, here[-1])
        if form.denominator is not None:
            base = Base(None, here[-1], base.since)
            at = replace(at, noun="none", denominator=form.denominator)
    population, heir = population_of(place, form, base, at), base.heir_of
    if form.rule == "of-these-n":
        population = _of_those(form, population, [*before, *here])
    if population.rule == "staff-counted" and _is_of_the_unit(text, form, at.tail):
        return None
    if form.rule == "of-the-m-n" and _is_more(population.name, form.denominator, place.sample):
        return None
    kept = heir.subset if heir is not None and heir.denominator == form.denominator else None
    if population.name == "other" and (form.denominator is None or form.rule in _OF_A_SAMPLE):
        return None
    return StatisticMention(
        numerator=form.numerator,
        denominator=form.denominator,
        percentage=None if form.share is None else parse_percentage(form.share),
        fraction=form.fraction,
        population=population.name,
        subset=choose_subset(at, population.name) or kept,
        counted=counted_clause(place, forms, number, here),
        start=form.start,
        end=form.end,
        sentence_start=place.first,
        sentence_end=place.last,
        rule=f"{form.rule}/{population.rule}",
        understood=population.understood,
    )


def _of_those(
    form: CountForm, population: Population, before: list[StatisticMention]
) -> Population:
    """Return the population of a count out of those just counted: theirs, and of cases, those that are relevant."""
    if not before or before[-1].numerator != form.denominator:
        return population
    name = before[-1].population
    return Population(
        "relevant-cases" if name == "inspected-cases" else name, "of-those", understood=True
    )


def _is_more(population: str, denominator: int | None, sample: Sample) -> bool:
    """Tell whether there are more than were inspected: `of the 640 reports written in the year, 480`."""
    known = sample.court_reports if population == "court-reports" else sample.cases
    return population in CASES and (denominator or 0) > (known or LARGEST)


def _is_of_the_unit(text: str, form: CountForm, tail: str) -> bool:
    """Tell whether `four of the 11 SPOs` counts a few staff of the unit, neither interviewed nor asked: only `out of` makes it a statistic."""
    return (
        form.share is None
        and form.fraction is None
        and (form.denominator or 0) <= _FEW
        and _OF_THE.search(text, form.start, form.end) is not None
        and _OURS.search(tail) is None
    )


def _leaning(form: CountForm, before: StatisticMention) -> CountForm:
    """Return a count that prints its percentage alone out of the number before it, where the percentage agrees."""
    if before.denominator is None or form.share is None or form.numerator > before.denominator:
        return form
    agrees = (
        abs(parse_percentage(form.share) - 100 * form.numerator / before.denominator) < _ROUNDED
    )
    return replace(form, denominator=before.denominator) if agrees else form
