"""Counts in other orders of words: `of the 49 cases, 10`, `31 respondents, 13 of whom`, `16 cases out of 43`, `in 12 cases and read in seven`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from findings_graph.counts.numbers import PER_CENT, WHOLE
from findings_graph.counts.populations import noun_after
from findings_graph.counts.window import (
    ALONE,
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
_IN_NEED = frozenset({"case", "report", "probationer", "people"})

_OF_THE_M = re.compile(
    rf"(?:^|(?<=[,;:(]\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bthat\s)|(?<=\bwhile\s)|(?<=[.!?”]\s))"
    rf"(?:(?:out\s+)?of|among|from(?=\s+a\s+total))\s+(?:(?:the|these|those|our|all|a\s+total\s+of)\s+)?"
    rf"(?P<d>{WHOLE})(?P<mid>\s[^,.;:()]{{3,120}},\s+)"
    rf"(?:only\s+|just\s+)?(?P<n>{WHOLE}|none)\b(?!\s*{PER_CENT})",
    _FLAGS,
)
_OF_WHOM = re.compile(
    rf"(?P<d>{WHOLE})(?P<mid>\s[^,.;:()]{{3,60}},?\s+)(?:with\s+|and\s+)?(?:only\s+|just\s+)?(?P<n>{WHOLE}|none)"
    r"\s+of\s+(?:whom|which|these|those|them)\b",
    _FLAGS,
)
# "16 cases out of 43", "seven (out of 15) relevant cases", "31 people (out of 81)".
_PARTED = re.compile(
    rf"(?P<n>{WHOLE})(?P<mid>(?:\s+[a-z’']+){{0,3}}?)\s+(?P<open>\()?(?:out\s+of|(?<=\()of)\s+"
    rf"(?:(?:the|our|all|these|those|a|total(?:\s+of)?)\s+){{0,3}}(?P<d>{WHOLE})(?P<close>\))?",
    _FLAGS,
)
# "Nineteen cases needed a plan; none had one."
_NEEDED = re.compile(
    rf"(?P<d>{WHOLE})(?P<mid>\s[^.,;:()\d]{{3,40}}?\s{NEED}[^.;:()\d]{{2,90}}?(?:[,;]\s+(?:(?:and|but|yet)\s+)?|\s(?:and|but|yet)\s+)"
    rf"(?:only\s+|just\s+)?)(?P<n>{WHOLE}|none)(?=\s+(?:of\s+(?:them|these|those)|(?:had|got|received|were\s+given)\s+(?:one|it|this|any|them))\b)",
    _FLAGS,
)
# "Reports were requested in 12 cases and read in seven": the same thing goes on, in some of the cases.
_IN_THE_MANY = re.compile(
    rf"\sin\s+(?:only\s+|just\s+)?(?P<d>{WHOLE})(?P<mid>\s+(?:[a-z-]+\s+)?cases(?:,?\s+(?:and|but|yet)\s+|,\s+(?=had\b))"
    r"(?:(?:was|were|had|been|then|only|later|subsequently|rarely|properly|actually)\s+)*(?:[a-z]{2,}ed|given|taken|written|shown|known|read|made|put|set|seen|found|met|done|took\s+place|happened|came)\b(?:\s+[^\s.,;:()\d]+){0,8}?\s+in\s+"
    rf"(?:only\s+|just\s+)?)(?P<n>{WHOLE}){ALONE}",
    _FLAGS,
)
# "Of 24 released on licence, 11": no noun, but what they have in common.
_DESCRIBED = re.compile(
    r"\s+(?:who|whom|with|whose|that|where|in\s+which|released|who’d)\b", _FLAGS
)
_WHOM_ASKED = re.compile(
    r"\s+(?:whom\s+we\s+(?:interviewed|asked|surveyed)|who\s+(?:answered|responded|replied|completed|took\s+part|participated))\b",
    _FLAGS,
)
# What people who were asked may be said to do, though the sentence describes the sample.
_OPINION = re.compile(
    r"\s+(?:said|told|felt|thought|believed|described|reported|agreed|disagreed|considered|indicated)\b",
    _FLAGS,
)
_SAMPLE = re.compile(
    r"\b(?:inspected|interviewed|caseload|(?:we|inspectors)\s+(?:read|examined|looked|reviewed|saw))\b",
    _FLAGS,
)
_NO_COUNT_BEHIND = re.compile(
    rf"\s*{PER_CENT}|\s+(?:out\s+of|of)\s+{WHOLE}|\s+(?:months?|weeks?|days?|years?|hours?)\b",
    _FLAGS,
)


def of_the_many(window: Window) -> Iterator[CountForm]:
    """Counts the other way round: `of the 49 relevant cases, only 10 …`."""
    for found in _OF_THE_M.finditer(window.text, window.first, window.last):
        form = _reversed(window, found, "of-the-m-n", COUNTABLE, found.start("d"))
        if form and not _NO_COUNT_BEHIND.match(window.text, found.end()):
            yield form


def needed(window: Window) -> Iterator[CountForm]:
    """Counts out of those that needed something, where casework is judged: `19 cases needed a plan; none had one`."""
    for found in _NEEDED.finditer(window.text, window.first, window.last) if window.judges else ():
        form = _reversed(window, found, "m-needed-n", _IN_NEED, found.start("n"))
        if form and form.noun and re.match(rf"\s+{NEED}", window.text[form.noun.end :], _FLAGS):
            yield form


def in_the_many(window: Window) -> Iterator[CountForm]:
    """Counts out of the cases in which something was done at all: `requested in 12 cases and read in seven`."""
    for found in _IN_THE_MANY.finditer(window.text, window.first, window.last):
        form = _reversed(window, found, "in-m-in-n", frozenset({"case"}), found.start("d"))
        if form and form.noun and form.noun.end <= found.end("mid"):
            yield form


def of_whom(window: Window) -> Iterator[CountForm]:
    """Counts within a group just named: `31 respondents, 13 of whom …`."""
    for found in _OF_WHOM.finditer(window.text, window.first, window.last):
        judged = _OPINION.match(window.text, found.end())
        if not judged and _SAMPLE.search(window.text, window.first, found.start("n")):
            continue  # the sample or the caseload is described, nothing is judged
        if found["n"].lower() in MEMBER and not found.group().lower().endswith(("whom", "which")):
            continue
        form = _reversed(window, found, "m-of-whom-n", COUNTABLE, found.start())
        if form:
            yield form


def _reversed(
    window: Window, found: re.Match[str], rule: str, kinds: frozenset[str], start: int
) -> CountForm | None:
    noun = window.noun(found.end("d"))
    numerator, denominator = whole(found["n"]), whole(found["d"])
    described = noun is None and rule == "of-the-m-n" and _DESCRIBED.match(found["mid"])
    if (
        described
        and (window.judges or _WHOM_ASKED.match(found["mid"]))
        and numerator <= denominator <= LARGEST
    ):
        start, end = found.start("d"), found.end()
        return CountForm(rule, numerator, denominator, None, None, start, end, None)
    if noun is None or noun.kind not in kinds or noun.end > found.start("n"):
        return None
    if numerator > denominator or denominator > LARGEST:
        return None
    share = share_after(window, found.end(), None, (numerator, denominator))
    return CountForm(rule, numerator, denominator, share, None, start, found.end(), noun)


def parted(window: Window) -> Iterator[CountForm]:
    """Counts whose two numbers a noun or a bracket parts: `16 cases out of 43`, `seven (out of 15)`."""
    for found in _PARTED.finditer(window.text, window.first, window.last):
        mid, bracket = found["mid"].strip(), found["open"]
        if bool(bracket) != bool(found["close"]) or not (mid or bracket):
            continue
        noun = noun_after(window.text, found.end("n"), found.end("mid")) if mid else None
        if mid and (noun is None or noun.end != found.end("mid")):
            continue
        noun = noun or window.noun(found.end())
        numerator, denominator = whole(found["n"]), whole(found["d"])
        if noun is None or noun.kind not in COUNTABLE or not numerator <= denominator <= LARGEST:
            continue
        window.known.add(denominator)
        share = share_after(window, found.end(), None, (numerator, denominator))
        start, end = found.start(), found.end()
        yield CountForm("n-parted-m", numerator, denominator, share, None, start, end, noun)
