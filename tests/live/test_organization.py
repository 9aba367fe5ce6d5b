"""Every field of an organization's profile: set by its manager through the client, read back without it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from capx_tui.core import Core
from capx_tui.errors import Missing
from capx_tui.model.form import Form
from capx_tui.model.organization_form import PARTS, OrganizationChoices, is_name, organization_spec
from capx_tui.secret import Secret
from capx_tui.store.organization_edit import NotManager
from capx_tui.store.write_once import MovedOn
from tests.live.inside import Inside
from tests.live.plain import Plain, Raw

pytestmark = pytest.mark.live

_FILE = "https://commons.wikimedia.org/wiki/File:"
#: What changes by itself with every save.
_MOVING = "update_date"


class Theirs:
    """One organization, asked without the client."""

    def __init__(self, plain: Plain, number: int) -> None:
        self.plain = plain
        self.number = number
        self._before = self.raw()
        self._names = self.names()

    def raw(self) -> Raw:
        """The organization as the service tells it."""
        found: Raw = self.plain.get(f"/organizations/{self.number}/")
        return found

    def names(self) -> dict[str, str]:
        """Its names by language."""
        rows = self.plain.rows("/organization_name/", organization=self.number)
        return {row["language_code"]: row["name"] for row in rows}

    def told(self) -> dict[str, Any]:
        """All that a manager may edit, under the ids of the form."""
        raw = self.raw()
        found = {field: raw[field] for field in PARTS}
        found["tag_diff"] = [self.plain.get(f"/tag_diff/{each}/")["tag"] for each in raw["tag_diff"]]
        found["documents"] = [self.plain.get(f"/document/{each}/")["url"] for each in raw["documents"]]
        return found | {f"name.{code}": name for code, name in self.names().items()}

    def change(self, **fields: Any) -> None:
        """Another client changes it: these fields and nothing else."""
        self.plain.put(f"/organizations/{self.number}/", {**self.raw(), **fields})

    def put_back(self) -> None:
        """As it was when the test began."""
        kept = ("acronym", _MOVING, *PARTS)
        self.change(**{field: self._before[field] for field in kept})
        for row in self.plain.rows("/organization_name/", organization=self.number):
            path, code = f"/organization_name/{row['id']}/", row["language_code"]
            if code not in self._names:
                self.plain.ask("DELETE", path)
            elif row["name"] != self._names[code]:
                self.plain.put(path, {"organization": self.number, "language_code": code, "name": self._names[code]})
        for code in self._names.keys() - self.names().keys():
            body = {"organization": self.number, "language_code": code, "name": self._names[code]}
            self.plain.ask("POST", "/organization_name/", body)
        assert self.names() == self._names


@pytest.fixture
def theirs(writable: str, token: Secret) -> Iterator[Theirs]:
    """An organization that one manages; afterwards it is as it was."""
    plain = Plain(writable, token)
    managed = plain.profile()["is_manager"]
    if not managed:
        pytest.skip("the account whose token is given manages no organization")
    organization = Theirs(plain, managed[0])
    yield organization
    organization.put_back()


@pytest.fixture
def inside(tmp_path: Path, writable: str, token: Secret) -> Inside:
    """The program's own parts, signed in."""
    return Inside(tmp_path, writable, token)


async def begun(core: Core, number: int, **more: Any) -> Form:
    """The form as it opens; `more` are fields that it has besides."""
    values = (await core.organization_edit.read(number)).values()
    return Form.begin(organization_spec(OrganizationChoices(), {**values, **more}), values)


def saved(inside: Inside, number: int, **changes: Any) -> dict[str, Any]:
    """Change these fields through the client; what it says that the service holds now."""

    async def change(core: Core) -> dict[str, Any]:
        form = await begun(core, number, **{field: "" for field in changes if is_name(field)})
        after = await core.organization_edit.save(number, form.edit_many(changes))
        assert after is not None
        return dict(after)

    return inside(change)


def alike(value: Any) -> Any:
    """Lists keep no order at the service, and nothing is told as null or as ""."""
    if isinstance(value, list | tuple):
        return sorted(value, key=str)
    return value or None


@pytest.fixture
def values(theirs: Theirs) -> dict[str, tuple[Any, Any]]:
    """For each field a value, and one that clears it as far as it may be cleared."""
    rows = theirs.plain.rows
    skills = tuple(row["id"] for row in rows("/skill/"))
    known, territories = skills[:12], tuple(row["id"] for row in rows("/territory/")[-12:])
    events = tuple(theirs.raw()["events"])
    return {
        "acronym": ("NEW-4711", theirs.raw()["acronym"]),
        "type": (rows("/organization_type/")[-1]["id"], rows("/organization_type/")[0]["id"]),
        "profile_image": (f"{_FILE}A_(b),_c_–_日本.svg", ""),
        "report": ("https://meta.wikimedia.org/wiki/Grants:Report/2026", ""),
        "known_capacities": (skills, known),
        "available_capacities": (known[:3], ()),
        "wanted_capacities": (skills[-5:], ()),
        "territory": (territories, ()),
        "choose_events": (events[:4], ()),
        "tag_diff": (("Editor Retention 4711", "Second – tag"), ()),
        "documents": (tuple(f"{_FILE}Plan_{number}.pdf" for number in range(4)), ()),
        "meta_page": ("https://meta.wikimedia.org/wiki/New_page", ""),
        "email": ("team@new.example", ""),
        "website": ("https://new.example/a?b=c#d", ""),
        "mastodon": ("https://social.example/@new", ""),
        "home_project": ("https://new.wikimedia.org/", ""),
        "name.en": ("Wikimedia Newland", "Wikimedia Newland & friends"),
        "name.eu": ("Berria Wikimedia", ""),
        "name.zh-hant": ("新維基媒體", ""),
    }


