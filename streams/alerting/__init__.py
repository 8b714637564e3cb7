"""Decide whether people hear of a change, and write the message."""
