"""From facts to sorted triples and files."""
