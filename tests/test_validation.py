"""Validation of graph files: which graphs are checked, what a result tells, how results are written."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection

from findings_graph.errors import UnreadableGraph, UnreadableInput
from findings_graph.terms import BASE, PREFIXES, graph_iri
from findings_graph.validation import (
    Result,
    Validation,
    validate_path,
    without_known,
    write_results,
)
from findings_graph.validation_baseline import read_baseline

OA = rdflib.Namespace(PREFIXES["oa"])
PF = rdflib.Namespace(PREFIXES["pf"])
GOOD = Path(__file__).parent / "graphs" / "good"
NAMES = ("harrowdale-2022", "harrowdale-2024")
QUOTATION = "inspection/harrowdale-2024/quotation/554433221100"


def triples(name: str, *, base: str = BASE) -> list[ox.Triple]:
    """Return a good graph's triples, under any base."""
    text = (GOOD / f"{name}.ttl").read_text("utf-8").replace(BASE, base)
    quads = ox.parse(text, format=ox.RdfFormat.TURTLE)
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads]


def write_trig(path: Path, *, base: str = BASE, drop: str = "") -> Path:
    """Write the good graphs as one TriG file, without the triples that hold a text."""
    quads = [
        ox.Quad(
            triple.subject, triple.predicate, triple.object, ox.NamedNode(graph_iri(base, name))
        )
        for name in NAMES
        for triple in triples(name, base=base)
        if not drop or drop not in str(triple)
    ]
    ox.serialize(quads, path, format=ox.RdfFormat.TRIG)
    return path


def failures(validation: Validation) -> list[Result]:
    """Return the violations and warnings."""
    return [result for result in validation.results if result.severity != "Info"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a graph folder whose one fault is a quotation without a speaker."""
    write_trig(tmp_path / "graph.trig", drop="/def/speaker>")
    return tmp_path


def test_validate_path_checks_each_named_graph(folder: Path) -> None:
    """A folder's graph file is checked graph by graph, and the names of the graphs are told in order."""
    seen: list[str] = []
    validation = validate_path(folder, on_graph=seen.append)
    assert validation.graphs == 2
    assert seen == [graph_iri(BASE, name) for name in NAMES]
    assert not validation.conforms
    assert [(result.inspection, result.shape_name) for result in failures(validation)] == [
        ("harrowdale-2024", "Quotation-speaker")
    ]


def test_validate_path_gives_the_same_with_more_workers(folder: Path) -> None:
    """Processes side by side change nothing, not even the order."""
    assert validate_path(folder, workers=2) == validate_path(folder)


def test_validate_path_checks_a_merged_file_whole(tmp_path: Path) -> None:
    """A Turtle file has no named graphs: all inspections in it are checked together."""
    merged = tmp_path / "graph.ttl"
    both = [triple for name in NAMES for triple in triples(name)]
    ox.serialize(both, merged, format=ox.RdfFormat.TURTLE)
    validation = validate_path(merged)
    assert (validation.graphs, failures(validation)) == (1, [])
    assert validation.conforms


def test_validate_path_gathers_a_graph_from_scattered_lines(tmp_path: Path) -> None:
    """N-Quads may have a graph's lines anywhere; they are one graph all the same."""
    file = tmp_path / "graph.nq"
    write_trig(tmp_path / "graph.trig")
    lines = "".join(
        str(quad) + " .\n"
        for quad in ox.parse(path=tmp_path / "graph.trig", format=ox.RdfFormat.TRIG)
    ).splitlines(keepends=True)
    file.write_text("".join([*lines[1::2], *lines[::2]]), encoding="utf-8")
    validation = validate_path(file)
    assert (validation.graphs, failures(validation)) == (2, [])


def test_validate_path_follows_another_base(tmp_path: Path) -> None:
    """With another base the vocabulary moves along, so that the same graph conforms."""
    base = "https://example.org/ours/id/"
    validation = validate_path(write_trig(tmp_path / "graph.trig", base=base))
    assert (validation.graphs, failures(validation)) == (2, [])


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("graph.ttl", "<a> <b> .", "broken"),
        ("graph.ttl", "<https://a.example/> <https://b.example/> 1 .", "holds no inspection"),
        ("graph.pdf", "%PDF", "not a graph file by its name"),
    ],
)
def test_validate_path_refuses_what_is_no_graph(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    """A file that is broken, about something else or of another kind is named with the reason."""
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UnreadableGraph, match=told) as caught:
        validate_path(file)
    assert str(file) in str(caught.value)


