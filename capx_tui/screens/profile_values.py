"""What stands in the form of one's own profile: fetched, saved where it changed, and what its rows do."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from capx_tui.core import Core
from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence
from capx_tui.model.actions import SCREENS
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_check import blame
from capx_tui.model.form_fields import Value
from capx_tui.model.profile import MyProfile
from capx_tui.model.profile_form import profile_of, profile_spec, values_of
from capx_tui.screens.edit_profile_words import import_known, saving_words
from capx_tui.screens.form_values import FormValues
from capx_tui.store.my_profile import ProfileMoved
from capx_tui.store.options import AvatarOptions
from capx_tui.store.profile_choices import profile_choices
from capx_tui.store.write_once import MovedOn

__all__ = ["Alternative", "ProfileValues"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """What Meta said of an alternative account: how it is `written` there, "" where it is not known."""

    asked: str
    said: str
    written: str = ""
    error: RuleError | None = None

    def put(self, form: Form) -> Form:
        """`form` with the name as it is written, or with what is wrong beside it; as it is where it was typed over."""
        if str(form["wiki_alt"]).strip() != self.asked:
            return form
        if self.error is not None:
            return blame(form, self.error)
        return form.edit("wiki_alt", self.written) if self.written not in ("", self.asked) else form


class ProfileValues(FormValues):
    """For whoever is signed in."""

    TITLE_KEY = "screen-edit-profile"

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        #: What the service held when the form began, or was last taken over from it.
        self._before = MyProfile(id=0, username="")
        #: What it was found to hold while saving, until the form has taken it over.
        self._moved: MyProfile | None = None
        self.avatars = AvatarOptions()

    async def load(self) -> Mapping[str, Value]:
        """What the service holds now."""
        self._before, _ = await asyncio.gather(self.core.my_profile.load(), self.fetch_avatars())
        return values_of(self._before)

    async def fetch_avatars(self) -> None:
        """The pictures to choose from. Without them everything else can be edited."""
        try:
            self.avatars.addresses = await self.core.my_profile.avatars()
        except CapxError:
            self.avatars.addresses = {}

    def spec(self, values: Mapping[str, Value]) -> FormSpec:
        """See `model.profile_form`."""
        sources = profile_choices(self.core.names, self.avatars, {entry.id for entry in SCREENS})
        return profile_spec(sources, self._before)

    # -- saving ----------------------------------------------------------------------------------------

    def consequences(self, form: Form) -> Sequence[str]:
        """Who will read it, where it may say more than one thinks of."""
        return saving_words(form)

    async def save(self, form: Form) -> str:
        """Only what changed, onto what the service is known to hold."""
        try:
            self._before = await self.core.my_profile.save(self._before, profile_of(self._before, form))
        except ProfileMoved as error:
            self._moved = error.now
            raise MovedOn(values_of(error.now)) from error
        return t("edit-profile-saved")

    def taken_over(self) -> None:
        """The form stands on what the service holds now."""
        self._before, self._moved = self._moved or self._before, None

    def rebased(self, form: Form) -> Form:
        """What the service made of it is what is edited from now on."""
        return form.rebased(values_of(self._before))

    # -- rows that do something ------------------------------------------------------------------------

    def imported(self, form: Form) -> tuple[Form, str]:
        """Everything that is known offered as well, and what is said of it."""
        after, count = import_known(form)
        return (after, t("edit-profile-imported", count)) if count else (form, t("edit-profile-import-nothing"))

    def capacities(self, ids: Iterable[int]) -> str:
        """Their names."""
        return commas(map(self.core.names.capacity, ids))

    def alternative_to_ask(self, form: Form, field_id: str) -> str:
        """The name to ask Meta about after a field was left; "" for none."""
        name = str(form["wiki_alt"]).strip()
        return name if field_id == "wiki_alt" and form.is_changed("wiki_alt") else ""

    async def ask_alternative(self, name: str) -> Alternative:
        """Ask Meta about another account of the person."""
        try:
            written = await self.core.my_profile.check_alternative(name)
        except RuleError as error:
            return Alternative(name, t("edit-profile-alternative-wrong", sentence(error)), error=error)
        except CapxError as error:
            return Alternative(name, t("edit-profile-alternative-unchecked", sentence(error)))
        return Alternative(name, t("edit-profile-alternative-found", written), written)
