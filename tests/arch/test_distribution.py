"""What is built holds the whole program and what belongs to it, and nothing else."""

from __future__ import annotations

import email
import os
import re
import shutil
import zipfile
from email.message import Message
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from trove_classifiers import classifiers

from capx_tui import __version__

#: What lies about after a run, and is nobody else's.
LEFT_OVERS = ("__pycache__", ".pyc", ".venv", "_cache", ".pytest_tmp", ".hypothesis", ".sqlite3", "snapshot_report")
SHARED = {
    "share/man/man1/capx-tui.1": "docs/capx-tui.1",
    "share/bash-completion/completions/capx-tui": "capx_tui/cli/shells/capx-tui.bash",
    "share/zsh/site-functions/_capx-tui": "capx_tui/cli/shells/capx-tui.zsh",
    "share/fish/vendor_completions.d/capx-tui.fish": "capx_tui/cli/shells/capx-tui.fish",
}


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as `make dist` builds it, without a network."""
    return Path(next(WheelBuilder(str(root)).build(directory=str(tmp_path_factory.mktemp("wheel")))))


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    """What an index and an installer are told."""
    with zipfile.ZipFile(wheel) as opened:
        return email.message_from_bytes(opened.read(f"capx_tui-{__version__}.dist-info/METADATA"))


def program_files(root: Path) -> set[str]:
    """Every file of the program, relative to the repository."""
    files = (path for path in (root / "capx_tui").rglob("*") if path.is_file())
    return {str(path.relative_to(root)) for path in files if "__pycache__" not in path.parts}


def test_the_wheel_is_the_program_with_its_licence_its_page_and_its_completions(root: Path, wheel: Path) -> None:
    about = f"capx_tui-{__version__}"
    told = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    with zipfile.ZipFile(wheel) as opened:
        assert set(opened.namelist()) == {
            *program_files(root),
            *(f"{about}.data/data/{name}" for name in SHARED),
            *(f"{about}.dist-info/{name}" for name in told),
        }
        for name, source in SHARED.items():
            assert opened.read(f"{about}.data/data/{name}") == (root / source).read_bytes()
        assert opened.read(f"{about}.dist-info/licenses/LICENSE") == (root / "LICENSE").read_bytes()


def test_the_wheel_has_every_language_every_style_and_the_mark_of_types(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    languages = {"en", "qqq", "pt-br", "es", "fr", "tr"}
    assert {f"capx_tui/i18n/{language}.json" for language in languages} <= names
    assert {"capx_tui/py.typed", "capx_tui/styles/app.tcss", "capx_tui/demo/schema.sql"} <= names


def test_the_same_tree_gives_the_same_bytes_elsewhere_and_later(root: Path, wheel: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    shutil.copytree(root / "capx_tui", tree / "capx_tui", ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "docs").mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE", "docs/capx-tui.1"):
        shutil.copyfile(root / name, tree / name)
    for name in ("LICENSE", "capx_tui/__init__.py"):
        os.utime(tree / name, (1_900_000_000, 1_900_000_000))
        (tree / name).chmod(0o600)
    again = Path(next(WheelBuilder(str(tree)).build(directory=str(tmp_path))))
    assert again.read_bytes() == wheel.read_bytes()


def test_the_source_has_what_its_tests_need_and_nothing_that_lay_about(root: Path) -> None:
    # Packing them takes a second; which they are does not.
    files = {entry.distribution_path for entry in SdistBuilder(str(root)).recurse_included_files()}
    tops = {name.partition("/")[0] for name in files}
    assert tops == {
        *("capx_tui", "tests", "docs", "benchmarks", "requirements", ".ci"),
        *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile"),
    }
    assert {"requirements/dev.lock", "tests/conftest.py", *program_files(root)} <= files
    assert not [name for name in files if any(left in name for left in LEFT_OVERS)]


def test_what_an_index_is_told_is_what_an_index_takes(metadata: Message) -> None:
    assert (metadata["Name"], metadata["Version"], metadata["License-Expression"]) == ("capx-tui", __version__, "MIT")
    assert metadata["Requires-Python"] == ">=3.11"
    told = metadata.get_all("Classifier", [])
    assert "Typing :: Typed" in told
    assert not set(told) - set(classifiers)
    for address in metadata.get_all("Project-URL", []):
        assert re.search(r", https://(capx\.toolforge|meta\.wikimedia)\.org\b", address)
