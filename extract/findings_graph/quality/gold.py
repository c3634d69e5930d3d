"""Gold: finding units that annotators marked with themes and polarity, one JSON object a line.

A unit is told by its text, or, where no text may be passed on, by the inspection's report: its
characters in the normalised report and the SHA-256 of its cleaned text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from findings_graph.errors import FindingsError
from findings_graph.reading.cleaning import Cleaner

_NUMBERS = frozenset(range(1, 1000))
_POLARITIES = {
    "positive": "strength",
    "negative": "improvement",
    "strength": "strength",
    "improvement": "improvement",
    "mixed": "mixed",
    "neutral": "neutral",
}
"""Annotators' words for a polarity, and ours."""


class BadGold(FindingsError):
    """A gold file that cannot be read, or a line of it that is no annotated unit."""


@dataclass(frozen=True, slots=True)
class GoldUnit:
    """A finding unit as annotators marked it.

    Args:
        id: its name in the gold file.
        report: name of its inspection, such as `east-kent-2024`.
        heading: polarity of the heading it stands under; none where it stands under none.
        hashes: SHA-256 of its cleaned text; with a text, one for each reading of figures glued to a
            word, which may be a footnote's mark or the report's own.
        text: its cleaned text, where the gold gives one.
        place: its half-open characters in the normalised report, where the gold gives them.
        required: themes that every annotator gave.
        accepted: themes that any annotator gave; holds `required`.
        polarity: values that count as right for its text, in the graph's words.
    """

    id: str
    report: str
    heading: str | None
    hashes: tuple[str, ...]
    text: str | None
    place: tuple[int, int] | None
    required: frozenset[str]
    accepted: frozenset[str]
    polarity: frozenset[str]


def clean_texts(text: str) -> tuple[str, ...]:
    """Return a gold text without footnote marks and markup, in each reading of glued figures.

    `poor quality.4` ends in a footnote's mark in one report and may not in another: both are tried.
    """
    readings = (
        Cleaner(text, footnotes=footnotes, bracketed=_NUMBERS).clean([(0, len(text))])[0]
        for footnotes in (frozenset[int](), _NUMBERS)
    )
    return tuple(dict.fromkeys(readings))


def hash_text(text: str) -> str:
    """Return the SHA-256 that stands for a cleaned text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_gold(path: Path) -> tuple[GoldUnit, ...]:
    """Return the units of a gold file, in its order.

    Raises:
        BadGold: the file cannot be read, is empty, or has a line that is no unit; names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check the path"
        raise BadGold(message) from error
    except UnicodeDecodeError as error:
        message = f"{path}: byte {error.start:,} is not UTF-8; save it as UTF-8"
        raise BadGold(message) from error
    units: dict[str, GoldUnit] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            unit = _unit(json.loads(line))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            what = f"it has no {error}" if isinstance(error, KeyError) else str(error)
            message = (
                f"{path}, line {number}: no annotated unit: {what}; give one JSON object a line with "
                "id, report, required, accepted, polarity, and text or start, end, sha256"
            )
            raise BadGold(message) from error
        if unit.id in units:
            message = f"{path}, line {number}: the id {unit.id!r} stands there twice; give each unit its own"
            raise BadGold(message)
        units[unit.id] = unit
    if not units:
        message = f"{path}: holds no unit; give one JSON object a line"
        raise BadGold(message)
    return tuple(units.values())


def _unit(data: object) -> GoldUnit:
    if not isinstance(data, dict):
        raise TypeError("no JSON object")
    required, accepted = _names(data, "required"), _names(data, "accepted")
    if required - accepted:
        raise ValueError(f"required but not accepted: {', '.join(sorted(required - accepted))}")
    text, place, hashes = _text_or_place(data)
    heading = data.get("heading")
    return GoldUnit(
        id=_string(data, "id"),
        report=_string(data, "report"),
        heading=None if heading is None else _string(data, "heading"),
        hashes=hashes,
        text=text,
        place=place,
        required=required,
        accepted=accepted,
        polarity=frozenset(_polarity(value) for value in _names(data, "polarity")),
    )


def _text_or_place(
    data: Mapping[str, Any],
) -> tuple[str | None, tuple[int, int] | None, tuple[str, ...]]:
    """Return a unit's cleaned text, place and hashes: what of these the gold gives."""
    place = None
    if "start" in data or "end" in data or "text" not in data:
        start, end = data["start"], data["end"]
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise ValueError("start and end are no place in a text")
        place = (start, end)
    if "text" in data:
        texts = clean_texts(_string(data, "text"))
        return texts[0], place, tuple(hash_text(text) for text in texts)
    return None, place, (_string(data, "sha256"),)


def _string(data: Mapping[str, Any], name: str) -> str:
    value = data[name]
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name} is no text")
    return value


def _names(data: Mapping[str, Any], name: str) -> frozenset[str]:
    values = data[name]
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError(f"{name} is no list of names")
    return frozenset(values)


def _polarity(value: str) -> str:
    if value not in _POLARITIES:
        raise ValueError(f"{value!r} is no polarity; one of {', '.join(_POLARITIES)} is")
    return _POLARITIES[value]
