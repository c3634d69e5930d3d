"""The forms in which a sentence counts: `15 out of 44`, `66 of 74`, `of the 49 cases, 10 …`, `13 (25 per cent)`.

Only the form is read here, with the noun behind it; what the count is out of is told in `populations`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from findings_graph.counts.numbers import (
    PERCENT,
    PROPORTION,
    WHOLE,
    parse_number,
)
from findings_graph.counts.orders import in_the_many, needed, of_the_many, of_whom, parted
from findings_graph.counts.populations import HeadNoun, names_things, noun_before
from findings_graph.counts.wholes import all_many, each_of, said_by_the_whole
from findings_graph.counts.window import (
    COUNTABLE,
    LARGEST,
    MEMBER,
    NEED,
    CountForm,
    Window,
    share_after,
    whole,
)

_FLAGS = re.IGNORECASE

# A proportion or percentage printed just before a count in brackets: "a third (16 out of 49)".
_SHARE = rf"(?:(?P<share>{PERCENT})|(?P<fraction>{PROPORTION}))(?:\s+of\s+[^().;:]{{1,40}}?|(?:\s\w+){{1,2}})?\s*\(\s*"
_OF = r"\s+(?P<of>out\s+of|of)\s+(?P<the>(?:(?:a|the|these|those|our|their|its|his|her|all|possible|relevant|applicable|total(?:\s+of)?|sample\s+of)\s+){0,4})"
_COUNT = re.compile(
    rf"(?:{_SHARE})?(?P<n>{WHOLE}|\bnone\b)(?:\s*\((?P<inner>{PERCENT})\))?{_OF}(?P<d>{WHOLE})",
    _FLAGS,
)
_RATIO = re.compile(
    rf"(?:{_SHARE})?(?<![\w.,/£-])(?P<n>\d{{1,3}})\s?/\s?(?P<d>\d{{1,3}})(?![\w/%-]|[.,]\d)", _FLAGS
)
_COUNT_SHARE = re.compile(
    rf"(?P<n>{WHOLE})(?P<mid>(?:\s+[^\s,.;:()]+){{0,4}})\s+\((?P<share>{PERCENT})\)", _FLAGS
)
_SHARE_INSIDE = re.compile(rf"\s*[,;]\s*(?P<share>{PERCENT})\s*\)", _FLAGS)
# "34 of the 47 surveyed": what they were is said by what was done with them.
_ASKED = re.compile(
    r"\s+(?:(?:that\s+)?we\s+|who\s+were\s+)?(?:surveyed|interviewed|inspected|questioned|who\s+(?:answered|responded|replied))\b",
    _FLAGS,
)


# "against 11 of 28 for others": a count to compare with the one before.
_AGAINST = re.compile(
    r"\b(?:against|compared\s+(?:with|to)|contrast\s+to|opposed\s+to|than)\s+(?:only\s+|just\s+)?$",
    _FLAGS,
)
_AND_IN = re.compile(r"\s(?:and|but)\s+in\s+(?:only\s+|just\s+)?$", _FLAGS)
_INSTANCES = re.compile(r"\s+(?:instances|occasions)\b", _FLAGS)
_SAID = re.compile(
    r",?\s+(?:said|told|felt|thought|believed|agreed|disagreed|reported|described|considered|knew|wanted)\b",
    _FLAGS,
)
_FEW = 5  # "two of the five" are named things more often than cases

# Cheap looks before the patterns above are tried on a sentence.
_OF_NUMBER = re.compile(
    rf"\b(?:of|among)\s+(?:(?:a|the|these|those|our|their|its|his|her|all|possible|relevant|applicable|total|sample|of)\s+){{0,4}}{WHOLE}",
    _FLAGS,
)
_IN_CASES = re.compile(rf"\sin\s{WHOLE}\s(?:\S+\s)?cases\b", _FLAGS)
_NEED = re.compile(rf"\b{NEED}", _FLAGS)
_WHOLES = re.compile(r"\b(?:all\s|neither\s+of\s)", _FLAGS)
_OF_THESE = re.compile(r"\bof\s+(?:whom|which|these|those|them)\b", _FLAGS)

_SCORE = re.compile(r"\b(?:scored?|scoring|points|rating|rated)\b[^.;]{0,20}$", _FLAGS)
_THOSE = re.compile(r"\b(?:these|those)\b", _FLAGS)
_THEIRS = re.compile(r"\b(?:their|its|his|her)\b", _FLAGS)
_CASEWORK = frozenset({"case", "report", "work"})
_LIKE_A_SAMPLE = re.compile(
    r"\b(?:relevant|applicable|eligible|inspected|where|report|respondent)", _FLAGS
)
_NAMED = frozenset({"case", "report", "respondent", "probationer"})
_ASIDE = 50  # characters before a count in brackets that may name what it counts
# "nine out of ten": a proportion, not a count, unless what it counts is said to be counted.
_IDIOM = frozenset({"two", "three", "four", "five", "ten", "a hundred", "one hundred"})


def find_forms(
    text: str, first: int, last: int, known: set[int], section: str | None
) -> list[CountForm]:
    """Return the counts of one sentence in the order of the text; no two share a character.

    Args:
        text: the passage.
        first: first character of the sentence.
        last: one past its last.
        known: denominators of the counts of the passage before this sentence.
        section: section id, else none.
    """
    window = Window(text, first, last, set(known), section)
    finders = [find for hint, finds in _FINDERS if hint.search(text, first, last) for find in finds]
    taken: set[int] = set()
    forms: list[CountForm] = []
    for find in finders:
        for form in find(window):
            if taken.isdisjoint(range(form.start, form.end)):
                taken.update(range(form.start, form.end))
                forms.append(form)
    return sorted(forms, key=lambda form: form.start)


def _out_of(window: Window) -> Iterator[CountForm]:
    for found in _COUNT.finditer(window.text, window.first, window.last):
        numerator, denominator = whole(found["n"]), whole(found["d"])
        before = window.before(found.start("n"))
        if denominator < 2 or numerator > denominator or _SCORE.search(before):
            continue
        noun, start = window.noun(found.end()), found.start("n")
        by_whole = said_by_the_whole(before, found["n"], denominator)
        if by_whole is not None:
            numerator, start = by_whole[0], start - by_whole[1]
        inside = _SHARE_INSIDE.match(window.text, found.end(), window.last)
        share = found["share"] or found["inner"] or (inside["share"] if inside else None)
        beside = bool(share or found["fraction"])
        if found["of"].lower() == "of":
            asked = _ASKED.match(window.text, found.end(), window.last)
            bare = noun is None and _is_bare(window, found, before)
            counts = beside or asked or bare or _is_count(found, noun, window.known)
            if by_whole is not None:
                counts = bool(asked) or _is_whole(window, found.end(), noun, denominator)
            counts = counts or (noun is None and _is_of_those(window, found))
            counts = counts or (noun is None and _is_aside(window, found))
            if _THEIRS.search(found["the"]) and (noun is None or noun.kind not in _CASEWORK):
                counts = False  # "two of its five officers"
            if not counts:
                continue
        elif not beside and _is_idiom(window.text, found, noun):
            continue
        window.known.add(denominator)
        yield CountForm(
            "n-out-of-m",
            numerator,
            denominator,
            share or share_after(window, found.end(), noun, (numerator, denominator)),
            found["fraction"],
            start,
            found.end(),
            noun,
        )


def _is_count(found: re.Match[str], noun: HeadNoun | None, known: set[int]) -> bool:
    """Tell whether `N of M` counts out of a sample: a noun says so, or M was counted out of before."""
    if noun is None:
        return int(parse_number(found["d"])) in known
    if noun.kind in ("staff", "people") and found["n"].lower() in MEMBER:
        return False  # "one of the three SPOs" is one of them, no count
    return noun.kind in COUNTABLE


def _is_whole(window: Window, end: int, noun: HeadNoun | None, denominator: int) -> bool:
    """Tell whether `not one of M` counts: of people, only those who were inspected or asked."""
    if noun is not None:
        return window.judges if noun.kind == "people" else noun.kind in COUNTABLE
    if denominator in window.known:
        return True
    return window.judges and denominator > _FEW and not names_things(window.text, end, window.last)


def _is_bare(window: Window, found: re.Match[str], before: str) -> bool:
    """Tell whether `N of M` counts though no noun stands behind it: by its section, its verb, or a count to compare with."""
    text, end = window.text, found.end()
    if found["n"].lower() in MEMBER or _INSTANCES.match(text, end):
        return found["n"].lower() not in MEMBER
    if names_things(text, end, window.last):
        return False
    if window.known and (_AGAINST.search(before) or _AND_IN.search(before)):
        return True
    if window.judges:
        return whole(found["d"]) > _FEW
    return _SAID.match(text, end) is not None


def _is_aside(window: Window, found: re.Match[str]) -> bool:
    """Tell whether a count stands alone in brackets, and what it counts before them: `half of the people who needed it (26 of 59)`."""
    text, start = window.text, found.start("n")
    lead = max(window.first, start - _ASIDE)
    alone = text[start - 1] == "(" and text[found.end() : found.end() + 1] == ")"
    return alone and noun_before(text, lead, start, _NAMED | {"people"}) is not None


def _is_of_those(window: Window, found: re.Match[str]) -> bool:
    """Tell whether `16 of those 38` counts cases or people that the sentence named before."""
    text = window.text
    if not _THOSE.search(found["the"]) or found["n"].lower() in MEMBER:
        return False
    if names_things(text, found.end(), window.last):
        return False
    return noun_before(text, window.first, found.start(), _NAMED) is not None


def _is_idiom(text: str, found: re.Match[str], noun: HeadNoun | None) -> bool:
    """Tell whether `nine out of ten` is a manner of speaking: no noun says that a sample was counted."""
    if found["d"].lower() not in _IDIOM or found["the"].strip():
        return False
    if noun is None or noun.kind in ("people", "probationer", "thing", "staff"):
        return True
    return not _LIKE_A_SAMPLE.search(text, noun.start, noun.end + 40)


def _ratios(window: Window) -> Iterator[CountForm]:
    """Counts with a slash, in brackets beside a percentage or before a countable noun: `(15/44)`."""
    for found in _RATIO.finditer(window.text, window.first, window.last):
        numerator, denominator = int(found["n"]), int(found["d"])
        noun = window.noun(found.end())
        inside = _SHARE_INSIDE.match(window.text, found.end(), window.last)
        share = found["share"] or (inside["share"] if inside else None)
        counted = noun is not None and noun.kind in COUNTABLE and noun.kind != "people"
        if (
            not counted
            and window.text[found.start("n") - 1 : found.end() + 1] == f"({found.group()})"
        ):
            lead = max(window.first, found.start() - _ASIDE)
            counted = noun_before(window.text, lead, found.start(), _NAMED) is not None
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


def _with_share(window: Window) -> Iterator[CountForm]:
    """Counts whose percentage stands for the denominator: `13 (25 per cent)`."""
    for found in _COUNT_SHARE.finditer(window.text, window.first, window.last):
        mid = found["mid"].strip()
        noun = window.noun(found.end("n")) if mid else None
        if mid and (noun is None or noun.end != found.end("mid") or noun.kind not in COUNTABLE):
            continue
        number = whole(found["n"])
        if noun is not None and noun.kind == "staff" and window.judges:
            continue  # "one or two practitioners (76 per cent)": what each person had
        if (
            re.search(r"(?:\bof\s+|£)$", window.before(found.start("n")), _FLAGS)
            or number > LARGEST
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


# What to try on a sentence, by what a cheap look finds in it, in order: the first to take a place keeps it.
_FINDERS: tuple[
    tuple[re.Pattern[str], tuple[Callable[[Window], Iterator[CountForm]], ...]], ...
] = (
    (_OF_NUMBER, (_out_of, of_the_many, parted, each_of)),
    (_IN_CASES, (in_the_many,)),
    (_NEED, (needed,)),
    (_WHOLES, (all_many,)),
    (re.compile("/"), (_ratios,)),
    (_OF_THESE, (of_whom,)),
    (re.compile(r"\("), (_with_share,)),
)
