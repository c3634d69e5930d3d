"""The questions that ship, and a user's own: what a query file's header says, and its parameters.

The header of a query file: `# question:`, `# columns:`, `# empty:`, `# param NAME (kind): …`. For a
parameter the query holds `VALUES ?paramName { UNDEF }`, so that it runs as it stands in any SPARQL
tool; a value given takes the place of the UNDEF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from findings_graph import resources
from findings_graph.errors import BadParameter, BadQuery, UnknownQuery

if TYPE_CHECKING:
    from findings_graph.asking.store import GraphStore

NAMED = ("pdu", "region", "theme")
"""Parameters whose value is looked up among the names of the graph's things."""

_HEADER = re.compile(r"#\s*(question|columns|empty|param\s+\w+)\s*(?:\((\w+)\))?\s*:\s*(.*)")
_MORE = re.compile(r"#\s{2,}(\S.*)")
_INTEGER = re.compile(r"[+-]?[0-9]+", re.ASCII)
_IRI = re.compile(r"[^\s<>\"{}|\\^`]+")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: its name, the kind of its value, and what it does."""

    name: str
    kind: str  # pdu, region, theme, thing, iri, integer or text
    description: str

    @property
    def placeholder(self) -> re.Pattern[str]:
        """The place in the query that takes its value."""
        camel = "".join(part.capitalize() for part in self.name.split("_"))
        return re.compile(rf"(VALUES\s+\?param{camel}\s*\{{\s*)UNDEF(\s*\}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A query with what its header says.

    Args:
        name: name to ask it by.
        query: SPARQL text.
        text: the question in English.
        columns: its columns, in order; empty where the header names none.
        empty: what an empty answer means.
        parameters: by name.
    """

    name: str
    query: str
    text: str
    columns: tuple[str, ...]
    empty: str
    parameters: Mapping[str, Parameter]

    def with_values(self, values: Mapping[str, str], graph: GraphStore) -> str:
        """Return the query with values in their places.

        Raises:
            BadParameter: a name is not a parameter of the question, or a value means nothing.
        """
        query = self.query
        for name, value in values.items():
            parameter = self.parameters.get(name)
            if parameter is None:
                takes = ", ".join(self.parameters) or "none"
                message = f"{self.name} has no parameter {name!r}; it takes: {takes}"
                raise BadParameter(message)
            query, places = parameter.placeholder.subn(
                # A function, for a template would read the value's backslashes.
                partial(_fill, written=_write(parameter, value, graph)),
                query,
            )
            if not places:
                message = f"{self.name} declares the parameter {name!r} but has no place for it"
                raise BadQuery(message)
        return query


def find_question(name: str) -> Question:
    """Return a question that ships, by name, or the one in a query file, by path.

    Raises:
        UnknownQuery: there is neither.
        BadQuery: the file cannot be read as text.
    """
    folder = resources.find("queries")
    paths = sorted([*folder.glob("*.rq"), *folder.glob("joins/*.rq"), *folder.glob("more/*.rq")])
    shipped = {path.relative_to(folder).with_suffix("").as_posix(): path for path in paths}
    path = shipped.get(name)
    if path is None:
        path = Path(name)
        is_file = "\0" not in name and path.is_file()
        if not is_file:
            from findings_graph.asking.store import did_you_mean, near_names  # noqa: PLC0415  heavy

            near = did_you_mean(near_names(name, shipped))
            message = f"no question {name!r}{near}; see findings ask --list"
            raise UnknownQuery(message)
    return read_question(path)


def list_questions() -> list[Question]:
    """Return the questions that ship, by name."""
    return [read_question(path) for path in sorted(resources.find("queries").glob("*.rq"))]


def read_question(path: Path) -> Question:
    """Read a query file.

    Raises:
        BadQuery: the file cannot be read as text.
    """
    try:
        query = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        message = f"{path}: cannot be read ({error.strerror}); check its permissions"
        raise BadQuery(message) from error
    except UnicodeDecodeError as error:
        message = f"{path}: byte {error.start} is not UTF-8, so this is no query; give a .rq file"
        raise BadQuery(message) from error
    fields = _read_header(query)
    parameters = {
        name.split()[1]: Parameter(name.split()[1], _kind(name.split()[1], kind), text)
        for (name, kind), text in fields.items()
        if name.startswith("param")
    }
    said = {name: text for (name, _), text in fields.items()}
    columns = tuple(filter(None, re.split(r"[,\s]+", said.get("columns", ""))))
    return Question(
        path.stem, query, said.get("question", ""), columns, said.get("empty", ""), parameters
    )


def _read_header(query: str) -> dict[tuple[str, str], str]:
    fields: dict[tuple[str, str], str] = {}
    last: tuple[str, str] | None = None
    for line in query.splitlines():
        if not line.startswith("#"):
            break
        field = _HEADER.match(line)
        more = _MORE.match(line)
        if field:
            last = (field[1], field[2] or "")
            fields[last] = field[3].strip()
        elif more and last:
            fields[last] += f" {more[1].strip()}"
    return fields


def _kind(name: str, kind: str) -> str:
    return kind or (name if name in {*NAMED, "thing"} else "text")


def _fill(place: re.Match[str], *, written: str) -> str:
    return place[1] + written + place[2]


def _write(parameter: Parameter, value: str, graph: GraphStore) -> str:
    from findings_graph.asking.store import quoted  # noqa: PLC0415  a heavy import

    if parameter.kind in NAMED:
        return f"<{graph.find(parameter.kind, value)}>"
    if parameter.kind == "thing":
        return f"<{graph.resolve(value)}>"
    if parameter.kind == "integer":
        if not _INTEGER.fullmatch(value):
            message = f"--param {parameter.name}={value}: not a whole number"
            raise BadParameter(message)
        return value
    if parameter.kind == "iri":
        iri = value if ":" in value else graph.base + value
        if not _IRI.fullmatch(iri):
            message = f"--param {parameter.name}={value}: not an IRI"
            raise BadParameter(message)
        return f"<{iri}>"
    return quoted(value)
