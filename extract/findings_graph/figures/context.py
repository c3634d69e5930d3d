"""What a figure consists of beside its number: whose it is, from when, and in which sentence.

The words for grades, region and country stand in `rules/figures.toml`; scopes are the closed list of
`ontology/measures.ttl`: `pdu`, `region`, `national`, each alone or with a grade (`pdu-po`), and a few
parts (`pdu-team`, `pdu-place`, `region-team`, `sample`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from findings_graph.counts.numbers import NUMBER, PER_CENT, parse_number
from findings_graph.facts import YearMonth
from findings_graph.rule_files import load_rules

FLAGS = re.IGNORECASE
_FRAGMENT = re.compile(r"(?<![A-Z])(?:NUM|PCTV|PCT|GRADE)(?![A-Z])")
_GRADES = ("po", "pso", "spo", "pqip", "administrator", "practitioner")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DATE = re.compile(
    r"\b(?:as\s+(?:at|of|on)|at(?:\s+the\s+end\s+of)?|up\s+to(?:\s+the\s+end\s+of)?|by\s+the\s+end\s+of|on)"
    rf"\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<month>{'|'.join(_MONTHS)}),?\s+(?P<year>20\d\d)\b",
    FLAGS,
)
_QUANTITY = re.compile(
    rf"(?P<number>{NUMBER})(?:\s*(?P<percent>{PER_CENT})|\s+(?:(?:working|sick|calendar|average)\s+)*(?P<days>days?)\b|\s+(?P<weeks>weeks?)\b|\s+(?P<months>months?)\b)?",
    FLAGS,
)
# Between a grade and its number a comma may stand only where the clause goes on about that grade.
_BREAK = re.compile(
    r"[;.]|,\s+(?!(?:where|which|who|with|at|standing|shows?|showed|was|were|is|are|stood|this|an? \w+ rate)\b)",
    FLAGS,
)
_NEAR = 90
_UNIT_WORD = re.compile(r"\b(?:PDU|unit|region|probation)\b", FLAGS)


@dataclass(frozen=True, slots=True)
class FigureMention:
    """One figure about a unit, its region or the country, as a report states it.

    Args:
        measure: notation of a measure in ontology/measures.ttl.
        value: the number, as printed.
        unit: notation of a unit in ontology/scales.ttl.
        scope: notation of a scope in ontology/measures.ttl.
        date: the month that the figure holds for, where its sentence says so.
        start: first character of the number in the passage, 0-based.
        end: one past the last character of the number and its unit.
        rule: name of the rule that found it.
        place: the part of the area, for the scope `pdu-place`, as the report writes it.
    """

    measure: str
    value: float
    unit: str
    scope: str
    date: YearMonth | None
    start: int
    end: int
    rule: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with the unit printed behind it: `percent`, `days`, `weeks`, `months` or `number`."""

    value: float
    shape: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, with what is known of where it stands.

    Args:
        text: the passage.
        first: its first character.
        last: one past its last.
        previous: the sentence before it, or empty.
        section: section id, or none.
        pdu: name of the inspected unit, where known, to tell it from a place in it.
    """

    text: str
    first: int
    last: int
    previous: str
    section: str | None
    pdu: str | None

    @property
    def words(self) -> str:
        """The sentence itself."""
        return self.text[self.first : self.last]

    def date(self) -> YearMonth | None:
        """Return the month that the sentence gives its figures, `as at January 2022`, if just one."""
        dates = {
            YearMonth(int(found["year"]), _MONTHS.index(found["month"].title()) + 1)
            for found in _DATE.finditer(self.words)
        }
        return dates.pop() if len(dates) == 1 else None


@functools.cache
def figure_rules() -> dict[str, Any]:
    """Return the rules of `rules/figures.toml`."""
    return load_rules("figures")


@functools.cache
def compiled(source: str) -> re.Pattern[str]:
    """Compile a pattern of the rules, with its fragments NUM, PCTV, PCT and GRADE filled in."""
    fragments = {
        "NUM": NUMBER,
        "PCTV": rf"(?:{NUMBER}\s*{PER_CENT})",
        "PCT": PER_CENT,
        "GRADE": _grade_source(),
    }
    return re.compile(_FRAGMENT.sub(lambda found: fragments[found.group()], source), FLAGS)


def words(name: str) -> re.Pattern[str]:
    """Return a pattern of the table `words`."""
    return compiled(figure_rules()["words"][name])


@functools.cache
def _grade_source() -> str:
    names = [name for names in figure_rules()["grade"].values() for name in names]
    return rf"\b(?:{'|'.join(names)})(?:[’\x27]s?)?(?:\s+grade)?(?![\w-])"


@functools.cache
def _grade_names() -> re.Pattern[str]:
    kinds = figure_rules()["grade"].items()
    named = "|".join(f"(?P<{kind}>{'|'.join(names)})" for kind, names in kinds)
    return re.compile(rf"\b(?:{named})(?![\w-])", FLAGS)


@functools.cache
def _grade_after() -> re.Pattern[str]:
    one = _grade_source()
    return re.compile(
        rf"^(?:\s+(?={one})|(?:(?!\b(?:and|but|while|compared|with)\b)[^,;.]){{0,60}}?\b(?:for|among|amongst|of|at)\s+(?:the\s+|both\s+|its\s+)*)"
        rf"(?P<grades>{one}(?:\s+(?:and|&)\s+{one})?)",
        FLAGS,
    )


@functools.cache
def _grade_pair() -> re.Pattern[str]:
    one = _grade_source()
    return re.compile(rf"{one}(?:\s+(?:and|&)\s+{one})?", FLAGS)


def grades_in(text: str) -> tuple[str, ...]:
    """Return the grades that a phrase names, in order; `whole` for all staff."""
    return tuple(str(found.lastgroup) for found in _grade_names().finditer(text))


def grades_after(text: str) -> tuple[str, ...]:
    """Return the grades that the words behind a number give it: `… per cent for POs`."""
    found = _grade_after().match(text)
    return grades_in(found["grades"]) if found else ()


def grades_before(text: str) -> tuple[str, ...]:
    """Return the grades that the words before a number give it: `POs were working at …`."""
    pairs = list(_grade_pair().finditer(text))
    if not pairs:
        return ()
    last = pairs[-1]
    between = text[last.end() :]
    if len(between) > _NEAR or _BREAK.search(between) or words("overall").search(between):
        return ()
    grades = grades_in(last.group())
    if grades == ("practitioner",) and len(between) > _NEAR // 2:
        return ()
    return grades


def area_of(before: str, after: str) -> str | None:
    """Return `region` or `national` where the words at a number say that it is theirs."""
    for area in ("region", "national"):
        if words(f"{area}_before").search(before) or words(f"{area}_after").search(after):
            return area
    for area in ("region", "national"):
        lead = words(f"{area}_lead").search(before)
        if lead and not words("not_lead").search(before):
            return area
    return None


def scope_of(area: str | None, grade: str | None) -> str:
    """Join an area and a grade to a scope's notation."""
    base = area or "pdu"
    return f"{base}-{grade}" if grade in _GRADES else base


def quantities(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Yield the numbers of the characters [start, end) with the units printed behind them."""
    for found in _QUANTITY.finditer(text, start, end):
        shape = found.lastgroup or "number"
        if shape == "number" and found["number"].lower() in ("one", "a"):
            continue  # "one of them" is a pronoun, and no figure is so small
        yield Quantity(float(parse_number(found["number"])), shape, found.start(), found.end())


def is_exact(text: str, start: int) -> bool:
    """Tell whether the words before a number state it, not a bound or the end of a range."""
    return not words("bound").search(text, max(0, start - 40), start)


def is_unit(name: str, pdu: str | None) -> bool:
    """Tell whether a name is the inspected unit's, or a word for it, and no place in it."""
    if _UNIT_WORD.search(name):
        return True
    return pdu is not None and _plain(name) == _plain(pdu)


def _plain(name: str) -> str:
    return re.sub(r"\W+", " ", name.lower().replace("&", "and").replace("pdu", "")).strip()
