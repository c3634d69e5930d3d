"""How good a graph is: against gold, against a careful reader, and in its links."""
