"""``python -m capx_tui`` is ``capx-tui``."""

from capx_tui.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
