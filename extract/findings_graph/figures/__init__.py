"""Figures about a unit: its caseload, its staff, its services."""
