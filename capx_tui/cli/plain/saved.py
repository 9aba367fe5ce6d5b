"""Saved people and organizations in plain lines, with notes of one's own."""

from __future__ import annotations

from collections.abc import Iterable

from capx_tui.cli.commands.saved import saved_lines
from capx_tui.cli.plain.listing import ListingPlace
from capx_tui.cli.plain.place import Face
from capx_tui.cli.plain.subjects import About, Talking
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.model.saved import SavedEntry, SavedItem, SavedKind
from capx_tui.store.saved_list import SavedList
from capx_tui.terminal.key_words import first_key

__all__ = ["SavedPlace"]


class SavedPlace(Talking, ListingPlace[SavedEntry]):
    """Needs sign-in."""

    SCOPES = ("saved", "talking", "listing")
    TITLE_KEY = "screen-saved"
    COUNT_KEY = "saved-count"
    NONE_KEY = "saved-none"

    def __init__(self, face: Face) -> None:
        super().__init__(face)
        #: What was removed here, with its note; the last one comes back first.
        self._removed: list[tuple[SavedItem, SavedEntry]] = []

    @property
    def listing(self) -> SavedList:
        """Who is saved."""
        return self.core.saved_list

    def arrive(self) -> None:
        """What the service has; names for it."""
        super().arrive()
        self.face.work(self.core.saved.load())

    def asked_line(self) -> str:
        """Also in which order."""
        return f"{super().asked_line()}. {t(f'saved-sort-{self.listing.sort.value}')}"

    def nothing(self) -> str:
        """Why there is nobody."""
        saved = self.core.saved.state
        if self.listing.state.total:
            return super().nothing()
        if saved.read_at is not None:
            return t(self.NONE_KEY, first_key("saving.toggle"))
        return explain(saved.error) if saved.error is not None else t("saved-reading")

    def read(self, item: SavedEntry) -> Iterable[str]:
        """What the line command prints."""
        return saved_lines(item)

    def name(self, item: SavedEntry) -> str:
        """Whose it is."""
        return item.name

    def about(self, item: SavedEntry) -> object:
        """Whom one could write to."""
        return About(item.item.subject, item.name)

    def open(self, item: SavedEntry) -> None:
        """The profile; of one who is gone there is none."""
        subject = item.item.subject
        if item.item.is_gone:
            self.face.say(t("saved-gone-remove", item.name, first_key("saved.remove")))
        elif subject.kind is SavedKind.PERSON:
            self.face.open_person(subject.id)
        else:
            self.face.open_organization(subject.id)

    def do_saved_sort(self, given: str = "") -> None:
        """The other order."""
        del given
        self.listing.next_sort()
        self.again()

    def do_saved_remove(self, given: str = "") -> None:
        """Remove one; it can be taken back."""
        entry = self.item(given)
        if entry is None:
            return
        removed = self.face.work(self.core.saved.remove(entry.item.subject))
        if removed is not None:
            self._removed.append((removed, entry))
        self._done(t("saved-removed", entry.name, first_key("saved.undo")))

    def do_saved_undo(self, given: str = "") -> None:
        """Take the last removal back."""
        del given
        if not self._removed:
            self.face.say(t("saved-nothing-to-undo"))
            return
        item, entry = self._removed.pop()
        try:
            self.face.work(self.core.saved.restore(item, entry.note))
        except (CapxError, KeyboardInterrupt):
            # Nothing of it is lost: the same action tries again.
            self._removed.append((item, entry))
            raise
        self._done(t("saved-restored", entry.name))

    def do_saved_note(self, given: str = "") -> None:
        """A note beside one; nothing keeps it, a hyphen empties it."""
        entry = self.item(given)
        if entry is None:
            return
        if entry.note:
            self.face.talk.tell([t("saved-note-row", entry.note)])
        self.face.talk.tell([t("plain-form-line")])
        text = self.face.talk.ask(t("saved-note"))
        if text:
            text = "" if text == "-" else text
            self.core.saved.note(entry.item.subject, text)
            self._done(t("saved-noted") if text else t("saved-unnoted"))

    def _done(self, words: str) -> None:
        self.face.say(words)
        if (trouble := self.core.saved.state.trouble) is not None:
            self.face.fail(trouble)
