"""The organizations one manages as rows, and how to come by one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import explain
from capx_tui.model.capacities import language_chain
from capx_tui.model.directory import Organization
from capx_tui.model.entry import Entry
from capx_tui.model.links import CONTACT
from capx_tui.model.lookup import Lookup
from capx_tui.model.organization_facts import organization_gaps
from capx_tui.screens.onward import Onward
from capx_tui.text import isolate

__all__ = ["my_organizations_rows"]


def my_organizations_rows(core: Core, shell: Onward, *, contact: Callable[[], object] | None = None) -> list[Entry]:
    """One row for each organization; how to come by one, or to be rid of it; `contact` takes the address."""
    state = core.my_organizations.state
    rows = [Entry(t("my-organizations-heading"), heading=True)]
    rows += (_organization(core, shell, each) for each in state.organizations)
    if state.error is not None:
        rows.append(Entry(value=explain(state.error)))
    elif not state.organizations:
        key = "my-organizations-none" if state.lookup is Lookup.NONE else "my-organizations-loading"
        rows.append(Entry(value=t(key)))
    rows.append(Entry(t("my-organizations-how"), heading=True))
    rows += [Entry(value=t(key)) for key in ("my-organizations-ask", "my-organizations-admins")]
    rows += [Entry(value=t(key)) for key in ("my-organizations-leave", "my-organizations-clear")]
    rows.append(Entry(t("about-contact"), CONTACT, target=contact))
    return rows


def _organization(core: Core, shell: Onward, organization: Organization) -> Entry:
    gaps = organization_gaps(organization)
    name = isolate(organization.name_in(language_chain(core.language)))
    words = t("my-organizations-lacks", name, commas(gaps)) if gaps else t("my-organizations-complete", name)
    return Entry(value=words, target=partial(shell.open_organization, organization.id))
