"""Contradictions inside one report: two of its values that disagree, neither corrected.

Each is a `contradiction`, where both cannot be right, or has a `possible-different-base`, where the two
may count different cases, dates or sources. Rules are in `rules/discrepancies.toml`; what the rules
cannot compare with certainty is not compared. A score that does not follow from the ratings is left to
the shapes.
"""

from __future__ import annotations

from itertools import chain

from findings_graph.discrepancies.answers import compare_answers
from findings_graph.discrepancies.figures import compare_figures
from findings_graph.discrepancies.samples import compare_samples, compare_shares
from findings_graph.facts import Discrepancy, InspectionFacts


def find_discrepancies(facts: InspectionFacts) -> tuple[Discrepancy, ...]:
    """Return the discrepancies of one report, without repeats, in the order of the rules.

    Args:
        facts: what the report states, with statistics, figures and scores.
    """
    found = chain(
        compare_samples(facts),
        compare_shares(facts),
        compare_figures(facts),
        compare_answers(facts),
    )
    return tuple(dict.fromkeys(found))
