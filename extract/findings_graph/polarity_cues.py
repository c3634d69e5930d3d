"""Cues of polarity: the words of a finding that judge, turn, count or join, read from rule files.

Kinds: `strength`, `practice` and `shortfall` judge; `negation`, `partial` and `relief` turn what
follows; `low`, `high` and `only` count; `rise` with `burden` or `asset` says that a thing grows;
`contrast`, `concession` and `boundary` join clauses; `purpose` and `frame` weaken; `neutral` hides
the judging words inside it.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULES = Path(__file__).parent / "rules" / "polarity.toml"

# A praising word with one of these before it blames: "unhelpful", "ineffective", "undervalued".
_REVERSING = ("un", "in", "im", "dis", "mis", "under")
_REVERSED = "bad"

_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """A rule's entry: its name, what it does and how much it weighs."""

    id: str
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue found in a text: character offsets, 0-based, half-open."""

    start: int
    end: int
    cue: Cue


@dataclass(frozen=True, slots=True)
class CueTable:
    """All cues with their phrases, expanded."""

    cues: tuple[Cue, ...]
    phrases: dict[str, str]  # phrase, lower case → cue id


def expand(phrase: str) -> list[str]:
    """Write a phrase out for each alternative in braces, innermost first; spaces are made single."""
    done, todo = [], [phrase]
    while todo:
        text = todo.pop()
        found = _BRACES.search(text)
        if found is None:
            done.append(" ".join(text.split()))
            continue
        todo += [text[: found.start()] + way + text[found.end() :] for way in found[1].split("|")]
    return sorted(set(done))


@cache
def load_cues(path: Path = RULES) -> CueTable:
    """Read the cue file.

    Raises:
        ValueError: a phrase stands under two cues.
    """
    with path.open("rb") as file:
        entries = tomllib.load(file)["cue"]
    phrases: dict[str, str] = {}
    kinds: dict[str, str] = {}
    cues = []
    for entry in entries:
        kinds[entry["id"]] = entry["kind"]
        cues.append(Cue(entry["id"], entry["kind"], float(entry.get("weight", 0))))
        for phrase in itertools.chain.from_iterable(map(expand, entry["phrases"])):
            if phrases.setdefault(phrase, entry["id"]) != entry["id"]:
                message = f"{path.name}: {phrase!r} stands under {phrases[phrase]!r} and {entry['id']!r}; keep one"
                raise ValueError(message)
    for phrase, name in list(phrases.items()):
        for prefix in _REVERSING if kinds[name] in ("strength", "practice") and phrase.isalpha() else ():
            phrases.setdefault(prefix + phrase, _REVERSED)
    return CueTable(tuple(cues), phrases)


class CueMatcher:
    """Finds the cues of a table in a document: longest first, none overlapping."""

    def __init__(self, nlp: Language, table: CueTable) -> None:
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._cues = {nlp.vocab.strings.add(cue.id): cue for cue in table.cues}
        by_cue: dict[str, list[Doc]] = {cue.id: [] for cue in table.cues}
        for phrase, name in table.phrases.items():
            by_cue[name].append(nlp.make_doc(phrase))
        for name, docs in by_cue.items():
            self._matcher.add(name, docs)

    def __call__(self, doc: Doc) -> list[Mark]:
        """Return the marks in the order of the text."""
        found = sorted((start, -end, key) for key, start, end in self._matcher(doc))
        marks, reached = [], 0
        for start, minus_end, key in found:
            if start >= reached:
                reached = -minus_end
                last = doc[reached - 1]
                marks.append(Mark(doc[start].idx, last.idx + len(last), self._cues[key]))
        return marks
