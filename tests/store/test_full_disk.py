"""Whatever is written on a full disk: it is told, what was there stays whole, and nothing half-written is left."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest

from capx_tui import first_picture
from capx_tui.api.wikimedia.own_oauth import OAuth2
from capx_tui.auth.account import Account, Source
from capx_tui.auth.keep import Place, TokenKeeper
from capx_tui.auth.own_keep import OwnKeeper
from capx_tui.bootstrap import Options, open_core
from capx_tui.errors import CapxError, StorageError
from capx_tui.i18n.sentences import explain
from capx_tui.model.explore import ExploreFilter
from capx_tui.model.form import Form
from capx_tui.model.form_draft import DraftKey
from capx_tui.secret import Secret
from capx_tui.store.database import Database
from capx_tui.store.drafts import Drafts
from capx_tui.store.filters import ExploreMemory, FilterFile
from capx_tui.store.kept_text import KeptText
from capx_tui.store.mirror import Mirror
from capx_tui.store.new_file import write_new
from capx_tui.store.qr_file import write_code
from capx_tui.store.schema import MIRROR
from capx_tui.store.settings import SettingsStore
from capx_tui.store.sync import Freshness, Sync
from capx_tui.terminal.editor import edit_text
from capx_tui.terminal.kept_picture import Picture, keep
from tests.auth.conftest import TOKEN
from tests.full_disk import full_disk
from tests.model.form_sample import VALUES, sample_spec
from tests.store.conftest import Clock
from tests.store.small_service import SmallService, profile, same

SERVICE = "https://capx.example"
_FORM = Form.begin(sample_spec(), VALUES)
#: Given what is written, keeps it in the home and gives what the person is told, None for nothing.
Write = Callable[[str], CapxError | None]


def _settings(text: str) -> CapxError | None:
    store = SettingsStore()
    store.change(language=text)
    assert store.state.language == text, "the choice holds while the program runs"
    return store.error


def _filters(text: str) -> CapxError | None:
    file = FilterFile(Path("filters.json").absolute())
    file.write(ExploreMemory(named={text: ExploreFilter()}))
    return file.error


def _token(text: str) -> CapxError | None:
    account = Account(7, text, SERVICE, None, Source.PASTED)
    kept = asyncio.run(TokenKeeper(environ={}, uses_keyring=False).keep(Secret(TOKEN), account))
    assert (kept.place is Place.MEMORY) is (kept.trouble is not None)
    assert kept.token == Secret(TOKEN), "one is signed in while the program runs"
    return kept.trouble


def _credentials(text: str) -> CapxError | None:
    keeper = OwnKeeper("https://meta.wikimedia.org/w/api.php", environ={}, uses_keyring=False)
    kept = asyncio.run(keeper.keep(OAuth2(Secret(f"{TOKEN}{text}")), text))
    assert (kept.place is Place.MEMORY) is (kept.trouble is not None)
    return kept.trouble


def _draft(text: str) -> CapxError | None:
    drafts = Drafts(Path("drafts").absolute())
    key = DraftKey(SERVICE, "7", "sample")
    is_kept = drafts.keep_now(key, _FORM.edit("about", text))
    found = drafts.find(key)
    assert found is not None
    assert found.draft.edits["about"].now == text, "memory has it while the program runs"
    assert is_kept is (drafts.trouble is None)
    return drafts.trouble


def _raised(write: Callable[[], object]) -> CapxError | None:
    try:
        write()
    except CapxError as error:
        return error
    return None


def _text(text: str) -> CapxError | None:
    return _raised(lambda: KeptText(SERVICE, "7", "note").keep(text))


def _code(text: str) -> CapxError | None:
    return _raised(lambda: write_code(f"{SERVICE}/{text}", Path("code.png").absolute(), replace=True))


def _table(text: str) -> CapxError | None:
    return _raised(lambda: write_new(Path("table.csv").absolute(), text.encode(), replace=True))


EACH = {
    "settings": _settings,
    "filters": _filters,
    "token": _token,
    "credentials": _credentials,
    "draft": _draft,
    "note": _text,
    "picture": _code,
    "table": _table,
}


@pytest.fixture
def here(surroundings: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home, in which one stands."""
    monkeypatch.chdir(surroundings)
    return surroundings


def _files(place: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}


@pytest.mark.parametrize("write", EACH.values(), ids=EACH)
def test_what_was_there_is_whole_and_what_is_not_written_is_told(write: Write, here: Path) -> None:
    assert write("before") is None
    before = _files(here)
    with full_disk():
        error = write("after")
    assert isinstance(error, StorageError)
    said = explain(error)
    assert "could not be used: File too large. Check that the disk has room" in said
    assert error.params[0].startswith(str(here)), "which file it is"
    assert _files(here) == before
    assert write("after") is None
    assert _files(here) != before


