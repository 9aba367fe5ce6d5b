"""Explore: people in a list, found by name and by filters, from the mirror at once.

In: the mirror's index through `ExploreStore`. Out: a person's profile, a changed filter. Can fail:
nothing fetched yet (said, with progress), service down (said, with the data's age), nothing found
(said, with the filter whose removal would help).
"""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget

from capx_tui.i18n import t
from capx_tui.model.explore import Sort
from capx_tui.model.filter_words import filter_words
from capx_tui.model.people import Person
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.explore_words import card_of
from capx_tui.screens.refresh_words import age_words, refresh_words, stale_words, unnamed_words
from capx_tui.screens.saving import Saving
from capx_tui.screens.searching import Searching
from capx_tui.screens.talking import Talking
from capx_tui.store.explore import Phase
from capx_tui.store.names import HeldNames
from capx_tui.terminal.keys import first_key
from capx_tui.widgets.bars import TextBar
from capx_tui.widgets.cards import CARD_HEIGHT, card_rows
from capx_tui.widgets.field import Field
from capx_tui.widgets.line_list import LineList, Row

__all__ = ["ExploreScreen"]

#: People arrive by the page while the mirror fills; the list is painted again at most this often.
_REPAINT_S = 1.0
#: And this often while each painting is spoken.
_SPOKEN_S = 10.0
#: How many people are read from the mirror around the one that is drawn.
_CHUNK = 64


