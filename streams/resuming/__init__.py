"""Go on with a replay that was broken off: what it played, what it wrote, and where it stood."""
