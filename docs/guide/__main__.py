"""``python -m docs.guide``."""

from docs.guide import main

main()
