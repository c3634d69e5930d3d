"""An example report as a sequence of blocks: what is printed, before any layout prints it."""

from __future__ import annotations

from dataclasses import dataclass, field

from example_content import END, FOOTNOTE, Content, month_name
from example_framework import (
    CHIEF,
    DOMAINS,
    GLOSSARY,
    LICENCE,
    MAXIMUM,
    QUESTIONS,
    RATIONALE,
    RATIONALE_COURT,
    RECOMMEND,
    ROLE,
    STANDARDS,
    THANKS,
)

TITLES = {
    "feedback": "Feedback from people on probation",
    "diversity": "Diversity and inclusion",
    "outcomes": "Outcomes",
    "key-data": "Key data",
}
DRIVEN = " and is driven by the lowest score"  # printed since 2023
PARTS = ("rationale", "intro", "prose", "items", "strengths", "box", "improvements")
POLARITY = ("Strengths:", "Areas for improvement:")  # unless a source prints them otherwise
ANNEXES = (
    "Progress against previous recommendations",
    "Staffing and workload data",
    "Inspection data",
)


@dataclass
class Block:
    """One piece of the report.

    Args:
        kind: `title`, `part` (a top heading), `domain`, `standard`, `topic`, `heading`, `polarity`, `box` (its
            title), `boxed` (its text), `para`,
            `bullet`, `number`, `quote`, `questions`, `ratings`, `table`, `footnote`, `statement`, `contents`, `cover`.
        text: its text; number: a standard's, an item's or a footnote's; rows: of a table.
    """

    kind: str
    text: str = ""
    number: str = ""
    rating: str = ""
    rows: list[list[str]] = field(default_factory=list)


def blocks(content: Content) -> list[Block]:
    """The whole report, cover to web links."""
    report, framework = content.report, content.raw["framework"]
    pdu = report["pdu"]
    out = [Block("title", pdu), Block("notice", content.raw["notice"])]
    out += [Block("region", report.get("region", "")), Block("issued", report.get("issued", ""))]
    out.append(Block("contents", rows=[[part] for part in parts(content)]))
    if report.get("lead"):
        out += [
            Block("topic", "Acknowledgements"),
            Block("para", THANKS.format(lead=report["lead"])),
        ]
    out += [
        Block("topic", "The role of HM Inspectorate of Probation"),
        Block("para", ROLE),
        Block("para", LICENCE),
    ]
    if report.get("isbn"):
        out.append(Block("para", "ISBN " + report["isbn"]))
    out.append(Block("part", "Foreword"))
    out += paragraphs(content, "foreword")
    out += noted(content, content.raw["text"].get("foreword", ""))
    out += [Block("signature", CHIEF), Block("part", "Ratings")]
    out.append(Block("ratings", rows=rating_rows(content)))
    key = content.raw.get("recommend_fn", "")
    out += [
        Block("part", "Recommendations"),
        Block("para", RECOMMEND + (f"{FOOTNOTE}{key}{END}" if key else "")),
    ]
    place = 0
    for group in content.raw["recommend"]:
        out.append(Block("addressee", content.fill(group["to"]) + " should:"))
        for line in content.lines(group["items"]):
            place += 1
            out.append(Block("number", line.text, str(place)))
    if key:
        out.append(Block("footnote", content.footnote(key), key))
    out.append(Block("part", "Background"))
    out += paragraphs(content, "background")
    out += noted(content, content.raw["text"].get("background", ""))
    domain = ""
    for section in content.sections:
        owner = (
            section["id"][0]
            if section["id"][0].isdigit()
            else "2"
            if section["id"] in {"outcomes", "key-data"}
            else domain
        )
        if owner != domain:
            domain = owner
            out.append(Block("domain", DOMAINS[framework][int(domain) - 1], domain))
        out += section_blocks(content, section)
    out += annexes(content)
    return out


def parts(content: Content) -> list[str]:
    """The lines of the table of contents."""
    one, two = DOMAINS[content.raw["framework"]]
    annexe = list(ANNEXES) if content.raw["framework"] == "2021" else []
    numbers = ("one", "two", "three", "four")
    links = [
        f"Annexe {numbers[place]} – {name}" for place, name in enumerate([*annexe, "Web links"])
    ]
    return [
        "Foreword",
        "Ratings",
        "Recommendations",
        "Background",
        f"1. {one}",
        f"2. {two}",
        *links,
    ]


def paragraphs(content: Content, name: str) -> list[Block]:
    """A named text as paragraphs."""
    return [Block("para", line.text) for line in content.text(name)]


def noted(content: Content, source: str) -> list[Block]:
    """The footnotes whose marks stand in a source text."""
    keys = [part.split("}")[0] for part in source.split("{fn:")[1:]]
    return [Block("footnote", content.footnote(key), key) for key in keys]


def rating_rows(content: Content) -> list[list[str]]:
    """The ratings page: PDU, fieldwork, score, overall rating, then each domain and standard."""
    report, framework = content.report, content.raw["framework"]
    rows = [["pdu", report["pdu"] + " PDU"]]
    if report.get("fieldwork_start") or report.get("fieldwork_month"):
        rows.append(
            ["fieldwork", month_name(report.get("fieldwork_month") or report["fieldwork_start"])]
        )
    rows += [["score", f"{report['score']}/{MAXIMUM[framework]}"], ["overall", report["overall"]]]
    domain = ""
    for standard, rating in content.raw["ratings"].items():
        if standard[0] != domain:
            domain = standard[0]
            rows.append(["domain", f"{domain}. {DOMAINS[framework][int(domain) - 1]}"])
        rows.append(["standard", standard, STANDARDS[framework][standard][0], rating])
    return rows


