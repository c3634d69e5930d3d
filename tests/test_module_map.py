"""The map of the code names every module, and no module that is gone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

EXTRACT = Path(__file__).resolve().parent.parent / "extract"
PACKAGE = EXTRACT / "findings_graph"
_SECTION = re.compile(r"^## (?:`(?P<subpackage>\w+)/`|(?P<title>.*))", re.MULTILINE)
_ROW = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
_BESIDE = ""  # the modules beside the subpackages


def read_map() -> dict[str, list[str]]:
    """Return the modules that the map names for each subpackage, in its order."""
    parts = _SECTION.split((EXTRACT / "README.md").read_text("utf-8"))
    named: dict[str, list[str]] = {}
    for subpackage, text in zip(parts[1::3], parts[3::3], strict=True):
        named.setdefault(subpackage or _BESIDE, []).extend(_ROW.findall(text))
    return named


def subpackage_of(path: Path) -> str:
    """Return the subpackage that a module stands in."""
    return path.parent.relative_to(PACKAGE).as_posix().replace(".", _BESIDE)


def imported(path: Path) -> set[str]:
    """Return the subpackages that a module imports from, wherever in it the import stands."""
    names = {
        node.module
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module is not None
    }
    return {name.split(".")[1] for name in names if re.match(r"findings_graph\.\w+\.", name)}


def test_map_names_every_module() -> None:
    """A module that the map leaves out or has elsewhere, or a row whose module is gone, fails."""
    modules: dict[str, list[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        modules.setdefault(subpackage_of(path), []).append(path.stem)
    for subpackage, names in modules.items():
        assert "__init__" in names, f"{subpackage} is no package"
        names.remove("__init__")
    named = read_map()
    assert {name: sorted(rows) for name, rows in named.items()} == {
        name: sorted(stems) for name, stems in modules.items()
    }


def test_subpackages_import_only_from_those_above() -> None:
    """No two subpackages lean on each other; whoever reads down the map meets nothing unknown."""
    order = [subpackage for subpackage in read_map() if subpackage != _BESIDE]
    for path in PACKAGE.rglob("*.py"):
        subpackage = subpackage_of(path)
        if subpackage != _BESIDE:
            above = order[: order.index(subpackage) + 1]
            assert imported(path) <= set(above), path.relative_to(PACKAGE).as_posix()
