"""Recorded records: how one travels as a line, and in which order the lines of files are played."""
