"""Invented sentences with their statistics: what is found of them, measured. `tests/statistics/README.md` has the form.

python tests/statistic_sets.py FILE…
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "extract"))

from findings_graph.counts.populations import Sample
from findings_graph.extraction.tallies import report_figures, report_statistics
from findings_graph.facts import Evidence, Finding, Statistic
from findings_graph.reading.passages import Passage
from findings_graph.reading.sections import Placed

FOLDER = Path(__file__).parent / "statistics"
POPULATIONS = {
    "ic": "inspected-cases",
    "rc": "relevant-cases",
    "cr": "court-reports",
    "ss": "staff-survey",
    "pi": "practitioners-interviewed",
    "ps": "people-surveyed",
    "ot": "other",
    "?": "other",
}
_MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")
_TWO = re.compile(r"(\d+)\D+?(\d+)\b")
_SHARE = re.compile(r"(\d+(?:\.\d+)?) ?(?:per cent|%)")
KINDS = ("counts", "percentages", "proportions")
Figures = tuple[int | None, int | None, float | None]


@dataclass(frozen=True, slots=True)
class Expected:
    """One statistic of a sentence: figures, proportion, populations that are right, subset, half-open place."""

    start: int
    end: int
    figures: Figures
    fraction: str | None
    populations: frozenset[str]
    subset: str | None
    understood: bool
    optional: bool

    def is_met_by(self, found: Statistic) -> bool:
        """Return whether a statistic has the same figures at a place that meets this one's."""
        there = found.evidence.start < self.end and self.start < found.evidence.end
        if self.optional:
            return there
        same = self.figures == (found.numerator, found.denominator, found.percentage)
        worded = any(self.figures) or _plain(self.fraction) in _plain(found.fraction)
        return there and same and worded


@dataclass(frozen=True, slots=True)
class Sentence:
    """One passage of a set, its section, what was inspected there and its statistics."""

    section: str
    text: str
    sample: Sample
    statistics: tuple[Expected, ...]


@dataclass(slots=True)
class Measure:
    """How many of the statistics were found, of counts, percentages and proportions, and how well."""

    wanted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    extra: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    populations: int = 0
    subsets: int = 0
    gaps: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def found(self) -> int:
        """Return how many statistics were found with their figures."""
        return sum(self.right.values())

    def precision(self, kind: str) -> float:
        """Return the share of what was found that is right."""
        return self.right[kind] / (self.right[kind] + self.extra[kind] or 1)

    def recall(self, kind: str) -> float:
        """Return the share of what is there that was found."""
        return self.right[kind] / (self.wanted[kind] or 1)


def kind_of(figures: Figures) -> str:
    """Return what a statistic is: a count out of a number, a percentage, or a proportion in words."""
    if figures[0] is not None:
        return "counts"
    return "percentages" if figures[2] is not None else "proportions"


def read_set(path: Path) -> list[Sentence]:
    """Return the sentences of a set."""
    sample = Sample()
    sentences = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            sample = _sample(line)
        elif line and not line.startswith("#"):
            section, _, marked = line.partition(" | ")
            sentences.append(_sentence(section, marked, sample))
    return sentences


def measure(sentences: list[Sentence]) -> Measure:
    """Take the statistics of every sentence and compare."""
    result = Measure()
    for sentence in sentences:
        found, unclear = statistics_of(sentence)
        for wanted in sentence.statistics:
            kind = kind_of(wanted.figures)
            got = next((one for one in found if wanted.is_met_by(one)), None)
            if got is not None:
                found.remove(got)
            if wanted.optional:
                continue
            result.wanted[kind] += 1
            if got is None:
                result.differences.append(f"missed: {_show(sentence, wanted)}")
                continue
            result.right[kind] += 1
            _compare(sentence, wanted, got, result)
            if wanted.understood is (got.id not in unclear):
                result.gaps += 1
            else:
                result.differences.append(f"gap: {_show(sentence, wanted)}")
        for one in found:
            kind = kind_of((one.numerator, one.denominator, one.percentage))
            result.extra[kind] += 1
            words = sentence.text[one.evidence.start : one.evidence.end]
            result.differences.append(f"extra: {words!r} ({one.population}) in {sentence.text}")
    return result


