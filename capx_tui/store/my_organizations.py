"""The organizations that who is signed in manages: from the mirror at once, then from the service."""

from __future__ import annotations

from dataclasses import dataclass

from capx_tui.api.capx import convert, organizations
from capx_tui.api.client import Client
from capx_tui.errors import CapxError
from capx_tui.model.directory import Organization
from capx_tui.model.lookup import Lookup
from capx_tui.store.base import Store
from capx_tui.store.mirror import Mirror
from capx_tui.store.organization import keep_organizations

__all__ = ["MyOrganizationsState", "MyOrganizationsStore"]

_PAGE = 100


@dataclass(frozen=True)
class MyOrganizationsState:
    """`lookup` is KNOWN with at least one, NONE without, FAILED where the service did not answer."""

    organizations: tuple[Organization, ...] = ()
    lookup: Lookup = Lookup.UNASKED
    error: CapxError | None = None


class MyOrganizationsStore(Store[MyOrganizationsState]):
    """`show`, then `load`: the first is immediate, the second asks."""

    def __init__(self, client: Client, mirror: Mirror) -> None:
        super().__init__(MyOrganizationsState())
        self._client = client
        self._mirror = mirror

    def show(self, account_id: int) -> None:
        """Those in the mirror that name this account as a manager."""
        mine = tuple(each for each in self._mirror.organizations() if account_id in each.managers)
        self._set(self._begin("mine"), organizations=mine, lookup=Lookup.LOADING, error=None)

    async def load(self, account_id: int) -> None:
        """`GET /organizations/?managers=`, every page. A failure is in the state and raised; what was there stays."""
        ticket = self._begin("mine")
        found: dict[int, Organization] = {}
        try:
            async for page in self._client.pages(
                lambda limit, offset: organizations.organizations(limit, offset, managers=[account_id]), size=_PAGE
            ):
                found.update((shape.id, convert.organization(shape)) for shape in page.results)
        except CapxError as error:
            self._set(ticket, lookup=Lookup.FAILED, error=error)
            raise
        mine = tuple(each for each in found.values() if account_id in each.managers)
        self._set(ticket, organizations=mine, lookup=Lookup.KNOWN if mine else Lookup.NONE, error=None)
        await keep_organizations(self._mirror, *mine)
