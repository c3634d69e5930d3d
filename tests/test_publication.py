"""`findings publish`: one file an inspection without text, and every command takes such files."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner, Result

from findings_graph.asking.answers import answer
from findings_graph.asking.questions import list_questions
from findings_graph.asking.store import open_graph, read_quads
from findings_graph.cli import main
from findings_graph.graph.build import Settings, build_graph
from findings_graph.graph.publication import publish
from findings_graph.resources import find_inspections
from findings_graph.terms import BASE, PREFIXES
from findings_graph.validation.run import validate_path

RUN = 9  # words in a row that would repeat a report; a phrase of up to eight may stay
PF = PREFIXES["pf"]


def _run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _triples(path: Path) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(path=path)}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall("[a-z0-9]+", text.lower())
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


@pytest.fixture(scope="module")
def published(examples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the published files of the example reports."""
    out = tmp_path_factory.mktemp("published") / "inspections"
    assert publish(examples, out).refused == ()
    return out


@pytest.fixture(scope="module")
def no_text(examples: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the example reports' graph, built without text."""
    out = tmp_path_factory.mktemp("no-text") / "graph"
    assert build_graph(examples, out, settings=Settings(with_text=False)).refused == ()
    return out


def test_publish_writes_one_file_an_inspection_and_leaves_others(
    examples: list[Path], published: Path, tmp_path: Path
) -> None:
    """Files are named by inspection; what else stands in the folder stays; the summary says so."""
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    result = _run("publish", *examples[:2], "--out", tmp_path)
    assert result.exit_code == 0, result.output
    names = [f"{path.stem}.ttl" for path in examples[:2]]
    assert sorted(_bytes(tmp_path)) == sorted(["README.md", *names])
    assert f"in {tmp_path}: one Turtle file an inspection\n" in result.stdout
    for name in names:
        assert (tmp_path / name).read_bytes() == (published / name).read_bytes()


def test_published_files_do_not_depend_on_workers_or_order(
    examples: list[Path], published: Path, tmp_path: Path
) -> None:
    """Two processes and the inputs turned round: the same bytes."""
    assert publish(examples[::-1], tmp_path, workers=2).refused == ()
    assert _bytes(tmp_path) == _bytes(published)


def test_published_file_is_the_reports_graph_without_text(
    examples: list[Path], published: Path, no_text: Path
) -> None:
    """Each file holds the very triples of the report's named graph, and no blank node."""
    graphs: dict[str, set[pyoxigraph.Triple]] = {}
    for quad in pyoxigraph.parse(path=no_text / "graph.trig"):
        graphs.setdefault(str(quad.graph_name).rpartition("/")[2].rstrip(">"), set()).add(
            quad.triple
        )
    for path in examples:
        triples = _triples(published / f"{path.stem}.ttl")
        assert triples == graphs[path.stem]
        assert not [t for t in triples if isinstance(t.subject, pyoxigraph.BlankNode)]


def test_published_file_repeats_no_run_of_the_reports_words(
    examples: list[Path], published: Path
) -> None:
    """No nine words in a row; the questions of an annexe are the framework's own wording."""
    text = re.compile(r'"(?:[^"\\]|\\.)*"')
    for path in examples:
        written = (published / f"{path.stem}.ttl").read_text(encoding="utf-8")
        assert not re.search(r"oa:exact|pf:text |pf:earlierRecommendation ", written)
        kept = [line for line in written.splitlines() if "pf:questionText" not in line]
        said = set().union(*(_runs(literal) for literal in text.findall("\n".join(kept))))
        assert said & _runs(path.read_text(encoding="utf-8")) == set()


def test_published_file_opens_with_what_it_is_and_whose(
    examples: list[Path], published: Path, rapper: str
) -> None:
    """Licence and attribution first; then only prefixes that are used; rapper reads it without a word."""
    for path in examples:
        file = published / f"{path.stem}.ttl"
        written = file.read_text(encoding="utf-8")
        comment = written[: written.index("\n\n")]
        assert all(line.startswith("#") for line in comment.splitlines())
        assert "HM Inspectorate of Probation, © Crown copyright" in comment
        assert (
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" in comment
        )
        body = written[written.rindex("@prefix ") :].partition("\n")[2]
        for prefix in re.findall(r"^@prefix (\w+):", written, re.MULTILINE):
            assert re.search(rf"\b{prefix}:\w", body), prefix
        command = [rapper, "-q", "-i", "turtle", "-c", str(file)]
        assert subprocess.run(command, capture_output=True, check=True).stderr == b""


def test_published_facts_stand_in_the_order_of_the_report(
    examples: list[Path], published: Path
) -> None:
    """Findings come as the report has them, each with its evidence on the lines behind it."""
    written = (published / f"{examples[0].stem}.ttl").read_text(encoding="utf-8")
    findings = re.findall(r"<([^>]*)> a pf:Finding ;[^.]*?pf:number (\d+)", written)
    assert [int(number) for _, number in findings] == list(range(1, len(findings) + 1))
    assert len(findings) > 10
    for finding, _ in findings:
        after = written[written.index(f"<{finding}> a pf:Finding") :]
        assert after.partition(" .\n\n")[2].startswith(f"<{finding}/evidence> a oa:Annotation ; ")


def test_published_file_describes_what_no_register_has(
    examples: list[Path], published: Path
) -> None:
    """Every thing that a file names is described there, or in the vocabulary and registers that ship."""
    for path in examples:
        file = published / f"{path.stem}.ttl"
        quads = read_quads(file)
        described = {quad.subject for quad in quads}
        graphs = {str(quad.graph_name).rpartition("/")[2].rstrip(">") for quad in quads}
        assert {"vocabulary", "registers"} <= graphs
        named = {
            triple.object
            for triple in _triples(file)
            if isinstance(triple.object, pyoxigraph.NamedNode)
            and triple.object.value.startswith((BASE, PF))
        }
        missing = sorted(str(node) for node in named - described)
        assert missing == []


def test_published_folder_answers_as_the_built_graph(published: Path, no_text: Path) -> None:
    """Every question gives the same rows: names, themes and what is derived are added on loading."""
    folder, built = open_graph(published), open_graph(no_text)
    for question in list_questions():
        assert answer(question, folder) == answer(question, built), question.name


def test_published_file_answers_alone(examples: list[Path], published: Path) -> None:
    """One file is a graph too, with the names of its themes and standards."""
    result = _run("ask", "ratings", published / f"{examples[0].stem}.ttl", "--format", "csv")
    assert result.exit_code == 0, result.output
    expected = _run("ask", "ratings", published, "--format", "csv").stdout.splitlines()
    header, *rows = result.stdout.splitlines()
    assert rows == [row for row in expected if row.startswith(f"{examples[0].stem},")] != []
    assert header == expected[0]


def test_exported_folder_is_the_built_graph(published: Path, no_text: Path) -> None:
    """Exported as TriG, the folder is what a build without text writes: every graph by its name."""
    result = _run("export", published, "--format", "nquads")
    assert result.exit_code == 0, result.output
    built = set(pyoxigraph.parse(path=no_text / "graph.trig"))
    assert (
        set(pyoxigraph.parse(result.stdout.encode(), format=pyoxigraph.RdfFormat.N_QUADS)) == built
    )


def test_graph_with_its_vocabulary_is_read_as_it_is(example_graph: Path) -> None:
    """Nothing is added to a built graph."""
    found = read_quads(example_graph)
    assert set(found) == set(pyoxigraph.parse(path=example_graph / "graph.trig"))


def test_published_folder_validates_each_inspection(
    examples: list[Path], published: Path, no_text: Path
) -> None:
    """Each file is checked as a graph of its own, with what the built graph gives."""
    seen: list[str] = []
    found = validate_path(published, on_graph=seen.append)
    assert [name.rpartition("/")[2] for name in seen] == [path.stem for path in examples]
    assert found.conforms
    built = validate_path(no_text).results  # a manifest names the reports' files; a folder has none
    assert found.results == tuple(replace(result, file=None) for result in built)


def test_published_folder_verifies_and_shows(examples: list[Path], published: Path) -> None:
    """Hashes prove every place; `show` names the thing and says that there is no text."""
    result = _run("verify", published, *examples)
    assert result.exit_code == 0, result.output
    assert f" quotes of {len(examples)} reports looked up, 0 mismatches" in result.stdout
    result = _run("show", f"{examples[0].stem}/recommendation/1", published)
    assert result.exit_code == 0, result.output
    assert "(the graph was built without text)" in result.stdout
    assert re.search(r"addressee +\S+ \(.+\)", result.stdout)


def test_base_moves_the_published_graph_and_what_is_added(
    examples: list[Path], tmp_path: Path
) -> None:
    """Under another base the vocabulary is added under that base too."""
    base = "https://example.org/g/id/"
    assert _run("publish", examples[0], "--out", tmp_path, "--base", base).exit_code == 0
    (file,) = tmp_path.iterdir()
    assert BASE not in file.read_text(encoding="utf-8")
    subjects = [str(quad.subject) for quad in read_quads(tmp_path)]
    assert not [subject for subject in subjects if subject.startswith(f"<{BASE}")]
    assert f"<{base}scheme/themes>" in subjects


def test_bad_input_is_named_and_the_rest_is_published(examples: list[Path], tmp_path: Path) -> None:
    """A file that is no report, and two of one name, are refused as in a build; exit 2."""
    recipe = tmp_path / "recipe.txt"
    recipe.write_text("Pancakes.\n", encoding="utf-8")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(examples[0].read_bytes() + b"\n")
    result = _run("publish", recipe, examples[0], copy, examples[1], "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert f"findings: {recipe}: " in result.stderr
    assert f"both are the inspection {examples[0].stem}" in result.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{examples[1].stem}.ttl"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<a:b> <a:c> 1 .", "none of its 1 Turtle files holds an inspection"),
        ('<a:b> <a:c> "open', "broken ("),
    ],
)
@pytest.mark.parametrize("command", ["ask ratings {}", "validate {}", "export {} --format trig"])
def test_folder_of_other_turtle_is_refused(
    command: str, content: str, reason: str, tmp_path: Path
) -> None:
    """A folder that holds Turtle but no inspection, or broken Turtle, is one line and exit 2."""
    (tmp_path / "a.ttl").write_text(content, encoding="utf-8")
    result = _run(*command.format(tmp_path).split())
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"findings: {tmp_path}")
    assert reason in line


