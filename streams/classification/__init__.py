"""Verdict, reason, event type and signals of an article, each with the features that decided. Pure."""
