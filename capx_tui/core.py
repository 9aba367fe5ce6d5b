"""The program without a face: what the screens and the line commands stand on, once it is put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from capx_tui.i18n import t
from capx_tui.paths import data_dir
from capx_tui.terminal.modes import Modes, modes_of

if TYPE_CHECKING:
    from capx_tui.api.client import Client
    from capx_tui.api.wire import Site
    from capx_tui.model.actions import ScreenEntry
    from capx_tui.store.account_deletion import AccountDeletion
    from capx_tui.store.adding import AddingStore
    from capx_tui.store.badges import BadgesStore
    from capx_tui.store.directory import DirectoryStore
    from capx_tui.store.drafts import Drafts
    from capx_tui.store.event_edit import EventEdit
    from capx_tui.store.events import EventsStore
    from capx_tui.store.explore import ExploreStore
    from capx_tui.store.lets_connect import LetsConnectStore
    from capx_tui.store.match_memory import MatchMemory
    from capx_tui.store.matches import MatchesStore
    from capx_tui.store.mentorship import MentorshipStore
    from capx_tui.store.mentorship_memory import MentorshipMemory
    from capx_tui.store.messages import MessagesStore
    from capx_tui.store.metabase_account import MetabaseAccount
    from capx_tui.store.mirror import Mirror
    from capx_tui.store.my_organizations import MyOrganizationsStore
    from capx_tui.store.my_profile import MyProfileStore
    from capx_tui.store.names import Names
    from capx_tui.store.news import NewsStore
    from capx_tui.store.organization import OrganizationStore
    from capx_tui.store.organization_edit import OrganizationEdit
    from capx_tui.store.organizations import OrganizationsStore
    from capx_tui.store.own_wikimedia import OwnWikimediaStore
    from capx_tui.store.person import PersonStore
    from capx_tui.store.project_edit import ProjectEdit
    from capx_tui.store.receiver import ReceiverStore
    from capx_tui.store.recommendations import RecommendationsStore
    from capx_tui.store.report_list import ReportList
    from capx_tui.store.reports import ReportsStore
    from capx_tui.store.saved import SavedStore
    from capx_tui.store.saved_list import SavedList
    from capx_tui.store.sent_list import SentList
    from capx_tui.store.session import SessionStore
    from capx_tui.store.settings import SettingsStore
    from capx_tui.store.statistics import StatisticsStore
    from capx_tui.store.sync import Sync
    from capx_tui.store.translating import TranslatingStore
    from capx_tui.store.translating_languages import TranslatingLanguages
    from capx_tui.store.translating_list import TranslatingList

__all__ = ["Core", "Tongue"]


@dataclass
class Tongue:
    """The language in use; shared by all who name things, since it may change while the program runs."""

    code: str


@dataclass
class Core:
    """The program without a face."""

    environ: Mapping[str, str]
    settings: SettingsStore
    service: str
    embedded: bool
    tongue: Tongue
    addresses: Mapping[Site, str]
    client: Client
    mirror: Mirror
    sync: Sync
    session: SessionStore
    own: OwnWikimediaStore
    names: Names
    explore: ExploreStore
    directory: DirectoryStore
    person: PersonStore
    saved: SavedStore
    #: The wall clock, in UTC: ages are told by it.
    now: Callable[[], datetime]

    @property
    def language(self) -> str:
        """The code of the interface's language."""
        return self.tongue.code

    @language.setter
    def language(self, code: str) -> None:
        self.tongue.code = code

    def may_open(self, entry: ScreenEntry) -> bool:
        """Whether a screen can be gone to as things stand."""
        return (
            not entry.needs_sign_in
            or self.session.state.is_signed_in
            or (entry.own_will_do and self.own.state.is_there)
        )

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages to show names in, best first."""
        from capx_tui.store.names import term_languages

        return term_languages(self.language)

    @cached_property
    def drafts(self) -> Drafts:
        """What was typed into forms and not saved; opened with the first form."""
        from capx_tui.store.drafts import Drafts

        return Drafts(data_dir() / "drafts", now=self.now)

    @cached_property
    def my_profile(self) -> MyProfileStore:
        """One's own profile, to edit; made when it is first wanted."""
        from capx_tui.store.my_profile import MyProfileStore

        return MyProfileStore(self.client, self.mirror, self.explore, lambda: self.language, now=self.now)

    @cached_property
    def deletion(self) -> AccountDeletion:
        """The way to delete one's account; made when it is first wanted."""
        from capx_tui.store.account_deletion import AccountDeletion

        return AccountDeletion(self.client, self.my_profile, self.session, self.mirror, self.explore, self.drafts)

    def match_memory(self) -> MatchMemory:
        """What whoever is signed in decided about matches before."""
        from capx_tui.store.match_memory import MatchMemory

        return MatchMemory(self.service, str(self.session.account_id or ""), now=self.now)

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
    def adding(self) -> AddingStore:
        """Adding a capacity to one's own profile; made when it is first wanted."""
        from capx_tui.store.adding import AddingStore

        return AddingStore(self.my_profile, self.mirror, self.session)

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
    def mentorship(self) -> MentorshipStore:
        """Mentorship programmes; made when they are first wanted."""
        from capx_tui.store.mentorship import MentorshipStore

        return MentorshipStore(self.client, self.names, self.mentorship_memory, now=self.now)

    def mentorship_memory(self) -> MentorshipMemory:
        """To which programmes whoever is signed in applied before."""
        from capx_tui.store.mentorship_memory import MentorshipMemory

        return MentorshipMemory(self.service, str(self.session.account_id or ""), now=self.now)

    @cached_property
    def messages(self) -> MessagesStore:
        """Sending messages, and the log of those that were sent; made when it is first wanted."""
        from capx_tui.store.capx_sender import CapxSender
        from capx_tui.store.direct_sender import DirectSender
        from capx_tui.store.message_ways import MessageWays
        from capx_tui.store.messages import MessagesStore

        ways = MessageWays(
            self.session,
            self.own,
            self.settings,
            capx=CapxSender(self.client, self.session),
            direct=DirectSender(self.client, self.own, now=self.now),
        )
        return MessagesStore(self.client, self.session, ways, now=self.now)

    @cached_property
    def sent_list(self) -> SentList:
        """What was sent, as a list; made when it is first wanted."""
        from capx_tui.store.sent_list import SentList

        return SentList(self.mirror, self.names, self.messages)

    @cached_property
    def receiver(self) -> ReceiverStore:
        """To whom one writes; made when it is first wanted."""
        from capx_tui.store.receiver import ReceiverStore

        return ReceiverStore(self.messages, self.mirror)

    @cached_property
    def translating(self) -> TranslatingStore:
        """Capacities in one more language; made when it is first wanted."""
        from capx_tui.store.translating import TranslatingStore
        from capx_tui.store.translating_mirror import publisher

        return TranslatingStore(
            self.client,
            self.session,
            self.names,
            lambda: self.drafts,
            publisher(self.mirror, self.directory.catch_up),
            service=self.service,
            now=self.now,
        )

    @cached_property
    def translating_list(self) -> TranslatingList:
        """The same as a list to search and to put in order."""
        from capx_tui.store.translating_list import TranslatingList

        return TranslatingList(self.mirror, self.names, self.translating)

    @cached_property
    def translating_languages(self) -> TranslatingLanguages:
        """The languages to translate into."""
        from capx_tui.store.translating_languages import TranslatingLanguages

        return TranslatingLanguages(self.client, self.session, self.mirror, self.names, self.settings)

    @cached_property
    def metabase_account(self) -> MetabaseAccount:
        """One's account at Metabase, linked or not."""
        from capx_tui.store.metabase_account import MetabaseAccount

        return MetabaseAccount(self.client, self.session, now=self.now, is_embedded=self.embedded)

    @cached_property
    def reports(self) -> ReportsStore:
        """What one reported and suggested; made when it is first wanted."""
        from capx_tui.store.reports import ReportsStore

        return ReportsStore(self.client, self.session)

    @cached_property
    def report_list(self) -> ReportList:
        """The same as a list to search and to narrow."""
        from capx_tui.store.report_list import ReportList

        return ReportList(self.mirror, self.names, self.reports)

    @cached_property
    def organization(self) -> OrganizationStore:
        """One organization's profile."""
        from capx_tui.store.organization import OrganizationStore

        return OrganizationStore(self.client, self.mirror, self.sync, now=self.now)

    @cached_property
    def my_organizations(self) -> MyOrganizationsStore:
        """The organizations one manages."""
        from capx_tui.store.my_organizations import MyOrganizationsStore

        return MyOrganizationsStore(self.client, self.mirror)

    @property
    def service_name(self) -> str:
        """The service in a sentence."""
        return _service_name(self.service, self.embedded)

    @property
    def modes(self) -> Modes:
        """How the program looks and speaks: what the settings ask for, as far as the terminal can."""
        settings = self.settings.state
        return modes_of(
            self.environ,
            speaks=bool(settings.screen_reader),
            colour=settings.colour,
            borders=settings.borders,
            cursor=settings.cursor,
            announcements=settings.announcements,
        )

    @property
    def plain_glyphs(self) -> bool:
        """Whether the terminal is to be spared half blocks."""
        return self.modes.speaks or self.modes.is_ascii

    def is_fresh(self) -> bool:
        """Whether the mirror was compared with the service a little while ago, in the language in use."""
        from capx_tui.store.sync_progress import Freshness

        asked = set(self.languages) - {"mul"} <= set(self.mirror.terms().tried)
        return asked and self.sync.freshness(self.now()) is Freshness.FRESH

    async def close(self) -> None:
        """Keep what was to be kept soon; let go of files and connections."""
        self.explore.flush()
        await self.session.cancel_oauth()
        await self.client.close()
        self.mirror.close()


def _service_name(service: str, embedded: bool) -> str:
    from capx_tui.api.endpoints import DEFAULT_SERVICE

    if embedded:
        return t("service-name-embedded")
    return t("service-name-default") if service == DEFAULT_SERVICE else service
