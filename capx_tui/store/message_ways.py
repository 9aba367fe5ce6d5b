"""By which way a message goes: through the CapX service, or straight to Meta-Wiki; chosen where both are possible."""

from __future__ import annotations

from collections.abc import Iterator

from capx_tui.model.messages import Way
from capx_tui.store.message_sending import MessageSender
from capx_tui.store.own_wikimedia import OwnWikimediaStore
from capx_tui.store.session import SessionStore
from capx_tui.store.settings import SettingsStore

__all__ = ["MessageWays"]


class MessageWays:
    """Who is signed in to CapX has the first way, who has own Wikimedia credentials the second."""

    def __init__(
        self,
        session: SessionStore,
        own: OwnWikimediaStore,
        settings: SettingsStore,
        *,
        capx: MessageSender,
        direct: MessageSender,
    ) -> None:
        self._session = session
        self._own = own
        self._settings = settings
        self._senders = {Way.CAPX: capx, Way.META: direct}
        #: What a line command asks for, for its own run alone.
        self.asked: Way | None = None

    @property
    def possible(self) -> tuple[Way, ...]:
        """The ways there are; none for somebody who is not signed in anywhere."""
        return tuple(self._ways())

    def _ways(self) -> Iterator[Way]:
        if self._session.state.is_signed_in:
            yield Way.CAPX
        if self._own.state.is_there:
            yield Way.META

    @property
    def way(self) -> Way:
        """The one that messages go by now: the one chosen where it is possible, else the one that is."""
        chosen = self.asked or Way(self._settings.state.message_way)
        ways = self.possible
        return chosen if chosen in ways or not ways else ways[0]

    def choose(self, way: Way) -> None:
        """Let messages go by `way` from now on."""
        self.asked = None
        self._settings.change(message_way=way.value)

    def sender(self, way: Way) -> MessageSender:
        """Who sends by `way`."""
        return self._senders[way]

    async def owner(self) -> str:
        """In whose name messages go out now.

        Raises `NotSignedIn`, `NoCredentials` or `CredentialsRefused`, and the errors of the request.
        """
        if self.way is Way.META:
            return await self._own.owner()
        return (await self._session.owner()).username

    def account(self, way: Way) -> tuple[str, str] | None:
        """Whose notes and log belong to `way`: the address and the account there; None for nobody so far."""
        if way is Way.META:
            return (self._own.wiki, self._own.state.username) if self._own.state.username else None
        account = self._session.account_id
        return (self._session.service, str(account)) if account is not None else None
