"""What the readers of places share: a mention, straight quotation marks, the current one of several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from findings_graph.facts import Body
    from findings_graph.organisations.registers import Entry

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\xa0": " ", "—": "–"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A body that a text names.

    Args:
        body: the body.
        start: first character of its name, 0-based, in the text searched.
        end: one past the last.
        rule: name of the rule that found it.
    """

    body: Body
    start: int
    end: int
    rule: str


def straight(text: str) -> str:
    """Return a text of the same length with typographic quotation marks and dashes made plain."""
    return text.translate(_STRAIGHT)


def one_current(entries: Sequence[Entry]) -> Entry | None:
    """Return the one entry of several that still exists, or the only one; none where two remain."""
    current = [entry for entry in entries if "dissolutionDate" not in entry.facts]
    unique = list({entry.body.path: entry for entry in (current or entries)}.values())
    return unique[0] if len(unique) == 1 else None
