"""Which finding of a graph is which unit of the gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from findings_graph.asking.store import GraphStore
from findings_graph.quality.gold import GoldUnit, hash_text

_SAME = 0.95
"""The share of characters that a finding and a unit must have in common, where their hashes differ."""

_FINDINGS = """
SELECT DISTINCT ?fact ?event ?heading ?polarity ?text ?hash ?start ?end WHERE {
  ?fact a pf:Finding ; pf:inspection ?event .
  OPTIONAL { ?fact pf:headingPolarity ?heading }
  OPTIONAL { ?fact pf:textPolarity ?polarity }
  OPTIONAL { ?fact pf:text ?text }
  OPTIONAL { ?fact pf:textHash ?hash }
  OPTIONAL {
    ?annotation oa:hasBody ?fact ; oa:motivatedBy oa:describing ; oa:hasTarget/oa:hasSelector ?position .
    ?position oa:start ?start ; oa:end ?end .
  }
}"""
_THEMES = "SELECT DISTINCT ?fact ?theme WHERE { ?fact a pf:Finding ; pf:theme ?theme }"


@dataclass(frozen=True, slots=True)
class GraphFinding:
    """A finding as the graph has it.

    Args:
        id: its IRI.
        report: name of its inspection.
        sha256: SHA-256 of its cleaned text.
        text: its cleaned text; none in a graph without text.
        place: its half-open characters in the normalised report.
        polarity: of its text, whatever its heading says; empty where the graph gives none.
        themes: notations of its themes.
    """

    id: str
    report: str
    sha256: str
    text: str | None
    place: tuple[int, int] | None
    polarity: str
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Match:
    """A unit of the gold and the finding that is it.

    Args:
        unit: the annotated unit.
        finding: none where the graph does not have it.
        whole: whether their texts are the same, footnote marks aside.
    """

    unit: GoldUnit
    finding: GraphFinding | None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Matching:
    """Units with their findings in the gold's order, and findings of the same inspections that are no unit."""

    matches: tuple[Match, ...]
    extra: tuple[GraphFinding, ...]


def read_findings(graph: GraphStore) -> list[GraphFinding]:
    """Return the findings of a graph, sorted by inspection and place."""
    findings: dict[str, GraphFinding] = {}
    for row in graph.select(_FINDINGS):
        iri = row["fact"].value
        text = None if row["text"] is None else row["text"].value
        stated = "" if row["hash"] is None else row["hash"].value
        start, end = row["start"], row["end"]
        findings[iri] = GraphFinding(
            id=iri,
            report=_last(row["event"].value),
            sha256=stated if text is None else hash_text(text),
            text=text,
            place=None if start is None else (int(start.value), int(end.value)),
            polarity="" if row["polarity"] is None else _last(row["polarity"].value),
        )
    themes = defaultdict(set)
    for row in graph.select(_THEMES):
        themes[row["fact"].value].add(_last(row["theme"].value))
    whole = (replace(f, themes=frozenset(themes[iri])) for iri, f in findings.items())
    return sorted(whole, key=lambda finding: (finding.report, finding.place or (0, 0), finding.id))


def match_gold(units: Iterable[GoldUnit], findings: Iterable[GraphFinding]) -> Matching:
    """Find each unit's finding: the one with the same cleaned text, else one at the same place.

    Where a place is missing on a side, a text that is nearly the same stands in for it. Each finding
    is at most one unit.
    """
    units = list(units)
    left: dict[str, list[GraphFinding]] = defaultdict(list)
    for finding in findings:
        left[finding.report].append(finding)
    matched: dict[str, Match] = {}
    tests: tuple[tuple[Callable[[GoldUnit, GraphFinding], bool], bool], ...] = (
        (_same_text, True),
        (_same_place, False),
        (_like_text, False),
    )
    for test, whole in tests:
        for unit in units:
            if unit.id in matched:
                continue
            there = left[unit.report]
            found = [finding for finding in there if test(unit, finding)]
            if found:
                nearest = min(found, key=lambda finding, unit=unit: _distance(unit, finding))  # type: ignore[misc]
                there.remove(nearest)
                matched[unit.id] = Match(unit, nearest, whole)
    reports = {unit.report for unit in units}
    return Matching(
        tuple(matched.get(unit.id, Match(unit, None)) for unit in units),
        tuple(finding for report in sorted(reports) for finding in left[report]),
    )


def _same_text(unit: GoldUnit, finding: GraphFinding) -> bool:
    return finding.sha256 in unit.hashes


def _same_place(unit: GoldUnit, finding: GraphFinding) -> bool:
    if unit.place is None or finding.place is None:
        return False
    (start, end), (first, last) = unit.place, finding.place
    common = min(end, last) - max(start, first)
    return common >= _SAME * (max(end, last) - min(start, first))


def _like_text(unit: GoldUnit, finding: GraphFinding) -> bool:
    if unit.text is None or finding.text is None or (unit.place and finding.place):
        return False
    shorter, longer = sorted((len(unit.text), len(finding.text)))
    if shorter < _SAME * longer:
        return False
    matcher = SequenceMatcher(None, unit.text, finding.text, autojunk=False)
    return matcher.quick_ratio() >= _SAME and matcher.ratio() >= _SAME


def _distance(unit: GoldUnit, finding: GraphFinding) -> int:
    """Return how far apart the two begin: a text may stand twice in a report."""
    if unit.place is None or finding.place is None:
        return 0
    return abs(unit.place[0] - finding.place[0])


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
