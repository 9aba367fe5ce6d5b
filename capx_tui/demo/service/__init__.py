"""CapX endpoints, one module per resource, over a small declarative core."""
