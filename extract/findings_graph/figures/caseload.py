"""The parts of a caseload: how many on community sentences, on licence and in custody."""

from __future__ import annotations

import re

from findings_graph.figures.context import (
    FLAGS,
    FigureMention,
    Sentence,
    compiled,
    figure_rules,
    quantities,
    words,
)

# A sentence that goes on about the caseload of the one before: "This comprised …", "Of these, …".
_GOES_ON = re.compile(
    r"^\W*(?:this|these|those|of (?:these|this|those|which|whom)|it|they|there were|the caseload|a further|which)\b",
    FLAGS,
)
_SAMPLE = re.compile(
    r"\b(?:inspected|inspect|sample|interview|examined|survey|average|requirements?)", FLAGS
)
_LISTS = re.compile(
    r"\b(?:caseload|manag(?:ed|ing|es)|supervis(?:ed|ing|es)|responsible for)\b", FLAGS
)
# "(community 1,120; licence 756; custody 632)": the part stands before its number.
_LABELLED = re.compile(
    r"(?P<part>community(?:\s+(?:orders?|sentences?|cases))?|licen[cs]es?(?:\s+cases)?|post-release(?:\s+supervision)?|custod(?:y|ial)(?:\s+cases)?|prison)\s*(?P<sign>[:=–-]|\bwas\b)?\s*$",
    FLAGS,
)


def find_parts(
    sentence: Sentence, whole: FigureMention | None, *, here: bool
) -> list[FigureMention]:
    """Return the parts of a caseload that one sentence lists.

    Args:
        sentence: the sentence.
        whole: the caseload that this sentence or the one before states, if any.
        here: whether this very sentence states it.
    """
    if not _may_list(sentence.words, whole, here=here):
        return []
    text, first, last = sentence.text, sentence.first, sentence.last
    parts: list[FigureMention] = []
    date = sentence.date() or (whole.date if whole else None)
    scope = whole.scope if whole else "pdu"
    for number in quantities(text, whole.end if whole and here else first, last):
        if number.shape != "number" or number.value != int(number.value):
            continue
        if whole is not None and number.value > whole.value:
            continue
        measure = _part(text, number.start, number.end, last, bare=whole is not None and here)
        if measure is None or words("bound").search(
            text, max(first, number.start - 40), number.start
        ):
            continue
        parts.append(
            FigureMention(
                measure,
                number.value,
                "cases",
                scope,
                date,
                number.start,
                number.end,
                "caseload-part",
            )
        )
    kinds = {part.measure for part in parts}
    if len(kinds) < len(parts) or (whole is None and len(kinds) < 2):
        return []
    if "caseload-licence" in kinds and "caseload-community" not in kinds:
        return [_on_orders(part) for part in parts]
    return parts


def _may_list(sentence: str, whole: FigureMention | None, *, here: bool) -> bool:
    """Tell whether a sentence may list the parts of a caseload: it states or goes on about one."""
    if whole is None:
        return bool(_LISTS.search(sentence)) and not _SAMPLE.search(sentence)
    return here or bool(_GOES_ON.search(sentence))


def _part(text: str, start: int, end: int, last: int, *, bare: bool) -> str | None:
    behind = text[end : min(last, end + 120)]
    for rule in figure_rules()["part"]:
        if compiled(rule["pattern"]).match(behind):
            return str(rule["measure"])
    label = _LABELLED.search(text, max(0, start - 40), start)
    if label is None or not (bare or label["sign"]):
        return None
    name = label["part"].lower()
    if name.startswith("community"):
        return (
            "caseload-community" if re.search("order|sentence", name) else "caseload-in-community"
        )
    return "caseload-licence" if name.startswith(("licen", "post")) else "caseload-custody"


def _on_orders(part: FigureMention) -> FigureMention:
    """Read "community" beside a number on licence as those on community sentences."""
    if part.measure != "caseload-in-community":
        return part
    return FigureMention(
        "caseload-community",
        part.value,
        part.unit,
        part.scope,
        part.date,
        part.start,
        part.end,
        part.rule,
    )
