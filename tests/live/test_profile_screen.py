"""Edit profile on the full screen: every field set by its keys and read back without the client; two clients."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from capx_tui.model.form_fields import FieldSpec, Levelled, LongTextField, TextField
from capx_tui.model.form_lists import ChoiceField, EntriesField, LevelsField, ListField
from capx_tui.screens.edit_profile import EditProfileScreen
from capx_tui.secret import Secret
from tests.live.conftest import run_program
from tests.live.plain import KEPT, Plain, Raw
from tests.live.sitting import Sitting
from tests.screens.visits import Visit

pytestmark = pytest.mark.live

#: What changes by itself with every save and every sign-in.
_MOVING = {"last_update", "last_login"}
_SAVED = "Your profile is saved; others see it now."
#: What is typed into lines of text.
_LINES = {
    "wikidata_qid": "Q42",
    "about": "Ik help. 日本語, עברית & <b>",
    "display_name": "Zoë de la Peña-O'Brien",
    "team": "Bots & gadgets",
}
_WAYS = {"contact": "Matrix: @me:example.org", "social": "https://social.example/@me"}


@pytest.fixture
def mine(writable: str, token: Secret) -> Iterator[Plain]:
    """One's own profile, asked without the client; afterwards it is as it was."""
    plain = Plain(writable, token)
    before = plain.profile()
    yield plain
    plain.put_back(before)


@pytest.fixture
def sitting(tmp_path: Path, writable: str, token: Secret) -> Sitting:
    """The full screen, signed in."""
    return Sitting(tmp_path, writable, token)


def editor(here: Visit) -> EditProfileScreen:
    """The editor, whatever was opened above it."""
    return next(shown for shown in here.app.screen_stack if isinstance(shown, EditProfileScreen))


async def save(here: Visit) -> None:
    """Save and say yes to it."""
    await here.press("ctrl+s")
    await here.choose("Save profile")


async def choose_first_new(here: Visit, spec: FieldSpec) -> None:
    """Press Enter on a row that offers a choice, type the name of something that was not chosen, and take it."""
    form = editor(here).form
    value = form[spec.id]
    entries = (value,) if isinstance(spec, ChoiceField) else value
    taken = {entry.id if isinstance(entry, Levelled) else entry for entry in entries}
    # What is known can be offered without a question.
    known = set(form["skills_known"]) if spec.id == "skills_available" else None
    options: Any = getattr(spec, "options")  # noqa: B009 - every kind of choice has them, none inherits them
    for option in options.search(""):
        alone = [each for each in options.search(option.label) if each.label == option.label]
        if option.id not in taken and (known is None or option.id in known) and len(alone) == 1:
            await here.press("enter")
            await here.type(option.label)
            await here.press("enter")
            return
    raise AssertionError(f"nothing else to choose for {spec.id}")


async def change(here: Visit, spec: FieldSpec, other_account: str) -> None:
    """Give a field another value by keys alone, once the marker is on it."""
    editor(here).rows.go_to(spec.id)
    await here.settle()
    if isinstance(spec, LongTextField):
        await here.press("enter", "ctrl+a", "delete")
        await here.type(_LINES[spec.id])
        await here.press("escape")
    elif isinstance(spec, TextField):
        await here.press("ctrl+u")
        await here.type(other_account if spec.id == "wiki_alt" else _LINES[spec.id])
    elif isinstance(spec, ChoiceField):
        await choose_first_new(here, spec)
    elif isinstance(spec, ListField) and spec.is_typed:
        await here.choose("Add to")
        await here.type(_WAYS[spec.id])
        await here.press("enter")
    else:
        assert isinstance(spec, EntriesField)
        await here.down_to("Add to")
        await choose_first_new(here, spec)
        await here.press("escape")
        if isinstance(spec, LevelsField):
            # One level further than the one that a new language begins with.
            await here.press("up", "right")
    assert editor(here).form.is_changed(spec.id), f"{spec.id} did not change:\n{here.text}"


def told(spec: FieldSpec, value: Any) -> Any:
    """A value of the form as the service has to tell it."""
    if isinstance(spec, LevelsField):
        return {entry.id: entry.level for entry in value}
    if isinstance(spec, ListField) and spec.is_typed:
        named = (line.partition(": ") for line in value)
        return [{"display_name": name if rest else "", "value": rest or name} for name, _, rest in named]
    return sorted(value) if isinstance(value, tuple) else value


def without_order(raw: Any) -> Any:
    """What the service keeps no order of; levels as text, since it tells numbers and letters."""
    if isinstance(raw, list) and raw and isinstance(raw[0], dict) and "proficiency" in raw[0]:
        return {each["id"]: str(each["proficiency"]) for each in raw}
    return sorted(raw) if isinstance(raw, list) and all(isinstance(each, int) for each in raw) else raw


