"""What is written beside the program is true of it: keys, links, dependencies, the first screen of the README."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

from docs import man
from docs.keyboard import PAGE, page
from tests.arch.conftest import Source, none_of

#: What a dependency is pinned together with.
COMES_ALONG = {"rich": "textual"}


def test_the_keyboard_page_is_the_table_of_actions() -> None:
    assert PAGE.read_text("utf-8") == page(), "make docs writes it anew"


def test_the_manual_page_is_the_table_of_commands() -> None:
    assert man.PAGE.read_text("utf-8") == man.page(), "make docs writes it anew"


def test_the_manual_page_has_no_line_that_roff_takes_for_something_else() -> None:
    requests = {line.split()[0] for line in man.page().splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".PP", ".TP", ".RS", ".RE", ".nf", ".fi"}
    assert not re.search(r"\\(?![-e&fB(])", man.page().replace("\\fR", ""))


def test_the_first_screen_of_the_readme_says_how_to_begin(root: Path) -> None:
    first = "\n".join((root / "README.md").read_text("utf-8").splitlines()[:24])
    assert "make demo" in first
    assert "make test" in first


def test_links_between_pages_lead_somewhere(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    none_of(
        f"{page.relative_to(root)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    )


def test_every_decision_is_listed_and_says_what_would_reverse_it(root: Path) -> None:
    decisions = sorted((root / "docs" / "decisions").glob("0*.md"))
    index = (root / "docs" / "decisions" / "README.md").read_text("utf-8")
    none_of(d.name for d in decisions if d.name not in index or "reversed by" not in d.read_text("utf-8"))


def test_every_library_that_is_imported_is_declared(root: Path, sources: list[Source]) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    declared = {re.match(r"[\w-]+", name)[0].lower().replace("-", "_") for name in named}  # type: ignore[index]
    imported = {
        (name.partition(".")[0], source.at(node))
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""])
    }
    known = declared | set(sys.stdlib_module_names) | {"capx_tui", "__future__", *COMES_ALONG}
    none_of(f"{where} {name}" for name, where in imported if name not in known)


def test_locks_name_every_file_by_its_hash_and_no_place(root: Path) -> None:
    for lock in ("runtime", "dev"):
        lines = (root / "requirements" / f"{lock}.lock").read_text("utf-8").splitlines()
        pins = [number for number, line in enumerate(lines) if re.match(r"[a-z0-9]", line)]
        assert pins
        none_of(lines[n] for n in pins if "==" not in lines[n] or "--hash=sha256:" not in lines[n + 1])
        none_of(line for line in lines if "://" in line or line.startswith("--"))


def _pins(root: Path) -> dict[str, dict[str, str]]:
    texts = {lock: (root / f"requirements/{lock}.lock").read_text("utf-8") for lock in ("runtime", "dev")}
    return {lock: dict(re.findall(r"(?m)^([a-z0-9._-]+)==(\S+)", text)) for lock, text in texts.items()}


def test_known_weaknesses_are_of_the_versions_that_are_pinned(root: Path) -> None:
    page = (root / "docs" / "libraries.md").read_text("utf-8")
    rows = re.findall(r"(?m)^\| ([a-z0-9-]+)(?: \(tests\))? \|.*\| ([\d.]+) \|$", page)
    assert len(rows) > 10
    pins = _pins(root)
    none_of(f"{name} {version}" for name, version in rows if (pins["dev"] | pins["runtime"]).get(name) != version)
    assert f"the {len(pins['dev'] | pins['runtime'])} pinned versions" in page


def test_locks_agree_with_each_other_and_with_the_project(root: Path) -> None:
    pins = _pins(root)
    none_of(
        f"{name} {pins['runtime'][name]} {pins['dev'][name]}"
        for name in pins["runtime"].keys() & pins["dev"].keys()
        if pins["runtime"][name] != pins["dev"][name]
    )
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    wanted = {"runtime": project["project"]["dependencies"], "dev": project["dependency-groups"]["dev"]}
    none_of(
        f"{lock}: {name}"
        for lock, names in wanted.items()
        for name in names
        if re.match(r"[\w-]+", name)[0].lower() not in pins[lock]  # type: ignore[index]
        or ("==" in name and pins[lock][name.partition("==")[0].lower()] != name.partition("==")[2])
    )
