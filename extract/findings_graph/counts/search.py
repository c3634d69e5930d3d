"""Counts out of a population: `15 out of 44 relevant cases`, `66 of 74`, `one out of 40`.

Reports judge by counting: cases, court reports, respondents, practitioners. Each mention carries what
it is out of (`populations`); what the sentence does not say and no rule knows is kept, marked as not
understood. Offsets are 0-based characters of the text given, half-open.
"""

from __future__ import annotations

import re
from dataclasses import replace

from findings_graph.counts.comparisons import compare_groups
from findings_graph.counts.continuations import find_continuations
from findings_graph.counts.forms import find_forms
from findings_graph.counts.mentions import Place, StatisticMention, sentence_bounds
from findings_graph.counts.numbers import FRACTION, PERCENT, parse_percentage
from findings_graph.counts.populations import (
    CASES,
    HeadNoun,
    Population,
    Sample,
    Surroundings,
    choose_population,
    choose_subset,
    clause_end,
    names_things,
    noun_before,
)
from findings_graph.counts.window import NEED, CountForm

_FLAGS = re.IGNORECASE
# Forms that count within any group just named: only within one that was inspected or asked are they statistics.
_OF_A_SAMPLE = frozenset(
    {"m-of-whom-n", "of-these-n", "of-the-m-in-n", "and-n", "n-did", "in-n", "in-further-n"}
)
# "Nineteen cases needed a plan; none had one": forms whose number stands behind what the cases needed.
_AFTER_NEED = frozenset({"m-needed-n", "of-these-n"})
# "Requested in 12 cases and read in seven", "in all six cases": of the cases in which there was such a thing, no sample.
_OF_SOME = frozenset({"in-m-in-n", "all-m"})
_NEED = re.compile(rf"\s+{NEED}", _FLAGS)
_NO_SAMPLE = Sample()
_ROUNDED = 0.6  # a printed percentage is this near to the computed one
_NEIGHBOURS = 4  # counts that one predicate may serve
_REACH = 500  # characters around a count that may tell what it is out of; keeps hostile text linear

