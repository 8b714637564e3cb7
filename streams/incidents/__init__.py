"""Decide which incident an event belongs to, and what is now known of that incident."""
