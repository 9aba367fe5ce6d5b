"""Scripts that make shells complete our command lines: data, printed by ``capx-tui completions``."""
