"""The forms in which a sentence counts: `15 out of 44`, `66 of 74`, `of the 49 cases, 10 …`, `13 (25 per cent)`.

Only the form is read here, with the noun behind it; what the count is out of is told in `populations`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from findings_graph.numbers import (
    PER_CENT,
    PERCENT,
    PROPORTION,
    WHOLE,
    parse_number,
    parse_percentage,
)
from findings_graph.populations import HeadNoun, noun_after

_FLAGS = re.IGNORECASE

# A proportion or percentage printed just before a count in brackets: "a third (16 out of 49)".
_SHARE = rf"(?:(?P<share>{PERCENT})|(?P<fraction>{PROPORTION}))(?:\s+of\s+[^().;:]{{1,40}}?|(?:\s\w+){{1,2}})?\s*\(\s*"
_OF = r"\s+(?P<of>out\s+of|of)\s+(?P<the>(?:(?:a|the|these|those|our|all|possible|total(?:\s+of)?|sample\s+of)\s+){0,4})"
_COUNT = re.compile(
    rf"(?:{_SHARE})?(?P<n>{WHOLE}|\bnone\b)(?:\s*\((?P<inner>{PERCENT})\))?{_OF}(?P<d>{WHOLE})",
    _FLAGS,
)
_RATIO = re.compile(
    rf"(?:{_SHARE})?(?<![\w.,/£-])(?P<n>\d{{1,3}})\s?/\s?(?P<d>\d{{1,3}})(?![\w/%-]|[.,]\d)", _FLAGS
)
_OF_THE_M = re.compile(
    rf"(?:^|(?<=[,;(]\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bthat\s)|(?<=\bwhile\s)|(?<=[.!?”]\s))"
    rf"of\s+(?:(?:the|these|those|our|all)\s+)?(?P<d>{WHOLE})(?P<mid>\s[^,.;:()]{{3,90}},\s+)"
    rf"(?:only\s+|just\s+)?(?P<n>{WHOLE}|none)\b(?!\s*{PER_CENT})",
    _FLAGS,
)
_OF_WHOM = re.compile(
    rf"(?P<d>{WHOLE})(?P<mid>\s[^,.;:()]{{3,60}},?\s+)(?:with\s+|and\s+)?(?:only\s+|just\s+)?(?P<n>{WHOLE}|none)"
    r"\s+of\s+(?:whom|which|these|those|them)\b",
    _FLAGS,
)
_COUNT_SHARE = re.compile(
    rf"(?P<n>{WHOLE})(?P<mid>(?:\s+[^\s,.;:()]+){{0,4}})\s+\((?P<share>{PERCENT})\)", _FLAGS
)
_SHARE_AFTER = re.compile(
    rf"(?P<mid>[^.;:()]{{0,60}}?)[(,]\s*(?:or\s+)?(?P<share>{PERCENT})\s*[),]", _FLAGS
)
_SHARE_INSIDE = re.compile(rf"\s*[,;]\s*(?P<share>{PERCENT})\s*\)", _FLAGS)
_QUALIFIED = re.compile(
    r"\s*(?:(?:we\s+)?(?:inspected|surveyed|interviewed)|to\s+(?:our|the)\s+(?:\S+\s+)?survey)?\s*$",
    _FLAGS,
)

# "34 of the 47 surveyed": what they were is said by what was done with them.
_ASKED = re.compile(
    r"\s+(?:(?:that\s+)?we\s+|who\s+were\s+)?(?:surveyed|interviewed|inspected|questioned|who\s+(?:answered|responded|replied))\b",
    _FLAGS,
)

# "Among PSOs' cases, 5 of 16 …": the noun stands just before.
_LED = re.compile(
    r"\b(?:among|for|of|in)\s(?:[^.,;:()\d]{1,40}\s)?(?:cases|respondents|reports)[,:]?\s+(?:only\s+|just\s+)?$",
    _FLAGS,
)

# Cheap looks before the patterns above are tried on a sentence.
_OF_NUMBER = re.compile(
    rf"\bof\s+(?:(?:a|the|these|those|our|all|possible|total|sample|of)\s+){{0,4}}{WHOLE}", _FLAGS
)
_OF_THESE = re.compile(r"\bof\s+(?:whom|which|these|those|them)\b", _FLAGS)
# What people who were asked may be said to do, though the sentence describes the sample.
_OPINION = re.compile(
    r"\s+(?:said|told|felt|thought|believed|described|reported|agreed|disagreed|considered|indicated)\b",
    _FLAGS,
)

_SCORE = re.compile(r"\b(?:scored?|scoring|points|rating|rated)\b[^.;]{0,20}$", _FLAGS)
_ALL_BUT = re.compile(r"\b(?:all|everyone|everybody)\s+but\s+$", _FLAGS)
_SAMPLE = re.compile(r"\b(?:inspected|interviewed|caseload)\b", _FLAGS)
_NO_COUNT_BEHIND = re.compile(
    rf"\s*{PER_CENT}|\s+(?:out\s+of|of)\s+{WHOLE}|\s+(?:months?|weeks?|days?|years?|hours?)\b",
    _FLAGS,
)
_LIKE_A_SAMPLE = re.compile(
    r"\b(?:relevant|applicable|eligible|inspected|where|report|respondent)", _FLAGS
)
_MEMBER = frozenset({"one", "1"})
# "nine out of ten": a proportion, not a count, unless what it counts is said to be counted.
_IDIOM = frozenset({"two", "three", "four", "five", "ten", "a hundred", "one hundred"})
_COUNTABLE = frozenset({"case", "report", "respondent", "staff", "probationer", "people", "work"})
_LARGEST = 999  # no sample is larger; a caseload is
_NEAR = 60


@dataclass(frozen=True, slots=True)
class CountForm:
    """A count as it stands in the text, before its population is known.

    Args:
        rule: name of the form.
        numerator: how many.
        denominator: out of how many, where it is printed.
        share: percentage printed beside it, as printed.
        fraction: proportion printed beside it, as printed.
        start: first character of the count.
        end: one past its last.
        noun: the noun that it counts, where it stands behind it.
    """

    rule: str
    numerator: int
    denominator: int | None
    share: str | None
    fraction: str | None
    start: int
    end: int
    noun: HeadNoun | None


@dataclass(frozen=True, slots=True)
class _Window:
    """A sentence of a passage, and the denominators that were counted in it so far."""

    text: str
    first: int
    last: int
    known: set[int] = field(default_factory=set)

    def before(self, start: int) -> str:
        return self.text[max(self.first, start - _NEAR) : start]

    def noun(self, end: int) -> HeadNoun | None:
        return noun_after(self.text, end, self.last)


def find_forms(text: str, first: int, last: int, known: set[int]) -> list[CountForm]:
    """Return the counts of one sentence in the order of the text; no two share a character.

    Args:
        text: the passage.
        first: first character of the sentence.
        last: one past its last.
        known: denominators of the counts of the passage before this sentence.
    """
    window = _Window(text, first, last, set(known))
    finders: list[Callable[[_Window], Iterator[CountForm]]] = []
    if _OF_NUMBER.search(text, first, last):
        finders += [_out_of, _of_the_many]
    if text.find("/", first, last) >= 0:
        finders.append(_ratios)
    if _OF_THESE.search(text, first, last):
        finders.append(_of_whom)
    if text.find("(", first, last) >= 0:
        finders.append(_with_share)
    taken: set[int] = set()
    forms: list[CountForm] = []
    for find in finders:
        for form in find(window):
            if taken.isdisjoint(range(form.start, form.end)):
                taken.update(range(form.start, form.end))
                forms.append(form)
    return sorted(forms, key=lambda form: form.start)


def _whole(text: str) -> int:
    return 0 if text.lower() == "none" else int(parse_number(text))


def _out_of(window: _Window) -> Iterator[CountForm]:
    for found in _COUNT.finditer(window.text, window.first, window.last):
        numerator, denominator = _whole(found["n"]), _whole(found["d"])
        before = window.before(found.start("n"))
        if denominator < 2 or numerator > denominator or _SCORE.search(before):
            continue
        noun = window.noun(found.end())
        inside = _SHARE_INSIDE.match(window.text, found.end(), window.last)
        share = found["share"] or found["inner"] or (inside["share"] if inside else None)
        beside = bool(share or found["fraction"])
        if found["of"].lower() == "of":
            asked = _ASKED.match(window.text, found.end(), window.last)
            led = noun is None and _LED.search(before)
            counts = beside or asked or led or _is_count(found, noun, window.known)
            if not counts or _ALL_BUT.search(before):
                continue
        elif not beside and _is_idiom(window.text, found, noun):
            continue
        window.known.add(denominator)
        yield CountForm(
            "n-out-of-m",
            numerator,
            denominator,
            share or _share_after(window, found.end(), noun, (numerator, denominator)),
            found["fraction"],
            found.start("n"),
            found.end(),
            noun,
        )


def _is_count(found: re.Match[str], noun: HeadNoun | None, known: set[int]) -> bool:
    """Tell whether `N of M` counts out of a sample: a noun says so, or M was counted out of before."""
    if noun is None:
        return int(parse_number(found["d"])) in known
    if noun.kind in ("staff", "people") and found["n"].lower() in _MEMBER:
        return False  # "one of the three SPOs" is one of them, no count
    return noun.kind in _COUNTABLE


def _is_idiom(text: str, found: re.Match[str], noun: HeadNoun | None) -> bool:
    """Tell whether `nine out of ten` is a manner of speaking: no noun says that a sample was counted."""
    if found["d"].lower() not in _IDIOM or found["the"].strip():
        return False
    if noun is None or noun.kind in ("people", "probationer", "thing", "staff"):
        return True
    return not _LIKE_A_SAMPLE.search(text, noun.start, noun.end + 40)


def _ratios(window: _Window) -> Iterator[CountForm]:
    """Counts with a slash, in brackets beside a percentage or before a countable noun: `(15/44)`."""
    for found in _RATIO.finditer(window.text, window.first, window.last):
        numerator, denominator = int(found["n"]), int(found["d"])
        noun = window.noun(found.end())
        inside = _SHARE_INSIDE.match(window.text, found.end(), window.last)
        share = found["share"] or (inside["share"] if inside else None)
        counted = noun is not None and noun.kind in _COUNTABLE and noun.kind != "people"
        if not (share or found["fraction"] or counted) or not 1 < denominator >= numerator:
            continue
        if (numerator, denominator) == (24, 7) or _SCORE.search(window.before(found.start("n"))):
            continue
        yield CountForm(
            "n-slash-m",
            numerator,
            denominator,
            share,
            found["fraction"],
            found.start("n"),
            found.end(),
            noun,
        )


def _of_the_many(window: _Window) -> Iterator[CountForm]:
    """Counts the other way round: `of the 49 relevant cases, only 10 …`."""
    for found in _OF_THE_M.finditer(window.text, window.first, window.last):
        form = _reversed(window, found, "of-the-m-n", _COUNTABLE, found.start("d"))
        if form and not _NO_COUNT_BEHIND.match(window.text, found.end()):
            yield form


def _of_whom(window: _Window) -> Iterator[CountForm]:
    """Counts within a group just named: `31 respondents, 13 of whom …`."""
    for found in _OF_WHOM.finditer(window.text, window.first, window.last):
        judged = _OPINION.match(window.text, found.end())
        if not judged and _SAMPLE.search(window.text, window.first, found.start("n")):
            continue  # the sample or the caseload is described, nothing is judged
        if found["n"].lower() in _MEMBER and not found.group().lower().endswith(("whom", "which")):
            continue
        form = _reversed(window, found, "m-of-whom-n", _COUNTABLE, found.start())
        if form:
            yield form


def _reversed(
    window: _Window, found: re.Match[str], rule: str, kinds: frozenset[str], start: int
) -> CountForm | None:
    noun = window.noun(found.end("d"))
    numerator, denominator = _whole(found["n"]), _whole(found["d"])
    if noun is None or noun.kind not in kinds or noun.end > found.start("n"):
        return None
    if numerator > denominator or denominator > _LARGEST:
        return None
    share = _share_after(window, found.end(), None, (numerator, denominator))
    return CountForm(rule, numerator, denominator, share, None, start, found.end(), noun)


def _with_share(window: _Window) -> Iterator[CountForm]:
    """Counts whose percentage stands for the denominator: `13 (25 per cent)`."""
    for found in _COUNT_SHARE.finditer(window.text, window.first, window.last):
        mid = found["mid"].strip()
        noun = window.noun(found.end("n")) if mid else None
        if mid and (noun is None or noun.end != found.end("mid") or noun.kind not in _COUNTABLE):
            continue
        number = _whole(found["n"])
        if (
            re.search(r"(?:\bof\s+|£)$", window.before(found.start("n")), _FLAGS)
            or number > _LARGEST
        ):
            continue
        yield CountForm(
            "n-with-percentage",
            number,
            None,
            found["share"],
            None,
            found.start(),
            found.end(),
            noun,
        )


def _share_after(
    window: _Window, start: int, noun: HeadNoun | None, count: tuple[int, int]
) -> str | None:
    """Return a percentage in brackets behind a count where it is this count's.

    It is where it follows the count or its noun at once, right or wrong, and else where it agrees.
    """
    found = _SHARE_AFTER.match(window.text, start, window.last)
    if found is None:
        return None
    behind = max(start, noun.end) if noun else start
    at_once = _QUALIFIED.match(window.text, behind, max(behind, found.end("mid")))
    bracket = window.text[found.end("mid")] == "("
    agrees = abs(parse_percentage(found["share"]) - 100 * count[0] / count[1]) < 1.5
    return found["share"] if agrees or (at_once and bracket) else None
