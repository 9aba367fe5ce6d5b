"""Taking over what Let's Connect has of an earlier registration: a switch for each thing, saved into my profile.

In: Let's Connect's profile address for the user, and one's own profile. Out: one write of the profile with what
was chosen added and nothing else changed (`MyProfileStore`). Can fail: Let's Connect not answering, which is said
in the form's place; the profile's own limits, said beside the switch; the write as every write of the profile.
"""

from __future__ import annotations

from functools import cached_property

from capx_tui.screens.form import FormScreen
from capx_tui.screens.take_values import TakeValues

__all__ = ["LetsConnectTake"]


class LetsConnectTake(FormScreen[str]):
    """Dismissed with the sentence to say once something was taken over."""

    TITLE_KEY = TakeValues.TITLE_KEY

    @cached_property
    def held(self) -> TakeValues:
        """See `TakeValues`."""
        return TakeValues(self.core)

    def act_on(self, field_id: str) -> None:
        """Take all: one step that can be undone."""
        if field_id == self.held.ALL_ROW:
            form, said = self.held.all_taken(self.form)
            self.rows.put(form)
            self.say(said)

    def after_save(self) -> None:
        """Back, with what came of it."""
        self.dismiss(self.held.took_words(self.form))
