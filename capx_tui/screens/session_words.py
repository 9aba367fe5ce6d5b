"""The session in words."""

from __future__ import annotations

from capx_tui.i18n import t

__all__ = ["expired_words"]


def expired_words(username: str) -> str:
    """That a sign-in has ended; a token that was never confirmed has no name."""
    return t("session-expired", username) if username else t("session-expired-unnamed")