_PREPOSITION = re.compile(
    r"\b(?:in|of|for|to|by|from|among|at|on|across|within|inform)\s+"
    r"(?:(?:just|only|about|around|over|more than|fewer than|less than|nearly|almost|the|majority|remaining|further|an?|assessments of)\s+)*"
    rf"(?:(?:{PERCENT}|{FRACTION}|majority|minority|half)(?:\s+of\s+[^()]{{1,40}})?\s*)?\(?$",
    _FLAGS,
)
_COMPARISON = re.compile(r"\b(?:compared|against|than|down from|up from)\b[^.;]{0,50}$", _FLAGS)
_ASIDE_ENDS = re.compile(r"(?: (?!of\b)[a-z-]+){0,2}\)\s*(?:$|[.,;)]|or\b|and\b|than\b)", _FLAGS)
_CLAUSE_BREAK = re.compile(
    r"[;:]\s|,\s(?:and|but|while|although|with|despite)\s|,\s(?=the majority)", _FLAGS
)
_CLAUSE_STOP = re.compile(
    r"[.;:()]|,\s+(?:and|but|while|although|which|compared|with)\b|\scompared\b|\sand$", _FLAGS
)
# What still belongs to the noun: "cases [inspected]", "respondents [to our survey]", "cases [managed by POs]".
_QUALIFIER = re.compile(
    r"^(?:(?:that\s+)?(?:we\s+|were\s+)?(?:inspected|examined|interviewed|surveyed)\b\s*"
    r"|(?:managed|held)\s+by\s+\S+\s*|(?:of|from|to|for|in)\s+(?:\S+\s+){0,4}?(?:survey|sample|cohort|(?:women|men|people)\s+on\s+probation|POs|PSOs)\b\s*"
    r"|who\s+(?:responded|completed|answered)(?:\s+(?:to\s+)?(?:our|the)\s+(?:\S+\s+)?survey)?\s*|inspected\b\s*)+",
    _FLAGS,
)
# "For community orders, reports from the court were used in 13 out of 33": the sentence opens with what it counts.
_OPENED = re.compile(
    r"(?:\W|(?:but|and|however)\b)*(?:for|among|with)\s[^.,;:()]{3,60},(?=\s)", _FLAGS
)
_ASKED = re.compile(r"\b(?:(?P<survey>survey|respondents)|(?P<interview>interview(?:s|ed)?))\b", _FLAGS)
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
# "in 12 of 20 cases where children lived, the plan …": a clause of the cases, up to its comma.
_CONDITION = re.compile(
    r"^(?:(?:where|when|in\s+which|(?:for|to)\s+(?:which|whom)|that|which|who|whose|with|involving|requiring|needing|managed|held|supervised|allocated"
    r"|of|from|on)\s[^,.;:()]*)?,\s+",
    _FLAGS,
)
# "in 32 of 50 cases (64 per cent) but used in only 14": what joins a count to the one before it.
_GOES_ON = re.compile(
    r"(?:,|\s(?:and|but|yet|while))\s+(?:(?:was|were|is|are|had\s+been|only|just)\s+)*"
    r"(?P<said>(?!(?:to|for|by|from|of|with|in|at|on|the|a|an|only|just|and|but|where|who)\b)[a-z-]+(?:\s[a-z-]+)?)$",
    _FLAGS,
)
_INSIDE = {
    # "Of the 53 cases inspected, a review had been made in 19."
    "of-the-m-in-n": re.compile(
        r",\s(?P<said>[^,.;:()]{3,140})\s(?:in|for|from)\s(?:\S+\s){0,2}?\S+$", _FLAGS
    ),
    # "A review was needed in 39 cases and was completed in 19 of them."
    "m-of-whom-n": re.compile(
        r"\s(?:and|but)\s+(?:(?:was|were|had\s+been)\s+)?(?P<said>[^,.;:()]{3,60}?)\s(?:in|for|to|from)\s+(?:\S+\s){1,3}?of\s+\S+$",
        _FLAGS,
    ),
}
_NEXT_SHARE = re.compile(
    rf"(?:,|\s(?:and|but|while))\s+(?:(?:in|for|to|of|among)\s+)?(?:(?:only|just|a\s+further|another)\s+)?{PERCENT}",
    _FLAGS,
)
_SHARE_FIRST = re.compile(rf"^\(?{PERCENT}\)\s*", _FLAGS)
_OPENING = re.compile(
    r"^(?:\W|(?:and|but|however|worryingly|disappointingly|encouragingly|positively|overall|only|just|although|while|that|with)\b)+",
    _FLAGS,
)


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
        before = silent or (mentions[-1] if mentions else None)
        forms += find_continuations(text, (first, last), forms, before)
        forms.sort(key=lambda form: form.start)
        for number in range(len(forms)):
            mention = _mention(
                Place(text, first, last, section, sample), forms, number, here, mentions
            )
            if mention is not None:
                here.append(mention)
        silent = None if here else (first, last)
        mentions.extend(compare_groups(text, first, last, here))
    return mentions


def _mention(
    place: Place,
    forms: list[CountForm],
    number: int,
    here: list[StatisticMention],
    before: list[StatisticMention],
) -> StatisticMention | None:
    """Give a count its population, subset and clause; none where it is no statistic after all."""
    text, first, last, form = place.text, place.first, place.last, forms[number]
    limit = forms[number + 1].start if number + 1 < len(forms) else last
    noun, heir = form.noun, None
    since = max(first, form.start - _REACH)  # where the words begin that may tell what is counted
    if noun is None and form.denominator is not None:
        heir = here[-1] if here else None
        if heir is not None and _asks_others(text, heir, form):
            heir, since = None, here[-1].end
    if noun is None and heir is None:
        kinds = _kinds_before(place.section)
        opened = None if here else _OPENED.match(text, since, form.start)
        noun = noun_before(text, since, opened.end(), _CASEWORK) if opened else None
        noun = noun or noun_before(text, since, form.start, kinds)
        if noun is None and form.denominator is not None:
            heir = next((m for m in reversed(before) if m.denominator == form.denominator), None)
    tail = _tail(text, form, noun, limit)
    if form.denominator is None and form.share and form.noun is None and here:
        form = _leaning(form, here[-1])
        heir = here[-1] if form.denominator is not None else None
        noun = None if heir is not None else noun
    at = Surroundings(
        noun="none" if noun is None else noun.kind,
        tail=tail,
        before=_before(text, form, first, here),
        sentence=text[since : min(last, form.end + _REACH)],
        section=place.section,
        denominator=form.denominator,
    )
    population = choose_population(at, place.sample)
    if heir is not None:
        population = Population(heir.population, "as-before", understood=heir.understood)
    elif not population.understood and names_things(text, form.end, last):
        population = Population("other", "things-named", understood=True)
    elif noun is not None and form.rule in _AFTER_NEED and _NEED.match(text, noun.end):
        population = Population("relevant-cases", "needed", understood=True)
    elif form.rule in _OF_SOME and population.name == "inspected-cases" and (
        form.denominator != place.sample.cases and choose_subset(at, population.name) is None
    ):
        population = Population("relevant-cases", "of-some", understood=True)
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
        sentence_start=first,
        sentence_end=last,
        rule=f"{form.rule}/{population.rule}",
        understood=population.understood,
    )


