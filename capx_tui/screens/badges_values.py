"""What stands in the form of badges: which of them are on the profile, saved one by one."""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.errors import CapxError
from capx_tui.model.badges import OwnBadge
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import Value
from capx_tui.screens.badges_form import badge_field, badges_saved_words, badges_spec, badges_values, wanted_badges
from capx_tui.screens.form_values import FormValues
from capx_tui.store.badges import BadgesNotSaved

__all__ = ["BadgesValues"]


class BadgesValues(FormValues):
    """A switch for each badge that is earned; the others only tell."""

    TITLE_KEY = "screen-badges"

    @property
    def badges(self) -> tuple[OwnBadge, ...]:
        """All of them, as they were last known."""
        return self.core.badges.state.badges

    def badge(self, field_id: str) -> OwnBadge | None:
        """The badge of a field."""
        return next((each for each in self.badges if badge_field(each) == field_id), None)

    async def load(self) -> Mapping[str, Value]:
        """Which are on the profile."""
        return badges_values(await self.core.badges.load())

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """Earned ones first, each with what it asks for below it."""
        return badges_spec(self.badges)

    async def save(self, form: Form) -> str:
        """One request each, for those that changed."""
        await self.core.badges.save(wanted_badges(form))
        return badges_saved_words(self.badges)

    def not_saved(self, error: CapxError) -> CapxError:
        """Where a part is saved, its own words say which."""
        return error if isinstance(error, BadgesNotSaved) else super().not_saved(error)

    def failed(self, form: Form) -> Form:
        """What is saved is no change any more; what is not still is."""
        return form.rebased(badges_values(self.badges))

    def told_anew(self, form: Form) -> Form:
        """What is told of those that are not earned yet stands in the form as their value: in the language in use."""
        return form.rebased(badges_values(tuple(badge for badge in self.badges if not badge.is_earned)))
