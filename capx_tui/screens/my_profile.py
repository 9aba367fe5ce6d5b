"""My profile: what it lacks and why that matters, then everything as others see it, then what can be done with it.

In: one's id from the session (asked of the service where it is not known yet), the profile from the mirror
and then the service. Can fail: as `PersonScreen`. Out: the editor and the badges, the link and its code, and
the way to delete the account.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.model.profile_gaps import profile_gaps
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.delete_account import DeleteAccountScreen
from capx_tui.screens.person import PersonScreen
from capx_tui.widgets.reading import Entry

__all__ = ["MyProfileScreen"]


class MyProfileScreen(PersonScreen):
    """One's own profile; who is signed in is looked at when the screen begins."""

    SCOPES = ("my-profile", "list")

    def __init__(self) -> None:
        super().__init__(0)

    def start(self) -> None:
        """A token says nothing of its owner: until the service did, it is asked first."""
        account = self.account
        self._who = account.id if account is not None else 0
        super().start()

    async def _load(self) -> None:
        """As the service has it now: one may have changed it a moment ago, elsewhere."""
        if not self._who:
            verified = await self.core.session.verify()
            self._who = verified.id if verified is not None else 0
        await self.core.person.load(self._who, fresh=True)

    def resume(self) -> None:
        """What was saved above is in the mirror already."""
        seen = self.core.person.state.person
        if seen is not None and seen != self.core.mirror.person(seen.id):
            self.core.person.show(self._who)
            self.load(self._load, name="person")
        super().resume()

    def entries(self) -> Sequence[Entry]:
        """Gaps, profile, ways on."""
        note, *profile = super().entries()
        person = self.core.person.state.person
        if person is None:
            return [note, *profile]
        return [note, *self._gaps(), *profile, *self._ways()]

    def _gaps(self) -> list[Entry]:
        person = self.core.person.state.person
        gaps = profile_gaps(person, self.core.names) if person is not None else ()
        if not gaps:
            return [Entry(value=t("my-profile-nothing-missing"))]
        rows = [Entry(t("my-profile-missing"), heading=True)]
        way = self.shell.edit_profile
        return [*rows, *(Entry(gap.label, gap.why, "warning", target=partial(way, gap.field)) for gap in gaps)]

    def _ways(self) -> list[Entry]:
        """What the keys do, as rows: for whoever walks and reads."""
        ways = (
            ("action-my-profile-edit", "action-my-profile-edit-help", self.do_my_profile_edit),
            ("action-my-profile-badges", "action-my-profile-badges-help", self.do_my_profile_badges),
            ("action-my-profile-copy-link", "action-my-profile-copy-link-help", self.do_my_profile_copy_link),
            ("action-my-profile-qr", "action-my-profile-qr-help", self.do_my_profile_qr),
            ("action-my-profile-delete", "action-my-profile-delete-help", self.do_my_profile_delete),
        )
        rows = [Entry(t(label), t(told), target=do) for label, told, do in ways]
        return [Entry(t("my-profile-ways"), heading=True), *rows]

    def do_my_profile_edit(self) -> None:
        """To the editor."""
        self.shell.go("edit-profile")

    def do_my_profile_badges(self) -> None:
        """To the badges."""
        self.shell.go("badges")

    def do_my_profile_copy_link(self) -> None:
        """See `PersonScreen`."""
        self.do_person_copy_link()

    def do_my_profile_qr(self) -> None:
        """See `PersonScreen`."""
        self.do_person_qr()

    def do_my_profile_delete(self) -> None:
        """What deleting means, and the way to do it; not beside a form with changes, whose draft would stay."""
        person = self.core.person.state.person
        if person is None or self.account is None:
            self.say(t("delete-account-unknown"))
        elif any(isinstance(shown, CapxScreen) and shown.blocks_leaving() for shown in self.app.screen_stack):
            self.say(t("delete-account-form-open"))
        else:
            self.app.push_screen(DeleteAccountScreen(person.username))
