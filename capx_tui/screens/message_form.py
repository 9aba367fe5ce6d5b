"""Writing a message: to whom, by which way, what; shown before it goes, and told as the service says afterwards.

In: the receiver's name where one is given, what Meta-Wiki says of them, both profiles for a template. Out:
`MessagesStore.send`. Can fail: a receiver who cannot be written to (beside the field), Meta-Wiki out of reach (an
e-mail may become public then, and that is asked), the service's own refusals (its words), an answer lost (what was
sent is looked through before anything is offered again). The draft stays until it is known to be sent.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any

from textual.screen import Screen

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_check import leave
from capx_tui.model.form_fields import FieldSpec
from capx_tui.model.form_words import label_words
from capx_tui.model.links import MAIL_PREFERENCES
from capx_tui.model.message_form import (
    ADDRESS,
    CHANGE_WAY,
    CLEAR,
    TEMPLATE,
    Known,
    known_words,
)
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.message_values import MessageValues
from capx_tui.screens.receiver import ReceiverScreen
from capx_tui.store.messages import MayBecomePublic
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate

__all__ = ["MessageForm"]


class MessageForm(FormScreen[str]):
    """Dismissed with what became of the message, in words. `receiver` is a user name, "" for nobody yet."""

    TITLE_KEY = "message-title"

    def __init__(self, receiver: str = "") -> None:
        super().__init__()
        self._given = receiver
        #: Of whom Meta-Wiki was asked last.
        self._asked = ""
        self._said_before = 0

    @cached_property
    def held(self) -> MessageValues:
        """See `MessageValues`."""
        return MessageValues(self.core, self._given)

    def start(self) -> None:
        """What is said from now on is about the message."""
        self._said_before = self.shell.announcer.count
        super().start()

    def opened(self) -> None:
        """On to what is to be written; the receiver is looked up."""
        self.core.messages.show()
        if self._given:
            self.rows.go_to("subject")
        super().opened()
        if self.held.came_of_it:
            self.front.say(t("message-was-sent", self.held.came_of_it))
        self.edited_receiver()

    # -- the receiver ------------------------------------------------------------------------------------

    def chooser(self, spec: FieldSpec) -> tuple[Screen[Any], Callable[[object], None]]:
        """Names are completed and checked while they are typed."""
        if spec.id != "receiver":
            return super().chooser(spec)

        def chosen(name: object) -> None:
            if isinstance(name, str):
                self.rows.put(self.form.edit("receiver", name))

        return ReceiverScreen(lambda: label_words(spec), self.held.people, str(self.form["receiver"] or "")), chosen

    def edited(self) -> None:
        """Another receiver is another one to look up."""
        super().edited()
        self.edited_receiver()

    def edited_receiver(self) -> None:
        """Ask about whoever stands there now, unless that is done or under way."""
        name = str(self.form["receiver"] or "")
        if name == self._asked:
            return
        self._asked = name
        self.load(partial(self._look_at, name), name="reach")

    async def _look_at(self, name: str) -> None:
        self._show(self.held.unchecked(name, is_checking=bool(name)))
        try:
            is_newest = await self.core.receiver.check(name)
        except CapxError:
            self._asked = ""
            self._show(self.held.unchecked(name))
            raise
        if is_newest and self.is_mounted:
            self._show(self.held.checked())
            self.rows.form = leave(self.form, "receiver")
            # Eyes find it below the name, and what was said last may be more pressing.
            if self.speaks and (words := known_words(self.held.known)):
                self.front.say(t("message-receiver-checked", isolate(self.held.known.reach.name), words))

    def _show(self, known: Known) -> None:
        """Say what is known below the name, and offer the ways that are possible."""
        before = self.form["receiver"]
        self.rows.form = self.held.with_known(self.form, known)
        if self.form["receiver"] != before:
            self._asked = known.reach.name
        self.reshape(self.form_spec())

    # -- before sending ----------------------------------------------------------------------------------

    def _ask(self) -> None:
        self.held.again = False
        if self.held.known.is_checking:
            self.load(self._ask_when_known, name="reach")
        else:
            super()._ask()

    async def _ask_when_known(self) -> None:
        await self._look_at(str(self.form["receiver"]))
        if self.is_mounted and self._is_fit():
            super()._ask()

    def _ask_again(self) -> None:
        self.held.again = True
        super()._ask_again()

    def _send(self) -> None:
        """What is public, or may become so, is confirmed by itself."""
        asked = self.held.public_question(self.form)
        if asked is None:
            super()._send()
            return
        told, answers = asked
        question = QuestionScreen(lambda: t("message-public-title"), [told], answers, ask=told)
        self.app.push_screen(question, lambda answer: self._send_publicly() if answer == "public" else None)

    def _send_publicly(self) -> None:
        self.held.may_become_public = True
        super()._send()

    # -- sending -----------------------------------------------------------------------------------------

    async def save_form(self, form: Form) -> str:
        """Once. Where Meta-Wiki answered before and does not now, that is asked from here on."""
        try:
            return await super().save_form(form)
        except MayBecomePublic:
            self._asked = ""
            self.edited_receiver()
            raise

    def after_save(self) -> None:
        """It is gone from here, also from what was said while it was written."""
        self.forget_draft()
        self.shell.announcer.forget(self._said_before)
        self.rows.form = Form.begin(self.spec)
        self.dismiss(self.held.came_of_it)

    # -- the rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Begin, clear, or the address at Meta-Wiki."""
        if field_id == CHANGE_WAY:
            self.load(self._change_way, name="way")
        elif field_id == ADDRESS:
            self.shell.open_link(MAIL_PREFERENCES, t("message-address"))
        elif field_id == CLEAR:
            self.rows.put(self.form.reset())
            self.say(t("message-cleared", first_key("form.undo")))
        elif field_id == TEMPLATE:
            self._begin_from_profiles()

    async def _change_way(self) -> None:
        """The other way from now on. What can go by it is asked anew: the sender may be another account."""
        sender = await self.held.change_way()
        self.rows.form = self.form.rebased(sender)
        self.reshape(self.form_spec())
        self.say(self.held.way_words(sender))
        self._asked = ""
        self.edited_receiver()

    def _begin_from_profiles(self) -> None:
        form, said = self.held.from_profiles(self.form)
        if form is not self.form:
            self.rows.put(form)
        self.say(said)
