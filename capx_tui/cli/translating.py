"""Translations given to the command line: rows out of JSON or CSV, which capacity each means, what became of each."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.main import DONE, NOT_SIGNED_IN, REFUSED, WRONG_USE
from capx_tui.core import Core
from capx_tui.errors import CapxError, Forbidden, NoRoute, NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.sentences import sentence
from capx_tui.model.form import Form
from capx_tui.model.form_draft import DraftKey
from capx_tui.model.naming import Kind, Named, NameTable
from capx_tui.model.translating import TERMS, Item, Stage
from capx_tui.model.translating_words import reason_words, state_words
from capx_tui.store.drafts import Drafts, Found
from capx_tui.store.translating import PauseAsked, TranslatingStore
from capx_tui.store.translating_mirror import publisher

__all__ = ["Given", "Result", "code_of", "given_rows", "line_store", "row_object", "save_all"]

#: What a row may call the capacity that it is about, the first one that is there.
NAMES = ("qid", "metabase_id", "capacity", "id", "name", "fallback_label")
#: So many rows that fail one after the other are enough: the others would fare no better.
_PATIENCE = 3
#: Longer pauses than this many seconds are not waited for.
_LONGEST_PAUSE_S = 120.0


class _Unkept(Drafts):
    """A command tells what became of each row; drafts are for the screen, where they are seen."""

    def keep_now(self, key: DraftKey, form: Form) -> bool:  # noqa: ARG002 - as the class it stands for
        """Nothing is kept."""
        return False

    def erase(self, key: DraftKey) -> bool:  # noqa: ARG002 - as the class it stands for
        """What a screen keeps stays."""
        return True

    def waiting(self, service: str = "", account: str | None = None) -> list[Found]:  # noqa: ARG002 - as above
        """What a screen keeps is none of the command's."""
        return []


def line_store(core: Core) -> TranslatingStore:
    """The store of translations for one command: without drafts."""
    unkept = _Unkept(core.drafts.directory, now=core.now)
    return TranslatingStore(
        core.client,
        core.session,
        core.names,
        lambda: unkept,
        publisher(core.mirror, core.directory.catch_up),
        service=core.service,
        now=core.now,
    )


@dataclass(frozen=True, slots=True)
class Given:
    """One row: which capacity it means, and its new texts by term. `wrong` is why the row cannot be read."""

    name: str
    texts: Mapping[str, str]
    wrong: RuleError | None = None


def given_rows(text: str, language: str) -> list[Given]:
    """The rows of a JSON array, of JSON lines or of CSV with a first line of names. Raises `RuleError` for no rows.

    A text that is absent, null or (in CSV) empty stays as it is; "" in JSON takes it away.
    """
    kind = text.lstrip()[:1]
    rows = list(_json_rows(text) if kind in ("[", "{") else _csv_rows(text))
    if not rows:
        raise RuleError("cli-translate-no-rows")
    return [_given(number, row, language) for number, row in enumerate(rows, 1)]


def _json_rows(text: str) -> Iterator[Any]:
    try:
        whole = json.loads(text)
    except ValueError:
        yield from map(_json_line, filter(str.strip, text.splitlines()))
        return
    yield from whole if isinstance(whole, list) else [whole]


