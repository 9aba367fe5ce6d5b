"""The keys in force, and how an action is called for: by its key, or by its name where nobody presses keys.

Like the language, one keymap holds for the whole program: `use_keymap` changes it, and whoever shows a
key asks here.
"""

from __future__ import annotations

from capx_tui.i18n import t
from capx_tui.model.actions import action
from capx_tui.model.keymaps import Keymap, key_label, keymap

__all__ = ["first_key", "keymap_in_force", "keys_of", "keys_words", "use_keymap", "use_names"]

_in_force = keymap()
_by_name = False


def use_keymap(chosen: Keymap) -> None:
    """These keys hold from now on, for bindings made from now on."""
    global _in_force  # noqa: PLW0603 - one keyboard, as there is one language
    _in_force = chosen


def keymap_in_force() -> Keymap:
    """The keys that hold."""
    return _in_force


def keys_of(action_id: str) -> tuple[str, ...]:
    """The keys of an action, the one to be shown first. Raises `KeyError`."""
    return _in_force.keys_of(action_id)


def use_names(*, by_name: bool) -> None:
    """Whether an action is called for by its name from now on: in the face where everything is typed."""
    global _by_name  # noqa: PLW0603 - one face at a time
    _by_name = by_name


def first_key(action_id: str) -> str:
    """What calls for an action, as people write it: ``Ctrl+P``, or its name."""
    if _by_name:
        return t("plain-name", t(action(action_id).label_key))
    return key_label(keys_of(action_id)[0])


def keys_words(action_id: str) -> str:
    """All keys of an action as people write them: ``F1, ?``."""
    return ", ".join(map(key_label, keys_of(action_id)))
