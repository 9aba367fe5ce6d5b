"""Files of one person: where they are, who may read them, and that they are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from capx_tui import paths
from capx_tui.errors import StorageError

OF_KINDS = [
    (paths.config_dir, "XDG_CONFIG_HOME", ".config"),
    (paths.data_dir, "XDG_DATA_HOME", ".local/share"),
    (paths.cache_dir, "XDG_CACHE_HOME", ".cache"),
    (paths.state_dir, "XDG_STATE_HOME", ".local/state"),
]


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.parametrize(("where", "variable", "fallback"), OF_KINDS)
def test_directories_follow_the_xdg_rule(
    where: type[Path], variable: str, fallback: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert where() == Path.home() / fallback / "capx-tui"
    monkeypatch.setenv(variable, "relative/is/to/be/ignored")
    assert where() == Path.home() / fallback / "capx-tui"
    monkeypatch.setenv(variable, str(tmp_path))
    assert where() == tmp_path / "capx-tui"


def test_an_account_without_a_home_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    try:
        expected = Path.home() / ".config" / "capx-tui"
    except RuntimeError:
        with pytest.raises(StorageError):
            paths.config_dir()
    else:
        assert paths.config_dir() == expected


def test_a_private_directory_is_ours_alone(tmp_path: Path) -> None:
    made = paths.private_dir(tmp_path / "one" / "two")
    assert mode(made) == 0o700
    made.chmod(0o755)
    assert mode(paths.private_dir(made)) == 0o700


def test_whatever_the_umask_nobody_else_may_rename_what_is_above_it(tmp_path: Path) -> None:
    """`mkdir` leaves directories above to the umask: an open one lets others put their own in its place."""
    old = os.umask(0)
    try:
        paths.private_dir(tmp_path / "home" / ".config" / "capx-tui")
    finally:
        os.umask(old)
    assert [mode(tmp_path / each) for each in ("home", "home/.config", "home/.config/capx-tui")] == [0o700] * 3


def test_a_directory_that_another_gives_us_is_refused_though_closed(tmp_path: Path) -> None:
    place = tmp_path / "theirs"
    place.mkdir(mode=0o700)
    try:
        os.chown(place, 65534, 65534)
    except OSError:
        pytest.skip("only the superuser gives directories away, and goes into one that is closed")
    with pytest.raises(StorageError):
        paths.private_dir(place)


def test_a_planted_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"not ours to touch")
    target = tmp_path / "ours" / "settings.json"
    target.parent.mkdir(mode=0o700)
    target.symlink_to(elsewhere)
    paths.write_private(target, b"{}")
    assert elsewhere.read_bytes() == b"not ours to touch"
    assert not target.is_symlink()
    assert (target.read_bytes(), mode(target)) == (b"{}", 0o600)


def test_someone_elses_open_directory_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "theirs"
    place.mkdir()
    place.chmod(0o755)
    try:
        os.chown(place, 65534, 65534)
    except OSError:  # only the superuser gives directories away; this one is everybody else's
        place = Path("/usr")
    with pytest.raises(StorageError) as refusal:
        paths.private_dir(place)
    assert refusal.value.params[0] == str(place)
    with pytest.raises(StorageError):
        paths.write_private(place / "token", b"secret")
    assert not (place / "token").exists()


def test_a_file_in_the_way_of_a_directory_is_a_typed_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here")
    with pytest.raises(StorageError) as refusal:
        paths.private_dir(tmp_path / "file" / "below")
    assert all(refusal.value.params)


def test_what_is_written_is_ours_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        paths.write_private(tmp_path / "deep" / "settings.json", b"{}")
    finally:
        os.umask(old)
    assert (tmp_path / "deep" / "settings.json").read_bytes() == b"{}"
    assert mode(tmp_path / "deep" / "settings.json") == 0o600
    assert mode(tmp_path / "deep") == 0o700


def test_an_open_file_is_closed_to_others_by_writing_it(tmp_path: Path) -> None:
    target = tmp_path / "session.json"
    target.write_bytes(b"old")
    target.chmod(0o644)
    paths.write_private(target, b"new")
    assert target.read_bytes() == b"new"
    assert mode(target) == 0o600


def test_a_reader_sees_the_old_or_the_new_and_never_half(tmp_path: Path) -> None:
    target = tmp_path / "settings.json"
    paths.write_private(target, b"old")
    with target.open("rb") as reader:
        paths.write_private(target, b"new and longer")
        assert reader.read() == b"old"
    assert target.read_bytes() == b"new and longer"
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]


def test_a_write_that_fails_leaves_what_was_there_and_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "settings.json"
    target.mkdir()
    (target / "inside").write_text("kept")
    with pytest.raises(StorageError) as refusal:
        paths.write_private(target, b"new")
    assert refusal.value.params[0] == str(target)
    assert [entry.name for entry in tmp_path.iterdir()] == ["settings.json"]
    assert (target / "inside").read_text() == "kept"
