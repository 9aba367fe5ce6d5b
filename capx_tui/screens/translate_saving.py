"""What the work list and the single capacity have in common: saving behind the screen, and what is told before that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from capx_tui.i18n import t
from capx_tui.screens.base import CapxScreen
from capx_tui.screens.form_question import Answer, QuestionScreen
from capx_tui.screens.metabase_account import MetabaseAccountScreen
from capx_tui.screens.translate_rows import first_words

__all__ = ["first_told", "save_behind"]


def save_behind(screen: CapxScreen[Any]) -> None:
    """Save those that wait, whatever screen is open by then: the work belongs to the program, not to a screen."""
    screen.core.translating.go_on()
    run: Callable[[], Awaitable[None]] = screen.core.translating.run
    screen.app.run_worker(run, name="translate", group="translate", description="translate", exit_on_error=False)


def first_told(screen: CapxScreen[Any], then: Callable[[], None]) -> None:
    """`then()`, once the person knows in whose name the edit is made: before the first one of a sitting.

    Whoever has linked an account is told by the line above the list.
    """
    account = screen.core.metabase_account
    if account.is_told or (account.is_mine and account.state.is_connected):
        then()
        return
    told = first_words(screen.core)
    answers = (
        Answer("save", t("translate-first-save"), t("translate-first-save-help")),
        Answer("connect", t("translate-first-connect"), t("translate-first-connect-help")),
        Answer("back", t("form-save-back"), t("translate-first-back-help")),
    )

    def answered(answer: str | None) -> None:
        if answer == "save":
            account.is_told = True
            then()
        elif answer == "connect":
            screen.app.push_screen(MetabaseAccountScreen())

    screen.app.push_screen(QuestionScreen(lambda: t("translate-first-title"), told, answers, ask=told[0]), answered)
