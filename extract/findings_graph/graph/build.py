"""Reports in, a graph folder out: `graph.trig`, `graph.ttl` and `manifest.json`.

Each report is read, extracted and written on its own, in this process or in others; a stage takes a
value and returns a value. What is refused is named, the rest is built. Nothing is half-written: the
files are made in a folder beside and then moved into their places.

Source: DESIGN.md, Command line.
"""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from findings_graph import __version__, resources
from findings_graph.errors import FindingsError, NameClash, UnwritableOutput
from findings_graph.facts import InspectionFacts
from findings_graph.graph.derivation import DERIVED, derive
from findings_graph.graph.manifest import Entry, write_manifest
from findings_graph.graph.report import report_triples
from findings_graph.graph.turtle import blocks, graph_block, header, section, sort_triples
from findings_graph.graph.vocabulary import REGISTERS, VOCABULARY, load_vocabulary
from findings_graph.terms import BASE, Iri, Triple, graph_iri

_SHARED = "Bodies and software that reports name"
_COUNTED = (
    "findings",
    "recommendations",
    "progress",
    "ratings",
    "key_questions",
    "annexe_questions",
    "quotations",
    "statistics",
    "figures",
    "provisions",
    "places",
    "gaps",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """How reports are written.

    Args:
        base: IRI under which things stand, with a slash at its end.
        with_text: whether the reports' words are written, else their hashes and lengths.
    """

    base: str = BASE
    with_text: bool = True


@dataclass(frozen=True, slots=True)
class BuiltReport:
    """One report's graph, written.

    Args:
        file: path as it was given, for messages.
        entry: its line of the manifest.
        own: Turtle blocks of the things that only this report speaks of.
        shared: triples about bodies and software, which other reports may name too.
    """

    file: str
    entry: Entry
    own: str
    shared: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class RefusedReport:
    """An input that could not be built, and why: the file, the reason, the remedy."""

    file: str
    message: str


Outcome = BuiltReport | RefusedReport


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build did.

    Args:
        built: manifest entries of what was built, sorted by inspection; empty: nothing was written.
        refused: message of each input or name that was not built, in the order of the inputs.
        triples: triples in all graphs together.
    """

    built: tuple[Entry, ...]
    refused: tuple[str, ...]
    triples: int


@contextmanager
def _few_collections() -> Iterator[None]:
    """Let the collector of cyclic garbage run seldom.

    A build makes millions of small values and hardly a cycle: looking for some took a fifth of its time.
    """
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_few_collections()
def build_graph(
    paths: Sequence[Path],
    out: Path,
    *,
    settings: Settings | None = None,
    workers: int = 1,
    on_report: Callable[[Outcome], None] = lambda _: None,
) -> Summary:
    """Build the graph of some reports into a folder.

    Args:
        paths: the report files; a path given twice counts once.
        out: the folder; made if missing, left as it was if nothing can be built.
        settings: base and text.
        workers: processes that read reports; the files written do not depend on it.
        on_report: called with each outcome, in the order of the inputs.

    Raises:
        MissingResource: the vocabulary is not installed or broken.
        UnwritableOutput: the folder or a file in it cannot be written.
    """
    settings = settings or Settings()
    vocabulary = load_vocabulary(resources.find("ontology"), base=settings.base)
    triples = 0
    with staging(out) as stage:
        collected = Collected(stage)
        collected.take_all(paths, partial(build_report, settings=settings), workers, on_report)
        if collected.entries:
            triples = _write(collected, vocabulary, settings)
            for name in ("graph.trig", "graph.ttl", "manifest.json"):
                os.replace(stage / name, out / name)  # noqa: PTH105  the atomic one, by name
    return collected.summary(triples)


def build_report(path: Path, settings: Settings) -> Outcome:
    """Read, extract and write one report; or say why not."""
    facts = extract_facts(path)
    if isinstance(facts, RefusedReport):
        return facts
    return write_report(facts, str(path), settings)


def extract_facts(path: Path) -> InspectionFacts | RefusedReport:
    """Read one report and extract its facts; or say why not."""
    from findings_graph.extraction.inspection import extract  # noqa: PLC0415  heavy: loads the text pipeline
    from findings_graph.reading.reader import read_source  # noqa: PLC0415  as above

    try:
        return extract(read_source(path))
    except FindingsError as error:
        return RefusedReport(str(path), _with_path(str(error), path))
    except Exception as error:  # noqa: BLE001  one report that breaks a rule must not stop thousands
        return RefusedReport(
            str(path),
            f"{path}: a rule failed on this text ({type(error).__name__}: {error}); "
            "please report it with the file",
        )


def write_report(facts: InspectionFacts, file: str, settings: Settings) -> BuiltReport:
    """Return one report's graph, written as Turtle blocks."""
    triples = report_triples(facts, base=settings.base, with_text=settings.with_text)
    inspection = f"{settings.base}inspection/{facts.name}"
    graph = graph_iri(settings.base, facts.name)
    own: list[Triple] = []
    shared: list[Triple] = []
    for triple in triples:
        subject = triple[0]
        is_own = subject in (inspection, graph) or subject.startswith(f"{inspection}/")
        (own if is_own else shared).append(triple)
    entry = describe_entry(facts, len(triples))
    return BuiltReport(file, entry, blocks(own, base=settings.base), tuple(shared))


def describe_entry(facts: InspectionFacts, triples: int) -> Entry:
    """Return what a manifest says of one report, whose graph has so many triples."""
    counts = {kind: len(getattr(facts, kind)) for kind in _COUNTED} | {"triples": triples}
    return Entry(facts.name, facts.source.name, facts.source.sha256, counts)


def _with_path(message: str, path: Path) -> str:
    """Return a message about a file by its base name with the path that the user gave."""
    if message.startswith(str(path)):
        return message
    return f"{path}: {message.removeprefix(f'{path.name}: ')}"


def _outcomes(
    paths: Sequence[Path], read: Callable[[Path], Outcome], workers: int
) -> Iterator[Outcome]:
    if workers <= 1 or len(paths) <= 1:
        yield from map(read, paths)
        return
    rest = list(paths)
    while rest:
        with ProcessPoolExecutor(max_workers=min(workers, len(rest))) as pool:
            waiting = deque((path, pool.submit(read, path)) for path in rest)
            while waiting:
                try:
                    outcome = waiting[0][1].result()
                except BrokenProcessPool:
                    break
                # Taken off, so that a report's text does not stay in memory once it is written.
                waiting.popleft()
                yield outcome
        rest = [path for path, _ in waiting]
        if rest:
            # A process died, and with it the pool; nobody can say which report it was reading.
            yield _outcome_alone(rest.pop(0), read)


def _outcome_alone(path: Path, read: Callable[[Path], Outcome]) -> Outcome:
    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return pool.submit(read, path).result()
        except BrokenProcessPool:
            message = f"{path}: the process that read it died, perhaps for want of memory"
            return RefusedReport(str(path), f"{message}; look at the file, or free memory")


class Collected:
    """What has come in so far: entries and files' names here, the text of the graphs on disk."""

    def __init__(self, stage: Path) -> None:
        self.stage = stage
        self.entries: dict[str, Entry] = {}
        self.refused: list[str] = []
        self.shared: dict[str, tuple[Triple, ...]] = {}
        self._files: dict[str, list[str]] = {}

    def take_all(
        self,
        paths: Sequence[Path],
        read: Callable[[Path], Outcome],
        workers: int,
        on_report: Callable[[Outcome], None],
    ) -> None:
        """Read reports, each path once, side by side; keep what came of them, in their order.

        Args:
            paths: the report files.
            read: returns the outcome of one; it must pickle.
            workers: processes that read.
            on_report: called with each outcome.
        """
        for outcome in _outcomes(list(dict.fromkeys(paths)), read, workers):
            on_report(outcome)
            self._take(outcome)
        self._drop_clashes()

    def summary(self, triples: int) -> Summary:
        """Return what was collected, of so many triples."""
        built = tuple(self.entries[name] for name in sorted(self.entries))
        return Summary(built, tuple(self.refused), triples)

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, RefusedReport):
            self.refused.append(outcome.message)
            return
        name = outcome.entry.inspection
        self._files.setdefault(name, []).append(outcome.file)
        self.entries[name] = outcome.entry
        self.shared[name] = outcome.shared
        self.part(name).write_text(outcome.own, encoding="utf-8", newline="\n")

    def part(self, name: str) -> Path:
        """Return where the blocks of one report stand until all are in."""
        return self.stage / f"{name}.part"

    def _drop_clashes(self) -> None:
        """Refuse every name that two files claim: neither is built, for either may be the right one."""
        for name, files in self._files.items():
            if len(files) > 1:
                del self.entries[name]
                listed = " and ".join(files)
                error = NameClash(
                    f"{listed}: both are the inspection {name}; neither is built: give one of them"
                )
                self.refused.append(str(error))


