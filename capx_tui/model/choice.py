"""What is chosen from, and what a question is answered with: the same in all faces."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Answer", "Choice"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `chosen` is None where there is no yes or no, only a way to go."""

    id: object
    label: str
    detail: str = ""
    chosen: bool | None = None
    #: What stands between label and yes/no: "at least Advanced".
    note: str = field(default="")


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing to answer. `help` says what comes of it."""

    id: str
    label: str
    help: str = ""
