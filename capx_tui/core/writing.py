"""The stores behind what is written: messages, translations, reports."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from capx_tui.core.own import OwnStores

if TYPE_CHECKING:
    from capx_tui.store.messages import MessagesStore
    from capx_tui.store.metabase_account import MetabaseAccount
    from capx_tui.store.receiver import ReceiverStore
    from capx_tui.store.report_list import ReportList
    from capx_tui.store.reports import ReportsStore
    from capx_tui.store.sent_list import SentList
    from capx_tui.store.translating import TranslatingStore
    from capx_tui.store.translating_languages import TranslatingLanguages
    from capx_tui.store.translating_list import TranslatingList

__all__ = ["WritingStores"]


class WritingStores(OwnStores):
    """Each is made when it is first wanted."""

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
