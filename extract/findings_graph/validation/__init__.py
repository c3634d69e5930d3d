"""Validation of graphs by the SHACL shapes, with the sentence behind each result."""
