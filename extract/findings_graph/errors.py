"""Every error that the package raises on purpose, under one base.

The message of each names the file, the place, what was seen and what to do about it, so that the
command line can print it as it is.

    FindingsError
    ├── UnreadableInput       a file that cannot be opened, decoded or parsed
    │   └── UnreadableGraph   a graph file or folder that is none, or is broken
    ├── NotAReport            text that is no inspection report of a kind we read
    ├── NameClash             two reports that claim one name
    ├── MissingResource       a vocabulary, shape or query folder that is not installed
    ├── UnwritableOutput      an output folder or file that cannot be written
    ├── BadParameter          an option or query parameter with a value that means nothing
    ├── UnknownQuery          a question that does not ship
    ├── BadQuery              a query that SPARQL does not accept
    └── UnknownThing          an identifier that no graph holds
"""

from __future__ import annotations


class FindingsError(Exception):
    """Base of all errors of this package."""


class UnreadableInput(FindingsError):
    """A file that cannot be opened, decoded or parsed."""


class UnreadableGraph(UnreadableInput):
    """A graph file or folder that is missing, is none, or is broken."""


class NotAReport(FindingsError):
    """Text that is no inspection report of a kind that is read here."""


class NameClash(FindingsError):
    """Two reports that claim one name."""


class MissingResource(FindingsError):
    """A folder of vocabulary, shapes or queries that is neither installed nor in a checkout."""


class UnwritableOutput(FindingsError):
    """An output folder or file that cannot be written."""


class BadParameter(FindingsError):
    """An option or query parameter whose value means nothing."""


class UnknownQuery(FindingsError):
    """A question that does not ship."""


class BadQuery(FindingsError):
    """A query that SPARQL does not accept."""


class UnknownThing(FindingsError):
    """An identifier that no graph holds."""
