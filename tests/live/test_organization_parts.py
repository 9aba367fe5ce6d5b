"""An organization's events and projects: made, changed and deleted through the client, read back without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from capx_tui.core import Core
from capx_tui.model.event_form import EventChoices, event_spec
from capx_tui.model.form import Form
from capx_tui.model.form_options import Options
from capx_tui.model.project_form import project_spec
from capx_tui.secret import Secret
from capx_tui.store.organization_edit import NotManager
from capx_tui.store.write_once import MovedOn
from tests.live.inside import Inside
from tests.live.plain import Plain, Raw

pytestmark = pytest.mark.live


class Parts:
    """What an organization has of one kind, asked without the client."""

    def __init__(self, plain: Plain, path: str) -> None:
        self.plain = plain
        self._path = path
        mine = plain.profile()
        if not mine["is_manager"]:
            pytest.skip("the account whose token is given manages no organization")
        self.organization: int = mine["is_manager"][0]
        self.others = next(
            row["id"] for row in plain.rows("/organizations/") if row["id"] not in mine["is_manager"] and row["events"]
        )
        self.skills = [row["id"] for row in plain.rows("/skill/")]
        self._before = {row["id"] for row in self.rows()}

    def rows(self) -> list[Raw]:
        """All there are."""
        return self.plain.rows(self._path)

    def raw(self, number: int) -> Raw:
        """One of them."""
        found: Raw = self.plain.get(f"{self._path}{number}/")
        return found

    def tidy(self) -> None:
        """What was made here goes."""
        for row in self.rows():
            if row["id"] not in self._before:
                self.plain.ask("DELETE", f"{self._path}{row['id']}/")


@pytest.fixture
def inside(tmp_path: Path, writable: str, token: Secret) -> Inside:
    """The program's own parts, signed in."""
    return Inside(tmp_path, writable, token)


@pytest.fixture
def events(writable: str, token: Secret) -> Iterator[Parts]:
    """Events; afterwards those that were made are gone."""
    parts = Parts(Plain(writable, token), "/events/")
    yield parts
    parts.tidy()


@pytest.fixture
def projects(writable: str, token: Secret) -> Iterator[Parts]:
    """Projects; afterwards those that were made are gone."""
    parts = Parts(Plain(writable, token), "/projects/")
    yield parts
    parts.tidy()


_EVENT: dict[str, Any] = {
    "name": "Wikidata & Lua — an evening",
    "time_begin": "2027-05-01 18:30",
    "time_end": "2027-05-01 20:00",
    "type_of_location": "hybrid",
    "url": "https://meta.wikimedia.org/wiki/An_evening",
    "description": "Two hours.\n\nBring a laptop.",
    "openstreetmap_id": "https://www.openstreetmap.org/node/240109189",
    "image_url": "https://commons.wikimedia.org/wiki/File:Example.jpg",
    "wikidata_qid": "Q42",
}
_CLEARED = {"time_end": "", "url": "", "description": "", "openstreetmap_id": "", "image_url": "", "wikidata_qid": ""}


def as_typed(raw: Raw) -> Raw:
    """An event of the service's with its moments as the form has them."""
    moments = {name: (raw[name] or "")[:16].replace("T", " ") for name in ("time_begin", "time_end")}
    return {**raw, **moments, "related_skills": sorted(raw["related_skills"])}


