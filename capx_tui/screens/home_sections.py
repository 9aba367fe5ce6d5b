"""Home as rows, section by section: the same for the screen and for the face of plain lines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from capx_tui.core import Core
from capx_tui.model.recommendations import Group
from capx_tui.screens.home_matches import OpenMatch, match_rows, news_rows
from capx_tui.screens.home_recommended import recommended_rows
from capx_tui.screens.home_rows import (
    HomeRow,
    account_rows,
    data_rows,
    gap_rows,
    number_rows,
    session_rows,
    state_rows,
    way_rows,
)
from capx_tui.screens.onward import Onward

__all__ = ["NEWS", "home_rows"]

#: The section of what is new, beside the groups of recommendations.
NEWS = "news"


def home_rows(
    core: Core,
    shell: Onward,
    opened: Collection[Group | str],
    toggle: Callable[[Group | str], None],
    open_match: OpenMatch,
) -> Iterator[HomeRow]:
    """Everything of Home; `opened` are the sections that show all their rows, `toggle` opens or closes one."""
    yield from session_rows(core, shell)
    yield from state_rows(core)
    if core.session.state.is_signed_in:
        me = core.my_profile.known(core.session.account_id)
        gaps = list(gap_rows(core, shell, me))
        can_match = core.matches.state.can_match
        if not can_match:
            # Nobody can be found for a profile without capacities: that comes first.
            yield from gaps
        yield from news_rows(core, shell, open_match, is_open=NEWS in opened, toggle=partial(toggle, NEWS))
        yield from match_rows(core, shell, open_match)
        if can_match:
            yield from gaps
        yield from recommended_rows(core, shell, me, opened, toggle)
        yield from number_rows(core, shell)
        yield from way_rows(core, shell)
    else:
        yield from way_rows(core, shell)
        yield from number_rows(core, shell)
    yield from account_rows(core, shell)
    yield from data_rows(core)
