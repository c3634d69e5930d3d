"""Words that a garbled table cuts in two between its cells."""

from __future__ import annotations


def splittable(wording: str) -> str:
    """Return a regular expression for `wording` in which a tab may cut any word (`Ove⇥rall rating`)."""
    return r"\s+".join("\t?".join(word) for word in wording.split())