def test_result_shows_the_sentence_behind_it(folder: Path) -> None:
    """A result carries the quote, the line and the rule of the thing that it is about."""
    assert failures(validate_path(folder)) == [
        Result(
            inspection="harrowdale-2024",
            severity="Violation",
            shape="https://w3id.org/probation-findings/shapes/Quotation-speaker",
            component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
            focus=BASE + QUOTATION,
            path="<https://w3id.org/probation-findings/def/speaker>",
            value=None,
            message="A quotation must have exactly one speaker: a person on probation or a member of staff.",
            label="quotation 1, feedback",
            advice="Read the sentence that introduces the quotation: it says who speaks.",
            quote="I was heard,",
            line=9,
            rule="quotation",
        )
    ]


def test_result_about_a_plain_value_shows_its_statement(tmp_path: Path) -> None:
    """A plain value of the inspection is evidenced by the statement about it."""
    path = write_trig(
        tmp_path / "graph.trig",
        drop="/statement/licenceCases> <http://www.w3.org/1999/02/22-rdf-syntax-ns#object>",
    )
    found = [result for result in failures(validate_path(path)) if result.path]
    assert [(result.shape_name, result.quote, result.line) for result in found] == [
        ("Statement-object", "12 licence cases", 2)
    ]


def test_result_about_something_missing_names_it_and_the_inspection(tmp_path: Path) -> None:
    """What a report should have and has not is of the vocabulary: the label says which inspection lacks it."""
    path = write_trig(tmp_path / "graph.trig", drop="/def/score> ")
    (found,) = (
        r
        for r in failures(validate_path(path))
        if r.shape_name == "ExpectedValuePresent" and "2024" in r.inspection
    )
    assert found.label == "score, Inspection of Harrowdale PDU, 2024"
    assert "inspection/harrowdale-2024: expected-value/score [" in write_results([found], "text")


RULE = Result(
    inspection="harrowdale-2024",
    severity="Warning",
    shape="https://w3id.org/probation-findings/shapes/PrintedPercentage",
    component="http://www.w3.org/ns/shacl#SPARQLConstraintComponent",
    focus=BASE + "inspection/harrowdale-2024",
    path=None,
    value=BASE + "inspection/harrowdale-2024/statistic/001122334455",
    message="The report prints 21 per cent for 8 out of 40.",
    label="statistic, <Planning>",
    advice="Read the sentence.",
    quote="8 out of 40 <relevant>\ncases",
    line=8,
    rule="statistic",
    file="harrowdale.txt",
)
FIELD = Result(
    inspection="harrowdale-2024",
    severity="Violation",
    shape="https://w3id.org/probation-findings/shapes/SpecificResource-quote",
    component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
    focus=BASE + "inspection/harrowdale-2024/text",
    path="(<http://www.w3.org/ns/oa#hasSelector>/(<http://www.w3.org/ns/oa#exact>|<https://w3id.org/probation-findings/def/quoteHash>))",
    value='"7"^^<http://www.w3.org/2001/XMLSchema#integer>',
    message="A part of a text must have exactly one quote.",
)
NOTE = Result(
    inspection="harrowdale-2024",
    severity="Info",
    shape="https://w3id.org/probation-findings/shapes/Finding-theme-given",
    component="http://www.w3.org/ns/shacl#MinCountConstraintComponent",
    focus=BASE + "inspection/harrowdale-2024/finding/0123456789ab",
    path="<https://w3id.org/probation-findings/def/theme>",
    value=None,
    message="No theme was found for this finding.",
)


def test_text_has_counts_first_then_each_failure_with_its_sentence() -> None:
    """A terminal gets the verdict, the counts, and every violation and warning; notes are only counted."""
    assert write_results([FIELD, RULE, NOTE], "text") == (
        "The graph does not conform: 1 violation, 1 warning, 1 note.\n"
        "       1  violation  SpecificResource-quote\n"
        "       1  warning    PrintedPercentage\n"
        "       1  note       Finding-theme-given\n"
        "\n"
        "violation: A part of a text must have exactly one quote.\n"
        '  inspection/harrowdale-2024/text: "7"^^<http://www.w3.org/2001/XMLSchema#integer>'
        " [SpecificResource-quote]\n"
        "\n"
        "warning: The report prints 21 per cent for 8 out of 40.\n"
        "  statistic, <Planning>\n"
        "  inspection/harrowdale-2024/statistic/001122334455 [PrintedPercentage]\n"
        "  harrowdale.txt, line 8, read by statistic: “8 out of 40 <relevant> cases”\n"
        "  to do: Read the sentence.\n"
    )


def test_text_of_no_result_says_that_the_graph_conforms() -> None:
    """Nothing found is said, not left silent."""
    assert write_results([], "text") == "The graph conforms: 0 violations, 0 warnings, 0 notes.\n"


