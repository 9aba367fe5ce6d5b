"""Every field of one's own profile: set through the client, read back without it; two clients at one profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from capx_tui.core import Core
from capx_tui.model.people import Proficiency
from capx_tui.model.profile import EDITABLE, MyProfile, Reach
from capx_tui.secret import Secret
from capx_tui.store.my_profile import ProfileMoved
from tests.live.inside import Inside
from tests.live.plain import KEPT, Plain

pytestmark = pytest.mark.live

#: What changes by itself with every save and every sign-in.
_MOVING = ("last_update", "last_login")


@pytest.fixture
def mine(writable: str, token: Secret) -> Iterator[Plain]:
    """One's own profile, asked without the client; afterwards it is as it was."""
    plain = Plain(writable, token)
    before = plain.profile()
    yield plain
    plain.put_back(before)


@pytest.fixture
def choices(mine: Plain) -> dict[str, list[int]]:
    """Ids there are, by field."""
    lists = {
        "avatar": "/avatar/",
        "territory": "/territory/",
        "wikimedia_project": "/wikimedia_project/",
        "skills": "/skill/",
        "affiliation": "/organizations/",
    }
    found = {name: [row["id"] for row in mine.rows(path) if row["id"]] for name, path in lists.items()}
    found["language"] = [int(number) for number in mine.get("/list/language/")]
    return found


@pytest.fixture
def other_account(mine: Plain) -> str:
    """A name that Meta knows and CapX does not: somebody else's alternative account."""
    names = [row["wiki_alt"] for row in mine.rows("/users/") if row["wiki_alt"]]
    if not names:
        pytest.skip("nobody has an alternative account here")
    return str(names[0])


@pytest.fixture
def inside(tmp_path: Path, writable: str, token: Secret) -> Inside:
    """The program's own parts, signed in."""
    return Inside(tmp_path, writable, token)


def saved(inside: Inside, **fields: Any) -> MyProfile:
    """Change these fields of one's profile through the client; what it says that the service holds now."""

    async def change(core: Core) -> MyProfile:
        before = await core.my_profile.load()
        return await core.my_profile.save(before, msgspec.structs.replace(before, **fields))

    return inside(change)


def as_told(value: Any) -> Any:
    """A value of the client's as the service tells it."""
    if isinstance(value, tuple) and value and isinstance(value[0], Proficiency):
        return [{"id": each.id, "proficiency": each.proficiency} for each in value]
    if isinstance(value, tuple):
        return [msgspec.to_builtins(each) for each in value]
    return value


def as_set(field: str, raw: Any) -> Any:
    """What the service keeps no order of, levels as text (it tells numbers and letters), no ways at all as None."""
    if field == "language":
        return {each["id"]: str(each["proficiency"]) for each in raw}
    if field in ("contact", "social"):
        return raw or None
    if isinstance(raw, list) and all(isinstance(each, int) for each in raw):
        return sorted(raw)
    return raw


#: For each field a value and one that clears it; `None` is chosen from what the service has.
VALUES: dict[str, tuple[Any, Any]] = {
    "avatar": (None, None),
    "wikidata_qid": ("Q42", ""),
    "about": ('Ik help.\n\nZwei  Absätze,  日本語, עברית, 👩🏽‍💻 & <b>\\n</b> "%s"', ""),
    "about_language": (None, None),
    "skills_known": (None, ()),
    "skills_available": (None, ()),
    "skills_wanted": (None, ()),
    "language": (None, ()),
    "wiki_alt": (None, ""),
    "affiliation": (None, ()),
    "territory": (None, ()),
    "wikimedia_project": (None, ()),
    "display_name": ("Zoë de la Peña-O'Brien", ""),
    "pronoun": ("they-them", ""),
    "team": ("Bots & gadgets", ""),
    "contact": ((Reach("Mail", "me@example.org"), Reach("Matrix", "@me:example.org")), ()),
    "social": ((Reach("Mastodon", "https://social.example/@me"),), ()),
}


def chosen(field: str, choices: dict[str, list[int]], other_account: str) -> Any:
    """The value to set: as many entries as the service takes."""
    if field == "language":
        levels = ("n", "0", "1", "2", "3", "4", "5")
        return tuple(Proficiency(each, levels[at % 7]) for at, each in enumerate(choices["language"][:20]))
    given: dict[str, Any] = {
        "avatar": choices["avatar"][-1],
        "about_language": choices["language"][-1],
        "wiki_alt": other_account,
        "affiliation": tuple(choices["affiliation"][-10:]),
        "territory": tuple(choices["territory"][:10]),
        "wikimedia_project": tuple(choices["wikimedia_project"]),
    }
    return given.get(field, tuple(choices["skills"][::3]) if field.startswith("skills") else VALUES[field][0])


