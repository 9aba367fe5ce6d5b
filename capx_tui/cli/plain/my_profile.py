"""My profile in plain lines: what it lacks, then everything as others see it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.cli.plain.delete_account import DeleteAccountPlace
from capx_tui.cli.plain.person import PersonPlace
from capx_tui.cli.plain.place import Face
from capx_tui.i18n import t
from capx_tui.model.entry import Entry
from capx_tui.model.profile_gaps import profile_gaps

__all__ = ["MyProfilePlace"]


class MyProfilePlace(PersonPlace):
    """One's own."""

    SCOPES = ("my-profile", "qr")

    def __init__(self, face: Face) -> None:
        account = face.core.session.state.account
        super().__init__(face, account.id if account is not None else 0)

    def arrive(self) -> None:
        """As the service has it now; a token says nothing of its owner until the service did."""
        self.who = self.face.work(self.core.session.owner()).id
        self.core.person.show(self.who)
        self.face.work(self.core.person.load(self.who, fresh=True))

    def entries(self) -> Sequence[Entry]:
        """Gaps, then the profile."""
        note, *profile = super().entries()
        person = self.core.person.state.person
        if person is None:
            return [note, *profile]
        gaps = profile_gaps(person, self.core.names)
        if not gaps:
            return [note, Entry(value=t("my-profile-nothing-missing")), *profile]
        way = self.face.edit_profile
        rows = [Entry(gap.label, gap.why, "warning", target=partial(way, gap.field)) for gap in gaps]
        return [note, Entry(t("my-profile-missing"), heading=True), *rows, *profile]

    def do_my_profile_edit(self, given: str = "") -> None:
        """To the editor."""
        del given
        self.face.go("edit-profile")

    def do_my_profile_badges(self, given: str = "") -> None:
        """To the badges."""
        del given
        self.face.go("badges")

    def do_my_profile_copy_link(self, given: str = "") -> None:
        """See `PersonPlace`."""
        self.do_person_copy_link(given)

    def do_my_profile_qr(self, given: str = "") -> None:
        """See `PersonPlace`."""
        self.do_person_qr(given)

    def do_my_profile_delete(self, given: str = "") -> None:
        """What deleting means, and the way to do it; not beside a form with changes, whose draft would stay."""
        del given
        person = self.core.person.state.person
        if person is None:
            self.face.say(t("delete-account-unknown"))
        elif self.face.has_changes():
            self.face.say(t("delete-account-form-open"))
        else:
            self.face.push(DeleteAccountPlace(self.face, person.username))
