"""What can be done with a person, an organization or a capacity wherever one is named: save, write, add."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial
from typing import Any

from capx_tui.cli.plain.place import Place
from capx_tui.i18n import t
from capx_tui.model.adding import added_words, lists_words
from capx_tui.model.explore import CapacityList
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.terminal.key_words import first_key

__all__ = ["About", "Adding", "Saving", "Talking"]


@dataclass(frozen=True, slots=True)
class About:
    """Whom or what a line names."""

    subject: Subject | None = None
    name: str = ""
    capacity: int | None = None


class _Naming(Place):
    def named_by(self, given: str) -> About | None:
        """Whom an action is about: the place's own, or the line that is named. None where that is unclear, and said."""
        line = self.which(given)
        about = line.about if line is not None else None
        if line is not None and not isinstance(about, About):
            self.face.say(t("plain-not-with-this", line.name))
        return about if isinstance(about, About) else None


class Saving(_Naming):
    """Save a person or an organization, or remove them."""

    def do_saving_toggle(self, given: str = "") -> None:
        """See the table."""
        about = self.named_by(given)
        if about is None:
            return
        account = self.core.session.state.account
        if about.subject is None:
            self.face.say(t("saving-nobody"))
        elif account is None or not self.core.session.state.is_signed_in:
            again = partial(self._toggle, about.subject, about.name)
            self.face.sign_in_first(t("saving-signed-out", about.name), again)
        elif about.subject == Subject(SavedKind.PERSON, account.id):
            self.face.say(t("saving-oneself"))
        else:
            self._toggle(about.subject, about.name)

    def _toggle(self, subject: Subject, name: str) -> None:
        is_saved = self.face.work(self.core.saved.toggle(subject))
        self.face.say(t("saving-saved" if is_saved else "saving-removed", name, first_key("saving.toggle")))
        if (trouble := self.core.saved.state.trouble) is not None:
            self.face.fail(trouble)


class Talking(_Naming):
    """Write to a person."""

    def do_talking_begin(self, given: str = "") -> None:
        """See the table."""
        about = self.named_by(given)
        if about is None:
            return
        account = self.core.session.state.account
        if about.subject is None or about.subject.kind is not SavedKind.PERSON:
            self.face.say(t("talking-nobody"))
        elif account is not None and account.username == about.name:
            self.face.say(t("talking-oneself"))
        else:
            self.face.write_to(about.name)


class Adding(_Naming):
    """Add a capacity to one's own lists, and take it back."""

    def do_adding_known(self, given: str = "") -> None:
        """See the table."""
        self._add(given, CapacityList.KNOWN)

    def do_adding_wanted(self, given: str = "") -> None:
        """See the table."""
        self._add(given, CapacityList.WANTED)

    def _add(self, given: str, to: CapacityList) -> None:
        about = self.named_by(given)
        if about is None:
            return
        if about.capacity is None:
            self.face.say(t("adding-nothing"))
            return
        name = self.core.names.capacity(about.capacity)
        add: partial[Coroutine[Any, Any, Any]] = partial(self.core.adding.add, about.capacity, to)

        def work() -> None:
            done = self.face.work(add())
            self.face.say(added_words(done, name, first_key("adding.undo")))

        if self.core.session.state.is_signed_in:
            work()
        else:
            self.face.sign_in_first(t("adding-signed-out", name), work)

    def do_adding_undo(self, given: str = "") -> None:
        """See the table."""
        del given
        done = self.face.work(self.core.adding.undo()) if self.core.adding.can_undo() else None
        if done is None:
            self.face.say(t("adding-nothing-to-undo"))
        else:
            self.face.say(t("adding-undone", self.core.names.capacity(done.capacity), lists_words(done.put)))
