"""Validation of graph files: which graphs are checked, what a result tells, how results are written."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH
from rdflib.collection import Collection

from findings_graph import resources
from findings_graph.errors import UnreadableGraph, UnreadableInput
from findings_graph.graph.vocabulary import load_vocabulary
from findings_graph.terms import BASE, PREFIXES, graph_iri
from findings_graph.validation.baseline import read_baseline
from findings_graph.validation.graphs import from_light
from findings_graph.validation.results import Results, scope_of
from findings_graph.validation.run import (
    Result,
    Validation,
    validate_path,
    without_known,
    write_results,
)

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


def failures_of(validation: Validation) -> Results:
    """Return the violations and warnings with what they are of."""
    return Results(failures(validation), scope_of(validation.results))


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


def test_reports_are_counted(folder: Path, tmp_path: Path) -> None:
    """The first line says how many reports were checked, in named graphs or in one."""
    assert write_results(validate_path(folder).results, "text").startswith("2 reports checked: the")
    one = tmp_path / "one.ttl"
    ox.serialize(triples("harrowdale-2024"), one, format=ox.RdfFormat.TURTLE)
    results = validate_path(one, workers=2).results
    assert write_results(results, "text").startswith("1 report checked: the graph conforms (")


@pytest.mark.parametrize("workers", [1, 2])
def test_nameless_inspection_is_checked(tmp_path: Path, workers: int) -> None:
    """An inspection that is a blank node violates the shapes like one with a name."""
    path = write_trig(tmp_path / "graph.trig")
    text = path.read_text("utf-8")
    # First in the file, where the base is looked for.
    head = f"_:nobody a <{PF.Inspection}> .\n"
    path.write_text(f"<{graph_iri(BASE, 'nobody')}> {{ {head} }}\n{text}", encoding="utf-8")
    found = failures(validate_path(path, workers=workers))
    assert {result.focus for result in found} == {"nobody"}
    assert {"Inspection-label", "ExpectedValuePresent"} <= {r.shape_name for r in found}
    assert "  _:nobody [Inspection-label]\n" in write_results(found, "text")


def test_ill_formed_literals_print_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A date that is none is a violation, not a traceback of rdflib's."""
    path = write_trig(tmp_path / "graph.trig")
    text = path.read_text("utf-8")
    broken = re.sub(r'(fieldworkStart> )"[^"]+"', r'\1"2024-13-45"', text)
    assert broken != text
    path.write_text(broken, encoding="utf-8")
    assert "Inspection-fieldworkStart" in {r.shape_name for r in failures(validate_path(path))}
    assert capfd.readouterr().err == ""
    assert caplog.records == []


def vocabulary_lines() -> list[str]:
    """Return the shipped vocabulary as N-Quads, one graph each."""
    found: list[str] = []
    for name, light in load_vocabulary(resources.find("ontology")).items():
        graph = ox.NamedNode(graph_iri(BASE, name))
        quads = [ox.Quad(*triple, graph) for triple in from_light(light)]
        found += (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode().splitlines()
    return found


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("change", "note"),
    [(None, None), ("drop", "1 triple differs"), ("edit", "2 triples differ")],
)
def test_vocabulary_of_the_file_is_compared(
    tmp_path: Path, workers: int, change: str | None, note: str | None
) -> None:
    """The vocabulary that ships is used; that the file has another one is said, and changes no result."""
    path = write_trig(tmp_path / "graph.trig")
    reports = [f"{quad} ." for quad in ox.parse(path=path, format=ox.RdfFormat.TRIG)]
    vocabulary = vocabulary_lines()
    place = next(n for n, line in enumerate(vocabulary) if 'prefLabel> "' in line)
    if change == "drop":
        del vocabulary[place]
    elif change == "edit":
        vocabulary[place] = vocabulary[place].replace('prefLabel> "', 'prefLabel> "Not ')
    file = tmp_path / "graph.nq"
    file.write_text("\n".join([*vocabulary, *reports]) + "\n", encoding="utf-8")
    validation = validate_path(file, workers=workers)
    assert (validation.graphs, failures(validation)) == (2, [])
    told = write_results(validation.results, "text").splitlines()
    notes = [line for line in told if "vocabulary" in line]
    assert [note in line and str(file) in line for line in notes if note] == [True] * bool(note)
    assert len(notes) == bool(note)
    assert ("is not that of this version" in write_results(validation.results, "html")) is bool(
        note
    )


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
        "The graph does not conform (1 violation, 1 warning, 1 note).\n"
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
    assert write_results([], "text") == "The graph conforms (0 violations, 0 warnings, 0 notes).\n"


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


