"""Every limit and rule of a profile broken: the sentence beside its field, the marker there, nothing lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from capx_tui.api.wire import Request, Response
from capx_tui.model.form_fields import Levelled
from capx_tui.model.form_lists import ListField
from capx_tui.model.profile import EDITABLE
from tests.screens.profile_editor import Editor, editor, held
from tests.screens.wire import no_route

pytestmark = pytest.mark.usefixtures("home")


_LANGUAGES = tuple(Levelled(each, "3") for each in range(1, 22))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("about", "x" * 2001, "Error: One character too many; the limit is 2,000."),
        ("display_name", "x" * 388, "Error: One character too many; the limit is 387."),
        ("team", "x" * 129, "Error: One character too many; the limit is 128."),
        ("wiki_alt", "x" * 129, "Error: One character too many; the limit is 128."),
        (
            "language",
            tuple(Levelled(each, "3") for each in range(1, 22)),
            "Error: One entry too many; the limit is 20.",
        ),
        ("territory", tuple(range(18, 29)), "Error: One entry too many; the limit is 10."),
        ("affiliation", tuple(range(150, 161)), "Error: One entry too many; the limit is 10."),
    ],
)
async def test_a_limit_that_is_broken_is_said_beside_its_field_and_nothing_is_sent(
    field: str, value: Any, sentence: str
) -> None:
    async with editor(size=(80, 40)) as edit:
        await edit.put(field, value)
        await edit.go("avatar")
        await edit.here.press("ctrl+s")
        assert sentence in edit.errors
        assert edit.screen.rows.field == field
        assert "Nothing was saved, nothing is lost." in edit.here.flowing
        assert edit.line.puts == []


async def test_limits_are_said_before_they_are_reached() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("territory")
        assert here.marked.split(":")[1].strip() == "2 entries, 8 of 10 left"
        await edit.put("territory", tuple(range(18, 28)))
        await here.press("a")
        await here.type("brazil")
        await here.press("enter")
        assert "There is no room for more: the limit is 10." in here.flowing
        await here.press("escape")
        await edit.go("team")
        await here.type("x" * 122)
        assert here.status == "Team: the limit is reached."


async def test_a_name_that_meta_does_not_know_is_said_once_its_field_is_left() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("wiki_alt")
        await here.press("ctrl+u")
        await here.type("nobody at all")
        await here.press("up")
        assert edit.errors[0].startswith("Error: Meta-Wiki knows no account called “Nobody at all”.")
        await here.press("down", "ctrl+u")
        await here.type("ceibo Lectora")
        await here.press("up")
        assert edit.errors[0].startswith("Error: “Ceibo Lectora” has a profile at CapX already")
        await here.press("down", "ctrl+u")
        await here.type("sparrow at Work")
        await here.press("up")
        assert edit.errors == []
        assert edit["wiki_alt"] == "Sparrow at Work"
        assert here.status == "Meta-Wiki knows the account Sparrow at Work."


async def test_without_meta_the_service_judges_and_its_words_stand_beside_the_field() -> None:
    async with editor() as edit:
        here = edit.here
        here.wire.fail(no_route, where="meta")
        await edit.go("wiki_alt")
        await here.press("ctrl+u")
        await here.type("Nobody at all")
        await here.press("up")
        assert "could not be checked now; the service checks it when you save." in here.flowing
        assert edit.errors == []
        await edit.save()
        assert edit.errors == ["Error: This Wikimedia username does not exist."]
        assert edit.screen.rows.field == "wiki_alt"
        assert edit["wiki_alt"] == "Nobody at all"


@pytest.mark.parametrize(
    ("answer", "field", "sentence"),
    [
        (
            "You cannot add a skill to skills_available that is not in skills_known.",
            "skills_available",
            "The service found something in Available that is not in Known. Add it to Known, or take it out.",
        ),
        (
            "You cannot add more than 20 languages.",
            "language",
            "The service takes at most 20 languages. Take some out.",
        ),
        (
            "You cannot add more than 10 territories.",
            "territory",
            "The service takes at most 10 territories. Take some out; a region stands for all its countries.",
        ),
        (
            "You cannot add more than 10 affiliations.",
            "affiliation",
            "The service takes at most 10 affiliations. Take some out.",
        ),
        (
            "automated_lets_connect cannot be set to False once it has been True.",
            "",
            (
                "The service does not take back that your profile is used for Let's Connect. Nothing else was saved "
                "either; write to capx@wmnobrasil.org."
            ),
        ),
    ],
)
async def test_each_conflict_of_the_service_stands_beside_its_field(answer: str, field: str, sentence: str) -> None:
    def conflict(request: Request) -> Response:
        return Response(409, {"content-type": "application/json"}, json.dumps({"message": answer}).encode())

    async with editor(size=(100, 40)) as edit:
        await edit.go("team")
        await edit.here.type("s")
        edit.here.wire.fail(conflict, where="/profile/1/")
        await edit.save()
        assert f"Error: {sentence}" in edit.here.flowing
        if field:
            assert edit.screen.rows.field == field
        assert edit["team"] == "Eventss"
        # The next try is another: nothing has to be touched first.
        edit.here.wire.mend()
        await edit.save()
        assert (await held()).team == "Eventss"


def _another(edit: Editor, field: str) -> Any:
    """A value that the form finds nothing wrong with."""
    form = edit.screen.form
    if isinstance(form.spec.by_id[field], ListField) and field in ("contact", "social"):
        return (*form[field], "Matrix: @me:chat.example")
    if isinstance(form[field], tuple):
        return form[field][1:]
    return {"avatar": 10, "about_language": None, "pronoun": "other", "wikidata_qid": "Q42"}.get(
        field, "Sparrow at Work"
    )


@pytest.mark.parametrize("field", EDITABLE)
async def test_whatever_field_the_service_refuses_its_words_stand_beside_it(field: str) -> None:
    def refused(request: Request) -> Response:
        return Response(
            400, {"content-type": "application/json"}, json.dumps({field: ["The service says no."]}).encode()
        )

    async with editor(size=(100, 40)) as edit:
        await edit.put(field, _another(edit, field))
        before = edit[field]
        other = "avatar" if field != "avatar" else "team"
        await edit.go(other)
        edit.here.wire.fail(refused, where="/profile/1/")
        await edit.save()
        assert edit.errors == ["Error: The service says no."]
        assert edit.screen.rows.field == field
        assert "Nothing was saved, nothing is lost." in edit.here.flowing
        assert edit[field] == before
        # Another value is another question: the error goes with the old one, once the field is left.
        await edit.here.press("ctrl+z")
        await edit.go(other)
        assert edit.errors == []


@pytest.mark.parametrize(
    "said",
    [
        "Wikimedia username does not exist.",
        "Unable to reach Wikimedia API to validate username.",
        "This username already belongs to a CapX user; cannot set as alternative account.",
    ],
)
async def test_what_the_service_finds_at_meta_stands_beside_the_alternative_account(said: str) -> None:
    def refused(request: Request) -> Response:
        return Response(400, {"content-type": "application/json"}, json.dumps({"wiki_alt": [said]}).encode())

    async with editor(size=(100, 40)) as edit:
        edit.here.wire.fail(no_route, where="meta")
        await edit.put("wiki_alt", "Somebody")
        edit.here.wire.fail(refused, where="/profile/1/")
        await edit.save()
        assert edit.errors == [f"Error: {said}"]
        assert edit.screen.rows.field == "wiki_alt"
