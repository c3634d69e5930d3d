"""Tell what each rule of provisions is worth: what changes in provisions when it is taken out.

    python extract/training/ablate_provisions.py --reports DIR [--only TABLE.KEY…]

One line a rule, least first: its place in the rule file, in how many items the provisions change
without it, and by how many rows they are worse (less than nothing: better). An item is one of the sets
under `tests/unread`, or a report. A rule that changes nothing may go. Synonyms of services, signs of
them and words that describe a provider are plain vocabularies: they are not taken out one by one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.organisations import provision_patterns, sign_rules
from findings_graph.organisations.provisions import find_provisions
from findings_graph.reading.layout import lay_out
from findings_graph.reading.passages import Passage
from findings_graph.reading.reader import read_source
from findings_graph.reading.report_kinds import framework_of
from findings_graph.reading.sections import place
from findings_graph.rule_files import load_rules
from unread_sets import FOLDER, key_of, read_set, registers

NEVER = "(?!)"
VOCABULARIES = {
    ("provisions", "services"),
    ("provisions", "bare"),
    ("provisions", "descriptors"),
    ("provision_signs", "signs"),
}

Rows = frozenset[tuple[str, ...]]
Sections = list[tuple[str, Passage]]


def main() -> None:
    """Print one line a rule."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--reports", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=[])
    arguments = parser.parse_args()
    inputs, gold, texts = read_inputs(arguments.reports)
    base = [find(sections) for sections in inputs]
    true_rows = [found if rows is None else rows for rows, found in zip(gold, base, strict=True)]
    lines = []
    for name, holder, key in rules():
        if arguments.only and not any(name.startswith(only) for only in arguments.only):
            continue
        held = holder[key]
        concerned = [n for n, text in enumerate(texts) if may_match(held, text)]
        holder[key] = NEVER
        forget()
        new = {n: find(inputs[n]) for n in concerned}
        holder[key] = held
        changed = sum(base[n] != new[n] for n in concerned)
        worse = sum(len(true_rows[n] ^ new[n]) - len(true_rows[n] ^ base[n]) for n in concerned)
        lines.append((changed, worse, name))
        sys.stderr.write(f"{name}: {changed}, {worse}\n")
    for changed, worse, name in sorted(lines):
        print(f"{name}: changes {changed}, worse by {worse}")


def read_inputs(reports: Path) -> tuple[list[Sections], list[Rows | None], list[str]]:
    """Return the items of every set with their rows, the reports, whose rows are what is found now, and the texts of all."""
    texts: list[str] = []
    inputs: list[Sections] = []
    gold: list[Rows | None] = []
    for path in sorted(FOLDER.glob("provisions-*.txt")):
        for item in read_set(path.stem):
            inputs.append(item.sections())
            gold.append(frozenset(key_of(row) for row in item.rows))
            texts.append("\n".join(item.lines))
    for path in sorted(reports.glob("*.txt")):
        source = read_source(path)
        laid_out = lay_out(source)
        entries = place(laid_out, framework_of(source, laid_out))
        inputs.append([(entry.section, entry.passage) for entry in entries])
        gold.append(None)
        texts.append(source.text)
    return inputs, gold, texts


def may_match(rule: str, text: str) -> bool:
    """Tell whether a rule can match in a text, wherever the readers would anchor it."""
    loose = re.sub(r"^\^|\$$", "", rule)
    return bool(re.search(loose, text.replace("’", "'"), re.IGNORECASE))


def find(sections: Sections) -> Rows:
    """Return what the rules find in an item, as rows."""
    return frozenset(
        key_of((p.provider.label, p.service, "crs" if p.commissioned else "local"))
        for p in find_provisions(sections, registers())
    )


def rules() -> Iterator[tuple[str, Any, Any]]:
    """Yield each rule's name, and where it stands: what holds it and under which key."""
    for file in ("provisions", "provision_signs"):
        for table, content in load_rules(file).items():
            if (file, table) in VOCABULARIES:
                continue
            for key, value in content.items():
                if isinstance(value, str):
                    yield f"{file}.{table}.{key}", content, key
                else:
                    for number in range(len(value)):
                        yield f"{file}.{table}.{key}[{number}]", value, number


def forget() -> None:
    """Forget every compiled pattern."""
    provision_patterns.compiled.cache_clear()
    sign_rules.sign_rules.cache_clear()


if __name__ == "__main__":
    main()
