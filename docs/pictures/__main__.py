"""``python -m docs.pictures``."""

import sys

from docs.pictures import main

main(*sys.argv[1:])
