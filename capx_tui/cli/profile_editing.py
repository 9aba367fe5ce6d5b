"""``capx-tui profile edit``: the profile as a text document, in an editor, from a file or from standard input.

What has changed is shown and asked about before anything is sent. A document that cannot be read or sent
is kept and offered again. Where the service changed the same fields meanwhile, both values are shown.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from capx_tui.cli.confirming import confirmed, require_person
from capx_tui.cli.console import Console
from capx_tui.cli.opened import Run, opened
from capx_tui.cli.options import Request
from capx_tui.cli.own_form import Merge, change_lines, field_lines, filled, merge, refusals
from capx_tui.cli.own_profile import ProfileBook, book_of, own_profile, print_profile, say_tidied
from capx_tui.cli.profile_text import given_text
from capx_tui.core import Core
from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago, parse
from capx_tui.model.form import Form
from capx_tui.model.profile import MyProfile, changed_fields
from capx_tui.model.profile_document import Fault, Reading, read_document, render_document, with_faults
from capx_tui.model.profile_setting import refuse_offers
from capx_tui.model.profile_writing import FIELDS
from capx_tui.store.kept_text import KeptText
from capx_tui.store.my_profile import ProfileMoved
from capx_tui.terminal.editor import edit_text

__all__ = ["edit"]

_KIND = "profile"
#: Where what is wrong with the offers is said.
_OFFERS = ("skills_available", "skills_known")


def edit(request: Request, console: Console) -> int:
    """Exit 0 also where nothing was changed, or the person said no; 2 for a document that a rule refuses."""
    given = given_text(request, console)
    require_person(request, console)
    with opened(request, console) as (core, run):
        profile = run(own_profile(core, request, console))
        book = run(book_of(core))
        kept = KeptText(core.session.service, str(profile.id), _KIND, now=core.now)
        editing = _Editing(request, console, core, run, book, kept, profile)
        return editing.apply_given(given) if given is not None else editing.in_editor()


def _values(profile: MyProfile) -> dict[str, Any]:
    """The fields that the document can hold: one with something unreadable in it is left out."""
    found = {each.attribute: getattr(profile, each.attribute) for each in FIELDS}
    return {name: value for name, value in found.items() if value is not None or name not in ("contact", "social")}


@dataclass(slots=True)
class _Editing:
    request: Request
    console: Console
    core: Core
    run: Run
    book: ProfileBook
    kept: KeptText
    #: What the document is written over.
    base: MyProfile

    # -- the ways in -----------------------------------------------------------------------------

    def apply_given(self, text: str) -> int:
        """A document from a file or from standard input."""
        reading, faults = self._read(text)
        if faults:
            for fault in faults:
                self.console.complain(fault.words)
            if not self.request.value("file"):
                self._keep(text)
            raise RuleError("cli-profile-document-refused", str(len(faults)))
        return self._apply(text, reading)

    def in_editor(self) -> int:
        """The document in the person's editor, again and again until it can be read or they leave it."""
        present = self.base
        rendered = render_document(_values(present), self.book, username=present.username)
        text = self._kept_before() or rendered
        while True:
            before = text
            try:
                text = edit_text(text, self.console.environ, nullcontext, name="profile")
            except CapxError:
                if before != rendered:
                    self._keep(before)
                raise
            if not text.strip() or text == rendered:
                return self._unchanged(present)
            reading, faults = self._read(text)
            if not faults:
                return self._apply(text, reading)
            text = with_faults(text, faults)
            self._keep(text)
            for fault in faults:
                self.console.complain(fault.words)
            # Not for --yes to answer: it would open the same document for ever.
            if not self.console.is_typed or not self._again():
                raise RuleError("cli-profile-document-refused", str(len(faults)))

    def _again(self) -> bool:
        return confirmed(_asking(self.request), self.console, t("cli-profile-document-again"), default=True)

    def _kept_before(self) -> str:
        """The document that was kept last time, if the person goes on with it; it knows what it was written over."""
        found = self.kept.find()
        if found is None:
            return ""
        saved_at = parse(found.saved_at)
        age = ago(saved_at, self.console.now()) if saved_at is not None else t("profile-no-date")
        if not confirmed(self.request, self.console, t("cli-profile-document-found", age), default=True):
            self.kept.erase()
            return ""
        try:
            base = msgspec.convert(found.base, MyProfile)
        except msgspec.ValidationError:
            return found.text
        if base.id == self.base.id:
            self.base = base
        return found.text

    # -- reading ---------------------------------------------------------------------------------

    def _read(self, text: str) -> tuple[Reading, tuple[Fault, ...]]:
        """What the document says, and everything that is wrong with it: by itself, and by the service's rules."""
        reading = read_document(text, self.book, _values(self.base))
        if reading.faults:
            return reading, reading.faults
        after = self._after(reading)
        try:
            refuse_offers(self.base, after, self.book)
        except RuleError as error:
            line = next((reading.lines[each] for each in _OFFERS if each in reading.lines), 0)
            return reading, (Fault(line, RuleError("profile-document-not-known", error.params[0])),)
        wrong = refusals(filled(self.core, self.book.addresses, self.base, after))
        return reading, tuple(Fault(reading.lines.get(field, 0), error) for field, error in wrong)

    def _after(self, reading: Reading) -> MyProfile:
        return msgspec.structs.replace(self.base, **reading.values)

    # -- applying --------------------------------------------------------------------------------

    def _apply(self, text: str, reading: Reading) -> int:
        after = self._after(reading)
        if not changed_fields(self.base, after):
            return self._unchanged(after)
        say_tidied(self.console, reading.tidied)
        try:
            saved = self._save(after)
        except (CapxError, KeyboardInterrupt):
            self._keep(text)
            raise
        if saved is None:
            self._keep(text)
            return 0
        self.kept.erase()
        self.console.say(t("cli-profile-saved"))
        self._print(saved)
        return 0

    def _save(self, after: MyProfile) -> MyProfile | None:
        """Show, ask, send; None where the person says no. Raises the errors of `MyProfileStore.save`."""
        before = self.base
        self._show_changes(before, after)
        if not confirmed(self.request, self.console, t("cli-profile-ask")):
            return None
        while True:
            try:
                saved: MyProfile = self.run(self.core.my_profile.save_and_make_sure(before, after))
            except ProfileMoved as moved:
                form = filled(self.core, self.book.addresses, before, after)
                found = merge(self.core, self.book.addresses, form, moved.now)
                if found.clashes and not self._mine_wins(form, found):
                    raise
                before, after = moved.now, found.profile
                refuse_offers(before, after, self.book)
            else:
                return saved

    def _mine_wins(self, form: Form, found: Merge) -> bool:
        """Both values, field by field, and whose is to stay. Never answered by ``--yes``: nothing goes unseen."""
        self.console.complain(t("cli-profile-moved"))
        for difference in found.clashes:
            for line in field_lines(form, difference):
                self.console.complain(line)
        if not self.console.is_typed:
            return False
        return confirmed(_asking(self.request), self.console, t("cli-profile-moved-ask"))

    def _show_changes(self, before: MyProfile, after: MyProfile) -> None:
        self.console.complain(t("cli-profile-changes"))
        for line in change_lines(filled(self.core, self.book.addresses, before, after)):
            self.console.complain(line)

    def _unchanged(self, profile: MyProfile) -> int:
        self.kept.erase()
        self.console.say(t("cli-profile-unchanged"))
        self._print(profile)
        return 0

    def _keep(self, text: str) -> None:
        self.kept.keep(text, msgspec.to_builtins(self.base))
        self.console.say(t("cli-profile-document-kept"))

    def _print(self, profile: MyProfile) -> None:
        self.run(print_profile(self.core, profile, self.request, self.console))


def _asking(request: Request) -> Request:
    """The request without ``--yes``: for questions that the person alone can answer."""
    return replace(request, flags={name: value for name, value in request.flags.items() if name != "yes"})
