"""Badges in plain lines: a field of yes or no for each that is earned; the others only tell."""

from __future__ import annotations

from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.i18n import t
from capx_tui.model.commons_files import file_title
from capx_tui.screens.badges_values import BadgesValues
from capx_tui.text import clean

__all__ = ["BadgesPlace"]


class BadgesPlace(FormPlace):
    """Needs sign-in."""

    SCOPES = ("form", "badges")

    def __init__(self, face: Face) -> None:
        super().__init__(face, BadgesValues(face.core))

    def do_badges_picture(self, given: str = "") -> None:
        """The address of a badge's picture."""
        spec = self.field_named(given)
        if spec is None:
            return
        assert isinstance(self._held, BadgesValues)
        badge = self._held.badge(spec.id)
        if badge is None or not badge.picture:
            self.face.say(t("badges-no-picture"))
        else:
            self.face.open_link(badge.picture, file_title(badge.picture) or clean(badge.name))
