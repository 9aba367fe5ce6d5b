"""Writing an organization: only what changed, over what is there now, and known step by step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from capx_tui.api.capx import convert, organizations
from capx_tui.errors import FieldErrors, Missing, NotSignedIn
from capx_tui.i18n.sentences import explain
from capx_tui.model.organization_form import cleared
from capx_tui.store.mirror import Mirror
from capx_tui.store.organization_edit import NotManager, OrganizationEdit
from capx_tui.store.write_once import MovedOn, SavedInPart
from tests.store.writing_desk import NOW, PAGE, Desk, answers, begun


@pytest.fixture
def store(desk: Desk, mirror: Mirror) -> OrganizationEdit:
    return OrganizationEdit(desk.client, mirror, now=lambda: NOW)


async def test_only_what_changed_is_changed_and_all_else_stays_as_it_was(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("website", "https://new.example/")
    before, lists = desk.stored(), [desk.linked(t) for t in ("skill", "territory", "tag_diff", "document")]
    held = desk.names()
    after = await store.save(desk.organization, form, me=desk.me)
    assert after is not None
    assert after["website"] == "https://new.example/"
    assert desk.stored() == (*before[:5], "https://new.example/", *before[6:])
    assert [desk.linked(t) for t in ("skill", "territory", "tag_diff", "document")] == lists
    assert desk.names() == held
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
    assert desk.stored() == ("TUR", None, None, None, None, None, None, None, None)
    assert [desk.linked(t) for t in ("skill", "territory", "tag_diff", "document", "choose_event")] == [set()] * 5
    assert list(desk.names()) == ["en"]


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
    assert desk.stored()[4:6] == ("other@tur.example", "https://new.example/")


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
    assert desk.names()["tr"] == "Vikimedya"
    assert desk.names()["ku"] == "Wîkîmedya"
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
    held = desk.linked("document")
    assert f"{PAGE}Filler_119.pdf" in form["documents"]
    form = form.edit("report", "https://meta.wikimedia.org/wiki/Another")
    await store.save(desk.organization, form, me=desk.me)
    assert desk.linked("document") == held
    # Taking one out leaves the others.
    form = await begun(desk, store)
    form = form.edit("documents", tuple(each for each in form["documents"] if "Filler" not in each))
    await store.save(desk.organization, form, me=desk.me)
    assert desk.linked("document") == {pair for pair in held if pair[1] != last}


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
    assert (desk.organization, gone) in desk.linked("document")
    assert len(desk.linked("document")) == len(whole.shape.documents) + 1


async def test_the_lists_know_at_once(desk: Desk, store: OrganizationEdit, mirror: Mirror) -> None:
    row = convert.organization(await desk.client.send(organizations.organization(desk.organization)))
    await mirror.keep_list("organizations", [row], "2026-11-01T00:00:00+00:00")
    form = (await begun(desk, store)).edit_many({"website": "https://new.example/", "name.tr": "Vikimedya"})
    await store.save(desk.organization, form, me=desk.me)
    (kept,) = mirror.organizations()
    assert kept.website == "https://new.example/"
    assert kept.names["tr"] == "Vikimedya"
    # The list itself is as old as it was.
    assert mirror.fetched_at("organizations") == "2026-11-01T00:00:00+00:00"


# -- when the service says no -------------------------------------------------------------------------


async def test_what_the_service_refuses_of_the_object_is_named_and_nothing_is_saved(
    desk: Desk, store: OrganizationEdit
) -> None:
    form = (await begun(desk, store)).edit_many({"acronym": "WMB", "name.tr": "Vikimedya"})
    with pytest.raises(FieldErrors) as caught:
        await store.save(desk.organization, form, me=desk.me)
    assert caught.value.fields == {"acronym": ("organization with this acronym already exists.",)}
    assert desk.names()["tr"] != "Vikimedya"


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
    assert desk.stored()[5] == "https://new.example/"
    # What was not saved is saved the next time, and nothing twice.
    rest = form.rebased({"website": form["website"]})
    assert set(rest.changed) == {"name.ku", "name.tr"}
    desk.line.asked.clear()
    await store.save(desk.organization, rest, me=desk.me)
    assert [asked.split()[0] for asked in desk.line.writes] == ["POST", "PUT"]
    assert desk.names()["ku"] == "Wîkî"


async def test_a_refused_tag_stands_beside_the_tags(desk: Desk, store: OrganizationEdit) -> None:
    form = (await begun(desk, store)).edit("tag_diff", ("no",))
    desk.fault("POST /tag_diff/", answers(400, {"tag": ["Not this one."]}))
    with pytest.raises(FieldErrors) as caught:
        await store.save(desk.organization, form, me=desk.me)
    assert caught.value.fields == {"tag_diff": ("Not this one.",)}


async def test_somebody_who_does_not_manage_it_is_told_before_anything_is_sent(
    writable_world: Path, mirror: Mirror, desk: Desk
) -> None:
    (name, number) = desk.sql(
        "SELECT username, id FROM user WHERE id NOT IN (SELECT profile FROM organization_manager) AND id != ?", desk.me
    )[0]
    other = Desk(writable_world, name)
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


def test_a_refusal_without_the_services_words_has_no_gap_in_it() -> None:
    assert explain(NotManager("")) == (
        "The service says that you do not manage this organization. "
        "Only its managers can change it; the CapX team (capx@wmnobrasil.org) appoints them."
    )
