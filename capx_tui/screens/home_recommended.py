"""Rows of Home that the service recommends, in its groups: a few of each, all where the person wants them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from capx_tui.core import Core
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import explain
from capx_tui.model.adding import lists_words
from capx_tui.model.entry import Entry
from capx_tui.model.people import Person
from capx_tui.model.profile import Profile
from capx_tui.model.recommendation_words import (
    capacity_words,
    empty_words,
    event_words,
    group_words,
    more_words,
    why_words,
)
from capx_tui.model.recommendations import Group, Hint, Recommendations
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.home_rows import HomeRow, heading, told
from capx_tui.screens.onward import Onward
from capx_tui.terminal.key_words import first_key
from capx_tui.text import isolate

__all__ = ["recommended_rows"]

#: Rows of a group before the one that shows all of them.
_SHOWN = 2


def recommended_rows(
    core: Core,
    shell: Onward,
    me: Profile | None,
    opened: Collection[object],
    toggle: Callable[[Group], None],
) -> Iterator[HomeRow]:
    """Group by group; before them what is to be known of the request. `opened` groups show all their rows."""
    state = core.recommendations.state
    said = _state_words(core)
    if said or state.found is None:
        yield heading(t("recommended"))
        yield told(said or t("recommended-asking"), "warning" if state.error or state.trouble else "")
    if state.found is None:
        return
    rows = _Rows(core, shell, me, state.found)
    for group in Group:
        yield heading(group_words(group))
        hints = rows.shown(group)
        if not hints:
            yield rows.nothing(group)
            continue
        is_open = group in opened
        for hint in hints if is_open else hints[:_SHOWN]:
            yield rows.row(group, hint)
        if len(hints) > _SHOWN:
            way = t("recommended-fewer", group_words(group)) if is_open else more_words(group, len(hints) - _SHOWN)
            yield HomeRow(Entry(value=way, style="link", target=partial(toggle, group)))


def _state_words(core: Core) -> str:
    """What went wrong with the request, and how old what is shown is; "" where all is well."""
    state = core.recommendations.state
    if state.error is not None:
        failed = t("recommended-failed", explain(state.error), first_key("app.retry"))
        return f"{failed} {t('recommended-of', ago(state.read_at, core.now()))}" if state.read_at else failed
    return explain(state.trouble) if state.trouble is not None else ""


class _Rows:
    """The rows of one answer."""

    def __init__(self, core: Core, shell: Onward, me: Profile | None, found: Recommendations) -> None:
        self._core = core
        self._shell = shell
        self._me = me
        self._found = found
        self._hidden = frozenset(core.matches.state.hidden)
        people = {hint.id for group in Group if group.is_people for hint in found.rows(group)}
        self._people: dict[int, Person] = {each.id: each for each in core.mirror.persons(sorted(people))}
        self._organizations = {each.id: each for each in core.mirror.organizations() if each.listed}

    def shown(self, group: Group) -> list[Hint]:
        """The rows of a group without those whom the person hid from the matches."""
        rows = self._found.rows(group)
        return [hint for hint in rows if hint.id not in self._hidden] if group.is_people else list(rows)

    def nothing(self, group: Group) -> HomeRow:
        """Why a group has no rows, and the way to what would change that."""
        if self._found.rows(group):
            return told(t("recommended-hidden"))
        said, field = empty_words(group, self._me)
        return HomeRow(Entry(value=said, target=partial(self._shell.edit_profile, field) if field else None))

    def row(self, group: Group, hint: Hint) -> HomeRow:
        """One row: the name, why it is there, the step to it."""
        if group is Group.CAPACITIES:
            return self._capacity(hint)
        if group is Group.EVENTS:
            return self._event(hint)
        if group.is_organizations:
            return self._organization(group, hint)
        person = self._people.get(hint.id)
        why = why_words(group, hint, self._me, person, self._core.names)
        name = person.username if person is not None else hint.name
        subject = Subject(SavedKind.PERSON, hint.id)
        return self._savable(subject, name, why, partial(self._shell.open_person, hint.id))

    def _organization(self, group: Group, hint: Hint) -> HomeRow:
        known = self._organizations.get(hint.id)
        why = why_words(group, hint, self._me, known, self._core.names)
        name = known.name_in(self._core.languages) if known is not None else hint.name
        subject = Subject(SavedKind.ORGANIZATION, hint.id)
        return self._savable(
            subject,
            name or t("name-organization-unknown", hint.id),
            why,
            partial(self._shell.open_organization, hint.id),
        )

    def _savable(self, subject: Subject, name: str, why: str, way: Callable[[], None]) -> HomeRow:
        if self._core.saved.has(subject):
            why = f"{why}. {t('saved-word')}"
        return HomeRow(Entry(isolate(name), why, target=way), subject=(subject, name))

    def _capacity(self, hint: Hint) -> HomeRow:
        known, available = (
            self._core.explore.asking(lambda index, kind=kind: index.bits(kind, hint.id).bit_count())  # type: ignore[misc]
            for kind in ("known", "available")
        )
        way = partial(self._shell.open_directory, hint.id)
        why = capacity_words(known, available)
        if added := lists_words(self._core.adding.lists_of(hint.id)):
            why = f"{why}. {t('adding-added', added)}"
        return HomeRow(Entry(isolate(self._core.names.capacity(hint.id)), why, target=way), capacity=hint.id)

    def _event(self, hint: Hint) -> HomeRow:
        event = self._found.event(hint.id)
        why = event_words(event, self._me, self._core.names, self._core.language) if event is not None else ""
        return HomeRow(Entry(isolate(hint.name), why, target=partial(self._shell.open_event, hint.id)))
