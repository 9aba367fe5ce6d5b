"""Reactive in, Message out."""
