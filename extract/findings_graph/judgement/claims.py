"""How likely each candidate of a finding is a claim: by its own features, then by what else the finding claims.

A first logistic model weighs each candidate alone (`theme_candidates.py`). A second one weighs its verdict
anew beside the other candidates: a theme that a likelier one already says, such as the quality of casework
beside the planning for risk, gives way; themes that go together carry each other. Both are fitted by
`extract/training/train_themes.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from findings_graph.judgement.theme_candidates import Candidate

LEAST_COMPANY = 0.2
"""How likely another candidate must be to count as company."""
_NEVER = 1e-6


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return how likely a candidate is a claim, by a logistic model.

    Args:
        features: of the candidate.
        weights: of the features, and `bias`.
    """
    total = weights["bias"]
    total += sum(weights.get(feature, 0.0) * value for feature, value in features.items())
    return 1.0 / (1.0 + math.exp(-total))


def company_of(theme: str, likely: Mapping[str, float]) -> dict[str, float]:
    """Return the features of a candidate beside the others: its own verdict as log-odds, and theirs as probabilities.

    Args:
        theme: of the candidate.
        likely: how likely each candidate of the finding is by itself, by theme.
    """
    own = min(max(likely[theme], _NEVER), 1.0 - _NEVER)
    return {
        "alone": math.log(own / (1.0 - own)),
        **{
            f"{theme} beside {other}": value
            for other, value in likely.items()
            if other != theme and value > LEAST_COMPANY
        },
    }


def weigh(
    candidates: Sequence[Candidate], claims: Mapping[str, float], company: Mapping[str, float]
) -> list[tuple[Candidate, float]]:
    """Return each candidate of a finding with how likely it is a claim.

    Args:
        candidates: of one finding.
        claims: weights of a candidate's own features.
        company: weights of what the other candidates say of it (`company_of`).
    """
    likely = {c.theme: probability(c.features, claims) for c in candidates}
    return [(c, probability(company_of(c.theme, likely), company)) for c in candidates]