def test_every_field_there_is_is_tried(mine: Plain) -> None:
    assert set(VALUES) == set(EDITABLE) == set(KEPT)
    told = {"id", "user", "is_manager", "badges", "automated_lets_connect", *_MOVING}
    assert set(mine.profile()) == set(EDITABLE) | told, "the service has a field that nobody here knows"


@pytest.mark.parametrize("field", EDITABLE)
def test_a_field_is_set_and_cleared_and_the_others_stay(
    field: str, mine: Plain, inside: Inside, choices: dict[str, list[int]], other_account: str
) -> None:
    # So that every other field has something to lose, and that what is offered may be offered.
    everything = {each: as_told(chosen(each, choices, other_account)) for each in EDITABLE}
    for each in ("language", "affiliation", "territory", "skills_wanted"):
        everything[each] = everything[each][:3]
    everything["wiki_alt"] = ""
    everything |= {"display_name": "Before", "about": "Before.", "pronoun": "other", "team": "Before"}
    everything |= {"avatar": choices["avatar"][0], "about_language": choices["language"][0], "wikidata_qid": "Q1"}
    everything["skills_known"] = everything["skills_available"] = choices["skills"][:4]
    everything["contact"] = everything["social"] = [{"display_name": "Before", "value": "b"}]
    mine.change(**everything)
    whole = chosen(field, choices, other_account)
    for value in (whole, VALUES[field][1]):
        before = mine.profile()
        fields = {field: value}
        # What is offered has to be known.
        if field == "skills_available" and value:
            fields["skills_known"] = value
        if field == "skills_known":
            fields["skills_available"] = value[1:]
        said = saved(inside, **fields)
        after = mine.profile()
        for other in set(before) - {*fields, *_MOVING}:
            assert after[other] == before[other], f"{other} changed with {field}"
        for each, given in fields.items():
            assert as_set(each, after[each]) == as_set(each, as_told(given)), each
            # What the client says that the service holds is what it holds.
            assert as_set(each, as_told(getattr(said, each))) == as_set(each, after[each] or as_told(given)), each


def test_everything_at_once(mine: Plain, inside: Inside, choices: dict[str, list[int]], other_account: str) -> None:
    values = {field: chosen(field, choices, other_account) for field in EDITABLE}
    saved(inside, **values)
    after = mine.profile()
    assert {f: as_set(f, after[f]) for f in EDITABLE} == {f: as_set(f, as_told(values[f])) for f in EDITABLE}


def test_saving_nothing_writes_nothing(mine: Plain, inside: Inside) -> None:
    before = mine.profile()
    saved(inside)
    assert mine.profile() == before


#: For each field what the other client makes of it meanwhile.
_THEIRS: dict[str, Any] = {
    "about": "Theirs.",
    "display_name": "Theirs",
    "skills_wanted": [],
    "territory": [],
    "language": [],
    "team": "Theirs",
}


@pytest.mark.parametrize("field", _THEIRS)
def test_what_another_client_changed_meanwhile_is_neither_lost_nor_unseen(
    field: str, mine: Plain, inside: Inside, choices: dict[str, list[int]]
) -> None:
    mine.change(
        about="Before.",
        display_name="Before",
        team="Before",
        skills_wanted=choices["skills"][:2],
        territory=choices["territory"][:2],
        language=[{"id": choices["language"][0], "proficiency": "3"}],
        pronoun="other",
    )

    async def both(core: Core) -> ProfileMoved:
        before = await core.my_profile.load()
        mine.change(**{field: _THEIRS[field]})
        theirs = mine.profile()
        # Ours changes the same field in one try and another field in the next: both have to be told.
        own = Proficiency(choices["language"][1], "n")
        ours: Any = {"about": "Ours.", "display_name": "Ours", "team": "Ours", "language": (own,)}.get(
            field, tuple(choices["skills" if field == "skills_wanted" else "territory"][2:4])
        )
        for changes in ({field: ours}, {"pronoun": "she-her"}):
            with pytest.raises(ProfileMoved) as told:
                await core.my_profile.save(before, msgspec.structs.replace(before, **changes))
            assert told.value.fields == (field,)
            assert mine.profile() == theirs, "nothing may be sent"
        # Knowing what the other one did, one may go on, and then theirs stays where ours is not.
        await core.my_profile.save(told.value.now, msgspec.structs.replace(told.value.now, pronoun="she-her"))
        after = mine.profile()
        assert after["pronoun"] == "she-her"
        assert after[field] == theirs[field]
        return told.value

    assert inside(both).now.pronoun == "other"
