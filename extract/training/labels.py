"""Annotated findings to train on: those of real reports by their offsets, and those that we invented."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from findings_graph.quality.evaluation import Labelled

HERE = Path(__file__).resolve().parent
INVENTED = "invented"
_SECTIONS = {
    "1. organisational delivery": "1",
    "2. court work": "2",
    "diversity and inclusion": "diversity",
    "feedback from people on probation": "feedback",
    "key data": "key-data",
    "outcomes": "outcomes",
}
_MARKS = re.compile(r"<sup>.*?</sup>|\[\d+\]")


def read_gold(path: Path) -> list[Labelled]:
    """Read annotated findings from a file of one JSON object a line (see the gold's README)."""
    labels = []
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        section = str(data["section"])
        labels.append(
            Labelled(
                report=data["report"],
                section=_SECTIONS.get(section.lower(), section),
                text=_MARKS.sub("", data["text"]),
                required=frozenset(data["required"]),
                accepted=frozenset(data["accepted"]),
            )
        )
    return labels


def read_annotations(path: Path, reports: Path) -> list[Labelled]:
    """Read our own annotations: offsets into a report's normalised text, checked by hash.

    Raises:
        SystemExit: a report's text is not the one annotated.
    """
    return [label for label, _ in read_polarities(path, reports)]


def read_polarities(path: Path, reports: Path) -> list[tuple[Labelled, tuple[str, ...]]]:
    """Read our own annotations, each with the polarities that either of two readers gave its text.

    Raises:
        SystemExit: a report's text is not the one annotated.
    """
    found = []
    texts: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        name = data["report"]
        if name not in texts:
            texts[name] = (reports / f"{name}.txt").read_text(encoding="utf-8-sig")
        text = texts[name][data["start"] : data["end"]]
        if hashlib.sha256(text.encode("utf-8")).hexdigest()[:12] != data["sha256"]:
            message = (
                f"{path.name}: {name} {data['start']}: the report's text is not the one annotated"
            )
            raise SystemExit(message)
        label = Labelled(
            report=name,
            section=data["section"],
            text=_MARKS.sub("", text),
            required=frozenset(data["required"]),
            accepted=frozenset(data["accepted"]),
        )
        found.append((label, tuple(data["polarity"])))
    return found


def read_invented(path: Path) -> list[Labelled]:
    """Read the invented findings: section | themes | text, one a line.

    A theme in brackets is accepted and not required.
    """
    labels = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            section, themes, text = (part.strip() for part in line.split("|", 2))
            given = [t.strip() for t in themes.split(",") if t.strip()]
            labels.append(
                Labelled(
                    report=f"{INVENTED} {path.stem}",
                    section=section,
                    text=text,
                    required=frozenset(t for t in given if not t.startswith("(")),
                    accepted=frozenset(t.strip("()") for t in given),
                )
            )
    return labels


def is_invented(label: Labelled) -> bool:
    """Return whether we wrote the finding ourselves."""
    return label.report.startswith(INVENTED)


def read_all(gold: Path, reports: Path) -> list[Labelled]:
    """Read every annotated finding there is to train on, real ones first."""
    return [
        *read_gold(gold),
        *read_annotations(HERE / "annotations.jsonl", reports),
        *(label for path in sorted(HERE.glob("invented_*.txt")) for label in read_invented(path)),
    ]
