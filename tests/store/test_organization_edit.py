"""Writing an organization: only what changed, over what is there now, once, and known step by step."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import stamina

from capx_tui.api.capx import organizations
from capx_tui.demo.embedded import open_world
from capx_tui.errors import BrokenOff, FieldErrors, Missing, NoRoute, NotSignedIn, ServiceDown, TimedOut
from capx_tui.model.form import Form
from capx_tui.model.organization_form import OrganizationChoices, cleared, organization_spec
from capx_tui.store.mirror import Mirror
from capx_tui.store.organization_edit import NotManager, OrganizationEdit
from capx_tui.store.write_once import AnswerLost, MovedOn, SavedInPart
from tests.store.writing_desk import NOW, Desk, answers, fails

PAGE = "https://commons.wikimedia.org/wiki/File:"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return open_world(tmp_path_factory.mktemp("world"), people=40, now=NOW)


@pytest.fixture
def world(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(built, tmp_path / "world.sqlite3"))


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    with stamina.set_testing(True, attempts=2, cap=True):
        made = Desk(world)
        yield made
        await made.client.close()


@pytest.fixture
def store(desk: Desk, mirror: Mirror) -> OrganizationEdit:
    return OrganizationEdit(desk.client, mirror, now=lambda: NOW)


async def begun(desk: Desk, store: OrganizationEdit, **more: Any) -> Form:
    """The form as it opens; `more` are fields that it has besides."""
    values = (await store.read(desk.organization)).values()
    desk.line.asked.clear()
    return Form.begin(organization_spec(OrganizationChoices(), {**values, **more}), values)


def stored(desk: Desk) -> tuple[Any, ...]:
    """The organization's own row."""
    return desk.sql(
        "SELECT acronym, type, profile_image, meta_page, email, website, report, mastodon, home_project"
        " FROM organization WHERE id = ?",
        desk.organization,
    )[0]


def linked(desk: Desk, table: str) -> set[Any]:
    return set(desk.sql(f"SELECT * FROM organization_{table} WHERE organization = ?", desk.organization))


def names(desk: Desk) -> Mapping[str, str]:
    return dict(desk.sql("SELECT language_code, name FROM organization_name WHERE organization = ?", desk.organization))


