"""A knowledge graph of what HM Inspectorate of Probation finds in probation delivery units."""

__version__ = "0.1.0"
