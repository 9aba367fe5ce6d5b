"""Flags and line commands: the face that is read aloud, piped and scripted.

Importing it loads none of Textual, rich and httpx: a line command starts in the time it needs.
"""
