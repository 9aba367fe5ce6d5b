"""Badges: earned and not, how far, what each asks for, and which stand on the profile.

In: `BadgesStore`, all pages. Out: one request for each badge that is to be shown or hidden, each with an
outcome that is said. Can fail: the service down (tried again with F6), one badge refused (the others are
saved, and it stays a change), an answer lost (the service is asked what it has).
"""

from __future__ import annotations

from functools import cached_property

from capx_tui.i18n import t
from capx_tui.model.commons_files import file_title
from capx_tui.screens.badges_values import BadgesValues
from capx_tui.screens.form import FormScreen
from capx_tui.text import clean

__all__ = ["BadgesScreen"]


class BadgesScreen(FormScreen[None]):
    """A switch for each badge that is earned; the others only tell."""

    SCOPES = ("form", "badges")
    TITLE_KEY = "screen-badges"

    @cached_property
    def held(self) -> BadgesValues:
        """See `BadgesValues`."""
        return BadgesValues(self.core)

    def reword(self) -> None:
        """See `CapxScreen`; of a badge that is not earned yet, what is told stands in the form as its value."""
        super().reword()
        if self.rows.has_form:
            self.rows.form = self.held.told_anew(self.form)

    def after_save(self) -> None:
        """A profile that is open further down shows them from now on."""
        account, person = self.account, self.core.person
        if account is not None and person.state.asked == account.id:
            person.show(account.id)

    def do_badges_picture(self) -> None:
        """The address of the picture of the badge with the marker."""
        badge = self.held.badge(self.rows.field)
        if badge is None or not badge.picture:
            self.say(t("badges-no-picture"))
        else:
            self.shell.open_link(badge.picture, file_title(badge.picture) or clean(badge.name))
