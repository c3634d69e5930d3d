"""Results of a validation, written: for a terminal, as CSV, as one HTML page, as SHACL's report.

The verdict and the counts stand first; of a terminal and the page, what one shape says of one value by several
components is one result. Information only tells what was not found: a terminal gets its count, the other
formats all of it.
"""

from __future__ import annotations

import csv
import html
import io
from collections import Counter
from collections.abc import Callable, Sequence

from findings_graph.graph.turtle import write_term
from findings_graph.terms import LANG_STRING, PREFIXES, Iri, Literal
from findings_graph.validation.results import (
    SEVERITIES,
    Result,
    merge_results,
    name_of,
    scope_of,
)

_WORDS = {"Violation": "violation", "Warning": "warning", "Info": "note"}
_QUOTE = 300  # characters of a quote that a terminal shows
_COLUMNS = (
    "inspection",
    "severity",
    "shape",
    "component",
    "focus",
    "label",
    "path",
    "value",
    "message",
    "quote",
    "line",
    "rule",
    "file",
    "advice",
)


def write_results(results: Sequence[Result], format: str) -> str:  # noqa: A002  the option's name
    """Return results as `text`, `csv`, `html` or `ttl`, in the order given.

    Raises:
        KeyError: no such format; `FORMATS` names those there are.
    """
    return FORMATS[format](results)


def _text(results: Sequence[Result]) -> str:
    scope = scope_of(results)
    lines = [_count_line(results), *scope.notes]
    results = merge_results(results)
    for (_, shape, severity), count in _counts(results):
        lines.append(f"  {count:>6}  {_WORDS[severity]:<9}  {shape}")
    for result in results:
        if result.severity == "Info":
            continue
        lines += ["", f"{_WORDS[result.severity]}: {_sentence(result.message)}"]
        if result.label:
            lines.append(f"  {result.label}")
        lines.append(f"  {_about(result)} [{result.shape_name}]")
        if result.quote is not None:
            lines.append(f"  {_place(result)}: “{_shorten(result.quote)}”")
        elif result.line is not None:
            lines.append(f"  {_place(result)}")
        if result.context is not None:
            lines.append(f"  in: “{_shorten(result.context)}”")
        if result.advice:
            lines.append(f"  to do: {result.advice}")
    return "\n".join(lines) + "\n"


def _csv(results: Sequence[Result]) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for result in results:
        row = {column: getattr(result, column) for column in _COLUMNS}
        row["component"] = result.component.rpartition("#")[2]
        row["shape"] = result.shape_name
        writer.writerow("" if cell is None else cell for cell in row.values())
    return file.getvalue()


def _html(results: Sequence[Result]) -> str:
    escape = html.escape
    summary = "</p>\n<p>".join(map(escape, [_count_line(results), *scope_of(results).notes]))
    results = merge_results(results)
    counts = "".join(
        f'<tr class="{_WORDS[severity]}"><td>{_WORDS[severity]}</td><td>{escape(shape)}</td>'
        f'<td class="number">{count}</td></tr>\n'
        for (_, shape, severity), count in _counts(results)
    )
    rows = "".join(
        f'<tr class="{_WORDS[result.severity]}"><td>{_WORDS[result.severity]}</td>'
        f"<td>{escape(result.inspection)}</td>"
        f"<td>{escape(_sentence(result.message))}<br>{escape(result.label)} "
        f"<small>{escape(_about(result))} [{escape(result.shape_name)}]</small></td>"
        f"<td>{escape(result.advice)}</td>"
        f"<td>{_quoted(result)}</td></tr>\n"
        for result in results
    )
    return _PAGE.format(summary=summary, counts=counts, rows=rows)


def _turtle(results: Sequence[Result]) -> str:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    conforms = "false" if results or scope_of(results).known else "true"
    found = "".join(f" ;\n  sh:result [\n{_turtle_result(result)} ]" for result in results)
    return f"{prefixes}\n[] a sh:ValidationReport ;\n  sh:conforms {conforms}{found} .\n"


def _turtle_result(result: Result) -> str:
    pairs = [
        ("a", "sh:ValidationResult"),
        ("sh:focusNode", _node(result.focus)),
        ("sh:resultSeverity", f"sh:{result.severity}"),
        ("sh:sourceShape", _node(result.shape)),
        ("sh:sourceConstraintComponent", write_term(Iri(result.component))),
        ("sh:resultMessage", write_term(Literal(result.message, LANG_STRING, "en"))),
    ]
    if result.path is not None:
        pairs.append(("sh:resultPath", _turtle_path(result.path)))
    if result.value is not None:
        written = result.value if result.value.startswith('"') else _node(result.value)
        pairs.append(("sh:value", written))
    return " ;\n".join(f"    {predicate} {value}" for predicate, value in pairs)


