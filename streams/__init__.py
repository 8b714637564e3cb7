"""What happens to a message: pure stages, and at the end the few files that know a broker."""