def statistics_of(sentence: Sentence) -> tuple[list[Statistic], set[str]]:
    """Return the statistics of one passage, as a report has them, and the ids of those with a gap."""
    text = sentence.text
    passage = Passage("bullet", text, ((0, 0, len(text)),), 0, len(text))
    placed = [Placed(sentence.section, None, passage, None)]
    figures = report_figures(placed, "Harrowby")
    finding = Finding("f", sentence.section, text, None, None, Evidence(0, len(text), "bullet"))
    statistics, gaps = report_statistics(
        placed, {(0, len(text)): finding}, sentence.sample, figures
    )
    return list(statistics), {gap.what.removeprefix("population of statistic ") for gap in gaps}


def _compare(sentence: Sentence, wanted: Expected, got: Statistic, result: Measure) -> None:
    """Count what is right of a statistic that was found, and note what is not."""
    if got.population in wanted.populations:
        result.populations += 1
    else:
        result.differences.append(f"population {got.population}: {_show(sentence, wanted)}")
    if wanted.subset.lower() in (got.subset or "").lower() if wanted.subset else not got.subset:
        result.subsets += 1
    else:
        result.differences.append(f"subset {got.subset}: {_show(sentence, wanted)}")


def _show(sentence: Sentence, wanted: Expected) -> str:
    """Return what was expected, with its sentence."""
    words = sentence.text[wanted.start : wanted.end]
    subset = f" +{wanted.subset}" if wanted.subset else ""
    return f"{words!r} ({'/'.join(sorted(wanted.populations))}{subset}) in {sentence.text}"


def _sample(line: str) -> Sample:
    """Return what was inspected, from the line that begins a unit."""
    numbers = {key: int(value) for key, value in re.findall(r"\| (\w+) (\d+)", line)}
    cases = numbers["community"] + numbers["licence"]
    return Sample(cases, numbers.get("reports"), numbers.get("interviews"))


def _sentence(section: str, marked: str, sample: Sample) -> Sentence:
    """Return a sentence without its marks, and what they say."""
    text = ""
    expected = []
    last = 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        expected.append(_expected(mark[1], mark[2].split("|"), len(text)))
        text += mark[1]
        last = mark.end()
    return Sentence(section, text + marked[last:], sample, tuple(expected))


def _expected(words: str, marks: list[str], start: int) -> Expected:
    """Return what one mark says; figures are read from the words unless it gives them."""
    populations, *extras = marks[0].split(";")
    for more in marks[1:]:
        extras += more.split(";")
    count = next((one.split("/") for one in extras if re.fullmatch(r"\d+/\d+", one)), None)
    share = next((float(one[:-1]) for one in extras if one.endswith("%")), None)
    fraction = next((one[1:] for one in extras if one.startswith("~")), None)
    if share is None and (printed := _SHARE.search(words)):
        share = float(printed[1])
    elif (count, fraction) == (None, None) and (two := _TWO.search(words)):
        count = [two[1], two[2]]
    return Expected(
        start,
        start + len(words),
        (int(count[0]) if count else None, int(count[1]) if count else None, share),
        fraction,
        frozenset(POPULATIONS[one] for one in populations.split(",")),
        next((one[1:] for one in extras if one.startswith("+")), None),
        populations != "?",
        "opt" in extras,
    )


def _plain(words: str | None) -> str:
    """Return the words of a proportion, hyphens and articles left out."""
    return re.sub(r"^(?:an?|one) ", "", (words or "").lower().replace("-", " "))


def describe(result: Measure) -> str:
    """Return what differs, then the figures."""
    lines = [*result.differences, f"{sum(result.wanted.values())} statistics"]
    lines += [
        f"  {kind}: {result.right[kind]} of {result.wanted[kind]}, {result.extra[kind]} extra; "
        f"precision {result.precision(kind):.3f}, recall {result.recall(kind):.3f}"
        for kind in KINDS
    ]
    lines.append(
        f"  of {result.found} found: population right {result.populations}, "
        f"subset right {result.subsets}, gap right {result.gaps}"
    )
    return "\n".join(lines)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        sys.stdout.write(f"{name}: {describe(measure(read_set(Path(name))))}\n")
