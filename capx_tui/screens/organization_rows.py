"""An organization's profile as rows, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.capacities import language_chain
from capx_tui.model.entry import Entry
from capx_tui.model.lookup import Lookup
from capx_tui.model.mentorship_facts import status_words
from capx_tui.model.organization_facts import SECTIONS, organization_facts
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.fact_rows import fact_rows, saved_rows
from capx_tui.screens.onward import Onward
from capx_tui.store.names import HeldNames

__all__ = ["is_managed", "organization_rows"]


_STYLES = {"available": "offer", "wanted": "want", "known": "know"}


def is_managed(core: Core) -> bool:
    """Whether who is signed in manages the organization that is shown."""
    organization, account = core.organization.state.organization, core.session.state.account
    return account is not None and organization is not None and account.id in organization.managers


def organization_rows(core: Core, shell: Onward, organization_id: int, name: str) -> list[Entry]:
    """Sections with their facts; missing values say so. `name` is told where the profile is not there."""
    state = core.organization.state
    organization = state.organization
    if organization is None or not organization.listed:
        return [Entry(value=_absent_words(core, name))]
    held = HeldNames(core.names)
    facts = {
        fact.id: fact for fact in organization_facts(organization, state, held, partial(_username, core), core.language)
    }
    rows = [Entry(value=_note(core), style="dim")]
    rows += saved_rows(core, Subject(SavedKind.ORGANIZATION, organization.id))
    for heading, names in SECTIONS:
        rows.append(Entry(t(heading), heading=True))
        for each in names:
            rows += fact_rows(shell, facts[each], _STYLES.get(each, "link"))
        if heading == "organization-heading-events":
            rows += _programme(core, shell, organization_id)
    if state.read_at is not None:
        rows.append(Entry(t("person-read"), ago(state.read_at, core.now())))
    return rows


def _programme(core: Core, shell: Onward, organization_id: int) -> Iterator[Entry]:
    """The way to its mentorship programme, where it has one; where nobody could say whether, that."""
    store, label = core.mentorship, t("mentorship-programme")
    if found := store.programme(organization_id):
        words = status_words(found, store.today, core.language)
        yield Entry(t("screen-mentorship"), heading=True)
        yield Entry(label, words, style="link", target=partial(shell.open_programme, found.organization))
    elif store.state.error is not None:
        yield Entry(t("screen-mentorship"), heading=True)
        yield Entry(label, t("organization-programme-failed", sentence(store.state.error)), style="dim")


def _note(core: Core) -> str:
    """Whose it is, and that its name is in another language than the person's where it is."""
    organization = core.organization.state.organization
    assert organization is not None
    note = t("organization-own") if is_managed(core) else t("organization-voluntary")
    chain = language_chain(core.language)
    if chain[0] == "en" or any(code in organization.names for code in chain if code != "en"):
        return note
    return f"{t('organization-name-english')} {note}"


def _username(core: Core, person_id: int) -> str:
    person = core.mirror.person(person_id)
    return person.username if person is not None else ""


def _absent_words(core: Core, name: str) -> str:
    state = core.organization.state
    if state.lookup is Lookup.NONE:
        return t("organization-gone", name)
    return explain(state.error) if state.error is not None else t("organization-loading", name)