async def test_only_what_changed_is_changed_and_all_else_stays_as_it_was(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    before, lists = stored(desk), [linked(desk, t) for t in ("skill", "territory", "tag_diff", "document")]
    held = names(desk)
    after = await store.save(desk.organization, form, me=desk.me)
    assert after is not None
    assert after["website"] == "https://new.example/"
    assert stored(desk) == (*before[:5], "https://new.example/", *before[6:])
    assert [linked(desk, t) for t in ("skill", "territory", "tag_diff", "document")] == lists
    assert names(desk) == held
    assert desk.line.writes == [f"PUT /organizations/{desk.organization}/"]
    assert desk.sql("SELECT update_date FROM organization WHERE id = ?", desk.organization)[0][0].startswith(
        "2026-11-22T12:00:00"
    )


async def test_every_field_goes_there_and_comes_back(desk: Desk, store: OrganizationEdit) -> None:
    capacities = [row[0] for row in desk.sql("SELECT id FROM skill ORDER BY id LIMIT 4")]
    (own, *_) = [row[0] for row in desk.sql("SELECT id FROM event WHERE organization = ?", desk.organization)]
    form = await begun(desk, store, **{"name.ku": ""})
    wanted: dict[str, Any] = {
        "name.en": "Wikimedia Anatolia",
        "name.ku": "Wîkîmedya Anatolya",
        "acronym": "WMAN",
        "type": 3,
        "profile_image": f"{PAGE}New.svg",
        "report": "https://meta.wikimedia.org/wiki/New",
        "territory": tuple(row[0] for row in desk.sql("SELECT id FROM territory LIMIT 2")),
        "known_capacities": tuple(capacities),
        "available_capacities": tuple(capacities[:2]),
        "wanted_capacities": tuple(capacities[2:]),
        "choose_events": (own,),
        "tag_diff": ("Brand new tag",),
        "documents": (f"{PAGE}New_plan.pdf",),
        "meta_page": "https://meta.wikimedia.org/wiki/Anatolia",
        "email": "new@tur.example",
        "website": "https://new.example/",
        "mastodon": "https://social.example/@new",
        "home_project": "https://anatolia.wikimedia.org/",
    }
    form = form.edit_many(wanted)
    assert set(form.changed) == set(wanted)
    after = await store.save(desk.organization, form, me=desk.me)
    assert after is not None
    assert {name: set(v) if isinstance(v := after[name], tuple) else v for name in wanted} == {
        name: set(v) if isinstance(v, tuple) else v for name, v in wanted.items()
    }


async def test_emptied_fields_are_empty_at_the_service_and_names_are_taken_away(
    desk: Desk, store: OrganizationEdit
) -> None:
    form = await begun(desk, store)
    form = form.edit_many(cleared(form.spec))
    await store.save(desk.organization, form, me=desk.me)
    assert stored(desk) == ("TUR", None, None, None, None, None, None, None, None)
    assert [linked(desk, t) for t in ("skill", "territory", "tag_diff", "document", "choose_event")] == [set()] * 5
    assert list(names(desk)) == ["en"]


async def test_a_foreign_change_is_found_though_the_date_of_the_change_did_not_move(
    desk: Desk, store: OrganizationEdit
) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    desk.sql("UPDATE organization SET email = 'other@tur.example' WHERE id = ?", desk.organization)
    with pytest.raises(MovedOn) as caught:
        await store.save(desk.organization, form, me=desk.me)
    assert desk.line.writes == []
    values: Any = caught.value.values
    assert values["email"] == "other@tur.example"
    rebased = form.rebased(values)
    assert rebased.changed == ("website",)
    await store.save(desk.organization, rebased, me=desk.me)
    assert stored(desk)[4:6] == ("other@tur.example", "https://new.example/")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE organization_name SET name = 'Another' WHERE language_code = 'tr' AND organization = ?",
        "DELETE FROM organization_document WHERE organization = ?",
        "DELETE FROM organization_tag_diff WHERE organization = ?",
        "DELETE FROM organization_choose_event WHERE organization = ?",
        "DELETE FROM organization_skill WHERE list = 'known' AND organization = ?",
        "DELETE FROM organization_territory WHERE organization = ?",
    ],
)
async def test_a_foreign_change_of_any_part_is_found(desk: Desk, store: OrganizationEdit, change: str) -> None:
    desk.sql(
        "INSERT OR IGNORE INTO organization_choose_event SELECT organization, MIN(id) FROM event"
        " WHERE organization = ?",
        desk.organization,
    )
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    desk.sql(change, desk.organization)
    with pytest.raises(MovedOn):
        await store.save(desk.organization, form, me=desk.me)
    assert desk.line.writes == []


