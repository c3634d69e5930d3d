"""Particulars of the inspection: unit, region, dates, sample, interviews, lead inspector, ISBN."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from findings_graph.cells import splittable
from findings_graph.facts import Body, Evidence, Value, YearMonth
from findings_graph.numbers import WHOLE, parse_number
from findings_graph.passages import Passage, join_passages
from findings_graph.registers import Registers
from findings_graph.sections import Placed

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)

_TITLE = re.compile(
    r"inspection of (?:the )?probation services?\s*(?:in|for|of)?\s*:?\s*"
    r"(?P<name>(?!the probation service)[^\n:|]{2,90}?(?:\n[^\n:|]{2,60}?)?)\s*"
    r"(?:\(PDU\)|PDU\b|probation delivery unit\b)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?P<name>[A-Z][\w’'.-]*(?:,? (?:and |& |of |the |upon |on |in |with )*[A-Z][\w’'.-]*){0,8}) "
    r"(?:PDU|Probation Delivery Unit)\b"
)
_REGION_TITLE = re.compile(
    r"probation service\s*[–—-]+\s*(?P<name>[A-Z][^\n]{2,60}?)\s+(?:probation )?region\b",
    re.IGNORECASE,
)
_REGION_TEXT = re.compile(
    r"(?:within|in|of|across) the (?P<name>[A-Z][\w&,’' ]{2,50}?) (?:probation )?region\b"
)
_ISSUED = re.compile(
    rf"(?:inspectorate of probation,?\s*|published(?: on| in)?:?\s*)(?:\d{{1,2}}(?:st|nd|rd|th)? )?"
    rf"(?P<month>{_MONTH})\s+(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_DAY = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?:and|to)\s+\d{{1,2}}(?:st|nd|rd|th)?|\s*[–-]\s*\d{{1,2}}(?:st|nd|rd|th)?)?"
    rf"\s+(?:of\s+)?(?P<month>{_MONTH})(?:,?\s+(?P<year>20\d\d))?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"(?P<month>{_MONTH}),?\s+(?P<year>20\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
_FIELDWORK = re.compile(rf"\b{splittable('fieldwork')}\b", re.IGNORECASE)
_STARTED = re.compile(
    rf"{splittable('fieldwork')}\s+(?:started|began|commenced|start(?: date)?|date)?\s*:?\s*(?:in\s+)?(?={_MONTH}|\d)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:beginning|commencing|starting|started|began|between|from|of|on|during|in)\b",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\bled by (?:(?:HM|His Majesty['’]s|Her Majesty['’]s) )?(?:(?:lead|assistant chief|senior) )?inspectors?\s*:?\s+"
    r"(?P<name>[A-Z][\w’'.-]+(?: (?:[A-Z][\w’'.-]*|de|van|der|von|la|al|bin|O[’']\w+)){0,4})",
    re.IGNORECASE,
)
_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*(?P<isbn>(?:97[89][-– ]?)?\d[\d–  -]{7,14}[\dX])\b")
_COMMUNITY = re.compile(
    rf"(?P<n>{WHOLE}) (?:cases? (?:subject to|on|of) )?(?:community|people (?:subject to|on) community)\b(?: (?:sentences?|orders?|cases?|and suspended sentence orders?))*",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    rf"(?P<n>{WHOLE}) (?:cases? (?:subject to|on|of) |people )?"
    r"(?:(?:were )?releases?d? (?:on licen[cs]e|from custody)|post-(?:release|custody|sentence)|(?:on )?licen[cs]es?\b|resettlement|custod\w+|supervision cases post)",
    re.IGNORECASE,
)
_COURT_REPORTS = re.compile(
    rf"\b(?:inspected|examined|reviewed|assessed) (?P<n>{WHOLE}) (?:relevant |pre-sentence )*(?:court )?reports\b",
    re.IGNORECASE,
)
_INTERVIEWS = (
    re.compile(
        rf"(?P<n>{WHOLE}) (?:\w+ )?interviews (?:were (?:held|conducted|carried out|completed) )?with (?:\w+ )?(?:probation )?(?:practitioners|officers)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\binterviewed (?P<n>{WHOLE}) (?:probation |individual )*(?:practitioners|officers)\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<n>{WHOLE}) (?:probation )?practitioners (?:were|had been) interviewed\b",
        re.IGNORECASE,
    ),
)
_INSPECTED = re.compile(
    r"\b(?:inspected|examined|reviewed|sample|consist\w+|compris\w+)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s+[A-Z]|\s*$)|$)", re.DOTALL)
_COVER = 40
"""How many passages the title page and imprint may have."""
_SAMPLE_SECTIONS = ("background", "foreword", "2", "summary", "further", "front", "annexe", "1")


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit inspected, where the report names it, and its region with where that comes from."""

    pdu: Body
    pdu_evidence: Evidence
    region: Body | None
    region_evidence: Evidence | None


def find_unit(placed: list[Placed], registers: Registers) -> Unit | None:
    """Return the probation delivery unit that the report inspects, with its region.

    The title names it; where a converter lost that, the unit that the recommendations or the ratings
    address does. The region is the one that the title or the text gives, else the register's.
    """
    named = _title(placed) or _addressed(placed)
    if named is None:
        return None
    name, evidence = named
    pdu = registers.body_for(name, "ProbationDeliveryUnit")
    region, region_evidence = _region(placed, registers)
    return Unit(pdu, evidence, region or registers.region_of(pdu), region_evidence)


