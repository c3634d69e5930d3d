"""Cues: the phrases that speak for a theme, written in a small phrase language, found in a text.

The rules are data (`rules/themes_*.toml`); the language is described in `rules/themes_context.toml`.
A phrase is tried only where a word of the text could begin it, which keeps some two thousand
phrases at hundreds of thousands of words a second, where a token matcher falls to 19,000.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SEPARATOR = r"(?:'s?)?,?[\s\"()/-]+"
_GAP_SEPARATOR = r"(?:'s?)?[\s,\"()/-]+"
_GAP_WORD = r"\w+(?:[.,]\d+|'\w+)*"
_GAPS = {"~": 3, "~~": 7}
_CHARACTERS = {"*": r"\w*", "-": r"[\s-]", "#": r"\d[\d.,]*"}
_WORD = re.compile(r"\w+")
_SAME_LENGTH = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-"})


@dataclass(frozen=True, slots=True)
class Rule:
    """Phrases that speak for one theme for one reason.

    Args:
        name: its place in the rules, such as `themes_services.toml#3`.
        theme: notation of the theme; empty where the phrases only hide shorter cues.
        reason: why such words make a claim about the theme.
        weight: 3 spoken of in words that make a claim, 2 named, 1 suggested.
        near: what the sentence must hold besides, if anything.
        unless: what the sentence must not hold.
        hides: themes whose shorter cues inside its own are not cues (besides the broader theme).
    """

    name: str
    theme: str
    reason: str
    weight: int
    phrases: tuple[str, ...]
    near: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    hides: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cue:
    """One place of a text where a rule's phrase stands: half-open offsets and its sentence's index."""

    rule: Rule
    start: int
    end: int
    sentence: int
    gapped: bool


@dataclass(slots=True)
class _Phrase:
    """A phrase of a rule; its expression is compiled when a text first holds its first word."""

    rule: Rule
    source: str
    gapped: bool
    _compiled: re.Pattern[str] | None = None

    @property
    def pattern(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.source)
        return self._compiled


def fold(text: str) -> str:
    """Lower the case and make quotation marks and dashes plain, without moving any character."""
    lowered = text.translate(_SAME_LENGTH).lower()
    if len(lowered) != len(text):  # a few letters, such as İ, grow when lowered
        lowered = "".join(
            c if len(c.lower()) != 1 else c.lower() for c in text.translate(_SAME_LENGTH)
        )
    return lowered


def load_rules(folder: Traversable | None = None) -> tuple[Rule, ...]:
    """Read the theme rules, in the order of their files and places.

    Args:
        folder: where `themes_*.toml` stand; those that the package ships where none is given.
    """
    rules: list[Rule] = []
    where = folder or files("findings_graph").joinpath("rules")
    for path in sorted(where.iterdir(), key=lambda entry: entry.name):
        if path.name.startswith("themes_") and path.name.endswith(".toml"):
            data = tomllib.loads(path.read_text(encoding="utf-8"))
            rules.extend(_rules_of(path.name, data.get("rule", ())))
    return tuple(rules)


def _rules_of(name: str, entries: Iterable[dict[str, object]]) -> Iterator[Rule]:
    for number, entry in enumerate(entries, start=1):
        phrases = entry["phrases"]
        weight = entry.get("weight", 0)
        hides = entry.get("hides", [])
        assert isinstance(hides, list)
        assert isinstance(phrases, list)
        assert isinstance(weight, int)
        yield Rule(
            name=f"{name}#{number}",
            theme=str(entry["theme"]),
            reason=str(entry["reason"]),
            weight=weight,
            phrases=tuple(map(str, phrases)),
            near=re.compile(str(entry["near"])) if "near" in entry else None,
            unless=re.compile(str(entry["unless"])) if "unless" in entry else None,
            hides=frozenset(hides),
        )


class CueFinder:
    """Finds every cue of a set of rules in a text.

    Args:
        rules: the rules; a phrase that does not begin with a word raises `ValueError`.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        self._by_word: dict[str, list[_Phrase]] = {}
        self._by_stem: dict[str, list[tuple[str, _Phrase]]] = {}  # by the stem's first letter
        self._met: dict[str, tuple[_Phrase, ...]] = {}
        for rule in self.rules:
            for text in rule.phrases:
                self._add(rule, text)

    def find(self, folded: str, sentences: Sequence[tuple[int, int]]) -> list[Cue]:
        """Return the cues of a folded text, given its sentences' half-open extents."""
        cues: list[Cue] = []
        allowed: dict[tuple[str, int], bool] = {}
        for index, (start, end) in enumerate(sentences):
            for word in _WORD.finditer(folded, start, end):
                for phrase in self._candidates(word.group()):
                    match = phrase.pattern.match(folded, word.start(), end)
                    if match is None:
                        continue
                    key = (phrase.rule.name, index)
                    if key not in allowed:
                        allowed[key] = _allowed(phrase.rule, folded[start:end])
                    if allowed[key]:
                        cues.append(
                            Cue(phrase.rule, match.start(), match.end(), index, phrase.gapped)
                        )
        return cues

    def _candidates(self, word: str) -> tuple[_Phrase, ...]:
        found = self._met.get(word)
        if found is None:
            near = self._by_stem.get(word[:1], ())
            stems = (phrase for stem, phrase in near if word.startswith(stem))
            found = self._met[word] = (*self._by_word.get(word, ()), *stems)
        return found

    def _add(self, rule: Rule, text: str) -> None:
        elements = _split(text)
        phrase = _Phrase(rule, _pattern(elements), any(e in _GAPS for e in elements))
        keys = {key for part in _alternatives(elements[0]) for key in _first_words(part)}
        for key in sorted(keys):
            if key.endswith("*"):
                self._by_stem.setdefault(key[:1], []).append((key[:-1], phrase))
            else:
                self._by_word.setdefault(key, []).append(phrase)


