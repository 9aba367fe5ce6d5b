"""The embedded CapX service: the wire of the real one over one SQLite file, for one person on one machine."""
