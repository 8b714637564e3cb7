"""What a change of rules changes: the outcome of a replay as a file, and the comparison of two."""
