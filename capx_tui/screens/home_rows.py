"""Rows of Home that need no asking: what the profile lacks, the numbers, the ways on, account and data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.model.actions import SCREENS, ScreenEntry, screen
from capx_tui.model.entry import Entry
from capx_tui.model.profile import Profile
from capx_tui.model.profile_gaps import profile_gaps
from capx_tui.model.saved import Subject
from capx_tui.model.ways import WAYS, ways_of
from capx_tui.screens.onward import Onward
from capx_tui.screens.refresh_words import refresh_words, terms_words
from capx_tui.screens.session_words import expired_words
from capx_tui.store.explore import Phase

__all__ = [
    "HomeRow",
    "account_rows",
    "data_rows",
    "gap_rows",
    "heading",
    "number_rows",
    "session_rows",
    "state_rows",
    "told",
    "way_rows",
]


@dataclass(frozen=True, slots=True)
class HomeRow:
    """`subject` is whom the row can save, with the name; `capacity` what it can add to one's lists."""

    entry: Entry
    subject: tuple[Subject, str] | None = None
    capacity: int | None = None


def heading(words: str) -> HomeRow:
    """The heading of a section."""
    return HomeRow(Entry(words, heading=True))


def told(words: str, style: str = "") -> HomeRow:
    """A sentence that leads nowhere."""
    return HomeRow(Entry(value=words, style=style))


def session_rows(core: Core, shell: Onward) -> Iterator[HomeRow]:
    """What has to be known of the sign-in: that there is none, that it ended, or will soon."""
    state = core.session.state
    if state.is_signed_in:
        if (announced := core.session.announcement()) is not None:
            yield told(t(announced[0], *announced[1]), "warning")
        return
    sign_in = _way(screen("sign-in"), shell)
    if state.account is not None:
        words = expired_words(state.account.username)
        yield HomeRow(Entry(value=words, style="warning", target=sign_in.entry.target))
    yield told(t("home-signed-out"))
    yield sign_in


def gap_rows(core: Core, shell: Onward, me: Profile | None) -> Iterator[HomeRow]:
    """What one's own profile lacks, each a step to its field; nothing where nothing is missing."""
    gaps = profile_gaps(me, core.names) if me is not None else ()
    if gaps:
        yield heading(t("home-gaps"))
    for gap in gaps:
        yield HomeRow(Entry(gap.label, gap.why, target=partial(shell.edit_profile, gap.field)))


def number_rows(core: Core, shell: Onward) -> Iterator[HomeRow]:
    """The service's own numbers, and the way to all of them."""
    numbers = core.mirror.statistics()
    ways = [_way(entry, shell) for entry in SCREENS if entry.id == "statistics"]
    if numbers is not None or ways:
        yield heading(t("home-numbers"))
    if numbers is not None:
        yield HomeRow(Entry(t("home-people"), t("home-people-of", numbers.total_users, numbers.new_users)))
        yield HomeRow(Entry(t("home-organizations"), str(numbers.total_organizations)))
        yield HomeRow(Entry(t("home-capacities"), str(numbers.total_capacities)))
        yield HomeRow(Entry(t("home-messages"), t("home-messages-of", numbers.total_messages, numbers.new_messages)))
    yield from ways


def _way(entry: ScreenEntry, shell: Onward) -> HomeRow:
    return HomeRow(Entry(t(entry.label_key), t(entry.help_key), target=partial(shell.go, entry.id)))


def way_rows(core: Core, shell: Onward) -> Iterator[HomeRow]:
    """Every screen, under what one goes there for."""
    for group in WAYS:
        entries = [entry for entry in ways_of(group) if core.may_open(entry)]
        if entries:
            yield heading(t(f"home-ways-{group}"))
        for entry in entries:
            yield _way(entry, shell)


def account_rows(core: Core, shell: Onward) -> Iterator[HomeRow]:
    """As whom one is signed in, and where; a step to the sign-in, where it is ended."""
    account = core.session.state.account
    if account is not None and core.session.state.is_signed_in:
        yield heading(t("home-account"))
        words = t("home-signed-in", account.username or t("sign-in-name-unknown"), core.service_name)
        yield HomeRow(Entry(value=words, target=partial(shell.go, "sign-in")))


def state_rows(core: Core) -> Iterator[HomeRow]:
    """What has to be known of the data before one reads on: it is coming, old, or not there; nothing as a rule."""
    checked_at = core.explore.state.checked_at
    doing = refresh_words(core.explore.state)
    if doing:
        yield told(f"{doing} {t('home-data-age', ago(checked_at, core.now()))}" if checked_at else doing)
    if checked_at is None and core.explore.state.phase is not Phase.FILLING:
        yield told(t("home-no-data"))


def data_rows(core: Core) -> Iterator[HomeRow]:
    """What the mirror holds and how old it is."""
    mirror = core.mirror.state()
    held = t("home-data-of", mirror.people, mirror.organizations, mirror.capacities)
    age = t("home-data-age", ago(mirror.checked_at, core.now())) if mirror.checked_at else ""
    late = terms_words(mirror.stale_terms)
    kept = t("mirror-in-memory") if mirror.in_memory else ""
    damaged = t("mirror-set-aside", str(mirror.set_aside)) if mirror.set_aside else ""
    yield heading(t("home-data"))
    for words in filter(None, (f"{held} {age}".strip(), late, kept, damaged)):
        yield told(words)
