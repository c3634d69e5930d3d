"""Key questions with their percentages, and an annexe's sub-questions."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from findings_graph.facts import AnnexeQuestionScore, Evidence, KeyQuestionScore
from findings_graph.reading.frameworks import Framework, Standard
from findings_graph.reading.sections import Placed

_TOKEN = re.compile(
    r"(?P<percent>\d{1,3}(?:\.\d+)?)\s*(?:%|per cent)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
)
_QUESTION_OPENS = re.compile(
    r"\b(?:Do|Does|Did|Is|Are|Was|Were|Has|Have|Wherever|Where|How|What|To what)\b"
)
_PART = re.compile(
    r"(?P<percent>\d{1,3}(?:\.\d+)?)\s*%|(?P<end>\?)|(?P<text>(?:(?!\d{1,3}(?:\.\d+)?\s*%)[^?\s])+(?:\s+(?:(?!\d{1,3}(?:\.\d+)?\s*%)[^?\s])+)*)"
)
_STANDARD_ROW = re.compile(
    r"^(?:P\s*)?[12]\.[1-9]\.?\s+(?P<name>[A-Z][a-z ]+?)\s*(?:%|percentage|score|[‘'“\"]yes|$)",
    re.IGNORECASE,
)


_Match = tuple[int, int, int, list[int]]
"""A question found: its number, first and last token, and the percentages between them."""


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a percentage of a table, with its extent in the report."""

    word: str
    percentage: float | None
    start: int
    end: int


def find_key_questions(placed: list[Placed], framework: Framework) -> tuple[KeyQuestionScore, ...]:
    """Return the percentage of each key question under its standard's heading.

    A question is known by its words in order; its percentage stands after them, or between them where
    a converter read the table line by line. Where all questions stand before all percentages, as when
    columns are read one by one, they pair in order, provided that there are as many of each. A percentage may also stand just before its
    question, as where a page break parts the two.
    """
    found: list[KeyQuestionScore] = []
    for standard in framework.standards:
        if standard.questions:
            found.extend(_of_standard(_table_tokens(placed, standard.number), standard))
    return tuple(found)


def _table_tokens(placed: list[Placed], section: str) -> list[_Token]:
    tokens: list[_Token] = []
    for entry in placed:
        if (
            entry.section != section
            or entry.polarity
            or entry.passage.kind in ("bullet", "quote", "footnote")
        ):
            continue
        for match in _TOKEN.finditer(entry.passage.text):
            start, end = entry.passage.span(match.start(), match.end())
            if match["percent"]:
                tokens.append(_Token("", float(match["percent"]), start, end))
            else:
                tokens.append(_Token(match["word"].lower().replace("’", "'"), None, start, end))
    return tokens


def _of_standard(tokens: list[_Token], standard: Standard) -> list[KeyQuestionScore]:
    matches: list[_Match] = []
    for question in standard.questions:
        words = [
            match["word"].lower() for match in _TOKEN.finditer(question.wording) if match["word"]
        ]
        if (place := _locate(tokens, words)) is not None:
            matches.append((question.number, *place))
    percentages = [index for index, token in enumerate(tokens) if token.percentage is not None]
    if len(matches) > 1 and not any(matches[0][2] < at < matches[-1][1] for at in percentages):
        column = _run_of_percentages(tokens, max(last for _, _, last, _ in matches) + 1)
        if len(column) != len(matches):
            return []
        pairs = zip(matches, column, strict=True)
        return [
            _score(standard.number, number, token, token.start, token.end)
            for (number, *_), token in pairs
        ]
    scores = []
    for (number, first, last, _), at in zip(matches, _beside(tokens, matches), strict=True):
        if at is not None:
            start, end = (
                min(tokens[at].start, tokens[first].start),
                max(tokens[at].end, tokens[last].end),
            )
            scores.append(_score(standard.number, number, tokens[at], start, end))
    return scores


def _beside(tokens: list[_Token], matches: list[_Match]) -> list[int | None]:
    """Return where each question's percentage stands: in it or behind it, else just before it.

    Before it where a page break parts a row, its cell on the one page and its question on the next, or
    where the column of percentages is the first.
    """
    behind = [inside[0] if inside else last + 1 for _, _, last, inside in matches]
    before = [first - 1 for _, first, _, _ in matches]

    def is_percentage(at: int) -> bool:
        return 0 <= at < len(tokens) and tokens[at].percentage is not None

    if matches and all(map(is_percentage, before)) and not is_percentage(behind[-1]):
        return list(before)
    taken = {at for at in behind if is_percentage(at)}
    return [
        one
        if is_percentage(one)
        else other
        if is_percentage(other) and other - 1 in taken
        else None
        for one, other in zip(behind, before, strict=True)
    ]


def _score(standard: str, number: int, token: _Token, start: int, end: int) -> KeyQuestionScore:
    assert token.percentage is not None
    return KeyQuestionScore(
        standard, number, token.percentage, Evidence(start, end, "key-question-table")
    )


def _run_of_percentages(tokens: list[_Token], start: int) -> list[_Token]:
    """Return the percentages that follow one another from `start`, a header's words let through."""
    run: list[_Token] = []
    for token in tokens[start:]:
        if token.percentage is not None:
            run.append(token)
        elif run or token.word not in ("percentage", "yes", "score"):
            break
    return run


