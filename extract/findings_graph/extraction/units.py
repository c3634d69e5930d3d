"""The unit inspected: its name on the title page or in the text, and its region."""

from __future__ import annotations

import re
from dataclasses import dataclass

from findings_graph.facts import Body, Evidence
from findings_graph.organisations.registers import Registers
from findings_graph.reading.passages import Passage, join_passages
from findings_graph.reading.sections import Placed

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
_COVER = 40
"""How many passages the title page and imprint may have."""


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
    registered = registers.region_of(pdu)
    region, region_evidence = _region(placed, registers, registered)
    return Unit(pdu, evidence, region or registered, region_evidence)


def cover_of(placed: list[Placed]) -> Passage:
    """Return the report's first pages as one passage: title, imprint, what stands before the foreword."""
    first = [entry.passage for entry in placed[:_COVER] if entry.section != "contents"]
    return join_passages(first)


def _title(placed: list[Placed]) -> tuple[str, Evidence] | None:
    cover = cover_of(placed)
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


def _region(
    placed: list[Placed], registers: Registers, registered: Body | None
) -> tuple[Body | None, Evidence | None]:
    """Return the region that the report gives, and where.

    The text names other regions too: there, only the register's is believed where the unit has one.
    """
    cover = cover_of(placed)
    if match := _REGION_TITLE.search(cover.text):
        name = " ".join(match["name"].split())
        titled = registers.find_region(name) or registers.body_for(name, "ProbationRegion")
        return titled, Evidence(*cover.span(match.start("name"), match.end()), "title-region")
    for entry in placed:
        if entry.section not in ("front", "foreword", "background"):
            continue
        for match in _REGION_TEXT.finditer(entry.passage.text):
            region = registers.find_region(match["name"])
            if region is not None and region == (registered or region):
                span = entry.passage.span(match.start("name"), match.end())
                return region, Evidence(*span, "region-in-text")
    return None, None
