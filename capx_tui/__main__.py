"""``python -m capx_tui`` is ``capx-tui``: the picture of the last time first, then everything else."""

import gc
import os
import sys

from capx_tui import first_picture

#: New objects before the collector looks for cycles; Python's own number is 700.
_GARBAGE = 50_000


def main() -> int:
    """Run the process's command line. Returns the exit code."""
    # A line command is over before cyclic garbage matters; looking for it costs a quarter of the start.
    gc.set_threshold(_GARBAGE, 20, 100)
    arguments = sys.argv[1:]
    first_picture.show(arguments)
    from capx_tui import module_finder

    module_finder.use()
    from capx_tui.secret import leave_no_core

    leave_no_core()
    try:
        from capx_tui.cli.main import main as run_line

        return run_line(arguments)
    finally:
        first_picture.withdraw()


def run() -> None:
    """`main`, and the end of the process.

    All that was opened is closed by then and every thread has ended. The rest, a million objects, goes back to the
    system at once: taken apart one by one, they would hold up the shell, or the next command of a script, for as long
    as a tenth of what a line command takes.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            continue  # nobody takes it any more, which has been said where there was somebody to hear it
    os._exit(code)


if __name__ == "__main__":
    run()
