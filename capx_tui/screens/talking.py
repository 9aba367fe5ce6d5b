"""*Let's talk*: a message to whoever is shown or marked, by one key, on every screen that shows somebody.

In: the screen's own person. Out: the form of a message with the receiver filled in. Can fail: signed out (leads to
signing in, and on to the form).
"""

from __future__ import annotations

from capx_tui.i18n import t
from capx_tui.screens.base import CapxScreen, Result

__all__ = ["Talking"]


class Talking(CapxScreen[Result]):
    """Screens give whom the key is about; their `SCOPES` name "talking"."""

    def to_write(self) -> str | None:
        """The user name, None where nobody is shown."""
        raise NotImplementedError

    def do_talking_begin(self) -> None:
        """Write to them."""
        name = self.to_write()
        if name is None:
            self.say(t("talking-nobody"))
            return
        account = self.account
        if account is not None and account.username == name:
            self.say(t("talking-oneself"))
        else:
            self.shell.write_to(name)
