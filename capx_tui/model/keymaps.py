"""Which keys do what: the table of actions, one of three sets of keys over it, and a person's own keys over that.

A key is named as Textual names it (``ctrl+p``, ``slash``, ``G``); people may also write it as it is shown
(``Ctrl+P``, ``/``). What cannot be taken from a person's own keys is left out and told, one `Refusal` each:
the program starts with the keys that remain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import msgspec

from capx_tui.model.actions import ACTIONS

__all__ = ["EVERYWHERE", "PRESETS", "Keymap", "Refusal", "key_label", "key_named", "keymap", "meet"]

#: Scopes that hold together with any other: no key of theirs is free elsewhere.
EVERYWHERE = ("app", "list")

#: What each set of keys changes of the table. Own readers' keys (Ctrl+A, B, L, N, X, Alt) are avoided by the table;
#: whoever chooses a set has the keys it is named after in their fingers.
PRESETS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "default": {},
    "vi": {
        "app.palette": ("ctrl+p", "colon"),
        "list.up": ("up", "k"),
        "list.down": ("down", "j"),
        "list.page-up": ("pageup", "ctrl+u"),
        "list.page-down": ("pagedown", "ctrl+d"),
        "list.first": ("home", "g", "less_than_sign"),
        "list.last": ("end", "G", "greater_than_sign"),
        "list.jump": ("apostrophe", "ctrl+o"),
        "form.sections": ("s", "ctrl+k"),
        "explore.lists": ("n",),
        "directory.expand": ("right", "l", "plus"),
        "directory.collapse": ("left", "h", "minus"),
        "directory.know": ("n",),
        "statistics.list": ("w",),
        "adding.wanted": ("e",),
    },
    "emacs": {
        # Ctrl+P and Ctrl+G mean the row above and the way out to whoever chooses this.
        "app.palette": ("alt+x", "colon"),
        "app.back": ("escape", "ctrl+g"),
        "app.stop": ("ctrl+o",),
        "list.up": ("up", "ctrl+p"),
        "list.down": ("down", "ctrl+n"),
        "list.page-up": ("pageup", "alt+v"),
        "list.page-down": ("pagedown", "ctrl+v"),
        "list.first": ("home", "alt+less_than_sign", "less_than_sign"),
        "list.last": ("end", "alt+greater_than_sign", "greater_than_sign"),
        "list.jump": ("g", "alt+g"),
        "table.left": ("left", "ctrl+b"),
        "table.right": ("right", "ctrl+f"),
        "explore.search": ("slash", "ctrl+s"),
        "directory.search": ("slash", "ctrl+s"),
        "directory.expand": ("right", "ctrl+f", "plus"),
        "directory.collapse": ("left", "ctrl+b", "minus"),
    },
}

_LABELS = {
    "slash": "/",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "colon": ":",
    "semicolon": ";",
    "apostrophe": "'",
    "quotation_mark": '"',
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "equals_sign": "=",
    "plus": "+",
    "minus": "-",
    "underscore": "_",
    "asterisk": "*",
    "number_sign": "#",
    "exclamation_mark": "!",
    "percent_sign": "%",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "Esc",
    "enter": "Enter",
    "pageup": "Page Up",
    "pagedown": "Page Down",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "delete": "Delete",
    "backspace": "Backspace",
    "tab": "Tab",
}
#: As people write a key, folded: how it is named.
_BY_LABEL = {label.lower(): name for name, label in _LABELS.items()}
_MODIFIERS = ("ctrl", "alt", "shift")
_FUNCTION = re.compile(r"f([1-9]|1[0-2])")
_MOVING = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown"}
#: What a terminal sends for another key: Tab, Enter (twice), Backspace and Esc.
_TWINS = {"i", "m", "j", "h"}


def key_label(key: str) -> str:
    """A key as people write it: ``ctrl+q`` is ``Ctrl+Q``."""
    *modifiers, last = key.split("+")
    name = _LABELS.get(last, last.upper() if modifiers or _FUNCTION.fullmatch(last) else last)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def key_named(text: str) -> str | None:
    """The name of the key that `text` stands for, None for no key or for one that not every terminal tells apart.

    ``Ctrl+J``, ``Page Up``, ``/``, ``slash``; a single letter keeps its case.
    """
    text = text.strip()
    if len(text) == 1:
        return _BY_LABEL.get(text, text if text.isascii() and text.isalnum() else None)
    *modifiers, last = re.split(r"\+(?=.)", text.lower())
    last = _BY_LABEL.get(last.strip(), last.strip())
    modifiers = [modifier.strip() for modifier in modifiers]
    if not modifiers:
        return last if last in _LABELS or _FUNCTION.fullmatch(last) else None
    if len(modifiers) > 1 or modifiers[0] not in _MODIFIERS or not _can_be_modified(modifiers[0], last):
        return None
    return f"{modifiers[0]}+{last}"


def _can_be_modified(modifier: str, last: str) -> bool:
    if last in _MOVING or (modifier, last) == ("shift", "tab"):
        return True
    letter = len(last) == 1 and last.isascii() and last.isalpha()
    if modifier == "ctrl":
        return letter and last not in _TWINS
    return modifier == "alt" and (letter or len(_LABELS.get(last, "")) == 1)


def meet(one: str, other: str) -> bool:
    """Whether two scopes may hold at the same time."""
    return one == other or one in EVERYWHERE or other in EVERYWHERE


class Refusal(msgspec.Struct, frozen=True):
    """One thing that was left out of a person's own keys, and why.

    `kind`: "action" (no action is called so), "key" (no key is), "none" (no key given), "clash" (it is `other`'s).
    """

    kind: str
    action: str
    key: str = ""
    #: The id of the action that has the key.
    other: str = ""


class Keymap(msgspec.Struct, frozen=True):
    """`keys`: action id to keys, all actions of the table, the first key the one that is shown."""

    preset: str
    keys: Mapping[str, tuple[str, ...]]
    refused: tuple[Refusal, ...] = ()

    def keys_of(self, action_id: str) -> tuple[str, ...]:
        """The keys of an action. Raises `KeyError`."""
        return self.keys[action_id]


def keymap(preset: str = "default", own: Mapping[str, object] | None = None) -> Keymap:
    """The keys of `preset` (an unknown one is the default) with `own` over them.

    `own`: action id to a key or a list of keys, as it stands in the settings file, checked here.
    """
    preset = preset if preset in PRESETS else "default"
    base = {entry.id: PRESETS[preset].get(entry.id, entry.keys) for entry in ACTIONS}
    refused: list[Refusal] = []
    taken = _readable(own or {}, base, refused)
    _drop_clashes(base, taken, refused)
    return Keymap(preset, MappingProxyType(base | taken), tuple(refused))


def _readable(
    own: Mapping[str, object], known: Mapping[str, object], refused: list[Refusal]
) -> dict[str, tuple[str, ...]]:
    """What of `own` names actions and keys."""
    taken: dict[str, tuple[str, ...]] = {}
    for name, given in own.items():
        if name not in known:
            refused.append(Refusal("action", str(name)))
            continue
        listed: Iterable[object] = given if isinstance(given, list | tuple) else [given]
        keys: list[str] = []
        for text in listed:
            key = key_named(text) if isinstance(text, str) else None
            if key is None:
                refused.append(Refusal("key", name, str(text)))
            elif key not in keys:
                keys.append(key)
        if keys:
            taken[name] = tuple(keys)
        elif not listed:
            refused.append(Refusal("none", name))
    return taken


def _drop_clashes(
    base: Mapping[str, tuple[str, ...]], taken: dict[str, tuple[str, ...]], refused: list[Refusal]
) -> None:
    """Take out own keys until no two actions that may hold together share one.

    Each turn drops one entry, and that action has its usual keys again, which may clash in turn. Of two own
    entries the later one goes.
    """
    while (found := _clash({**base, **taken}, taken)) is not None:
        key, dropped, other = found
        refused.append(Refusal("clash", dropped, key_label(key), other))
        del taken[dropped]


def _clash(keys: Mapping[str, tuple[str, ...]], own: Mapping[str, object]) -> tuple[str, str, str] | None:
    """Key, own action, other action; the last own one first."""
    scopes = {entry.id: entry.scope for entry in ACTIONS}
    for mine in reversed(list(own)):
        for other, theirs in keys.items():
            if other == mine or not meet(scopes[mine], scopes[other]):
                continue
            for key in keys[mine]:
                if key in theirs:
                    return key, mine, other
    return None
