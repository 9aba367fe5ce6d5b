"""``python -m capx_tui`` is ``capx-tui``: the picture of the last time first, then everything else."""

import gc
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
    from capx_tui.secret import leave_no_core

    leave_no_core()
    module_finder.use()
    try:
        from capx_tui.cli.main import main as run

        return run(arguments)
    finally:
        first_picture.withdraw()
        # Python looks through everything once more before it ends, for what may be ended in order: nothing is left.
        gc.freeze()


if __name__ == "__main__":
    raise SystemExit(main())
