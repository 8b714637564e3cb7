"""Tests: a mirror of the packages, one to one; beside it the suites over the whole (golden, edges, architecture)."""
