"""The unit: the smallest useful Textual app. One text, and a key that changes it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Counts how often ``x`` was pressed."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("x", "count")]  # noqa: RUF012 - as short as a first app is
    pressed = 0

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("READY 0")

    def action_count(self) -> None:
        """Count."""
        self.pressed += 1
        self.query_one(Static).update(f"PRESSED {self.pressed}")


if __name__ == "__main__":
    EmptyApp().run()
