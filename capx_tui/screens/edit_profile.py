"""Edit profile: every field of one's own profile, saved only where it changed.

In: ``GET /profile/`` at opening (`MyProfileStore`); what there is to choose from, from the mirror. Out: one PUT
with what changed. Can fail: as every form; and where the profile was changed elsewhere meanwhile, nothing is
sent and both are shown. What is offered stays within what is known while one edits. Meta is asked about the
alternative account once its field is left, Wikidata for one's item when one wants it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial

from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_fields import Value
from capx_tui.model.form_lists import ListField
from capx_tui.model.form_words import label_words
from capx_tui.model.profile_form import (
    FROM_TREE,
    IMPORT_KNOWN,
    LOOK_UP,
    WAYS,
    couple,
)
from capx_tui.screens.capacity_tree import CapacityTreeScreen
from capx_tui.screens.edit_profile_words import (
    item_answers,
    item_rows,
    know_and_offer,
    know_question,
    with_item,
)
from capx_tui.screens.form import FormScreen
from capx_tui.screens.form_choices import ManyChoice
from capx_tui.screens.form_question import QuestionScreen
from capx_tui.screens.profile_values import ProfileValues
from capx_tui.screens.refresh_words import terms_words
from capx_tui.store.my_profile import FoundItem

__all__ = ["EditProfileScreen"]


class EditProfileScreen(FormScreen[None]):
    """For whoever is signed in."""

    TITLE_KEY = "screen-edit-profile"

    def __init__(self) -> None:
        super().__init__()
        #: The alternative account that Meta was asked about last.
        self._checked = ""
        #: When the service had answered last as the avatars were asked for.
        self._avatars_asked_at: datetime | None = None
        #: What was said of names that are missing.
        self._unnamed = ""
        self.rows.coupling = self._couple

    # -- what is asked -------------------------------------------------------------------------------

    def opened(self) -> None:
        """Say that names are missing, where they are: rows have numbers then."""
        super().opened()
        self._tell_unnamed()

    def lists_came(self) -> None:
        """Names came, or did not; what there is of avatars comes with them where it did not come before."""
        super().lists_came()
        self._tell_unnamed()
        checked_at = self.core.explore.state.checked_at
        if checked_at != self._avatars_asked_at and not self.held.avatars.addresses:
            self._avatars_asked_at = checked_at
            self.load(self._fetch_avatars_again, name="avatars")

    def _tell_unnamed(self) -> None:
        unnamed = terms_words(self.core.directory.state.terms_stale)
        if unnamed and unnamed != self._unnamed and self.rows.has_form and self.app.screen is self:
            self._unnamed = unnamed
            self.say(unnamed)

    @cached_property
    def held(self) -> ProfileValues:
        """See `ProfileValues`."""
        return ProfileValues(self.core)

    async def load_values(self) -> Mapping[str, Value]:
        """What the service holds now."""
        self._avatars_asked_at = self.core.explore.state.checked_at
        return await super().load_values()

    async def _fetch_avatars_again(self) -> None:
        await self.held.fetch_avatars()
        if self.held.avatars.addresses and self.is_mounted:
            self.rows.form = self.form
            super().lists_came()

    # -- rows that do something ----------------------------------------------------------------------

    def act_on(self, field_id: str) -> None:
        """Look up, import, pick, go on."""
        if field_id == LOOK_UP:
            self.say(t("edit-profile-looking-up"))
            self.load(self._ask_wikidata, name="look-up")
        elif field_id == IMPORT_KNOWN:
            self._import_known()
        elif field_id in FROM_TREE:
            self._pick_from_tree(FROM_TREE[field_id])
        elif field_id in WAYS:
            self.shell.go(WAYS[field_id])

    def _import_known(self) -> None:
        form, said = self.held.imported(self.form)
        if form is not self.form:
            self.rows.put(form)
        self.say(said)

    def _pick_from_tree(self, field_id: str) -> None:
        spec = self.spec.by_id[field_id]
        assert isinstance(spec, ListField)
        many = ManyChoice(self.rows, spec)
        self.app.push_screen(
            CapacityTreeScreen(
                lambda: label_words(spec), self.core.names.tree(), partial(self.form_entries, field_id), many.toggle
            )
        )

    def form_entries(self, field_id: str) -> Sequence[object]:
        """The entries of a list as they are now."""
        found: Sequence[object] = self.form[field_id]
        return found

    # -- available within known ----------------------------------------------------------------------

    def _couple(self, before: Form, after: Form) -> tuple[Form, str]:
        coupled = couple(before, after)
        if coupled.asked:
            self._ask_to_know(coupled.asked)
        told = t("edit-profile-withdrawn", self.held.capacities(coupled.withdrawn)) if coupled.withdrawn else ""
        return coupled.form, told

    def _ask_to_know(self, asked: tuple[int, ...]) -> None:
        def told() -> str:
            return know_question(self.held.capacities(asked))[0]

        def answered(answer: str | None) -> None:
            if answer == "both":
                self.rows.put(know_and_offer(self.form, asked))
                self.front.say(t("edit-profile-both-added", self.held.capacities(asked)))
            else:
                self.front.say(t("edit-profile-not-offered", self.held.capacities(asked)))

        question = QuestionScreen(
            lambda: t("edit-profile-know-title"),
            lambda: [told()],
            lambda: know_question(self.held.capacities(asked))[1],
            ask=told,
        )
        self.app.push_screen(question, answered)

    # -- other sites -----------------------------------------------------------------------------------

    async def _ask_wikidata(self) -> None:
        try:
            found = await self.core.my_profile.find_item()
        except RuleError as error:
            self.say(sentence(error))
            return
        if self.is_mounted:
            self.when_in_front(partial(self._offer_item, found))

    def _offer_item(self, found: FoundItem) -> None:
        """What was found, before anything is set."""

        def answered(answer: str | None) -> None:
            if answer not in ("photo", "item"):
                self.say(t("edit-profile-item-left"))
                return
            self.rows.put(with_item(self.form, found, has_photo=answer == "photo"))
            self.rows.go_to("wikidata_qid")
            self.say(t("edit-profile-item-set", found.qid))

        question = QuestionScreen(
            lambda: t("edit-profile-look-up"),
            lambda: item_rows(found),
            lambda: item_answers(found),
            ask=lambda: t("edit-profile-found-ask", found.qid),
        )
        self.app.push_screen(question, answered)

    def field_left(self, field_id: str) -> None:
        """Ask Meta about another alternative account."""
        name = self.held.alternative_to_ask(self.form, field_id)
        if name and name != self._checked:
            self._checked = name
            self.load(partial(self._check_alternative, name), name="alternative")

    async def _check_alternative(self, name: str) -> None:
        found = await self.held.ask_alternative(name)
        after = found.put(self.form)
        if found.error is not None:
            if after is not self.form:
                self.rows.form = after
                self.say(found.said)
            return
        self._checked = found.written
        if after is not self.form:
            self.rows.put(after)
        self.say(found.said)
