"""Crown Courts and magistrates' courts that a text names."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from findings_graph.organisations.place_names import Mention
from findings_graph.rule_files import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from findings_graph.organisations.registers import Registers

_KINDS = {
    "crown": "Crown Court",
    "magistrates": "Magistrates' Court",
    "combined": "Combined Court",
}


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = load_rules("places")
    town, joint = rules["names"]["town"], rules["names"]["list_joint"]
    kind = rf"(?:{rules['courts']['crown']}|{rules['courts']['magistrates']}|{rules['courts']['combined']})"
    towns = rf"(?:{town})(?:{joint}(?:{town}))*"
    kinds = rf"(?P<kinds>{kind}(?:(?:,| and| &| or|,? as well as)(?: (?:the|a|both|one|two|three|four))? {kind})*)"
    return {
        "after": re.compile(rf"\b(?P<towns>{towns}) {kinds}"),
        "before": re.compile(
            rf"\b{kinds}(?: (?:is|are|was|were|which|situated|located|based|sits?|sitting|both))*(?:,? (?:in|at|:|–|\() ?| (?:is|are) )(?P<towns>{towns})"
        ),
        "there": re.compile(
            rf"\b(?:[Ii]n|[Aa]t) (?P<towns>{town}),? (?:there|which|and|with)? ?(?:is|are|was|were|has|have|had)?(?: both)?(?: (?:a|one|the))? {kinds}\b(?! (?:in|at) [A-Z])"
        ),
        "not": re.compile(rules["names"]["not_town"]),
        "name": re.compile(rules["names"]["name_word"]),
        "begin": re.compile(r"(?:^|[.!?:]\s+)$"),
        "town": re.compile(town),
        "joint": re.compile(joint),
        "court": re.compile(r"[Cc]ourt"),
    }


def find_courts(text: str, registers: Registers) -> Iterator[Mention]:
    """Yield the criminal courts that a text names: `Canterbury Crown Court and Magistrates' Court`.

    Args:
        text: cleaned text with straight quotation marks.
        registers: the courts known by name; others keep the report's name.
    """
    patterns = _patterns()
    for rule in ("after", "before", "there"):
        for found in patterns[rule].finditer(text):
            if patterns["court"].search(found["kinds"]):
                yield from _courts(found, registers)


def _courts(found: re.Match[str], registers: Registers) -> Iterator[Mention]:
    plural = "ourts" in found["kinds"]
    kinds = [
        name
        for word, name in _KINDS.items()
        if word in found["kinds"].lower().replace("magistrate's", "magistrates")
    ]
    for kind in kinds:
        whole = registers.find(f"{found['towns']} {kind}", "Court")
        if whole:
            yield Mention(whole, found.start(), found.end(), "court")
            continue
        first = found.start("towns") < found.start("kinds")
        begins = _patterns()["begin"].search(found.string, 0, found.start("towns")) is not None
        for start, town in _towns(found["towns"], only_last=not plural and first, begins=begins):
            body = registers.body_for(f"{town} {kind}", "Court")
            begin = found.start("towns") + start
            begin = begin if first else min(begin, found.start("kinds"))
            yield Mention(body, begin, found.end(), "court")


def _towns(names: str, *, only_last: bool, begins: bool) -> Iterator[tuple[int, str]]:
    """Part a list of towns; `begins` says that it opens a sentence, where any word has a capital."""
    patterns = _patterns()
    parts: list[tuple[int, str]] = []
    cursor = 0
    for joint in [*patterns["joint"].finditer(names), None]:
        end = joint.start() if joint else len(names)
        words = names[cursor:end].split(" ")
        offset = cursor
        while words and patterns["not"].fullmatch(words[0]):
            named = len(words) > 1 and patterns["name"].fullmatch(words[0])
            if named and not (begins and cursor == 0):
                break
            offset += len(words[0]) + 1
            words.pop(0)
        if words:
            parts.append((offset, " ".join(words)))
        cursor = joint.end() if joint else end
    yield from parts[-1:] if only_last else parts
