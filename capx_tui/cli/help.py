"""Help as sentences: one thing a line, no columns to hear blanks in, what matters first."""

from __future__ import annotations

from collections.abc import Iterator

from capx_tui.cli.flags import COMMANDS, COMMON, START, Command, Flag, Kind
from capx_tui.i18n import t

__all__ = ["help_lines"]


def help_lines(command: Command) -> Iterator[str]:
    """The help of one command, or of the whole program for `START`."""
    if command is START:
        yield from _program()
        return
    yield t("cli-help-usage", t(f"cli-usage-{command.name}"))
    yield t(f"cli-command-{command.name}-help")
    if command.flags:
        yield ""
        yield t("cli-help-flags")
        yield from (_line(flag) for flag in command.flags)
    yield ""
    yield t("cli-help-common", "capx-tui --help")


def _program() -> Iterator[str]:
    yield t("cli-help-program")
    yield t("cli-help-usage", t("cli-usage-program"))
    yield t("cli-help-start")
    yield ""
    yield t("cli-help-commands")
    for command in COMMANDS:
        yield t("people-fact", t(f"cli-usage-{command.name}"), t(f"cli-command-{command.name}"))
    yield ""
    yield t("cli-help-common-flags")
    yield from (_line(flag) for flag in (*START.flags, *COMMON))
    yield ""
    yield t("cli-help-exit")
    yield t("cli-help-more", "capx-tui explore --help")


def _line(flag: Flag) -> str:
    written = flag.written if flag.kind is Kind.SWITCH else f"{flag.written} {t(flag.value_key)}"
    return t("people-fact", written, t(flag.help_key))
