"""The command: quick help, exit codes, `show`, `export`, and never a traceback for bad input."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from click.testing import CliRunner, Result

from findings_graph import __version__
from findings_graph.asking.questions import list_questions
from findings_graph.cli import main
from findings_graph.graph.build import Settings, build_report

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = ("ask", "build", "export", "publish", "show", "validate", "verify")


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _process(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: PLW1510  tests look at the exit code themselves
        [sys.executable, "-c", "from findings_graph.cli import main; main()", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "extract"), **options.get("env", {})},  # type: ignore[dict-item]
    )


def test_help_answers_at_once() -> None:
    """--help takes under 0.3 s: nothing heavy is imported before a command needs it."""
    took = []
    for _ in range(5):
        began = time.perf_counter()
        assert _process("--help").returncode == 0
        took.append(time.perf_counter() - began)
    assert min(took) < 0.3


def test_help_names_every_command() -> None:
    """The commands of the design are there, each with a line of help."""
    result = _run("--help")
    for command in COMMANDS:
        assert f"\n  {command}" in result.output
        assert _run(command, "--help").exit_code == 0


def test_readme_documents_every_command() -> None:
    """A command that users cannot find in the README is not there for them."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    undocumented = [name for name in main.commands if f"findings {name}" not in readme]
    assert undocumented == []


def test_version_is_printed() -> None:
    """--version prints the package's version."""
    assert _run("--version").output == f"findings-graph {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("no-such-command",),
        ("build",),
        ("build", "x.txt"),
        ("build", "x.txt", "--out", "o", "--workers", "0"),
        ("build", "--out", "o"),
        ("publish", "x.txt"),
        ("publish", "--out", "o"),
        ("show", "x"),
        ("verify", "x"),
        ("validate",),
        ("export", "x"),
        ("export", "x", "--format", "csvw"),
        ("export", "x", "--format", "xml"),
    ],
)
def test_bad_usage_is_exit_2(arguments: tuple[str, ...]) -> None:
    """Bad usage is exit 2 with a usage line."""
    result = _run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("ask", "inspections", "{}"),
        ("show", "x", "{}"),
        ("verify", "{}", __file__),
        ("validate", "{}"),
        ("export", "{}", "--format", "trig"),
    ],
    ids=lambda command: command[0],
)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("missing", None),
        ("noise.trig", bytes(range(256)) * 9),
        ("cut.ttl", b'@prefix a: <b:> .\na:b a:c "open'),
        ("words.md", b"# No graph\n"),
        ("", None),
    ],
)
def test_graph_that_is_none_is_one_line_and_exit_2(
    command: tuple[str, ...], name: str, content: bytes | None, tmp_path: Path
) -> None:
    """Every command refuses a missing, binary, broken or other file, and a folder without graph."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    result = _run(*(part.format(path) for part in command))
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"findings: {tmp_path}")


def test_graph_without_read_permission_is_refused(example_graph: Path, tmp_path: Path) -> None:
    """A file that may not be read is one line (root may read everything)."""
    if os.geteuid() == 0:
        pytest.skip("NOT TESTED AS ROOT: root may read anything")
    file = tmp_path / "graph.trig"
    file.write_bytes((example_graph / "graph.trig").read_bytes())
    file.chmod(0)
    result = _run("ask", "inspections", tmp_path)
    assert result.exit_code == 2
    assert "cannot be read" in result.stderr


def test_reader_that_goes_is_no_error(example_graph: Path) -> None:
    """`findings ask … | head -1` ends without a traceback."""
    command = "from findings_graph.cli import main; main()"
    done = subprocess.run(  # noqa: S602  the pipe is what is tested
        f'"{sys.executable}" -c "{command}" ask findings "{example_graph}" --format csv | head -1',
        shell=True,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "extract")},
    )
    assert done.stderr == ""
    assert done.stdout.startswith("inspection,finding,")


def test_output_is_utf_8_whatever_the_locale(example_graph: Path) -> None:
    """An ASCII locale does not change or break an answer."""
    plain = _process("ask", "findings", str(example_graph), "--format", "csv")
    ascii_only = _process(
        "ask",
        "findings",
        str(example_graph),
        "--format",
        "csv",
        env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert plain.returncode == ascii_only.returncode == 0
    assert plain.stdout == ascii_only.stdout


def test_failed_rule_is_a_refusal_and_no_traceback(
    examples: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug that one report brings out is named with the report; thousands of others go on."""

    def fail(_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("findings_graph.extraction.inspection.extract", fail)
    outcome = build_report(examples[0], Settings())
    assert outcome.file == str(examples[0])
    assert "a rule failed on this text (IndexError: list index out of range)" in str(outcome)


def test_show_prints_facts_and_the_sentence_behind_them(example_graph: Path) -> None:
    """A finding shows what is said of it and its quote, with line and characters."""
    rows = json.loads(_run("ask", "findings", example_graph, "--format", "json").stdout)
    row = rows[0]
    identifier = f"{row['inspection']}/finding/{row['finding']}"
    result = _run("show", identifier, example_graph)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].lower() == f"finding  inspection/{identifier}"
    assert "Evidence" in lines
    evidence = lines[lines.index("Evidence") + 1]
    assert evidence.startswith("  line ")
    quote = " ".join(line.removeprefix("    | ") for line in lines if line.startswith("    | "))
    assert row["text"][:30] in quote


