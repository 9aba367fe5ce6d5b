"""A terminal client for the Wikimedia Capacity Exchange."""

__version__ = "0.1.0"
