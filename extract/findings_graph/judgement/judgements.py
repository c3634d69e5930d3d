"""What the text pipeline says of findings and recommendations: themes, and polarity by text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from findings_graph.facts import Evidence, Finding, Recommendation, ThemeCue
from findings_graph.judgement.pipeline import read_finding
from findings_graph.judgement.polarity import PolarityCall
from findings_graph.judgement.themes import find_themes
from findings_graph.reading.passages import Passage


def judge_findings(findings: Sequence[Finding], passages: Sequence[Passage]) -> tuple[Finding, ...]:
    """Return the findings with their themes and the polarity of their text, cues included.

    Args:
        findings: finding units.
        passages: the passage of each, in the same order; it maps cues back to the report.
    """
    judged = []
    for finding, passage in zip(findings, passages, strict=True):
        doc = read_finding(finding.text, section=finding.section)
        call: PolarityCall = doc._.polarity
        cue = None
        if call.end > call.start:
            start, end = passage.span(call.start, call.end)
            cue = Evidence(start, end, call.component)
        themes = tuple(
            ThemeCue(hit.theme, Evidence(*passage.span(hit.start, hit.end), hit.component))
            for hit in find_themes(doc)
        )
        judged.append(
            replace(finding, text_polarity=call.value, polarity_evidence=cue, themes=themes)
        )
    return tuple(judged)


def judge_recommendations(
    recommendations: Sequence[Recommendation], passages: Sequence[Passage]
) -> tuple[Recommendation, ...]:
    """Return the recommendations with their themes."""
    judged = []
    for recommendation, passage in zip(recommendations, passages, strict=True):
        doc = read_finding(recommendation.text)
        themes = tuple(
            ThemeCue(hit.theme, Evidence(*passage.span(hit.start, hit.end), hit.component))
            for hit in find_themes(doc)
        )
        judged.append(replace(recommendation, themes=themes))
    return tuple(judged)
