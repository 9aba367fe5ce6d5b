"""What stands in the form of a message: from whom, to whom, by which way; told, sent once, found again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from capx_tui.core import Core
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.choice import Answer
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_draft import fit
from capx_tui.model.form_fields import Value
from capx_tui.model.message_form import Known, exchange, message_lines, message_of, message_spec, template
from capx_tui.model.message_words import method_words, outcome_words, sending_words, way_words
from capx_tui.model.messages import Message, Method, Presence, Reach, ReceiverState, Way
from capx_tui.screens.form_values import FormValues, draft_key
from capx_tui.store.form_saving import Looked
from capx_tui.store.message_sending import MessageNotSent
from capx_tui.store.messages import MayBecomePublic, MessageInDoubt
from capx_tui.store.receiver import ReceiverOptions
from capx_tui.text import isolate

__all__ = ["MessageValues"]


class MessageValues(FormValues):
    """`receiver` is a user name, "" for nobody yet."""

    TITLE_KEY = "message-title"

    def __init__(self, core: Core, receiver: str = "") -> None:
        super().__init__(core)
        self._given = receiver
        #: What is known of the receiver.
        # Who is given is looked up at once: what is found out then stands where this stood, and moves nothing.
        self.known = self.unchecked(receiver, is_checking=bool(receiver))
        #: The person has agreed to what may become public.
        self.may_become_public = False
        #: The person wants it sent though an earlier one may have gone out.
        self.again = False
        #: What became of it, in words.
        self.came_of_it = ""

    @property
    def subject(self) -> str:
        """Drafts to two people are two."""
        return self._given

    # -- what is asked -----------------------------------------------------------------------------------

    async def load(self) -> Mapping[str, Value]:
        """From whom, and to whom where that is given."""
        me = await self.core.messages.owner()
        await self._drop_what_was_sent()
        return {**self._sender(me), "receiver": self._given or None}

    async def _drop_what_was_sent(self) -> None:
        """The draft of a message that went out after all, though the program ended before it knew."""
        form = Form.begin(self.spec({}), {"receiver": self._given or None})
        found = self.core.drafts.find(draft_key(self.core, form.spec.id, self.subject))
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
            self.came_of_it = outcome_words(sent)

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """As it is for the receiver of now."""
        return message_spec(self.people, self._with_way())

    @property
    def people(self) -> ReceiverOptions:
        """Everybody on CapX; first who is likely: those written to before, and those who are saved."""
        return ReceiverOptions(self.core.mirror, self._usual)

    def _usual(self) -> Iterable[str]:
        yield from (each.receiver for each in self.core.messages.state.messages)
        people = self.core.mirror.persons(sorted(self.core.saved.person_ids()))
        yield from (person.username for person in people)

    # -- by which way --------------------------------------------------------------------------------------

    @property
    def _way(self) -> Way:
        return self.core.messages.ways.way

    def _with_way(self) -> Known:
        return replace(self.known, way=self._way, has_choice=len(self.core.messages.ways.possible) > 1)

    def _sender(self, me: str) -> dict[str, Value]:
        """In whose name it goes, and through whom."""
        through: dict[str, Value] = {"through": way_words(self._way, me)}
        return {"from": me, **(through if self._with_way().tells_way else {})}

    async def change_way(self) -> Mapping[str, Value]:
        """The other way from now on: what the form begins with then. The sender may be another account.

        What can go by it is to be asked anew.
        """
        ways = self.core.messages.ways
        before = ways.way
        ways.choose(next(way for way in ways.possible if way is not before))
        try:
            me = await self.core.messages.owner()
        except CapxError:
            ways.choose(before)
            raise
        return self._sender(me)

    def way_words(self, sender: Mapping[str, Value]) -> str:
        """What is said of a way that was changed to."""
        return t("own-way-changed", way_words(self._way, str(sender["from"])))

    # -- to whom -------------------------------------------------------------------------------------------

    def unchecked(self, name: str, *, is_checking: bool = False) -> Known:
        """What is known of `name` before Meta-Wiki has answered, or where it does not."""
        checked = Reach(name=name, presence=Presence.UNASKED)
        return Known(checked, self.core.receiver.is_on_capx(name), is_checking=is_checking)

    def checked(self) -> Known:
        """What Meta-Wiki said last."""
        state = self.core.receiver.state
        return Known(state.reach, state.on_capx)

    def with_known(self, form: Form, known: Known) -> Form:
        """`form` for a receiver of whom that is known: their name as the wiki writes it, the ways that are possible."""
        self.known = known
        name = known.reach.name
        if name and form["receiver"] not in (None, name):
            is_changed = form.is_changed("receiver")
            form = form.edit("receiver", name) if is_changed else form.rebased({"receiver": name})
        if not form.is_changed("method"):
            can_mail = known.reach.state is ReceiverState.AVAILABLE
            form = form.rebased({"method": Method.EMAIL.value if can_mail else None})
        return form

    def from_profiles(self, form: Form) -> tuple[Form, str]:
        """Subject and text begun from what both profiles say; and what is said of it."""
        name = str(form["receiver"] or "")
        if not name:
            return form, t("message-template-unknown")
        if str(form["text"]).strip():
            return form, t("message-template-full")
        account = self.core.session.account_id
        me = self.core.mirror.person(account) if account is not None else None
        theirs, mine = exchange(me, self.core.receiver.person(name))
        capacity = self.core.names.capacity
        subject, text = template(name, [*map(capacity, theirs)], [*map(capacity, mine)])
        kept = str(form["subject"]).strip()
        return form.edit_many({"subject": kept or subject, "text": text}), t("message-template-done")

    # -- before it goes --------------------------------------------------------------------------------------

    def consequences(self, form: Form) -> Sequence[str]:
        """Where it goes, who can read it, that it is for good."""
        return tuple(sending_words(Method(form["method"]), self.known.reach, self._way))

    def lines(self, form: Form) -> Sequence[str]:
        """All of it."""
        return message_lines(form)

    def asked_words(self, form: Form, lines: Sequence[str]) -> str:
        """To whom and how."""
        return t("message-sure", isolate(str(form["receiver"])), method_words(Method(form["method"]).value))

    def public_question(self, form: Form) -> tuple[str, Sequence[Answer]] | None:
        """What is public, or may become so, is confirmed by itself: what is told, and ``back`` or ``public``."""
        name = isolate(str(form["receiver"]))
        self.may_become_public = False
        if Method(form["method"]) is Method.TALK_PAGE:
            told, label, help_key = "message-public", "message-public-yes", "message-public-yes-help"
        elif self.known.reach.presence is not Presence.THERE and self._way is Way.CAPX:
            told, label, help_key = "message-perhaps-public", "message-perhaps-public-yes", "message-public-yes-help"
        else:
            return None
        answers = (
            Answer("back", t("form-save-back"), t("form-save-back-help")),
            Answer("public", t(label), t(help_key)),
        )
        return t(told, name), answers

    # -- sending -----------------------------------------------------------------------------------------

    async def save(self, form: Form) -> str:
        """Once; what is said afterwards is what the service said. Raises `MayBecomePublic` as well."""
        message = message_of(form)
        sent = await self.core.messages.send(message, may_become_public=self.may_become_public, again=self.again)
        self.came_of_it = outcome_words(sent)
        return self.came_of_it

    async def look(self, form: Form) -> Looked:
        """By what is in Sent."""
        try:
            sent = await self.core.messages.settle(message_of(form))
        except MessageInDoubt:
            return Looked(is_there=None)
        if sent is None or not sent.outcome.is_sent:
            return Looked(is_there=False)
        self.came_of_it = outcome_words(sent)
        return Looked(is_there=True)

    def not_saved(self, error: CapxError) -> CapxError:
        """In the words of a message."""
        if isinstance(error, MessageNotSent | MayBecomePublic):
            return error
        return MessageNotSent(error.params[0] if isinstance(error, MessageInDoubt) else explain(error))

    def nobody_knows(self, error: CapxError) -> CapxError:
        """In the words of a message."""
        return error if isinstance(error, MessageInDoubt) else MessageInDoubt(sentence(error))
