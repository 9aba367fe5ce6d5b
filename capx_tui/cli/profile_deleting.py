"""``capx-tui profile delete``: told what goes and what stays, and the user name typed in full."""

from __future__ import annotations

from capx_tui.cli.confirming import ask_line, require_person
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.opened import opened
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.cli.own_profile import signed_in
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.i18n.sentences import explain
from capx_tui.store.account_deletion import TOLD_KEYS, Deleted

__all__ = ["delete"]


def delete(request: Request, console: Console) -> int:
    """Exit 1 where the service kept the user account, or something here could not be erased; 2 for another name."""
    if request.common.format not in (Format.TEXT, Format.JSON):
        raise RuleError("cli-format-not-here", f"--{request.common.format.value}", "profile delete")
    require_person(request, console)
    with opened(request, console) as (core, run):
        profile = run(signed_in(core))
        if not request.on("yes"):
            _ask(profile.username, console)
        deleted: Deleted = run(core.deletion.delete())
    words = [t(key, *params) for key, *params in deleted.words]
    if request.common.format is Format.JSON:
        gone = not deleted.user_stays
        print_object(console, {"id": profile.id, "username": profile.username, "deleted": gone})
    (console.complain if deleted.user_stays else console.say)(" ".join(words))
    for trouble in deleted.troubles:
        console.complain(explain(trouble))
    return 1 if deleted.user_stays or deleted.troubles else 0


def _ask(username: str, console: Console) -> None:
    """Say what it means, and take the name. Raises `RuleError` for any other."""
    console.complain(t("delete-account-final"))
    for heading, keys in TOLD_KEYS:
        console.complain(t("form-label", t(heading)))
        for key in keys:
            console.complain(t(key))
    typed = ask_line(console, t("cli-profile-delete-question", username)) or ""
    if typed != username:
        raise RuleError("delete-account-wrong-name", typed, username)
