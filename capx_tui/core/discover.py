"""The stores behind finding: people, matches, organizations, events, mentorship, numbers."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from capx_tui.core.base import CoreBase

if TYPE_CHECKING:
    from capx_tui.store.directory import DirectoryStore
    from capx_tui.store.events import EventsStore
    from capx_tui.store.match_memory import MatchMemory
    from capx_tui.store.matches import MatchesStore
    from capx_tui.store.mentorship import MentorshipStore
    from capx_tui.store.mentorship_memory import MentorshipMemory
    from capx_tui.store.news import NewsStore
    from capx_tui.store.organization import OrganizationStore
    from capx_tui.store.organizations import OrganizationsStore
    from capx_tui.store.recommendations import RecommendationsStore
    from capx_tui.store.saved_list import SavedList
    from capx_tui.store.statistics import StatisticsStore

__all__ = ["DiscoverStores"]


class DiscoverStores(CoreBase):
    """Each is made when it is first wanted."""

    def match_memory(self) -> MatchMemory:
        """What whoever is signed in decided about matches before."""
        from capx_tui.store.match_memory import MatchMemory

        return MatchMemory(self.service, str(self.session.account_id or ""), now=self.now)

    @cached_property
    def directory(self) -> DirectoryStore:
        """The capacities, as a tree and in other views."""
        from capx_tui.store.directory import DirectoryStore

        return DirectoryStore(self.mirror, self.names, self.explore)

    @cached_property
    def organizations(self) -> OrganizationsStore:
        """The list of organizations."""
        from capx_tui.store.organizations import OrganizationsStore

        return OrganizationsStore(self.mirror, self.names)

    @cached_property
    def events(self) -> EventsStore:
        """The list of events."""
        from capx_tui.store.events import EventsStore

        return EventsStore(self.mirror, self.names, now=self.now)

    @cached_property
    def matches(self) -> MatchesStore:
        """With whom an exchange could begin; made when it is first wanted."""
        from capx_tui.store.matches import MatchesStore

        return MatchesStore(
            self.explore,
            self.mirror,
            self.names,
            self.my_profile,
            account=lambda: self.session.account_id,
            memory=self.match_memory,
        )

    @cached_property
    def recommendations(self) -> RecommendationsStore:
        """What the service recommends; made when it is first wanted."""
        from capx_tui.store.recommendations import RecommendationsStore

        return RecommendationsStore(self.client, self.session, self.mirror, self.my_profile, now=self.now)

    @cached_property
    def news(self) -> NewsStore:
        """What is new since Home was last seen; made when it is first wanted."""
        from capx_tui.store.news import NewsStore

        return NewsStore(self.session, self.mirror, self.explore, self.matches, self.my_profile, now=self.now)

    @cached_property
    def saved_list(self) -> SavedList:
        """Who is saved, as a list; made when it is first wanted."""
        from capx_tui.store.saved_list import SavedList

        return SavedList(self.mirror, self.names, self.saved)

    @cached_property
    def statistics(self) -> StatisticsStore:
        """Counts by region, of languages and of capacities; made when they are first wanted."""
        from capx_tui.store.statistics import StatisticsStore

        return StatisticsStore(self.mirror, self.names, self.explore.asking)

    @cached_property
    def mentorship(self) -> MentorshipStore:
        """Mentorship programmes; made when they are first wanted."""
        from capx_tui.store.mentorship import MentorshipStore

        return MentorshipStore(self.client, self.names, self.mentorship_memory, now=self.now)

    def mentorship_memory(self) -> MentorshipMemory:
        """To which programmes whoever is signed in applied before."""
        from capx_tui.store.mentorship_memory import MentorshipMemory

        return MentorshipMemory(self.service, str(self.session.account_id or ""), now=self.now)

    @cached_property
    def organization(self) -> OrganizationStore:
        """One organization's profile."""
        from capx_tui.store.organization import OrganizationStore

        return OrganizationStore(self.client, self.mirror, self.sync, now=self.now)
