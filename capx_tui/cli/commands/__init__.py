"""One module for each command: `run(request, console) -> int`."""
