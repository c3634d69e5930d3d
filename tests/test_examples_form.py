"""The example reports: marked as invented, generated from their sources, and free of report text by their form."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent / "examples"
REPORTS = sorted([*EXAMPLES.glob("*.txt"), *EXAMPLES.glob("conversions/*.txt")])
SOURCES = sorted(EXAMPLES.glob("source/*.toml"))
NEAR_TOP = 1500  # characters within which a reader must meet the notice
QUESTIONS = 13


def write(folder: Path, *options: str) -> None:
    """Write the examples into a folder with the script that a reader would run."""
    script = str(EXAMPLES / "write_examples.py")
    subprocess.run([sys.executable, script, *options, "--out", str(folder)], check=True)


def files(folder: Path) -> dict[str, bytes]:
    """Every generated file of a folder by its path."""
    paths = [
        *folder.glob("*.txt"),
        *folder.glob("conversions/*.txt"),
        *folder.glob("expected/*/*.csv"),
    ]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.name)
def test_report_says_near_its_top_that_it_is_invented(report: Path) -> None:
    """A reader meets the notice before anything that could be taken for a finding."""
    top = " ".join(report.read_text(encoding="utf8")[:NEAR_TOP].split())
    assert "This is an invented example report, written for findings-graph." in top


def test_committed_examples_are_what_the_sources_give(tmp_path: Path) -> None:
    """Reports and expected answers cannot drift from their one source."""
    write(tmp_path)
    assert files(tmp_path) == files(EXAMPLES)


def test_swapped_examples_keep_no_name_of_the_originals(tmp_path: Path) -> None:
    """With `--swap` no name of a source is left in any report or expected answer."""
    write(tmp_path, "--swap")
    swaps = {name for source in SOURCES for name in tomllib.loads(source.read_text("utf8"))["swap"]}
    left = [
        (path, name)
        for path, content in files(tmp_path).items()
        for name in swaps
        if name.encode() in content
    ]
    assert left == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_expected_answers_cover_every_question(source: Path) -> None:
    """Each report has a CSV for each question, and its rows name only that inspection."""
    name = tomllib.loads(source.read_text("utf8"))["name"]
    found = sorted((EXAMPLES / "expected" / name).glob("*.csv"))
    assert len(found) == QUESTIONS
    for path in found:
        with path.open(encoding="utf8", newline="") as lines:
            assert {row["inspection"] for row in csv.DictReader(lines)} <= {name}
