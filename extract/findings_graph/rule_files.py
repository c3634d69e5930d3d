"""Reads the rule files that stand beside the code: patterns and word lists as data."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).resolve().parent / "rules"


@functools.cache
def load_rules(name: str) -> dict[str, Any]:
    """Return the content of `rules/NAME.toml`; a fault in it is a fault of the package and raises."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
