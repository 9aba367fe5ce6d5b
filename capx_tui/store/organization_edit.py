"""Writing an organization's profile: read again just before, changed only where the person changed it.

`PUT /organizations/{id}/` takes the whole object, names go one by one to `/organization_name/`, tags and documents
have rows of their own that are found or made first. `update_date` moves only to what is sent, so what others
changed shows in nothing but the values: the whole of them is compared with what the form began from.
Behaviour file, section 9, with the ways in which data was lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from capx_tui.api.capx import convert, organizations
from capx_tui.api.capx.shapes_organizations import (
    OrganizationNamePut,
    OrganizationNameShape,
    OrganizationPut,
    OrganizationShape,
)
from capx_tui.api.client import Client
from capx_tui.api.wire import Call
from capx_tui.errors import CapxError, FieldErrors, Forbidden, Missing
from capx_tui.model.form import Form
from capx_tui.model.form_fields import Value
from capx_tui.model.organization_form import PARTS, code_of, is_name, name_id
from capx_tui.store.mirror import Mirror
from capx_tui.store.organization import keep_organizations
from capx_tui.store.together import together
from capx_tui.store.write_once import AnswerLost, SavedInPart, check_unmoved, write_once
from capx_tui.text import clean

__all__ = ["NotManager", "OrganizationEdit", "Whole", "as_manager"]

T = TypeVar("T")

#: Rows of a page where a whole list is gone through.
_PAGE = 500
#: Rows that are read one by one, at the same time.
_AT_ONCE = 6
_TEXTS = ("profile_image", "report", "meta_page", "email", "website", "mastodon", "home_project")
_LISTS = ("known_capacities", "available_capacities", "wanted_capacities", "territory", "choose_events")


class NotManager(CapxError):
    """The service says that this account does not manage the organization; `detail` are its words, if it had any."""

    sentence = "organization-not-manager"
    remedy = "organization-not-manager-remedy"

    def __init__(self, detail: str = "", *, host: str = "") -> None:
        super().__init__(detail, host=host)


@dataclass(frozen=True)
class Whole:
    """An organization as the service has it now, with what stands behind its ids."""

    shape: OrganizationShape
    #: By language code.
    names: Mapping[str, OrganizationNameShape]
    #: Tags and addresses of documents by id. What the service has no row for any more is not among them.
    tags: Mapping[int, str]
    documents: Mapping[int, str]

    def values(self) -> dict[str, Value]:
        """What the form begins with."""
        shape = self.shape
        found: dict[str, Value] = {name_id(code): row.name for code, row in self.names.items()}
        found |= {"acronym": shape.acronym or "", "type": shape.type}
        found |= {name: getattr(shape, name) or "" for name in _TEXTS}
        found |= {name: tuple(dict.fromkeys(getattr(shape, name))) for name in _LISTS}
        found["tag_diff"] = tuple(self.tags[each] for each in shape.tag_diff if each in self.tags)
        found["documents"] = tuple(self.documents[each] for each in shape.documents if each in self.documents)
        return found


class OrganizationEdit:
    """See the module. Nothing is kept between two calls."""

    def __init__(self, client: Client, mirror: Mirror, *, now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self._client = client
        self._mirror = mirror
        self._now = now

    # -- reading -----------------------------------------------------------------------------------

    async def read(self, organization_id: int) -> Whole:
        """Everything the form shows, as it is now. Raises `CapxError`, `Missing` for an organization there is not."""
        shape = await self._client.send(organizations.organization(organization_id))
        async with together() as begin:
            names, tags, documents = await asyncio.gather(
                begin(self._names(organization_id)),
                begin(self._rows(shape.tag_diff, organizations.tag_diff)),
                begin(self._rows(shape.documents, organizations.document)),
            )
        return Whole(
            shape,
            {row.language_code: row for row in names},
            {row.id: row.tag for row in tags},
            {row.id: row.url for row in documents},
        )

    async def check_manager(self, organization_id: int, account_id: int) -> None:
        """Raises `NotManager` unless this account may write the organization, as the service lists its managers now."""
        if account_id not in (await self._client.send(organizations.organization(organization_id))).managers:
            raise NotManager

    async def types(self) -> list[tuple[int, str]]:
        """Kinds of organizations: ids and names."""
        return [
            (row.id, clean(row.type_name))
            for row in await self._client.rows(organizations.organization_types, size=_PAGE)
        ]

    async def _names(self, organization_id: int) -> list[OrganizationNameShape]:
        return await self._client.rows(
            lambda limit, offset: organizations.organization_names(limit, offset, organization_id=organization_id),
            size=_PAGE,
        )

    async def _rows(self, ids: Iterable[int], call: Callable[[int], Call[T]]) -> list[T]:
        """Rows by id: an organization's are few among all there are. One that is gone is left out."""
        gate = asyncio.Semaphore(_AT_ONCE)

        async def one(row_id: int) -> T | None:
            async with gate:
                try:
                    return await self._client.send(call(row_id))
                except Missing:
                    return None

        async with together() as begin:
            found = await asyncio.gather(*(begin(one(each)) for each in dict.fromkeys(ids)))
        return [row for row in found if row is not None]

    # -- writing -----------------------------------------------------------------------------------

    async def save(self, organization_id: int, form: Form, *, me: int = 0) -> Mapping[str, Value] | None:
        """Send what is changed in `form`, and nothing else; gives what the service has afterwards.

        None where that could not be read: what was sent is saved all the same. `me` is the id of who is
        signed in, 0 where it is not known.

        Raises `MovedOn` before anything is sent where the service holds other values than `form` began with,
        `NotManager`, `FieldErrors` with the form's own ids, `SavedInPart` once a part of it was saved, and
        any other `CapxError` where nothing was.
        """
        whole = await self.read(organization_id)
        if me and me not in whole.shape.managers:
            raise NotManager
        check_unmoved(form, whole.values())
        await _Saving(self, whole, form).run()
        try:
            fresh = await self.read(organization_id)
        except CapxError:
            return None
        await keep_organizations(self._mirror, convert.organization(fresh.shape))
        return fresh.values()

    async def put(self, whole: Whole, changes: Mapping[str, Any]) -> None:
        """The whole object with `changes`, once."""
        organization_id = whole.shape.id
        moment = self._now().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        body = msgspec.structs.replace(OrganizationPut.of(whole.shape), update_date=moment, **changes)

        async def look() -> OrganizationShape | None:
            stored = OrganizationPut.of(await self._client.send(organizations.organization(organization_id)))
            is_there = all(_same(getattr(stored, name), value) for name, value in changes.items())
            return whole.shape if is_there else None

        await write_once(self._client, organizations.organization_put(organization_id, body), look)

    async def put_name(self, whole: Whole, code: str, name: str) -> None:
        """The name in one language: made, changed, or for "" taken away."""
        body = OrganizationNamePut(organization=whole.shape.id, language_code=code, name=name)
        row = whole.names.get(code)

        async def look() -> OrganizationNameShape | None:
            found = {each.language_code: each for each in await self._names(whole.shape.id)}
            stored = found.get(code)
            return stored if stored is not None and stored.name == name else None

        async def is_gone() -> bool | None:
            found = {each.language_code for each in await self._names(whole.shape.id)}
            return None if code in found else True

        if name and row is None:
            await write_once(self._client, organizations.organization_name_post(body), look)
        elif name and row is not None:
            await write_once(self._client, organizations.organization_name_put(row.id, body), look)
        elif row is not None:
            delete: Call[Any] = organizations.organization_name_delete(row.id)
            with contextlib.suppress(Missing):
                await write_once(self._client, delete, is_gone)

    async def tag(self, name: str) -> int:
        """The id of a tag, made if there is none. In whatever case it is written, the same news come by it."""

        async def look() -> int | None:
            rows = await self._client.rows(organizations.tag_diffs, size=_PAGE)
            alike = {row.tag.casefold(): row.id for row in rows}
            return {row.tag: row.id for row in rows}.get(name, alike.get(name.casefold()))

        return await self._found_or_made(look, _id_of(organizations.tag_diff_post(name)))

    async def document(self, url: str) -> int:
        """The id of a document, made if there is none with this address."""

        async def look() -> int | None:
            rows = await self._client.rows(organizations.documents, size=_PAGE)
            return next((row.id for row in rows if row.url == url), None)

        return await self._found_or_made(look, _id_of(organizations.document_post(url)))

    async def _found_or_made(self, look: Callable[[], Awaitable[int | None]], make: Call[int]) -> int:
        known = await look()
        if known is not None:
            return known
        try:
            return await write_once(self._client, make, look)
        except FieldErrors:
            # Made by somebody else a moment ago, or the service's idea of "the same" is wider than ours.
            made = await look()
            if made is None:
                raise
            return made


