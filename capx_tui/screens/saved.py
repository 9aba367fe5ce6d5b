"""Saved people and organizations: one list, with notes of one's own.

In: `SavedStore`, names and profiles from the mirror. Out: Enter opens the profile. Can fail: the service down (the
list known from before stays, and that is said), a profile that is gone (said on its row; it can be removed).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual.app import ComposeResult

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.organization_list import roles_of_organization
from capx_tui.model.people import roles_of
from capx_tui.model.saved import SavedEntry, SavedItem, SavedKind
from capx_tui.screens.listing import ListingScreen
from capx_tui.screens.prompt import PromptScreen
from capx_tui.screens.talking import Talking
from capx_tui.store.saved_list import SavedList
from capx_tui.terminal.keys import first_key
from capx_tui.text import isolate
from capx_tui.widgets.cards import PersonCard, card_rows
from capx_tui.widgets.line_list import Row

__all__ = ["SavedScreen"]


class SavedScreen(Talking[None], ListingScreen[SavedEntry]):
    """Needs sign-in; going here without leads there first."""

    SCOPES = ("saved", "talking", "listing", "list")
    TITLE_KEY = "screen-saved"
    COUNT_KEY = "saved-count"
    NONE_KEY = "saved-none"

    def __init__(self) -> None:
        super().__init__()
        #: What was removed here, with its note; the last one comes back first.
        self._removed: list[tuple[SavedItem, SavedEntry]] = []

    @property
    def listing(self) -> SavedList:
        """Who is saved."""
        return self.core.saved_list

    def compose_body(self) -> ComposeResult:
        """As every listing; what is known already, first of all."""
        self.listing.show()
        yield from super().compose_body()

    def start(self) -> None:
        """What is known from before; then what the service has."""
        super().start()
        self.watch_store(self.core.saved, lambda state: self._paint())
        self.load(self.core.saved.load, name="saved")

    def rows(self, item: SavedEntry, width: int, *, compact: bool) -> Sequence[Row]:
        """Name, kind, what is offered and wanted, territory; the note in the place of the last where there is one."""
        note = t("saved-note-row", isolate(item.note)) if item.note else ""
        kind = t(f"saved-kind-{item.item.subject.kind.value}")
        if item.person is None and item.organization is None:
            words = t("saved-gone") if item.item.is_gone else t("saved-not-here")
            title: Row = [(isolate(item.name), "name"), (f"  {kind}", "role")]
            if compact:
                return [[*title, (f"; {words}", "warning"), *([(f" {note}", "dim")] if note else [])]]
            return [title, [("  ", ""), (words, "warning")], [("  ", ""), (note, "dim")]]
        first, *others = card_rows(self._card(item, kind), width, compact=compact)
        if not note:
            return [first, *others]
        if compact:
            return [[*first, (f"; {note}", "dim")]]
        return [first, *others[:-1], [("  ", ""), (note, "dim")]]

    def _card(self, item: SavedEntry, kind: str) -> PersonCard:
        names = self.core.names

        def capacities(numbers: tuple[int, ...]) -> tuple[str, ...]:
            return tuple(map(names.capacity, numbers))

        if item.person is not None:
            person = item.person
            roles, other_name = roles_of(person), person.display_name
            lists = (person.skills_available, person.skills_wanted, person.skills_known)
        else:
            assert item.organization is not None
            of = item.organization
            roles, other_name = roles_of_organization(of), of.acronym if of.acronym != item.name else ""
            lists = (of.available_capacities, of.wanted_capacities, of.known_capacities)
        return PersonCard(
            username=item.name,
            display_name=other_name,
            roles=tuple(t(f"role-{role.value}") for role in roles),
            available=capacities(lists[0]),
            wanted=capacities(lists[1]),
            # What somebody knows and does not offer tells nothing beside these two.
            known=None if lists[0] or lists[1] else capacities(lists[2]),
            languages=None,
            territories=tuple(map(names.territory, item.territories)),
            marks=(kind,),
        )

    def _empty_words(self) -> str:
        saved = self.core.saved.state
        if self.listing.state.total:
            return super()._empty_words()
        if saved.read_at is not None:
            return t(self.NONE_KEY, first_key("saving.toggle"))
        return explain(saved.error) if saved.error is not None else t("saved-reading")

    def tell(self) -> None:
        """How many there are, in which order; that the service could not be asked, where it could not."""
        state, error = self.listing.state, self.core.saved.state.error
        counted = f"{t(self.COUNT_KEY, state.count, state.total)} {t(f'saved-sort-{self.listing.sort.value}')}"
        self.say(counted if error is None else f"{counted} {explain(error)}", aside="")

    def open(self, item: SavedEntry) -> None:
        """The profile; of one who is gone there is none."""
        subject = item.item.subject
        if item.item.is_gone:
            self.say(t("saved-gone-remove", isolate(item.name), first_key("saved.remove")))
        elif subject.kind is SavedKind.PERSON:
            self.shell.open_person(subject.id)
        else:
            self.shell.open_organization(subject.id)

    def to_write(self) -> str | None:
        """See `Talking`: a person, and one who is still there; organizations take no messages."""
        entry = self.marked
        return entry.person.username if entry is not None and entry.person is not None else None

    # -- doing -----------------------------------------------------------------------------------

    def do_saved_sort(self) -> None:
        """The other order."""
        self.listing.next_sort()

    def do_saved_remove(self) -> None:
        """Remove the one with the marker; no question, since it can be taken back."""
        entry = self.marked
        if entry is None:
            self.say(t("saved-nobody-here"))
            return
        self.load(partial(self._remove, entry), name=f"remove-{entry.item.subject.key}", exclusive=False)

    async def _remove(self, entry: SavedEntry) -> None:
        removed = await self.core.saved.remove(entry.item.subject)
        if removed is not None:
            self._removed.append((removed, entry))
        self._done(t("saved-removed", isolate(entry.name), first_key("saved.undo")))

    def do_saved_undo(self) -> None:
        """Take the last removal back."""
        if not self._removed:
            self.say(t("saved-nothing-to-undo"))
            return
        self.load(self._undo, name="undo", exclusive=False)

    async def _undo(self) -> None:
        if not self._removed:
            return
        item, entry = self._removed.pop()
        try:
            await self.core.saved.restore(item, entry.note)
        except CapxError:
            # Nothing of it is lost: the same key tries again.
            self._removed.append((item, entry))
            raise
        self._done(t("saved-restored", isolate(entry.name)))

    def do_saved_note(self) -> None:
        """Write a note beside the one with the marker."""
        entry = self.marked
        if entry is None:
            self.say(t("saved-nobody-here"))
            return

        def written(text: object) -> None:
            if isinstance(text, str):
                self.core.saved.note(entry.item.subject, text)
                self._done(t("saved-noted") if text.strip() else t("saved-unnoted"))

        def title() -> str:
            return t("saved-note-title", isolate(entry.name))

        self.app.push_screen(PromptScreen(title, lambda: t("saved-note"), value=entry.note), written)

    def _done(self, words: str) -> None:
        """Say it; and that the list cannot be kept, where it cannot."""
        self.say(words)
        if (trouble := self.core.saved.state.trouble) is not None:
            self.fail(trouble)
