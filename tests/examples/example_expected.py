"""The expected answers of an example report, as rows of the shipped questions."""

from __future__ import annotations

import csv
import hashlib
import io

from example_content import BREAK, Content, Line, clean
from example_framework import MAXIMUM, POINTS, QUESTIONS, STANDARDS

COLUMNS = {
    "inspections": "inspection pdu region published fieldwork_start framework overall_rating score maximum community_cases licence_cases interviews lead_inspector isbn",
    "ratings": "inspection standard standard_label rating points",
    "key-questions": "inspection standard question_number question percentage",
    "annexe-questions": "inspection standard question percentage",
    "recommendations": "inspection number addressee text themes",
    "recommendation-progress": "inspection recommendation progress text",
    "findings": "inspection finding section polarity polarity_source themes text",
    "quotations": "inspection section speaker text",
    "statistics": "inspection finding numerator denominator percentage population text",
    "provisions": "inspection pdu provider service commissioned",
    "places": "inspection kind name code",
    "figures": "inspection measure value unit scope",
    "gaps": "inspection what reason",
}
Rows = dict[str, list[tuple[str, ...]]]
QUOTATION_MARKS = '“”"'
KEEP_QUOTATION_MARKS = False


def identifier(text: str) -> str:
    """A finding's id: the first 12 hex digits of the SHA-256 of its cleaned text."""
    return hashlib.sha256(text.encode("utf8")).hexdigest()[:12]


def section_findings(section: dict[str, str], content: Content) -> list[tuple[Line, str, str]]:
    """The findings of a section in order, with polarity and where the polarity comes from."""
    found: list[tuple[Line, str, str]] = []
    for part, polarity in (
        ("prose", ""),
        ("items", ""),
        ("strengths", "strength"),
        ("improvements", "improvement"),
    ):
        for line in content.lines(section.get(part, "")):
            if line.kind == "text":
                source = "heading" if polarity else "text"
                found.append((line, polarity or line.polarity, source))
    return found


def every_line(content: Content) -> list[tuple[str, str, Line]]:
    """Every line of the report with its section and part, in the order of the report."""
    lines = [("", "background", line) for line in content.text("background")]
    for section in content.sections:
        for part in ("rationale", "prose", "intro", "items", "strengths", "box", "improvements"):
            lines += [(section["id"], part, line) for line in content.lines(section.get(part, ""))]
    return lines


def expected(content: Content) -> Rows:
    """All rows of all questions for one report, sorted by their columns."""
    rows: Rows = {question: [] for question in COLUMNS}
    add_scores(content, rows)
    add_recommendations(content, rows)
    add_findings(content, rows)
    add_bodies(content, rows)
    # Findings and statistics may repeat; a figure that is printed twice is one row.
    rows["figures"] = list(dict.fromkeys(rows["figures"]))
    return {question: sorted(found, key=sort_key) for question, found in rows.items()}


def add_scores(content: Content, rows: Rows) -> None:
    """The inspection's plain values, its ratings and its percentages."""
    report, framework, name = content.report, content.raw["framework"], content.raw["name"]
    pdu = report["pdu"]
    ratings = content.raw["ratings"]
    rows["inspections"].append(
        (
            name,
            pdu,
            report.get("region", ""),
            report.get("issued", ""),
            report.get("fieldwork_start", ""),
            framework,
            report["overall"],
            str(report["score"]),
            str(MAXIMUM[framework]),
            str(report.get("community", "")),
            str(report.get("licence", "")),
            str(report.get("interviews", "")),
            report.get("lead", ""),
            report.get("isbn", ""),
        )
    )
    for standard, rating in ratings.items():
        label = STANDARDS[framework][standard][0]
        rows["ratings"].append((name, standard, label, rating, str(POINTS[rating])))
    for standard, scores in content.raw["key_questions"].items():
        wording = QUESTIONS[STANDARDS[framework][standard][0]]
        rows["key-questions"] += [
            (name, standard, str(place + 1), wording[place], str(score))
            for place, score in enumerate(scores)
        ]
    for standard, table in content.raw.get("annexe", {}).items():
        rows["annexe-questions"] += [
            (name, standard, question.rstrip("* "), str(score[0]))
            for question, *score in table
            if score
        ]