def _cover(placed: list[Placed]) -> Passage:
    """Return the report's first pages as one passage: title, imprint, what stands before the foreword."""
    first = [entry.passage for entry in placed[:_COVER] if entry.section != "contents"]
    return join_passages(first)


def _title(placed: list[Placed]) -> tuple[str, Evidence] | None:
    cover = _cover(placed)
    match = _TITLE.search(cover.text)
    if match is None:
        return None
    name = " ".join(match["name"].split()).strip(" -–—,:")
    start, end = cover.span(match.start("name"), match.end())
    return (name, Evidence(start, end, "title")) if name else None


def _addressed(placed: list[Placed]) -> tuple[str, Evidence] | None:
    for wanted in ("recommendations", "ratings", "front", "background", "foreword"):
        for entry in placed:
            if entry.section == wanted and (match := _UNIT.search(entry.passage.text)):
                start, end = entry.passage.span(match.start(), match.end())
                name = re.sub(r"^(?:The|In|At|For|This) ", "", match["name"])
                if name not in ("The", "This", "Each", "Every"):
                    return name, Evidence(start, end, "unit-addressed")
    return None


def _region(placed: list[Placed], registers: Registers) -> tuple[Body | None, Evidence | None]:
    cover = _cover(placed)
    if match := _REGION_TITLE.search(cover.text):
        name = " ".join(match["name"].split())
        region = registers.find_region(name) or registers.body_for(name, "ProbationRegion")
        start, end = cover.span(match.start("name"), match.end())
        return region, Evidence(start, end, "title-region")
    for entry in placed:
        if entry.section not in ("front", "foreword", "background"):
            continue
        for match in _REGION_TEXT.finditer(entry.passage.text):
            if region := registers.find_region(match["name"]):
                start, end = entry.passage.span(match.start("name"), match.end())
                return region, Evidence(start, end, "region-in-text")
    return None, None


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
    cover = _cover(placed)
    match = _ISSUED.search(cover.text)
    if match is None:
        return None
    month = YearMonth(int(match["year"]), _MONTHS[match["month"].lower()])
    start, end = cover.span(match.start("month"), match.end("year"))
    return Value("issued", month, Evidence(start, end, "publication-month"))


def _fieldwork_start(placed: list[Placed]) -> Value | None:
    """The most precise date on which fieldwork began; the background's where two are as precise."""
    found: list[tuple[int, Value]] = []
    for entry in placed:
        if entry.section in ("contents", "recommendations") or entry.section[:1] in "12":
            continue
        for start, end in _sentences(entry.passage.text):
            sentence = entry.passage.text[start:end]
            match = _FIELDWORK.search(sentence)
            if match is None:
                continue
            value = _first_date(entry.passage, sentence, start, match)
            if value is not None:
                rank = 0 if isinstance(value.value, dt.date) else 1
                found.append((rank, value))
    return min(found, key=lambda item: item[0])[1] if found else None


def _first_date(
    passage: Passage, sentence: str, offset: int, fieldwork: re.Match[str]
) -> Value | None:
    opening = _STARTED.search(sentence) or _OPENING.search(sentence, fieldwork.end())
    if opening is None:
        opening = _OPENING.search(sentence)
    if opening is None:
        return None
    day = _DAY.search(sentence, opening.end() - (0 if opening.re is _STARTED else 0))
    month = _MONTH_YEAR.search(sentence, opening.end())
    if day is not None and (month is None or day.start() <= month.start()):
        year = day["year"] or (later[1] if (later := _YEAR.search(sentence, day.end())) else None)
        if year is None:
            return None
        try:
            date = dt.date(int(year), _MONTHS[day["month"].lower()], int(day["day"]))
        except ValueError:
            return None
        start, end = passage.span(offset + day.start(), offset + day.end())
        return Value("fieldworkStart", date, Evidence(start, end, "fieldwork-day"))
    if month is None:
        return None
    start, end = passage.span(offset + month.start(), offset + month.end())
    value = YearMonth(int(month["year"]), _MONTHS[month["month"].lower()])
    return Value("fieldworkStart", value, Evidence(start, end, "fieldwork-month"))


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
    reports = _first("courtReports", placed, (_COURT_REPORTS,), "court-reports")
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
            name = match["name"].rstrip(".")
            start, end = entry.passage.span(match.start("name"), match.start("name") + len(name))
            return Value("leadInspector", name, Evidence(start, end, "lead-inspector"))
    return None


def _isbn(placed: list[Placed]) -> Value | None:
    for entry in placed:
        if match := _ISBN.search(entry.passage.text):
            isbn = match["isbn"].replace("–", "-").strip()
            if sum(char.isdigit() or char == "X" for char in isbn) in (10, 13):
                start, end = entry.passage.span(match.start("isbn"), match.end("isbn"))
                return Value("isbn", isbn, Evidence(start, end, "isbn"))
    return None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    for match in _SENTENCE.finditer(text):
        yield match.start(), match.end()