def _write(collected: Collected, vocabulary: dict[str, list[Triple]], settings: Settings) -> int:
    names = sorted(collected.entries)
    parts = (collected.part(name).read_text(encoding="utf-8") for name in names)
    derived = derive(parts, vocabulary[VOCABULARY], base=settings.base)
    merged = _merge_shared(
        {
            _SHARED: [triple for name in names for triple in collected.shared[name]],
            "Derived across the inspections": derived,
            "Vocabulary": vocabulary[VOCABULARY],
            "Registers": vocabulary[REGISTERS],
        }
    )
    base = settings.base
    opening = f"# findings-graph {__version__}: {len(names)} inspections\n{header(base)}\n"
    with (
        (collected.stage / "graph.trig").open("w", encoding="utf-8", newline="\n") as trig,
        (collected.stage / "graph.ttl").open("w", encoding="utf-8", newline="\n") as turtle,
    ):
        trig.write(opening)
        turtle.write(opening)
        for name in names:
            own = collected.part(name).read_text(encoding="utf-8")
            shared = blocks(collected.shared[name], base=base)
            trig.write(graph_block(graph_iri(base, name), own + shared))
            turtle.write(section(f"Inspection {name}") + own)
        for graph, triples in {**vocabulary, DERIVED: derived}.items():
            if triples:
                trig.write(graph_block(graph_iri(base, graph), blocks(triples, base=base)))
        for title, triples in merged.items():
            if triples:
                turtle.write(section(title) + blocks(triples, base=base))
    graphs = {name: len(triples) for name, triples in {**vocabulary, DERIVED: derived}.items()}
    manifest = write_manifest(
        collected.entries.values(), base=base, with_text=settings.with_text, graphs=graphs
    )
    (collected.stage / "manifest.json").write_text(manifest, encoding="utf-8", newline="\n")
    return sum(graphs.values()) + sum(
        entry.counts["triples"] for entry in collected.entries.values()
    )


def _merge_shared(sections: dict[str, list[Triple]]) -> dict[str, list[Triple]]:
    """Return the sections with each subject whole in the last that speaks of it."""
    home: dict[Iri, str] = {}
    for title, triples in sections.items():
        home.update((subject, title) for subject, _, _ in triples)
    gathered: dict[str, list[Triple]] = {title: [] for title in sections}
    for triples in sections.values():
        for triple in triples:
            gathered[home[triple[0]]].append(triple)
    return {title: sort_triples(triples) for title, triples in gathered.items()}


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """Make the output folder and a folder in it to write in; take away what stayed empty."""
    made: list[Path] = []
    stage: Path | None = None
    try:
        for folder in reversed([out, *out.parents]):
            if not folder.exists():
                folder.mkdir()
                made.append(folder)
        stage = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
        yield stage
    except OSError as error:
        place = error.filename or out
        message = f"{place}: cannot be written ({error.strerror}); give another --out folder"
        raise UnwritableOutput(message) from error
    finally:
        if stage is not None:
            shutil.rmtree(stage, ignore_errors=True)
        _remove_empty(reversed(made))


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:  # something stands in it: it stays, and so do its parents
            return
