"""What a form is besides how it looks: fetched, asked, told before it is saved, saved, looked for afterwards.

The screen of a form and its place in plain lines each have one; what is written here is written for both. Nothing
of this needs Textual.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar

from capx_tui.core import Core
from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.entry import Entry
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import change_lines
from capx_tui.model.form_draft import DraftKey
from capx_tui.model.form_fields import Value
from capx_tui.store.form_failures import NotSaved, SavedUnknown
from capx_tui.store.form_saving import Looked, compare

__all__ = ["FormValues", "draft_key"]


def draft_key(core: Core, form: str, subject: str) -> DraftKey:
    """Whose draft of which form: `form` is the spec's id, `subject` what it is about."""
    account = core.session.state.account
    return DraftKey(core.service, str(account.id) if account is not None else "", form, subject)


class FormValues:
    """Override `load`, `spec` and `save`; the rest where a form needs it."""

    #: The message that names the form.
    TITLE_KEY: ClassVar[str] = "app-title"

    def __init__(self, core: Core) -> None:
        self.core = core

    @property
    def title(self) -> str:
        """What the form is called."""
        return t(self.TITLE_KEY)

    @property
    def subject(self) -> str:
        """What the form is about, as far as it may be about several things: their drafts are several too."""
        return ""

    # -- before ------------------------------------------------------------------------------------

    async def load(self) -> Mapping[str, Value]:
        """What the form begins with, by field id; what is missing begins empty. Raises any `CapxError`."""
        return {}

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """What is asked, where `values` stand in the form; there are none before it has begun."""
        raise NotImplementedError

    def make_room(self, fields: Collection[str]) -> bool:
        """A draft has these fields: whether the form asks for more than before, because it may have them."""
        return False

    # -- saving ------------------------------------------------------------------------------------

    def consequences(self, form: Form) -> Sequence[Entry | str]:
        """What to know before saving: who will see it, what cannot be undone."""
        return ()

    def lines(self, form: Form) -> Sequence[str]:
        """What is told before saving: the changes, a line each."""
        return change_lines(form)

    def asked_words(self, form: Form, lines: Sequence[str]) -> str:
        """The question that goes with them."""
        return t("form-changes-count", len(lines))

    async def save(self, form: Form) -> str:
        """Send what changed, once; the sentence to say, "" for "Saved.".

        Raises any `CapxError`: `FieldErrors`, `Conflict` and `RuleError` land beside their fields, `MovedOn` tells
        what the service holds meanwhile, `SavedInPart` what is saved and what is not.
        """
        raise NotImplementedError

    async def look(self, form: Form) -> Looked:
        """What the service has of what `form` tried to save: asked where no answer came.

        A form that makes something new has nothing to read back unless it knows where to look.
        """
        if form.spec.creates:
            return Looked(is_there=None)
        return compare(form, await self.load())

    def not_saved(self, error: CapxError) -> CapxError:
        """What is told where `error` kept the service from having it."""
        return NotSaved(sentence(error))

    def nobody_knows(self, error: CapxError) -> CapxError:
        """What is told where nobody can say what became of it."""
        return SavedUnknown(sentence(error))

    def failed(self, form: Form) -> Form:
        """`form` after a save that failed: a form of many small writes may have had some of them done."""
        return form

    # -- after -------------------------------------------------------------------------------------

    def taken_over(self) -> None:
        """The form stands on what the service was found to hold (`MovedOn`)."""

    def rebased(self, form: Form) -> Form:
        """`form`, once saved, on what the service made of it."""
        return form