def test_an_event_is_made_changed_and_deleted(events: Parts, inside: Inside) -> None:
    skills = sorted(events.skills[:3])
    whole = {**_EVENT, "organization": events.organization, "related_skills": tuple(skills)}
    known = {row["id"] for row in events.rows()}

    async def make(core: Core) -> int:
        begun = Form.begin(event_spec(EventChoices(), is_new=True), {"organization": events.organization})
        form = begun.edit_many(whole)
        return await core.event_edit.make(form, known)

    number = inside(make)
    made = as_typed(events.raw(number))
    assert {name: made[name] for name in whole} == {**whole, "related_skills": skills}
    assert number in events.plain.get(f"/organizations/{events.organization}/")["events"]
    assert {row["id"] for row in events.rows()} == known | {number}

    def change(**changes: Any) -> Raw:
        async def save(core: Core) -> None:
            form = Form.begin(event_spec(EventChoices(), is_new=False), await core.event_edit.load(number))
            await core.event_edit.save(number, form.edit_many(changes))

        before = as_typed(events.raw(number))
        inside(save)
        after = as_typed(events.raw(number))
        untouched = set(before) - {*changes, "updated_at"}
        assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}
        return after

    assert change(name="Another evening")["name"] == "Another evening"
    assert change(related_skills=())["related_skills"] == []
    for name in _CLEARED:
        assert change(**{name: ""})[name] == ""
    for name in _CLEARED:
        assert change(**{name: _EVENT[name]})[name] == _EVENT[name]

    inside(lambda core: core.event_edit.delete(number))
    assert events.plain.ask("GET", f"/events/{number}/")[0] == 404
    inside(lambda core: core.event_edit.delete(number))


def test_a_project_is_made_changed_and_deleted(projects: Parts, inside: Inside) -> None:
    whole: dict[str, Any] = {
        "display_name": "Open drawers & boxes",
        "url": "https://example.org/project",
        "profile_image": "https://commons.wikimedia.org/wiki/File:Example.jpg",
        "description": "First.\n\nThen.",
        "related_skills": tuple(sorted(projects.skills[:3])),
    }

    async def make(core: Core) -> int:
        form = Form.begin(project_spec(Options(()), is_new=True)).edit_many(whole)
        return await core.project_edit.make(
            projects.organization, form, await core.project_edit.known(projects.organization)
        )

    number = inside(make)
    made = projects.raw(number)
    assert {name: made[name] for name in whole} == {**whole, "related_skills": list(whole["related_skills"])}
    assert number in projects.plain.get(f"/organizations/{projects.organization}/")["projects"]

    def change(**changes: Any) -> Raw:
        async def save(core: Core) -> None:
            form = Form.begin(project_spec(Options(()), is_new=False), await core.project_edit.load(number))
            await core.project_edit.save(number, projects.organization, form.edit_many(changes))

        before = projects.raw(number)
        inside(save)
        after = projects.raw(number)
        untouched = set(before) - set(changes)
        assert {name: after[name] for name in untouched} == {name: before[name] for name in untouched}
        return after

    assert change(display_name="Other drawers")["display_name"] == "Other drawers"
    for name, value in whole.items():
        if name != "display_name":
            cleared: Any = () if isinstance(value, tuple) else ""
            assert not change(**{name: cleared})[name]
            again = change(**{name: value})[name]
            assert (tuple(again) if isinstance(again, list) else again) == value

    inside(lambda core: core.project_edit.delete(number))
    assert projects.plain.ask("GET", f"/projects/{number}/")[0] == 404


def test_an_event_that_another_manager_changed_meanwhile_is_not_written_over(events: Parts, inside: Inside) -> None:
    number = events.plain.get(f"/organizations/{events.organization}/")["events"][0]
    before = events.raw(number)

    async def both(core: Core) -> None:
        form = Form.begin(event_spec(EventChoices(), is_new=False), await core.event_edit.load(number))
        theirs = events.plain.put(f"/events/{number}/", {**before, "description": "Theirs."})
        with pytest.raises(MovedOn) as told:
            await core.event_edit.save(number, form.edit("name", "Ours"))
        assert told.value.values["description"] == "Theirs."
        assert events.raw(number) == theirs

    inside(both)
    events.plain.put(f"/events/{number}/", before)


def test_the_events_of_others_are_theirs(events: Parts, inside: Inside) -> None:
    number = events.plain.get(f"/organizations/{events.others}/")["events"][0]
    before = events.raw(number)

    async def trying(core: Core) -> None:
        form = Form.begin(event_spec(EventChoices(), is_new=False), await core.event_edit.load(number))
        with pytest.raises(NotManager):
            await core.event_edit.save(number, form.edit("name", "Mine"))
        with pytest.raises(NotManager):
            await core.event_edit.delete(number)

    inside(trying)
    assert events.raw(number) == before
