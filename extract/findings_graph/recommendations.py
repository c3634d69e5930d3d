"""Recommendations with their addressee, and an annexe's progress on earlier ones."""

from __future__ import annotations

import re

from findings_graph.facts import Body, Evidence, Recommendation, RecommendationProgress
from findings_graph.registers import Registers
from findings_graph.sections import Placed

_LEAD_IN = re.compile(r"(?P<who>[^.:]{2,120}?)\s+should\s*(?:also\s*)?:?$", re.IGNORECASE)
_PROGRESS = re.compile(
    r"[\s–—:-]*\b(?P<progress>[A-Z][a-z]+(?: [a-z]+){0,2} progress)(?: made)?[.\s]*$"
)
_EARLIER = re.compile(
    r"^(?:(?:previous|earlier)\s+)?recommendations?(?:\s+\d{1,2})?\s*:\s*", re.IGNORECASE
)
_FOUND = re.compile(r"^(?:inspection\s+)?findings?\s*:\s*", re.IGNORECASE)
_EARLIER_HEADINGS = ("recommendation", "previous recommendation")


def find_recommendations(
    placed: list[Placed], pdu: Body, registers: Registers
) -> tuple[Recommendation, ...]:
    """Return the numbered recommendations, each with the body that "X should:" names before it.

    A number that a converter lost is the one after the number before it. An item before any "X should:"
    is addressed to the unit inspected.
    """
    found: list[Recommendation] = []
    addressee = pdu
    for entry in placed:
        if entry.section != "recommendations" or entry.polarity:
            continue
        passage = entry.passage
        if passage.kind in ("heading", "paragraph"):
            last = re.split(r"(?<=[.!?])\s+", passage.text)[-1]
            if match := _LEAD_IN.match(last):
                addressee = _addressee(match["who"], pdu, registers)
            continue
        if passage.kind not in ("item", "bullet") or not passage.text:
            continue
        number = passage.number or (found[-1].number + 1 if found else 1)
        evidence = Evidence(passage.start, passage.end, "recommendation")
        found.append(Recommendation(number, passage.text, addressee, evidence))
    return tuple(found)


def _addressee(who: str, pdu: Body, registers: Registers) -> Body:
    """Return the body that a lead-in names; the unit inspected for "the PDU" or its own name."""
    name = re.sub(r"^(?:the|we recommend that)\s+", "", who.strip(), flags=re.IGNORECASE)
    bare = re.sub(r"\s*\([^)]*\)", "", name).strip()
    kinds = ("GovernmentBody", "ProbationDeliveryUnit", "ProbationRegion")
    for spelling in (name, bare):
        if registers.find_pdu(spelling) == pdu:
            return pdu
        for kind in kinds:
            if body := registers.find(spelling, kind):
                return body
    lower = bare.lower()
    if re.search(r"\b(?:region|regional|probation service)\b", lower):
        region = registers.region_of(pdu)
        named = re.sub(
            r"\b(?:probation service|probation|regional?|director|leaders?|the|team)\b|[–—-]",
            " ",
            bare,
            flags=re.IGNORECASE,
        )
        named = " ".join(named.split())
        if not named and region is not None:
            return region
        return registers.find_region(named) or registers.body_for(bare, "ProbationRegion")
    if lower in ("pdu", "probation delivery unit") or re.search(
        r"\b(?:pdu|delivery unit)\b", lower
    ):
        return (
            pdu
            if lower.split()[0] in ("pdu", "probation", "head")
            else registers.body_for(bare, "ProbationDeliveryUnit")
        )
    return registers.body_for(bare, "GovernmentBody")


def find_progress(placed: list[Placed]) -> tuple[RecommendationProgress, ...]:
    """Return what an annexe reports on earlier recommendations, in order.

    Each is a passage labelled "Recommendation", then one labelled "Inspection findings" that ends in
    the progress, such as "No progress". The labels stand on lines of their own or before the text.
    """
    found: list[RecommendationProgress] = []
    state = ""
    earlier: list[Placed] = []
    findings: list[tuple[Placed, int]] = []  # with the length of a label before the text

    def close() -> None:
        if earlier and findings and (entry := _progress(len(found) + 1, earlier, findings)):
            found.append(entry)
        earlier.clear()
        findings.clear()

    for entry in placed:
        passage = entry.passage
        if entry.section != "annexe" or passage.kind == "footnote":
            continue
        heading = passage.text.lower().strip(" :")
        if entry.heading is not None and entry.heading.kind == "annexe":
            close()
            state = ""
        elif (
            entry.heading is not None and entry.heading.name == "progress"
        ) or heading in _EARLIER_HEADINGS:
            if heading.startswith(_EARLIER_HEADINGS):
                close()
                state = "earlier"
            else:
                state = "findings"
        elif match := _EARLIER.match(passage.text):
            close()
            state = "findings" if not passage.text[match.end() :] else "earlier"
            earlier.append(entry)
        elif (match := _FOUND.match(passage.text)) and earlier:
            state = "findings"
            findings.append((entry, match.end()))
        elif state == "earlier":
            earlier.append(entry)
        elif state == "findings" and passage.kind in ("paragraph", "bullet", "heading"):
            findings.append((entry, 0))
            if _PROGRESS.search(passage.text):
                close()
                state = ""
    close()
    return tuple(found)


def _progress(
    position: int, earlier: list[Placed], findings: list[tuple[Placed, int]]
) -> RecommendationProgress | None:
    recommendation = " ".join(entry.passage.text for entry in earlier)
    recommendation = _EARLIER.sub("", recommendation)
    text = " ".join(entry.passage.text[skip:] for entry, skip in findings)
    match = _PROGRESS.search(text)
    if match is None:
        return None
    evidence = Evidence(earlier[0].passage.start, findings[-1][0].passage.end, "progress-annexe")
    return RecommendationProgress(
        position, recommendation, match["progress"], text[: match.start()].rstrip(), evidence
    )
