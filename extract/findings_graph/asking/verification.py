"""Whether every quote of a graph stands at its very offsets in the report that it came from.

A graph without text holds a quote's hash and length in its place; both forms are checked alike. A
report belongs to the text whose SHA-256 the graph states.

Source: DESIGN.md, Command line; the offsets are those of `source.SourceText`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph

from findings_graph.asking.store import GraphStore
from findings_graph.graph.description import hash_of
from findings_graph.graph.turtle import as_written
from findings_graph.reading.source import SourceText

_TEXTS = """
SELECT ?text ?inspection ?sha ?length WHERE {
  ?text a pf:SourceText ; pf:sha256 ?sha ; pf:length ?length ; pf:inspection ?inspection .
}"""
_QUOTES = """
SELECT ?text ?target ?start ?end ?line ?exact ?hash ?length WHERE {
  ?target a oa:SpecificResource ; oa:hasSource ?text .
  OPTIONAL { ?target oa:hasSelector ?position .
             ?position oa:start ?start ; oa:end ?end .
             OPTIONAL { ?position pf:line ?line } }
  OPTIONAL { ?target oa:hasSelector ?quote .
             { ?quote oa:exact ?exact } UNION { ?quote pf:quoteHash ?hash ; pf:quoteLength ?length } }
}"""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where the graph and a report do not agree.

    Args:
        place: the target's identifier, or the file's name.
        message: what stands in each.
    """

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was checked.

    Args:
        checked: inspection → quotes that were looked up.
        mismatches: where graph and report disagree, in the order of the text.
        unchecked: inspections of the graph for which no text was given.
    """

    checked: Mapping[str, int]
    mismatches: tuple[Mismatch, ...]
    unchecked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Quote:
    target: str
    start: int | None
    end: int | None
    line: int | None
    exact: str | None
    hash: str | None
    length: int | None


@dataclass(slots=True)
class _Text:
    inspection: str
    sha256: str
    length: int
    quotes: list[_Quote] = field(default_factory=list)


def verify_quotes(graph: GraphStore, sources: Sequence[SourceText]) -> Verification:
    """Look up every quote of the graph in the reports given.

    Args:
        graph: the loaded graph, with or without text.
        sources: the reports' normalised texts, in any order.
    """
    texts = _read_texts(graph)
    by_hash = {text.sha256: text for text in texts}
    checked: dict[str, int] = {}
    mismatches: list[Mismatch] = []
    strangers = [source for source in sources if source.sha256 not in by_hash]
    for source in sources:
        text = by_hash.get(source.sha256)
        if text is not None and text.inspection not in checked:
            checked[text.inspection] = len(text.quotes)
            mismatches += _compare(text, source)
    for source in strangers:
        rest = [text for text in texts if text.inspection not in checked]
        mismatches += _compare_stranger(source, rest)
    unchecked = sorted({text.inspection for text in texts} - checked.keys())
    return Verification(
        dict(sorted(checked.items())), tuple(dict.fromkeys(mismatches)), tuple(unchecked)
    )


def _read_texts(graph: GraphStore) -> list[_Text]:
    texts: dict[str, _Text] = {}
    for row in graph.select(_TEXTS):
        name = row["inspection"].value.rpartition("/")[2]
        texts[row["text"].value] = _Text(name, row["sha"].value, int(row["length"].value))
    for row in graph.select(_QUOTES):
        text = texts.get(row["text"].value)
        if text is not None:
            text.quotes.append(
                _Quote(
                    graph.relative(row["target"].value),
                    _number(row["start"]),
                    _number(row["end"]),
                    _number(row["line"]),
                    _string(row["exact"]),
                    _string(row["hash"]),
                    _number(row["length"]),
                )
            )
    for text in texts.values():
        text.quotes.sort(key=lambda quote: (quote.start or 0, quote.end or 0, quote.target))
    return sorted(texts.values(), key=lambda text: text.inspection)


def _compare(text: _Text, source: SourceText) -> list[Mismatch]:
    mismatches = []
    if text.length != len(source.text):
        message = f"the graph says {text.length} characters, {source.name} has {len(source.text)}"
        mismatches.append(Mismatch(text.inspection, message))
    for quote in text.quotes:
        reason = _disagreement(quote, source)
        if reason:
            mismatches.append(Mismatch(quote.target, reason))
    return mismatches


def _compare_stranger(source: SourceText, texts: Sequence[_Text]) -> list[Mismatch]:
    """Report a text of no hash in the graph, and where it parts from the report most like it."""
    message = (
        f"no report of the graph was built from this text (SHA-256 {source.sha256[:12]}…); "
        "build the graph from it, or give the file it was built from"
    )
    found = [Mismatch(source.name, message)]
    likeness = [
        (sum(_disagreement(quote, source) is None for quote in text.quotes), text) for text in texts
    ]
    held, nearest = max(likeness, key=lambda pair: pair[0], default=(0, None))
    if nearest is not None and held:
        found += _compare(nearest, source)
    return found


def _disagreement(quote: _Quote, source: SourceText) -> str | None:
    if quote.start is None or quote.end is None:
        return "the graph gives no position"
    if quote.exact is None and quote.hash is None:
        return "the graph gives neither quote nor hash"
    place = f"characters {quote.start}–{quote.end}, line {quote.line or '?'} of {source.name}"
    if not 0 <= quote.start < quote.end <= len(source.text):
        return f"{place}: outside the text of {len(source.text)} characters"
    reason = _difference(quote, source, source.text[quote.start : quote.end])
    return reason and f"{place}: {reason}"


def _difference(quote: _Quote, source: SourceText, raw: str) -> str | None:
    if quote.exact is not None and as_written(raw) != quote.exact:
        return f"the graph says {_shown(quote.exact)}, the report {_shown(raw)}"
    if quote.hash is not None and (hash_of(raw), len(raw)) != (quote.hash, quote.length):
        return f"the report has {_shown(raw)}, of another hash or length than the graph's"
    line = source.line_of(quote.start or 0)
    if quote.line is not None and quote.line != line:
        return f"stands in line {line}"
    return None


def _shown(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def _string(node: object) -> str | None:
    return node.value if isinstance(node, pyoxigraph.Literal) else None


def _number(node: object) -> int | None:
    return int(node.value) if isinstance(node, pyoxigraph.Literal) else None