def _json_line(line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError:
        return line


def _csv_rows(text: str) -> Iterator[Any]:
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        # A cell cannot tell "as it is" from "nothing": the careful meaning is taken.
        yield {name: value for name, value in row.items() if name and isinstance(value, str) and value}


def _given(number: int, row: Any, language: str) -> Given:
    if not isinstance(row, dict):
        return Given(t("cli-translate-row", number), {}, RuleError("cli-translate-row-unreadable"))
    name = next((str(row[key]) for key in NAMES if row.get(key)), "")
    texts = {term: row[term] for term in TERMS if row.get(term) is not None}
    shown = name or t("cli-translate-row", number)
    if not name:
        return Given(shown, {}, RuleError("cli-translate-row-nameless", commas(NAMES)))
    if not texts:
        return Given(shown, {}, RuleError("cli-translate-row-empty", commas(TERMS)))
    if not all(isinstance(text, str) for text in texts.values()):
        return Given(shown, {}, RuleError("cli-translate-row-no-text", commas(TERMS)))
    if row.get("lang") not in (None, "", language):
        return Given(shown, {}, RuleError("cli-translate-row-language", str(row["lang"]), language))
    return Given(name, texts)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one row. `state` is a word of the command's answers, stable for scripts."""

    name: str
    state: str
    reason: str = ""
    item: Item | None = None
    #: What stands in sentences; `state` for scripts.
    words: str = ""


def _table(items: Sequence[Item]) -> NameTable:
    """The rows by place, found by each of their names and numbers."""
    return NameTable(
        Kind.CAPACITY,
        tuple(
            Named(
                -1 - place if item.capacity is None else item.capacity,
                item.english.label or item.qid,
                tuple(filter(None, (item.english.label, item.held.label))),
                (item.qid, item.metabase_id),
            )
            for place, item in enumerate(items)
        ),
    )


async def save_all(store: TranslatingStore, rows: Sequence[Given], console: Console) -> list[Result]:
    """Save the rows one after the other; one that fails stops no other, but for what stops all of them.

    A pause that the service asks for is waited for.
    """
    items = store.state.items
    table = _table(items)
    by_number = {-1 - place if item.capacity is None else item.capacity: item.qid for place, item in enumerate(items)}
    results: list[Result] = []
    stopped: CapxError | None = None
    failed = 0
    for row in rows:
        if stopped is not None:
            results.append(Result(row.name, "unsent", sentence(stopped), words=t("cli-translate-unsent")))
            continue
        try:
            if row.wrong is not None:
                raise row.wrong
            qid = by_number[table.resolve(row.name)]
        except RuleError as error:
            results.append(Result(row.name, "wrong", sentence(error), words=t("translate-stage-refused")))
            continue
        result, trouble = await _save_one(store, qid, row, console)
        results.append(result)
        failed = 0 if trouble is None else failed + 1
        if isinstance(trouble, NotSignedIn | Forbidden | NoRoute | PauseAsked) or failed >= _PATIENCE:
            stopped = trouble
    return results


async def _save_one(store: TranslatingStore, qid: str, row: Given, console: Console) -> tuple[Result, CapxError | None]:
    before = store.state.item(qid)
    assert before is not None
    mine = before.held
    for term, text in row.texts.items():
        mine = mine.having(term, text)
    store.edit(qid, mine)
    after = store.submit(qid)
    if after.stage is Stage.REFUSED:
        return Result(row.name, "wrong", reason_words(after), after, t("translate-stage-refused")), None
    if not after.is_under_way:
        return Result(row.name, "unchanged", item=after, words=t("cli-translate-unchanged")), None
    await store.run()
    if isinstance(store.state.paused, PauseAsked):
        await _pause(store, store.state.paused, console)
    trouble = store.state.paused
    store.go_on()
    item = store.state.item(qid)
    assert item is not None
    state = {Stage.WAITING: "unsent", Stage.EDITED: "unsaved"}.get(item.stage, item.stage.value)
    reason = reason_words(item) or (sentence(trouble) if trouble is not None else "")
    words = state_words(item) if not reason else t(f"translate-stage-{item.stage.value}")
    return Result(row.name, state, reason, item, words), trouble


async def _pause(store: TranslatingStore, asked: PauseAsked, console: Console) -> None:
    """Wait as long as the service asks for, and try that row once more."""
    seconds = asked.retry_after_s or 0.0
    if seconds > _LONGEST_PAUSE_S:
        return
    console.say(t("cli-translate-pause", round(seconds)))
    await asyncio.sleep(seconds)
    store.go_on()
    await store.run()


def code_of(results: Sequence[Result], error: CapxError | None) -> int:
    """The exit code: what the service refused weighs more than what was never sent."""
    states = {result.state for result in results}
    if isinstance(error, NotSignedIn):
        return NOT_SIGNED_IN
    if states - {"saved", "unchanged", "wrong"}:
        return REFUSED
    return WRONG_USE if "wrong" in states else DONE


def row_object(item: Item, language: str) -> dict[str, Any]:
    """A row as the service has it, and the capacity's number."""
    return {
        "qid": item.qid,
        "metabase_id": item.metabase_id,
        "lang": language,
        "label": item.held.label or None,
        "description": item.held.description or None,
        "fallback_label": item.english.label or None,
        "fallback_description": item.english.description or None,
        "capacity": item.capacity,
    }
