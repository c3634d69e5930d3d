"""Contradictions inside one report, neither value corrected."""
