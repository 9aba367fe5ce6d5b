"""The program's own source, parsed once for all of these tests."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file of the program. `path` is relative to the repository."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def is_face(self) -> bool:
        """Whether what it says is read by a person on a screen."""
        return self.path.parts[1] in ("app.py", "screens", "widgets")

    def at(self, node: ast.expr | ast.stmt | ast.excepthandler) -> str:
        """Where `node` is, as an editor takes it."""
        return f"{self.path}:{node.lineno}"

    def calls(self) -> Iterator[tuple[str, ast.Call]]:
        """Every call with the last part of what is called: ``say`` for ``self.say(…)``."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield called(node), node

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def none_of(found: Iterable[str]) -> None:
    """Nothing was found; else each place on a line of its own."""
    lines = sorted(found)
    assert not lines, "\n" + "\n".join(lines)


def called(call: ast.Call) -> str:
    """The last part of the name of what is called, "" where it has none."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    return [Source(p.relative_to(ROOT), p.read_text("utf-8")) for p in sorted((ROOT / "capx_tui").rglob("*.py"))]
