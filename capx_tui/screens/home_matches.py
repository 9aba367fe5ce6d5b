"""Rows of Home about an exchange: what is new since the last visit, and the best matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import explain
from capx_tui.model.entry import Entry
from capx_tui.model.match_words import reason_words
from capx_tui.model.matches import EXCHANGED, Match
from capx_tui.model.news import NewCapacity
from capx_tui.model.recommendation_words import event_words
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.home_rows import HomeRow, heading, told
from capx_tui.screens.onward import Onward
from capx_tui.screens.session_words import unread_words
from capx_tui.store.explore import Phase
from capx_tui.text import isolate

__all__ = ["match_rows", "news_rows"]

#: So many stand here at first.
_SHOWN = 3

OpenMatch = Callable[[int], None]


def news_rows(
    core: Core, shell: Onward, open_match: OpenMatch, *, is_open: bool, toggle: Callable[[], None]
) -> Iterator[HomeRow]:
    """People, events and capacities that came since, a few or all of them; that there is nothing new is told too."""
    state, matches = core.news.state, core.matches.state
    if matches.me is not None and not matches.can_match:
        return
    if state.since is None:
        yield heading(t("home-news"))
        yield told(t("home-news-first") if matches.me is not None else _no_matches_words(core))
    else:
        yield heading(t("home-news-since", ago(state.since, core.now())))
    if state.trouble is not None:
        yield told(explain(state.trouble), "warning")
    if state.since is None:
        return
    if state.is_empty:
        yield told(t("home-news-none"))
        return
    total = len(state.people) + len(state.events) + len(state.capacities)
    rows = _news(core, shell, open_match, total if is_open else _SHOWN)
    yield from rows
    if total > _SHOWN:
        way = t("home-news-fewer") if is_open else t("home-news-more", total - _SHOWN)
        yield HomeRow(Entry(value=way, style="link", target=toggle))


def _news(core: Core, shell: Onward, open_match: OpenMatch, count: int) -> Iterator[HomeRow]:
    """At most `count`: events and capacities are few, and come first where both do not fit."""
    state = core.news.state
    me = core.my_profile.known(core.session.account_id)
    others = [
        *(
            HomeRow(
                Entry(
                    isolate(event.name),
                    t("home-news-event", event_words(event, me, core.names, core.language)),
                    target=partial(shell.open_event, event.id),
                )
            )
            for event in state.events
        ),
        *(_capacity(core, shell, each) for each in state.capacities),
    ][: max(count - min(len(state.people), 1), 0)]
    for match, joined in core.news.people(count - len(others)):
        yield _match(core, match, open_match, t("home-news-joined") if joined else t("home-news-changed"))
    yield from others


def _capacity(core: Core, shell: Onward, new: NewCapacity) -> HomeRow:
    name = core.names.capacity
    words = t("home-news-capacity", name(new.parent), commas(map(name, new.beside)))
    return HomeRow(Entry(isolate(name(new.id)), words, target=partial(shell.open_directory, new.id)), capacity=new.id)


def match_rows(core: Core, shell: Onward, open_match: OpenMatch) -> Iterator[HomeRow]:
    """The best ones, mutual exchange first, and the way to all."""
    state = core.matches.state
    yield heading(t("home-matches"))
    if not state.count:
        yield told(_no_matches_words(core))
        return
    for match in core.matches.rows(0, _SHOWN):
        if match is not None:
            yield _match(core, match, open_match)
    counted = t("matches-count", state.count, state.mutual)
    yield HomeRow(Entry(t("screen-matches"), counted, target=partial(shell.go, "matches")))


def _no_matches_words(core: Core) -> str:
    state, explore = core.matches.state, core.explore.state
    if state.me is None:
        return unread_words(core)
    if not state.can_match:
        return t("home-matches-no-capacities")
    if explore.phase is not Phase.FILLING and not explore.total and explore.error is not None:
        return explain(explore.error)
    if explore.phase is Phase.FILLING or not explore.total:
        return t("home-matches-coming")
    return t("matches-none")


def _match(core: Core, match: Match, open_match: OpenMatch, first: str = "") -> HomeRow:
    """Somebody with what could be exchanged; `first` is said before that, and what else speaks for them a step on."""
    person = match.person
    subject = Subject(SavedKind.PERSON, person.id)
    said = [first, t("match-mutual") if match.is_mutual else ""]
    said += [reason_words(reason, core.names) for reason in match.reasons if reason.kind in EXCHANGED]
    said.append(t("saved-word") if core.saved.has(subject) else "")
    entry = Entry(isolate(person.username), ". ".join(filter(None, said)), target=partial(open_match, person.id))
    return HomeRow(entry, (subject, person.username))
