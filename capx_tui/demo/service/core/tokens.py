"""What the database keeps of a token; apart from its use, which needs the web framework."""

import hashlib

__all__ = ["digest"]


def digest(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha512(token.encode()).hexdigest()
