"""Finding units and quotations."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from findings_graph.extraction.ratings import is_statement
from findings_graph.facts import Evidence, Finding, Quotation
from findings_graph.reading.frameworks import Framework
from findings_graph.reading.sections import Placed
from findings_graph.rule_files import load_rules

_THEMATIC = ("feedback", "diversity", "outcomes", "key-data")
_PROSE_FRAMEWORK = "2021"
"""The framework whose reports are written in prose: there a paragraph is a finding beside the bullets."""
_NO_FINDING = re.compile(
    r"our rating\b|in making a judgement\b|the rating for the standard\b|key questions?\b|figure \d|table \d|source:",
    re.IGNORECASE,
)
_MARKS = "“”\"‘’'«»"
_END = re.compile(r"[.!?:…][’'”\")\]]*$")
_FEWEST_WORDS = 6


def finding_sections(framework: Framework) -> frozenset[str]:
    """Return the ids of the sections in which findings stand."""
    return frozenset({"1", "2", *_THEMATIC, *(standard.number for standard in framework.standards)})


def find_findings(
    placed: list[Placed], framework: Framework
) -> tuple[tuple[Finding, ...], tuple[Placed, ...]]:
    """Return the finding units in order, and the passage of each.

    A unit is a bullet under strengths or areas for improvement, or in a standard of domain two, in
    feedback, diversity, outcomes or key data. Where a section is written in prose each paragraph is a
    unit too: throughout the 2021 framework, and elsewhere in a section that has no bullet at all; so
    is each in a list of strengths or areas for improvement whose bullets a converter lost.
    Statements of a standard, rating rationales, headings, quotations and table rows are none.
    Themes and polarity by text are added by the pipeline, later.
    """
    wanted = finding_sections(framework)
    bulleted = {entry.section for entry in placed if entry.passage.kind in ("bullet", "item")}
    unmarked = _unmarked_lists(placed)
    findings: list[Finding] = []
    passages: list[Placed] = []
    seen: Counter[str] = Counter()
    for index, entry in enumerate(placed):
        if entry.section not in wanted:
            continue
        listed = index in unmarked
        in_prose = framework.notation == _PROSE_FRAMEWORK or entry.section not in bulleted
        if _is_bullet_unit(entry):
            rule = "bullet"
        elif (in_prose or listed) and _is_paragraph_unit(entry, framework):
            rule = "paragraph"
        else:
            continue
        passage = entry.passage
        polarity = entry.polarity if rule == "bullet" or listed else None
        evidence = Evidence(passage.start, passage.end, rule)
        identifier = _identifier(passage.text, seen)
        findings.append(Finding(identifier, entry.section, passage.text, polarity, None, evidence))
        passages.append(entry)
    return tuple(findings), tuple(passages)


def _unmarked_lists(placed: list[Placed]) -> frozenset[int]:
    """Return the indices of passages in lists of strengths or areas for improvement without bullets.

    Such a list goes from its heading to the next heading of any kind.
    """
    found: set[int] = set()
    run: list[int] | None = None
    for index, entry in enumerate(placed):
        if entry.passage.kind == "heading":
            found.update(run or ())
            run = [] if entry.heading is not None and entry.heading.kind == "polarity" else None
        elif entry.passage.kind in ("bullet", "item"):
            run = None
        elif run is not None:
            run.append(index)
    return frozenset(found.union(run or ()))


def _is_bullet_unit(entry: Placed) -> bool:
    listed = entry.passage.kind in ("bullet", "item")
    return listed and (entry.polarity is not None or not entry.section.startswith("1."))


def _is_paragraph_unit(entry: Placed, framework: Framework) -> bool:
    passage = entry.passage
    if passage.kind != "paragraph" or len(passage.text.split()) < _FEWEST_WORDS:
        return False
    if not _END.search(passage.text) or _NO_FINDING.match(passage.text):
        return False
    return not is_statement(passage.text, framework)


def _identifier(text: str, seen: Counter[str]) -> str:
    """Return the first twelve hexadecimal digits of the text's SHA-256; a repeated text counts on."""
    digest = hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def find_quotations(placed: list[Placed], framework: Framework) -> tuple[Quotation, ...]:
    """Return what people on probation and members of staff are quoted with, in order.

    Only passages that are wholly a quotation count. A quoted document is none, and neither is a
    quotation whose speaker nothing tells.
    """
    wanted = finding_sections(framework)
    found: list[Quotation] = []
    seen: Counter[str] = Counter()
    lead = ""
    for entry in placed:
        passage = entry.passage
        if passage.kind != "quote":
            if passage.kind in ("paragraph", "bullet"):
                lead = passage.text
            continue
        if entry.section not in wanted:
            continue
        speaker = _speaker(lead, passage.text, entry.section)
        if speaker is None:
            continue
        text = (
            passage.text.strip(" .").strip()
            if passage.text.rstrip()[-1] == "."
            else passage.text.strip()
        )
        text = text.strip(_MARKS).strip()
        evidence = Evidence(passage.start, passage.end, "block-quotation")
        found.append(Quotation(_identifier(text, seen), entry.section, speaker, text, evidence))
    return tuple(found)


def _speaker(lead: str, text: str, section: str) -> str | None:
    """Return whose words a quotation is; none for a document's."""
    rules = load_rules("voices")
    lead_sentence = re.split(r"(?<=[.!?])\s+", lead.strip())[-1]
    introduces = lead_sentence.endswith((":", ",")) or "explain" in lead_sentence
    if introduces and any(
        re.search(p, lead_sentence, re.IGNORECASE) for p in rules["document"]["lead"]
    ):
        return None
    if section == "feedback":
        return "person on probation"
    for name in ("person-on-probation", "member-of-staff"):
        if any(re.search(pattern, text, re.IGNORECASE) for pattern in rules[name]["own"]):
            return name.replace("-", " ")
    if introduces:
        for name in ("person-on-probation", "member-of-staff"):
            if any(
                re.search(pattern, lead_sentence, re.IGNORECASE) for pattern in rules[name]["lead"]
            ):
                return name.replace("-", " ")
    return "member of staff" if section.startswith("1") else "person on probation"
