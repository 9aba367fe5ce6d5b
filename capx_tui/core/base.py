"""What the program without a face is made of from the start: service, mirror, who is signed in, settings."""

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
    from capx_tui.store.drafts import Drafts
    from capx_tui.store.explore import ExploreStore
    from capx_tui.store.mirror import Mirror
    from capx_tui.store.my_profile import MyProfileStore
    from capx_tui.store.names import Names
    from capx_tui.store.own_wikimedia import OwnWikimediaStore
    from capx_tui.store.person import PersonStore
    from capx_tui.store.saved import SavedStore
    from capx_tui.store.session import SessionStore
    from capx_tui.store.settings import SettingsStore
    from capx_tui.store.sync import Sync

__all__ = ["CoreBase", "Tongue"]


@dataclass
class Tongue:
    """The language in use; shared by all who name things, since it may change while the program runs."""

    code: str


@dataclass
class CoreBase:
    """What is put together at the start, and what everything else rests on."""

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
    def person(self) -> PersonStore:
        """The profile that is looked at; made when the first one is opened."""
        from capx_tui.store.person import PersonStore

        return PersonStore(self.client, self.mirror, self.names, self.sync, now=self.now)

    @cached_property
    def my_profile(self) -> MyProfileStore:
        """One's own profile, to edit; made when it is first wanted."""
        from capx_tui.store.my_profile import MyProfileStore

        return MyProfileStore(self.client, self.mirror, self.explore, lambda: self.language, now=self.now)

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
    from capx_tui.api.services import DEFAULT_SERVICE

    if embedded:
        return t("service-name-embedded")
    return t("service-name-default") if service == DEFAULT_SERVICE else service