def test_every_field_there_is_is_tried(theirs: Theirs, values: dict[str, Any]) -> None:
    assert set(PARTS) <= set(values)
    told = {"id", "projects", "events", "display_name", "names", "managers", _MOVING}
    assert set(theirs.raw()) == set(PARTS) | told, "the service has a field that nobody here knows"


@pytest.mark.parametrize("field", [*PARTS, "name.en", "name.eu", "name.zh-hant"])
def test_a_field_is_set_and_cleared_and_the_others_stay(
    field: str, theirs: Theirs, inside: Inside, values: dict[str, tuple[Any, Any]]
) -> None:
    # So that what is offered may be offered.
    theirs.change(known_capacities=list(values["known_capacities"][1]), available_capacities=[])
    for value in values[field]:
        before, raw = theirs.told(), theirs.raw()
        said = saved(inside, theirs.number, **{field: value})
        after = theirs.told()
        if is_name(field) and not value:
            assert field not in after
            assert field not in said
        else:
            assert alike(after[field]) == alike(value)
            assert alike(said[field]) == alike(value)
        assert {k: v for k, v in after.items() if k != field} == {k: v for k, v in before.items() if k != field}
        for other in ("projects", "events", "managers"):
            assert theirs.raw()[other] == raw[other]


def test_everything_at_once(theirs: Theirs, inside: Inside, values: dict[str, tuple[Any, Any]]) -> None:
    whole = {field: value for field, (value, _) in values.items()}
    saved(inside, theirs.number, **whole)
    after = theirs.told()
    assert {field: alike(after[field]) for field in whole} == {field: alike(value) for field, value in whole.items()}


def test_what_lies_beyond_the_first_page_is_not_forgotten(theirs: Theirs, inside: Inside) -> None:
    for path, field in (("/document/", "documents"), ("/tag_diff/", "tag_diff")):
        rows = theirs.plain.rows(path)
        last = [row["id"] for row in rows[-3:]]
        assert len(rows) > 50, f"{path} has one page only, which proves nothing"
        theirs.change(**{field: last})
        saved(inside, theirs.number, website="https://elsewhere.example/")
        assert sorted(theirs.raw()[field]) == sorted(last)


def test_a_tag_and_a_document_that_there_are_already_are_found_and_not_made_again(
    theirs: Theirs, inside: Inside
) -> None:
    plain = theirs.plain
    tags, documents = plain.rows("/tag_diff/"), plain.rows("/document/")
    saved(inside, theirs.number, tag_diff=(tags[-1]["tag"],), documents=(documents[-1]["url"],))
    raw = theirs.raw()
    assert (raw["tag_diff"], raw["documents"]) == ([tags[-1]["id"]], [documents[-1]["id"]])
    assert len(plain.rows("/tag_diff/")) == len(tags)
    assert len(plain.rows("/document/")) == len(documents)


@pytest.mark.parametrize("field", ["website", "known_capacities", "name.en"])
def test_what_another_manager_changed_meanwhile_is_neither_lost_nor_unseen(
    field: str, theirs: Theirs, inside: Inside
) -> None:
    row = theirs.plain.rows("/organization_name/", organization=theirs.number, language_code="en")[0]

    async def both(core: Core) -> None:
        form = await begun(core, theirs.number)
        if field == "name.en":
            body = {"organization": theirs.number, "language_code": "en", "name": "Theirs"}
            theirs.plain.put(f"/organization_name/{row['id']}/", body)
        else:
            theirs.change(**{field: {"website": "https://theirs.example/"}.get(field, [])})
        meanwhile = theirs.raw()
        for changes in (
            {"email": "ours@example.org"},
            {field: () if field == "known_capacities" else "https://o.example/"},
        ):
            with pytest.raises(MovedOn) as told:
                await core.organization_edit.save(theirs.number, form.edit_many({**changes, "acronym": "OURS"}))
            assert theirs.raw() == meanwhile, "nothing may be sent"
        now = form.rebased(told.value.values).edit("email", "ours@example.org")
        await core.organization_edit.save(theirs.number, now)
        after = theirs.raw()
        assert after["email"] == "ours@example.org"
        assert {k: v for k, v in after.items() if k not in ("email", _MOVING)} == {
            k: v for k, v in meanwhile.items() if k not in ("email", _MOVING)
        }

    inside(both)


def test_somebody_who_manages_another_one_is_told_so(theirs: Theirs, inside: Inside) -> None:
    plain = theirs.plain
    mine = plain.profile()
    other = next(row for row in plain.rows("/organizations/") if row["id"] not in mine["is_manager"])

    async def trying(core: Core) -> None:
        form = (await begun(core, other["id"])).edit("website", "https://mine.example/")
        for me in (mine["id"], 0):
            with pytest.raises(NotManager):
                await core.organization_edit.save(other["id"], form, me=me)
        with pytest.raises(Missing):
            await core.organization_edit.read(10**9)

    inside(trying)
    assert plain.get(f"/organizations/{other['id']}/") == other
