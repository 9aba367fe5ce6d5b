"""Sign-in as a request generator, and the keeping of tokens."""
