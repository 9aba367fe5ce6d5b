"""Saving a person or an organization by one key, on every screen that shows one.

In: the screen's own subject. Out: the state as a word. Can fail: signed out (leads to signing in, and back), the
service (said, with what to do; what was sent is looked for before anything is sent again).
"""

from __future__ import annotations

from functools import partial

from capx_tui.i18n import t
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.base import CapxScreen
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate

__all__ = ["Saving"]

#: An answer that comes sooner says all there is to say.
_PATIENCE_S = 0.7


class Saving(CapxScreen[None]):
    """Screens give whom the key is about; their `SCOPES` name "saving"."""

    def to_save(self) -> tuple[Subject, str] | None:
        """Whom the key is about, with the name; None where nobody is shown."""
        raise NotImplementedError

    def show_saved(self) -> None:
        """Paint again: somebody was saved or removed."""
        raise NotImplementedError

    def watch_saved(self) -> None:
        """Paint again with each change of what is saved; to be called at the start."""
        self.core.saved.show()
        self.watch_store(self.core.saved, lambda state: self.show_saved())

    def saved_words(self, kind: SavedKind, number: int) -> tuple[str, ...]:
        """The word for somebody who is saved; nothing for others."""
        return (t("saved-word"),) if self.core.saved.has(Subject(kind, number)) else ()

    def do_saving_toggle(self) -> None:
        """Save whom the marker is on, or remove them."""
        found = self.to_save()
        if found is None:
            self.say(t("saving-nobody"))
            return
        subject, name = found
        account = self.core.session.state.account
        if account is None or not self.core.session.state.is_signed_in:
            self.shell.sign_in_first(t("saving-signed-out", isolate(name)), self.do_saving_toggle)
        elif subject == Subject(SavedKind.PERSON, account.id):
            self.say(t("saving-oneself"))
        else:
            self.load(partial(self._toggle, subject, name), name=f"saving-{subject.key}", exclusive=False)

    async def _toggle(self, subject: Subject, name: str) -> None:
        waiting = self.set_timer(_PATIENCE_S, lambda: self.say(t("form-saving")), name="patience")
        try:
            is_saved = await self.core.saved.toggle(subject)
        finally:
            waiting.stop()
        key = "saving-saved" if is_saved else "saving-removed"
        self.say(t(key, isolate(name), first_key("saving.toggle")))
        if (trouble := self.core.saved.state.trouble) is not None:
            self.fail(trouble)
