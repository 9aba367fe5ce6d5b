"""Flags, line commands and prompts."""
