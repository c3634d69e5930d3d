"""Where the vocabulary, the shapes and the questions stand: in the installed package or a checkout."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from findings_graph.errors import MissingResource

Name = Literal["ontology", "shapes", "queries"]

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def find(name: Name) -> Path:
    """Return the folder `ontology`, `shapes` or `queries`: the package's, else the checkout's.

    Raises:
        MissingResource: when neither has it.
    """
    for folder in (_PACKAGE / "data" / name, _CHECKOUT / name):
        if folder.is_dir():
            return folder
    message = (
        f"the folder '{name}' is neither in the installed package nor in a checkout; "
        "reinstall findings-graph"
    )
    raise MissingResource(message)


def find_inspections() -> Path:
    """Return the folder of the published graph, one Turtle file an inspection.

    Raises:
        MissingResource: when it is not installed, or is empty.
    """
    folder = find("ontology") / "inspections"
    if not any(folder.glob("*.ttl")):
        message = (
            "no inspection ships with this copy of findings-graph; "
            "give a graph of your own: findings build REPORT… --out DIR"
        )
        raise MissingResource(message)
    return folder
