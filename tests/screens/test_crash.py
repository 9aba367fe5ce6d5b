"""A failure that ends the program: traced without anybody's text, and the way to report it named."""

from __future__ import annotations

import io

from rich.console import Console

from capx_tui.terminal.painted_app import PaintedApp


async def test_the_trace_holds_no_value_and_names_the_way_to_report_it() -> None:
    app: PaintedApp[None] = PaintedApp()
    private = "Anastasia " + "Topsecret"
    try:
        raise ValueError(len(private))
    except ValueError:
        app._fatal_error()
    printed = io.StringIO()
    # As Textual does: of several it would print the first alone.
    assert len(app._exit_renderables) == 1
    Console(file=printed, width=200).print(app._exit_renderables[0])
    assert "ValueError: 19" in printed.getvalue()
    assert "Topsecret" not in printed.getvalue().replace('"Anastasia " + "Topsecret"', "")
    assert (
        "You can tell the CapX team what you did: capx-tui report new --title TITLE. It sends what you write, and"
        " nothing of what stands above."
    ) in printed.getvalue()
