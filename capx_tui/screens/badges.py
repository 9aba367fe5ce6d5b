"""Badges: earned and not, how far, what each asks for, and which stand on the profile.

In: `BadgesStore`, all pages. Out: one request for each badge that is to be shown or hidden, each with an
outcome that is said. Can fail: the service down (tried again with F6), one badge refused (the others are
saved, and it stays a change), an answer lost (the service is asked what it has).
"""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.badges import OwnBadge
from capx_tui.model.commons_files import file_title
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.screens.badges_form import badge_field, badges_saved_words, badges_spec, badges_values, wanted_badges
from capx_tui.screens.form import FormScreen
from capx_tui.store.badges import BadgesNotSaved
from capx_tui.text import clean

__all__ = ["BadgesScreen"]


class BadgesScreen(FormScreen[None]):
    """A switch for each badge that is earned; the others only tell."""

    SCOPES = ("form", "badges")
    TITLE_KEY = "screen-badges"

    @property
    def _badges(self) -> tuple[OwnBadge, ...]:
        return self.core.badges.state.badges

    async def load_values(self) -> Mapping[str, Value]:
        """Which are on the profile."""
        return badges_values(await self.core.badges.load())

    def form_spec(self) -> FormSpec:
        """Earned ones first, each with what it asks for below it."""
        return badges_spec(self._badges)

    async def save_form(self, form: Form) -> str:
        """One request each, for those that changed."""
        wanted = wanted_badges(form)
        try:
            await self.core.badges.save(wanted)
        except BadgesNotSaved:
            # What is saved is no change any more; what is not still is.
            self.rows.form = self.form.rebased(badges_values(self._badges))
            raise
        return badges_saved_words(self._badges)

    def _not_saved(self, error: CapxError) -> None:
        """Where a part is saved, its own words say which."""
        if isinstance(error, BadgesNotSaved):
            self.fail(error, self.do_form_save)
        else:
            super()._not_saved(error)

    def after_save(self) -> None:
        """A profile that is open further down shows them from now on."""
        account, person = self.account, self.core.person
        if account is not None and person.state.asked == account.id:
            person.show(account.id)

    def do_badges_picture(self) -> None:
        """The address of the picture of the badge with the marker."""
        badge = next((each for each in self._badges if badge_field(each) == self.rows.field), None)
        if badge is None or not badge.picture:
            self.say(t("badges-no-picture"))
        else:
            self.shell.open_link(badge.picture, file_title(badge.picture) or clean(badge.name))