def prepare(mine: Plain) -> None:
    """Something in every field, with room for more."""
    capacities, languages = mine.rows("/skill/"), [int(number) for number in mine.get("/list/language/")]
    mine.change(
        about="Before.",
        about_language=languages[0],
        display_name="Before",
        team="Before",
        pronoun="other",
        wiki_alt="",
        wikidata_qid="",
        contact=[],
        social=[],
        skills_known=[row["id"] for row in capacities[:4]],
        skills_available=[capacities[0]["id"]],
        skills_wanted=[capacities[5]["id"]],
        language=[{"id": languages[0], "proficiency": "n"}],
        territory=[mine.rows("/territory/")[0]["id"]],
        affiliation=[mine.rows("/organizations/")[0]["id"]],
        wikimedia_project=[mine.rows("/wikimedia_project/")[0]["id"]],
    )


FIELDS = list(KEPT)


@pytest.mark.parametrize("fields", [*([field] for field in FIELDS), FIELDS], ids=lambda fields: "+".join(fields[:2]))
def test_what_keys_make_of_a_field_is_what_the_service_has_and_the_rest_stays(
    fields: list[str], mine: Plain, sitting: Sitting
) -> None:
    prepare(mine)
    others = [row["wiki_alt"] for row in mine.rows("/users/") if row["wiki_alt"]]
    before = mine.profile()

    async def edit(here: Visit) -> Raw:
        form = editor(here).form
        assert {spec.id for spec in form.spec.valued} == set(KEPT)
        for field in fields:
            await change(here, form.spec.by_id[field], str(others[0]))
        form = editor(here).form
        # Nothing else goes along unasked.
        assert set(form.changed) == set(fields)
        wanted = {field: told(form.spec.by_id[field], form[field]) for field in fields}
        await save(here)
        assert here.status == _SAVED, here.text
        return wanted

    wanted = sitting("edit-profile", edit)
    after = mine.profile()
    assert {field: without_order(after[field]) for field in fields} == wanted
    for other in set(before) - {*fields, *_MOVING}:
        assert after[other] == before[other], f"{other} changed with {fields}"


def test_what_another_client_changed_is_shown_before_anything_is_sent_and_both_are_kept(
    mine: Plain, sitting: Sitting
) -> None:
    prepare(mine)

    async def edit(here: Visit) -> None:
        editor(here).rows.go_to("team")
        await here.settle()
        await here.type(" and readers")
        mine.change(about="Theirs.", territory=[])
        theirs = mine.profile()
        await save(here)
        assert "Changed at the service since you opened it: Mini bio, Territory." in here.flowing
        assert mine.profile() == theirs, "nothing may be sent before it was seen"
        await save(here)
        assert here.status == _SAVED

    sitting("edit-profile", edit)
    after = mine.profile()
    assert (after["about"], after["territory"], after["team"]) == ("Theirs.", [], "Before and readers")


@pytest.mark.parametrize(("takes", "left"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_where_both_changed_one_field_the_person_sees_both_and_chooses(
    takes: str, left: str, mine: Plain, sitting: Sitting
) -> None:
    prepare(mine)

    async def edit(here: Visit) -> None:
        editor(here).rows.go_to("team")
        await here.press("ctrl+u")
        await here.type("Mine")
        mine.change(team="Theirs", pronoun="she-her")
        theirs = mine.profile()
        await save(here)
        assert here.title.startswith("Changed by you and at the service")
        assert "Mine" in here.text
        assert "Theirs" in here.text
        if takes == "theirs":
            await here.choose("Taken")
        await here.choose("Go on")
        assert mine.profile() == theirs, "nothing may be sent before it was chosen"
        if takes == "mine":
            await save(here)
            assert here.status == _SAVED

    sitting("edit-profile", edit)
    after = mine.profile()
    assert (after["team"], after["pronoun"]) == (left, "she-her")


def test_the_screen_and_the_command_line_of_one_person_lose_nothing_of_each_other(
    mine: Plain, sitting: Sitting, writable: str, token: Secret, tmp_path_factory: pytest.TempPathFactory
) -> None:
    prepare(mine)
    elsewhere = tmp_path_factory.mktemp("elsewhere")

    async def edit(here: Visit) -> None:
        editor(here).rows.go_to("display_name")
        await here.settle()
        await here.type(" at the screen")
        for field, text in (("team", "Typed in a shell"), ("display_name", "Shell")):
            done = run_program(elsewhere, writable, "profile", "set", field, text, "--yes", token=token)
            assert done.code == 0, done.err
        await save(here)
        assert here.title.startswith("Changed by you and at the service")
        assert "Shell" in here.text
        assert "Before at the screen" in here.text
        await here.choose("Go on")
        await save(here)
        assert here.status == _SAVED

    sitting("edit-profile", edit)
    after = mine.profile()
    assert (after["display_name"], after["team"]) == ("Before at the screen", "Typed in a shell")
