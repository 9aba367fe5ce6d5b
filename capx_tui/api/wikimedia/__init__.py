"""Wikimedia: SPARQL, the Action API, Commons, Diff, Let's Connect."""
