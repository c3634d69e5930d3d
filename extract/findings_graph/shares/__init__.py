"""Percentages and proportions of a population."""
