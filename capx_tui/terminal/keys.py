"""The keys in force as Textual bindings, made from the table of actions and a keymap; their words are `key_words`.

Widgets and screens that exist already take another keymap over by binding again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from capx_tui.i18n import t
from capx_tui.model.actions import ACTIONS, Action, action, actions_in
from capx_tui.model.keymaps import Refusal, key_label
from capx_tui.terminal.key_words import first_key, keymap_in_force, keys_of, keys_words, use_keymap

__all__ = [
    "PRIVATE",
    "bind_keys",
    "bindings_for",
    "first_key",
    "is_typed",
    "key_label",
    "keymap_in_force",
    "keys_of",
    "keys_words",
    "refusal_words",
    "use_keymap",
    "widget_bindings",
]

#: (owner, name) of what is private of Textual and used here, watched by a test as those of `painted_app`.
PRIVATE = ((DOMNode, "_merge_bindings"),)

_IDS = frozenset(entry.id for entry in ACTIONS)
#: Keys with a name of several letters that a text field writes down.
_TYPED = frozenset({"space", "slash", "plus", "minus", "comma", "colon", "semicolon", "apostrophe", "underscore"})


def refusal_words(refusal: Refusal) -> str:
    """Why a key of a person's own is not used, in a sentence."""
    if refusal.kind == "action":
        return t("keys-refused-action", refusal.action)
    name = t(action(refusal.action).label_key)
    if refusal.kind == "none":
        return t("keys-refused-none", name)
    if refusal.kind == "key":
        return t("keys-refused-key", refusal.key, name)
    return t("keys-refused-clash", refusal.key, name, t(action(refusal.other).label_key))


def is_typed(key: str) -> bool:
    """Whether the key writes something where text is typed."""
    if "+" in key:
        return False
    return len(key) == 1 or key in _TYPED or key.endswith(("_mark", "_stop", "_sign", "_bracket", "_parenthesis"))


def bindings_for(*scopes: str) -> list[Binding]:
    """One binding for each key of each action of `scopes`; all end in the screen's ``act``."""
    return [_binding(entry, key) for scope in scopes for entry in actions_in(scope) for key in keys_of(entry.id)]


def _binding(entry: Action, key: str) -> Binding:
    # Priority, so that a text field that has the focus does not swallow what works everywhere; but what it
    # writes down, and Esc, which leaves it, are its own.
    everywhere = entry.scope == "app" and key != "escape" and not is_typed(key)
    return Binding(key, f"act({entry.id!r})", entry.id, show=False, priority=everywhere, id=entry.id)


def widget_bindings(calls: Mapping[str, str]) -> list[Binding]:
    """Bindings of a widget that does some actions itself: action id to the call, as ``move(-1)``."""
    return [
        Binding(key, call, show=False, id=action(action_id).id)
        for action_id, call in calls.items()
        for key in keys_of(action_id)
    ]


def bind_keys(node: DOMNode, bindings: Iterable[Binding]) -> None:
    """Give a screen or widget these bindings for actions of the table; what else it has bound stays."""
    keys = {
        key: kept
        for key, bound in node._bindings.key_to_bindings.items()
        if (kept := [each for each in bound if each.id not in _IDS])
    }
    for each in bindings:
        keys[each.key] = [each]
    node._bindings = BindingsMap.from_keys(keys)
