"""Writing a message: to whom, by which way, what; shown before it goes, and told as the service says afterwards.

In: the receiver's name where one is given, what Meta-Wiki says of them, both profiles for a template. Out:
`MessagesStore.send`. Can fail: a receiver who cannot be written to (beside the field), Meta-Wiki out of reach (an
e-mail may become public then, and that is asked), the service's own refusals (its words), an answer lost (what was
sent is looked through before anything is offered again). The draft stays until it is known to be sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from textual.screen import Screen

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_check import leave
from capx_tui.model.form_draft import fit
from capx_tui.model.form_fields import FieldSpec, Value
from capx_tui.model.form_words import label_words
from capx_tui.model.links import MAIL_PREFERENCES
from capx_tui.model.message_form import (
    ADDRESS,
    CHANGE_WAY,
    CLEAR,
    TEMPLATE,
    Known,
    exchange,
    known_words,
    message_lines,
    message_of,
    message_spec,
    template,
)
from capx_tui.model.message_words import method_words, outcome_words, sending_words, way_words
from capx_tui.model.messages import Message, Method, Presence, Reach, ReceiverState, Way
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.receiver import ReceiverScreen
from capx_tui.store.message_sending import MessageNotSent
from capx_tui.store.messages import MayBecomePublic, MessageInDoubt
from capx_tui.store.receiver import ReceiverOptions
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate

__all__ = ["MessageForm"]


class MessageForm(FormScreen[str]):
    """Dismissed with what became of the message, in words. `receiver` is a user name, "" for nobody yet."""

    TITLE_KEY = "message-title"

    def __init__(self, receiver: str = "") -> None:
        super().__init__()
        self._given = receiver
        self._known = Known(Reach(name="", presence=Presence.UNASKED))
        #: Of whom Meta-Wiki was asked last.
        self._asked = ""
        self._may_become_public = False
        self._again = False
        self._came_of_it = ""
        self._said_before = 0

    @property
    def subject(self) -> str:
        """Drafts to two people are two."""
        return self._given

    def start(self) -> None:
        """What is said from now on is about the message."""
        self._said_before = self.shell.announcer.count
        super().start()

    # -- what is asked -----------------------------------------------------------------------------------

    async def load_values(self) -> Mapping[str, Value]:
        """From whom, and to whom where that is given."""
        me = await self.core.messages.owner()
        await self._drop_what_was_sent()
        return {**self._sender(me), "receiver": self._given or None}

    @property
    def _way(self) -> Way:
        return self.core.messages.ways.way

    def _sender(self, me: str) -> dict[str, Value]:
        """In whose name it goes, and through whom."""
        through: dict[str, Value] = {"through": way_words(self._way, me)}
        return {"from": me, **(through if self._with_way(self._known).tells_way else {})}

    def _with_way(self, known: Known) -> Known:
        return replace(known, way=self._way, has_choice=len(self.core.messages.ways.possible) > 1)

    async def _drop_what_was_sent(self) -> None:
        """The draft of a message that went out after all, though the program ended before it knew."""
        form = Form.begin(self.form_spec(), {"receiver": self._given or None})
        found = self.core.drafts.find(self.draft_key(form.spec.id))
        if found is None:
            return
        form = form.edit_many(fit(form.spec, found.draft).values)
        if form["receiver"] is None:
            return
        method = Method(form["method"] or Method.EMAIL)
        waiting = Message(form["receiver"], method, str(form["subject"]), str(form["text"]))
        try:
            sent = await self.core.messages.settle(waiting)
        except CapxError:
            # It is offered, and looked for once more before anything is sent.
            return
        if sent is not None and sent.outcome.is_sent:
            self.core.drafts.throw_away(found)
            self._came_of_it = outcome_words(sent)

    def form_spec(self) -> FormSpec:
        """As it is for the receiver of now."""
        return message_spec(ReceiverOptions(self.core.mirror, self._usual), self._with_way(self._known))

    def _usual(self) -> Iterable[str]:
        """Who is likely: those written to before, and those who are saved."""
        yield from (each.receiver for each in self.core.messages.state.messages)
        people = self.core.mirror.persons(sorted(self.core.saved.person_ids()))
        yield from (person.username for person in people)

    def opened(self) -> None:
        """On to what is to be written; the receiver is looked up."""
        self.core.messages.show()
        if self._given:
            self.rows.go_to("subject")
        super().opened()
        if self._came_of_it:
            self.front.say(t("message-was-sent", self._came_of_it))
        self.edited_receiver()

    # -- the receiver ------------------------------------------------------------------------------------

    def chooser(self, spec: FieldSpec) -> tuple[Screen[Any], Callable[[object], None]]:
        """Names are completed and checked while they are typed."""
        if spec.id != "receiver":
            return super().chooser(spec)

        def chosen(name: object) -> None:
            if isinstance(name, str):
                self.rows.put(self.form.edit("receiver", name))

        people = ReceiverOptions(self.core.mirror, self._usual)
        return ReceiverScreen(label_words(spec), people, str(self.form["receiver"] or "")), chosen

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
        checked = Reach(name=name, presence=Presence.UNASKED)
        self._show(Known(checked, self.core.receiver.is_on_capx(name), is_checking=bool(name)))
        try:
            is_newest = await self.core.receiver.check(name)
        except CapxError:
            self._asked = ""
            self._show(Known(checked, self.core.receiver.is_on_capx(name)))
            raise
        if is_newest and self.is_mounted:
            state = self.core.receiver.state
            self._show(Known(state.reach, state.on_capx))
            self.rows.form = leave(self.form, "receiver")
            # Eyes find it below the name, and what was said last may be more pressing.
            if self.speaks and (words := known_words(self._known)):
                self.front.say(t("message-receiver-checked", isolate(state.reach.name), words))

    def _show(self, known: Known) -> None:
        """Say what is known below the name, and offer the ways that are possible."""
        self._known = known
        name, form = known.reach.name, self.form
        if name and form["receiver"] not in (None, name):
            # As the wiki writes it.
            self._asked = name
            changed = form.is_changed("receiver")
            form = form.edit("receiver", name) if changed else form.rebased({"receiver": name})
        if not form.is_changed("method"):
            can_mail = known.reach.state is ReceiverState.AVAILABLE
            form = form.rebased({"method": Method.EMAIL.value if can_mail else None})
        self.rows.form = form
        self.reshape(self.form_spec())

    # -- before sending ----------------------------------------------------------------------------------

    @property
    def _method(self) -> Method:
        return Method(self.form["method"])

    def consequences(self) -> Sequence[str]:
        """Where it goes, who can read it, that it is for good."""
        return tuple(sending_words(self._method, self._known.reach, self._way))

    def lines_to_send(self) -> Sequence[str]:
        """All of it."""
        return message_lines(self.form)

    def asked_words(self, lines: Sequence[str]) -> str:
        """To whom and how."""
        return t("message-sure", isolate(str(self.form["receiver"])), method_words(self._method.value))

    def _ask(self) -> None:
        self._again = False
        if self._known.is_checking:
            self.load(self._ask_when_known, name="reach")
        else:
            super()._ask()

    async def _ask_when_known(self) -> None:
        await self._look_at(str(self.form["receiver"]))
        if self.is_mounted and self._is_fit():
            super()._ask()

    def _ask_again(self) -> None:
        self._again = True
        super()._ask_again()

    def _send(self) -> None:
        """What is public, or may become so, is confirmed by itself."""
        name = isolate(str(self.form["receiver"]))
        is_unsure = self._known.reach.presence is not Presence.THERE and self._way is Way.CAPX
        self._may_become_public = False
        if self._method is Method.TALK_PAGE:
            told, label, help_key = "message-public", "message-public-yes", "message-public-yes-help"
        elif is_unsure:
            told, label, help_key = "message-perhaps-public", "message-perhaps-public-yes", "message-public-yes-help"
        else:
            super()._send()
            return
        answers = (
            Answer("back", t("form-save-back"), t("form-save-back-help")),
            Answer("public", t(label), t(help_key)),
        )
        question = QuestionScreen(lambda: t("message-public-title"), [t(told, name)], answers, ask=t(told, name))
        self.app.push_screen(question, lambda answer: self._send_publicly() if answer == "public" else None)

    def _send_publicly(self) -> None:
        self._may_become_public = True
        super()._send()

    # -- sending -----------------------------------------------------------------------------------------

    async def save_form(self, form: Form) -> str:
        """Once; what is said afterwards is what the service said."""
        message = message_of(form)
        try:
            sent = await self.core.messages.send(message, may_become_public=self._may_become_public, again=self._again)
        except MayBecomePublic:
            # Meta-Wiki answered before and does not now: from here on that is asked.
            self._asked = ""
            self.edited_receiver()
            raise
        self._came_of_it = outcome_words(sent)
        return self._came_of_it

    async def was_saved(self, form: Form) -> bool | None:
        """By what is in Sent."""
        try:
            sent = await self.core.messages.settle(message_of(form))
        except MessageInDoubt:
            return None
        if sent is None or not sent.outcome.is_sent:
            return False
        self._came_of_it = outcome_words(sent)
        return True

    def not_saved(self, error: CapxError) -> CapxError:
        """In the words of a message."""
        if isinstance(error, MessageNotSent | MayBecomePublic):
            return error
        return MessageNotSent(error.params[0] if isinstance(error, MessageInDoubt) else explain(error))

    def nobody_knows(self, error: CapxError) -> CapxError:
        """In the words of a message."""
        return error if isinstance(error, MessageInDoubt) else MessageInDoubt(sentence(error))

    def after_save(self) -> None:
        """It is gone from here, also from what was said while it was written."""
        self.forget_draft()
        self.shell.announcer.forget(self._said_before)
        self.rows.form = Form.begin(self.spec)
        self.dismiss(self._came_of_it)

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
        ways = self.core.messages.ways
        before = ways.way
        ways.choose(next(way for way in ways.possible if way is not before))
        try:
            me = await self.core.messages.owner()
        except CapxError:
            ways.choose(before)
            raise
        self.rows.form = self.form.rebased(self._sender(me))
        self.reshape(self.form_spec())
        self.say(t("own-way-changed", way_words(ways.way, me)))
        self._asked = ""
        self.edited_receiver()

    def _begin_from_profiles(self) -> None:
        name = str(self.form["receiver"] or "")
        if not name:
            self.say(t("message-template-unknown"))
            return
        if str(self.form["text"]).strip():
            self.say(t("message-template-full"))
            return
        account = self.core.session.account_id
        me = self.core.mirror.person(account) if account is not None else None
        theirs, mine = exchange(me, self.core.receiver.person(name))
        capacity = self.core.names.capacity
        subject, text = template(name, [*map(capacity, theirs)], [*map(capacity, mine)])
        kept = str(self.form["subject"]).strip()
        self.rows.put(self.form.edit_many({"subject": kept or subject, "text": text}))
        self.say(t("message-template-done"))
