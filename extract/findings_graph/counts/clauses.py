"""The clause that says what a count or a share counts: before `in 15 out of 44`, else behind the noun."""

from __future__ import annotations

import re

from findings_graph.counts.mentions import Place, StatisticMention
from findings_graph.counts.numbers import FRACTION, PERCENT
from findings_graph.counts.window import CountForm

_FLAGS = re.IGNORECASE
_NEIGHBOURS = 4  # counts that one predicate may serve
_REACH = 500  # characters around a count that may say what is counted; keeps hostile text linear

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
    r"[.;:()]|,\s+(?:and|but|while|although|which|compared|with|(?:up|down)\s+from)\b|\scompared\b|\s(?:and|but)(?:\s+(?:in|for))?(?:\s+(?:only|just))?$",
    _FLAGS,
)
# What still belongs to the noun: "cases [inspected]", "respondents [to our survey]", "cases [managed by POs]".
_QUALIFIER = re.compile(
    r"^(?:(?:that\s+)?(?:we\s+|were\s+)?(?:inspected|examined|interviewed|surveyed)\b\s*"
    r"|(?:managed|held)\s+by\s+\S+\s*|(?:of|from|to|for|in)\s+(?:\S+\s+){0,4}?(?:survey|sample|cohort|(?:women|men|people)\s+on\s+probation|POs|PSOs)\b\s*"
    r"|who\s+(?:responded|completed|answered)(?:\s+(?:to\s+)?(?:our|the)\s+(?:\S+\s+)?survey)?\s*|inspected\b\s*)+",
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
# "In 9 of 16 licence cases but in only 4 of 18": the words between two counts say of whom, not what.
_JOINED = re.compile(r"(?:^|\s)(?:and|but)$", _FLAGS)
# "… a plan, and in 12 of them it was shared": behind such a count stands a clause of its own.
_OWN = re.compile(
    r"(?!(?:in|on|at|by|for|to|from|of|with|who|where|which|that|whose|when)\b)[^.;]*?\b(?:was|were|had|have|has|did|is|are|could|would|said|felt|told)\b",
    _FLAGS,
)
_UP_FROM = re.compile(r"(?:\s*\([^()]*\)?)?,?\s+(?:up|down)$", _FLAGS)
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
    # "Reports were requested in 12 cases and read in seven."
    "in-m-in-n": re.compile(
        r"\s(?:and|but|yet)\s+(?:(?:was|were|had\s+been)\s+)?(?P<said>[^.,;:()]{3,80}?)\sin\s+(?:only\s+|just\s+)?\S+$",
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


def counted_clause(
    place: Place, forms: list[CountForm], number: int, here: list[StatisticMention]
) -> str:
    """Return the clause that says what is counted: before `in 15 out of 44`, else behind the noun."""
    text, first, last, form = place.text, place.first, place.last, forms[number]
    joined = False
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
        lead = _UP_FROM.sub("", lead) if before.startswith("from", stop) else lead
        if here and (said := _GOES_ON.search(before[:stop].rstrip())):
            return said["said"]
        joined = bool(here and _JOINED.search(lead))
        if not joined and len(lead.split()) >= 3 and not lead.endswith("that"):
            return lead
    behind = _counted_behind(place, forms, number, leads=bool(preposition))
    if behind is not None and (not joined or _OWN.match(behind)):
        return behind
    return here[-1].counted if here else text[first : min(last, first + _REACH)].strip()


def _counted_behind(
    place: Place, forms: list[CountForm], number: int, *, leads: bool
) -> str | None:
    """Return the clause behind the noun of a count, or of one of those that follow; `leads`: a preposition stands before it."""
    text, last = place.text, place.last
    for at in range(number, min(len(forms), number + _NEIGHBOURS)):
        # "13 of 33 respondents and 19 of 37 practitioners said": what the last count says, both do.
        limit = forms[at + 1].start if at + 1 < len(forms) else last
        noun = forms[at].noun
        behind = text[forms[at].end if noun is None else max(noun.end, forms[at].end) : limit]
        clause = _QUALIFIER.sub("", _SHARE_FIRST.sub("", behind.lstrip(" ),").rstrip()))
        clause = _SHARE_FIRST.sub("", clause)
        if leads:
            clause = _CONDITION.sub("", clause, count=1)
        clause = _NEXT_SHARE.split(_OPENING.sub("", clause))[0]
        clause = _CLAUSE_STOP.split(clause)[0].strip(" ,(.")
        if clause and clause.lower() not in ("and", "or"):
            return clause
    return None


def _counted_inside(text: str, form: CountForm) -> str | None:
    """Return what is counted where the form holds it: `of the 53 cases, a review had been made in 19`."""
    pattern = _INSIDE.get(form.rule)
    found = pattern.search(text, form.start, form.end) if pattern else None
    return found["said"].strip() if found else None