def test_csv_has_a_row_a_result() -> None:
    """CSV has every result with every column, and quotes may hold line ends."""
    rows = list(csv.reader(io.StringIO(write_results([RULE, NOTE], "csv"))))
    assert rows == [
        ["inspection", "severity", "shape", "component", "focus", "label", "path", "value", "message", "quote", "line", "rule", "file", "advice"],
        ["harrowdale-2024", "Warning", "PrintedPercentage", "SPARQLConstraintComponent", RULE.focus, RULE.label, "", RULE.value, RULE.message, RULE.quote, "8", "statistic", "harrowdale.txt", RULE.advice],
        ["harrowdale-2024", "Info", "Finding-theme-given", "MinCountConstraintComponent", NOTE.focus, "", NOTE.path, "", NOTE.message, "", "", "", "", NOTE.advice],
    ]  # fmt: skip


def test_html_escapes_the_words_of_a_report() -> None:
    """A quote with angle brackets is text on the page, not markup."""
    page = write_results([RULE], "html")
    assert "8 out of 40 &lt;relevant&gt;" in page
    assert "statistic, &lt;Planning&gt;" in page
    assert "<td>Read the sentence.</td>" in page
    assert "<relevant>" not in page
    assert page.startswith("<!DOCTYPE html>")


def test_turtle_is_the_standard_shacl_report() -> None:
    """Turtle is a SHACL validation report: results, their paths and values as the Recommendation has them."""
    graph = rdflib.Graph().parse(data=write_results([FIELD, RULE], "ttl"), format="turtle")
    report = graph.value(None, RDF.type, SH.ValidationReport)
    assert str(graph.value(report, SH.conforms)) == "false"
    found = {
        str(graph.value(result, SH.sourceShape)): (
            str(graph.value(result, SH.focusNode)),
            str(graph.value(result, SH.value)),
            str(graph.value(result, SH.resultSeverity)),
        )
        for result in graph.objects(report, SH.result)
    }
    assert found == {
        FIELD.shape: (FIELD.focus, "7", str(SH.Violation)),
        RULE.shape: (RULE.focus, str(RULE.value), str(SH.Warning)),
    }
    (choices,) = graph.objects(None, SH.alternativePath)
    assert list(Collection(graph, choices)) == [OA.exact, PF.quoteHash]
    (path,) = graph.objects(None, SH.resultPath)
    assert next(iter(Collection(graph, path))) == OA.hasSelector


def test_turtle_of_no_result_conforms() -> None:
    """An empty report says that the graph conforms."""
    graph = rdflib.Graph().parse(data=write_results([], "ttl"), format="turtle")
    assert [str(value) for value in graph.objects(None, SH.conforms)] == ["true"]


def test_baseline_leaves_only_new_results(tmp_path: Path) -> None:
    """What the CSV of an earlier run has is known, whatever its message or line; the rest is new."""
    baseline = tmp_path / "known.csv"
    baseline.write_text(write_results([RULE, NOTE], "csv"), encoding="utf-8")
    known = read_baseline(baseline)
    moved = replace(RULE, line=99, message="Said otherwise.")
    other = replace(RULE, value=None)
    assert without_known(Validation(1, (moved, other, NOTE, FIELD)), known) == Validation(
        1, (other, FIELD)
    )


def test_baseline_knows_every_result_of_its_own_run(folder: Path) -> None:
    """A graph checked against its own baseline has nothing new, and conforms."""
    validation = validate_path(folder)
    baseline = folder / "known.csv"
    baseline.write_text(write_results(validation.results, "csv"), encoding="utf-8")
    assert without_known(validation, read_baseline(baseline)) == Validation(2, ())


@pytest.mark.parametrize("content", [None, "a,b\n1,2\n", "\udcff"])
def test_baseline_that_is_none_is_refused(tmp_path: Path, content: str | None) -> None:
    """A file that is missing, has other columns or is no text is named."""
    baseline = tmp_path / "known.csv"
    if content is not None:
        baseline.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(UnreadableInput, match="baseline"):
        read_baseline(baseline)


def test_result_names_the_file_of_the_manifest(folder: Path) -> None:
    """The file that a report was read from stands in the manifest beside the graph."""
    inputs = [{"inspection": "harrowdale-2024", "file": "harrowdale.txt"}]
    (folder / "manifest.json").write_text(json.dumps({"inputs": inputs}), encoding="utf-8")
    assert [result.file for result in failures(validate_path(folder))] == ["harrowdale.txt"]


def test_broken_manifest_is_refused(folder: Path) -> None:
    """A manifest that is none is named, with what to do."""
    (folder / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UnreadableGraph, match="manifest"):
        validate_path(folder)
