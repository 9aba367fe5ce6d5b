"""Writing a message in plain lines: to whom, how, what; told before it goes, and sent once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from capx_tui.cli.message_sending import Sending
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.talk import attended
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.form import FormSpec
from capx_tui.model.form_check import check, leave
from capx_tui.model.form_fields import Value
from capx_tui.model.links import MAIL_PREFERENCES
from capx_tui.model.message_form import (
    ADDRESS,
    CHANGE_WAY,
    CLEAR,
    TEMPLATE,
    Known,
    exchange,
    known_words,
    message_of,
    message_spec,
    template,
)
from capx_tui.model.message_words import outcome_words, way_words
from capx_tui.model.messages import Method, Presence, Reach, ReceiverState, Way
from capx_tui.store.receiver import ReceiverOptions
from capx_tui.terminal.key_words import first_key
from capx_tui.text import isolate

__all__ = ["MessagePlace"]


class MessagePlace(FormPlace):
    """`receiver` is a user name, "" for nobody yet."""

    TITLE_KEY = "message-title"

    def __init__(self, face: Face, receiver: str = "") -> None:
        super().__init__(face)
        self._given = receiver
        self._known = Known(Reach(name="", presence=Presence.UNASKED))

    @property
    def subject(self) -> str:
        """Drafts to two people are two."""
        return self._given

    async def load_values(self) -> Mapping[str, Value]:
        """From whom, and to whom where that is given."""
        return {**self._sender(await self.core.messages.owner()), "receiver": self._given or None}

    @property
    def _way(self) -> Way:
        return self.core.messages.ways.way

    def _sender(self, me: str) -> dict[str, Value]:
        """In whose name it goes, and through whom."""
        through: dict[str, Value] = {"through": way_words(self._way, me)}
        return {"from": me, **(through if self._with_way().tells_way else {})}

    def _with_way(self) -> Known:
        return replace(self._known, way=self._way, has_choice=len(self.core.messages.ways.possible) > 1)

    def form_spec(self) -> FormSpec:
        """As it is for the receiver of now."""
        return message_spec(ReceiverOptions(self.core.mirror, self._usual), self._with_way())

    def _usual(self) -> Iterable[str]:
        """Who is likely: those written to before, and those who are saved."""
        yield from (each.receiver for each in self.core.messages.state.messages)
        people = self.core.mirror.persons(sorted(self.core.saved.person_ids()))
        yield from (person.username for person in people)

    def opened(self) -> None:
        """The receiver is looked up."""
        self.core.messages.show()
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
            self.face.fail(error, self._look_at_receiver)
            return
        state = self.core.receiver.state
        self._known = replace(self._known, reach=state.reach, on_capx=state.on_capx)
        form = self.form
        if form["receiver"] != state.reach.name:
            # As the wiki writes it.
            is_changed = form.is_changed("receiver")
            written: dict[str, Value] = {"receiver": state.reach.name}
            form = form.edit_many(written) if is_changed else form.rebased(written)
        if not form.is_changed("method"):
            can_mail = state.reach.state is ReceiverState.AVAILABLE
            form = form.rebased({"method": Method.EMAIL.value if can_mail else None})
        self.form = leave(form.reshaped(self.form_spec()), "receiver")
        self._lines = self.listed()
        self.face.say(t("message-receiver-checked", isolate(state.reach.name), known_words(self._known)))

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
            self._begin_from_profiles()

    def _change_way(self) -> None:
        """The other way from now on. What can go by it is asked anew: the sender may be another account."""
        ways = self.core.messages.ways
        before = ways.way
        ways.choose(next(way for way in ways.possible if way is not before))
        try:
            me = self.face.work(self.core.messages.owner())
        except CapxError:
            ways.choose(before)
            raise
        self.form = self.form.rebased(self._sender(me)).reshaped(self.form_spec())
        self.face.say(t("own-way-changed", way_words(ways.way, me)))
        self._look_at_receiver()

    def _begin_from_profiles(self) -> None:
        name = str(self.form["receiver"] or "")
        if not name or str(self.form["text"]).strip():
            self.face.say(t("message-template-full" if name else "message-template-unknown"))
            return
        account = self.core.session.account_id
        me = self.core.mirror.person(account) if account is not None else None
        theirs, mine = exchange(me, self.core.receiver.person(name))
        capacity = self.core.names.capacity
        subject, text = template(name, [*map(capacity, theirs)], [*map(capacity, mine)])
        kept = str(self.form["subject"]).strip()
        self.put(self.form.edit_many({"subject": kept or subject, "text": text}))
        self.face.say(t("message-template-done"))

    def do_form_save(self, given: str = "") -> None:
        """Check; then tell, ask and send as the line command does."""
        del given
        self.form = check(self.form.forget_refusals())
        if self.form.problems:
            self.tell_problems()
            return
        self.keep_draft()
        message = message_of(self.form)
        sending = Sending(self.face.request._replace(flags={}), attended(self.face.talk.console))
        sent = sending.send(self.core, self.face.work, self._known.reach, message.method, message.subject, message.text)
        if not sent.outcome.is_sent:
            self.face.say(outcome_words(sent))
            return
        self.form = self.form.saved(self.form)
        self.core.drafts.erase(self.draft_key)
        self.face.say(outcome_words(sent))
        self.face.back(silent=True)
