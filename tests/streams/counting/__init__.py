"""Tests of streams.counting."""
