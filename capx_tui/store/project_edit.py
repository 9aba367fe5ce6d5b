"""Projects of an organization, made, changed and deleted by its managers (`/projects/`; behaviour file, section 9)."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from capx_tui.api.capx import organizations
from capx_tui.api.capx import projects as calls
from capx_tui.api.capx.shapes_organizations import ProjectPut, ProjectShape
from capx_tui.api.client import Client
from capx_tui.errors import Missing
from capx_tui.model.form import Form
from capx_tui.model.form_fields import Value
from capx_tui.store.organization_edit import as_manager
from capx_tui.store.together import together
from capx_tui.store.write_once import delete_once, save_once, write_once
from capx_tui.text import clean

__all__ = ["ProjectEdit"]

_TEXTS = ("display_name", "url", "profile_image", "description")


class ProjectEdit:
    """Nothing is kept between two calls."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def projects(self, ids: Iterable[int]) -> list[tuple[int, str]]:
        """Ids and names of projects, each once: the service lists one as often as it was changed."""

        async def one(project_id: int) -> ProjectShape | None:
            try:
                return await self._client.send(calls.project(project_id))
            except Missing:
                return None

        async with together() as begin:
            found = await asyncio.gather(*(begin(one(each)) for each in dict.fromkeys(ids)))
        return [(row.id, clean(row.display_name or "")) for row in found if row is not None]

    async def load(self, project_id: int) -> dict[str, Value]:
        """A project as its form begins. Raises `Missing` for one that is gone."""
        return _values(await self._client.send(calls.project(project_id)))

    async def save(self, project_id: int, organization_id: int, form: Form) -> None:
        """Send what is changed in `form`. Raises `MovedOn`, `NotManager`, `FieldErrors` and other `CapxError`."""
        with as_manager():
            await save_once(
                self._client,
                form,
                read=calls.project(project_id),
                values=_values,
                put=lambda now: calls.project_put(project_id, _body(organization_id, form, form.changed, now)),
            )

    async def make(self, organization_id: int, form: Form, known: Collection[int]) -> int:
        """Add the project that `form` describes; gives its id. `known` are those the organization had before.

        Raises `NotManager`, `FieldErrors` and other `CapxError`.
        """

        async def look() -> ProjectShape | None:
            return await self.made(organization_id, form, known)

        given = [field for field in form.values if not form.spec.by_id[field].is_empty(form[field])]
        with as_manager():
            return (await write_once(self._client, calls.project_post(_body(organization_id, form, given)), look)).id

    async def made(self, organization_id: int, form: Form, known: Collection[int]) -> ProjectShape | None:
        """The project that `make` made of `form`, where it did: of the same name, and not among `known`."""
        shape = await self._client.send(organizations.organization(organization_id))
        for project_id in dict.fromkeys(shape.projects):
            if project_id not in known:
                found = await self._client.send(calls.project(project_id))
                if (found.display_name or "") == str(form["display_name"]).strip():
                    return found
        return None

    async def known(self, organization_id: int) -> frozenset[int]:
        """Ids of the projects that an organization has now."""
        return frozenset((await self._client.send(organizations.organization(organization_id))).projects)

    async def delete(self, project_id: int) -> None:
        """Delete a project, for all who take part. Raises `NotManager` and other `CapxError`."""
        with as_manager():
            await delete_once(self._client, calls.project_delete(project_id), calls.project(project_id))


def _values(shape: ProjectShape) -> dict[str, Value]:
    found: dict[str, Value] = {name: getattr(shape, name) or "" for name in _TEXTS}
    found["related_skills"] = tuple(dict.fromkeys(shape.related_skills))
    return found


def _body(organization_id: int, form: Form, fields: Collection[str], now: ProjectShape | None = None) -> ProjectPut:
    """What is sent: `fields` out of the form, and the name in any case."""
    sent: dict[str, Any] = {"display_name": now.display_name or ""} if now is not None else {}
    sent |= {field: _wire(field, form[field]) for field in fields}
    return msgspec.convert({"organization": organization_id, **sent}, ProjectPut)


def _wire(field: str, value: Any) -> Any:
    if field not in _TEXTS:
        return value
    text = str(value).strip()
    return text if text or field == "display_name" else None
