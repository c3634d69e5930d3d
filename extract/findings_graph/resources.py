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