class ExploreScreen(Talking[None], Saving, Searching[None]):
    """The main job: whom can I learn from?"""

    SCOPES = ("explore", "talking", "saving", "list")
    TITLE_KEY = "screen-explore"

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[int, Person] = {}
        #: Names, and the lists and the language they were made from.
        self._names: HeldNames
        self._named_from: object = None
        self._pending: Timer | None = None
        self._drawn: object = None
        self._drawn_empty = ""

    def compose_body(self) -> ComposeResult:
        """What is asked, the search field, the people."""
        yield TextBar(id="asked")
        yield Field(lambda: t("explore-search"), id="search", value=self.core.explore.state.filter.text)
        yield LineList(id="people")

    def start(self) -> None:
        """Show what the mirror has; what arrives later is painted as it comes."""
        self.watch_store(self.core.explore, lambda state: self._later())
        # Spoken once with the rows, not once with each answer of the service.
        self.watch_store(self.core.explore, lambda state: None if self.speaks else self._tell())
        self.watch_saved()
        self.found_list.label = lambda: t("explore-list")
        self._paint()
        if self.speaks:
            # After what is said of the list, which else would be taken for the row's own words.
            self.found_list.focus()
        else:
            # At once, not when there is time: the first frame has the focus and need not be drawn twice.
            self.set_focus(self.found_list)

    def resume(self) -> None:
        """The filter may have been changed above, its text too."""
        search, asked = self.search_field, self.core.explore.state.filter.text
        if search.text != asked:
            search.text = asked
        self._paint()

    @property
    def found_list(self) -> LineList:
        """See `Searching`."""
        return self.query_one("#people", LineList)

    # -- drawing -------------------------------------------------------------------------------

    def _later(self) -> None:
        """Paint at once for what the person did and where nobody stands yet, else within a second of what came."""
        state = self.core.explore.state
        is_other = (state.filter, state.sort, state.shown_lists) != self._drawn
        are_first = state.count > 0 and self._drawn_empty
        if is_other or are_first or (state.count == 0 and self._empty_words() != self._drawn_empty):
            self._paint()
        elif self._pending is None:
            self._pending = self.set_timer(_SPOKEN_S if self.speaks else _REPAINT_S, self._paint, name="arrivals")

    def _paint(self) -> None:
        self._pending = None
        if not self.is_mounted:
            return
        state = self.core.explore.state
        people = self.found_list
        same_question = self._drawn == (state.filter, state.sort, state.shown_lists)
        at = people.highlighted if same_question else 0
        if same_question and (marked := self._people.get(people.highlighted)) is not None:
            place = self.core.explore.position_of(marked.id)
            # Gone or matching no more: whoever stands there now is nearer than the top.
            at = place if place is not None else at
        self._drawn = (state.filter, state.sort, state.shown_lists)
        self._people.clear()
        named_from = (self.core.explore.data_revision, self.core.language)
        if named_from != self._named_from:
            self._named_from, self._names = named_from, HeldNames(self.core.names)
        self.query_one("#asked", TextBar).left = filter_words(state.filter, self.core.names)
        compact = self.is_compact
        self._drawn_empty = self._empty_words() if state.count == 0 else ""
        people.show(
            state.count,
            self._rows,
            highlighted=at,
            item_height=1 if compact else CARD_HEIGHT,
            empty=self._drawn_empty,
        )
        self._tell()

    def _rows(self, index: int, width: int) -> list[Row]:
        person = self._person(index)
        if person is None:
            return []
        state = self.core.explore.state
        marks = self.saved_words(SavedKind.PERSON, person.id)
        card = card_of(person, self._names, state.shown_lists, state.filter, marks=marks)
        return card_rows(card, width, compact=self.is_compact)

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        person = self._person(self.found_list.highlighted) if self.core.explore.state.count else None
        return (Subject(SavedKind.PERSON, person.id), person.username) if person is not None else None

    def to_write(self) -> str | None:
        """See `Talking`."""
        found = self.to_save()
        return found[1] if found is not None else None

    def show_saved(self) -> None:
        """See `Saving`."""
        self._paint()

    def _person(self, index: int) -> Person | None:
        if index not in self._people:
            if len(self._people) > 8 * _CHUNK:
                self._people.clear()
            first = index // _CHUNK * _CHUNK
            for offset, person in enumerate(self.core.explore.rows(first, _CHUNK)):
                self._people[first + offset] = person
        return self._people.get(index)

    def _empty_words(self) -> str:
        state = self.core.explore.state
        if state.total == 0:
            return refresh_words(self.core.explore.state) or t("explore-no-data", first_key("app.refresh"))
        relief = self.core.explore.relief()
        if not relief:
            return t("explore-nobody")
        facet, count = relief[0]
        return t("explore-nobody-without", t(f"facet-{facet.value}"), count)

    def refreshed(self) -> None:
        """Count and age say it."""
        self._tell()

    def _tell(self) -> None:
        """Counts, order and age: the words at the foot; what stands below another screen keeps quiet."""
        if self.app.screen is not self:
            return
        if worse := self._worse_words():
            state = self.core.explore.state
            self.say(f"{worse} {t('explore-count', state.count, state.total)}", aside="")
        else:
            self.say(self._ordered_words(), aside=age_words(self.core.explore.state, self.core.now()))

    def _ordered_words(self) -> str:
        state = self.core.explore.state
        return f"{t('explore-count', state.count, state.total)} {t(f'sort-{state.sort.value}')}"

    def _worse_words(self) -> str:
        """What is wrong with the data, "" for nothing."""
        state, now = self.core.explore.state, self.core.now()
        # Said once for all rows: without names, capacities stand there as numbers.
        return stale_words(state, now) or unnamed_words(self.core.mirror.terms().stale, state, now)

    # -- doing ---------------------------------------------------------------------------------

    @on(Field.Changed, "#search")
    def _search(self, event: Field.Changed) -> None:
        if event.text != self.core.explore.state.filter.text:
            self.core.explore.set_text(event.text)

    @on(LineList.Opened, "#people")
    def _open(self, event: LineList.Opened) -> None:
        person = self._person(event.index)
        if person is not None:
            self.shell.open_person(person.id)

    def do_explore_search(self) -> None:
        """To the field."""
        self.search_field.focus()

    def do_explore_filters(self) -> None:
        """All facets, with live counts."""
        from capx_tui.screens.explore_filters import FiltersScreen

        self.app.push_screen(FiltersScreen())

    def do_explore_sort(self) -> None:
        """The next order."""
        self.core.explore.next_sort()
        if self._worse_words():
            # There is no room for the order beside it.
            self.say(self._ordered_words())

    def do_explore_lists(self) -> None:
        """Known capacities in the cards, or not."""
        shown = self.core.explore.toggle_known()
        self.say(t("explore-known-shown") if shown else t("explore-known-hidden"))

    def do_explore_clear(self) -> None:
        """No filter, no text."""
        self.core.explore.clear()
        self.search_field.text = ""
        self.say(t("explore-cleared", self.core.explore.state.count))

    def do_explore_density(self) -> None:
        """One line a person, or three."""
        self.core.settings.change(compact=not self.core.settings.state.compact)
        self._drawn = None
        self._paint()
        self.say(t("explore-compact") if self.is_compact else t("explore-full"))

    def begin_again(self) -> Widget | None:
        """See `CapxScreen`. Who is saved, and who matches, is told at the start only where one is known by then."""
        explore, people = self.core.explore, self.found_list
        explore.catch_up()
        of_oneself = explore.state.sort is Sort.MATCH or bool(self.core.saved.state.items)
        if explore.state.phase is Phase.FILLING or (of_oneself and not self.knows_start_account):
            return None
        self.resume()
        people.highlighted = 0
        return people
