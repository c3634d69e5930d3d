"""What a build was made of: version, base, inputs with their hashes, counts. No clock, no path."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from findings_graph import __version__


@dataclass(frozen=True, slots=True)
class Entry:
    """One report that a build holds.

    Args:
        inspection: name of the inspection, such as `east-kent-2024`.
        file: base name of the file it was read from.
        sha256: hexadecimal SHA-256 of its normalised text in UTF-8.
        counts: how many facts of each kind, and how many triples, its graph holds.
    """

    inspection: str
    file: str
    sha256: str
    counts: Mapping[str, int]


def write_manifest(
    entries: Iterable[Entry], *, base: str, with_text: bool, graphs: Mapping[str, int]
) -> str:
    """Return the manifest as JSON, its inputs sorted by inspection.

    Args:
        entries: the reports that were built.
        base: IRI under which things stand.
        with_text: whether the graph holds the reports' words.
        graphs: name of each graph that comes from no report → its number of triples.
    """
    content = {
        "software": "findings-graph",
        "version": __version__,
        "base": base,
        "text": with_text,
        "inputs": [
            {
                "inspection": entry.inspection,
                "file": entry.file,
                "sha256": entry.sha256,
                "counts": dict(entry.counts),
            }
            for entry in sorted(entries, key=lambda entry: entry.inspection)
        ],
        "graphs": dict(sorted(graphs.items())),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
