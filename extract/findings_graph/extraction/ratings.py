"""Ratings: the overall rating with its score, and the rating of every standard."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from findings_graph.facts import Evidence, OverallRating, StandardRating
from findings_graph.reading.cells import splittable
from findings_graph.reading.frameworks import Framework, Standard
from findings_graph.reading.sections import Placed

RATINGS = {
    "outstanding": "outstanding",
    "good": "good",
    "requires improvement": "requires-improvement",
    "inadequate": "inadequate",
}
"""A rating as printed, in lower case → its notation."""

_RATING = r"outstanding|good|requires\s+improvement|inadequate"
_RATING_AT_END = re.compile(rf"(?P<rating>{_RATING})[\s.]*$", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d/])(?P<score>\d{1,2})\s*(?:/|out of)\s*(?P<maximum>21|27)(?![\d/])")
_OVERALL_PROSE = re.compile(
    rf"\boverall (?:rating|judgement|score)?\s*(?:of|as|is|was|:)?\s*[‘'“\"]?(?P<rating>{_RATING})\b|"
    rf"\brated\b[^.]{{0,80}}?\bas [‘'“\"]?(?P<rated>{_RATING})[’'”\"]? overall",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Token:
    """What stands in the ratings table: a label (`overall` or a standard's number) or a rating."""

    kind: str
    value: str
    start: int
    end: int


def find_ratings(
    placed: list[Placed], framework: Framework
) -> tuple[OverallRating | None, tuple[StandardRating, ...]]:
    """Return the overall rating and the rating of each standard that the report gives.

    The ratings table leads, whatever its columns became: a rating beside each label, or all labels and
    then all ratings. A standard that it lost is rated by the line under the standard's own heading.
    """
    tokens = _tokens(placed, framework)
    rated = _paired(tokens)
    overall = rated.pop("overall", None) or _overall_in_prose(placed)
    standards = []
    for standard in framework.standards:
        if not standard.rated:
            continue
        found = rated.get(standard.number) or _under_heading(placed, standard)
        if found is not None:
            rule = "ratings-table" if standard.number in rated else "rating-under-heading"
            standards.append(
                StandardRating(standard.number, found.value, Evidence(found.start, found.end, rule))
            )
    return _overall(overall, placed), tuple(standards)


def _overall(rating: _Token | None, placed: list[Placed]) -> OverallRating | None:
    if rating is None:
        return None
    score = _score(placed)
    rule = "ratings-table" if rating.kind == "pair" else "overall-rating-in-text"
    evidence = Evidence(rating.start, rating.end, rule)
    if score is None:
        return OverallRating(rating.value, None, None, evidence)
    value, maximum, score_evidence = score
    return OverallRating(rating.value, value, maximum, evidence, score_evidence)


def _score(placed: list[Placed]) -> tuple[int, int, Evidence] | None:
    for sections in (("ratings",), ("foreword", "front", "summary", "background")):
        for entry in placed:
            if entry.section in sections and (match := _SCORE.search(entry.passage.text)):
                start, end = entry.passage.span(match.start(), match.end())
                return int(match["score"]), int(match["maximum"]), Evidence(start, end, "score")
    return None


def _label_pattern(framework: Framework) -> re.Pattern[str]:
    names = sorted(
        (name for standard in framework.standards for name in standard.names), key=len, reverse=True
    )
    either = "|".join(splittable(name) for name in names)
    return re.compile(
        rf"(?P<overall>{splittable('overall rating')})"
        rf"|(?:P\s*)?(?P<number>[12]\.[1-9])\.?\s*(?P<named>{either})?"
        rf"|\b(?P<name>{either})(?![a-z]*\s+(?:and|of)\b)"
        rf"|(?P<rating>{_RATING})",
        re.IGNORECASE,
    )


def _tokens(placed: list[Placed], framework: Framework) -> list[_Token]:
    pattern = _label_pattern(framework)
    tokens: list[_Token] = []
    for entry in placed:
        if entry.section != "ratings" or (
            entry.heading is not None and entry.heading.kind == "domain"
        ):
            continue
        for match in pattern.finditer(entry.passage.text):
            token = _token(match, entry, framework)
            if token is None:
                continue
            same = (
                tokens
                and tokens[-1].kind == "label" == token.kind
                and tokens[-1].value == token.value
            )
            if same:
                tokens[-1] = _Token("label", token.value, tokens[-1].start, token.end)
            else:
                tokens.append(token)
    return tokens


def _token(match: re.Match[str], entry: Placed, framework: Framework) -> _Token | None:
    start, end = entry.passage.span(match.start(), match.end())
    if match["rating"]:
        return _Token("rating", RATINGS[" ".join(match["rating"].lower().split())], start, end)
    if match["overall"]:
        return _Token("label", "overall", start, end)
    name = match["named"] or match["name"]
    # The name decides: a number is misprinted more easily than a name.
    standard = (
        framework.standard_named(" ".join(name.replace("\t", "").split()))
        if name
        else framework.standard(match["number"])
    )
    return _Token("label", standard.number, start, end) if standard and standard.rated else None


def _paired(tokens: list[_Token]) -> dict[str, _Token]:
    """Return label → rating, with the extent of both."""
    labels = [token for token in tokens if token.kind == "label"]
    ratings = [token for token in tokens if token.kind == "rating"]
    pairs: dict[str, _Token] = {}
    for label, rating in pairwise(tokens):
        if label.kind == "label" and rating.kind == "rating":
            pairs.setdefault(label.value, _Token("pair", rating.value, label.start, rating.end))
    if tokens and tokens[0].kind == "rating":  # the first row lost its label
        pairs.setdefault("overall", _Token("pair", tokens[0].value, tokens[0].start, tokens[0].end))
    distinct = list(dict.fromkeys(label.value for label in labels))
    if len(pairs) == len(distinct):
        return pairs
    if len(ratings) == len(distinct) and _columns(tokens):
        return {
            label: _Token("pair", rating.value, rating.start, rating.end)
            for label, rating in zip(distinct, ratings, strict=True)
        }
    return pairs


def _columns(tokens: list[_Token]) -> bool:
    """Return whether all standards' labels stand before all their ratings: columns read one by one."""
    standards = [
        i for i, token in enumerate(tokens) if token.kind == "label" and token.value != "overall"
    ]
    ratings = [i for i, token in enumerate(tokens) if token.kind == "rating"]
    return bool(standards and ratings) and standards[-1] < ratings[1 if len(ratings) > 1 else 0]


def _under_heading(placed: list[Placed], standard: Standard) -> _Token | None:
    """Return the rating printed under a standard's heading, before its text begins.

    It stands on a line of its own, glued to the end of the standard's statement, or inside it.
    """
    for entry in placed:
        if entry.section != standard.number:
            continue
        passage = entry.passage
        if entry.polarity or passage.kind in ("bullet", "quote"):
            return None
        match = _RATING_AT_END.search(passage.text)
        if match is None and _share(passage.text, standard.statement) > _SAME_STATEMENT:
            match = re.search(rf"(?P<rating>{_RATING})", passage.text, re.IGNORECASE)
            if match is not None and _share(match["rating"], standard.statement) > 0:
                match = None
        if match is not None and not re.search(r"[‘'“\"]$", passage.text[: match.start("rating")]):
            start, end = passage.span(match.start("rating"), match.end("rating"))
            return _Token("pair", RATINGS[" ".join(match["rating"].lower().split())], start, end)
    return None


_SAME_STATEMENT = 0.75


def _share(text: str, statement: str) -> float:
    """Return the share of the words of `text` that stand in `statement` too."""
    words = re.findall(r"[a-z]+", text.lower())
    known = set(re.findall(r"[a-z]+", statement.lower()))
    return sum(word in known for word in words) / len(words) if words else 0.0


def is_statement(text: str, framework: Framework) -> bool:
    """Return whether a passage is the statement of a standard, its own or, by mistake, another's."""
    return len(text) < 320 and any(
        _share(text, standard.statement) > _SAME_STATEMENT
        and _share(standard.statement, text) > _SAME_STATEMENT
        for standard in framework.standards
        if standard.statement
    )


def _overall_in_prose(placed: list[Placed]) -> _Token | None:
    for wanted in ("foreword", "summary", "ratings", "background"):
        for entry in placed:
            if entry.section == wanted and (match := _OVERALL_PROSE.search(entry.passage.text)):
                group = "rating" if match["rating"] else "rated"
                start, end = entry.passage.span(match.start(), match.end(group))
                return _Token("prose", RATINGS[" ".join(match[group].lower().split())], start, end)
    return None
