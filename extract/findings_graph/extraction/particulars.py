"""Particulars of the inspection: dates, sample, interviews, lead inspector, ISBN."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from findings_graph.counts.numbers import WHOLE, parse_number
from findings_graph.extraction.dates import MONTH, Dated, find_dates, month_number
from findings_graph.extraction.units import cover_of
from findings_graph.facts import Evidence, Value, YearMonth
from findings_graph.reading.cells import splittable
from findings_graph.reading.passages import Passage
from findings_graph.reading.sections import Placed

_ISSUED = re.compile(
    rf"(?:inspectorate of probation,?\s*|published(?: on| in)?:?\s*)(?:\d{{1,2}}(?:st|nd|rd|th)? )?"
    rf"(?P<month>{MONTH}),?\s+(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_FIELDWORK = re.compile(rf"\b{splittable('fieldwork')}\b", re.IGNORECASE)
_STARTED = re.compile(
    rf"{splittable('fieldwork')}\s+(?:started|began|commenced|start(?: date)?|dates?)?\s*:?\s*"
    rf"(?:on\s+|in\s+)?(?={MONTH}|\d)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:beginning|commencing|starting|started|began|between|from|of|on|during|in)\b",
    re.IGNORECASE,
)
_WEEKS = re.compile(
    r"\b(?:inspect(?:ion|ed|ors)|visit(?:ed)?)\b[^.]*?\bweeks? (?:commencing|beginning|starting|of)\b",
    re.IGNORECASE,
)
_OF_CASES = re.compile(r"\b(?:cases?|sentences?|orders?|licen[cs]es?)\b", re.IGNORECASE)
_NAME = (
    r"[^\W\d_a-zß-öø-ÿ](?:\.|[\w’'-]+)"
    r"(?: (?:(?:de|da|di|du|la|le|van|von|der|den|al|bin|ap|ab)\b(?= )|[^\W\d_a-zß-öø-ÿ](?:[\w’'-]+|\.|\b))){1,4}"
)
_TITLED = (
    r"(?i:(?:(?:HM|His Majesty['’]s|Her Majesty['’]s|the)\s+)?"
    r"(?:(?:lead|deputy|assistant|chief|senior)\s+)*(?:inspectors?|HMIP?)\s*[:,]?\s+)"
)
_LEAD = re.compile(
    r"\b(?:"
    rf"(?i:inspection was led by|lead inspector(?: for this inspection)?(?: was|:)?)\s+{_TITLED}?"
    rf"|(?i:led by)\s+{_TITLED}"
    rf")(?P<name>{_NAME})"
)
_ISBN = re.compile(
    r"\bISBN(?:[- ]?1[03])?:?\s*"
    r"(?P<isbn>97[89](?:[-\u2010-\u2015 ]?\d){10}|\d(?:[-\u2010-\u2015 ]?\d){8}[-\u2010-\u2015 ]?[\dX])(?!\d)"
)
_BETWEEN = (
    r"(?:\s+(?:cases?|people|persons?|individuals?|who|where|were|was|had|been|is|are|being|these|of|on|in|the|an?|"
    r"relevant|subject|to|under|serving|sentenced))*?\s+(?:post-)?"
)
"""Words that may stand between a number and the kind of case that it counts."""
_COMMUNITY = re.compile(
    rf"(?P<n>{WHOLE}){_BETWEEN}communit(?:y|ies)\b"
    r"(?:\s(?:sentences?|orders?|cases?|and suspended sentence orders?))*",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    rf"(?P<n>{WHOLE}){_BETWEEN}"
    r"(?:releases?d?(?: (?:on licen[cs]e|from custody))?|licen[cs]es?|resettlement|custod\w+|sentence|supervision cases post)\b",
    re.IGNORECASE,
)
_INSPECTED_VERB = r"\b(?:inspected|examined|reviewed|assessed|considered|sampled|looked at)"
_COURT_REPORTS = (
    re.compile(
        rf"{_INSPECTED_VERB}(?: a further| a total of| a sample of)? (?P<n>{WHOLE}) "
        r"(?:relevant |pre-sentence |court |written )*reports\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<n>{WHOLE}) (?:relevant |pre-sentence )*(?:court|pre-sentence) reports (?:were|that we) (?:inspected|examined|reviewed|assessed)\b",
        re.IGNORECASE,
    ),
)
_STAFF = r"(?:(?:probation|individual|responsible|sentence|case|offender) )*(?:practitioners?|officers?|managers?)\b"
_INTERVIEWS = (
    re.compile(
        rf"(?P<n>{WHOLE}) (?:\w+ )?interviews (?:were (?:held|conducted|carried out|completed|undertaken) )?with (?:\w+ )?{_STAFF}",
        re.IGNORECASE,
    ),
    re.compile(rf"\binterviewed (?P<n>{WHOLE}) {_STAFF}", re.IGNORECASE),
    re.compile(rf"\binterviews with (?P<n>{WHOLE}) {_STAFF}", re.IGNORECASE),
    re.compile(rf"(?P<n>{WHOLE}) {_STAFF} (?:were|had been) interviewed\b", re.IGNORECASE),
    re.compile(rf"(?P<n>{WHOLE}) {_STAFF} interviews\b", re.IGNORECASE),
)
_INSPECTED = re.compile(
    r"\b(?:inspected|examined|reviewed|assessed|sample|consist\w+|compris\w+)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s+[A-Z]|\s*$)|$)", re.DOTALL)
_SAMPLE_SECTIONS = (
    "background",
    "foreword",
    "2",
    "summary",
    "further",
    "front",
    "annexe",
    "1",
)


def find_particulars(placed: list[Placed]) -> list[Value]:
    """Return the plain values that the report states, each with its evidence; at most one a property."""
    values = [
        _issued(placed),
        _fieldwork_start(placed),
        *_sample(placed),
        _first("practitionerInterviews", placed, _INTERVIEWS, "interviews"),
        _lead_inspector(placed),
        _isbn(placed),
    ]
    return [value for value in values if value is not None]


def _issued(placed: list[Placed]) -> Value | None:
    """The month of publication: on the title page, or after "Published" on a web page."""
    cover = cover_of(placed)
    match = _ISSUED.search(cover.text)
    if match is None:
        return None
    month = YearMonth(int(match["year"]), month_number(match["month"]))
    start, end = cover.span(match.start("month"), match.end("year"))
    return Value("issued", month, Evidence(start, end, "publication-month"))


def _fieldwork_start(placed: list[Placed]) -> Value | None:
    """The most precise date on which fieldwork began; the first of those that are as precise."""
    found: list[Value] = []
    for entry in placed:
        if entry.section in ("contents", "recommendations") or entry.section[:1] in "12":
            continue
        for offset, end in _sentences(entry.passage.text):
            dated = _fieldwork_date(entry.passage.text[offset:end])
            if dated is not None:
                rule = "fieldwork-day" if isinstance(dated.value, dt.date) else "fieldwork-month"
                span = entry.passage.span(offset + dated.start, offset + dated.end)
                found.append(Value("fieldworkStart", dated.value, Evidence(*span, rule)))
    return min(found, key=lambda value: isinstance(value.value, YearMonth), default=None)


def _fieldwork_date(sentence: str) -> Dated | None:
    """Return when a sentence says that fieldwork, or the inspection's first week, began."""
    if fieldwork := _FIELDWORK.search(sentence):
        opening = (
            _STARTED.search(sentence)
            or _OPENING.search(sentence, fieldwork.end())
            or _OPENING.search(sentence)
        )
    else:
        opening = _WEEKS.search(sentence)
        if opening is not None and _OF_CASES.search(opening[0]):
            return None  # the weeks in which the cases inspected had begun
    return next(find_dates(sentence, opening.end()), None) if opening else None


