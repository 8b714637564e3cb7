"""Read what an article says: numbers, victims, weapons, places, times, actors, and the events they make. Pure."""
