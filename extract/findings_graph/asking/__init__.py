"""Questions to a built graph, and answers as people and programs read them."""