def test_shipped_inspections_are_asked_where_no_graph_is_given() -> None:
    """A new user asks about real inspections at once, and is told which."""
    names = sorted(path.stem for path in find_inspections().glob("*.ttl"))
    result = _run("ask", "inspections", "--format", "csv")
    assert result.exit_code == 0, result.output
    assert [line.partition(",")[0] for line in result.stdout.splitlines()[1:]] == names
    assert result.stderr == (
        f"Asking the {len(names)} real inspections that ship, without their reports' text; "
        "for others: findings ask inspections DIR\n"
    )


def test_shipped_inspections_conform() -> None:
    """What ships violates no shape, and holds no text."""
    assert validate_path(find_inspections()).conforms
    for path in find_inspections().glob("*.ttl"):
        predicates = {triple.predicate.value for triple in _triples(path)}
        text = {f"{PF}text", f"{PF}earlierRecommendation", f"{PREFIXES['oa']}exact"}
        assert predicates.isdisjoint(text)


@pytest.mark.real
def test_published_real_reports_verify_and_repeat_nothing(
    reports: list[Path], tmp_path: Path
) -> None:
    """Every quote of the real reports is proved by its hash, and no run of their words stands there."""
    assert publish(reports, tmp_path).refused == ()
    result = _run("verify", tmp_path, *reports)
    assert result.exit_code == 0, result.output
    literal = re.compile(r'"(?:[^"\\]|\\.)*"')
    for path in reports:
        written = (tmp_path / f"{path.stem}.ttl").read_text(encoding="utf-8")
        kept = [line for line in written.splitlines() if "pf:questionText" not in line]
        said = set().union(*(_runs(text) for text in literal.findall("\n".join(kept))))
        assert said & _runs(path.read_text(encoding="utf-8")) == set()
