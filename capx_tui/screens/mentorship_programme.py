"""One mentorship programme: everything its card tells, and the ways to apply.

In: `MentorshipStore`, which the list has read. Out: the form of a role, the organization, capacities. Can fail:
a programme that is gone, which is said; not being signed in, which is seen to before the form opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.model.mentorship import Programme, Role, why_not
from capx_tui.model.mentorship_facts import programme_facts
from capx_tui.model.mentorship_form import sent_words
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.mentorship_form import MentorshipForm
from capx_tui.screens.rows import RowsScreen
from capx_tui.text import isolate
from capx_tui.widgets.reading import Entry

__all__ = ["ProgrammeScreen"]

_STYLES = {"description": "", "languages": ""}


class ProgrammeScreen(RowsScreen[None]):
    """The programme of one organization."""

    SCOPES = ("programme", "list")
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
        found = self._programme
        if found is None:
            return [Entry(value=t("mentorship-gone"))]
        store, core = self.core.mentorship, self.core
        facts = programme_facts(found, core.names, store.today, core.language, store.name(found))
        rows = [entry for fact in facts for entry in self.fact_rows(fact, _STYLES.get(fact.id, "link"))]
        if store.state.read_at is not None:
            rows.append(Entry(t("person-read"), ago(store.state.read_at, core.now())))
        rows.append(Entry(t("mentorship-apply"), heading=True))
        return [*rows, *(self._way(found, role) for role in Role), *self._before(found)]

    def _way(self, programme: Programme, role: Role) -> Entry:
        """To the form of a role, or why there is none now."""
        label = t(f"mentorship-apply-{role.value}")
        if why := why_not(programme, role, self.core.mentorship.today):
            return Entry(label, t(why), "dim")
        return Entry(label, self._role_help(programme, role), target=partial(self._apply, role))

    def _before(self, programme: Programme) -> Iterator[Entry]:
        """What to know before one begins."""
        if any(not why_not(programme, role, self.core.mentorship.today) for role in Role):
            yield Entry(value=t("mentorship-form-language"))
            yield Entry(value=t("mentorship-coordinator"))

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
        told = [
            t("mentorship-role-closed", t(f"mentorship-role-{role.value}"), t(why))
            for role, why in reasons.items()
            if why
        ]
        offered = [
            *(Answer(role.value, t(f"mentorship-apply-{role.value}"), self._role_help(found, role)) for role in roles),
            Answer("close", t("mentorship-close"), t("mentorship-close-help")),
        ]
        question = QuestionScreen(t("mentorship-apply"), told, offered, ask=t("mentorship-which-role"))
        self.app.push_screen(question, self._chosen)

    def _role_help(self, programme: Programme, role: Role) -> str:
        sent = self.core.mentorship.sent(programme.organization, role)
        return sent_words(sent, self.core.language) or t(f"mentorship-apply-{role.value}-help")

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
