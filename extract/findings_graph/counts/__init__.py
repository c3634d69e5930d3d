"""Counts out of a population, and the numbers and populations they are made of."""
