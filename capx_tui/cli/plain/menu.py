"""The menu: every screen by its name, in the order of the table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.place import Place
from capx_tui.i18n import t
from capx_tui.model.actions import SCREENS

__all__ = ["MenuPlace"]


class MenuPlace(Place):
    """Where one begins."""

    TITLE_KEY = "plain-menu"

    def listed(self) -> Sequence[Line]:
        """Name, what it is for, whether one has to sign in."""
        is_signed_in = self.core.session.state.is_signed_in
        return [
            Line(
                t("plain-menu-signed-out" if entry.needs_sign_in and not is_signed_in else "people-fact", name, told),
                name=name,
                number=number,
                open=partial(self.face.go, entry.id),
            )
            for number, entry in enumerate(SCREENS, 1)
            for name, told in ((t(entry.label_key), t(entry.help_key)),)
        ]
