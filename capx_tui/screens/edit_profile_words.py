"""What editing one's profile asks and tells besides its fields: the same for the screen and for plain lines."""

from __future__ import annotations

from collections.abc import Sequence

from capx_tui.i18n import t
from capx_tui.model.choice import Answer
from capx_tui.model.entry import Entry
from capx_tui.model.form import Form
from capx_tui.model.form_fields import Value
from capx_tui.store.my_profile import FoundItem

__all__ = [
    "import_known",
    "item_answers",
    "item_rows",
    "know_and_offer",
    "know_question",
    "saving_words",
    "with_item",
]


def saving_words(form: Form) -> Sequence[str]:
    """Who will read it, where it may say more than one thinks of."""
    told = [t("edit-profile-everybody")]
    if "wikidata_qid" in form.changed and form["wikidata_qid"]:
        told.append(t("edit-profile-item-told"))
    if form["wikidata_qid"] and not form["avatar"] and {"wikidata_qid", "avatar"} & set(form.changed):
        told.append(t("edit-profile-photo-told"))
    return told


def import_known(form: Form) -> tuple[Form, int]:
    """Everything that is known offered as well, and how many that adds."""
    new = [each for each in form["skills_known"] if each not in form["skills_available"]]
    return form.edit("skills_available", (*form["skills_available"], *new)), len(new)


def know_question(names: str) -> tuple[str, Sequence[Answer]]:
    """Capacities were to be offered that are not known: what is told, and what can be answered."""
    answers = (
        Answer("both", t("edit-profile-know-both"), t("edit-profile-know-both-help")),
        Answer("neither", t("edit-profile-know-neither"), t("edit-profile-know-neither-help")),
    )
    return t("edit-profile-know-told", names), answers


def know_and_offer(form: Form, capacities: Sequence[int]) -> Form:
    """Both lists with these capacities."""
    return form.edit_many({name: (*form[name], *capacities) for name in ("skills_known", "skills_available")})


def item_rows(found: FoundItem) -> list[Entry]:
    """What was found at Wikidata, before anything is set."""
    picture = f"{found.image}, {found.page}" if found.image else t("edit-profile-found-no-image")
    return [
        Entry(t("edit-profile-found"), found.qid),
        Entry(t("edit-profile-found-label"), found.label or t("edit-profile-found-no-label")),
        Entry(t("edit-profile-found-description"), found.description or t("edit-profile-found-no-description")),
        Entry(t("profile-picture"), picture),
        Entry(value=t("edit-profile-item-told")),
    ]


def item_answers(found: FoundItem) -> list[Answer]:
    """What can be done with it: ``photo``, ``item``, ``nothing``."""
    answers = [Answer("item", t("edit-profile-use-item"), t("edit-profile-use-item-help"))]
    if found.image:
        answers.insert(0, Answer("photo", t("edit-profile-use-photo"), t("edit-profile-use-photo-help")))
    return [*answers, Answer("nothing", t("edit-profile-use-nothing"), t("edit-profile-use-nothing-help"))]


def with_item(form: Form, found: FoundItem, *, has_photo: bool) -> Form:
    """The item in the form; with its photo no other picture."""
    values: dict[str, Value] = {"wikidata_qid": found.qid}
    if has_photo:
        values["avatar"] = None
    return form.edit_many(values)
