"""Bring articles to the articles topic: files, folders, standard input, RSS and Atom feeds.

Example: ``tocsin ingest news.jsonl pages/ https://feeds.example/world.rss``.
"""
