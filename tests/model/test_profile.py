"""One's own profile: what counts as changed, and what is sent for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.people import LEVELS, Proficiency
from capx_tui.model.profile import EDITABLE, MyProfile, Reach, changed_fields, difference, not_known, same_value
from capx_tui.text import typed

# As they come from the service: without what steers a terminal.
_TEXT = st.text(max_size=12).map(typed)
_IDS = st.lists(st.integers(1, 30), max_size=6).map(tuple)
_LANGUAGES = st.lists(
    st.builds(Proficiency, st.integers(1, 9), st.sampled_from(("", *LEVELS))),
    max_size=5,
    unique_by=lambda each: each.id,
).map(tuple)
_WAYS = st.none() | st.lists(st.builds(Reach, _TEXT, _TEXT), max_size=2).map(tuple)
_ONE = st.none() | st.integers(1, 9)
_BY_FIELD: dict[str, st.SearchStrategy[Any]] = {
    "avatar": _ONE,
    "about_language": _ONE,
    "language": _LANGUAGES,
    "contact": _WAYS,
    "social": _WAYS,
    **dict.fromkeys(("wikidata_qid", "about", "wiki_alt", "display_name", "pronoun", "team"), _TEXT),
    **dict.fromkeys(
        ("skills_known", "skills_available", "skills_wanted", "affiliation", "territory", "wikimedia_project"), _IDS
    ),
}
PROFILES = st.fixed_dictionaries(_BY_FIELD).map(lambda fields: MyProfile(id=1, username="Ada", **fields))


@dataclass
class Service:
    """What the service makes of a PUT: the rules of the behaviour file, section 4.4, and no more."""

    held: MyProfile

    def put(self, sent: dict[str, Any]) -> MyProfile:
        assert "language" in sent
        assert ("skills_known" in sent) == ("skills_available" in sent)
        assert "automated_lets_connect" not in sent
        assert sent.get("avatar", 1) != 0
        self.held = msgspec.structs.replace(self.held, **sent)
        return self.held


def test_every_field_has_a_way_to_be_compared() -> None:
    assert set(_BY_FIELD) == set(EDITABLE)
    assert set(EDITABLE) <= set(MyProfile.__struct_fields__)


@given(PROFILES, PROFILES)
def test_what_is_sent_makes_the_one_of_the_other(before: MyProfile, after: MyProfile) -> None:
    sent = difference(before, after)
    if not sent:
        assert changed_fields(before, after) == ()
        return
    assert changed_fields(Service(before).put(sent), after) == ()


@given(PROFILES, st.sampled_from(EDITABLE), st.data())
def test_what_did_not_change_is_not_sent(before: MyProfile, field: str, data: st.DataObject) -> None:
    after = msgspec.structs.replace(before, **{field: data.draw(_BY_FIELD[field])})
    sent = difference(before, after)
    if same_value(field, getattr(before, field), getattr(after, field)):
        assert sent == {}
        return
    pair = {"skills_known", "skills_available"}
    assert set(sent) == {field, "language"} | (pair if field in pair else set())


@given(PROFILES)
def test_nothing_is_sent_for_the_same_profile(profile: MyProfile) -> None:
    assert difference(profile, profile) == {}


def test_order_of_a_set_and_blanks_around_a_text_are_no_change() -> None:
    before = MyProfile(id=1, username="Ada", territory=(3, 4), about="I write.\n", language=(Proficiency(1, "3"),))
    after = msgspec.structs.replace(before, territory=(4, 3), about=" I write.")
    assert changed_fields(before, after) == ()
    louder = msgspec.structs.replace(after, about=" I write!  ")
    assert difference(before, louder) == {"about": "I write!", "language": (Proficiency(1, "3"),)}


def test_a_level_is_a_change_and_the_whole_list_is_sent() -> None:
    before = MyProfile(id=1, username="Ada", language=(Proficiency(1, "3"), Proficiency(2, "n")))
    after = msgspec.structs.replace(before, language=(Proficiency(1, "4"), Proficiency(2, "n")))
    assert changed_fields(before, after) == ("language",)
    assert difference(before, after) == {"language": (Proficiency(1, "4"), Proficiency(2, "n"))}


def test_known_goes_with_available_even_where_only_one_changed() -> None:
    before = MyProfile(id=1, username="Ada", skills_known=(10, 11), skills_available=(10,))
    after = msgspec.structs.replace(before, skills_available=(10, 11, 11))
    assert difference(before, after) == {"skills_known": (10, 11), "skills_available": (10, 11), "language": ()}


def test_no_avatar_is_none() -> None:
    before = MyProfile(id=1, username="Ada", avatar=3)
    assert difference(before, msgspec.structs.replace(before, avatar=0))["avatar"] is None
    assert difference(before, msgspec.structs.replace(before, avatar=None))["avatar"] is None


def test_what_is_offered_without_being_known_is_found_in_its_order() -> None:
    assert not_known((1, 2), (9, 2, 3, 9)) == (9, 3)
    assert not_known((1, 2), (2, 1)) == ()