def _sample(placed: list[Placed]) -> Iterator[Value]:
    """Yield the numbers of community cases, licence cases and court reports inspected."""
    wanted = {"communityCases": _COMMUNITY, "licenceCases": _LICENCE}
    for entry in _in_order(placed):
        for start, end in _sentences(entry.passage.text):
            sentence = entry.passage.text[start:end]
            if not _INSPECTED.search(sentence):
                continue
            matches = {name: pattern.search(sentence) for name, pattern in wanted.items()}
            if not all(matches.values()):
                continue
            for name, match in matches.items():
                assert match is not None
                yield _counted(name, entry.passage, start, match, "sample")
            wanted = {}
            break
        if not wanted:
            break
    reports = _first("courtReports", placed, _COURT_REPORTS, "court-reports")
    if reports is not None:
        yield reports


def _counted(name: str, passage: Passage, offset: int, match: re.Match[str], rule: str) -> Value:
    start, end = passage.span(offset + match.start(), offset + match.end())
    return Value(name, int(parse_number(match["n"])), Evidence(start, end, rule))


def _first(
    name: str, placed: list[Placed], patterns: Iterable[re.Pattern[str]], rule: str
) -> Value | None:
    for entry in _in_order(placed):
        for pattern in patterns:
            if match := pattern.search(entry.passage.text):
                return _counted(name, entry.passage, 0, match, rule)
    return None


def _in_order(placed: list[Placed]) -> Iterator[Placed]:
    """Yield the passages where a report describes its sample, the likeliest section first."""
    for section in _SAMPLE_SECTIONS:
        yield from (entry for entry in placed if entry.section == section)


def _lead_inspector(placed: list[Placed]) -> Value | None:
    for entry in placed:
        if match := _LEAD.search(entry.passage.text):
            span = entry.passage.span(match.start("name"), match.end("name"))
            return Value("leadInspector", match["name"], Evidence(*span, "lead-inspector"))
    return None


def _isbn(placed: list[Placed]) -> Value | None:
    for entry in placed:
        if match := _ISBN.search(entry.passage.text):
            isbn = re.sub(r"[\u2010-\u2015]", "-", match["isbn"])
            span = entry.passage.span(match.start("isbn"), match.end("isbn"))
            return Value("isbn", isbn, Evidence(*span, "isbn"))
    return None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        yield match.start(), match.end()
