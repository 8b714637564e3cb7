"""Score how severe, how certain and how urgent an incident is, each kept apart."""
