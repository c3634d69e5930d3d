"""A baseline for themes: a finding has the themes whose labels stand in it, word for word."""

from __future__ import annotations

import re
from collections.abc import Mapping

from findings_graph.asking.store import GraphStore

_LABELS = """
SELECT ?theme ?label WHERE {
  ?theme skos:inScheme ?scheme ; skos:prefLabel|skos:altLabel ?label
  FILTER(STRENDS(STR(?scheme), "/scheme/themes"))
}"""


class LabelWords:
    """Gives a text every theme of which a preferred or other label stands in it, whatever its case.

    Args:
        labels: notation of each theme → its labels.
    """

    def __init__(self, labels: Mapping[str, tuple[str, ...]]) -> None:
        self._patterns = {
            theme: re.compile(rf"\b(?:{'|'.join(map(_words, names))})\b", re.IGNORECASE)
            for theme, names in labels.items()
        }

    @classmethod
    def of_graph(cls, graph: GraphStore) -> LabelWords:
        """Take the labels of the theme scheme that a graph holds."""
        labels: dict[str, tuple[str, ...]] = {}
        for row in graph.select(_LABELS):
            theme = row["theme"].value.rpartition("/")[2]
            labels[theme] = (*labels.get(theme, ()), row["label"].value)
        return cls(labels)

    def find(self, text: str) -> frozenset[str]:
        """Return the notations of the themes whose labels stand in a text."""
        return frozenset(theme for theme, names in self._patterns.items() if names.search(text))


def _words(label: str) -> str:
    """Return a pattern of a label's words in their order; a plural ending may be added."""
    return r"\W+".join(re.escape(word) for word in re.findall(r"\w+", label)) + "s?"
