"""Drafts on disk and in memory: whole or not at all, private, and never in each other's way."""

from __future__ import annotations

import os
import random
import signal
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from capx_tui.errors import StorageError
from capx_tui.model.form import Form
from capx_tui.model.form_draft import Draft, DraftKey
from capx_tui.store.drafts import Drafts
from tests.model.form_sample import VALUES, sample_spec
from tests.store.clocks import JUMPS
from tests.store.conftest import Clock

SPEC = sample_spec()
KEY = DraftKey("https://capx.example", "7", "sample", "7")
OTHER = DraftKey("https://capx.example", "8", "sample", "7")
BEGUN = Form.begin(SPEC, VALUES)


def written(text: str) -> Form:
    return BEGUN.edit("about", text)


def text_of(drafts: Drafts, key: DraftKey = KEY) -> str | None:
    found = drafts.find(key)
    return None if found is None else str(found.draft.edits["about"].now)


def waiting(drafts: Drafts) -> list[str]:
    return [str(each.draft.edits["about"].now) for each in drafts.waiting()]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    return tmp_path / "data" / "drafts"


@pytest.fixture
def drafts(directory: Path, clock: Clock) -> Drafts:
    return Drafts(directory, now=clock)


def test_making_the_store_touches_no_disk(directory: Path) -> None:
    assert Drafts(directory).find(KEY) is None
    assert not directory.exists()


def test_a_draft_is_found_again_by_another_run_with_its_age(drafts: Drafts, directory: Path, clock: Clock) -> None:
    assert drafts.keep_now(KEY, written("one"))
    clock.passes(minutes=5)
    again = Drafts(directory, now=clock)
    found = again.find(KEY)
    assert found is not None
    assert found.age(clock()) == timedelta(minutes=5)
    assert text_of(again) == "one"
    assert again.find(OTHER) is None


async def test_of_two_writes_the_later_call_wins(drafts: Drafts, directory: Path) -> None:
    early = drafts.keep(KEY, written("one"))
    drafts.keep_now(KEY, written("two"))
    assert await early
    assert text_of(Drafts(directory)) == "two"


async def test_a_write_under_way_does_not_bring_an_erased_draft_back(drafts: Drafts, directory: Path) -> None:
    early = drafts.keep(KEY, written("one"))
    drafts.erase(KEY)
    assert await early
    assert drafts.find(KEY) is None
    assert await drafts.keep(KEY, written("two"))
    assert text_of(Drafts(directory)) == "two"


def test_files_are_for_their_owner_alone(drafts: Drafts, directory: Path) -> None:
    drafts.keep_now(KEY, written("one"))
    (path,) = directory.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert "7" not in path.name.split(".")


def test_what_changes_back_leaves_no_draft(drafts: Drafts, directory: Path) -> None:
    drafts.keep_now(KEY, written("one"))
    drafts.keep_now(KEY, BEGUN)
    assert drafts.find(KEY) is None
    assert not list(directory.iterdir())


def test_erasing_forgets_this_runs_draft_alone(directory: Path, clock: Clock) -> None:
    one, two = Drafts(directory, now=clock), Drafts(directory, now=clock)
    one.keep_now(KEY, written("one"))
    clock.passes(seconds=1)
    two.keep_now(KEY, written("two"))
    assert text_of(one) == "two"
    assert two.erase(KEY)
    assert text_of(one) == text_of(two) == "one"


def test_a_draft_that_was_taken_up_is_written_over(directory: Path, clock: Clock) -> None:
    Drafts(directory, now=clock).keep_now(KEY, written("before"))
    now = Drafts(directory, now=clock)
    found = now.find(KEY)
    assert found is not None
    now.take_up(found)
    now.keep_now(KEY, written("after"))
    assert len(list(directory.iterdir())) == 1
    assert text_of(Drafts(directory)) == "after"


def test_a_draft_may_be_thrown_away_whoever_wrote_it(directory: Path, clock: Clock) -> None:
    Drafts(directory, now=clock).keep_now(KEY, written("before"))
    now = Drafts(directory, now=clock)
    found = now.find(KEY)
    assert found is not None
    assert now.throw_away(found)
    assert now.find(KEY) is None
    now.keep_now(KEY, written("mine"))
    held = now.find(KEY)
    assert held is not None
    assert now.throw_away(held)
    assert now.find(KEY) is None


def test_all_that_wait_are_listed_newest_first(drafts: Drafts, directory: Path, clock: Clock) -> None:
    drafts.keep_now(KEY, written("one"))
    clock.passes(seconds=1)
    drafts.keep_now(OTHER, written("two"))
    assert [found.draft.key for found in Drafts(directory).waiting()] == [OTHER, KEY]
    assert [found.draft.key for found in drafts.waiting(account="7")] == [KEY]
    assert drafts.waiting(service="https://elsewhere.example") == []


def test_a_sensitive_form_is_kept_in_memory_alone(directory: Path, clock: Clock) -> None:
    drafts = Drafts(directory, now=clock)
    secret = Form.begin(sample_spec(sensitive=True), VALUES).edit("about", "my health")
    assert not drafts.keep_now(KEY, secret)
    assert text_of(drafts) == "my health"
    assert not directory.exists()
    assert [found.path for found in drafts.waiting()] == [None]
    drafts.erase(KEY)
    assert drafts.find(KEY) is None


