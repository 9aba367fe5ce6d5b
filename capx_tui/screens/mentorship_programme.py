"""One mentorship programme: everything its card tells, and the ways to apply.

In: `MentorshipStore`, which the list has read. Out: the form of a role, the organization, capacities. Can fail:
a programme that is gone, which is said; not being signed in, which is seen to before the form opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.model.mentorship import Programme, Role, why_not
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.mentorship_form import MentorshipForm
from capx_tui.screens.programme_rows import programme_rows, role_help
from capx_tui.screens.rows import RowsScreen
from capx_tui.screens.saving import Saving
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["ProgrammeScreen"]


class ProgrammeScreen(Saving, RowsScreen[None]):
    """The programme of one organization."""

    SCOPES = ("programme", "saving", "list")
    TITLE_KEY = "mentorship-programme"

    def __init__(self, organization_id: int) -> None:
        super().__init__()
        self._organization_id = organization_id

    @property
    def _programme(self) -> Programme | None:
        return self.core.mentorship.programme(self._organization_id)

    @property
    def heading(self) -> str:
        """Whose programme it is."""
        found = self._programme
        return t("mentorship-programme-of", isolate(self.core.mentorship.name(found))) if found else super().heading

    def start(self) -> None:
        """What is known, and what changes."""
        super().start()
        self.watch_store(self.core.mentorship, lambda state: self._changed())

    def _changed(self) -> None:
        self.rebuild()
        self.retitle()

    def entries(self) -> Sequence[Entry]:
        """The facts."""
        return programme_rows(self.core, self.shell, self._programme, apply=self._apply)

    def to_save(self) -> tuple[Subject, str] | None:
        """The organization whose programme it is."""
        found = self._programme
        if found is None:
            return None
        return Subject(SavedKind.ORGANIZATION, self._organization_id), self.core.mentorship.name(found)

    def show_saved(self) -> None:
        """See `Saving`."""
        self.rebuild()

    # -- applying ------------------------------------------------------------------------------------

    def do_programme_apply(self) -> None:
        """As what? Where there is only one answer, nobody is asked."""
        found = self._programme
        if found is None:
            self.say(t("mentorship-gone"))
            return
        reasons = {role: why_not(found, role, self.core.mentorship.today) for role in Role}
        roles = [role for role, why in reasons.items() if not why]
        if not roles:
            self.say(t(reasons[Role.MENTOR]))
            return

        def told() -> list[str]:
            closed = [(f"mentorship-role-{role.value}", why) for role, why in reasons.items() if why]
            return [t("mentorship-role-closed", t(role), t(why)) for role, why in closed]

        def offered() -> list[Answer]:
            named = [(role, t(f"mentorship-apply-{role.value}")) for role in roles]
            answers = [Answer(role.value, name, role_help(self.core, found, role)) for role, name in named]
            return [*answers, Answer("close", t("mentorship-close"), t("mentorship-close-help"))]

        question = QuestionScreen(lambda: t("mentorship-apply"), told, offered, ask=lambda: t("mentorship-which-role"))
        self.app.push_screen(question, self._chosen)

    def _chosen(self, answer: str | None) -> None:
        if answer in [role.value for role in Role]:
            self._apply(Role(answer))

    def _apply(self, role: Role) -> None:
        if self.account is None:
            self.shell.sign_in_first(t("sign-in-reason", t("mentorship-apply")), partial(self._open_form, role))
        else:
            self._open_form(role)

    def _open_form(self, role: Role) -> None:
        self.app.push_screen(MentorshipForm(self._organization_id, role), self.came_back)