def _id_of(call: Call[Any]) -> Call[int]:
    return dataclasses.replace(call, finish=lambda row: int(row.id))


def _same(stored: Any, sent: Any) -> bool:
    if isinstance(sent, tuple):
        return set(stored) == set(sent)
    return (stored or None) == (sent or None)


class _Saving:
    """One save: its steps in order, and what is known of each."""

    def __init__(self, store: OrganizationEdit, whole: Whole, form: Form) -> None:
        self._store = store
        self._whole = whole
        self._form = form
        self._saved: list[str] = []

    async def run(self) -> None:
        """The object first: of its fields the service refuses all or none."""
        changed = self._form.changed
        parts = [field for field in changed if field in PARTS]
        if parts:
            await self._step(parts, self._put(parts))
        for field in changed:
            if is_name(field):
                name = str(self._form[field]).strip()
                await self._step([field], self._store.put_name(self._whole, code_of(field), name))

    async def _step(self, fields: Sequence[str], work: Awaitable[None]) -> None:
        try:
            await work
        except CapxError as error:
            raise self._stopped(_in_our_words(error, fields), fields) from error
        self._saved += fields

    def _stopped(self, error: CapxError, fields: Sequence[str]) -> CapxError:
        doubtful = fields if isinstance(error, AnswerLost) else ()
        if not self._saved:
            return error
        rest = [field for field in self._form.changed if field not in self._saved and field not in doubtful]
        return SavedInPart(error, saved=self._saved, missing=rest, doubtful=doubtful)

    async def _put(self, fields: Sequence[str]) -> None:
        changes: dict[str, Any] = {}
        for field in fields:
            changes[field] = await self._wire(field, self._form[field])
        await self._store.put(self._whole, changes)

    async def _wire(self, field: str, value: Any) -> Any:
        """A field's value as the service takes it."""
        if field == "tag_diff":
            return await self._ids(field, value, self._whole.tags, self._whole.shape.tag_diff, self._store.tag)
        if field == "documents":
            ids = self._whole.shape.documents
            return await self._ids(field, value, self._whole.documents, ids, self._store.document)
        if field in _TEXTS:
            return str(value).strip() or None
        return str(value).strip() if field == "acronym" else value

    async def _ids(
        self,
        field: str,
        wanted: Sequence[str],
        known: Mapping[int, str],
        held: Sequence[int],
        find: Callable[[str], Awaitable[int]],
    ) -> tuple[int, ...]:
        """Ids of the texts wanted. What the organization holds and nobody could show stays as it is."""
        own = {text: row_id for row_id, text in known.items() if row_id in held}
        found = [each for each in dict.fromkeys(held) if each not in known]
        for text in wanted:
            try:
                found.append(own[text] if text in own else await find(text))
            except FieldErrors as error:
                raise _about(field, error) from error
        return tuple(dict.fromkeys(found))


def _about(field: str, error: FieldErrors) -> FieldErrors:
    """A refusal of a row as one of the form's field that the row is for."""
    texts = tuple(text for texts in error.fields.values() for text in texts) or (error.detail,)
    return FieldErrors({field: texts}, host=error.host)


@contextlib.contextmanager
def as_manager() -> Iterator[None]:
    """A refusal for whoever may not write, inside of it, becomes `NotManager`."""
    try:
        yield
    except Forbidden as error:
        raise NotManager(error.detail, host=error.host) from error


def _in_our_words(error: CapxError, fields: Sequence[str]) -> CapxError:
    """`error` as it is told: whoever may not write is no manager, and a name's refusal stands beside that name."""
    if isinstance(error, Forbidden):
        return NotManager(error.detail, host=error.host)
    if isinstance(error, FieldErrors) and len(fields) == 1 and is_name(fields[0]):
        return _about(fields[0], error)
    return error
