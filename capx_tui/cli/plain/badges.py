"""Badges in plain lines: a field of yes or no for each that is earned; the others only tell."""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.cli.plain.form import FormPlace
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.badges import OwnBadge
from capx_tui.model.commons_files import file_title
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.screens.badges_form import badge_field, badges_saved_words, badges_spec, badges_values, wanted_badges
from capx_tui.store.badges import BadgesNotSaved

__all__ = ["BadgesPlace"]


class BadgesPlace(FormPlace):
    """Needs sign-in."""

    SCOPES = ("form", "badges")
    TITLE_KEY = "screen-badges"

    @property
    def _badges(self) -> tuple[OwnBadge, ...]:
        return self.core.badges.state.badges

    async def load_values(self) -> Mapping[str, Value]:
        """Which are on the profile."""
        return badges_values(await self.core.badges.load())

    def form_spec(self) -> FormSpec:
        """See `screens.badges_form`."""
        return badges_spec(self._badges)

    async def save_form(self, form: Form) -> str:
        """One request each, for those that changed."""
        try:
            await self.core.badges.save(wanted_badges(form))
        except BadgesNotSaved:
            # What is saved is no change any more; what is not still is.
            self.form = self.form.rebased(badges_values(self._badges))
            raise
        return badges_saved_words(self._badges)

    def not_saved(self, error: CapxError) -> CapxError:
        """Where a part is saved, its own words say which."""
        return error if isinstance(error, BadgesNotSaved) else super().not_saved(error)

    def do_badges_picture(self, given: str = "") -> None:
        """The address of a badge's picture."""
        line = self.which(given)
        if line is None:
            return
        badge = next((each for each in self._badges if badge_field(each) == self._field_of(line.name)), None)
        if badge is None or not badge.picture:
            self.face.say(t("badges-no-picture"))
        else:
            self.face.open_link(badge.picture, file_title(badge.picture) or badge.name)

    def _field_of(self, name: str) -> str:
        return next((spec.id for spec in self.form.spec.fields if spec.label == name), "")
