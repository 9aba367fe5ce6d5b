"""The ways on from whatever is shown: what each face of the program offers to those who make its rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from capx_tui.core import Core
from capx_tui.i18n import Words

__all__ = ["Onward"]


class Onward(Protocol):
    """Opens the things of CapX, one after the other."""

    core: Core

    def go(self, screen_id: str) -> None:
        """To one of the screens of `model.actions.SCREENS`; signing in first where it needs that."""

    def open_person(self, who: int | str) -> None:
        """A person's profile, by id or by user name."""

    def write_to(self, username: str = "") -> None:
        """A message to somebody, to nobody yet without a name; signing in first where that is needed."""

    def open_organization(self, organization_id: int, *, edit: bool = False) -> None:
        """An organization's profile; `edit` goes on to its form."""

    def edit_organization(self, organization_id: int) -> None:
        """The form of an organization's profile."""

    def edit_profile(self, field: str = "") -> None:
        """The form of one's own profile, at a field of it."""

    def open_event(self, event_id: int) -> None:
        """Everything of one event."""

    def open_programme(self, organization_id: int) -> None:
        """The mentorship programme of an organization."""

    def open_directory(self, capacity_id: int) -> None:
        """The directory, at one capacity."""

    def open_translate(self, capacity_id: int) -> None:
        """The work list of translations, at one capacity."""

    def open_suggest(self, title: str) -> None:
        """The suggestion of a capacity, with words carried over as its title."""

    def open_report(self) -> None:
        """The form of a report to the CapX team."""

    def open_explore(self, **facets: Any) -> None:
        """Explore with this filter: fields of `ExploreFilter`."""

    def open_link(self, address: str, label: Words, *, scan: bool = False) -> None:
        """A link: shown, copied, as QR code, or opened when asked."""

    def sign_in_first(self, reason: str, then: Callable[[], None]) -> None:
        """The screen that signs in, with the sentence that says why; `then` is called once that worked."""

    def copy(self, text: str) -> str:
        """Put text on the clipboard; gives back the sentence to say."""
