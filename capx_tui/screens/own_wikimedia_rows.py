"""One's own Wikimedia credentials as rows: whose they are, which way messages go, how to come by some."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from capx_tui.auth.addresses import OWN_CONSUMER
from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.choice import Choice
from capx_tui.model.entry import Entry
from capx_tui.model.message_words import way_words
from capx_tui.model.messages import Way
from capx_tui.screens.onward import Onward
from capx_tui.text import fold, isolate

__all__ = ["chosen_words", "own_row", "own_rows", "way_choices"]


def own_row(core: Core, own: Callable[[], object]) -> Entry:
    """The way to what needs no CapX."""
    name = core.own.state.username
    words = t("own-there", isolate(name)) if name else t("own-row-help")
    return Entry(t("own-row"), words, target=own)


def own_rows(
    core: Core,
    shell: Onward,
    *,
    paste: Callable[[], object],
    made_up: Callable[[], object],
    choose_way: Callable[[], object],
    forget: Callable[[], object],
) -> list[Entry]:
    """Whose they are and what can be done with them, or how to come by some."""
    own, state = core.own, core.own.state
    rows = [Entry(value=t("own-help"))]
    if state.trouble is not None:
        rows.append(Entry(value=explain(state.trouble), style="warning"))
    if state.is_refused:
        rows.append(Entry(value=t("own-refused"), style="warning"))
    if state.is_there:
        ways = core.messages.ways
        # With one way there is nothing to choose.
        choosing = choose_way if len(ways.possible) > 1 else None
        rows += [
            Entry(t("own-account"), state.username or t("own-account-unasked")),
            Entry(t("own-kept"), t(own.where, own.kept_in)),
            Entry(t("own-way"), _way_words(core, ways.way), target=choosing),
            Entry(t("own-forget"), t("own-forget-help"), target=forget),
        ]
    rows.append(Entry(t("own-paste"), t("own-paste-help"), target=paste))
    if core.embedded:
        rows.append(Entry(t("own-demo"), t("own-demo-help"), target=made_up))
    else:
        label = t("own-register")
        rows.append(Entry(label, OWN_CONSUMER, "link", target=lambda: shell.open_link(OWN_CONSUMER, label)))
        rows.append(Entry(value=t("own-environment")))
    return rows


def _way_words(core: Core, way: Way) -> str:
    return way_words(way, core.own.state.username or t("own-account-unasked"))


def way_choices(core: Core, typed: str) -> Sequence[Choice]:
    """The ways that are possible."""
    choices = (Choice(way.value, _way_words(core, way)) for way in core.messages.ways.possible)
    return [choice for choice in choices if fold(typed) in fold(choice.label)]


def chosen_words(core: Core, way: str) -> str:
    """Take that way from now on; what is said of it."""
    core.messages.ways.choose(Way(way))
    return t("own-way-changed", _way_words(core, core.messages.ways.way))
