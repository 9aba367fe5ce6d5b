"""The session in words."""

from __future__ import annotations

from capx_tui.core import Core
from capx_tui.errors import NotSignedIn
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.store.own_wikimedia import Forgotten
from capx_tui.store.session import SignedOut

__all__ = ["expired_words", "forgotten_words", "unread_words"]


def expired_words(username: str) -> str:
    """That a sign-in has ended; a token that was never confirmed has no name."""
    return t("session-expired", username) if username else t("session-expired-unnamed")


def forgotten_words(done: SignedOut | Forgotten) -> str:
    """What signing out, or erasing one's own credentials, came to."""
    words = " ".join(t(key) for key in done.keys)
    return f"{words} {explain(done.trouble)}" if done.trouble is not None else words


def unread_words(core: Core) -> str:
    """Why nobody can be matched with oneself: one's profile is being read, could not be, or is nobody's any more."""
    error = core.matches.state.error
    if not core.session.state.is_signed_in:
        error = error or NotSignedIn()
    return explain(error) if error is not None else t("matches-reading")
