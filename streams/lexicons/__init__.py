"""Word lists and other data with their sources (SOURCES.md), and the code that loads them."""
