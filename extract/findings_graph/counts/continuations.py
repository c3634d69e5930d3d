"""Counts that lean on another: `… in 30 of the 62 cases and discussed in 17`, `We interviewed 36. Of these, 14 …`.

Such a count prints how many, and takes what it is out of from the count or the number before it. Its forms are
data, in `rules/continuations.toml`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from findings_graph.counts.mentions import StatisticMention
from findings_graph.counts.numbers import PER_CENT, PERCENT, PROPORTION, WHOLE
from findings_graph.counts.populations import noun_after
from findings_graph.counts.window import ALONE, LARGEST, MEMBER, CountForm, whole
from findings_graph.rule_files import load_rules

_FLAGS = re.IGNORECASE
_JUST = r"(?:(?:only|just|a\s+mere|merely|barely)\s+)?"

# "Of the 47 relevant cases, past violence was explored in only 14."
_OF_THE_M_LATE = re.compile(
    rf"(?:^|(?<=[,;(]\s)|(?<=[.!?”]\s)|(?<=[,;]\sand\s)|(?<=[,;]\sbut\s))(?:(?:(?:out\s+)?of|among)\s+(?:(?:the|these|those|our|all)\s+)?|in\s+(?:the|our|these|those)\s+)(?P<d>{WHOLE})"
    rf"(?P<mid>\s[^,.;:()]{{3,90}}),\s[^.;:()\d]{{3,140}}?\s(?:in|for|from)\s+{_JUST}(?P<n>{WHOLE}){ALONE}",
    _FLAGS,
)
_SHARE_OF_M = re.compile(
    rf"(?:{PERCENT}|{PROPORTION})\s+of\s+(?:the|our|these|those)\s+(?P<d>{WHOLE})", _FLAGS
)
_OF_MANY = re.compile(rf"\sof\s(?:the|our|these|those)\s{WHOLE}", _FLAGS)  # a cheap look
_NUMBER = re.compile(WHOLE, _FLAGS)
_BESIDE = re.compile(rf"\s*\({PERCENT}\)|[^().;]{{0,40}}\)", _FLAGS)
_PREPOSITION = re.compile(
    r"\b(?:in|for|to|from|by|with|on|at|across|of)\s+(?:(?:only|just|some|about|around|over|under|all|a|the|these|those|our)\s+)*\(?$|\b(?:in|for)\s+[^,;:()]{1,60}\($",
    _FLAGS,
)
# Who or what the sentence before is about, or was asked: no "they had been given 50 cases each".
_TOPIC = re.compile(
    r"(?:\A|[,;]\s|\b(?:there\s+were|(?:surveyed|interviewed|spoke\s+(?:to|with)|received|heard\s+from|inspected|read|examined|looked\s+at|saw|met|asked)))\s*"
    r"(?:(?:only|just|about|around|some|the|all|our|a\s+total\s+of)\s+)*\Z",
    _FLAGS,
)
_REACH = 60
_COUNTED = frozenset({"case", "report", "respondent", "probationer", "staff", "people"})
_PERSONS = frozenset({"respondent", "probationer", "people"})
_PLAIN_WORD = re.compile(r"[a-z]+")
_JOINS = frozenset(
    {"and", "but", "yet", "while", "whereas", "although", "though", "with", "only", "just"}
)
_PLURALS = frozenset({"children", "women", "men", "people", "staff", "data"})
# What a rule's `after` stands for: kinds of noun in its sentence, populations in the next.
_KINDS = {
    "cases": frozenset({"case", "report", "work", "none"}),
    "asked": frozenset({"respondent", "staff", "probationer", "people", "none"}),
    "any": frozenset(
        {"case", "report", "work", "respondent", "staff", "probationer", "people", "none"}
    ),
}
_POPULATIONS = {
    "cases": frozenset({"inspected-cases", "relevant-cases", "court-reports"}),
    "asked": frozenset({"staff-survey", "practitioners-interviewed", "people-surveyed"}),
}
_POPULATIONS["any"] = _POPULATIONS["cases"] | _POPULATIONS["asked"]


# Counts that lean on another themselves: what `three of them` is out of is then too far away.
_LEANING = frozenset({"in-n", "in-further-n", "n-did", "of-these-n", "and-n", "share-of-m"})


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    after: str
    subject: bool
    of_those: bool
    pattern: re.Pattern[str]


@functools.cache
def _rules(table: str) -> tuple[_Rule, ...]:
    rules = load_rules("continuations")
    words = {
        **rules["word"],
        "n": rf"(?P<n>{WHOLE}|\bnone\b)",
        "per_cent": PER_CENT,
        "alone": ALONE,
    }

    def compiled(source: str) -> re.Pattern[str]:
        for name, word in words.items():
            source = source.replace(f"{{{name}}}", word)
        return re.compile(source, _FLAGS)

    return tuple(
        _Rule(
            row["name"],
            row.get("after", ""),
            row.get("subject", False),
            row.get("of") == "those",
            compiled(row["pattern"]),
        )
        for row in rules[table]
    )


def find_continuations(
    text: str,
    bounds: tuple[int, int],
    forms: list[CountForm],
    before: tuple[int, int] | Sequence[StatisticMention],
) -> list[CountForm]:
    """Return the counts of one sentence that lean on another, none at a place that is taken.

    Args:
        text: the passage.
        bounds: extent of the sentence.
        forms: the counts found in it already.
        before: the counts before this sentence, or the extent of the sentence before, where that one counts nothing.
    """
    first, last = bounds
    late = [form for form in _late(text, first, last) if _is_free(form, forms)]
    known = [*forms, *late]
    if isinstance(before, tuple):
        late += [form for form in _of_named(text, bounds, before) if _is_first(form, known)]
    elif before:
        late += [form for form in _next(text, bounds, before) if _is_first(form, known)]
    found = list(late)
    anchors = sorted([*forms, *late, *_shared(text, first, last)], key=lambda form: form.start)
    for number, anchor in enumerate(anchors):
        limit = anchors[number + 1].start if number + 1 < len(anchors) else last
        found += _behind(text, first, anchor, limit)
    return found


def _is_free(form: CountForm, forms: Sequence[CountForm]) -> bool:
    return all(form.end <= other.start or other.end <= form.start for other in forms)


def _is_first(form: CountForm, forms: Sequence[CountForm]) -> bool:
    return all(form.end <= other.start for other in forms)


def _late(text: str, first: int, last: int) -> Iterator[CountForm]:
    """Counts whose number ends the clause that `of the M …` opens."""
    for found in _OF_THE_M_LATE.finditer(text, first, last):
        noun = noun_after(text, found.end("d"), found.end("mid"))
        numerator, denominator = whole(found["n"]), whole(found["d"])
        if noun is not None and noun.kind in _COUNTED and numerator <= denominator <= LARGEST:
            start, end = found.start("d"), found.end()
            yield CountForm("of-the-m-in-n", numerator, denominator, None, None, start, end, noun)


def _shared(text: str, first: int, last: int) -> Iterator[CountForm]:
    """What shares of a number are out of, to lean on: `two-thirds of the 29 respondents had read it, only 11 …`."""
    for found in (
        _SHARE_OF_M.finditer(text, first, last) if _OF_MANY.search(text, first, last) else ()
    ):
        denominator, noun = whole(found["d"]), noun_after(text, found.end(), last)
        if noun is not None and noun.kind in _COUNTED and denominator <= LARGEST:
            start = found.start()
            yield CountForm("share-of-m", 0, denominator, None, None, start, noun.end, noun)


def _behind(text: str, first: int, anchor: CountForm, limit: int) -> Iterator[CountForm]:
    """Counts that go on from one: out of the same cases, or by the same people."""
    if anchor.denominator is None:
        return
    kind = "none" if anchor.noun is None else anchor.noun.kind
    opens = (
        anchor.rule.startswith("of-the")
        or kind in _PERSONS
        or not _is_led(text, anchor.start, first)
    )
    rules = [
        rule
        for rule in _rules("behind")
        if kind in _KINDS[rule.after]
        and opens >= rule.subject
        and not (rule.of_those and anchor.rule in _LEANING)
    ]
    at = anchor.end
    while True:
        if beside := _BESIDE.match(text, at, limit):
            at = beside.end()
        matches = ((rule, rule.pattern.match(text, at, limit)) for rule in rules)
        rule, found = min(
            ((rule, one) for rule, one in matches if one),
            key=lambda pair: (pair[1].start("n"), not pair[0].of_those),
            default=(None, None),
        )
        if rule is None or found is None:
            return
        of_those = rule.of_those and anchor.numerator > 0
        if of_those and _ends_in_plural(text[at : found.start("n")]):
            return  # "32 of the 40 had children, and five of these were in care"
        form = _counted(
            "of-these-n" if of_those else "and-n",
            found,
            anchor.numerator if of_those else anchor.denominator,
        )
        if form is None:
            return
        yield form
        at = form.end


def _is_led(text: str, start: int, first: int = 0) -> bool:
    """Tell whether a count stands behind a preposition, so that the sentence is about something else: `in 20 of the 62 cases, …`."""
    return _PREPOSITION.search(text, max(first, start - _REACH), start) is not None


def _is_topic(text: str, counted: StatisticMention) -> bool:
    """Tell whether those just counted are what a sentence is about or ends with, so that `of these` means them."""
    behind = text[counted.end : counted.sentence_end]
    return not _is_led(text, counted.start) or "," not in behind


def _ends_in_plural(words: str) -> bool:
    """Tell whether the last noun before `and N of them` may be what is counted: it is a plural."""
    found = [word for word in _PLAIN_WORD.findall(words.lower()) if word not in _JOINS]
    last = found[-1] if found else ""
    return last in _PLURALS or (last.endswith("s") and not last.endswith(("ss", "us", "is")))


def _next(
    text: str, bounds: tuple[int, int], counted: Sequence[StatisticMention]
) -> Iterator[CountForm]:
    """Counts of the cases or the people that the sentence before counted: `… was spelled out in just 20`."""
    before = counted[-1]
    once = len(counted) == 1 or counted[-2].sentence_start < before.sentence_start
    for rule in _rules("next"):
        whole_group = before.denominator
        if rule.of_those:
            whole_group = before.numerator if once and _is_topic(text, before) else None
        if whole_group is None or before.population not in _POPULATIONS[rule.after]:
            continue
        found = rule.pattern.match(text, *bounds)
        if found and (
            form := _counted(f"{rule.name}-n" if rule.of_those else rule.name, found, whole_group)
        ):
            yield form
            return


def _of_named(text: str, bounds: tuple[int, int], before: tuple[int, int]) -> Iterator[CountForm]:
    """Counts out of the one number of people or cases in the sentence before."""
    rule, found = next(
        ((rule, one) for rule in _rules("named") if (one := rule.pattern.match(text, *bounds))),
        (None, None),
    )
    if rule is None or found is None:
        return
    named, numbers = [], list(_NUMBER.finditer(text, *before))
    for number in numbers:
        noun = noun_after(text, number.end(), before[1])
        if noun is not None and noun.kind in _COUNTED:
            named.append((number, noun))
    numerator = whole(found["n"])
    if len(named) != 1 or not numerator <= whole(named[0][0].group()) <= LARGEST:
        return
    number, noun = named[0]
    topic = len(numbers) == 1 and _TOPIC.search(text[before[0] : number.start()])
    if rule.name == "of-these" or (topic and found["n"].lower() not in MEMBER):
        denominator = whole(number.group())
        start, end = found.span("n")
        yield CountForm("of-these-n", numerator, denominator, None, None, start, end, noun)


def _counted(rule: str, found: re.Match[str], denominator: int) -> CountForm | None:
    """Return the count that a match is; none where it is more than there are, or `one` that may be no number."""
    numerator = whole(found["n"])
    pronoun = found["n"].lower() in MEMBER and not _PREPOSITION.search(
        found.string, max(0, found.start("n") - _REACH), found.start("n")
    )
    if numerator > denominator or pronoun:
        return None
    start, end = found.span("n")
    return CountForm(rule, numerator, denominator, None, None, start, end, None)
