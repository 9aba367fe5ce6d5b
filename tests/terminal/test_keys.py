"""Keys: three sets without a clash, a person's own over them, and bindings that follow."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.widgets import Input

import capx_tui.screens
from capx_tui.model.actions import ACTIONS, actions_in
from capx_tui.model.keymaps import EVERYWHERE, PRESETS, Keymap, Refusal, key_label, key_named, keymap, meet
from capx_tui.screens.base import CapxScreen
from capx_tui.terminal import keys as keys_module
from capx_tui.terminal import painted_app
from capx_tui.terminal.keys import bindings_for, first_key, is_typed, keys_words, refusal_words, use_keymap
from capx_tui.widgets.line_list import LineList

#: What TDSR, yasr, Fenrir, Speakup and BRLTTY take for themselves.
READERS = {f"ctrl+{letter}" for letter in "ablnx"} | {"insert"}
#: What a terminal sends for another key.
TWINS = {f"ctrl+{letter}" for letter in "himj"}
EACH_PRESET = pytest.mark.parametrize("preset", PRESETS)


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    """Whatever a test puts in force ends with it."""
    yield
    use_keymap(keymap())


def screens() -> list[type[CapxScreen[object]]]:
    """Every screen there is: a new one is looked at without being named."""
    for module in pkgutil.iter_modules(capx_tui.screens.__path__):
        importlib.import_module(f"capx_tui.screens.{module.name}")
    found: list[type[CapxScreen[object]]] = []
    waiting: list[type[CapxScreen[object]]] = [CapxScreen]
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].__subclasses__()
    return found


def shared(keys: Mapping[str, tuple[str, ...]], scopes: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """Keys that two actions have where `scopes` hold together."""
    holders: dict[str, str] = {}
    return [
        (key, holders[key], entry.id)
        for scope in dict.fromkeys(("app", *scopes))
        for entry in actions_in(scope)
        for key in keys[entry.id]
        if holders.setdefault(key, entry.id) != entry.id
    ]


# -- the three sets --------------------------------------------------------------------------------


@EACH_PRESET
def test_no_two_actions_of_one_screen_share_a_key(preset: str) -> None:
    found = screens()
    assert len(found) > 10
    assert [(each.__name__, clash) for each in found for clash in shared(keymap(preset).keys, each.SCOPES)] == []


@EACH_PRESET
def test_every_action_keeps_a_key_that_every_terminal_sends(preset: str) -> None:
    found = keymap(preset)
    assert found.refused == ()
    assert set(found.keys) == {entry.id for entry in ACTIONS}
    assert set(PRESETS[preset]) <= set(found.keys)
    for action_id, keys in found.keys.items():
        assert set(keys) - TWINS, action_id
        assert all(key_named(key) == key for key in keys), action_id


def test_nothing_is_only_on_a_key_of_readers_desktops_or_with_alt() -> None:
    for entry in ACTIONS:
        plain = {key for key in entry.keys if not re.match(r"f\d|alt\+", key)} - READERS - TWINS
        assert plain, f"{entry.id} has no plain key"


@EACH_PRESET
def test_what_works_everywhere_leaves_a_text_field_its_keys(preset: str) -> None:
    use_keymap(keymap(preset))
    own = {key for binding in Input.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    taken = {binding.key for binding in bindings_for("app") if binding.priority}
    assert taken & own == set()
    assert [key for key in taken if is_typed(key)] == []
    assert "escape" not in taken
    # Whatever is typed, there is a way to every action.
    assert any(not is_typed(key) for key in keymap(preset).keys_of("app.palette"))


def test_vi_and_emacs_have_the_keys_they_are_named_after() -> None:
    vi, emacs = keymap("vi"), keymap("emacs")
    expected = {"down": "j", "up": "k", "first": "g", "last": "G", "page-down": "ctrl+d", "page-up": "ctrl+u"}
    assert all(key in vi.keys_of(f"list.{name}") for name, key in expected.items())
    assert ("h" in vi.keys_of("directory.collapse"), "l" in vi.keys_of("directory.expand")) == (True, True)
    assert "slash" in vi.keys_of("explore.search")
    assert ("ctrl+n" in emacs.keys_of("list.down"), "ctrl+p" in emacs.keys_of("list.up")) == (True, True)
    assert "ctrl+g" in emacs.keys_of("app.back")
    # The arrows work with every set.
    assert all(keymap(name).keys_of("list.down")[0] == "down" for name in PRESETS)


# -- own keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ctrl+J", None),
        ("ctrl+d", "ctrl+d"),
        ("Ctrl+D", "ctrl+d"),
        ("Page Up", "pageup"),
        ("/", "slash"),
        ("slash", "slash"),
        ("G", "G"),
        ("g", "g"),
        ("F12", "f12"),
        ("f13", None),
        ("Alt+X", "alt+x"),
        ("alt+<", "alt+less_than_sign"),
        ("+", "plus"),
        ("Shift+Up", "shift+up"),
        ("shift+a", None),
        ("ctrl+slash", None),
        ("Ctrl+Alt+X", None),
        ("hyper+x", None),
        ("Shift+Tab", "shift+tab"),
        ("ctrl+tab", None),
        ("", None),
        ("é", None),
        ("nonsense", None),
    ],
)
def test_keys_are_read_as_people_write_them(text: str, name: str | None) -> None:
    assert key_named(text) == name


@pytest.mark.parametrize("entry", ACTIONS, ids=lambda entry: entry.id)
def test_what_is_shown_can_be_written(entry: object) -> None:
    for preset in PRESETS:
        for key in keymap(preset).keys_of(getattr(entry, "id", "")):
            assert key_named(key_label(key)) == key


def test_own_keys_are_used() -> None:
    found = keymap("vi", {"explore.sort": "o", "list.page-down": ["Page Down", "Ctrl+V", "ctrl+v"]})
    assert found.refused == ()
    assert found.keys_of("explore.sort") == ("o",)
    assert found.keys_of("list.page-down") == ("pagedown", "ctrl+v")
    assert found.keys_of("list.down") == ("down", "j")


def test_two_actions_can_change_places() -> None:
    found = keymap("default", {"explore.sort": "k", "explore.lists": "s"})
    assert found.refused == ()
    assert (found.keys_of("explore.sort"), found.keys_of("explore.lists")) == (("k",), ("s",))


@pytest.mark.parametrize(
    ("own", "refused"),
    [
        ({"no.such": "x"}, Refusal("action", "no.such")),
        ({"explore.sort": "Hyper+X"}, Refusal("key", "explore.sort", "Hyper+X")),
        ({"explore.sort": 7}, Refusal("key", "explore.sort", "7")),
        ({"explore.sort": []}, Refusal("none", "explore.sort")),
        ({"explore.sort": "f"}, Refusal("clash", "explore.sort", "f", "explore.filters")),
        ({"explore.sort": "ctrl+q"}, Refusal("clash", "explore.sort", "Ctrl+Q", "app.quit")),
        ({"explore.sort": "down"}, Refusal("clash", "explore.sort", "Down", "list.down")),
        ({"app.quit": "f"}, Refusal("clash", "app.quit", "f", "explore.filters")),
    ],
)
def test_what_cannot_be_is_told_and_left_out(own: dict[str, object], refused: Refusal) -> None:
    found = keymap("default", own)
    assert found.refused == (refused,)
    assert found.keys == keymap().keys
    words = refusal_words(refused)
    assert words.endswith(".")
    assert "⧼" not in words


def test_one_bad_key_costs_only_itself() -> None:
    found = keymap("default", {"explore.sort": ["o", "Hyper+X"], "explore.density": "z"})
    assert [each.kind for each in found.refused] == ["key"]
    assert (found.keys_of("explore.sort"), found.keys_of("explore.density")) == (("o",), ("z",))


def test_an_entry_that_is_left_out_may_leave_out_another() -> None:
    # Sorting may not have Ctrl+Q, so it keeps its s, which then is not free for the lists.
    found = keymap("default", {"explore.sort": "ctrl+q", "explore.lists": "s"})
    assert [each.action for each in found.refused] == ["explore.sort", "explore.lists"]
    assert found.keys == keymap().keys


def test_an_unknown_set_is_the_usual_one() -> None:
    assert keymap("wordstar") == keymap()


_KEYS = st.sampled_from(["a", "s", "k", "f", "G", "/", "down", "Ctrl+Q", "Ctrl+D", "f2", "Hyper+X", "right", "?"])


@given(
    preset=st.sampled_from(sorted(PRESETS)),
    own=st.dictionaries(
        st.sampled_from([*(entry.id for entry in ACTIONS), "no.such"]),
        st.one_of(_KEYS, st.lists(_KEYS, max_size=3), st.none(), st.integers()),
        max_size=8,
    ),
)
def test_whatever_a_file_says_no_two_actions_share_a_key(preset: str, own: dict[str, object]) -> None:
    found = keymap(preset, own)
    assert all(found.keys.values())
    scopes = {entry.scope for entry in ACTIONS}
    assert [clash for scope in scopes for clash in shared(found.keys, (*EVERYWHERE, scope))] == []
    assert all(refusal_words(each) for each in found.refused)


def test_scopes_that_hold_everywhere_meet_all_others() -> None:
    assert meet("app", "explore")
    assert meet("explore", "list")
    assert meet("explore", "explore")
    assert not meet("explore", "directory")


# -- bindings --------------------------------------------------------------------------------------


def test_words_are_those_of_the_keys_in_force() -> None:
    assert (first_key("app.palette"), keys_words("list.down")) == ("Ctrl+P", "Down")
    use_keymap(Keymap("default", {**keymap().keys, "list.down": ("j", "pagedown")}))
    assert (first_key("list.down"), keys_words("list.down")) == ("j", "j, Page Down")


def test_what_is_typed_is_known() -> None:
    assert all(is_typed(key) for key in ("a", "G", "7", "slash", "question_mark", "full_stop", "less_than_sign"))
    assert not any(is_typed(key) for key in ("ctrl+a", "f1", "escape", "down", "alt+less_than_sign", "delete"))


class _Lists(App[None]):
    def compose(self) -> Iterator[LineList]:
        yield LineList()


async def test_a_list_follows_the_keys_in_force() -> None:
    async with _Lists().run_test(size=(40, 10)) as pilot:
        shown = pilot.app.query_one(LineList)
        shown.show(20, lambda index, _: [[(str(index), "")]])
        shown.focus()
        await pilot.press("j", "down")
        assert shown.highlighted == 1
        use_keymap(keymap("vi"))
        shown.rebind()
        await pilot.press("j", "j", "k", "down")
        assert shown.highlighted == 3
        await pilot.press("G")
        assert shown.highlighted == 19
        await pilot.press("ctrl+u", "g")
        assert shown.highlighted == 0
        use_keymap(keymap("default", {"list.down": "x"}))
        shown.rebind()
        await pilot.press("down", "j", "x")
        assert shown.highlighted == 1


@pytest.mark.parametrize(("owner", "name"), [*painted_app.PRIVATE, *keys_module.PRIVATE], ids=str)
def test_what_is_private_of_textual_is_still_there(owner: type, name: str) -> None:
    found = any(name in vars(base) for base in owner.__mro__)
    assert found or name in owner.__init__.__code__.co_names, f"{owner.__name__}.{name}"  # type: ignore[misc]
