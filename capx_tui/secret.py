"""A value that cannot be printed by accident, and a process that leaves no picture of its memory behind."""

from __future__ import annotations

from typing import Any, NoReturn

__all__ = ["Secret", "leave_no_core"]


class Secret:
    """Holds a token or an OAuth secret; only `reveal` gives the text back.

    ``repr``, ``str``, ``format`` and pickling never show it, so it survives tracebacks that print
    local variables, log calls and worker descriptions.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        if not text:
            raise ValueError("a secret cannot be empty")
        self._text = text

    def reveal(self) -> str:
        """The text itself: call it only where the text leaves for its owner."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __rich_repr__(self) -> Any:
        yield "…"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(("Secret", self._text))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled")


def leave_no_core() -> None:
    """From now on a crash of the interpreter writes no core file: the token and people's texts would be in it.

    One byte and not none: the kernel takes that for a dump that must not happen, also where dumps go to a program,
    which no limit else holds. Programs that we start keep to it, too. What is not done is to make the process
    undumpable: that keeps out nobody but debuggers of the very same person.
    """
    try:
        import resource
    except ImportError:  # a system without limits
        return
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (1, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    except (OSError, ValueError):
        return  # it is lower already
