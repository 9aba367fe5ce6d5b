"""``capx-tui profile edit``: the profile as a text document, in an editor, from a file or from standard input.

What has changed is shown and asked about before anything is sent. Where the service changed the same fields
meanwhile, both values are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from capx_tui.cli.confirming import require_person
from capx_tui.cli.console import Console
from capx_tui.cli.document_editing import DocumentEditing
from capx_tui.cli.form_lines import difference_lines, refusals
from capx_tui.cli.given_text import given_text
from capx_tui.cli.opened import Run, opened
from capx_tui.cli.options import Request
from capx_tui.cli.own_form import filled, merge
from capx_tui.cli.own_profile import ProfileBook, book_of, own_profile, print_profile, say_tidied
from capx_tui.cli.profile_text import EMPTY
from capx_tui.core import Core
from capx_tui.errors import RuleError
from capx_tui.model.form_changes import change_lines
from capx_tui.model.profile import MyProfile, changed_fields
from capx_tui.model.profile_document import Reading, read_document, render_document
from capx_tui.model.profile_setting import refuse_offers
from capx_tui.model.profile_writing import FIELDS
from capx_tui.model.text_document import Fault
from capx_tui.store.kept_text import KeptText
from capx_tui.store.my_profile import ProfileMoved

__all__ = ["edit"]

_KIND = "profile"
#: Where what is wrong with the offers is said.
_OFFERS = ("skills_available", "skills_known")


def edit(request: Request, console: Console) -> int:
    """Exit 0 also where nothing was changed, or the person said no; 2 for a document that a rule refuses."""
    given = given_text(request, console, empty_key=EMPTY)
    require_person(request, console)
    with opened(request, console) as (core, run):
        profile = run(own_profile(core, request, console))
        editing = _Editing(request, console, core, run, run(book_of(core)), profile)
        return editing.apply_given(given) if given is not None else editing.in_editor()


def _values(profile: MyProfile) -> dict[str, Any]:
    """The fields that the document can hold: one with something unreadable in it is left out."""
    found = {each.attribute: getattr(profile, each.attribute) for each in FIELDS}
    return {name: value for name, value in found.items() if value is not None or name not in ("contact", "social")}


class _Editing(DocumentEditing[Reading]):
    """`profile` is what the document is written over; after saving, what the service has."""

    def __init__(
        self, request: Request, console: Console, core: Core, run: Run, book: ProfileBook, profile: MyProfile
    ) -> None:
        kept = KeptText(core.session.service, str(profile.id), _KIND, now=core.now)
        super().__init__(request, console, kept, command="profile edit", name=_KIND)
        self.core = core
        self.run = run
        self.book = book
        self.profile = profile

    def rendered(self) -> str:
        """See `DocumentEditing`."""
        return render_document(_values(self.profile), self.book, username=self.profile.username)

    def base(self) -> Any:
        """See `DocumentEditing`."""
        return msgspec.to_builtins(self.profile)

    def rest_on(self, base: Any) -> None:
        """See `DocumentEditing`."""
        try:
            found = msgspec.convert(base, MyProfile)
        except msgspec.ValidationError:
            return
        if found.id == self.profile.id:
            self.profile = found

    def read(self, text: str) -> tuple[Reading, Sequence[Fault]]:
        """By itself, and by the service's rules."""
        reading = read_document(text, self.book, _values(self.profile))
        if reading.faults:
            return reading, reading.faults
        after = self._after(reading)
        try:
            refuse_offers(self.profile, after, self.book)
        except RuleError as error:
            line = next((reading.lines[each] for each in _OFFERS if each in reading.lines), 0)
            return reading, (Fault(line, RuleError("profile-document-not-known", error.params[0])),)
        wrong = refusals(filled(self.core, self.book.addresses, self.profile, after))
        return reading, [Fault(reading.lines.get(field, 0), error) for field, error in wrong]

    def _after(self, reading: Reading) -> MyProfile:
        return msgspec.structs.replace(self.profile, **reading.values)

    def is_unchanged(self, reading: Reading) -> bool:
        """See `DocumentEditing`."""
        return not changed_fields(self.profile, self._after(reading))

    def save(self, reading: Reading) -> bool:
        """Raises the errors of `MyProfileStore.save`."""
        before, after = self.profile, self._after(reading)
        say_tidied(self.console, reading.tidied)
        if not self.agreed(change_lines(filled(self.core, self.book.addresses, before, after))):
            return False
        while True:
            try:
                self.profile = self.run(self.core.my_profile.save_and_make_sure(before, after))
            except ProfileMoved as moved:
                form = filled(self.core, self.book.addresses, before, after)
                found = merge(self.core, self.book.addresses, form, moved.now)
                if found.clashes and not self.mine_wins(
                    line for each in found.clashes for line in difference_lines(form, each)
                ):
                    raise
                before, after = moved.now, found.profile
                refuse_offers(before, after, self.book)
            else:
                return True

    def show(self) -> None:
        """As others see it."""
        self.run(print_profile(self.core, self.profile, self.request, self.console))
