"""The map of the code names every module, and no module that is gone."""

from __future__ import annotations

import re
from pathlib import Path

EXTRACT = Path(__file__).resolve().parent.parent / "extract"


def test_map_names_every_module() -> None:
    """A module that the map leaves out, or a row whose module is gone, fails."""
    modules = {path.stem for path in (EXTRACT / "findings_graph").glob("*.py")} - {"__init__"}
    rows = re.findall(r"^\| `(\w+)` \|", (EXTRACT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(modules)
