"""Writing a message in plain lines: to whom, how, what; told before it goes, and sent once."""

from __future__ import annotations

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_check import leave
from capx_tui.model.links import MAIL_PREFERENCES
from capx_tui.model.message_form import ADDRESS, CHANGE_WAY, CLEAR, TEMPLATE, Known, known_words
from capx_tui.screens.message_values import MessageValues
from capx_tui.store.messages import MayBecomePublic
from capx_tui.terminal.key_words import first_key
from capx_tui.text import isolate

__all__ = ["MessagePlace"]


class MessagePlace(FormPlace):
    """`receiver` is a user name, "" for nobody yet."""

    def __init__(self, face: Face, receiver: str = "") -> None:
        self._message = MessageValues(face.core, receiver)
        super().__init__(face, self._message)
        #: How far the log goes that says nothing of the message.
        self._said_before = face.talk.count

    def arrive(self) -> None:
        """Names to complete, then from whom it goes."""
        self.face.need_people()
        super().arrive()

    def opened(self) -> None:
        """The receiver is looked up."""
        self.core.messages.show()
        if self._message.came_of_it:
            self.face.say(t("message-was-sent", self._message.came_of_it))
        self._look_at_receiver()

    def field_left(self, field_id: str) -> None:
        """Another receiver is another one to look up."""
        if field_id == "receiver":
            self._look_at_receiver()

    def _look_at_receiver(self) -> None:
        name = str(self.form["receiver"] or "")
        if not name:
            return
        try:
            self.face.work(self.core.receiver.check(name))
        except CapxError as error:
            self._know(self._message.unchecked(name))
            self.face.fail(error, self._look_at_receiver)
            return
        self._know(self._message.checked())
        self.form = leave(self.form, "receiver")
        self._lines = self.listed()
        if words := known_words(self._message.known):
            self.face.say(t("message-receiver-checked", isolate(self._message.known.reach.name), words))

    def _know(self, known: Known) -> None:
        self.form = self._message.with_known(self.form, known)
        self.reshape()

    # -- sending ---------------------------------------------------------------------------------------

    def agreed(self) -> bool:
        """What is public, or may become so, is confirmed by itself."""
        self._message.again = False
        return super().agreed() and self._agreed_publicly()

    def _agreed_publicly(self) -> bool:
        asked = self._message.public_question(self.form)
        if asked is None:
            return True
        told, answers = asked
        is_agreed = ask_question(self.face, [told], answers, ask=told) == "public"
        self._message.may_become_public = is_agreed
        return is_agreed

    def send_again(self) -> None:
        """As before, with what is public confirmed anew."""
        self._message.again = True
        if self._agreed_publicly():
            super().send_again()

    async def save_form(self, form: Form) -> str:
        """Once. Where Meta-Wiki answered before and does not now, that is asked from here on."""
        try:
            return await super().save_form(form)
        except MayBecomePublic:
            await self.core.receiver.check(str(form["receiver"]))
            self._know(self._message.checked())
            raise

    def after_save(self, said: str) -> None:
        """It is gone from here, also from what was said while it was written."""
        del said
        self.face.talk.forget(self._said_before)
        self.finished(self._message.came_of_it)

    # -- rows that do something ------------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Begin, clear, or the address at Meta-Wiki."""
        if field_id == CHANGE_WAY:
            self._change_way()
        elif field_id == ADDRESS:
            self.face.open_link(MAIL_PREFERENCES, t("message-address"))
        elif field_id == CLEAR:
            self.put(self.form.reset())
            self.face.say(t("message-cleared", first_key("form.undo")))
        elif field_id == TEMPLATE:
            self.put_and_say(*self._message.from_profiles(self.form))

    def _change_way(self) -> None:
        """The other way from now on. What can go by it is asked anew: the sender may be another account."""
        sender = self.face.work(self._message.change_way())
        self.form = self.form.rebased(sender)
        self.reshape()
        self.face.say(self._message.way_words(sender))
        self._look_at_receiver()
