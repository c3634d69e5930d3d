"""Recommendations with their addressee, and an annexe's progress on earlier ones."""

from __future__ import annotations

import re

from findings_graph.facts import Body, Evidence, Gap, Recommendation, RecommendationProgress
from findings_graph.organisations.registers import Registers
from findings_graph.reading.passages import Passage, join_passages
from findings_graph.reading.sections import Placed

_LEAD_IN = re.compile(r"(?P<who>[^.:]{2,120}?)\s+should\s*(?:also\s*)?:?$", re.IGNORECASE)
_PROGRESS = re.compile(
    r"[\s–—:-]*\b(?P<progress>[A-Z][a-z]+(?: [a-z]+){0,2} progress)(?: made)?[.\s]*\d{0,2}\s*$"  # a footnote's number may cling to it
)
_EARLIER = re.compile(
    r"^(?:(?:previous|earlier)\s+)?recommendations?(?:\s+\d{1,2})?\s*:\s*", re.IGNORECASE
)
_FOUND = re.compile(r"^(?:inspection\s+)?findings?\s*:\s*", re.IGNORECASE)
_EARLIER_HEADINGS = ("recommendation", "previous recommendation")


def find_recommendations(
    placed: list[Placed], pdu: Body, registers: Registers
) -> tuple[tuple[Recommendation, ...], tuple[Passage, ...]]:
    """Return the numbered recommendations, each with the body that "X should:" names, and their passages.

    A number that a converter lost is the one after the number before it; a report may number from 1
    again for each addressee. An item before any "X should:" is addressed to the unit inspected. The
    points of a list that an item opens with a colon belong to it.
    """
    found: list[tuple[int, Body, list[Passage]]] = []
    addressee = pdu
    for entry in placed:
        passage = entry.passage
        if entry.section != "recommendations" or entry.polarity:
            continue
        if passage.kind in ("heading", "paragraph"):
            last = re.split(r"(?<=[.!?])\s+", passage.text)[-1]
            if match := _LEAD_IN.match(last):
                addressee = _addressee(match["who"], pdu, registers)
        elif passage.kind == "bullet" and found and found[-1][2][0].text.endswith(":"):
            found[-1][2].append(passage)
        elif passage.kind in ("item", "bullet"):
            number = passage.number or (found[-1][0] + 1 if found else 1)
            found.append((number, addressee, [passage]))
    joined = tuple(join_passages(parts, " ") for _, _, parts in found)
    recommendations = tuple(
        Recommendation(number, whole.text, body, Evidence(whole.start, whole.end, "recommendation"))
        for (number, body, _), whole in zip(found, joined, strict=True)
    )
    return recommendations, joined


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
            r"\b(?:probation service|probation|region(?:al)?|director|leaders?|the|team)\b|[–—-]",
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


def find_progress(
    placed: list[Placed],
) -> tuple[tuple[RecommendationProgress, ...], tuple[Gap, ...]]:
    """Return what an annexe reports on earlier recommendations, in order, and a gap for each not understood.

    Each is a passage labelled "Recommendation", then one labelled "Inspection findings" that ends in
    the progress, such as "No progress". The labels stand on lines of their own or before the text.
    """
    reader = _ProgressReader()
    for entry in placed:
        if entry.section == "annexe" and entry.passage.kind != "footnote":
            reader.read(entry)
    reader.close()
    return tuple(reader.found), tuple(reader.gaps)


class _ProgressReader:
    """Reads an annexe on earlier recommendations, passage by passage."""

    def __init__(self) -> None:
        self.found: list[RecommendationProgress] = []
        self.gaps: list[Gap] = []
        self._reads = ""  # what the next passages are: `earlier`, `findings` or nothing known
        self._earlier: list[Placed] = []
        self._findings: list[tuple[Placed, int]] = []  # with the length of a label before the text

    def read(self, entry: Placed) -> None:
        """Take one passage."""
        text = entry.passage.text
        if entry.heading is not None and entry.heading.kind == "annexe":
            self.close()
        elif self._is_label(entry):
            self._read_label(text.lower())
        elif match := _EARLIER.match(text):
            self.close()
            self._reads = "earlier"
            self._earlier.append(entry)
        elif (match := _FOUND.match(text)) and self._earlier:
            self._reads = "findings"
            self._findings.append((entry, match.end()))
        elif self._reads == "earlier":
            self._earlier.append(entry)
        elif self._reads == "findings" and entry.passage.kind in ("paragraph", "bullet", "heading"):
            self._findings.append((entry, 0))
            if _PROGRESS.search(text):
                self.close()

    def _is_label(self, entry: Placed) -> bool:
        known = entry.heading is not None and entry.heading.name == "progress"
        return known or entry.passage.text.lower().strip(" :") in _EARLIER_HEADINGS

    def _read_label(self, label: str) -> None:
        if label.startswith(_EARLIER_HEADINGS):
            self.close()
            self._reads = "earlier"
        else:
            self._reads = "findings"

    def close(self) -> None:
        """End the recommendation that is being read: keep it where it is whole, else say that it is not."""
        if self._earlier:
            position = len(self.found) + len(self.gaps) + 1
            progress = _progress(position, self._earlier, self._findings)
            if progress is not None:
                self.found.append(progress)
            else:
                extent = (self._earlier[0].passage.start, self._earlier[-1].passage.end)
                what = f"recommendation-progress {position}"
                where = "the annexe on earlier recommendations"
                evidence = Evidence(*extent, "progress-annexe")
                self.gaps.append(Gap(what, "not-understood", where, evidence))
        self._earlier, self._findings, self._reads = [], [], ""


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
