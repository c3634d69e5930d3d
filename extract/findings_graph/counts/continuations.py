"""Counts that lean on another: `… in 30 of the 62 cases and discussed in 17`, `We interviewed 36. Of these, 14 …`.

Such a count prints how many, and takes what it is out of from the count or the number before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from findings_graph.counts.mentions import StatisticMention
from findings_graph.counts.numbers import PER_CENT, WHOLE, parse_number
from findings_graph.counts.populations import noun_after
from findings_graph.counts.window import MEMBER, CountForm

_FLAGS = re.IGNORECASE
_JUST = r"(?:(?:only|just|a\s+mere|merely|barely)\s+)?"
# Nothing may follow that the number could count instead: "in 12 weeks".
_ALONE = r"(?=\s*(?:[.,;)]|$)|\s+(?:and|but|while)\b)"

# "Of the 47 relevant cases, past violence was explored in only 14."
_OF_THE_M_LATE = re.compile(
    rf"(?:^|(?<=[,;(]\s)|(?<=[.!?”]\s)|(?<=[,;]\sand\s)|(?<=[,;]\sbut\s))(?:(?:out\s+)?of|among)\s+(?:(?:the|these|those|our|all)\s+)?(?P<d>{WHOLE})"
    rf"(?P<mid>\s[^,.;:()]{{3,90}}),\s[^.;:()\d]{{3,140}}?\s(?:in|for|from)\s+{_JUST}(?P<n>{WHOLE}){_ALONE}",
    _FLAGS,
)
# "… in 53 of the 62 cases and discussed in 17."
_AND_IN = re.compile(
    rf"[^.;:()\d]{{0,90}}?(?:,\s+(?:and\s+|but\s+)?|\s(?:and|but)\s+)(?:[^.,;:()\d]{{1,60}}\s)?in\s+{_JUST}(?P<n>{WHOLE}){_ALONE}",
    _FLAGS,
)
# "… 41 of the 53 cases, and in 36 they had also noted it": a clause of the same cases follows.
_IN_CLAUSE = re.compile(
    rf"[^.;:()\d]{{0,90}}?(?:[,;]\s+(?:and\s+|but\s+|while\s+)?|\s(?:and|but)\s+)in\s+{_JUST}(?P<n>{WHOLE})"
    rf",?\s+(?=(?:they|it|he|she|the|this|these|we|there|no|nobody|nothing|none|an?|his|her|their|(?:officers|practitioners)(?=\s+(?:had|were|did)\b))\s+(?!(?:months?|weeks?|days?|years?|hours?)\b))",
    _FLAGS,
)
# "…; a workable fallback was set out in 13."
_SEMICOLON = re.compile(
    rf"[^.;:()\d]{{0,60}};\s[^.;:()\d]{{5,140}}?\sin\s+{_JUST}(?P<n>{WHOLE})(?=\s*(?:[.;]|$))",
    _FLAGS,
)
# "18 out of 41 agreed, 15 disagreed and eight did not know."
_OTHERS_SAID = re.compile(
    rf"[^.;:()\d]{{3,80}}?(?:,\s+(?:and\s+|but\s+|while\s+)?|\s(?:and|but|while)\s+){_JUST}(?P<n>{WHOLE})\s+"
    r"(?=(?:agreed|disagreed|were\s+(?:unsure|undecided|neutral)|did\s+not\s+(?:know|answer|agree|say)|had\s+no\s+(?:view|opinion)|neither\s+agreed)\b)",
    _FLAGS,
)
# "… 26 of the 39 who replied said that they were proud, and 12 that they would leave."
_AND_SAID = re.compile(
    rf"[^.;:()\d]{{3,140}}?,?\s(?:and|but)\s+{_JUST}(?P<n>{WHOLE})\s+(?=(?:that|said|felt|thought|believed|agreed|disagreed|reported|told\s+us|wanted|knew)\b)",
    _FLAGS,
)
# "We interviewed 36 practitioners. Of these, 14 …"
_OF_THESE = re.compile(
    rf"(?:of|among)\s+(?:these|those|them)(?:\s+[a-z]+){{0,2}},\s+{_JUST}(?P<n>{WHOLE})"
    rf"(?!\s*{PER_CENT}|\s+(?:out\s+)?of\s|\s+(?:months?|weeks?|days?|years?|hours?)\b|\s*\()",
    _FLAGS,
)
# "By contrast, its effect was spelled out in just 20."
_IN_JUST = re.compile(rf"[^.;:()\d]{{10,200}}\sin\s+(?:only|just)\s+(?P<n>{WHOLE})\s*[.;]", _FLAGS)
_CASES = frozenset({"inspected-cases", "relevant-cases", "court-reports"})
_NUMBER = re.compile(WHOLE, _FLAGS)
_CASEWORK = frozenset({"case", "report", "work", "none"})
_ASKED = frozenset({"respondent", "staff", "probationer", "people", "none"})
_COUNTED = frozenset({"case", "report", "respondent", "probationer", "staff", "people"})
_LARGEST = 999


def find_continuations(
    text: str,
    bounds: tuple[int, int],
    forms: list[CountForm],
    before: tuple[int, int] | StatisticMention | None,
) -> list[CountForm]:
    """Return the counts of one sentence that lean on another, none at a place that is taken.

    Args:
        text: the passage.
        bounds: extent of the sentence.
        forms: the counts found in it already.
        before: the last count before this sentence, or the extent of the sentence before, where that one counts nothing.
    """
    first, last = bounds
    late = [form for form in _late(text, first, last) if _is_free(form, forms)]
    anchors = sorted([*forms, *late], key=lambda form: form.start)
    found = list(late)
    for number, anchor in enumerate(anchors):
        limit = anchors[number + 1].start if number + 1 < len(anchors) else last
        found += _continued(text, anchor, limit)
    if anchors or before is None:
        return found
    if isinstance(before, StatisticMention):
        return [*found, *_in_just(text, bounds, before)]
    return [*found, *_of_these(text, bounds, before)]


def _is_free(form: CountForm, forms: list[CountForm]) -> bool:
    return all(form.end <= other.start or other.end <= form.start for other in forms)


def _late(text: str, first: int, last: int) -> Iterator[CountForm]:
    """Counts whose number ends the clause that `of the M …` opens."""
    for found in _OF_THE_M_LATE.finditer(text, first, last):
        noun = noun_after(text, found.end("d"), found.end("mid"))
        numerator, denominator = int(parse_number(found["n"])), int(parse_number(found["d"]))
        if noun is not None and noun.kind in _COUNTED and numerator <= denominator <= _LARGEST:
            start, end = found.start("d"), found.end()
            yield CountForm("of-the-m-in-n", numerator, denominator, None, None, start, end, noun)


def _continued(text: str, anchor: CountForm, limit: int) -> Iterator[CountForm]:
    """Counts that go on from one: out of the same cases, or by the same people."""
    if anchor.denominator is None:
        return
    kind = "none" if anchor.noun is None else anchor.noun.kind
    at = anchor.end
    patterns = (
        (_IN_CLAUSE, _CASEWORK),
        (_AND_IN, _CASEWORK),
        (_SEMICOLON, _CASEWORK),
        (_OTHERS_SAID, _ASKED),
        (_AND_SAID, _ASKED),
    )
    for pattern, kinds in patterns:
        while kind in kinds and (found := pattern.match(text, at, limit)):
            numerator = int(parse_number(found["n"]))
            one_of_them = kinds is _ASKED and found["n"].lower() in MEMBER
            if numerator > anchor.denominator or one_of_them:
                break
            start, at = found.span("n")
            yield CountForm("and-n", numerator, anchor.denominator, None, None, start, at, None)


def _in_just(text: str, bounds: tuple[int, int], before: StatisticMention) -> Iterator[CountForm]:
    """Counts that end a sentence, of the cases of the sentence before: `… was spelled out in just 20`."""
    found = _IN_JUST.match(text, *bounds)
    if found is None or before.denominator is None or before.population not in _CASES:
        return
    numerator = int(parse_number(found["n"]))
    if numerator <= before.denominator:
        start, end = found.span("n")
        yield CountForm("in-just-n", numerator, before.denominator, None, None, start, end, None)


def _of_these(text: str, bounds: tuple[int, int], before: tuple[int, int]) -> Iterator[CountForm]:
    """Counts out of the one number of people or cases in the sentence before."""
    found = _OF_THESE.match(text, *bounds)
    if found is None:
        return
    named = []
    for number in _NUMBER.finditer(text, *before):
        noun = noun_after(text, number.end(), before[1])
        if noun is not None and noun.kind in _COUNTED:
            named.append((int(parse_number(number.group())), noun))
    numerator = int(parse_number(found["n"]))
    if len(named) == 1 and numerator <= named[0][0] <= _LARGEST:
        denominator, noun = named[0]
        start, end = found.span("n")
        yield CountForm("of-these-n", numerator, denominator, None, None, start, end, noun)
