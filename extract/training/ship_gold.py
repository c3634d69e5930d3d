"""Write gold without text: for each annotated unit its place in the report, its hash and its labels.

    python extract/training/ship_gold.py --gold GOLD.jsonl --reports DIR

Reads annotated units with their text and the places that a careful reader gave the same units
(`tests/real/findings.csv`); checks each place in the report; writes `tests/gold/themes.jsonl`.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from findings_graph.quality.gold import clean_texts, hash_text
from findings_graph.reading.reader import read_source

TESTS = Path(__file__).resolve().parents[2] / "tests"
_WORD = re.compile(r"[^\W\d_]+")


def ship(gold: Path, reports: Path, places: Path) -> list[dict[str, object]]:
    """Return the units without text, in the gold's order.

    Raises:
        SystemExit: the reader knows no such unit, or its place holds other words.
    """
    with places.open(encoding="utf-8", newline="") as file:
        known = {(row["inspection"], row["sha256"]): row for row in csv.DictReader(file)}
    texts: dict[str, str] = {}
    shipped: list[dict[str, object]] = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        unit = json.loads(line)
        report = unit["report"]
        hashes = [hash_text(text) for text in clean_texts(unit["text"])]
        sha256 = next((one for one in hashes if (report, one) in known), None)
        if sha256 is None:
            raise SystemExit(f"{unit['id']}: no finding in {places.name} has its text")
        row = known[report, sha256]
        start, end = int(row["start"]), int(row["end"])
        if report not in texts:
            texts[report] = read_source(reports / f"{report}.txt").text
        words, there = _WORD.findall(unit["text"]), _WORD.findall(texts[report][start:end])
        if (words[:3], words[-1]) != (there[:3], there[-1]):
            raise SystemExit(f"{unit['id']}: the report has other words at {start}-{end}")
        shipped.append(
            {
                "id": unit["id"],
                "report": report,
                "kind": unit["kind"],
                "section": row["section"],
                "heading": unit["heading"],
                "start": start,
                "end": end,
                "sha256": sha256,
                "required": unit["required"],
                "accepted": unit["accepted"],
                "polarity": unit["polarity"],
            }
        )
    return shipped


def main() -> None:
    """Write the shipped gold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--gold", type=Path, required=True, help="units with their text")
    parser.add_argument("--reports", type=Path, required=True, help="folder of the reports' text")
    parser.add_argument("--out", type=Path, default=TESTS / "gold" / "themes.jsonl")
    arguments = parser.parse_args()
    units = ship(arguments.gold, arguments.reports, TESTS / "real" / "findings.csv")
    lines = (json.dumps(unit, ensure_ascii=False) + "\n" for unit in units)
    arguments.out.write_text("".join(lines), encoding="utf-8")
    print(f"{len(units)} units written")


if __name__ == "__main__":
    main()
