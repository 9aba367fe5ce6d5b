"""The arrows between the layers, and what a cold start may load."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.arch.conftest import none_of


def test_import_contracts_are_kept(root: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_import_cycle_even_through_late_and_typing_imports() -> None:
    graph = grimp.build_graph("capx_tui", cache_dir=None)
    imports = {module: set(graph.find_modules_directly_imported_by(module)) for module in graph.modules}
    # Who imports nothing that is left, or is imported by nobody left, is in no cycle: what stays is the cycles.
    while True:
        wanted = set().union(*imports.values())
        free = [module for module, targets in imports.items() if not targets & imports.keys() or module not in wanted]
        if not free:
            break
        for module in free:
            del imports[module]
    none_of(f"{module} → {target}" for module, targets in imports.items() for target in targets & imports.keys())


def _loaded_by(statement: str, root: Path) -> set[str]:
    code = f"import sys; {statement}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_a_line_command_starts_without_textual_rich_and_httpx(root: Path) -> None:
    loaded = _loaded_by("import capx_tui.cli, capx_tui.cli.main", root)
    assert not loaded & {"textual", "rich", "httpx", "authlib", "babel", "starlette", "stamina", "qrcode", "keyring"}


def test_people_from_the_mirror_are_told_without_a_loop_to_wait_in(root: Path) -> None:
    # Half of what the rest takes to load, and needed only where the service is asked.
    assert not _loaded_by("import capx_tui.cli.commands.explore", root) & {"asyncio", "httpx", "ssl"}


def test_a_first_frame_needs_nothing_of_the_services_protocol(root: Path) -> None:
    statement = """import asyncio, capx_tui.app, capx_tui.screens.explore
from capx_tui.bootstrap import Options, open_core
async def start():
    async with open_core(Options()):
        pass
asyncio.run(start())"""
    later = {"api.wire", "api.retry", "api.transport", "api.capx", "auth.paste", "model.form", "store.options"}
    loaded = _loaded_by(statement, root)
    assert not loaded & {"httpx", "stamina", "authlib", "starlette", *(f"capx_tui.{name}" for name in later)}


def test_textuals_own_palette_is_not_loaded_and_all_it_is_asked_for_is_there(root: Path) -> None:
    start = "from capx_tui.terminal import textual_palette; textual_palette.leave_out(); import capx_tui.app"
    widgets = {f"textual.widgets._{name}" for name in ("tree", "directory_tree", "select", "option_list")}
    assert not _loaded_by(start, root) & widgets
    # Where the real one is there already it stays: nothing here leans on which of both it is.
    assert _loaded_by(f"import textual.command; {start}", root) >= widgets


@pytest.mark.parametrize("layer", ["store", "auth", "api", "model", "i18n"])
def test_the_core_loads_no_textual(layer: str, root: Path) -> None:
    modules = ", ".join(
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((root / "capx_tui" / layer).rglob("*.py"))
    )
    outside = {"textual", "starlette", "rich", "click", "pygments", "capx_tui.demo", "capx_tui.cli"}
    assert not _loaded_by(f"import {modules}", root) & outside
