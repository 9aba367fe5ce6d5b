"""Explore in plain lines: people, found by name and by filters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.cli.plain.explore_filters import FiltersPlace
from capx_tui.cli.plain.line import Line
from capx_tui.cli.plain.subjects import About, Saving, Talking
from capx_tui.cli.profile import summary_lines
from capx_tui.i18n import t
from capx_tui.model.explore import CapacityList
from capx_tui.model.filter_words import filter_words
from capx_tui.model.people import Person
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.refresh_words import age_words, refresh_words
from capx_tui.store.explore import Phase
from capx_tui.terminal.key_words import first_key

__all__ = ["ExplorePlace"]


class ExplorePlace(Talking, Saving):
    """The main job: whom can I learn from?"""

    SCOPES = ("explore", "talking", "saving")
    TITLE_KEY = "screen-explore"

    def arrive(self) -> None:
        """The mirror, if there is none yet."""
        self.face.need_people()

    def intro(self) -> Sequence[str]:
        """What is asked for, how many that leaves, in which order, how old."""
        state = self.core.explore.state
        told = [filter_words(state.filter, self.core.names)]
        if not state.total:
            waiting = refresh_words(state) if state.phase is not Phase.EMPTY else ""
            return [*told, waiting or t("explore-no-data", first_key("app.refresh"))]
        told.append(f"{t('explore-count', state.count, state.total)} {t(f'sort-{state.sort.value}')}")
        if age := age_words(state, self.core.now()):
            told.append(age)
        return told if state.count else [*told, self._relief()]

    def _relief(self) -> str:
        relief = self.core.explore.relief()
        if not relief:
            return t("explore-nobody")
        facet, count = relief[0]
        return t("explore-nobody-without", t(f"facet-{facet.value}"), count)

    def count(self) -> int:
        """Everybody who matches."""
        return self.core.explore.state.count

    def line(self, at: int) -> Line:
        """One person."""
        found = self.core.explore.rows(at, 1)
        return self._person(at, found[0]) if found else Line(t("match-gone"))

    def _numbered(self, number: int) -> Sequence[Line]:
        return [self.line(number - 1)] if 0 < number <= self.count() else []

    def _person(self, at: int, person: Person) -> Line:
        state = self.core.explore.state
        known = bool(state.filter.known) or CapacityList.KNOWN in state.shown_lists
        title, roles, *facts = summary_lines(person, self.core.names, self.core.language, show_known=known)
        subject = Subject(SavedKind.PERSON, person.id)
        words = f"{title}. {t('saved-word')}" if self.core.saved.has(subject) else title
        # The day and the address are told with the profile.
        more = () if self.core.settings.state.compact else (roles, *facts[:-2])
        opening = partial(self.face.open_person, person.id)
        return Line(words, person.username, at + 1, opening, tuple(more), About(subject, person.username))

    def do_explore_search(self, given: str = "") -> None:
        """People with a text in their name."""
        self.core.explore.set_text(given or self.face.talk.ask(t("explore-search")))
        self.again()

    def do_explore_filters(self, given: str = "") -> None:
        """All facets, with live counts."""
        del given
        self.face.push(FiltersPlace(self.face))

    def do_explore_sort(self, given: str = "") -> None:
        """The next order."""
        del given
        self.core.explore.next_sort()
        self.again()

    def do_explore_lists(self, given: str = "") -> None:
        """Known capacities with each person, or not."""
        del given
        shown = self.core.explore.toggle_known()
        self.face.say(t("explore-known-shown") if shown else t("explore-known-hidden"))

    def do_explore_clear(self, given: str = "") -> None:
        """No filter, no text."""
        del given
        self.core.explore.clear()
        self.face.say(t("explore-cleared", self.core.explore.state.count))

    def do_explore_density(self, given: str = "") -> None:
        """A line a person, or their facts as well."""
        del given
        is_compact = not self.core.settings.state.compact
        self.core.settings.change(compact=is_compact)
        self.face.say(t("explore-compact") if is_compact else t("explore-full"))
