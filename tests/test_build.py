"""`findings build`: what is written, what is refused, and what is left alone."""

from __future__ import annotations

import dataclasses
import json
import multiprocessing
import os
import re
import resource
import stat
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result

from findings_graph import __version__
from findings_graph.cli import main
from findings_graph.facts import InspectionFacts
from findings_graph.graph.build import Settings, build_graph, write_report
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.reading.source import SourceText
from findings_graph.terms import BASE

FILES = ("graph.trig", "graph.ttl", "manifest.json")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _triples(path: Path) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(path=path)}


@pytest.fixture
def example(examples: list[Path]) -> Path:
    """Return one example report."""
    return examples[0]


def test_build_writes_three_files_and_a_summary(example: Path, tmp_path: Path) -> None:
    """The folder is made and holds the graph twice, merged and by report, and the manifest."""
    out = tmp_path / "deep" / "out"
    result = _run("build", example, "--out", out)
    assert result.exit_code == 0, result.output
    assert sorted(_bytes(out)) == sorted(FILES)
    name = example.stem
    assert result.stderr == f"[1/1] {example}: {name}\n"
    assert result.stdout.startswith(f"{name}: ")
    assert "1 built, 0 refused; " in result.stdout


def test_merged_file_and_named_graphs_hold_the_same_triples(example_graph: Path) -> None:
    """graph.ttl is graph.trig without the graph names, each triple once."""
    merged = [quad.triple for quad in pyoxigraph.parse(path=example_graph / "graph.ttl")]
    assert len(merged) == len(set(merged))
    assert set(merged) == _triples(example_graph / "graph.trig")


def test_each_report_has_a_graph_beside_vocabulary_and_registers(
    example_graph: Path, examples: list[Path]
) -> None:
    """The named graphs are the reports', the vocabulary, the registers and what is derived."""
    graphs = {
        str(quad.graph_name).removeprefix(f"<{BASE.removesuffix('id/')}graph/").rstrip(">")
        for quad in pyoxigraph.parse(path=example_graph / "graph.trig")
    }
    assert graphs == {path.stem for path in examples} | {"vocabulary", "registers", "derived"}


def test_no_blank_node_is_written(example_graph: Path) -> None:
    """What is emitted can be compared line by line."""
    nodes = {
        node
        for triple in _triples(example_graph / "graph.ttl")
        for node in (triple.subject, triple.object)
    }
    assert not [node for node in nodes if isinstance(node, pyoxigraph.BlankNode)]


@pytest.mark.parametrize(("file", "syntax"), [("graph.ttl", "turtle"), ("graph.trig", "trig")])
def test_rapper_reads_every_triple_without_a_word(
    rapper: str, example_graph: Path, file: str, syntax: str
) -> None:
    """An independent parser reads the same number of triples and warns of nothing."""
    path = example_graph / file
    done = subprocess.run(
        [rapper, "-q", "-i", syntax, "-o", "nquads", str(path)], capture_output=True, check=True
    )
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == len(list(pyoxigraph.parse(path=path)))


def test_files_do_not_depend_on_workers_order_or_place(
    examples: list[Path], example_graph: Path, tmp_path: Path
) -> None:
    """Two processes, the inputs turned round, another folder: the same bytes."""
    summary = build_graph(examples[::-1], tmp_path / "again", workers=2)
    assert summary.refused == ()
    assert _bytes(tmp_path / "again") == _bytes(example_graph)


def test_report_graph_does_not_depend_on_other_reports(
    example: Path, example_graph: Path, tmp_path: Path
) -> None:
    """A report built alone has the graph it has among others."""
    build_graph([example], tmp_path / "alone")
    graph = pyoxigraph.NamedNode(f"{BASE.removesuffix('id/')}graph/{example.stem}")

    def quads(folder: Path) -> set[pyoxigraph.Quad]:
        found = pyoxigraph.parse(path=folder / "graph.trig")
        return {quad for quad in found if quad.graph_name == graph}

    assert quads(tmp_path / "alone") == quads(example_graph) != set()


