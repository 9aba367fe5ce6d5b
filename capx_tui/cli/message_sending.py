"""``message send`` from the checks to what came of it: told and asked before, and kept as a draft where it failed."""

from __future__ import annotations

from capx_tui.cli.confirming import ask_line, confirmed, require_person
from capx_tui.cli.console import Console
from capx_tui.cli.form_prompts import checked
from capx_tui.cli.opened import Run
from capx_tui.cli.options import Request
from capx_tui.cli.source import prepare
from capx_tui.cli.who import nobody_called
from capx_tui.core import Core
from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n import load, t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_draft import DraftKey, fit
from capx_tui.model.form_fields import left_out
from capx_tui.model.form_options import Option, Options
from capx_tui.model.message_form import Known, message_lines, message_of, message_spec
from capx_tui.model.message_words import method_words, outcome_words, sending_words, way_words
from capx_tui.model.messages import Message, Method, Presence, Reach, SentMessage, Way, why_not
from capx_tui.screens.form_values import draft_key
from capx_tui.store.message_sending import MessageNotSent
from capx_tui.store.messages import MayBecomePublic, MessageInDoubt
from capx_tui.text import fold

__all__ = ["Sending"]

_ENGLISH = load("en")


class Sending:
    """One message of one command."""

    def __init__(self, request: Request, console: Console) -> None:
        self._request = request
        self._console = console

    def require_person(self) -> None:
        """Raises `RuleError` where nobody is there to be asked and ``--yes`` does not answer for them."""
        require_person(self._request, self._console)

    def check(self, core: Core, work: Run, name: str, method: Method) -> Reach:
        """Whether a message can go to `name` by `method`. Raises `RuleError` where it cannot."""
        work(_prepared(core, self._request, self._console))
        reach: Reach = work(core.messages.check(name))
        if why := why_not(method, reach):
            raise _as_use(core, reach.name, RuleError(why, reach.name))
        return reach

    def send(self, core: Core, work: Run, reach: Reach, method: Method, subject: str, text: str) -> SentMessage:
        """Tell, ask, send. What came of it, also where the service said that it failed.

        Raises `RuleError` for what a rule refuses or the person does not want, and the errors of `MessagesStore`.
        """
        form = _form(core, reach, method, subject, text, work(core.messages.owner()))
        if lost := left_out(subject) + left_out(text):
            self._console.say(t("form-left-out", lost))
        try:
            return self._sent(core, work, checked(form), reach)
        except CapxError as error:
            self._keep(core, form)
            raise _as_use(core, reach.name, error) if isinstance(error, RuleError) else error from None

    def _sent(self, core: Core, work: Run, form: Form, reach: Reach) -> SentMessage:
        message = message_of(form)
        if not self._request.on("yes"):
            for line in (*message_lines(form), *sending_words(message.method, reach, core.messages.ways.way)):
                self._console.complain(line)
        question = t("message-sure", reach.name, method_words(message.method.value))
        if not confirmed(self._request, self._console, question):
            raise RuleError("cli-form-nothing")
        is_through_capx = core.messages.ways.way is Way.CAPX
        is_unsure = is_through_capx and message.method is Method.EMAIL and reach.presence is not Presence.THERE
        accepts = is_unsure and self._accepts_public(reach)
        if message.method is Method.TALK_PAGE and not self._request.on("yes"):
            public = t("message-public", reach.name)
            if not confirmed(self._request, self._console, public):
                raise RuleError("cli-form-nothing")
        sent = self._sent_once(work, core, message, accepts)
        if sent.outcome.is_sent:
            self._forget(core, form)
        else:
            self._keep(core, form)
        return sent

    def _sent_once(self, work: Run, core: Core, message: Message, accepts: bool) -> SentMessage:
        again = False
        while True:
            try:
                found: SentMessage = work(core.messages.send(message, may_become_public=accepts, again=again))
            except MessageNotSent as error:
                if error.message is None:
                    raise
                return error.message
            except MessageInDoubt as error:
                if error.message is None:
                    raise
                if again or not self._console.is_typed or not self._asks_again(error):
                    self._console.complain(f"{t(error.sentence, '').strip()} {t(error.remedy)}")
                    return error.message
                again = True
            else:
                return found

    def _asks_again(self, error: MessageInDoubt) -> bool:
        """An earlier one may have gone out: whether to send all the same. ``--yes`` does not answer that."""
        assert error.message is not None
        self._console.complain(sentence(error))
        return self._typed("cli-message-again", "cli-message-again-word", outcome_words(error.message))

    def _accepts_public(self, reach: Reach) -> bool:
        """Whether a person says in words that the mail may become public. Raises `MayBecomePublic` otherwise."""
        why = sentence(reach.error) if reach.error is not None else ""
        if self._console.is_typed:
            self._console.complain(t("message-perhaps-public", reach.name))
            if self._typed("cli-message-public", "cli-message-public-word", reach.name):
                return True
        raise MayBecomePublic(reach.name, why)

    def _typed(self, key: str, word_key: str, about: str) -> bool:
        """Whether the word that is asked for was typed in full, in the person's language or in English."""
        word = t(word_key)
        answer = ask_line(self._console, t(key, about, word))
        return answer is not None and fold(answer) in (fold(word), fold(_ENGLISH.text(word_key)))

    # -- the draft -------------------------------------------------------------------------------------

    def _draft_key(self, core: Core, name: str) -> DraftKey:
        """Where the screen looks when one writes to the same person."""
        return draft_key(core, "message", name)

    def _keep(self, core: Core, form: Form) -> None:
        """Nothing that was written is lost."""
        name = str(form["receiver"])
        if core.drafts.keep_now(self._draft_key(core, name), form):
            self._console.complain(t("cli-message-kept", name))

    def _forget(self, core: Core, form: Form) -> None:
        """It is sent: a draft of it, from an earlier try, is not to be offered any more. Another draft stays."""
        key = self._draft_key(core, str(form["receiver"]))
        while (found := core.drafts.find(key)) is not None:
            kept = fit(form.spec, found.draft).values
            if any(kept.get(field) != form[field] for field in ("subject", "text")):
                return
            if not core.drafts.throw_away(found):
                return


def _form(core: Core, reach: Reach, method: Method, subject: str, text: str, sender: str) -> Form:
    """The form that the screen has, filled in."""
    ways = core.messages.ways
    known = Known(reach, way=ways.way, has_choice=len(ways.possible) > 1)
    through = {"through": way_words(ways.way, sender)} if known.tells_way else {}
    begun = Form.begin(
        message_spec(Options([Option(reach.name, reach.name)]), known),
        {"from": sender, "receiver": reach.name, **through},
    )
    return begun.edit_many({"method": method.value, "subject": subject.strip(), "text": text.strip()})


async def _prepared(core: Core, request: Request, console: Console) -> None:
    # Nothing is said by names of capacities or places here.
    if request.common.refresh:
        await prepare(core, request, console)
    await core.messages.owner()


def _as_use(core: Core, name: str, error: RuleError) -> RuleError:
    """A name that nobody has, with the nearest that somebody has."""
    is_nobody = error.key == "message-why-not-found" and core.receiver.person(name) is None
    return nobody_called(core.mirror, name) if is_nobody else RuleError(error.key, *error.params)
