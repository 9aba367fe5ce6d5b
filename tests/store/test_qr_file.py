"""QR codes as files: kinds, places, and what is never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from capx_tui.errors import RuleError, StorageError
from capx_tui.i18n.sentences import explain, sentence
from capx_tui.model.qr import qr_code
from capx_tui.store.qr_file import file_for, suggested_file, write_code

ADDRESS = "https://capx.toolforge.org/profile/Papatya_Defteri"


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize(("given", "name"), [("code.png", "code.png"), (" a b.SVG ", "a b.SVG")])
def test_the_ending_says_what_is_written(given: str, name: str) -> None:
    assert file_for(given) == Path(name)


@pytest.mark.parametrize("given", ["", "code", "code.gif", ".png", "code.png.txt", "/"])
def test_another_kind_is_refused_in_words(given: str) -> None:
    with pytest.raises(RuleError) as refused:
        file_for(given)
    assert sentence(refused.value) == f"“{given}” has to end in .png or .svg."


def test_a_tilde_is_home(surroundings: Path) -> None:
    assert file_for("~/code.svg") == surroundings / "code.svg"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Papatya Defteri", "capx-Papatya-Defteri-qr.png"),
        ("../../etc/passwd", "capx-etc-passwd-qr.png"),
        ("Ana\u202e\x1b[2J:*?", "capx-Ana-2J-qr.png"),
        ("Ñandú/Ñ", "capx-Ñandú-Ñ-qr.png"),
        ("...", "capx-code-qr.png"),
        ("x" * 400, f"capx-{'x' * 50}-qr.png"),
    ],
)
def test_the_suggested_name_is_safe_and_at_home(surroundings: Path, name: str, file: str) -> None:
    assert suggested_file(name) == f"~/{file}"
    (surroundings / "Pictures").mkdir()
    assert suggested_file(name) == f"~/Pictures/{file}"
    assert file_for(suggested_file(name)).parent == surroundings / "Pictures"


def test_what_is_written_is_the_code(tmp_path: Path) -> None:
    for name, content in (("c.png", qr_code(ADDRESS).png()), ("c.SVG", qr_code(ADDRESS).svg())):
        write_code(ADDRESS, tmp_path / name)
        assert (tmp_path / name).read_bytes() == content


def test_a_file_that_is_there_stays_unless_it_may_go(tmp_path: Path) -> None:
    path = tmp_path / "mine.png"
    path.write_bytes(b"holiday")
    with pytest.raises(RuleError) as refused:
        write_code(ADDRESS, path)
    assert sentence(refused.value) == f"There is a file called {path} already."
    assert path.read_bytes() == b"holiday"
    write_code(ADDRESS, path, replace=True)
    assert path.read_bytes() == qr_code(ADDRESS).png()
    assert _names(tmp_path) == ["mine.png"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path, replace: bool) -> None:
    (tmp_path / "folder.png").mkdir()
    for path, why in (
        (tmp_path / "no" / "c.png", "No such file or directory"),
        (tmp_path / "folder.png", "Is a directory"),
    ):
        with pytest.raises(StorageError) as refused:
            write_code(ADDRESS, path, replace=replace)
        assert explain(refused.value).startswith(f"{path} could not be used: {why}.")
    assert _names(tmp_path) == ["folder.png"]


def test_a_link_that_leads_elsewhere_counts_as_a_file(tmp_path: Path) -> None:
    (tmp_path / "link.png").symlink_to(tmp_path / "elsewhere.png")
    with pytest.raises(RuleError):
        write_code(ADDRESS, tmp_path / "link.png")
    assert _names(tmp_path) == ["link.png"]


def test_an_address_no_code_can_hold_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuleError):
        write_code("https://capx.toolforge.org/" + "x" * 3000, tmp_path / "c.png")
    assert _names(tmp_path) == []