@pytest.mark.parametrize("write", EACH.values(), ids=EACH)
def test_where_nothing_was_there_nothing_half_written_is_left(write: Write, here: Path) -> None:
    with full_disk():
        assert isinstance(write("first"), StorageError)
    assert _files(here) == {}


def test_the_first_picture_of_the_next_start_is_done_without(here: Path) -> None:
    arguments = ["--open", "home"]
    kept = Path(first_picture.file_of(arguments))
    with full_disk():
        keep(arguments, Picture((1, 1), "a", (), (0, 0)))
    assert not kept.exists()
    keep(arguments, Picture((1, 1), "a", (), (0, 0)))
    before = kept.read_bytes()
    with full_disk():
        keep(arguments, Picture((1, 1), "b", (), (0, 0)))
    assert kept.read_bytes() == before


def test_a_text_for_the_editor_that_cannot_be_put_anywhere_starts_none(here: Path) -> None:
    with full_disk(), pytest.raises(StorageError) as caught:
        edit_text("typed", {"EDITOR": "false", "XDG_RUNTIME_DIR": str(here)}, nullcontext, name="about")
    assert "could not be used: File too large." in explain(caught.value)
    assert _files(here) == {}


async def test_a_program_that_starts_on_a_full_disk_holds_all_in_memory(here: Path) -> None:
    with full_disk():
        async with open_core(Options(service="http://127.0.0.1:9")) as core:
            assert core.mirror.state().in_memory
            core.settings.change(theme="light")
            assert core.settings.state.theme == "light"


async def test_the_mirror_goes_on_from_what_it_had(tmp_path: Path, clock: Clock) -> None:
    service = SmallService(50)
    mirror = Mirror.open(tmp_path / "mirror.sqlite3")
    sync = Sync(service.client(), mirror, now=clock)
    await sync.run()
    service.people |= {number: profile(number, number, about="long " * 300) for number in range(100, 300)}
    with full_disk():
        for _ in range(2):
            with pytest.raises(StorageError) as caught:
                await sync.run()
            assert explain(caught.value) == (
                f"{tmp_path / 'mirror.sqlite3'} could not be used: the disk neither takes nor gives it. "
                "Check that the disk has room and that the file belongs to you."
            )
        assert mirror.people_count() == 50
    await sync.run()
    assert same(mirror, service)
    mirror.close()


async def test_what_was_fetched_before_is_there_on_a_full_disk(tmp_path: Path, clock: Clock) -> None:
    service = SmallService(50)
    path = tmp_path / "mirror ?#%.sqlite3"
    mirror = Mirror.open(path)
    await Sync(service.client(), mirror, now=clock).run()
    mirror.close()
    before = path.read_bytes()
    with full_disk():
        mirror = Mirror.open(path)
        assert mirror.state().in_memory
        sync = Sync(service.client(), mirror, now=clock)
        assert sync.freshness() is Freshness.FRESH
        service.changes(3, 999, username="Renamed")
        service.asked.clear()
        await sync.run()
        assert same(mirror, service)
        assert service.asked == ["/users/?limit=50&offset=0&ordering=-last_update"], "only what is new"
        mirror.close()
    assert path.read_bytes() == before


def _given_away(path: Path) -> None:
    path.chmod(0o666)


def _unfinished(path: Path) -> None:
    path.with_name(f"{path.name}-wal").write_bytes(b"what is not in the file yet")


def _another(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0 and then something else")


def _huge(path: Path) -> None:
    os.truncate(path, 65_000_000)


@pytest.mark.parametrize("spoil", [_given_away, _unfinished, _another, _huge, Path.unlink])
async def test_what_may_not_be_believed_or_held_is_fetched_again(
    spoil: Callable[[Path], object], tmp_path: Path, clock: Clock
) -> None:
    path = tmp_path / "mirror.sqlite3"
    mirror = Mirror.open(path)
    await Sync(SmallService(5).client(), mirror, now=clock).run()
    mirror.close()
    spoil(path)
    copy = Mirror(Database.copied(path, MIRROR))
    assert (copy.people_count(), copy.state().in_memory) == (0, True)
    copy.close()


async def test_deleting_deletes_the_file_that_memory_stands_in_for(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "mirror.sqlite3"
    mirror = Mirror.open(path)
    await Sync(SmallService(5).client(), mirror, now=clock).run()
    mirror.close()
    with full_disk():
        mirror = Mirror.open(path)
        assert (mirror.people_count(), mirror.state().in_memory) == (5, True)
        await mirror.forget()
        assert mirror.people_count() == 0
        mirror.close()
    assert list(tmp_path.iterdir()) == []
