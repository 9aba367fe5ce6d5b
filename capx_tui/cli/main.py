"""The entry point: reads the command line, runs the command, turns every failure into words and a code.

Exit codes: 0 done, 1 the service or the network refused, 2 wrong use, 3 not signed in, 130 stopped
with Ctrl+C.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from capx_tui import __version__
from capx_tui.cli.console import Console
from capx_tui.cli.language import speak
from capx_tui.cli.options import Request, read
from capx_tui.errors import CapxError, NotSignedIn, RuleError, StorageError
from capx_tui.first_picture import withdraw
from capx_tui.i18n import t

__all__ = ["DONE", "NOT_SIGNED_IN", "REFUSED", "STOPPED", "WRONG_USE", "main", "run"]

DONE = 0
REFUSED = 1
WRONG_USE = 2
NOT_SIGNED_IN = 3
STOPPED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line, by default the process's own. Returns the exit code."""
    return run(sys.argv[1:] if argv is None else argv, Console.of_process())


def run(arguments: Sequence[str], console: Console) -> int:
    """`main` with its surroundings given."""
    console.language = speak(arguments, console.environ)
    try:
        code = _answer(arguments, console)
        console.flush()
    except BrokenPipeError:
        # The reader has what it wanted: ``explore | head`` is no failure.
        console.stop_output()
        return DONE
    except OSError as error:
        console.stop_output()
        console.complain(t("cli-output-failed", error.strerror or type(error).__name__))
        return REFUSED
    return code


def _answer(arguments: Sequence[str], console: Console) -> int:
    try:
        request = read(arguments)
        console.quiet = request.common.quiet
        try:
            return _run_command(request, console)
        finally:
            # What is said of a failure must not be said into a picture that goes with it.
            withdraw()
    except CapxError as error:
        return _explain(error, console)
    except KeyboardInterrupt:
        # A new line first: the terminal has echoed ^C behind whatever stood there.
        console.complain("\n" + t("cli-stopped"))
        return STOPPED
    except OSError as error:
        if error.filename is None:
            raise  # the output's
        return _explain(StorageError(str(error.filename), error.strerror or ""), console)
    except Exception as error:
        console.complain(t("cli-unexpected", type(error).__name__, _where(error)))
        return REFUSED


def _run_command(request: Request, console: Console) -> int:
    if request.common.help:
        from capx_tui.cli.help import help_lines

        console.out(help_lines(request.command))
        return DONE
    if request.common.version:
        console.out([f"capx-tui {__version__}"])
        return DONE
    command = import_module(f"capx_tui.cli.commands.{request.command.module}")
    code: int = command.run(request, console)
    return code


def _explain(error: CapxError, console: Console) -> int:
    from capx_tui.i18n.sentences import explain, sentence

    if isinstance(error, RuleError):
        console.complain(sentence(error))
        return WRONG_USE
    console.complain(explain(error))
    return NOT_SIGNED_IN if isinstance(error, NotSignedIn) else REFUSED


def _where(error: BaseException) -> str:
    """File and line of the fault, without any value: values may be private."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}" if at is not None else ""
