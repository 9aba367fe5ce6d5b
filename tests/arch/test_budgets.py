"""Sizes, names and habits that keep the program readable, as numbers."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.arch.conftest import Source, called, none_of

FILE_LINES = 400
FUNCTION_LINES = 60
APP_LINES = 250
VAGUE = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}


def test_files_stay_short(root: Path) -> None:
    files = [p for part in ("capx_tui", "tests", "benchmarks") for p in (root / part).rglob("*.py")]
    sizes = {str(p.relative_to(root)): len(p.read_text("utf-8").splitlines()) for p in files}
    none_of(f"{name}: {size} lines" for name, size in sizes.items() if size > FILE_LINES)
    assert sizes.get("capx_tui/app.py", 0) <= APP_LINES


def test_functions_stay_short(sources: list[Source]) -> None:
    lengths = {
        f"{source.at(function)} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for source in sources
        for function in source.functions()
    }
    none_of(f"{name}: {length} lines" for name, length in lengths.items() if length > FUNCTION_LINES)


def test_no_module_has_a_vague_name(root: Path) -> None:
    paths = [p for part in ("capx_tui", "tests", "benchmarks") for p in (root / part).rglob("*")]
    none_of(str(p.relative_to(root)) for p in paths if p.stem in VAGUE)


def _swallows_everything(handler: ast.ExceptHandler) -> bool:
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return False  # it puts something right and passes the error on
    if handler.type is None:
        return True
    names = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(isinstance(name, ast.Name) and name.id in ("Exception", "BaseException") for name in names)


def test_only_the_faces_catch_everything(sources: list[Source]) -> None:
    broad = [
        source.at(node)
        for source in sources
        if source.path.parts[1] != "cli" and source.path.as_posix() != "capx_tui/screens/base.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and _swallows_everything(node)
    ]
    none_of(broad)


def test_only_the_command_line_prints(sources: list[Source]) -> None:
    none_of(
        source.at(call)
        for source in sources
        if source.path.parts[1] != "cli"
        for name, call in source.calls()
        if name == "print" and isinstance(call.func, ast.Name)
    )


def _undocumented(node: ast.AST, prefix: str = "") -> list[tuple[str, ast.stmt]]:
    found: list[tuple[str, ast.stmt]] = []
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) or child.name.startswith("_"):
            continue
        marks = {called(d) if isinstance(d, ast.Call) else ast.unparse(d) for d in child.decorator_list}
        if ast.get_docstring(child) is None and not marks & {"override", "overload", f"{child.name}.setter"}:
            found.append((prefix + child.name, child))
        if isinstance(child, ast.ClassDef):
            found += _undocumented(child, f"{prefix}{child.name}.")
    return found


def test_every_public_name_is_documented(sources: list[Source]) -> None:
    bare = [f"{source.at(node)} {name}" for source in sources for name, node in _undocumented(source.tree)]
    bare += [str(source.path) for source in sources if ast.get_docstring(source.tree) is None]
    none_of(bare)


def _workers(source: Source) -> list[tuple[str, dict[str | None, ast.expr]]]:
    """Where a worker is started, and the keywords it is given; a bare ``@work`` is given none."""
    starts: list[ast.expr] = [call for name, call in source.calls() if name == "run_worker"]
    for function in source.functions():
        for mark in function.decorator_list:
            name = called(mark) if isinstance(mark, ast.Call) else ast.unparse(mark).rpartition(".")[2]
            starts += [mark] if name == "work" else []
    return [
        (source.at(start), {k.arg: k.value for k in start.keywords} if isinstance(start, ast.Call) else {})
        for start in starts
    ]


def test_every_worker_says_what_it_is_and_never_ends_the_program(sources: list[Source]) -> None:
    loose = []
    for source in sources:
        for where, given in _workers(source):
            ends = given.get("exit_on_error")
            if not {"group", "description"} <= given.keys() or not isinstance(ends, ast.Constant) or ends.value:
                loose.append(where)
    none_of(loose)


#: Written in two parts, so that this file does not hold them.
PLACES = ("/" + "work/", "/" + "root/", "/" + "opt/", "python" + "hosted", "pypi.org/" + "simple", "--find-" + "links")


@pytest.mark.parametrize("place", PLACES)
def test_no_file_names_a_place_of_one_machine(place: str, root: Path) -> None:
    kept = [p for p in root.iterdir() if not p.name.startswith(".") or p.name in (".ci", ".gitignore")]
    files = [f for p in kept for f in (p.rglob("*") if p.is_dir() else [p]) if f.is_file() and f.suffix != ".pyc"]
    none_of(str(f.relative_to(root)) for f in files if place in f.read_text("utf-8", errors="replace"))
