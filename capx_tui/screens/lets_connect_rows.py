"""Let's Connect as rows: whether one is registered, what was sent last, the ways on, what to show afterwards."""

from __future__ import annotations

from collections.abc import Callable

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import day
from capx_tui.i18n.sentences import sentence
from capx_tui.model.entry import Entry
from capx_tui.model.lets_connect import PRIVACY_STATEMENT
from capx_tui.model.links import CONTACT
from capx_tui.screens.onward import Onward

__all__ = ["last_sent_words", "lets_connect_rows", "registration_words"]


def lets_connect_rows(
    core: Core, shell: Onward, *, form: Callable[[], object], take: Callable[[], object], say: Callable[[str], object]
) -> list[Entry]:
    """`form` opens the form, `take` what an earlier registration can give; `say` tells what was copied."""
    return [
        Entry(value=t("lets-connect-about")),
        Entry(
            t("lets-connect-registration"),
            registration_words(core),
            "warning" if core.lets_connect.state.error else "",
        ),
        Entry(t("lets-connect-confirmation"), last_sent_words(core)),
        Entry(t("lets-connect-ways"), heading=True),
        _way_to_form(core, form),
        Entry(t("lets-connect-take"), t("lets-connect-take-help"), target=take),
        Entry(
            t("lets-connect-privacy"),
            PRIVACY_STATEMENT,
            "link",
            target=lambda: shell.open_link(PRIVACY_STATEMENT, t("lets-connect-privacy")),
        ),
        Entry(
            t("lets-connect-mistaken"),
            t("lets-connect-mistaken-help", CONTACT),
            target=lambda: say(shell.copy(CONTACT)),
        ),
        Entry(t("lets-connect-belong"), heading=True),
        Entry(t("lets-connect-badge"), t("lets-connect-badge-help"), target=lambda: shell.go("badges")),
        Entry(
            t("lets-connect-affiliation"),
            t("lets-connect-affiliation-help"),
            target=lambda: shell.go("my-profile"),
        ),
    ]


def registration_words(core: Core) -> str:
    """Whether one is registered, as far as that is known."""
    state = core.lets_connect.state
    if state.error is not None:
        return t("lets-connect-unknown", sentence(state.error))
    if state.is_registered is None:
        return t("lets-connect-asking")
    return t("lets-connect-registered") if state.is_registered else t("lets-connect-not-registered")


def last_sent_words(core: Core) -> str:
    """What was sent last, and when."""
    state = core.lets_connect.state
    if not state.confirmations:
        if not state.is_loaded and state.error is not None:
            return t("lets-connect-unknown", sentence(state.error))
        return t("lets-connect-never") if state.is_loaded else t("lets-connect-asking")
    newest = state.confirmations[0]
    if not newest.moment:
        return t("lets-connect-confirmed-now", newest.text)
    return t("lets-connect-confirmed", day(newest.moment, core.language), newest.text)


def _way_to_form(core: Core, form: Callable[[], object]) -> Entry:
    registered = core.lets_connect.state.is_registered
    if registered is None:
        return Entry(t("lets-connect-either"), t("lets-connect-update-help"), target=form)
    if registered:
        return Entry(t("lets-connect-update"), t("lets-connect-update-help"), target=form)
    return Entry(t("lets-connect-sign-up"), t("lets-connect-sign-up-help"), target=form)
