"""The command `findings`.

Commands print and set the exit code; what they do stands in the modules they call. Heavy modules
are imported inside the command that needs them, so that `findings --help` answers at once.

Exit codes: 0 done; 1 a check found something (violations, mismatches); 2 bad usage or bad input.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click

from findings_graph import __version__
from findings_graph.errors import FindingsError
from findings_graph.terms import BASE, check_base

if TYPE_CHECKING:
    from findings_graph.graph.build import Outcome, Summary
    from findings_graph.graph.manifest import Entry

P = ParamSpec("P")
R = TypeVar("R")

_GRAPH = click.argument("graph", metavar="DIR|FILE", type=click.Path(path_type=Path))
_FAILED = 1
_UNREADABLE = 2


def _guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Print an error of ours as one line and exit with 2."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except FindingsError as error:
            _complain(str(error))
            sys.exit(_UNREADABLE)
        except BrokenPipeError:
            # The reader of our output, such as `head`, has gone: no error, and nothing more to say.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="findings-graph", message="%(prog)s %(version)s")
def main() -> None:
    """Turn probation inspection reports into a knowledge graph, and ask it questions.

    Every fact in the graph shows the sentence it rests on.
    """


@main.command()
@click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder to write the graph to."
)
@click.option("--base", default=BASE, show_default=True, help="IRI under which things stand.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read reports.")
@click.option(
    "--no-text", is_flag=True, help="Leave the reports' words out; keep hashes to verify them by."
)
@_guarded
def build(
    *, inputs: tuple[Path, ...], out: Path, base: str, workers: int | None, no_text: bool
) -> None:
    """Build DIR/graph.trig, DIR/graph.ttl and DIR/manifest.json from report files (text, Markdown).

    An input that is no report is named with the reason; the others are still built (exit 2).
    """
    settings_base = check_base(base)
    from findings_graph.graph.build import Settings, build_graph  # noqa: PLC0415  heavy

    with _progress(len(set(inputs))) as on_report:
        summary = build_graph(
            inputs,
            out,
            settings=Settings(settings_base, with_text=not no_text),
            workers=workers or _workers_for(inputs),
            on_report=on_report,
        )
    _finish(summary, out, "graph.trig, graph.ttl, manifest.json")


@main.command()
@click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder to write the files to."
)
@click.option("--base", default=BASE, show_default=True, help="IRI under which things stand.")
@click.option("--workers", type=click.IntRange(min=1), help="Processes that read reports.")
@_guarded
def publish(*, inputs: tuple[Path, ...], out: Path, base: str, workers: int | None) -> None:
    """Write DIR/INSPECTION.ttl for each report: its facts without its words, to be given to others.

    An input that is no report is named with the reason; the others are still written (exit 2).
    """
    checked_base = check_base(base)
    from findings_graph.graph.publication import publish as publish_graph  # noqa: PLC0415  heavy

    with _progress(len(set(inputs))) as on_report:
        summary = publish_graph(
            inputs,
            out,
            base=checked_base,
            workers=workers or _workers_for(inputs),
            on_report=on_report,
        )
    _finish(summary, out, "one Turtle file an inspection")


@main.command()
@click.argument("question", metavar="[NAME|FILE.rq]", required=False)
@click.argument("graph", metavar="[DIR|FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--list", "list_all", is_flag=True, help="List the questions that ship.")
@click.option("--param", "params", metavar="K=V", multiple=True, help="Value for a parameter.")
@click.option("--pdu", help="Only this PDU: name, code or identifier.")
@click.option("--region", help="Only this region.")
@click.option("--theme", help="Only this theme and those under it, such as 4.2.")
@click.option(
    "--table",
    "tables",
    metavar="NAME=FILE.csv",
    multiple=True,
    help="Put a CSV file's rows beside the graph, for a query that joins them.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "md"]),
    default="table",
    show_default=True,
)
@_guarded
def ask(  # noqa: PLR0913  one argument an option
    *,
    question: str | None,
    graph: Path | None,
    list_all: bool,
    params: tuple[str, ...],
    pdu: str | None,
    region: str | None,
    theme: str | None,
    tables: tuple[str, ...],
    form: str,
) -> None:
    """Answer a question that ships, or one in a SPARQL file, from a graph folder or file.

    Without one the inspections that ship are asked: real ones, without their reports' text.
    """
    from findings_graph.asking.questions import find_question  # noqa: PLC0415  only where it is used

    if list_all:
        _list_questions()
        return
    if question is None:
        raise click.UsageError("give a question and a graph: findings ask NAME DIR, or --list")
    values = _values(params)
    narrow = {"pdu": pdu, "region": region, "theme": theme}
    values |= {name: value for name, value in narrow.items() if value is not None}
    asked = find_question(question)
    from findings_graph.asking.answers import answer  # noqa: PLC0415  heavy: loads the triple store
    from findings_graph.asking.store import open_graph  # noqa: PLC0415  heavy
    from findings_graph.asking.tables import write_answer  # noqa: PLC0415  heavy

    loaded = open_graph(graph or _shipped_inspections(asked.name))
    if tables:
        from findings_graph.asking.user_tables import add_table  # noqa: PLC0415  only where it is used

        for name, path in _values(tables, option="--table").items():
            add_table(loaded, name, Path(path))
    found = answer(asked, loaded, values=values)
    width = shutil.get_terminal_size((120, 24)).columns
    _print(write_answer(found, form=form, width=width))
    if not found.rows and asked.empty:
        click.echo(f"No rows. {asked.empty}", err=True)


@main.command()
@click.argument("thing", metavar="ID")
@_GRAPH
@_guarded
def show(*, thing: str, graph: Path) -> None:
    """Show one thing with its facts and the sentences behind them.

    ID is an identifier as `findings ask` prints it, its last segments, or a whole IRI.
    """
    from findings_graph.asking.store import open_graph  # noqa: PLC0415  heavy
    from findings_graph.asking.things import show_thing  # noqa: PLC0415  heavy

    _print(show_thing(open_graph(graph), thing))


@main.command()
@_GRAPH
@click.argument(
    "inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@_guarded
def verify(*, graph: Path, inputs: tuple[Path, ...]) -> None:
    """Check that every quote stands at its very offsets in the report it came from (else exit 1)."""
    from findings_graph.asking.store import open_graph  # noqa: PLC0415  heavy
    from findings_graph.asking.verification import verify_quotes  # noqa: PLC0415  heavy
    from findings_graph.reading.reader import read_source  # noqa: PLC0415  only where it is used

    loaded = open_graph(graph, complete=False)
    sources, unreadable = [], False
    for path in inputs:
        try:
            sources.append(read_source(path))
        except FindingsError as error:
            _complain(str(error))
            unreadable = True
    found = verify_quotes(loaded, sources)
    for mismatch in found.mismatches:
        click.echo(_one_line(f"{mismatch.place}: {mismatch.message}"))
    for inspection in found.unchecked:
        click.echo(f"{inspection}: not checked, for its report was not given", err=True)
    quotes = sum(found.checked.values())
    click.echo(
        f"{quotes} quotes of {len(found.checked)} reports looked up, "
        f"{len(found.mismatches)} mismatches"
    )
    if unreadable:
        sys.exit(_UNREADABLE)
    if found.mismatches:
        sys.exit(_FAILED)


@main.command()
@_GRAPH
@click.argument("gold", metavar="GOLD.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["md", "json"]), default="md", show_default=True
)
@_guarded
def evaluate(*, graph: Path, gold: Path, form: str) -> None:
    """Measure a graph's findings, their themes and polarity against annotated ones.

    GOLD.jsonl holds one unit a line, with its text, or with its place and hash.
    """
    from findings_graph.asking.store import open_graph  # noqa: PLC0415  heavy
    from findings_graph.quality.against_gold import evaluate as evaluate_graph  # noqa: PLC0415  only where it is used
    from findings_graph.quality.formats import write_quality  # noqa: PLC0415  only where it is used
    from findings_graph.quality.gold import read_gold  # noqa: PLC0415  only where it is used

    units = read_gold(gold)
    _print(write_quality(evaluate_graph(units, open_graph(graph)), form))


@main.command()
@_GRAPH
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "html", "ttl"]),
    default="text",
    show_default=True,
)
@click.option(
    "--workers", type=click.IntRange(min=1), default=1, help="Processes that check graphs."
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    help="CSV of an earlier run: its results are known, only new ones are told.",
)
@_guarded
def validate(*, graph: Path, form: str, workers: int, baseline: Path | None) -> None:
    """Check a graph against the shapes; every violation shows the sentence (exit 1 if there is one).

    Warnings are shown and allowed.
    """
    from findings_graph.validation.baseline import read_baseline  # noqa: PLC0415  heavy
    from findings_graph.validation.formats import write_results  # noqa: PLC0415  heavy
    from findings_graph.validation.run import validate_path, without_known  # noqa: PLC0415  heavy

    known = frozenset() if baseline is None else read_baseline(baseline)
    found = without_known(validate_path(graph, workers=workers), known)
    _print(write_results(found.results, form))
    if not found.conforms:
        sys.exit(_FAILED)


@main.command()
@_GRAPH
@click.option(
    "--format",
    "form",
    type=click.Choice(["turtle", "trig", "nquads", "jsonld", "csvw"]),
    required=True,
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="File to write to, else standard output; for csvw a folder.",
)
@_guarded
def export(*, graph: Path, form: str, out: Path | None) -> None:
    """Write the graph in another format; csvw: the answer of every question, as CSV on the Web."""
    if form == "csvw" and out is None:
        raise click.UsageError("csvw is a folder of files: give --out FOLDER")
    from findings_graph.asking.exports import export_graph, export_tables  # noqa: PLC0415  heavy
    from findings_graph.asking.store import open_graph, read_quads  # noqa: PLC0415  heavy
    from findings_graph.graph.files import write_file, write_files  # noqa: PLC0415  only where it is used

    if form == "csvw" and out is not None:
        write_files(out, export_tables(open_graph(graph)))
    elif out is not None:
        write_file(out, export_graph(read_quads(graph), form))
    else:
        _print(export_graph(read_quads(graph), form))


def _shipped_inspections(question: str) -> Path:
    from findings_graph.resources import find_inspections  # noqa: PLC0415  only where it is used

    folder = find_inspections()
    count = len(list(folder.glob("*.ttl")))
    click.echo(
        f"Asking the {count} real inspections that ship, without their reports' text; "
        f"for others: findings ask {_one_line(question)} DIR",
        err=True,
    )
    return folder


@main.command()
@click.argument("graph", metavar="[DIR|FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Check the links of the registers (exit 1 on a fault).")
@_guarded
def link(*, graph: Path | None, check: bool) -> None:
    """List the organisations of a graph that no register has, or check the registers' links.

    Names that are alike are only suggested, for a reviewer: nothing is linked by likeness.
    """
    if graph is None and not check:
        raise click.UsageError("give a graph, or --check: findings link DIR, findings link --check")
    from findings_graph import resources  # noqa: PLC0415  only where it is used
    from findings_graph.quality import link_reports  # noqa: PLC0415  heavy: reads the registers

    folder = resources.find("ontology")
    faults = 0
    if check:
        lines, faults = link_reports.report_check(folder)
        _print("".join(f"{line}\n" for line in lines))
    if graph is not None:
        from findings_graph.asking.store import open_graph  # noqa: PLC0415  heavy

        lines = link_reports.report_unlinked(open_graph(graph), folder)
        _print("".join(f"{line}\n" for line in lines))
    if faults:
        sys.exit(_FAILED)


def _list_questions() -> None:
    from findings_graph.asking.questions import list_questions  # noqa: PLC0415  only where it is used

    for question in list_questions():
        click.echo(question.name)
        click.echo(f"    {question.text}")
        click.echo(f"    columns: {', '.join(question.columns)}")
        for parameter in question.parameters.values():
            click.echo(f"    --param {parameter.name}=…  {parameter.description}")


def _values(params: tuple[str, ...], *, option: str = "--param") -> dict[str, str]:
    values = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise click.UsageError(f"{option} {param!r}: write it as name=value")
        values[name] = value
    return values


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Outcome], None]]:
    """Show a bar on a terminal, a line for each report elsewhere."""
    if sys.stderr.isatty():
        with click.progressbar(length=total, label="Reading reports", file=sys.stderr) as bar:
            yield lambda _: bar.update(1)
        return
    done = 0

    def line(outcome: Outcome) -> None:
        from findings_graph.graph.build import BuiltReport  # noqa: PLC0415  heavy

        nonlocal done
        done += 1
        what = outcome.entry.inspection if isinstance(outcome, BuiltReport) else "refused"
        click.echo(_one_line(f"[{done}/{total}] {outcome.file}: {what}"), err=True)

    yield line


def _workers_for(inputs: tuple[Path, ...]) -> int:
    """Return how many processes pay for so many reports: each takes seconds to begin."""
    return max(1, min(os.cpu_count() or 1, len(inputs) // 8))


def _finish(summary: Summary, out: Path, files: str) -> None:
    """Say what was refused and what was written where; exit 2 if anything was refused."""
    for message in summary.refused:
        _complain(message)
    for entry in summary.built:
        click.echo(f"{entry.inspection}: {_counts(entry)}")
    if summary.built:
        click.echo(
            f"{len(summary.built)} built, {len(summary.refused)} refused; {summary.triples:,} triples "
            f"in {out}: {files}"
        )
    else:
        click.echo(f"nothing built; {out} is left as it was", err=True)
    if summary.refused:
        sys.exit(_UNREADABLE)


def _counts(entry: Entry) -> str:
    return ", ".join(
        f"{count} {kind.replace('_', ' ')}" for kind, count in entry.counts.items() if count
    )


def _print(text: str) -> None:
    """Write to standard output as UTF-8 with LF, whatever the locale and the system."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def _complain(message: str) -> None:
    click.echo(f"findings: {_one_line(message)}", err=True)


def _one_line(text: str) -> str:
    """Return a message as one line: a file's name may hold any character."""
    shown = (char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
    return "".join(shown).encode("utf-8", "replace").decode("utf-8")