def _turtle_path(path: str) -> str:
    """Return a path as SHACL's RDF. Source: SHACL, section 2.3.1."""
    if path.startswith("^"):
        return f"[ sh:inversePath {_turtle_path(path[1:])} ]"
    if not path.startswith("("):
        return write_term(Iri(path[1:-1]))
    parts, sign = _parts(path[1:-1])
    members = "( " + " ".join(_turtle_path(part) for part in parts) + " )"
    return f"[ sh:alternativePath {members} ]" if sign == "|" else members


def _parts(inner: str) -> tuple[list[str], str]:
    """Split a path at its outermost `/` or `|`: neither in `<…>` nor in brackets."""
    parts, sign, start, depth, in_iri = [], "", 0, 0, False
    for place, char in enumerate(inner):
        if char in "<>":
            in_iri = char == "<"
        elif in_iri:
            continue
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char in "/|" and depth == 0:
            parts.append(inner[start:place])
            sign, start = char, place + 1
    return [*parts, inner[start:]], sign


def _node(name: str) -> str:
    return write_term(Iri(name)) if ":" in name else "[]"


def _counts(results: Sequence[Result]) -> list[tuple[tuple[int, str, str], int]]:
    counted = Counter(
        (SEVERITIES.index(result.severity), result.shape_name, result.severity)
        for result in results
    )
    return sorted(counted.items())


def _count_line(results: Sequence[Result]) -> str:
    """Return the verdict with the counts; known results count for the verdict."""
    scope = scope_of(results)
    failed = any(result.severity == "Violation" for result in (*results, *scope.known))
    verdict = f"the graph {'does not conform' if failed else 'conforms'}"
    checked = ""
    if scope.reports is not None:
        checked = f"{_count(scope.reports, 'report')} checked: "
    if scope.baseline is None:
        line = f"{checked}{verdict} ({_numbers(results)})."
    else:
        new = f"{_count(len(merge_results(results)), 'new result')} ({_numbers(results)})"
        if not results:
            new = "no new result"
        known = f"{len(scope.known)} known from {scope.baseline}"
        if scope.known:
            known += f" ({_numbers(scope.known)})"
        line = f"{checked}{new}; {known}. {verdict[0].upper()}{verdict[1:]}."
        if scope.gone:
            verb = "is" if scope.gone == 1 else "are"
            line += f" {_count(scope.gone, 'known result')} {verb} gone."
    return line[0].upper() + line[1:]


def _numbers(results: Sequence[Result]) -> str:
    counts = Counter(result.severity for result in merge_results(results))
    return ", ".join(_count(counts[severity], _WORDS[severity]) for severity in SEVERITIES)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _sentence(message: str) -> str:
    """Return a message with prefixes in place of the namespaces of known terms."""
    for prefix, namespace in PREFIXES.items():
        message = message.replace(namespace, f"{prefix}:")
    return message


def _about(result: Result) -> str:
    thing = name_of(result.focus)
    if result.value is None:
        return thing
    if result.path is None and (result.value + "/").startswith(result.focus + "/"):
        return name_of(result.value)  # a fact of the inspection
    return f"{thing}: {name_of(result.value)}"


def _place(result: Result) -> str:
    line = f"line {result.line}" if result.line is not None else "its text"
    if result.file is not None:
        line = f"{result.file}, {line}"
    return f"{line}, read by {result.rule}" if result.rule else line


def _shorten(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= _QUOTE else words[: _QUOTE - 1] + "…"


def _quoted(result: Result) -> str:
    if result.quote is None and result.line is None:
        return ""
    quote = f"“{html.escape(result.quote)}”<br>" if result.quote is not None else ""
    context = f"in “{html.escape(result.context)}”<br>" if result.context is not None else ""
    return f"{quote}{context}<small>{html.escape(_place(result))}</small>"


_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Validation of a findings graph</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }}
table {{ border-collapse: collapse; margin: 1rem 0; width: 100%; }}
th, td {{ border-bottom: 1px solid #ccc; padding: .4rem .6rem; text-align: left; vertical-align: top; }}
.number {{ text-align: right; }}
.violation td:first-child {{ color: #a00; font-weight: bold; }}
.warning td:first-child {{ color: #850; font-weight: bold; }}
small {{ color: #555; overflow-wrap: anywhere; }}
</style>
</head>
<body>
<h1>Validation of a findings graph</h1>
<p>{summary}</p>
<h2>By shape</h2>
<table>
<thead><tr><th>Severity</th><th>Shape</th><th class="number">Results</th></tr></thead>
<tbody>
{counts}</tbody>
</table>
<h2>Results</h2>
<table>
<thead><tr><th>Severity</th><th>Inspection</th><th>What is wrong</th><th>What to do</th><th>In the report</th></tr></thead>
<tbody>
{rows}</tbody>
</table>
</body>
</html>
"""

FORMATS: dict[str, Callable[[Sequence[Result]], str]] = {
    "text": _text,
    "csv": _csv,
    "html": _html,
    "ttl": _turtle,
}
"""The formats by name."""
