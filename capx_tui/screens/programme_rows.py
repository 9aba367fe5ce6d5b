"""One mentorship programme as rows: everything its card tells, and the ways to apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.model.entry import Entry
from capx_tui.model.mentorship import Programme, Role, why_not
from capx_tui.model.mentorship_facts import programme_facts
from capx_tui.model.mentorship_form import sent_words
from capx_tui.screens.fact_rows import fact_rows
from capx_tui.screens.onward import Onward

__all__ = ["programme_rows", "role_help"]

_STYLES = {"description": "", "languages": ""}


def programme_rows(
    core: Core, shell: Onward, found: Programme | None, *, apply: Callable[[Role], object]
) -> list[Entry]:
    """`apply` opens the form of a role."""
    if found is None:
        return [Entry(value=t("mentorship-gone"))]
    store = core.mentorship
    facts = programme_facts(found, core.names, store.today, core.language, store.name(found))
    rows = [entry for fact in facts for entry in fact_rows(shell, fact, _STYLES.get(fact.id, "link"))]
    if store.state.read_at is not None:
        rows.append(Entry(t("person-read"), ago(store.state.read_at, core.now())))
    rows.append(Entry(t("mentorship-apply"), heading=True))
    return [*rows, *(_way(core, found, role, apply) for role in Role), *_before(core, found)]


def _way(core: Core, programme: Programme, role: Role, apply: Callable[[Role], object]) -> Entry:
    """To the form of a role, or why there is none now."""
    label = t(f"mentorship-apply-{role.value}")
    if why := why_not(programme, role, core.mentorship.today):
        return Entry(label, t(why), "dim")
    return Entry(label, role_help(core, programme, role), target=partial(apply, role))


def _before(core: Core, programme: Programme) -> Iterator[Entry]:
    """What to know before one begins."""
    if any(not why_not(programme, role, core.mentorship.today) for role in Role):
        yield Entry(value=t("mentorship-form-language"))
        yield Entry(value=t("mentorship-coordinator"))


def role_help(core: Core, programme: Programme, role: Role) -> str:
    """What was sent before, or what applying in that role means."""
    sent = core.mentorship.sent(programme.organization, role)
    return sent_words(sent, core.language) or t(f"mentorship-apply-{role.value}-help")