def test_text_says_the_finding_that_a_bare_value_stands_in() -> None:
    """`824` alone tells a reader nothing: its finding is shown, on the page too."""
    bare = replace(RULE, quote="824", context="There were 824 <open>\ncases.")
    assert "“824”\n  in: “There were 824 <open> cases.”\n" in write_results([bare], "text")
    assert "in “There were 824 &lt;open&gt;" in write_results([bare], "html")


def test_same_of_a_value_by_two_components_is_told_once() -> None:
    """A value of the wrong kind fails several constraints of a shape; a reader needs one, CSV and SHACL have all."""
    other = replace(FIELD, component="http://www.w3.org/ns/shacl#MinInclusiveConstraintComponent")
    for form in ("text", "html"):
        assert write_results([FIELD, other], form) == write_results([FIELD], form)
    assert len(write_results([FIELD, other], "csv").splitlines()) == 3
    assert write_results([FIELD, other], "ttl").count("sh:ValidationResult") == 2


def test_rule_that_says_two_things_of_a_value_is_told_twice() -> None:
    """Only what is the same in words is merged."""
    other = replace(RULE, message="The report prints 22 per cent for 8 out of 40.")
    assert write_results([RULE, other], "text").count("warning: ") == 2


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
    new = without_known(validation, read_baseline(baseline))
    assert new == Validation(2, ())
    assert new.conforms


def test_baseline_does_not_change_the_verdict(folder: Path) -> None:
    """With its violations known, a graph has no new result and does not conform all the same."""
    validation = validate_path(folder)
    baseline = folder / "known.csv"
    lost = replace(RULE, value=None)
    results = [*failures(validation), lost, replace(lost, component="https://a.example/#Other")]
    baseline.write_text(write_results(results, "csv"), encoding="utf-8")
    new = without_known(validation, read_baseline(baseline)).results
    assert not failures(Validation(2, new))
    told = (
        "1 known from known.csv (1 violation, 0 warnings, 0 notes). The graph does not conform. "
        "1 known result is gone."
    )
    assert told in write_results(new, "text").splitlines()[0]
    assert told in write_results(new, "html")
    assert "sh:conforms false" in write_results(new, "ttl")


def test_baseline_of_the_same_run_leaves_no_new_result(folder: Path) -> None:
    """The first line says so, and how much is known."""
    validation = Validation(2, failures_of(validate_path(folder)))
    baseline = folder / "known.csv"
    baseline.write_text(write_results(validation.results, "csv"), encoding="utf-8")
    new = without_known(validation, read_baseline(baseline)).results
    assert write_results(new, "text") == (
        "2 reports checked: no new result; 1 known from known.csv (1 violation, 0 warnings, 0 notes)."
        " The graph does not conform.\n"
    )


def test_empty_baseline_is_one(tmp_path: Path) -> None:
    """A CSV without results is a baseline; without any, nothing is said of one."""
    baseline = tmp_path / "known.csv"
    baseline.write_text(write_results([], "csv"), encoding="utf-8")
    validation = Validation(1, (NOTE,))
    new = without_known(validation, read_baseline(baseline)).results
    assert write_results(new, "text").startswith(
        "1 new result (0 violations, 0 warnings, 1 note); 0 known from known.csv. The graph conforms.\n"
    )
    assert without_known(validation, frozenset()) is validation


def test_baseline_does_not_know_a_result_that_became_worse(tmp_path: Path) -> None:
    """A warning that is a violation now is new, and the warning is gone."""
    baseline = tmp_path / "known.csv"
    baseline.write_text(write_results([RULE], "csv"), encoding="utf-8")
    worse = replace(RULE, severity="Violation")
    new = without_known(Validation(1, (worse,)), read_baseline(baseline))
    assert new == Validation(1, (worse,))
    assert not new.conforms
    assert "1 known result is gone." in write_results(new.results, "text")


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
    for path in (folder, folder / "graph.trig"):
        assert [result.file for result in failures(validate_path(path))] == ["harrowdale.txt"]


def test_manifest_beside_another_file_is_none_of_its(folder: Path) -> None:
    """Only a built graph has the manifest: beside a file of another name it may be about anything."""
    (folder / "manifest.json").write_text("[]", encoding="utf-8")
    other = (folder / "graph.trig").rename(folder / "other.trig")
    assert [result.file for result in failures(validate_path(other))] == [None]


def test_broken_manifest_is_refused(folder: Path) -> None:
    """A manifest that is none is named, with what to do."""
    (folder / "manifest.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UnreadableGraph, match="manifest"):
        validate_path(folder)
