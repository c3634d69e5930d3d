"""Cues of polarity: the words of a finding that judge, turn, count or join, read from a rule file.

Kinds: `strength`, `practice`, `opinion` and `shortfall` judge; `negation`, `partial` and `relief`
turn; `low`, `high` and `only` count; `rise` with `burden` or `asset` says that a thing grows;
`contrast`, `concession`, `condition` and `boundary` join clauses; `purpose`, `unreal`, `frame` and
`principle` weaken; `neutral` hides the judging words inside it.
"""

from __future__ import annotations

import itertools
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

RULES = Path(__file__).parent.parent / "rules" / "polarity.toml"

# A praising word with one of these before it blames: "unhelpful", "ineffective", "undervalued".
_REVERSING = ("un", "in", "dis", "mis", "under")
_REVERSED = "bad"

_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """An entry of the rule file: its name, what it does and how much it weighs."""

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
class Words:
    """Patterns made of the rule file's word lists.

    Args:
        counted: after a share, the things that are inspected one by one.
        rate: before a share, what makes it a rate and no share of cases.
        finite: verbs that end a purpose.
        load: what makes a percentage one of workload.
        answer: at the head of a sentence, what tells how a trouble was met.
    """

    counted: re.Pattern[str]
    rate: re.Pattern[str]
    finite: re.Pattern[str]
    load: re.Pattern[str]
    answer: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class CueTable:
    """All cues with their phrases written out, lower case, and the word patterns."""

    cues: tuple[Cue, ...]
    phrases: dict[str, str]  # phrase → id of its cue
    words: Words


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


def _any_of(words: list[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


def _make_words(lists: dict[str, list[str]]) -> Words:
    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(text, re.IGNORECASE)

    return Words(
        counted=pattern(
            rf"\s*\)?\s*(?:of\s+)?(?:{_any_of(lists['qualifier'])}\s+)*{_any_of(lists['counted'])}\b"
        ),
        rate=pattern(rf"\b{_any_of(lists['rate'])}\b[^.]*$"),
        finite=pattern(rf"\b{_any_of(lists['finite'])}\b"),
        load=pattern(rf"\b{_any_of(lists['load'])}\b"),
        answer=pattern(
            rf"{_any_of(lists['answering'])}\s+(?:had|have|has)\s+(?!(?:not|no|to|never|little|few|only)\b)"
        ),
    )


@cache
def load_cues(path: Path = RULES) -> CueTable:
    """Read the rule file.

    Raises:
        ValueError: a phrase stands under two cues.
    """
    with path.open("rb") as file:
        rules = tomllib.load(file)
    phrases: dict[str, str] = {}
    cues = {entry["id"]: _make_cue(entry) for entry in rules["cue"]}
    for entry in rules["cue"]:
        for phrase in itertools.chain.from_iterable(map(expand, entry["phrases"])):
            if phrases.setdefault(phrase, entry["id"]) != entry["id"]:
                raise ValueError(
                    f"{path.name}: {phrase!r} stands under {phrases[phrase]!r} "
                    f"and {entry['id']!r}; keep one"
                )
    for phrase, name in list(phrases.items()):
        if cues[name].kind in ("strength", "practice") and phrase.isalpha():
            for prefix in _REVERSING:
                before = "im" if prefix == "in" and phrase[0] in "bmp" else prefix
                phrases.setdefault(before + phrase, _REVERSED)
    lists = {entry["id"]: entry["words"] for entry in rules["words"]}
    return CueTable(tuple(cues.values()), phrases, _make_words(lists))


def _make_cue(entry: dict[str, str | float]) -> Cue:
    return Cue(str(entry["id"]), str(entry["kind"]), float(entry.get("weight", 0)))


class CueMatcher:
    """Finds the cues of a table in a document: longest first, none overlapping.

    Single words, most of the table, are looked up; only longer phrases need a matcher.
    """

    def __init__(self, nlp: Language, table: CueTable) -> None:
        self._cues = {nlp.vocab.strings.add(cue.id): cue for cue in table.cues}
        self._words: dict[int, int] = {}
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        exceptions = getattr(nlp.tokenizer, "rules", None) or {}
        by_cue: dict[str, list[Doc]] = {cue.id: [] for cue in table.cues}
        for phrase, name in table.phrases.items():
            words = phrase.split(" ")
            plain = all(w.isascii() and w.isalpha() and w not in exceptions for w in words)
            if plain and len(words) == 1:
                self._words[nlp.vocab.strings.add(phrase)] = nlp.vocab.strings[name]
            else:
                # the tokeniser would leave plain words whole: it need not be asked
                by_cue[name].append(Doc(nlp.vocab, words=words) if plain else nlp.make_doc(phrase))
        for name, docs in by_cue.items():
            self._matcher.add(name, docs)

    def __call__(self, doc: Doc) -> list[Mark]:
        """Return the marks in the order of the text."""
        known = self._words
        found = [(start, -end, key) for key, start, end in self._matcher(doc)]
        found += [
            (i, -i - 1, known[word])
            for i, word in enumerate(doc.to_array("LOWER").tolist())
            if word in known
        ]
        marks, reached = [], 0
        for start, minus_end, key in sorted(found):
            if start >= reached:
                reached = -minus_end
                last = doc[reached - 1]
                marks.append(Mark(doc[start].idx, last.idx + len(last), self._cues[key]))
        return marks
