"""Opening one thing after the other, as the application does for its screens: `screens.onward` in plain lines."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from capx_tui.cli.qr_lines import qr_lines
from capx_tui.i18n import Words, said, t
from capx_tui.model.actions import screen
from capx_tui.model.explore import ExploreFilter
from capx_tui.model.filter_words import filter_words
from capx_tui.model.mentorship import Role

if TYPE_CHECKING:
    from capx_tui.cli.plain.place import Face, Place
    from capx_tui.cli.plain.talk import Talk
    from capx_tui.core import Core
    from capx_tui.model.screen_picture import Picture

__all__ = ["OnwardPlaces"]


class OnwardPlaces:
    """What `Face` is besides the conversation."""

    core: Core
    talk: Talk

    @abstractmethod
    def push(self, place: Place) -> None:
        """On to a place."""

    @abstractmethod
    def go(self, screen_id: str) -> None:
        """To one of the screens by id."""

    @abstractmethod
    def say(self, words: str) -> None:
        """A sentence on what was done."""

    @abstractmethod
    def picture(self) -> Picture | None:
        """The last lines, None where they hold what nobody is to see."""

    @property
    def _face(self) -> Face:
        return self  # type: ignore[return-value]  # the one class that is made of this

    def open_person(self, who: int | str) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.person import PersonPlace

        account = self.core.session.state.account
        if account is not None and account.is_known and who in (account.id, account.username):
            self.go("my-profile")
        else:
            self.push(PersonPlace(self._face, who))

    def open_match(self, person_id: int) -> None:
        """See `place.Face`."""
        from capx_tui.cli.plain.matches import MatchPlace

        self.push(MatchPlace(self._face, person_id))

    def open_directory(self, capacity_id: int) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.directory import CapacityPlace

        self.push(CapacityPlace(self._face, capacity_id))

    def open_explore(self, **facets: Any) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.explore import ExplorePlace

        before, asked = self.core.explore.state.filter, ExploreFilter(**facets)
        self.core.explore.set_filter(asked)
        self.push(ExplorePlace(self._face))
        if before.active and before != asked:
            self.say(t("explore-filter-replaced", filter_words(before, self.core.names)))

    def open_link(self, address: str, label: Words, *, scan: bool = False) -> None:
        """See `Onward`: here an address is a line to copy; as a code it is drawn with letters."""
        self.talk.tell([t("people-fact", said(label), address)])
        if scan:
            self.talk.tell(qr_lines(address, self.talk.console))

    def copy(self, text: str) -> str:
        """See `Onward`: a line of its own can be selected and copied."""
        return text

    def sign_in_first(self, reason: str, then: Callable[[], object], *, own_will_do: bool = False) -> None:
        """See `Onward`. `own_will_do`: Wikimedia credentials of one's own are as good."""
        from capx_tui.cli.plain.sign_in import SignInPlace

        self.push(SignInPlace(self._face, reason, then, own_will_do=own_will_do))

    def _signed_in(self, label: str, then: Callable[[], None]) -> None:
        """`then()`, after signing in where nobody is."""
        if self.core.session.state.is_signed_in:
            then()
        else:
            self.sign_in_first(t("sign-in-reason", label), then)

    def write_to(self, username: str = "") -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.message_form import MessagePlace

        def write() -> None:
            self.push(MessagePlace(self._face, username))

        if self.core.may_open(screen("messages")):
            write()
        else:
            self.sign_in_first(t("sign-in-reason-own", t("screen-messages")), write, own_will_do=True)

    def open_organization(self, organization_id: int, *, edit: bool = False) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.organizations import OrganizationPlace

        self.push(OrganizationPlace(self._face, organization_id))
        if edit:
            self.edit_organization(organization_id)

    def edit_organization(self, organization_id: int) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.organization_form import OrganizationFormPlace

        self.push(OrganizationFormPlace(self._face, organization_id))

    def edit_profile(self, field: str = "") -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.edit_profile import EditProfilePlace

        self._signed_in(t("screen-edit-profile"), lambda: self.push(EditProfilePlace(self._face, field)))

    def open_event(self, event_id: int) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.events import EventPlace

        self.push(EventPlace(self._face, event_id))

    def open_programme(self, organization_id: int) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.mentorship import ProgrammePlace

        self.push(ProgrammePlace(self._face, organization_id))

    def apply(self, organization_id: int, role: Role) -> None:
        """See `place.Face`."""
        from capx_tui.cli.plain.form_sensitive import MentorshipFormPlace

        self._signed_in(
            t("mentorship-apply"), lambda: self.push(MentorshipFormPlace(self._face, organization_id, role))
        )

    def open_translate(self, capacity_id: int) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.translate import TranslatePlace

        self._signed_in(t("screen-translate"), lambda: self.push(TranslatePlace(self._face, capacity_id)))

    def open_suggest(self, title: str) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.report_form import SuggestPlace

        self._signed_in(t("screen-suggest"), lambda: self.push(SuggestPlace(self._face, title)))

    def open_report(self) -> None:
        """See `Onward`."""
        from capx_tui.cli.plain.report_form import ReportFormPlace

        # What was told before the report is asked for.
        picture = self.picture()
        self._signed_in(t("report-new-title"), lambda: self.push(ReportFormPlace(self._face, picture)))