def _allowed(rule: Rule, sentence: str) -> bool:
    if rule.near is not None and rule.near.search(sentence) is None:
        return False
    return rule.unless is None or rule.unless.search(sentence) is None


def _split(text: str) -> list[str]:
    elements: list[str] = []
    depth = 0
    current = ""
    for char in text:
        depth += (char == "(") - (char == ")")
        if char == " " and depth == 0:
            elements.append(current)
            current = ""
        else:
            current += char
    elements = [element for element in [*elements, current] if element]
    if depth or not elements or elements[0] in _GAPS or _is_optional(elements[0]):
        message = f"the phrase {text!r} must begin with a word, and its brackets must close"
        raise ValueError(message)
    return elements


def _is_optional(element: str) -> bool:
    return element.startswith("(") and element.endswith("?")


def _alternatives(element: str) -> list[str]:
    if not element.startswith("("):
        return [element]
    inner = element.rstrip("*?")[1:-1]
    parts: list[str] = []
    depth = 0
    current = ""
    for char in inner:
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += char
    return [*parts, current]


def _first_words(alternative: str) -> tuple[str, ...]:
    head = _WORD.match(alternative)
    if head is None:
        message = f"the phrase part {alternative!r} must begin with a word"
        raise ValueError(message)
    following = alternative[head.end() : head.end() + 1]
    if following == "?":
        return (head.group(), head.group()[:-1])
    return (head.group() + ("*" if following == "*" else ""),)


def _word_pattern(word: str) -> str:
    plain = word.removesuffix("s?")
    ending = "s?" if plain != word else ""
    return "".join(_CHARACTERS.get(c) or re.escape(c) for c in plain) + ending


def _element_pattern(element: str) -> str:
    if not element.startswith("("):
        return _word_pattern(element)
    ending = r"\w*" if element.rstrip("?").endswith("*") else ""
    alternatives = (_sequence_pattern(_split(part)) for part in _alternatives(element))
    return "(?:" + "|".join(alternatives) + ")" + ending


def _sequence_pattern(elements: Sequence[str]) -> str:
    pattern = ""
    separator = ""
    for element in elements:
        if element in _GAPS:
            pattern += f"(?:{_GAP_SEPARATOR}{_GAP_WORD}){{0,{_GAPS[element]}}}?"
            separator = _GAP_SEPARATOR
            continue
        part = _element_pattern(element)
        if _is_optional(element):
            pattern += f"(?:{separator}{part})?"
        else:
            pattern += separator + part
            separator = _SEPARATOR
        separator = separator or _SEPARATOR
    return pattern


def _pattern(elements: Sequence[str]) -> str:
    return _sequence_pattern(elements) + r"(?!\w)"
