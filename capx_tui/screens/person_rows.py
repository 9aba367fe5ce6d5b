"""A person's profile as rows, section by section: the same for the screen and for the face of plain lines."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import explain
from capx_tui.model.entry import Entry
from capx_tui.model.lookup import Lookup
from capx_tui.model.profile_facts import Fact, profile_facts
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.fact_rows import fact_rows, saved_rows
from capx_tui.screens.onward import Onward
from capx_tui.screens.refresh_words import terms_words
from capx_tui.store.names import HeldNames

__all__ = ["person_rows"]

_SECTIONS = (
    # What can be exchanged comes first: it is what one came for, and a bio may be long.
    ("person-exchange", ("roles", "available", "wanted", "known", "languages")),
    ("person-self", ("pronoun", "about", "badges", "birthday")),
    ("person-belonging", ("territory", "affiliation", "projects", "manages", "team")),
    ("person-reaching", ("contact", "address", "alternative", "item", "picture", "last-update")),
)
_STYLES = {"available": "offer", "wanted": "want", "known": "know"}


def person_rows(core: Core, shell: Onward, asked: str, *, talk: Callable[[], None]) -> list[Entry]:
    """Sections with their facts; missing values say so. `asked` is whom one asked for, where nobody is there."""
    state = core.person.state
    person = state.person
    if person is None:
        return [Entry(value=_absent_words(core, asked))]
    facts = {
        fact.id: fact
        for fact in profile_facts(
            person,
            HeldNames(core.names),
            core.language,
            wiki_birthday=core.person.birthday_words(),
            picture=core.person.picture_words(),
        )
    }
    account = core.session.state.account
    own = account is not None and account.id == person.id
    rows = [Entry(value=t("person-self-note") if own else t("person-voluntary"), style="dim")]
    if not own:
        rows += saved_rows(core, Subject(SavedKind.PERSON, person.id))
        rows.append(Entry(value=t("talking-way"), style="link", target=talk))
    if late := terms_words(core.directory.state.terms_stale):
        rows.append(Entry(value=late, style="warning"))
    for heading, names in _SECTIONS:
        rows.append(Entry(t(heading), heading=True))
        for name in names:
            if name in facts:
                rows += _fact(core, shell, facts[name])
    if state.read_at is not None:
        rows.append(Entry(t("person-read"), ago(state.read_at, core.now())))
    return rows


def _absent_words(core: Core, asked: str) -> str:
    state = core.person.state
    if state.lookup is Lookup.NONE:
        return t("person-gone", asked)
    return explain(state.error) if state.error is not None else t("person-loading", asked)


def _fact(core: Core, shell: Onward, fact: Fact) -> list[Entry]:
    if fact.values and fact.id == "picture" and (address := core.person.state.picture_address):
        return [Entry(fact.label, fact.text, "link", target=partial(shell.open_link, address, fact.label))]
    return fact_rows(shell, fact, _STYLES.get(fact.id, "link"))