def _locate(tokens: list[_Token], words: list[str]) -> tuple[int, int, list[int]] | None:
    """Return first and last token of the words in order, and the percentages between them.

    Two words may have become one token: converters drop the hyphen of `decision-making` at a line end.
    """
    for first, token in enumerate(tokens):
        if token.word == words[0] and (found := _locate_at(tokens, words, first)):
            return first, *found
    return None


def _locate_at(tokens: list[_Token], words: list[str], at: int) -> tuple[int, list[int]] | None:
    inside: list[int] = []
    rest = ""  # of a token that began with the word before
    for word in words:
        if not rest:
            if at < len(tokens) and tokens[at].percentage is not None and not inside:
                inside.append(at)
                at += 1
            if at == len(tokens):
                return None
            rest = tokens[at].word
            at += 1
        if not word or not rest.startswith(word):
            return None
        rest = rest[len(word) :]
    return (at - 1, inside) if not rest else None


def find_annexe_questions(
    placed: list[Placed], framework: Framework
) -> tuple[AnnexeQuestionScore, ...]:
    """Return the sub-questions of an annexe of inspection data, each with its percentage.

    A table opens with its standard's name. A key question that heads a group has no percentage there
    and is passed over. Questions and percentages on lines of their own pair in order.
    """
    wordings = {
        _key(question.wording)
        for standard in framework.standards
        for question in standard.questions
    }
    tables: list[tuple[Standard, list[Placed]]] = []
    inside = False
    for entry in placed:
        if entry.section != "annexe":
            continue
        opened = _opened(entry, framework)
        if opened is not None:
            tables.append((opened, []))
            inside = True
        elif entry.heading is not None and entry.heading.kind == "annexe":
            inside = False
        elif inside:
            tables[-1][1].append(entry)
    found: list[AnnexeQuestionScore] = []
    counts: Counter[str] = Counter()
    for standard, table in tables:
        for question, percentage, start, end_at in _of_table(table, wordings):
            if _key(question) in wordings:
                continue
            counts[standard.number] += 1
            evidence = Evidence(start, end_at, "annexe-table")
            found.append(
                AnnexeQuestionScore(
                    standard.number, counts[standard.number], question, percentage, evidence
                )
            )
    return tuple(found)


def _opened(entry: Placed, framework: Framework) -> Standard | None:
    if entry.heading is not None and entry.heading.kind == "standard":
        return framework.standard_named(entry.heading.name)
    cell = entry.passage.text.split("\t")[0]
    if match := _STANDARD_ROW.match(cell):
        return framework.standard_named(" ".join(match["name"].split()))
    return None


def _key(text: str) -> str:
    return "".join(re.findall(r"[a-z]+", text.lower()))


def _of_table(table: list[Placed], wordings: set[str]) -> list[tuple[str, float, int, int]]:
    """Return question, percentage and extent for each pair of a table, in order."""
    pairing = _Pairing(wordings)
    for entry in table:
        passage = entry.passage
        if passage.kind == "footnote" or passage.text.endswith(":"):
            pairing.drop()
            continue
        for match in _PART.finditer(passage.text.replace("\t", " ")):
            start, end = passage.span(match.start(), match.end())
            if match["text"]:
                pairing.add_words(match["text"], start)
            elif match["end"]:
                pairing.end_question(end)
            else:
                pairing.add_percentage(float(match["percent"]), end)
    return pairing.scored


class _Pairing:
    """Pairs questions with percentages as a table is read, part by part.

    Args:
        wordings: keys of the framework's key questions, which head groups without a percentage.
    """

    def __init__(self, wordings: set[str]) -> None:
        self.scored: list[tuple[str, float, int, int]] = []
        self._wordings = wordings
        self._waiting: list[tuple[str, int]] = []  # whole questions without a percentage yet
        self._words = ""  # of an unfinished question
        self._start = 0
        self._inner: float | None = None  # a percentage read inside it

    def drop(self) -> None:
        """Forget an unfinished question."""
        self._words, self._inner = "", None

    def add_words(self, words: str, start: int) -> None:
        """Take words of a question."""
        if not self._words:
            self._start = start
        self._words = f"{self._words} {words}" if self._words else words.lstrip()

    def end_question(self, end: int) -> None:
        """Take a question mark."""
        opening = _QUESTION_OPENS.search(self._words)
        words = self._words[opening.start() if opening else 0 :]
        question = " ".join(f"{words}?".split()).replace(" ?", "?")
        if self._inner is not None:
            self.scored.append((question, self._inner, self._start, end))
        elif self._words:
            self._waiting.append((question, self._start))
        self.drop()

    def add_percentage(self, percentage: float, end: int) -> None:
        """Take a percentage: of the question that waits longest, else of the one that is being read."""
        while len(self._waiting) > 1 and self._heads_group(self._waiting[0][0]):
            self._waiting.pop(0)
        if self._waiting and not (self._words and self._heads_group(self._waiting[0][0])):
            question, start = self._waiting.pop(0)
            self.scored.append((question, percentage, start, end))
        elif self._words:
            self._waiting.clear()
            self._inner = percentage

    def _heads_group(self, question: str) -> bool:
        return _key(question) in self._wordings
