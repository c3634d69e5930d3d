"""`findings verify`: a quote that does not stand at its offsets is found, with its place."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from findings_graph.cli import main
from findings_graph.graph.build import Settings, build_graph


def _verify(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


@pytest.fixture
def example(examples: list[Path]) -> Path:
    """Return one example report."""
    return examples[0]


@pytest.fixture(scope="session", params=[True, False], ids=["with-text", "without-text"])
def built(
    request: pytest.FixtureRequest, examples: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the graph of one example report, with and without text."""
    out = tmp_path_factory.mktemp("verify") / "out"
    build_graph([examples[0]], out, settings=Settings(with_text=request.param))
    return out


def _tampered(built: Path, folder: Path, pattern: str, replacement: str) -> Path:
    """Copy a graph with one place changed."""
    shutil.copytree(built, folder)
    file = folder / "graph.trig"
    text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), count=1)
    assert count == 1
    file.write_text(text, encoding="utf-8", newline="\n")
    return folder


def test_untouched_report_verifies(built: Path, example: Path) -> None:
    """Every quote stands where the graph says; the count says how many were looked up."""
    result = _verify(built, example)
    assert result.exit_code == 0, result.output
    quotes = len(re.findall("a oa:SpecificResource", (built / "graph.trig").read_text("utf-8")))
    assert quotes > 100
    assert result.stdout == f"{quotes} quotes of 1 reports looked up, 0 mismatches\n"


def test_report_with_other_line_ends_verifies(built: Path, example: Path, tmp_path: Path) -> None:
    """Offsets are those of the normalised text, so CRLF does not move them."""
    other = tmp_path / "renamed.txt"
    text = example.read_text(encoding="utf-8")
    other.write_bytes(text.replace("\n", "\r\n").encode())
    assert _verify(built, other).exit_code == 0


@pytest.mark.parametrize("with_text", [True, False])
def test_report_with_noncharacters_verifies(
    example: Path, tmp_path: Path, rapper: str, *, with_text: bool
) -> None:
    """A broken conversion's U+FFFF is kept in the report and counted; the graph is still RDF."""
    odd = tmp_path / example.name
    text = example.read_text(encoding="utf-8")
    odd.write_text(text.replace(" staff ", " \uffffstaff\ufdd0 "), encoding="utf-8", newline="\n")
    out = tmp_path / "out"
    assert build_graph([odd], out, settings=Settings(with_text=with_text)).refused == ()
    written = (out / "graph.ttl").read_text(encoding="utf-8")
    assert "\uffff" not in written
    assert ("\ufffdstaff\ufffd" in written) is with_text
    done = subprocess.run(
        [rapper, "-q", "-i", "turtle", "-c", str(out / "graph.ttl")],
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    result = _verify(out, odd)
    assert (result.exit_code, result.stdout.rpartition(", ")[2]) == (0, "0 mismatches\n")


def test_changed_report_is_a_mismatch_with_its_place(
    built: Path, example: Path, tmp_path: Path
) -> None:
    """A report that was edited is not the one; the first quote that moved is named by its line."""
    text = example.read_text(encoding="utf-8")
    middle = text.index("\n", len(text) // 2)
    changed = tmp_path / example.name
    changed.write_text(text[:middle] + " Altered." + text[middle:], encoding="utf-8")
    result = _verify(built, changed)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{example.name}: no report of the graph was built from this text")
    assert re.search(r"/target: characters \d+–\d+, line \d+ of ", lines[2])


@pytest.mark.parametrize(
    ("pattern", "replacement", "expected"),
    [
        (r'oa:end "\d+"', 'oa:end "99999999"', "outside the text"),
        (r'oa:start "\d+"', 'oa:start "3"', "the report"),
        (r"pf:line \d+", "pf:line 7777", "stands in line"),
        (r"pf:length \d+", "pf:length 5", "the graph says 5 characters"),
        (
            r'oa:end "\d+"\^\^xsd:nonNegativeInteger ;\n\s+oa:start "\d+"\^\^\S+ ;',
            "",
            "no position",
        ),
        (r'oa:exact "[^"]*"|pf:quoteHash "\w+"', 'pf:note "x"', "neither quote nor hash"),
    ],
)
def test_changed_graph_is_a_mismatch_with_its_place(  # noqa: PLR0913, PLR0917  fixtures and cases
    built: Path, example: Path, tmp_path: Path, pattern: str, replacement: str, expected: str
) -> None:
    """Each part of a selector is checked: offsets, line, quote or hash, and the text's length."""
    result = _verify(_tampered(built, tmp_path / "bad", pattern, replacement), example)
    assert result.exit_code == 1
    assert expected in result.stdout
    assert result.stdout.splitlines()[0].startswith(("inspection/", example.stem))


def test_changed_quote_is_a_mismatch(built: Path, example: Path, tmp_path: Path) -> None:
    """A quote, or its hash, that is not the report's is found."""
    bad = _tampered(built, tmp_path / "bad", r'(oa:exact|pf:quoteHash) "\w\w\w', r'\1 "000')
    assert _verify(bad, example).exit_code == 1


def test_other_report_is_a_mismatch_that_names_it(built: Path, examples: list[Path]) -> None:
    """A report that the graph was not built from is named; the one that was is still checked."""
    result = _verify(built, examples[0], examples[1])
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith(f"{examples[1].name}: no report of the graph")


def test_report_not_given_is_named_and_no_failure(
    example_graph: Path, examples: list[Path]
) -> None:
    """A part of a graph can be verified; what was not looked at is said."""
    result = _verify(example_graph, examples[0])
    assert result.exit_code == 0
    assert f"{examples[1].stem}: not checked, for its report was not given" in result.stderr


def test_unreadable_report_is_exit_2(built: Path, example: Path, tmp_path: Path) -> None:
    """A report that cannot be read is named; the others are still checked."""
    result = _verify(built, tmp_path / "missing.txt", example)
    assert result.exit_code == 2
    assert f"{tmp_path / 'missing.txt'}: there is no such file" in result.stderr
    assert "1 reports looked up, 0 mismatches" in result.stdout


@pytest.mark.real
def test_real_reports_verify(reports: list[Path], tmp_path: Path) -> None:
    """Every quote of the real reports stands at its very offsets."""
    build_graph(reports, tmp_path)
    assert _verify(tmp_path, *reports).exit_code == 0
