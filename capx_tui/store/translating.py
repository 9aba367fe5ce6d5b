"""Capacities in one more language: read whole, edited here, saved one after the other while the person goes on.

``GET`` and ``POST /translating/`` (behaviour file, section 19). The service reads Metabase's query service, which is
minutes behind what is written; so what Metabase has is asked of Metabase itself wherever it decides something: what a
list shows, whether somebody else changed a text meanwhile, and what became of a write that was not answered.

Whatever is written stays a draft on disk until Metabase has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import NamedTuple

from capx_tui.api.capx import translating
from capx_tui.api.capx.convert import is_item
from capx_tui.api.capx.shapes_translating import TranslationPost
from capx_tui.api.client import Client
from capx_tui.errors import (
    CapxError,
    Conflict,
    NoRoute,
    NotSignedIn,
    RuleError,
    ServiceDown,
    Throttled,
    TlsFailure,
    leaves_open,
)
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_draft import DraftKey
from capx_tui.model.form_fields import Problem
from capx_tui.model.translating import (
    NOTHING,
    Counts,
    Item,
    Stage,
    Texts,
    counted,
    same_text,
)
from capx_tui.model.translating_refusals import Scope, reasons_of, scope_of
from capx_tui.store.base import Store
from capx_tui.store.drafts import Drafts
from capx_tui.store.names import Names
from capx_tui.store.session import SessionStore
from capx_tui.store.translating_mirror import Published
from capx_tui.store.translating_reading import as_form, ask_metabase, draft_key, item_of, left_behind, taken_up

__all__ = ["ListUnread", "PauseAsked", "TranslatingState", "TranslatingStore"]


class ListUnread(ServiceDown):
    """CapX answered, and could not read Metabase."""

    sentence = "translate-list-unread"


class PauseAsked(Throttled):
    """The service takes no more for so many seconds: `params[0]`."""

    sentence = "translate-pause-asked"
    remedy = "translate-pause-asked-remedy"

    def __init__(self, seconds: float, *, host: str = "") -> None:
        super().__init__(429, retry_after_s=seconds, host=host)
        self.params = (f"{seconds:.0f}", "")


@dataclass(frozen=True)
class TranslatingState:
    """The capacities in `language`, "" for none yet. `read_at` (UTC) is when they were read, None for never.

    `is_fresh`: Metabase itself was asked; else what was written in the last minutes may be missing. `paused`: what
    keeps those that wait from being saved, until `go_on`.
    """

    language: str = ""
    items: tuple[Item, ...] = ()
    read_at: datetime | None = None
    is_fresh: bool = False
    paused: CapxError | None = None
    #: How often a list was read, and how many capacities were saved, since the program began.
    readings: int = 0
    saved: int = 0

    @property
    def counts(self) -> Counts:
        """How far the language is."""
        return counted(self.items, is_paused=self.paused is not None)

    def item(self, qid: str) -> Item | None:
        """One capacity."""
        return next((item for item in self.items if item.qid == qid), None)


class _Place(NamedTuple):
    """One capacity in one language, written by one account."""

    account: str
    language: str
    qid: str


class TranslatingStore(Store[TranslatingState]):
    """Signed in, or `load` raises `NotSignedIn`. What goes wrong with one capacity is told on its `Item`."""

    def __init__(
        self,
        client: Client,
        session: SessionStore,
        names: Names,
        drafts: Callable[[], Drafts],
        published: Published,
        *,
        service: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(TranslatingState())
        self._client = client
        self._session = session
        self._names = names
        self._drafts = drafts
        self._published = published
        self._service = service
        self._now = now
        self._account = ""
        #: Everything that was opened: what is saved in one language goes on while another is shown.
        self._items: dict[_Place, Item] = {}
        #: Those that wait, in order.
        self._queue: list[_Place] = []
        self._running = False
        #: Of these nobody knows whether the last write had its effect, with the reason: nothing is sent blindly.
        self._doubtful: dict[_Place, tuple[str, Problem]] = {}

    # -- reading -----------------------------------------------------------------------------------

    async def load(self, language: str) -> None:
        """Read all capacities in a language; what is written here and not saved stays. Raises the requests' errors."""
        ticket = self._begin("load")
        account = str((await self._session.owner()).id)
        try:
            told = await self._client.send(translating.items(language))
        except ServiceDown as error:
            raise ListUnread(error.status, error.detail, retry_after_s=error.retry_after_s, host=error.host) from error
        # What Metabase has no item of cannot be translated there.
        shapes = [shape for shape in told if is_item(shape.qid) and is_item(shape.metabase_id)]
        numbers = [shape.metabase_id for shape in shapes if shape.metabase_id]
        fresh = await ask_metabase(self._client, numbers, (language, "en"))
        if not self._holds(ticket):
            return
        self._account = account
        capacities = {each.qid: each.id for each in self._names.tree().capacities.values() if each.qid}
        left = left_behind(self._drafts(), self._service, account, language)
        for shape in shapes:
            item = item_of(shape, fresh or {}, language, capacities.get(shape.qid))
            place = _Place(account, language, item.qid)
            self._items[place] = taken_up(item, self._items.get(place), left.get(item.qid))
        self._set(
            ticket,
            language=language,
            items=tuple(self._items[_Place(account, language, shape.qid)] for shape in shapes),
            read_at=self._now(),
            is_fresh=fresh is not None,
            readings=self.state.readings + 1,
        )

    # -- writing -----------------------------------------------------------------------------------

    def edit(self, qid: str, mine: Texts) -> None:
        """The person wrote `mine`. While it is being saved, what is written counts for the next time."""
        item = self.state.item(qid)
        if item is not None and (after := item.writing(mine)) is not item:
            self._put(self._place(qid), replace(after, stage=item.stage) if item.is_under_way else after)

    async def keep(self, qid: str) -> None:
        """Keep the draft of one, on a thread."""
        if (item := self.state.item(qid)) is not None:
            await self._drafts().keep(self._key(self._place(qid)), as_form(item))

    def keep_now(self, qid: str) -> None:
        """Keep the draft of one before anything else happens."""
        if (item := self.state.item(qid)) is not None:
            self._drafts().keep_now(self._key(self._place(qid)), as_form(item))

    def throw_away(self, qid: str) -> None:
        """Metabase's texts again, in the place of what was written."""
        item = self.state.item(qid)
        if item is not None and not item.is_under_way:
            place = self._place(qid)
            self._put(place, replace(item, seen=item.held, mine=item.held, stage=Stage.KEPT, reasons=()))
            self._drafts().erase(self._key(place))

    def submit(self, qid: str, *, over_theirs: bool = False) -> Item:
        """Have one saved by `run`, after those that wait already. Gives it as it is then.

        What breaks a rule is not sent: it is refused at once, with the reasons. Raises `RuleError` for no capacity.
        """
        item = self.state.item(qid)
        if item is None:
            raise RuleError("translate-rule-unknown", qid)
        place = self._place(qid)
        if over_theirs:
            item = item.over_theirs()
        if not item.changed or item.is_under_way:
            return item
        problems = problems_of(as_form(item)).items()
        if reasons := tuple((term, each) for term, found in problems for each in found):
            return self._put(place, replace(item, stage=Stage.REFUSED, reasons=reasons))
        self._queue.append(place)
        after = self._put(place, replace(item, stage=Stage.WAITING, reasons=()))
        self.keep_now(qid)
        return after

    def go_on(self) -> None:
        """Whatever kept `run` from saving may be over: it goes on with those that wait."""
        self._set(self._begin("paused"), paused=None)

    @property
    def is_saving(self) -> bool:
        """Whether anything is being saved or waits to be."""
        return self._running or bool(self._queue)

    async def run(self) -> None:
        """Save those that wait, one after the other, until none does or something keeps all of them from it.

        Raises nothing but what ends the program: how each ended stands on its `Item`, and what stopped it in `paused`.
        """
        if self._running:
            return
        self._running = True
        try:
            while self._queue and self.state.paused is None:
                place = self._queue.pop(0)
                if str(self._session.account_id) != place.account:
                    # Nobody's words are sent in somebody else's name.
                    self._put(place, replace(self._items[place], stage=Stage.EDITED))
                elif (error := await self._save(place)) is not None:
                    self._session.refused(error)
                    self._set(self._begin("paused"), paused=error)
        finally:
            self._running = False

    async def _save(self, place: _Place) -> CapxError | None:
        """Save one; gives what keeps the others from being saved, None where nothing does."""
        item = self._put(place, replace(self._items[place], stage=Stage.SAVING))
        held = await self._held(place)
        if held is None and (why := self._doubtful.get(place)) is not None:
            self._back(place, Stage.UNKNOWN, why)
            return None
        if held is not None:
            self._doubtful.pop(place, None)
            item = self._put(place, self._items[place].holding(held))
            if not item.changed:
                await self._saved(place, {})
                return None
            if item.moved:
                self._back(place, Stage.MOVED)
                return None
        sent = {term: item.mine.trimmed[term] for term in item.changed}
        call = translating.translation_post(TranslationPost(qid=place.qid, lang=place.language, **sent))
        try:
            await self._client.send(call)
        except CapxError as error:
            return await self._failed(place, sent, error)
        await self._saved(place, sent)
        return None

    async def _failed(self, place: _Place, sent: Mapping[str, str], error: CapxError) -> CapxError | None:
        if isinstance(error, NotSignedIn | NoRoute | TlsFailure) or type(error) is Throttled:
            # Nothing was done: it waits on, first of all.
            self._queue.insert(0, place)
            self._put(place, replace(self._items[place], stage=Stage.WAITING))
            if isinstance(error, Throttled) and error.retry_after_s is not None:
                return PauseAsked(error.retry_after_s, host=error.host)
            return error
        # The service writes one text after the other, so the first may be there although the second was refused.
        held = await self._held(place)
        if held is None and leaves_open(error):
            why = self._doubtful[place] = ("", Problem("translate-unknown-why", (sentence(error),)))
            self._back(place, Stage.UNKNOWN, why)
            return error
        there = {term: text for term, text in sent.items() if held is not None and same_text(held[term], text)}
        if len(there) == len(sent):
            await self._saved(place, sent)
            return None
        item = self._items[place].landed(there)
        self._put(place, item.holding(held) if held is not None else item)
        if isinstance(error, Conflict) and self._items[place].moved:
            self._back(place, Stage.MOVED)
            return None
        missing = [term for term in sent if term not in there]
        reasons = reasons_of(error, missing, item.metabase_id) or (("", Problem(text=sentence(error))),)
        is_refusal = not leaves_open(error) or (isinstance(error, ServiceDown) and bool(error.detail))
        self._back(place, Stage.REFUSED if is_refusal else Stage.EDITED, *reasons)
        return error if scope_of(error) is Scope.ALL else None

    def _back(self, place: _Place, stage: Stage, *reasons: tuple[str, Problem]) -> None:
        """Back to the person, who decides: with the reasons, and still a draft."""
        item = self._put(place, replace(self._items[place], stage=stage, reasons=reasons))
        self._drafts().keep_now(self._key(place), as_form(item))

    async def _saved(self, place: _Place, sent: Mapping[str, str]) -> None:
        """Metabase has it; what was written meanwhile is a change on top of that."""
        item = self._put(place, self._items[place].landed(sent))
        if item.changed:
            self._back(place, Stage.EDITED)
        else:
            self._put(place, replace(item, stage=Stage.SAVED, reasons=()))
            self._drafts().erase(self._key(place))
        self._set(self._begin("saved"), saved=self.state.saved + 1)
        await self._published(place.qid, place.language, item.held)

    async def _held(self, place: _Place) -> Texts | None:
        """What Metabase has of one now; None where it cannot be asked."""
        number = self._items[place].metabase_id
        found = await ask_metabase(self._client, [number], (place.language,))
        return found.get(number, {}).get(place.language.lower(), NOTHING) if found else None

    # -- state -------------------------------------------------------------------------------------

    def _place(self, qid: str) -> _Place:
        return _Place(self._account, self.state.language, qid)

    def _put(self, place: _Place, item: Item) -> Item:
        self._items[place] = item
        if place == self._place(place.qid):
            shown = tuple(item if each.qid == item.qid else each for each in self.state.items)
            self._set(self._begin("items"), items=shown)
        return item

    def _key(self, place: _Place) -> DraftKey:
        return draft_key(self._service, place.account, place.language, place.qid)