def test_manifest_says_what_was_built_and_no_path_or_clock(example: Path, tmp_path: Path) -> None:
    """Version, base, and for each input its file, hash, inspection and counts."""
    build_graph([example], tmp_path)
    text = (tmp_path / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    (entry,) = manifest["inputs"]
    counts = entry.pop("counts")
    assert manifest["version"] == __version__
    assert manifest["base"] == BASE
    assert manifest["text"] is True
    assert entry.keys() == {"file", "inspection", "sha256"}
    assert (entry["file"], entry["inspection"]) == (example.name, example.stem)
    assert counts["findings"] > 0
    assert str(tmp_path) not in text
    assert str(example.parent) not in text
    assert counts["triples"] + sum(manifest["graphs"].values()) == len(
        list(pyoxigraph.parse(path=tmp_path / "graph.trig"))
    )


def test_base_moves_all_things_of_the_graph(example: Path, tmp_path: Path) -> None:
    """With --base nothing of the published base but the terms is left."""
    result = _run("build", example, "--out", tmp_path, "--base", "https://example.org/g/id")
    assert result.exit_code == 0, result.output
    subjects = {str(triple.subject) for triple in _triples(tmp_path / "graph.ttl")}
    assert not [subject for subject in subjects if subject.startswith(f"<{BASE}")]
    assert f"<https://example.org/g/id/inspection/{example.stem}>" in subjects
    assert f"<https://example.org/g/graph/{example.stem}>" in subjects


@pytest.mark.parametrize(
    "base", ["nonsense", "https://example.org/a b/", "https://example.org/#", ""]
)
def test_base_that_is_no_iri_is_bad_usage(example: Path, tmp_path: Path, base: str) -> None:
    """A base that cannot hold things is refused before anything is read."""
    result = _run("build", example, "--out", tmp_path / "out", "--base", base)
    assert result.exit_code == 2
    assert f"--base {base!r} is no absolute" in result.stderr
    assert not (tmp_path / "out").exists()


def test_no_text_leaves_the_words_out(example: Path, tmp_path: Path) -> None:
    """Neither quote nor text stands in the files; the counts are the same but for triples."""
    build_graph([example], tmp_path / "with")
    assert _run("build", example, "--out", tmp_path / "without", "--no-text").exit_code == 0
    for file in ("graph.trig", "graph.ttl"):
        written = (tmp_path / "without" / file).read_text(encoding="utf-8")
        assert 'oa:exact "' not in written
        assert 'pf:text "' not in written
    counts = [
        json.loads((tmp_path / name / "manifest.json").read_text())["inputs"][0]["counts"]
        for name in ("with", "without")
    ]
    for count in counts:
        del count["triples"]
    assert counts[0] == counts[1]


def _bad_inputs(folder: Path) -> list[Path]:
    """Write files that are no inspection report, each in another way."""
    folder.mkdir()
    contents = {
        "recipe.txt": b"Pancakes\n\nTake two eggs, flour and milk. Stir. Fry.\n",
        "empty.txt": b"",
        "blank.txt": b"\xef\xbb\xbf \r\n\r\n",
        "noise.txt": bytes(range(256)) * 64,
        "image.md": b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
        "report.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "ofsted.txt": b"Ofsted\nInspection of Harrow Lane School\nOverall effectiveness: Good\n",
        "long.txt": b"a" * 50_000_000,
        "line\nbreak.txt": b"no report\n",
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    (folder / "folder.txt").mkdir()
    return [*sorted(folder.iterdir()), folder / "missing.txt"]


def test_bad_inputs_are_named_and_the_rest_is_built(example: Path, tmp_path: Path) -> None:
    """Each bad input gets one clear line with its path and a remedy; exit 2; the graph is whole."""
    bad = _bad_inputs(tmp_path / "in")
    result = _run("build", *bad, example, "--out", tmp_path / "out")
    assert result.exit_code == 2
    complaints = [line for line in result.stderr.splitlines() if line.startswith("findings: ")]
    shown = [str(path).replace("\n", "\\x0a") for path in bad]
    assert [
        line.partition(": ")[2].startswith(name)
        for line, name in zip(complaints, shown, strict=True)
    ] == [True] * len(bad)
    assert "Traceback" not in result.output
    assert all(";" in line for line in complaints), complaints
    assert f"1 built, {len(bad)} refused" in result.stdout
    build_graph([example], tmp_path / "alone")
    assert _bytes(tmp_path / "out") == _bytes(tmp_path / "alone")


def test_nothing_built_leaves_what_was_there(example: Path, tmp_path: Path) -> None:
    """A build of bad inputs alone keeps an earlier graph as it was, and makes no new folder."""
    recipe = tmp_path / "recipe.txt"
    recipe.write_text("Pancakes.\n", encoding="utf-8")
    out = tmp_path / "out"
    build_graph([example], out)
    before = _bytes(out)
    assert _run("build", recipe, "--out", out).exit_code == 2
    assert _bytes(out) == before
    assert _run("build", recipe, "--out", tmp_path / "a" / "b").exit_code == 2
    assert not (tmp_path / "a").exists()


def test_two_reports_of_one_name_are_refused_and_the_rest_is_built(
    examples: list[Path], tmp_path: Path
) -> None:
    """The message names both files; neither is built, for either may be the right one."""
    copy = tmp_path / "copy.txt"
    copy.write_bytes(examples[0].read_bytes() + b"\n")
    result = _run("build", examples[0], copy, examples[1], "--out", tmp_path / "out")
    assert result.exit_code == 2
    name = examples[0].stem
    assert result.stderr.splitlines()[-1] == (
        f"findings: {examples[0]} and {copy}: both are the inspection {name}; "
        "neither is built: give one of them"
    )
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert [entry["inspection"] for entry in manifest["inputs"]] == [examples[1].stem]


def test_path_given_twice_counts_once(example: Path, tmp_path: Path) -> None:
    """A file named twice is no clash."""
    assert _run("build", example, example, "--out", tmp_path).exit_code == 0


def test_name_does_not_come_from_the_file(example: Path, tmp_path: Path) -> None:
    """A renamed file is the same inspection, with the same graph but for the manifest."""
    renamed = tmp_path / "whatever-1999.md"
    renamed.write_bytes(example.read_bytes())
    build_graph([example], tmp_path / "a")
    build_graph([renamed], tmp_path / "b")
    for file in ("graph.trig", "graph.ttl"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_line_ends_and_byte_order_mark_do_not_change_the_graph(
    example: Path, tmp_path: Path
) -> None:
    """CRLF and a byte-order mark are dropped before anything is counted."""
    other = tmp_path / example.name
    text = example.read_text(encoding="utf-8")
    other.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    build_graph([example], tmp_path / "a")
    build_graph([other], tmp_path / "b")
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b")


def test_out_that_is_a_file_is_refused(example: Path, tmp_path: Path) -> None:
    """A file in the folder's place stays, and the message says what to do."""
    file = tmp_path / "taken"
    file.write_text("mine")
    result = _run("build", example, "--out", file)
    assert result.exit_code == 2
    assert f"{file}" in result.stderr
    assert "give another --out folder" in result.stderr
    assert file.read_text() == "mine"


@pytest.mark.skipif(os.geteuid() == 0, reason="NOT TESTED AS ROOT: root may write anywhere")
def test_out_that_may_not_be_written_is_refused(example: Path, tmp_path: Path) -> None:
    """Missing permission is one line, not a traceback."""
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        result = _run("build", example, "--out", tmp_path / "out")
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_failed_move_leaves_no_scraps(example: Path, tmp_path: Path) -> None:
    """Where a file's place cannot be taken the folder holds nothing half-written."""
    out = tmp_path / "out"
    (out / "graph.trig").mkdir(parents=True)
    result = _run("build", example, "--out", out)
    assert result.exit_code == 2
    assert [path.name for path in out.iterdir()] == ["graph.trig"]


def test_written_report_keeps_shared_things_apart(facts: InspectionFacts) -> None:
    """Bodies and software, which other reports may name, are not in the report's own blocks."""
    built = write_report(facts, "harrowmere.txt", Settings())
    shared = {subject.removeprefix(BASE).partition("/")[0] for subject, _, _ in built.shared}
    assert shared == {"pdu", "provider", "office", "software"}
    assert "\n<pdu/harrowmere>" not in built.own
    assert built.entry.counts["findings"] == 2


def test_vocabulary_without_blank_nodes_is_the_same_twice(tmp_path: Path) -> None:
    """Blank nodes of the vocabulary get names by file and place; inspections are no vocabulary."""
    (tmp_path / "inspections").mkdir()
    (tmp_path / "registers").mkdir()
    (tmp_path / "a.ttl").write_text("<x> <y:p> [ <y:q> ( 1 ) ] .", encoding="utf-8")
    (tmp_path / "inspections" / "b.ttl").write_text("<b> <y:p> 1 .", encoding="utf-8")
    (tmp_path / "registers" / "c.ttl").write_text(f"<{BASE}c> <y:p> 1 .", encoding="utf-8")
    found = load_vocabulary(tmp_path, base="https://example.org/id/")
    again = load_vocabulary(tmp_path, base="https://example.org/id/")
    assert found == again
    assert {subject for subject, _, _ in found["registers"]} == {"https://example.org/id/c"}
    assert {
        subject.removeprefix("https://example.org/id/") for subject, _, _ in found["vocabulary"]
    } == {"x", "genid/a-1", "genid/a-2"}


@pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="NOT TESTED: needs processes that fork"
)
def test_report_that_kills_its_process_is_refused_and_the_rest_is_built(
    facts: InspectionFacts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies takes no other report with it, and the order is kept."""

    def extract(source: SourceText) -> InspectionFacts:
        if "killer" in source.name:
            os._exit(1)
        return dataclasses.replace(facts, name=Path(source.name).stem)

    monkeypatch.setattr("findings_graph.extraction.inspection.extract", extract)
    names = ["a-2024", "killer-1", "b-2024", "c-2024", "killer-2", "d-2024"]
    paths = [tmp_path / f"{name}.txt" for name in names]
    for path in paths:
        path.write_text("words", encoding="utf-8")
    seen: list[str] = []
    summary = build_graph(
        paths, tmp_path / "out", workers=2, on_report=lambda outcome: seen.append(outcome.file)
    )
    assert [entry.inspection for entry in summary.built] == ["a-2024", "b-2024", "c-2024", "d-2024"]
    assert [message.partition(": ")[0] for message in summary.refused] == [
        str(paths[1]),
        str(paths[4]),
    ]
    assert seen == [str(path) for path in paths]


YARDSTICK = 0.17
"""Seconds that `_measure_speed` takes on the machine that the limit was set on, undisturbed (22 November 2026)."""


def _measure_speed() -> float:
    """Return the seconds that a fixed piece of work takes: a shared core runs at half its speed at times."""
    text = "Plans were sufficient in 12 of 40 relevant cases, and reviews in 9 of 31. " * 300
    start = time.process_time()
    for _ in range(100):
        Counter(re.findall(r"\b(?:[a-z]+ )?\d+\b|\w+", text))
        sorted(text.split(), key=len)
    return time.process_time() - start


@pytest.mark.real
def test_real_reports_are_built_in_six_seconds(reports: list[Path], tmp_path: Path) -> None:
    """Four real reports, one core, cold start included, in seconds of work; the best of five runs.

    Each run counts at the speed that the core had around it.
    """
    command = [sys.executable, "-c", "from findings_graph.cli import main; main()", "build"]
    source = Path(__file__).resolve().parent.parent / "extract"
    worked = []
    for attempt in range(5):
        speed = _measure_speed()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [*command, *map(str, reports), "--out", str(tmp_path / str(attempt)), "--workers", "1"],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(source)},
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
        slow = max(1.0, (speed + _measure_speed()) / 2 / YARDSTICK)
        worked.append(taken / slow)
        if worked[-1] < 6:
            break
    assert min(worked) < 6
