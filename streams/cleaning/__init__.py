"""Step 1 of understanding an article: raw article to clean article (``clean.py``)."""
