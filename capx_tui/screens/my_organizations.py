"""My organizations: the way in for those who manage some, and for those who want to.

In: the organizations that name the account as a manager. Out: Enter opens one, and its form is a key away. Can
fail: the service down (those the mirror knows stay). What is missing on each stands beside it, in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.model.actions import Action
from capx_tui.model.links import CONTACT
from capx_tui.screens.my_organizations_rows import my_organizations_rows
from capx_tui.screens.rows import RowsScreen
from capx_tui.widgets.reading import Entry

__all__ = ["MyOrganizationsScreen"]


class MyOrganizationsScreen(RowsScreen[None]):
    """Needs sign-in; going here without leads there first."""

    SCOPES = ("my-organizations", "list")
    TITLE_KEY = "screen-my-organizations"

    def start(self) -> None:
        """Those the mirror knows; then what the service says."""
        self._show()
        super().start()
        self.watch_store(self.core.my_organizations, lambda state: self._changed())
        self.load(self._load, name="my-organizations")
        self.say(t("my-organizations-hint"))

    def _show(self) -> None:
        # A token says nothing of its owner: until the service did, nobody's organizations can be told.
        if self.account is not None and self.account.is_known:
            self.core.my_organizations.show(self.account.id)

    async def _load(self) -> None:
        await self.core.my_organizations.load((await self.core.session.owner()).id)

    def _changed(self) -> None:
        self.rebuild()
        self.retitle()

    def resume(self) -> None:
        """An organization may have been changed above."""
        self._show()
        self.load(self._load, name="my-organizations")
        super().resume()

    BEGINS_AT_A_WAY = True

    def begins_at(self, rows: Sequence[Entry]) -> int:
        """On the first organization, where one is known already."""
        return min(1, len(self.core.my_organizations.state.organizations))

    def entries(self) -> Sequence[Entry]:
        """One row for each organization; how to come by one, or to be rid of it."""
        contact = partial(self._copy, CONTACT)
        return my_organizations_rows(self.core, self.shell, contact=contact)

    def _copy(self, text: str) -> None:
        self.say(self.shell.copy(text))

    def hinted(self) -> Sequence[Action]:
        """Without an organization there is none to edit."""
        mine = self.core.my_organizations.state.organizations
        return [entry for entry in super().hinted() if entry.id != "my-organizations.edit" or mine]

    def do_my_organizations_edit(self) -> None:
        """The form of the organization with the marker, or of the only one there is."""
        mine, at = self.core.my_organizations.state.organizations, self.reading.entry_index - 1
        if len(mine) == 1:
            at = 0
        if 0 <= at < len(mine):
            self.shell.edit_organization(mine[at].id)
        else:
            self.say(t("my-organizations-edit-which") if mine else t("my-organizations-none"))
