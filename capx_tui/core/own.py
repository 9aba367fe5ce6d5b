"""The stores behind what is one's own: the profile's parts, badges, Let's Connect, the organizations one manages."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from capx_tui.core.discover import DiscoverStores

if TYPE_CHECKING:
    from capx_tui.store.account_deletion import AccountDeletion
    from capx_tui.store.adding import AddingStore
    from capx_tui.store.badges import BadgesStore
    from capx_tui.store.event_edit import EventEdit
    from capx_tui.store.lets_connect import LetsConnectStore
    from capx_tui.store.my_organizations import MyOrganizationsStore
    from capx_tui.store.organization_edit import OrganizationEdit
    from capx_tui.store.project_edit import ProjectEdit

__all__ = ["OwnStores"]


class OwnStores(DiscoverStores):
    """Each is made when it is first wanted."""

    @cached_property
    def deletion(self) -> AccountDeletion:
        """The way to delete one's account; made when it is first wanted."""
        from capx_tui.store.account_deletion import AccountDeletion

        return AccountDeletion(self.client, self.my_profile, self.session, self.mirror, self.explore, self.drafts)

    @cached_property
    def adding(self) -> AddingStore:
        """Adding a capacity to one's own profile; made when it is first wanted."""
        from capx_tui.store.adding import AddingStore

        return AddingStore(self.my_profile, self.session)

    @cached_property
    def badges(self) -> BadgesStore:
        """One's own badges; made when they are first wanted."""
        from capx_tui.store.badges import BadgesStore

        return BadgesStore(self.client, self.session, self.sync, now=self.now)

    @cached_property
    def organization_edit(self) -> OrganizationEdit:
        """What managers write of an organization's own profile."""
        from capx_tui.store.organization_edit import OrganizationEdit

        return OrganizationEdit(self.client, self.mirror, now=self.now)

    @cached_property
    def event_edit(self) -> EventEdit:
        """What managers write of an organization's events."""
        from capx_tui.store.event_edit import EventEdit

        return EventEdit(self.client, self.mirror)

    @cached_property
    def project_edit(self) -> ProjectEdit:
        """What managers write of an organization's projects."""
        from capx_tui.store.project_edit import ProjectEdit

        return ProjectEdit(self.client)

    @cached_property
    def lets_connect(self) -> LetsConnectStore:
        """One's registration with Let's Connect; made when it is first wanted."""
        from capx_tui.store.lets_connect import LetsConnectStore

        return LetsConnectStore(self.client, self.session)

    @cached_property
    def my_organizations(self) -> MyOrganizationsStore:
        """The organizations one manages."""
        from capx_tui.store.my_organizations import MyOrganizationsStore

        return MyOrganizationsStore(self.client, self.mirror)
