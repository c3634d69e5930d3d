"""Themes and polarity of findings, each with the words that earned it."""
