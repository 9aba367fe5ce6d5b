"""What holds for the draft of every form there is, and of every one that will be: forms are found, not named."""

from __future__ import annotations

import json
import signal
import stat
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from capx_tui.i18n import t
from capx_tui.model.form_fields import Value
from capx_tui.paths import data_dir
from tests.screens.forms import FORMS, Opened, Way, drafts, every_form, fill, opened, save
from tests.screens.sample_form import SampleForm
from tests.screens.visits import NOW

pytestmark = pytest.mark.usefixtures("home")
LATER = NOW + timedelta(minutes=5)

each_form = pytest.mark.parametrize("way", FORMS, ids=str)


def is_secret(here: Opened, field_id: str) -> bool:
    """Whether nothing of a field may be on disk."""
    return here.form.spec.sensitive or here.form.spec.by_id[field_id].sensitive


def for_disk(here: Opened, changed: Mapping[str, Value]) -> dict[str, Any]:
    """What a draft of these changes has to hold: nothing of what is sensitive."""
    by_id = here.form.spec.by_id
    kept = {name: value for name, value in changed.items() if not is_secret(here, name)}
    # Through JSON, as it lies on the disk.
    read: dict[str, Any] = json.loads(json.dumps({name: by_id[name].encode(value) for name, value in kept.items()}))
    return read


def on_disk() -> dict[str, Any]:
    """What the one draft says is changed, by field; {} where there is none."""
    found = drafts()
    assert len(found) <= 1, "one form, one draft"
    edits = json.loads(found[0].read_text())["edits"] if found else {}
    return {name: edit["now"] for name, edit in edits.items()}


def test_there_are_forms_to_walk() -> None:
    assert SampleForm not in every_form()
    assert len(FORMS) == len({str(way) for way in FORMS})


@each_form
async def test_what_is_changed_is_kept_at_once_privately_and_offered_again(way: Way) -> None:
    # A second at the most is ever lost: this, and what a write takes.
    assert way.kind.AUTOSAVE_S <= 0.8
    async with opened(way) as here:
        changed = await fill(here)
        assert on_disk() == for_disk(here, changed)
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in drafts())
        token = here.here.core.session.token()
        assert token is not None
        assert not any(token.reveal() in path.read_text() for path in drafts())
        lasting = {name: value for name, value in changed.items() if not is_secret(here, name)}
    async with opened(way, now=LATER) as again:
        if not lasting:
            assert again.here.app.screen is again.screen, "what was in memory only is offered to nobody"
            return
        assert again.here.title.startswith("A draft is waiting"), again.here.text
        assert "5 minutes ago" in again.here.flowing
        assert not set(again.form.changed) & set(lasting), "it is offered, not taken"
        await again.here.choose("Use it")
        assert {name: again.form[name] for name in lasting} == lasting
        assert again.here.status == "The draft is in the form. It is not saved yet."
        # It is this run's now, and still there.
        assert on_disk() == for_disk(again, lasting)


@each_form
async def test_a_line_that_drops_before_a_draft_was_due_costs_nothing(way: Way) -> None:
    async with opened(way, autosave=1000.0, endless=frozenset({"draft"})) as here:
        changed = await fill(here)
        assert drafts() == []
        kept = for_disk(here, changed)
        # What the kernel's signal does, see `tests/screens/test_form_killed.py` for the signal.
        here.here.app._leave(signal.SIGHUP)
    assert here.here.app.return_code == 128 + signal.SIGHUP
    assert on_disk() == kept
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in drafts())


@each_form
async def test_leaving_asks_first_and_throws_nothing_away_unasked(way: Way) -> None:
    async with opened(way) as here:
        changed = await fill(here)
        await here.here.press("escape")
        assert here.here.title.startswith("Leave the form"), here.here.text
        await here.here.press("escape")
        assert here.here.app.screen is here.screen
        assert {name: here.form[name] for name in here.form.changed} == changed
        await here.here.press("escape")
        await here.here.choose("Throw")
        assert here.here.app.screen is not here.screen
        assert drafts() == []
        assert here.here.core.drafts.waiting() == []
    async with opened(way, now=LATER) as again:
        assert again.here.app.screen is again.screen, again.here.text


@each_form
async def test_what_is_sensitive_is_in_memory_only_and_that_is_said(way: Way) -> None:
    async with opened(way) as here:
        changed = await fill(here)
        form = here.form
        secret = [name for name in changed if is_secret(here, name)]
        if not secret:
            assert all(name in on_disk() for name in changed)
            return
        assert not set(on_disk()) & set(secret)
        for name in secret:
            here.screen.rows.go_to(name)
            await here.here.press("ctrl+f")
            assert t("form-help-sensitive") in here.here.flowing, here.here.text
            if here.here.app.screen is not here.screen:
                await here.here.press("escape")
        kept = here.here.core.drafts.find(here.screen._key)  # type: ignore[arg-type]
        assert kept is not None
        assert {name: edit.now for name, edit in kept.draft.edits.items()} == {
            name: form.spec.by_id[name].encode(value) for name, value in changed.items()
        }


@each_form
async def test_a_token_that_ends_while_saving_costs_nothing(way: Way) -> None:
    async with opened(way) as here:
        changed = await fill(here)
        before = on_disk()
        here.door.expire()
        await save(here)
        assert here.door.refused, f"nothing was sent:\n{here.here.text}"
        assert here.here.app.screen is here.screen
        assert "your sign-in has run out" in here.here.flowing, here.here.text
        assert {name: here.form[name] for name in here.form.changed} == changed
        assert on_disk() == before
    if before:
        async with opened(way, now=LATER) as again:
            assert again.here.title.startswith("A draft is waiting")


@each_form
async def test_a_disk_that_takes_nothing_is_said_and_nothing_is_lost(way: Way) -> None:
    (data_dir() / "drafts").write_text("a file in the way")
    async with opened(way) as here:
        changed = await fill(here, which=lambda spec: not spec.sensitive)
        if here.form.spec.sensitive:
            assert "cannot be kept" not in here.here.flowing, "nothing of it was to be on disk"
        else:
            assert "The draft cannot be kept on disk." in here.here.flowing
        assert here.here.app.screen is here.screen
        assert {name: here.form[name] for name in here.form.changed} == changed
        await here.here.press("escape")
        assert "gone when the program ends" in here.here.flowing
        await here.here.choose("Keep a draft")
        assert here.here.app.screen is not here.screen


@each_form
async def test_once_saved_the_draft_is_gone(way: Way) -> None:
    async with opened(way) as here:
        await fill(here)
        await save(here)
        assert drafts() == [], here.here.text
        assert not here.form.changed
        assert here.here.core.drafts.waiting() == []
    async with opened(way, now=LATER) as again:
        assert again.here.app.screen is again.screen, again.here.text


async def test_a_form_that_nobody_can_open_says_what_to_add() -> None:
    class Unheard(SampleForm):
        def __init__(self, *, moonphase: int) -> None:
            super().__init__()
            self.moonphase = moonphase

    with pytest.raises(AssertionError, match="Unheard cannot be opened: nobody knows what to give it for 'moonphase'"):
        async with opened(Way(Unheard)):
            pass
