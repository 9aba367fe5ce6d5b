"""What a person chose about the program: kept in a file of their own, read at every start."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import fields, replace

from capx_tui.api.repair import UNREADABLE
from capx_tui.errors import StorageError
from capx_tui.paths import config_dir, write_private
from capx_tui.store.base import Store

__all__ = ["Settings", "SettingsStore"]

_THEMES = ("dark", "light", "high-contrast")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`language` and `service` are "" where nothing was chosen; `screen_reader` None where nobody was asked yet.

    `opened_before`: the start screen has been answered once. `compact`: lists give a person one line.
    `colour`, `borders`, `cursor` and `announcements` are switches of `capx_tui.terminal.modes`.
    `keymap` names a set of keys (`capx_tui.model.keymaps`), `keys` are a person's own over it: action id to a
    key or a list of keys, as they stand in the file and unchecked. `translate_to` is the code of the language that
    one translates capacities into; `directory_view` the view of the capacity directory that was shown last;
    `message_way` how messages go where there are two ways (`capx_tui.model.messages.Way`).
    """

    language: str = ""
    theme: str = "dark"
    service: str = ""
    screen_reader: bool | None = None
    opened_before: bool = False
    compact: bool = False
    colour: Literal["full", "16", "none"] = "full"
    borders: bool = True
    cursor: bool = True
    announcements: Literal["two", "one", "log"] = "two"
    keymap: str = "default"
    keys: Mapping[str, object] = msgspec.field(default_factory=dict)
    translate_to: str = ""
    message_way: Literal["capx", "meta"] = "capx"
    directory_view: Literal["tree", "cards", "themes"] = "tree"


class SettingsStore(Store[Settings]):
    """Reads the file once; `change` writes it whole. A damaged or foreign value is as if nothing was chosen."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or config_dir() / "settings.json"
        #: What went wrong with the file, to be said once. The choices then hold until the program ends.
        self.error: StorageError | None = None
        super().__init__(self._read())

    def _read(self) -> Settings:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.error = StorageError(str(self._path), error.strerror or "")
            return Settings()
        try:
            found = msgspec.json.decode(content)
        except UNREADABLE:
            found = None
        return _tolerant(found)

    def change(self, **changes: object) -> None:
        """Replace settings and keep them. Where they cannot be kept they hold all the same, and `error` says so."""
        self._set(self._begin("settings"), **changes)
        try:
            write_private(self._path, msgspec.json.format(msgspec.json.encode(self.state)))
            self.error = None
        except StorageError as error:
            self.error = error


def _tolerant(found: object) -> Settings:
    """Field by field, so that one damaged value costs only itself."""
    settings = Settings()
    if not isinstance(found, dict):
        return settings
    types = typing.get_type_hints(Settings)
    good = {}
    for each in fields(Settings):
        try:
            good[each.name] = msgspec.convert(found[each.name], types[each.name])
        except (KeyError, msgspec.ValidationError):
            continue
    settings = replace(settings, **good)
    return settings if settings.theme in _THEMES else replace(settings, theme="dark")
