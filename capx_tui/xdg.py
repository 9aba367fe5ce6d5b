"""The XDG rule for where a program keeps its files, with nothing but `os`: it is asked before anything is imported."""

import os
import sys

__all__ = ["APP", "CACHE", "CONFIG", "DATA", "STATE", "directory", "is_followed"]

#: The variable that names the directory, and what it is below one's home without it.
CONFIG = ("XDG_CONFIG_HOME", ".config")
DATA = ("XDG_DATA_HOME", ".local/share")
CACHE = ("XDG_CACHE_HOME", ".cache")
STATE = ("XDG_STATE_HOME", ".local/state")

APP = "capx-tui"


def is_followed() -> bool:
    """Whether this system is one that has the rule."""
    return sys.platform == "linux"


def directory(kind: tuple[str, str]) -> str:
    """This program's directory of one of the kinds above; "" where nobody knows a home."""
    variable, fallback = kind
    given = os.environ.get(variable, "")
    if os.path.isabs(given):
        return os.path.join(given, APP)
    home = os.path.expanduser("~")
    return os.path.join(home, fallback, APP) if home != "~" else ""
