"""An organization's profile: every section of the guide's, row by row.

In: the mirror's copy at once, then the service's, with its projects, events, documents and the news that Diff has
of its tags, each part as it comes (`OrganizationStore`). Can fail: nobody of that id, or an organization without a
manager (said); the service down (the copy stays, with its age); a part (its row says so). Enter leads on: to a
capacity, a person, an address, its mentorship programme; managers go on to the form, and others are told who may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.actions import Action
from capx_tui.model.capacities import language_chain
from capx_tui.model.links import organization_address
from capx_tui.model.lookup import Lookup
from capx_tui.model.mentorship_facts import status_words
from capx_tui.model.organization_facts import SECTIONS, organization_facts
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["OrganizationScreen"]

_STYLES = {"available": "offer", "wanted": "want", "known": "know"}


class OrganizationScreen(Saving, RowsScreen[None]):
    """Opened from people's affiliations, from My organizations and from CapX addresses."""

    SCOPES = ("organization", "saving", "list")

    def __init__(self, organization_id: int, *, edit: bool = False) -> None:
        super().__init__()
        self._organization_id = organization_id
        #: The form is to be opened as soon as the profile is.
        self._is_to_edit = edit
        #: The form was opened above: what it did is asked for when one is back.
        self._was_edited = False

    @property
    def heading(self) -> str:
        """The name in the person's language, else in English."""
        organization = self.core.organization.state.organization
        if organization is None or organization.id != self._organization_id:
            return self.core.names.affiliation(self._organization_id)
        return isolate(organization.name_in(language_chain(self.core.language)))

    def start(self) -> None:
        """The copy at once; then what the service has now."""
        self.core.organization.show(self._organization_id)
        super().start()
        self.watch_store(self.core.organization, lambda state: self._changed())
        self.watch_store(self.core.session, lambda state: self._changed())
        self.watch_store(self.core.mentorship, lambda state: self._changed())
        self.watch_names()
        self.watch_saved()
        self.load(self._load, name="organization")
        self.load(partial(self.core.mentorship.look_for, self._organization_id), name="programme", quiet=True)
        if self._is_to_edit:
            self.do_organization_edit()
        else:
            self.say(t("organization-hint"))

    async def _load(self) -> None:
        fresh, self._was_edited = self._was_edited, False
        await self.core.organization.load(self._organization_id, fresh=fresh)

    def resume(self) -> None:
        """Another organization may have been looked at above, or this one was changed."""
        is_other = self.core.organization.state.asked != self._organization_id
        if is_other or self._was_edited:
            self.core.organization.show(self._organization_id)
            self.load(self._load, name="organization")
        super().resume()

    def _changed(self) -> None:
        if self.core.organization.state.asked == self._organization_id:
            self.rebuild()
            self.retitle()

    def entries(self) -> Sequence[Entry]:
        """Sections with their facts; missing values say so."""
        state = self.core.organization.state
        organization = state.organization
        if organization is None or not organization.listed:
            return [Entry(value=self._absent_words())]
        facts = {
            fact.id: fact
            for fact in organization_facts(organization, state, self.core.names, self._username, self.core.language)
        }
        rows = [Entry(value=self._note(), style="dim")]
        if words := self.saved_words(SavedKind.ORGANIZATION, organization.id):
            rows.append(Entry(value=", ".join(words)))
        for heading, names in SECTIONS:
            rows.append(Entry(t(heading), heading=True))
            for name in names:
                rows += self.fact_rows(facts[name], _STYLES.get(name, "link"))
            if heading == "organization-heading-events":
                rows += self._programme()
        if state.read_at is not None:
            rows.append(Entry(t("person-read"), ago(state.read_at, self.core.now())))
        return rows

    def _programme(self) -> Iterator[Entry]:
        """The way to its mentorship programme, where it has one; where nobody could say whether, that."""
        store, label = self.core.mentorship, t("mentorship-programme")
        if found := store.programme(self._organization_id):
            words = status_words(found, store.today, self.core.language)
            yield Entry(t("screen-mentorship"), heading=True)
            yield Entry(label, words, style="link", target=partial(self.shell.open_programme, found.organization))
        elif store.state.error is not None:
            yield Entry(t("screen-mentorship"), heading=True)
            yield Entry(label, t("organization-programme-failed", sentence(store.state.error)), style="dim")

    @property
    def is_managed(self) -> bool:
        """Whether who is signed in manages it."""
        organization = self.core.organization.state.organization
        return self.account is not None and organization is not None and self.account.id in organization.managers

    def _note(self) -> str:
        """Whose it is, and that its name is in another language than the person's where it is."""
        organization = self.core.organization.state.organization
        assert organization is not None
        note = t("organization-own") if self.is_managed else t("organization-voluntary")
        chain = language_chain(self.core.language)
        if chain[0] == "en" or any(code in organization.names for code in chain if code != "en"):
            return note
        return f"{t('organization-name-english')} {note}"

    def _username(self, person_id: int) -> str:
        person = self.core.mirror.person(person_id)
        return person.username if person is not None else ""

    def _absent_words(self) -> str:
        state, name = self.core.organization.state, self.heading
        if state.lookup is Lookup.NONE:
            return t("organization-gone", name)
        return explain(state.error) if state.error is not None else t("organization-loading", name)

    def hinted(self) -> Sequence[Action]:
        """Only its managers are told of the form."""
        return [entry for entry in super().hinted() if entry.id != "organization.edit" or self.is_managed]

    def do_organization_edit(self) -> None:
        """To the form; who does not manage the organization is told so, and stays."""
        if self.account is None:
            self.shell.sign_in_first(t("organization-edit-signed-out", self.heading), self.do_organization_edit)
        elif self.is_managed:
            self._edit()
        else:
            # The copy may be older than the role, and a token says nothing of its owner.
            self.load(self._edit_if_manager, name="edit")

    async def _edit_if_manager(self) -> None:
        account = await self.core.session.owner()
        await self.core.organization_edit.check_manager(self._organization_id, account.id)
        self._edit()

    def _edit(self) -> None:
        self._was_edited = True
        self.shell.edit_organization(self._organization_id)

    def to_save(self) -> tuple[Subject, str] | None:
        """See `Saving`."""
        if self.core.organization.state.lookup is Lookup.NONE:
            return None
        return Subject(SavedKind.ORGANIZATION, self._organization_id), self.heading

    def show_saved(self) -> None:
        """See `Saving`."""
        self.rebuild()

    @property
    def _address(self) -> str:
        return organization_address(self._organization_id)

    def do_organization_copy_link(self) -> None:
        """The profile's address to the clipboard."""
        self.say(f"{t('person-copied', self._address)} {self.shell.copy(self._address)}")

    def do_organization_qr(self) -> None:
        """The profile's address as a code to scan."""
        self.shell.open_link(self._address, self.heading, scan=True)