async def test_a_name_that_somebody_else_added_stays(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("name.tr", "Vikimedya")
    desk.sql(
        "INSERT INTO organization_name (organization, language_code, name) VALUES (?, 'ku', 'Wîkîmedya')",
        desk.organization,
    )
    await store.save(desk.organization, form, me=desk.me)
    assert names(desk)["tr"] == "Vikimedya"
    assert names(desk)["ku"] == "Wîkîmedya"
    assert len(desk.line.writes) == 1


async def test_a_tag_that_exists_is_found_however_far_down_the_list_and_not_doubled(
    desk: Desk, store: OrganizationEdit
) -> None:
    for number in range(620):
        desk.sql("INSERT INTO tag_diff (tag) VALUES (?)", f"filler {number}")
    desk.sql("INSERT INTO tag_diff (tag) VALUES ('Far Away')")
    form = await begun(desk, store)
    form = form.edit("tag_diff", (*form["tag_diff"], "Far Away"))
    after = await store.save(desk.organization, form, me=desk.me)
    assert after is not None
    assert set(after["tag_diff"]) == set(form["tag_diff"])  # type: ignore[arg-type]
    assert desk.sql("SELECT COUNT(*) FROM tag_diff WHERE tag = 'Far Away'") == [(1,)]
    assert sum(asked.startswith("GET /tag_diff/?limit=500") for asked in desk.line.asked) == 2
    assert not any(asked.startswith("POST /tag_diff/") for asked in desk.line.asked)


async def test_a_tag_in_other_letters_is_the_same_tag(desk: Desk, store: OrganizationEdit) -> None:
    desk.sql("INSERT INTO tag_diff (tag) VALUES ('GLAMOUR')")
    form = (await begun(desk, store)).edit("tag_diff", ("glamour",))
    after = await store.save(desk.organization, form, me=desk.me)
    assert after is not None
    assert after["tag_diff"] == ("GLAMOUR",)


async def test_a_tag_made_by_somebody_else_at_the_same_time_is_taken(desk: Desk, store: OrganizationEdit) -> None:
    def between(asked: str) -> None:
        if asked.startswith("POST /tag_diff/"):
            desk.sql("INSERT OR IGNORE INTO tag_diff (tag) VALUES ('Twice')")

    form = (await begun(desk, store)).edit("tag_diff", ("Twice",))
    desk.line.before = between
    after = await store.save(desk.organization, form, me=desk.me)
    assert after is not None
    assert after["tag_diff"] == ("Twice",)
    assert desk.sql("SELECT COUNT(*) FROM tag_diff WHERE tag = 'Twice'") == [(1,)]


async def test_documents_are_kept_however_many_others_there_are(desk: Desk, store: OrganizationEdit) -> None:
    for number in range(120):
        desk.sql("INSERT INTO document (url) VALUES (?)", f"{PAGE}Filler_{number}.pdf")
    (last,) = desk.sql("SELECT MAX(id) FROM document")[0]
    (first, *_) = desk.sql("SELECT document FROM organization_document WHERE organization = ?", desk.organization)[0]
    # One of the organization's own lies beyond every first page.
    desk.sql(
        "UPDATE organization_document SET document = ? WHERE organization = ? AND document = ?",
        last,
        desk.organization,
        first,
    )
    form = await begun(desk, store)
    held = linked(desk, "document")
    assert f"{PAGE}Filler_119.pdf" in form["documents"]
    form = form.edit("report", "https://meta.wikimedia.org/wiki/Another")
    await store.save(desk.organization, form, me=desk.me)
    assert linked(desk, "document") == held
    # Taking one out leaves the others.
    form = await begun(desk, store)
    form = form.edit("documents", tuple(each for each in form["documents"] if "Filler" not in each))
    await store.save(desk.organization, form, me=desk.me)
    assert linked(desk, "document") == {pair for pair in held if pair[1] != last}


async def test_a_document_with_the_same_address_is_found_and_not_doubled(desk: Desk, store: OrganizationEdit) -> None:
    desk.sql("INSERT INTO document (url) VALUES (?)", f"{PAGE}Shared.pdf")
    form = (await begun(desk, store)).edit("documents", (f"{PAGE}Shared.pdf",))
    await store.save(desk.organization, form, me=desk.me)
    assert desk.sql("SELECT COUNT(*) FROM document WHERE url = ?", f"{PAGE}Shared.pdf") == [(1,)]


async def test_a_row_that_the_service_lost_does_not_take_the_others_with_it(
    desk: Desk, store: OrganizationEdit
) -> None:
    whole = await store.read(desk.organization)
    gone = whole.shape.documents[0]
    desk.fault(f"GET /document/{gone}/", answers(404, {"detail": "Not found."}), times=9)
    form = await begun(desk, store)
    assert len(form["documents"]) == len(whole.shape.documents) - 1
    form = form.edit("documents", (*form["documents"], f"{PAGE}More.pdf"))
    await store.save(desk.organization, form, me=desk.me)
    # What could not be shown stays linked.
    assert (desk.organization, gone) in linked(desk, "document")
    assert len(linked(desk, "document")) == len(whole.shape.documents) + 1


# -- when the service says no -------------------------------------------------------------------------


async def test_what_the_service_refuses_of_the_object_is_named_and_nothing_is_saved(
    desk: Desk, store: OrganizationEdit
) -> None:
    form = (await begun(desk, store)).edit_many({"acronym": "WMB", "name.tr": "Vikimedya"})
    with pytest.raises(FieldErrors) as caught:
        await store.save(desk.organization, form, me=desk.me)
    assert caught.value.fields == {"acronym": ("organization with this acronym already exists.",)}
    assert names(desk)["tr"] != "Vikimedya"


async def test_a_part_that_fails_is_told_apart_from_what_was_saved(desk: Desk, store: OrganizationEdit) -> None:
    form = await begun(desk, store, **{"name.ku": ""})
    form = form.edit_many({"website": "https://new.example/", "name.ku": "Wîkî", "name.tr": "Vikimedya"})
    desk.fault("POST /organization_name/", answers(400, {"name": ["Not like this."]}))
    with pytest.raises(SavedInPart) as caught:
        await store.save(desk.organization, form, me=desk.me)
    assert caught.value.saved == ("website",)
    assert caught.value.missing == ("name.ku", "name.tr")
    assert caught.value.doubtful == ()
    assert isinstance(caught.value.error, FieldErrors)
    assert caught.value.error.fields == {"name.ku": ("Not like this.",)}
    assert stored(desk)[5] == "https://new.example/"
    # What was not saved is saved the next time, and nothing twice.
    rest = form.rebased({"website": form["website"]})
    assert set(rest.changed) == {"name.ku", "name.tr"}
    desk.line.asked.clear()
    await store.save(desk.organization, rest, me=desk.me)
    assert [asked.split()[0] for asked in desk.line.writes] == ["POST", "PUT"]
    assert names(desk)["ku"] == "Wîkî"


async def test_a_refused_tag_stands_beside_the_tags(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("tag_diff", ("no",))
    desk.fault("POST /tag_diff/", answers(400, {"tag": ["Not this one."]}))
    with pytest.raises(FieldErrors) as caught:
        await store.save(desk.organization, form, me=desk.me)
    assert caught.value.fields == {"tag_diff": ("Not this one.",)}


async def test_somebody_who_does_not_manage_it_is_told_before_anything_is_sent(
    world: Path, mirror: Mirror, desk: Desk
) -> None:
    (name, number) = desk.sql(
        "SELECT username, id FROM user WHERE id NOT IN (SELECT profile FROM organization_manager) AND id != ?", desk.me
    )[0]
    other = Desk(world, name)
    store = OrganizationEdit(other.client, mirror, now=lambda: NOW)
    form = (await begun(other, store)).edit("website", "https://new.example/")
    with pytest.raises(NotManager):
        await store.save(other.organization, form, me=number)
    assert other.line.writes == []
    # Where it is not known who is signed in, the service says it.
    with pytest.raises(NotManager) as caught:
        await store.save(other.organization, form)
    assert caught.value.params == ("You do not have permission to update this organization.",)
    await other.client.close()


async def test_without_a_sign_in_nothing_is_sent(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    desk.client._token = lambda: None
    with pytest.raises(NotSignedIn):
        await store.save(desk.organization, form)
    assert desk.line.writes == []


async def test_an_organization_that_is_not_there_is_missing(desk: Desk, store: OrganizationEdit) -> None:
    with pytest.raises(Missing):
        await store.read(999_999)


# -- when no answer comes ------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", [fails(TimedOut), fails(BrokenOff), answers(503), answers(200, b"<html>")])
async def test_a_lost_answer_is_looked_up_and_nothing_is_sent_twice(
    desk: Desk, store: OrganizationEdit, outcome: Any
) -> None:
    form = (await begun(desk, store)).edit_many({"website": "https://new.example/", "tag_diff": ("Lost",)})
    desk.fault("POST /tag_diff/", outcome, acts=True)
    desk.fault("PUT /organizations/", outcome, acts=True)
    after = await store.save(desk.organization, form, me=desk.me)
    assert after is not None
    assert after["website"] == "https://new.example/"
    assert after["tag_diff"] == ("Lost",)
    assert [asked.split("/")[1] for asked in desk.line.writes] == ["tag_diff", "organizations"]
    assert desk.sql("SELECT COUNT(*) FROM tag_diff WHERE tag = 'Lost'") == [(1,)]


async def test_lost_answers_about_names_are_looked_up(desk: Desk, store: OrganizationEdit) -> None:
    form = await begun(desk, store, **{"name.ku": ""})
    form = form.edit_many({"name.ku": "Wîkî", "name.tr": "", "name.en": "Anatolia"})
    for method in ("POST", "PUT", "DELETE"):
        desk.fault(f"{method} /organization_name/", fails(TimedOut), acts=True)
    await store.save(desk.organization, form, me=desk.me)
    held = names(desk)
    assert (held["en"], held["ku"], held.get("tr")) == ("Anatolia", "Wîkî", None)
    assert len(desk.line.writes) == 3


async def test_a_write_that_had_no_effect_is_said_to_have_none(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    desk.fault("PUT /organizations/", fails(TimedOut))
    with pytest.raises(TimedOut):
        await store.save(desk.organization, form, me=desk.me)
    desk.fault("DELETE /organization_name/", answers(503))
    with pytest.raises(ServiceDown):
        await store.save(desk.organization, (await begun(desk, store)).edit("name.tr", ""), me=desk.me)
    assert "tr" in names(desk)


async def test_what_was_never_sent_is_not_looked_up(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    desk.fault("PUT /organizations/", fails(NoRoute))
    with pytest.raises(NoRoute):
        await store.save(desk.organization, form, me=desk.me)
    assert desk.line.asked[-1].startswith("PUT")


async def test_where_the_service_cannot_be_asked_either_nobody_knows(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit_many({"website": "https://new.example/", "name.tr": "Vikimedya"})

    def cut(asked: str) -> None:
        if asked.startswith("PUT /organization_name/"):
            desk.fault("GET /", fails(TimedOut), times=99)

    desk.line.before = cut
    desk.fault("PUT /organization_name/", fails(TimedOut), acts=True)
    with pytest.raises(SavedInPart) as caught:
        await store.save(desk.organization, form, me=desk.me)
    assert caught.value.saved == ("website",)
    assert caught.value.doubtful == ("name.tr",)
    assert caught.value.missing == ()
    assert isinstance(caught.value.error, AnswerLost)


async def test_a_save_that_cannot_be_read_afterwards_is_a_save(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")

    def cut(asked: str) -> None:
        if asked.startswith("PUT /organizations/"):
            desk.fault("GET /organizations/", fails(TimedOut), times=9)

    desk.line.before = cut
    assert await store.save(desk.organization, form, me=desk.me) is None
    assert stored(desk)[5] == "https://new.example/"


async def test_the_lists_know_at_once(desk: Desk, store: OrganizationEdit, mirror: Mirror) -> None:
    from capx_tui.api.capx import convert

    row = convert.organization(await desk.client.send(organizations.organization(desk.organization)))
    await mirror.keep_list("organizations", [row], "2026-11-01T00:00:00+00:00")
    form = (await begun(desk, store)).edit_many({"website": "https://new.example/", "name.tr": "Vikimedya"})
    await store.save(desk.organization, form, me=desk.me)
    (kept,) = mirror.organizations()
    assert kept.website == "https://new.example/"
    assert kept.names["tr"] == "Vikimedya"
    # The list itself is as old as it was.
    assert mirror.fetched_at("organizations") == "2026-11-01T00:00:00+00:00"
