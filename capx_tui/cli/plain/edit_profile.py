"""Edit profile in plain lines: every field of one's own profile, saved only where it changed."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.capacity_tree import TreePlace
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.place import Face
from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_lists import ListField
from capx_tui.model.form_words import label_words
from capx_tui.model.profile_form import FROM_TREE, IMPORT_KNOWN, LOOK_UP, WAYS, couple
from capx_tui.screens.edit_profile_words import item_answers, item_rows, know_and_offer, know_question, with_item
from capx_tui.screens.profile_values import ProfileValues
from capx_tui.screens.refresh_words import terms_words

__all__ = ["EditProfilePlace"]


class EditProfilePlace(FormPlace):
    """For whoever is signed in; `field` is the field to begin with."""

    def __init__(self, face: Face, field: str = "") -> None:
        super().__init__(face, ProfileValues(face.core))
        self._field = field

    @property
    def held(self) -> ProfileValues:
        """What it is."""
        assert isinstance(self._held, ProfileValues)
        return self._held

    def arrive(self) -> None:
        """Names to choose from, then one's profile."""
        self.face.need_people()
        super().arrive()

    def opened(self) -> None:
        """Say that names are missing, where they are; to the field that was asked for."""
        if unnamed := terms_words(self.core.directory.state.terms_stale):
            self.face.say(unnamed)
        if self._field in self.form.spec.by_id:
            self.edit_field(self._field)

    # -- rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Look up, import, pick, go on."""
        if field_id == LOOK_UP:
            self.face.say(t("edit-profile-looking-up"))
            self._look_for_item()
        elif field_id == IMPORT_KNOWN:
            self.put_and_say(*self.held.imported(self.form))
        elif field_id in FROM_TREE:
            self._pick_from_tree(FROM_TREE[field_id])
        elif field_id in WAYS:
            self.face.go(WAYS[field_id])

    def _pick_from_tree(self, field_id: str) -> None:
        spec = self.form.spec.by_id[field_id]
        assert isinstance(spec, ListField)

        def chosen() -> Collection[object]:
            entries: Collection[object] = self.form[field_id]
            return entries

        self.face.push(TreePlace(self.face, label_words(spec), chosen, partial(self.toggle_entry, spec)))

    def _look_for_item(self) -> None:
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
            self.face.say(t("edit-profile-withdrawn", self.held.capacities(coupled.withdrawn)))
        if not coupled.asked:
            return coupled.form
        names = self.held.capacities(coupled.asked)
        told, answers = know_question(names)
        if ask_question(self.face, [told], answers, ask=told) == "both":
            self.face.say(t("edit-profile-both-added", names))
            return know_and_offer(coupled.form, coupled.asked)
        self.face.say(t("edit-profile-not-offered", names))
        return coupled.form

    def field_left(self, field_id: str) -> None:
        """Ask Meta about another alternative account."""
        if name := self.held.alternative_to_ask(self.form, field_id):
            self.face.attempt(partial(self._check_alternative, name))

    def _check_alternative(self, name: str) -> None:
        found = self.face.work(self.held.ask_alternative(name))
        self.put(found.put(self.form))
        self.face.say(found.said)
