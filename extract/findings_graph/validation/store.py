"""The store in which the rules are asked: the vocabulary, and one report at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyoxigraph as ox

_VOCABULARY = ox.NamedNode("urn:findings-graph:vocabulary")
_REPORT = ox.NamedNode("urn:findings-graph:report")
_REPORTS = 12
"""Oxigraph keeps the characters of every term that it ever met, and walks past what was removed: after so many
reports a new store takes over, so that neither memory nor time grows with their number. Of 4, 8, 16, 32 and 64,
8 and 16 were fastest."""


class RuleStore:
    """Oxigraph's store with the vocabulary, into which reports come and from which they go.

    The two have a graph each and no triple in common, so that the union of all graphs, which is the fastest
    to ask, has every triple once.

    Args:
        vocabulary: the vocabulary as N-Triples in Oxigraph's canonical form.
    """

    def __init__(self, vocabulary: str) -> None:
        self._text = vocabulary
        self._store = ox.Store()
        self._reports = _REPORTS

    @contextmanager
    def holding(self, report: str) -> Iterator[ox.Store]:
        """Give the store with a report's triples, which go again.

        Args:
            report: N-Triples in canonical form, without triples of the vocabulary.
        """
        if self._reports == _REPORTS:
            self._store = ox.Store()
            _load(self._store, self._text, _VOCABULARY)
            self._reports = 0
        self._reports += 1
        _load(self._store, report, _REPORT)
        try:
            yield self._store
        finally:
            self._store.remove_graph(_REPORT)


def _load(store: ox.Store, text: str, graph: ox.NamedNode) -> None:
    if "_:" in text:  # loading, which is faster, would give blank nodes other labels
        quads = ox.parse(text, format=ox.RdfFormat.N_TRIPLES)
        store.extend(ox.Quad(q.subject, q.predicate, q.object, graph) for q in quads)
    else:
        # Leniently, since Oxigraph wrote the text itself: three times as fast.
        store.load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=graph, lenient=True)
