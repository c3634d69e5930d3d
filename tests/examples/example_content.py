"""The content of an example report: its source read, its inline marks resolved, its names and numbers swapped.

A source is one TOML file under `source/`; README.md beside this file gives its line syntax.
Marks that every layout prints in its own way stay in the text as private-use characters:
`FOOTNOTE` + number + `END` for a footnote mark, `BREAK` for a page break, `STAT` + index + `END`
(invisible) for a statistic.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOOTNOTE, BREAK, STAT, END = "\ue001", "\ue000", "\ue003", "\ue002"
BANDS = (50, 65, 80)  # lowest percentage of Requires improvement, Good, Outstanding (METHOD.md)
MONTHS = tuple(calendar.month_name)[1:]
# fmt: off
UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
         "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
POPULATIONS = {
    "inspected": "inspected-cases",
    "relevant": "relevant-cases",
    "court": "court-reports",
    "staff": "staff-survey",
    "practitioners": "practitioners-interviewed",
    "people": "people-surveyed",
    "other": "other",
}
STATISTIC = re.compile(r"\[([\w-]+) (out of the|out of|of the|of) ([\w-]+)\|(\w+)(?:\|(\d+))?\]")
INVERTED = re.compile(r"\[(Of (?:the )?)(\w+)( [^\]|,]+, )(\w+)\|(\w+)\]")
FIGURE = re.compile(r"\{f:(\w+)\}")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9‘“\"'])")
SIZES = ("community", "licence", "interviews", "reports")


def words(number: int) -> str:
    """Spell a number below one hundred."""
    if number < len(UNITS):
        return UNITS[number]
    tens, unit = divmod(number, 10)
    return TENS[tens] + (f"-{UNITS[unit]}" if unit else "")


NUMBERS = {words(n): n for n in range(100)}


def number(text: str) -> int:
    """Read a number printed in digits or in words."""
    return NUMBERS[text.lower()] if text.lower() in NUMBERS else int(text.replace(",", ""))


def like(text: str, value: int) -> str:
    """Print a value as another number was printed: digits, words, or words with a capital."""
    if text.lower() not in NUMBERS:
        return f"{value:,}"
    return words(value).capitalize() if text[0].isupper() else words(value)


def month_name(year_month: str) -> str:
    """`2024-06` as `June 2024`."""
    year, month = year_month.split("-")[:2]
    return f"{MONTHS[int(month) - 1]} {year}"


def day_name(date: str) -> str:
    """`2024-03-04` as `4 March 2024`; a month alone as its name."""
    if not date:
        return ""
    parts = date.split("-")
    return month_name(date) if len(parts) < 3 else f"{int(parts[2])} {month_name(date)}"


@dataclass(frozen=True)
class Statistic:
    """One `N out of M` of a text and the sentence that holds it."""

    numerator: int
    denominator: int
    percentage: str  # as printed beside it, else empty
    population: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """One paragraph, bullet, quotation or heading of a section, with what is expected of it.

    Args:
        kind: `text`, `quote`, `heading` or `table`.
        text: with the private-use marks for what each layout prints in its own way.
        themes: expected themes, as `findings` prints them; polarity: expected, where no heading gives it.
        speaker: of a quotation.
    """

    kind: str
    text: str
    themes: str = ""
    polarity: str = ""
    speaker: str = ""
    statistics: tuple[Statistic, ...] = ()
    figures: tuple[str, ...] = ()

    @property
    def clean(self) -> str:
        """The text as a graph has it: no marks, one space where a page was cut."""
        return clean(self.text)


def clean(text: str) -> str:
    """Take the footnote and statistic marks out and close page breaks."""
    text = re.sub(f"[{FOOTNOTE}{STAT}]\\d+{END}", "", text)
    return " ".join(text.replace(BREAK, " ").split())


@dataclass
class Content:
    """One example report: everything that is printed and everything that is expected."""

    raw: dict[str, Any]
    swap: bool = False
    used: list[str] = field(default_factory=list)  # figures printed, in order

    @classmethod
    def read(cls, path: Path, *, swap: bool = False) -> Content:
        """Read a source; with `swap`, under its other names and with other numbers."""
        text = path.read_text(encoding="utf8")
        if swap:
            names = tomllib.loads(text)["swap"]
            longest = sorted(names, key=len, reverse=True)
            pattern = re.compile("|".join(map(re.escape, longest)))
            text = pattern.sub(lambda m: names[m.group()], text)
        content = cls(tomllib.loads(text), swap=swap)
        if swap:
            content.shift()
        return content

    def shift(self) -> None:
        """Move sample sizes, dates, percentages and figures, each within what keeps it true."""
        report = self.raw["report"]
        for size in SIZES:
            if size in report:
                report[size] += (
                    0 if size == "licence" else 3
                )  # all cases move as the denominators of statistics
        if report.get("issued"):
            year, month = report["issued"].split("-")
            report["issued"] = f"{year}-{int(month) % 12 + 1:02d}"
        start = report.get("fieldwork_start", "")
        if len(start) == len("2024-03-04"):
            moved = dt.date.fromisoformat(start) + dt.timedelta(days=7)
            report["fieldwork_start"] = moved.isoformat()
        for scores in self.raw["key_questions"].values():
            scores[:] = [step_in_band(score) for score in scores]
        for figure in self.raw.get("figures", {}).values():
            figure[0] = step(figure[0])
        for table in self.raw.get("annexe", {}).values():
            table[:] = [[question, *map(step_in_band, score)] for question, *score in table]

    @property
    def report(self) -> dict[str, Any]:
        """The plain values of the inspection."""
        value: dict[str, Any] = self.raw["report"]
        return value

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The sections in their order."""
        value: list[dict[str, Any]] = self.raw["section"]
        return value

    def figure_text(self, key: str) -> str:
        """Print a figure as its source writes it: digits with commas, decimals, or words."""
        value = self.raw["figures"][key][0]
        if isinstance(value, str):
            return value
        return f"{value:,}" if isinstance(value, int) else str(value)

    def figure_value(self, key: str) -> str:
        """A figure's value as a query prints it."""
        value = self.raw["figures"][key][0]
        return (
            str(number(value))
            if isinstance(value, str)
            else f"{value:g}"
            if value < 1e5
            else str(value)
        )

    def line(self, source: str) -> Line:
        """Resolve one source line: placeholders, statistics, figures, themes and polarity."""
        kind = "text"
        for mark, name in ((">", "quote"), ("#", "heading"), ("|", "table")):
            if source.startswith(mark + " "):
                kind, source = name, source[2:]
        body, *rest = (part.strip() for part in source.split("@@"))
        if kind == "quote":
            rest = ["", "", *rest]
        themes, polarity, speaker = (*rest, "", "", "")[:3]
        figures: list[str] = []

        def figure(match: re.Match[str]) -> str:
            figures.append(match.group(1))
            return self.figure_text(match.group(1))

        text, found = self.marked(self.fill(body))
        text = FIGURE.sub(figure, text)
        text = re.sub(r"\{fn:(\d+)\}", rf"{FOOTNOTE}\1{END}", text).replace("{pb}", BREAK)
        with_share = set()
        for match in re.finditer(r"\{%\}", text):
            marks = re.findall(f"{STAT}(\\d+){END}", text[: match.start()])
            with_share.add(int(marks[-1]))
        for index in sorted(with_share):
            text = text.replace("{%}", found[index][2], 1)
        statistics = []
        for sentence in SENTENCE.split(text.replace(BREAK, " ")):
            for mark in re.findall(f"{STAT}(\\d+){END}", sentence):
                top, bottom, share, population = found[int(mark)]
                printed = share if int(mark) in with_share else ""
                statistics.append(Statistic(top, bottom, printed, population, clean(sentence)))
        text = re.sub(f"{STAT}\\d+{END}", "", text)
        themes = "; ".join(sorted(part.strip() for part in themes.split(";") if part.strip()))
        return Line(kind, text, themes, polarity, speaker, tuple(statistics), tuple(figures))

    def marked(self, text: str) -> tuple[str, list[tuple[int, int, str, str]]]:
        """Print the statistics of a text, each with an invisible mark; give their numbers, shares, populations."""
        found: list[tuple[int, int, str, str]] = []

        def mark(low: str, high: str, population: str, printed: str) -> tuple[str, str, str]:
            top, bottom = number(low), number(high)
            if self.swap:
                top, bottom = top + 2, bottom + 3
            share = printed or str(round(100 * top / bottom))
            found.append((top, bottom, share, POPULATIONS[population]))
            return like(low, top), like(high, bottom), f"{STAT}{len(found) - 1}{END}"

        def statistic(match: re.Match[str]) -> str:
            low, joint, high, population, printed = match.groups()
            top, bottom, seal = mark(low, high, population, printed or "")
            return f"{top} {joint} {bottom}{seal}"

        def inverted(match: re.Match[str]) -> str:
            opening, high, counted, low, population = match.groups()
            top, bottom, seal = mark(low, high, population, "")
            return f"{opening}{bottom}{counted}{top}{seal}"

        return STATISTIC.sub(statistic, INVERTED.sub(inverted, text)), found

    def lines(self, text: str) -> list[Line]:
        """Resolve a block of source lines, one paragraph a line."""
        return [self.line(line.strip()) for line in text.strip().splitlines() if line.strip()]

    def fill(self, text: str) -> str:
        """Put the inspection's own values into a text."""
        report = self.report
        text = text.replace("{pdu}", report["pdu"]).replace("{region}", report.get("region", ""))
        text = text.replace("{i:start}", day_name(report.get("fieldwork_start", "")))
        for size in SIZES:
            text = text.replace(f"{{i:{size}}}", str(report.get(size, "")))
        return text

    def text(self, name: str) -> list[Line]:
        """The paragraphs of the foreword, the background or another named text."""
        return self.lines(self.raw["text"].get(name, ""))

    def footnote(self, key: str) -> str:
        """The text of a footnote."""
        return self.line(self.raw["footnotes"][key]).text


def step(value: float | str) -> float | str:
    """A figure a little larger, printed as before."""
    if isinstance(value, str):
        return words(number(value) + 1)
    return value + 3 if isinstance(value, int) else round(value + 0.3, 1)


def step_in_band(score: int) -> int:
    """The next percentage in the same rating band."""

    def band(value: int) -> int:
        return sum(value >= lowest for lowest in BANDS)

    return score + 1 if band(score + 1) == band(score) else score - 1
