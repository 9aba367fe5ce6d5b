"""Edit profile in plain lines: every field of one's own profile, saved only where it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence
from capx_tui.model.actions import SCREENS
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_check import blame
from capx_tui.model.form_fields import Value
from capx_tui.model.profile import MyProfile
from capx_tui.model.profile_form import (
    FROM_TREE,
    IMPORT_KNOWN,
    LOOK_UP,
    WAYS,
    couple,
    profile_of,
    profile_spec,
    values_of,
)
from capx_tui.screens.edit_profile_words import (
    import_known,
    item_answers,
    item_rows,
    know_and_offer,
    know_question,
    saving_words,
    with_item,
)
from capx_tui.store.my_profile import ProfileMoved
from capx_tui.store.options import AvatarOptions
from capx_tui.store.profile_choices import profile_choices
from capx_tui.store.write_once import MovedOn

__all__ = ["EditProfilePlace"]


class EditProfilePlace(FormPlace):
    """For whoever is signed in; `field` is the field to begin with."""

    TITLE_KEY = "screen-edit-profile"

    def __init__(self, face: Face, field: str = "") -> None:
        super().__init__(face)
        self._field = field
        self._before = MyProfile(id=0, username="")
        self._moved: MyProfile | None = None
        self._avatars = AvatarOptions()

    def arrive(self) -> None:
        """Names to choose from, then one's profile."""
        self.face.need_people()
        super().arrive()

    async def load_values(self) -> Mapping[str, Value]:
        """What the service holds now."""
        self._before = await self.core.my_profile.load()
        try:
            self._avatars.addresses = await self.core.my_profile.avatars()
        except CapxError:
            # They can be chosen another time; everything else can be edited now.
            self._avatars.addresses = {}
        return values_of(self._before)

    def form_spec(self) -> FormSpec:
        """See `model.profile_form`."""
        sources = profile_choices(self.core.names, self._avatars, {entry.id for entry in SCREENS})
        return profile_spec(sources, self._before)

    def opened(self) -> None:
        """To the field that was asked for."""
        if self._field in self.form.spec.by_id:
            self.edit_field(self._field)

    # -- saving --------------------------------------------------------------------------------------

    def consequences(self) -> Sequence[str]:
        """Who will read it."""
        return saving_words(self.form)

    async def save_form(self, form: Form) -> str:
        """Only what changed, onto what the service is known to hold."""
        try:
            self._before = await self.core.my_profile.save_and_make_sure(self._before, profile_of(self._before, form))
        except ProfileMoved as error:
            self._moved = error.now
            raise MovedOn(values_of(error.now)) from error
        return t("edit-profile-saved")

    def taken_over(self) -> None:
        """The form stands on what the service holds now."""
        self._before, self._moved = self._moved or self._before, None

    def after_save(self) -> None:
        """What the service made of it is what is edited from now on."""
        self.form = self.form.rebased(values_of(self._before))

    # -- rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Look up, import, pick, go on."""
        if field_id == LOOK_UP:
            self.face.say(t("edit-profile-looking-up"))
            self._look_up()
        elif field_id == IMPORT_KNOWN:
            form, count = import_known(self.form)
            if count:
                self.put(form)
            self.face.say(t("edit-profile-imported", count) if count else t("edit-profile-import-nothing"))
        elif field_id in FROM_TREE:
            self.edit_field(FROM_TREE[field_id])
        elif field_id in WAYS:
            self.face.go(WAYS[field_id])

    def _look_up(self) -> None:
        found = self.face.work(self.core.my_profile.find_item())
        asked = t("edit-profile-found-ask", found.qid)
        answer = ask_question(self.face, item_rows(found), item_answers(found), ask=asked)
        if answer not in ("photo", "item"):
            self.face.say(t("edit-profile-item-left"))
            return
        self.put(with_item(self.form, found, has_photo=answer == "photo"))
        self.face.say(t("edit-profile-item-set", found.qid))

    def coupled(self, before: Form, after: Form) -> Form:
        """What is offered stays within what is known."""
        coupled = couple(before, after)
        if coupled.withdrawn:
            self.face.say(t("edit-profile-withdrawn", self._capacities(coupled.withdrawn)))
        if not coupled.asked:
            return coupled.form
        names = self._capacities(coupled.asked)
        told, answers = know_question(names)
        if ask_question(self.face, [told], answers, ask=told) == "both":
            self.face.say(t("edit-profile-both-added", names))
            return know_and_offer(coupled.form, coupled.asked)
        self.face.say(t("edit-profile-not-offered", names))
        return coupled.form

    def _capacities(self, ids: Iterable[int]) -> str:
        return commas(map(self.core.names.capacity, ids))

    def field_left(self, field_id: str) -> None:
        """Ask Meta about another alternative account."""
        name = str(self.form["wiki_alt"]).strip()
        if field_id == "wiki_alt" and name and self.form.is_changed("wiki_alt"):
            self.face.attempt(partial(self._check_alternative, name))

    def _check_alternative(self, name: str) -> None:
        try:
            written = self.face.work(self.core.my_profile.check_alternative(name))
        except RuleError as error:
            self.form = blame(self.form, error)
            self.face.say(t("edit-profile-alternative-wrong", sentence(error)))
        except CapxError as error:
            self.face.say(t("edit-profile-alternative-unchecked", sentence(error)))
        else:
            self.put(self.form.edit("wiki_alt", written))
            self.face.say(t("edit-profile-alternative-found", written))