def test_sensitive_fields_of_a_form_stay_in_memory(drafts: Drafts, directory: Path) -> None:
    form = written("one").edit("email", "new@example.org")
    assert not drafts.keep_now(KEY, form)
    here, elsewhere = drafts.find(KEY), Drafts(directory).find(KEY)
    assert here is not None
    assert elsewhere is not None
    assert set(here.draft.edits) == {"about", "email"}
    assert set(elsewhere.draft.edits) == {"about"}
    assert "new@example.org" not in "".join(p.read_text() for p in directory.iterdir())


def test_a_full_or_closed_disk_is_told_once_and_memory_keeps_the_draft(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "drafts").write_text("a file where the directory should be")
    drafts = Drafts(tmp_path / "drafts", now=clock)
    assert not drafts.keep_now(KEY, written("one"))
    assert isinstance(drafts.trouble, StorageError)
    assert drafts.trouble_to_tell() is drafts.trouble
    assert not drafts.keep_now(KEY, written("two"))
    assert drafts.trouble_to_tell() is None
    assert text_of(drafts) == "two"
    (tmp_path / "drafts").unlink()
    assert drafts.keep_now(KEY, written("three"))
    assert drafts.erase(KEY)
    assert drafts.trouble_to_tell() is None


def test_a_full_device_is_a_storage_error_and_nothing_half_written_stays(drafts: Drafts, directory: Path) -> None:
    drafts.keep_now(KEY, written("before"))
    code = (
        # The limit comes last: byte code that is written under it is cut off, and stays so for who imports next.
        "import resource, signal, sys; sys.dont_write_bytecode = True; from pathlib import Path\n"
        "from tests.store.test_drafts import Drafts, KEY, written\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))\n"
        "drafts = Drafts(Path(sys.argv[1]))\n"
        "print(drafts.keep_now(KEY, written('x' * 150)), drafts.trouble is not None)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, directory], capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["False", "True"], ran.stderr
    assert text_of(Drafts(directory)) == "before"
    assert len(list(directory.iterdir())) == 1


def test_damaged_and_foreign_files_are_passed_over(drafts: Drafts, directory: Path) -> None:
    drafts.keep_now(KEY, written("good"))
    (path,) = directory.iterdir()
    later = msgspec.json.decode(path.read_bytes(), type=Draft)
    name = path.name.partition(".")[0]
    for number, content in enumerate(
        (b"", b"{", b"\xff", b"[]", b'{"key": 1}', msgspec.json.encode(msgspec.structs.replace(later, version=2)))
    ):
        (directory / f"{name}.{number:08x}.json").write_bytes(content)
    (directory / "notes.txt").write_text("not ours")
    assert text_of(Drafts(directory)) == "good"
    assert len(Drafts(directory).waiting()) == 1


def test_what_a_killed_process_left_half_written_is_swept_away_in_time(directory: Path) -> None:
    directory.mkdir(parents=True)
    old, young, ahead = (directory / f".{name}.json.x" for name in ("a", "b", "c"))
    for path in (old, young, ahead):
        path.write_text("half a text")
    os.utime(old, (0, 0))
    # Past what 32 bits hold, by a clock that was put right since.
    os.utime(ahead, (2**32, 2**32))
    Drafts(directory).find(KEY)
    assert not old.exists()
    assert not ahead.exists()
    assert young.exists()


#: Writes without a pause, and says so before each time. It imports as little as may be.
_WRITER = """
import sys
from pathlib import Path
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_draft import DraftKey
from capx_tui.model.form_fields import LongTextField
from capx_tui.store.drafts import Drafts
drafts, key = Drafts(Path(sys.argv[1])), DraftKey("https://capx.example", "7", "sample", "7")
form = Form.begin(FormSpec("sample", (LongTextField("about"),)))
for number in range(1_000_000):
    print(number, flush=True)
    drafts.keep_now(key, form.edit("about", f"{number} " + "x" * (number * 37 % 5000)))
"""


def test_killed_in_the_middle_of_writing_the_draft_is_whole(directory: Path) -> None:
    """Twenty processes that write without a pause, each killed at another moment."""
    moments = random.Random(5)
    for _ in range(20):
        with subprocess.Popen([sys.executable, "-c", _WRITER, directory], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            begun = 0
            for _ in range(moments.randrange(2, 60)):
                begun = int(writer.stdout.readline())
            writer.send_signal(signal.SIGKILL)
            begun = max([begun, *map(int, writer.stdout.read().split())])
        drafts = Drafts(directory)
        found = drafts.find(KEY)
        assert found is not None
        number, _, filling = str(found.draft.edits["about"].now).partition(" ")
        # The one whose writing had begun, or the one before it.
        assert begun - int(number) in (0, 1)
        assert filling == "x" * (int(number) * 37 % 5000)
        drafts.throw_away(found)


@pytest.mark.parametrize("jump", JUMPS, ids=str)
def test_what_was_typed_after_the_clock_was_set_is_the_draft_that_is_offered(
    jump: timedelta, directory: Path, clock: Clock
) -> None:
    Drafts(directory, now=clock).keep_now(KEY, written("before"))
    clock.moment += jump
    later = Drafts(directory, now=clock)
    later.keep_now(KEY, written("after"))
    assert text_of(later) == "after"
    assert waiting(Drafts(directory, now=clock)) == ["after", "before"]
    # Put right again: whichever is offered, neither is lost.
    clock.moment -= jump
    clock.passes(seconds=1)
    assert sorted(waiting(Drafts(directory, now=clock))) == ["after", "before"]