@pytest.mark.parametrize(
    "form",
    [
        "{hash}",
        "finding/{hash}",
        "inspection/{name}/finding/{hash}",
        "<{base}inspection/{name}/finding/{hash}>",
    ],
)
def test_show_takes_any_form_of_an_identifier(example_graph: Path, form: str) -> None:
    """A bare hash, last segments, a relative and a whole IRI mean the same thing."""
    rows = json.loads(_run("ask", "findings", example_graph, "--format", "json").stdout)
    row = rows[0]
    given = form.format(
        base="https://w3id.org/probation-findings/id/", name=row["inspection"], hash=row["finding"]
    )
    expected = _run(
        "show", f"inspection/{row['inspection']}/finding/{row['finding']}", example_graph
    )
    assert _run("show", given, example_graph).stdout == expected.stdout != ""


def test_show_of_an_inspection_names_its_facts(example_graph: Path, examples: list[Path]) -> None:
    """An inspection shows its values with their sentences, and every fact with its line."""
    result = _run("show", examples[0].stem, example_graph)
    assert result.exit_code == 0
    assert f"inspection/{examples[0].stem}/overall-rating  line " in result.stdout


def test_show_of_an_ambiguous_or_unknown_thing_is_refused(example_graph: Path) -> None:
    """What ends so more than once is listed; what nowhere, refused."""
    result = _run("show", "recommendation/1", example_graph)
    assert result.exit_code == 2
    assert "/recommendation/1, " in result.stderr
    assert "give more of its segments" in result.stderr
    result = _run("show", "no-such/thing", example_graph)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld"])
def test_export_holds_the_graph_and_is_the_same_twice(example_graph: Path, form: str) -> None:
    """Each format reads back to the same triples, and is byte-stable."""
    text = _run("export", example_graph, "--format", form).stdout_bytes
    assert text == _run("export", example_graph / "graph.trig", "--format", form).stdout_bytes
    formats = {
        "turtle": pyoxigraph.RdfFormat.TURTLE,
        "trig": pyoxigraph.RdfFormat.TRIG,
        "nquads": pyoxigraph.RdfFormat.N_QUADS,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }
    quads = set(pyoxigraph.parse(text, format=formats[form]))
    expected = set(pyoxigraph.parse(path=example_graph / "graph.trig"))
    if form == "turtle":
        assert {quad.triple for quad in quads} == {quad.triple for quad in expected}
    else:
        assert quads == expected


def test_exported_trig_is_what_build_wrote(example_graph: Path) -> None:
    """Exporting a built graph as TriG changes nothing but the opening comment and the graphs' order."""
    exported = _run("export", example_graph, "--format", "trig").stdout
    built = (example_graph / "graph.trig").read_text(encoding="utf-8")
    assert sorted(exported.splitlines()) == sorted(
        line for line in built.splitlines() if not line.startswith("#")
    )


def test_rdflib_reads_the_merged_file_without_a_warning(
    example_graph: Path, recwarn: pytest.WarningsRecorder
) -> None:
    """A third parser, of other make, reads as many triples."""
    graph = rdflib.Graph().parse(example_graph / "graph.ttl", format="turtle")
    assert len(graph) == len(list(pyoxigraph.parse(path=example_graph / "graph.ttl")))
    assert not [warning for warning in recwarn if "rdflib" in str(warning.filename)]


def test_export_csvw_writes_every_answer_and_its_description(
    example_graph: Path, tmp_path: Path
) -> None:
    """A folder of CSV files with the metadata that CSVW tools look for."""
    out = tmp_path / "tables"
    assert _run("export", example_graph, "--format", "csvw", "--out", out).exit_code == 0
    metadata = json.loads((out / "csv-metadata.json").read_text(encoding="utf-8"))
    assert {table["url"] for table in metadata["tables"]} == {
        f"{question.name}.csv" for question in list_questions()
    }
    for table in metadata["tables"]:
        with (out / table["url"]).open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file))
        assert [column["name"] for column in table["tableSchema"]["columns"]] == header


def test_export_to_a_file_writes_what_it_prints(example_graph: Path, tmp_path: Path) -> None:
    """--out writes the same bytes; a place that cannot be written is refused."""
    file = tmp_path / "graph.nq"
    assert _run("export", example_graph, "--format", "nquads", "--out", file).exit_code == 0
    assert file.read_bytes() == _run("export", example_graph, "--format", "nquads").stdout_bytes
    result = _run("export", example_graph, "--format", "nquads", "--out", tmp_path / "no" / "x.nq")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nq"]


def test_validate_exit_code_says_whether_the_graph_conforms(
    example_graph: Path, tmp_path: Path
) -> None:
    """A built graph conforms (0); one with a score that is no sum of points does not (1)."""
    assert _run("validate", example_graph).exit_code == 0
    text = (example_graph / "graph.trig").read_text(encoding="utf-8")
    bad = tmp_path / "graph.trig"
    bad.write_text(text.replace("pf:points 0 ", "pf:points 3 ", 1), encoding="utf-8")
    result = _run("validate", tmp_path)
    assert result.exit_code == 1
    assert result.stdout
