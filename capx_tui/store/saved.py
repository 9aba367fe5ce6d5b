"""People and organizations saved by whoever is signed in (``GET``, ``POST`` and ``DELETE /saved_item/``).

Names come from the mirror, without a request each. What is saved is nobody else's business: it is kept in the
account's own private file, so that the list is there without a network, and never in the mirror.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from capx_tui.api.client import Client
from capx_tui.errors import CapxError, FieldErrors, Missing, NotSignedIn, StorageError
from capx_tui.i18n.moments import parse
from capx_tui.model.saved import SavedItem, SavedKind, SavedRow, Subject, saved_items
from capx_tui.store.base import Store
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.saved_memory import SavedMemory, SavedNotes
from capx_tui.store.session import SessionStore
from capx_tui.store.turns import Turns
from capx_tui.text import clean

if TYPE_CHECKING:
    from capx_tui.api.capx.shapes_account import SavedItemShape

__all__ = ["NobodyToSave", "SavedState", "SavedStore"]

_AT_ONCE = 200
_LEARNER, _SHARER = "learner", "sharer"


class NobodyToSave(CapxError):
    """The service has no such profile any more. `params[0]` is its name."""

    sentence = "saved-nobody"
    remedy = "saved-nobody-remedy"


class SavedState(msgspec.Struct, frozen=True):
    """`items` by `Subject.key`; `read_at` (UTC) is when the service last told all of them, None for never."""

    items: Mapping[str, SavedItem] = msgspec.field(default_factory=dict)
    notes: Mapping[str, str] = msgspec.field(default_factory=dict)
    read_at: datetime | None = None
    #: The service could not be read: the list is the one known from before.
    error: CapxError | None = None
    #: The list cannot be kept beyond the program's end.
    trouble: StorageError | None = None


class SavedStore(Store[SavedState]):
    """Signed in, or every action raises `NotSignedIn`. Actions wait for each other, and end once they began."""

    def __init__(
        self,
        client: Client,
        session: SessionStore,
        mirror: Mirror,
        names: Names,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(SavedState())
        self._client = client
        self._session = session
        self._mirror = mirror
        self._names = names
        self._now = now
        self._shown_for: int | None = None
        self._shown_in: bool | None = None
        #: Whose list the service told since the program began.
        self._loaded_for: int | None = None
        #: Relations and note of what was removed by `toggle`, by account and subject.
        self._removed: dict[tuple[int | None, str], tuple[tuple[str, ...], str]] = {}
        self._turns = Turns()

    # Reading

    def show(self) -> None:
        """The list as it was last known; costs nothing where nobody else signed in."""
        account, is_in = self._session.account_id, self._session.state.is_signed_in
        if (account, is_in) == (self._shown_for, self._shown_in):
            return
        self._shown_for, self._shown_in = account, is_in
        kept = self._memory(account).read() if account is not None else SavedNotes()
        items = {item.subject.key: item for item in kept.items}
        why = None if is_in else NotSignedIn()
        self._set(self._begin("saved"), items=items, notes=kept.notes, read_at=parse(kept.read_at), error=why)

    def has(self, subject: Subject) -> bool:
        """Whether somebody is saved, as far as is known."""
        return (item := self.item(subject)) is not None and not item.is_gone

    def item(self, subject: Subject) -> SavedItem | None:
        """The saved item of somebody, also of somebody who is gone."""
        self.show()
        return self.state.items.get(subject.key)

    def person_ids(self) -> frozenset[int]:
        """The ids of the people who are saved and still there."""
        self.show()
        items = self.state.items.values()
        return frozenset(i.subject.id for i in items if i.subject.kind is SavedKind.PERSON and not i.is_gone)

    async def load(self) -> None:
        """Read all pages. Raises the errors of the requests, which are in the state as well; the list stays then."""
        await self._turns.take(self._read())

    async def _read(self) -> None:
        from capx_tui.api.capx import saved  # late: a start shows what is known

        account = (await self._session.owner()).id
        self.show()
        try:
            items = saved_items(map(_row, await self._client.rows(saved.saved_items, size=_AT_ONCE)))
            for key, known in self.state.items.items():
                # The mirror may name today whom it could not name when they were read.
                before = self._named(known)
                if key in items:
                    items[key] = msgspec.structs.replace(items[key], name=before.name)
                elif (unlisted := await self._unlisted(before)) is not None:
                    items[key] = unlisted
        except CapxError as error:
            self._set(self._begin("saved"), error=error)
            raise
        self._loaded_for = account
        self._hold({key: self._named(item) for key, item in items.items()}, read_at=self._now(), error=None)

    async def _unlisted(self, item: SavedItem) -> SavedItem | None:
        """What stays of an item that the service lists no more: one who is gone is told of, others were removed."""
        from capx_tui.api.capx import organizations, people

        if item.is_gone:
            return item
        number = item.subject.id
        try:
            if item.subject.kind is SavedKind.PERSON:
                await self._client.send(people.user(number))
            else:
                await self._client.send(organizations.organization(number))
        except Missing:
            return msgspec.structs.replace(item, is_gone=True, rows=())
        return None

    # Changing

    async def toggle(self, subject: Subject) -> bool:
        """Save, or remove what is saved; whether it is saved now. Raises as `save` and `remove`.

        Saving again what was removed so brings back every relation, and the note.
        """
        return await self._turns.take(self._toggle(subject))

    async def _toggle(self, subject: Subject) -> bool:
        await self._ready()
        key = (self._shown_for, subject.key)
        if (item := self.item(subject)) is not None:
            note = self.state.notes.get(subject.key, "")
            await self._remove(item)
            self._removed[key] = (tuple(row.relation for row in item.rows), note)
            return False
        relations, note = self._removed.get(key, ((), ""))
        await self._save(subject, relations or (self._relation(subject),))
        if note:
            self._note(subject, note)
        self._removed.pop(key, None)
        return True

    async def save(self, subject: Subject) -> bool:
        """Save somebody; False where they were saved already.

        A write whose answer did not arrive is looked for and never sent twice. Raises the errors of the requests,
        `NobodyToSave` for a profile that is not there, `AnswerLost` where nobody knows what came of it.
        """
        return await self._turns.take(self._save_new(subject))

    async def _save_new(self, subject: Subject) -> bool:
        await self._ready()
        before = self.item(subject)
        is_new = before is None or before.is_gone
        if is_new:
            await self._save(subject, (self._relation(subject),))
        return is_new

    async def remove(self, subject: Subject) -> SavedItem | None:
        """Remove somebody, with the note; what was removed, None where they were not saved. Raises as `save`."""
        return await self._turns.take(self._remove_known(subject))

    async def _remove_known(self, subject: Subject) -> SavedItem | None:
        await self._ready()
        item = self.item(subject)
        if item is not None:
            await self._remove(item)
        return item

    async def restore(self, item: SavedItem, note: str = "") -> None:
        """Take a removal back, with every relation there was, and the note. Raises as `save`."""
        await self._turns.take(self._restore(item, note))

    async def _restore(self, item: SavedItem, note: str) -> None:
        await self._ready()
        if item.is_gone:
            self._hold({**self.state.items, item.subject.key: item})
        else:
            await self._save(item.subject, tuple(row.relation for row in item.rows))
        if note:
            self._note(item.subject, note)

    def note(self, subject: Subject, text: str) -> None:
        """Keep a note of one's own beside somebody who is saved; "" takes it away. Nothing is sent."""
        self.show()
        self._note(subject, text)

    async def _ready(self) -> None:
        """Which relations stand at the service decides what is sent: it is read once before."""
        if (await self._session.owner()).id != self._loaded_for:
            await self._read()

    async def _save(self, subject: Subject, relations: Iterable[str]) -> None:
        for relation in relations:
            row = await self._post(subject, relation)
            item = self.state.items.get(subject.key)
            rows = {each.id: each for each in (*(item.rows if item is not None else ()), SavedRow(row.id, relation))}
            kept = SavedItem(
                subject=subject,
                rows=tuple(rows.values()),
                name=item.name if item is not None else "",
                created_at=row.created_at or "",
            )
            self._hold({**self.state.items, subject.key: self._named(kept)})

    async def _post(self, subject: Subject, relation: str) -> SavedItemShape:
        from capx_tui.api.capx import saved
        from capx_tui.api.capx.shapes_account import SavedItemPost
        from capx_tui.store.write_once import write_once  # late: forms come with it

        async def look() -> SavedItemShape | None:
            wanted = (subject.kind.value, subject.id, relation)
            rows = await self._client.rows(saved.saved_items, size=_AT_ONCE)
            return next((row for row in rows if (row.entity, row.entity_id, row.relation) == wanted), None)

        body = SavedItemPost(entity=subject.kind.value, entity_id=subject.id, relation=relation)
        try:
            return await write_once(self._client, saved.saved_item_post(body), look)
        except FieldErrors as error:
            # Kind and relation are always right: what is left to refuse is the id.
            raise NobodyToSave(self._name(subject) or str(subject.id), host=error.host) from error
        except CapxError:
            # What is there is read before the next write.
            self._loaded_for = None
            raise

    async def _remove(self, item: SavedItem) -> None:
        from capx_tui.api.capx import saved
        from capx_tui.store.write_once import delete_once

        key = item.subject.key
        for row in item.rows:
            try:
                await delete_once(self._client, saved.saved_item_delete(row.id), saved.saved_item(row.id))
            except CapxError:
                self._loaded_for = None
                raise
            now = self.state.items[key]
            left = tuple(each for each in now.rows if each.id != row.id)
            self._hold({**self.state.items, key: msgspec.structs.replace(now, rows=left)})
        notes = {other: text for other, text in self.state.notes.items() if other != key}
        self._hold({other: each for other, each in self.state.items.items() if other != key}, notes=notes)

    # What is kept

    def _note(self, subject: Subject, text: str) -> None:
        notes = {key: note for key, note in self.state.notes.items() if key != subject.key}
        text = " ".join(text.split())
        self._hold(self.state.items, notes={**notes, subject.key: text} if text else notes)

    def _hold(self, items: Mapping[str, SavedItem], **changes: Any) -> None:
        ticket = self._begin("saved")
        self._set(ticket, items=dict(items), **changes)
        state = self.state
        read_at = state.read_at.astimezone(UTC).isoformat() if state.read_at is not None else ""
        trouble: StorageError | None = None
        try:
            kept = SavedNotes(items=tuple(state.items.values()), notes=state.notes, read_at=read_at)
            self._memory(self._shown_for).write(kept)
        except StorageError as error:
            trouble = error
        self._set(ticket, trouble=trouble)

    def _memory(self, account: int | None) -> SavedMemory:
        return SavedMemory(self._session.service, str(account or ""), now=self._now)

    def _named(self, item: SavedItem) -> SavedItem:
        return msgspec.structs.replace(item, name=self._name(item.subject) or item.name)

    def _name(self, subject: Subject) -> str:
        if subject.kind is SavedKind.PERSON:
            person = self._mirror.person(subject.id)
            return person.username if person is not None else ""
        known = any(each.id == subject.id for each in self._mirror.organizations())
        return self._names.affiliation(subject.id) if known else ""

    def _relation(self, subject: Subject) -> str:
        """The service wants one. Who offers something is saved as a sharer, as its own client does."""
        if subject.kind is SavedKind.PERSON:
            person = self._mirror.person(subject.id)
            return _SHARER if person is not None and person.skills_available else _LEARNER
        found = next((each for each in self._mirror.organizations() if each.id == subject.id), None)
        return _SHARER if found is not None and found.available_capacities else _LEARNER


def _row(shape: SavedItemShape) -> tuple[Subject, SavedRow, str]:
    from capx_tui.api.capx import convert

    kind = SavedKind.ORGANIZATION if shape.entity == SavedKind.ORGANIZATION.value else SavedKind.PERSON
    return Subject(kind, shape.entity_id), SavedRow(shape.id, clean(shape.relation)), convert.utc(shape.created_at)
