"""Graphs checked one after the other, or by processes side by side."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass

from findings_graph.terms import PREFIXES
from findings_graph.validation.checker import Checker
from findings_graph.validation.index import TYPE
from findings_graph.validation.results import Result

_IS_INSPECTION = f" {TYPE} <{PREFIXES['pf']}Inspection> .\n".encode()


@dataclass(frozen=True, slots=True)
class Task:
    """A named graph to be checked, or the vocabulary of a file to be compared with the one that ships.

    Args:
        name: the graph's IRI.
        lines: its triples as `write_lines` has them.
        vocabulary: whether it is to be compared.
        whole: whether a vocabulary has all its parts, so that what it lacks counts.
    """

    name: str
    lines: bytes
    vocabulary: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task.

    Args:
        results: the results of a graph.
        reports: how many inspections it has.
        strange: of a vocabulary, how many triples differ from the one that ships; of a graph, none.
    """

    results: tuple[Result, ...] = ()
    reports: int = 0
    strange: int | None = None


def do_tasks(
    tasks: Iterable[Task], make: Callable[[], Checker], workers: int
) -> Iterator[tuple[str, Outcome]]:
    """Yield the name of each task with what came of it, in order.

    Args:
        tasks: the tasks, taken as they are needed.
        make: makes a checker, once a process.
        workers: how many processes; with one, no other is started.
    """
    if workers <= 1:
        checker = make()
        for task in tasks:
            yield task.name, _do(task, checker)
        return
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(make,)) as pool:
        # A graph travels as bytes: Oxigraph's terms do not pickle.
        waiting: deque[tuple[str, Future[Outcome]]] = deque()
        for task in tasks:
            waiting.append((task.name, pool.submit(_work, task)))
            if len(waiting) >= 2 * workers:
                first, done = waiting.popleft()
                yield first, done.result()
        for name, done in waiting:
            yield name, done.result()


def _do(task: Task, checker: Checker) -> Outcome:
    if task.vocabulary:
        return Outcome(strange=checker.count_strange(task.lines, whole=task.whole))
    results = tuple(checker.check_lines(task.lines))
    return Outcome(results, reports=task.lines.count(_IS_INSPECTION))


_worker: list[Checker] = []  # the one checker of a worker process, made by its initializer


def _start_worker(make: Callable[[], Checker]) -> None:
    _worker[:] = [make()]


def _work(task: Task) -> Outcome:
    return _do(task, _worker[0])
