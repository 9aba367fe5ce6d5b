"""Modules are found where Python finds them, and read as they are now."""

from __future__ import annotations

import importlib.util
import os
import py_compile
import subprocess
import sys
import zipfile
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path

import pytest

from capx_tui.module_finder import ModuleFinder

ROOT = Path(__file__).parents[2]


def _told(spec: ModuleSpec | None) -> tuple[object, ...] | None:
    if spec is None:
        return None
    below = list(spec.submodule_search_locations) if spec.submodule_search_locations is not None else None
    return spec.name, spec.origin, spec.cached, below, spec.has_location, spec.parent


def _sources() -> list[str]:
    """Modules of all kinds of origins: the library's, other people's, ours, packages and what is in them."""
    return [
        name
        for name, module in sys.modules.items()
        if (spec := getattr(module, "__spec__", None)) is not None and name == spec.name and name != "__main__"
    ]


def test_each_module_that_is_loaded_here_is_found_where_python_finds_it() -> None:
    finder, found = ModuleFinder(), 0
    for name in _sources():
        parent = sys.modules.get(name.rpartition(".")[0])
        path = list(parent.__path__) if parent is not None else None
        spec = finder.find_spec(name, path)
        if spec is not None:
            found += 1
            assert _told(spec) == _told(PathFinder.find_spec(name, path))
            assert isinstance(spec.loader, SourceFileLoader)
    # The rest is built in, frozen, compiled from C, or not there any more.
    assert found > 300


@pytest.mark.parametrize(
    "files",
    [
        (),
        ("first/m.txt",),
        ("first/m/data.txt", "second/m.py"),
        ("first/m/data.txt",),
        ("first/m/__init__.py", "first/m.py"),
        ("first/m.py", "second/m/__init__.py"),
        (f"first/m{EXTENSION_SUFFIXES[0]}", "first/m.py"),
        (f"first/m{EXTENSION_SUFFIXES[-1]}", "second/m.py"),
        (f"first/m/__init__{EXTENSION_SUFFIXES[0]}", "first/m/__init__.py"),
        ("first/m.pyc", "second/m.py"),
    ],
    ids=" ".join,
)
def test_odd_directories_are_read_as_python_reads_them(tmp_path: Path, files: tuple[str, ...]) -> None:
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("")
    path = [str(tmp_path / place) for place in ("nowhere", "first", "second")]
    found, pythons = ModuleFinder().find_spec("m", path), PathFinder.find_spec("m", path)
    assert _told(found) in (None, _told(pythons))
    is_plain = pythons is not None and type(pythons.loader) is SourceFileLoader
    assert (found is not None) == (is_plain and len(files) > 0 and not any("cpython" in file for file in files))


def test_what_is_no_directory_is_left_to_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "m.py").write_text("")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as file:
        file.writestr("m.py", "")
    monkeypatch.chdir(tmp_path)
    for path in ([str(tmp_path / "z.zip"), str(tmp_path)], ["", str(tmp_path)]):
        assert PathFinder.find_spec("m", path) is not None
        assert ModuleFinder().find_spec("m", path) is None


def _value(path: Path) -> int:
    spec = ModuleFinder().find_spec("m", [str(path)])
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    assert spec.loader is not None
    spec.loader.exec_module(module)
    value: int = module.value
    return value


def test_a_changed_source_is_compiled_anew_and_kept(tmp_path: Path) -> None:
    source = tmp_path / "m.py"
    for value in (1, 22, 333):
        source.write_text(f"value = {value}")
        assert _value(tmp_path) == value
        kept = Path(importlib.util.cache_from_source(str(source)))
        if not sys.dont_write_bytecode:
            assert kept.exists()
    # Of the same length, a second later.
    source.write_text("value = 444")
    os.utime(source, (1_000_000_000, 1_000_000_000))
    assert _value(tmp_path) == 444


def test_what_is_compiled_of_this_source_is_taken(tmp_path: Path) -> None:
    source, other = tmp_path / "m.py", tmp_path / "other.py"
    source.write_text("value = 1")
    other.write_text("value = 2")
    for each in (source, other):
        os.utime(each, (1_000_000_000, 1_000_000_000))
    py_compile.compile(str(other), cfile=importlib.util.cache_from_source(str(source)))
    assert _value(tmp_path) == 2
    # One that is told by its content, and is of another source, is not: Python looks at that itself.
    checked = py_compile.PycInvalidationMode.CHECKED_HASH
    py_compile.compile(str(other), cfile=importlib.util.cache_from_source(str(source)), invalidation_mode=checked)
    assert _value(tmp_path) == 1


def test_a_new_file_is_seen_once_the_import_system_is_told(tmp_path: Path) -> None:
    finder, path = ModuleFinder(), [str(tmp_path)]
    assert finder.find_spec("m", path) is None
    (tmp_path / "m.py").write_text("")
    finder.invalidate_caches()
    assert finder.find_spec("m", path) is not None


@pytest.mark.parametrize(("options", "uses"), [((), True), (("-O",), True), (("-X", "pycache_prefix={}"), False)])
def test_the_program_finds_its_modules_so(tmp_path: Path, options: tuple[str, ...], uses: bool) -> None:
    code = (
        "import sys; from capx_tui import module_finder; module_finder.use(); import capx_tui.text as m;"
        "print(type(m.__spec__.loader).__module__, m.clean(' a '))"
    )
    given = [option.format(tmp_path) for option in options]
    done = subprocess.run([sys.executable, *given, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    loader, cleaned = done.stdout.split()
    assert (loader == "capx_tui.module_finder") == uses
    assert cleaned == "a"