def add_recommendations(content: Content, rows: Rows) -> None:
    """Recommendations with their addressees, and what became of earlier ones."""
    report, name = content.report, content.raw["name"]
    place = 0
    for group in content.raw["recommend"]:
        addressee = {"pdu": report["pdu"], "region": report.get("region", ""), "hmpps": "HMPPS"}[
            group["kind"]
        ]
        for line in content.lines(group["items"]):
            place += 1
            rows["recommendations"].append((name, str(place), addressee, line.clean, line.themes))
    for item in content.raw.get("progress", []):
        text = content.line(item["findings"]).clean
        rows["recommendation-progress"].append(
            (name, content.line(item["recommendation"]).clean, item["progress"], text)
        )


def add_findings(content: Content, rows: Rows) -> None:
    """Findings, and what stands in them or beside them: quotations, statistics, figures."""
    name = content.raw["name"]
    finding_of: dict[str, str] = {}
    for section in content.sections:
        for line, polarity, source in section_findings(section, content):
            finding = finding_of[line.clean] = identifier(line.clean)
            rows["findings"].append(
                (name, finding, section["id"], polarity, source, line.themes, line.clean)
            )
    if len(finding_of) != len(rows["findings"]):
        message = f"{name}: two findings have the same text, which the writer does not number"
        raise ValueError(message)
    for section_id, part, line in every_line(content):
        if line.kind == "quote":
            text = line.clean if KEEP_QUOTATION_MARKS else line.clean.strip(QUOTATION_MARKS)
            rows["quotations"].append((name, section_id, line.speaker, text))
            continue
        finding = (
            finding_of.get(line.clean, "")
            if part not in {"rationale", "intro", "box", "background"}
            else ""
        )
        rows["statistics"] += [
            (
                name,
                finding,
                str(s.numerator),
                str(s.denominator),
                s.percentage,
                s.population,
                s.sentence,
            )
            for s in line.statistics
        ]
        for key in line.figures:
            rows["figures"].append(figure_row(content, name, key))
    for item in content.raw.get("figure_table", []):
        rows["figures"] += [
            figure_row(content, name, key)
            for _, *keys in item["rows"]
            for key in keys
            if key in content.raw["figures"]
        ]


def add_bodies(content: Content, rows: Rows) -> None:
    """Who provides what, the places, and what the report leaves out."""
    name, pdu = content.raw["name"], content.report["pdu"]
    for item in content.raw.get("provision", []):
        commissioned = "true" if item["commissioned"] else "false"
        rows["provisions"].append((name, pdu, item["provider"], item["service"], commissioned))
    rows["places"] = [
        (name, item["kind"], item["name"], item.get("code", ""))
        for item in content.raw.get("place", [])
    ]
    rows["gaps"] = [(name, what, reason) for what, reason in content.raw.get("gaps", [])]


def figure_row(content: Content, name: str, key: str) -> tuple[str, ...]:
    """One row of `figures`."""
    _, measure, unit, scope = content.raw["figures"][key]
    return (name, measure, content.figure_value(key), unit, scope)


def sort_key(row: tuple[str, ...]) -> list[tuple[int, float, str]]:
    """Columns from left to right, numbers as numbers."""
    key = []
    for cell in row:
        try:
            key.append((0, float(cell), cell))
        except ValueError:
            key.append((1, 0.0, cell))
    return key


def as_csv(question: str, rows: list[tuple[str, ...]]) -> str:
    """The rows of a question as the command prints them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS[question].split())
    writer.writerows(rows)
    return out.getvalue()


__all__ = ["BREAK", "COLUMNS", "as_csv", "clean", "expected", "identifier"]
