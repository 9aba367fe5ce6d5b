"""The forms of an organization's projects and events in plain lines: made, changed or deleted by managers."""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.cli.plain.asking import ask_question
from capx_tui.cli.plain.form import FormPlace
from capx_tui.cli.plain.form_compare import ComparePlace
from capx_tui.cli.plain.place import Face
from capx_tui.i18n import t
from capx_tui.model.form import Form
from capx_tui.model.form_fields import Value
from capx_tui.screens.event_values import EventValues
from capx_tui.screens.form_comparing import Comparison
from capx_tui.screens.parts_values import PartValues
from capx_tui.screens.project_values import ProjectValues

__all__ = ["EventFormPlace", "PartPlace", "ProjectFormPlace"]


class PartPlace(FormPlace):
    """One part of an organization."""

    def __init__(self, face: Face, held: PartValues) -> None:
        super().__init__(face, held)
        self._part = held

    def arrive(self) -> None:
        """Names to choose from, then the part."""
        self.face.need_people()
        super().arrive()

    def after_save(self, said: str) -> None:
        """Something new is there now: back to where it is listed. What was changed may be changed further."""
        if self._part.is_new:
            self.finished(t(self._part.MADE_KEY))
        else:
            super().after_save(said)

    def act_on(self, field_id: str) -> None:
        """Delete it."""
        if field_id == "delete":
            self._delete()

    def _delete(self) -> None:
        told, answers = self._part.deleting()
        if ask_question(self.face, [told], answers, ask=told) == "delete":
            self.face.say(t("form-saving"))
            self.face.work(self._part.delete())
            self.finished(self._part.deleted_words)


class ProjectFormPlace(PartPlace):
    """`project_id` is 0 for a new one."""

    def __init__(self, face: Face, organization_id: int, project_id: int = 0) -> None:
        super().__init__(face, ProjectValues(face.core, organization_id, project_id))


class EventFormPlace(PartPlace):
    """`event_id` is 0 for a new one."""

    def __init__(self, face: Face, organization_id: int, event_id: int = 0) -> None:
        self._event = EventValues(face.core, organization_id, event_id)
        super().__init__(face, self._event)

    def field_left(self, field_id: str) -> None:
        """A begin without an end gets the usual one; both are told by the clock on the wall."""
        if field_id in ("time_begin", "time_end"):
            self._put(self._event.left(self.form, field_id))

    def _put(self, form: Form) -> None:
        self.put(form)
        self.reshape()

    def act_on(self, field_id: str) -> None:
        """Fill in, or delete."""
        if field_id == "fill":
            self._fill()
        else:
            super().act_on(field_id)

    def _fill(self) -> None:
        """What Wikidata and Meta-Wiki know of it, each to be taken or not."""
        if not str(self.form["url"]).strip():
            self.face.say(t("event-fill-empty"))
            return
        self.face.say(t("event-fill-looking"))
        different = self._event.offered(self.form, self.face.work(self._event.look_up(self.form)))
        if not different:
            self.face.say(t("event-fill-same"))
            return

        def chosen(taken: Mapping[str, Value] | None) -> None:
            if not taken:
                self.face.say(t("event-fill-left"))
                return
            self._put(self._event.filled(self.form, taken))
            self.face.say(t("event-filled", len(taken)))

        comparison = Comparison(
            self.form.spec, different, here_key="compare-saved", there_key="event-found", take_there=True
        )
        self.face.push(ComparePlace(self.face, t("event-fill"), comparison, chosen))