def section_blocks(content: Content, section: dict[str, str]) -> list[Block]:
    """One section: heading, statement and rating, rationale, key questions, findings, footnotes."""
    name, framework = section["id"], content.raw["framework"]
    out = section_opening(content, section)
    table = section_table(content, name)
    for part in ("intro", "prose", "items"):
        bullet = "bullet" if part == "items" else "para"
        for line in content.lines(section.get(part, "")):
            if line.kind == "table":
                out.append(table)
                continue
            kind = {"quote": "quote", "heading": "heading"}.get(line.kind, bullet)
            out.append(Block(kind, line.text))
    strengths, improvements = content.raw.get("polarity", POLARITY)
    out += polarity_blocks(content, strengths, section.get("strengths", ""))
    for line in content.lines(section.get("box", "")):
        out.append(Block("box" if line.kind == "heading" else "boxed", line.text))
    out += polarity_blocks(content, improvements, section.get("improvements", ""))
    if section.get("fn") and framework != "2021":
        out.append(Block("footnote", content.footnote(str(section["fn"])), str(section["fn"])))
    texts = "".join(section.get(part, "") for part in PARTS)
    return out + noted(content, texts)


def polarity_blocks(content: Content, title: str, source: str) -> list[Block]:
    """The findings under one heading of polarity, with the heading; nothing where there are none."""
    lines = content.lines(source)
    found = [Block("quote" if line.kind == "quote" else "bullet", line.text) for line in lines]
    return [Block("polarity", title), *found] if found else []


def section_opening(content: Content, section: dict[str, str]) -> list[Block]:
    """The head of a section: its heading, the standard with its rating, the rationale and the key questions."""
    out: list[Block] = []
    name, framework = section["id"], content.raw["framework"]
    label, statement = STANDARDS[framework].get(name, ("", ""))
    if label:
        out.append(Block("standard", label, name))
        out.append(Block("statement", statement, name, content.raw["ratings"].get(name, "")))
    elif name in TITLES:
        out.append(Block("topic", TITLES[name]))
    out += [Block("para", line.text) for line in content.lines(section.get("rationale", ""))]
    scores = content.raw["key_questions"].get(name)
    if scores:
        mark = f"{FOOTNOTE}{section['fn']}{END}" if section.get("fn") else ""
        if label == "Court work":
            out.append(Block("para", RATIONALE_COURT))
        elif label != "Outcomes":
            rationale = RATIONALE.format(mark=mark, standard=label.lower())
            out.append(
                Block("para", rationale.replace(DRIVEN, "") if framework == "2021" else rationale)
            )
        # Court work has its footnote at the question, the others at the rating.
        after = mark if label == "Court work" else ""
        rows = [
            [question + after, f"{score}%"]
            for question, score in zip(QUESTIONS[label], scores, strict=True)
        ]
        out.append(Block("questions", label, rows=rows))
    if section.get("fn") and framework == "2021":
        out.append(Block("footnote", content.footnote(str(section["fn"])), str(section["fn"])))
    return out


def section_table(content: Content, name: str) -> Block:
    """The table of figures of a section, empty where it has none."""
    for item in content.raw.get("figure_table", []):
        if item["section"] == name:
            rows = table_rows(content, item["rows"])
            if "columns" in item:
                rows = [item["columns"], *grade_rows(content, item["rows"])]
            return Block("table", item.get("title", ""), rows=rows)
    return Block("table")


def table_rows(content: Content, rows: list[list[str]]) -> list[list[str]]:
    """Rows of label and figure, the figure with its sign."""
    out = []
    for label, key, *sign in rows:
        value = content.figure_text(key) if key in content.raw["figures"] else key
        out.append([content.line(label).text, value + (sign[0] if sign else "")])
    return out


def grade_rows(content: Content, rows: list[list[str]]) -> list[list[str]]:
    """Rows of a label and several figures, shares with their sign; a cell that is no figure stays as it is."""
    figures = content.raw["figures"]
    return [
        [
            label,
            *(
                content.figure_text(key) + ("%" if figures[key][2] == "percent" else "")
                if key in figures
                else key
                for key in keys
            ),
        ]
        for label, *keys in rows
    ]


def annexes(content: Content) -> list[Block]:
    """The annexes: progress, staffing and inspection data under the 2021 framework, and web links."""
    out: list[Block] = []
    titles = [part for part in parts(content) if part.startswith("Annexe")]
    if content.raw["framework"] == "2021":
        out.append(Block("part", titles[0]))
        out += paragraphs(content, "annexe_one")
        for item in content.raw["progress"]:
            out += [
                Block("label", "Recommendation:"),
                Block("para", content.line(item["recommendation"]).text),
            ]
            out.append(Block("label", "Inspection findings:"))
            out.append(
                Block("progress", content.line(item["findings"]).text, rating=item["progress"])
            )
        out.append(Block("part", titles[1]))
        out += paragraphs(content, "annexe_two")
        for item in content.raw["figure_table"]:
            if item["section"] == "annexe":
                out += [
                    Block("heading", item["title"]),
                    Block("table", "", rows=table_rows(content, item["rows"])),
                ]
        out.append(Block("part", titles[2]))
        out += paragraphs(content, "annexe_three")
        for standard, table in content.raw["annexe"].items():
            label = STANDARDS["2021"][standard][0]
            rows = [[question, f"{score[0]}%" if score else ""] for question, *score in table]
            out.append(Block("subquestions", label, standard, rows=rows))
    out += [Block("part", titles[-1]), Block("para", GLOSSARY)]
    return out
