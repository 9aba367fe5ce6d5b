"""Everything that speaks HTTP: transport, wire, one pure builder per endpoint."""

import sys

# httpx has a command line of its own, does without it where its parts are not installed, and where they are takes twice
# the time and memory. None tells the import system that there is no such module.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