def _asks_others(text: str, before: StatisticMention, form: CountForm) -> bool:
    """Tell whether a count out of another number says of whom: `…; in the survey it was 14 out of 36`."""
    if before.denominator == form.denominator:
        return False
    named = _ASKED.search(text, before.end, form.start)
    return named is not None and before.population in _NOT_ASKED[str(named.lastgroup)]


def _leaning(form: CountForm, before: StatisticMention) -> CountForm:
    """Return a count that prints its percentage alone out of the number before it, where the percentage agrees."""
    if before.denominator is None or form.share is None or form.numerator > before.denominator:
        return form
    agrees = (
        abs(parse_percentage(form.share) - 100 * form.numerator / before.denominator) < _ROUNDED
    )
    return replace(form, denominator=before.denominator) if agrees else form


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


def counted_clause(
    place: Place, forms: list[CountForm], number: int, here: list[StatisticMention]
) -> str:
    """Return the clause that says what is counted: before `in 15 out of 44`, else behind the noun."""
    text, first, last, form = place.text, place.first, place.last, forms[number]
    before = text[max(here[-1].end if here else first, form.start - _REACH) : form.start]
    if here and _COMPARISON.search(before):
        return here[-1].counted
    if inner := _counted_inside(text, form):
        return inner
    preposition = _PREPOSITION.search(before)
    aside = text[form.start - 1] == "(" and _ASIDE_ENDS.match(text, form.end, last)
    if preposition or aside:
        stop = preposition.start() if preposition else len(before) - 1
        lead = _OPENING.sub("", _CLAUSE_BREAK.split(before[:stop])[-1]).strip(" ,(")
        if here and (said := _GOES_ON.search(before[:stop].rstrip())):
            return said["said"]
        if len(lead.split()) >= 3 and not lead.endswith("that"):
            return lead
    for at in range(number, min(len(forms), number + _NEIGHBOURS)):
        # "13 of 33 respondents and 19 of 37 practitioners said": what the last count says, both do.
        limit = forms[at + 1].start if at + 1 < len(forms) else last
        noun = forms[at].noun
        behind = text[forms[at].end if noun is None else max(noun.end, forms[at].end) : limit]
        clause = _QUALIFIER.sub("", _SHARE_FIRST.sub("", behind.lstrip(" ),").rstrip()))
        clause = _SHARE_FIRST.sub("", clause)
        if preposition:
            clause = _CONDITION.sub("", clause, count=1)
        clause = _NEXT_SHARE.split(_OPENING.sub("", clause))[0]
        clause = _CLAUSE_STOP.split(clause)[0].strip(" ,(.")
        if clause and clause.lower() not in ("and", "or"):
            return clause
    return here[-1].counted if here else text[first : min(last, first + _REACH)].strip()


def _counted_inside(text: str, form: CountForm) -> str | None:
    """Return what is counted where the form holds it: `of the 53 cases, a review had been made in 19`."""
    pattern = _INSIDE.get(form.rule)
    found = pattern.search(text, form.start, form.end) if pattern else None
    return found["said"].strip() if found else None
