"""``capx-tui translate list|set|status|connect|disconnect``: capacities in one more language, at Metabase."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.given_text import given_text
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.cli.qr_lines import qr_lines
from capx_tui.cli.source import core_of, prepare, reset_once
from capx_tui.cli.translating import Given, Result, code_of, given_rows, line_store, row_object, save_all
from capx_tui.core import Core
from capx_tui.errors import NotSignedIn, RuleError
from capx_tui.i18n import t
from capx_tui.model.facets import Asked
from capx_tui.model.table import Row
from capx_tui.model.translating import TERMS, Item, Order, in_order, item_facets
from capx_tui.model.translating_words import ids_words, language_words, progress_words, state_words, who_words
from capx_tui.store.translating import TranslatingStore

__all__ = ["item_lines", "result_line", "run"]

_FIELDS = (
    "qid",
    "metabase_id",
    "lang",
    "label",
    "description",
    "fallback_label",
    "fallback_description",
    "capacity",
)
_HEADINGS = ("translate-english-label", "translate-label", "translate-description", "translate-ids-label")
_RESULT_HEADINGS = ("translate-english-label", "cli-translate-state", "cli-translate-reason")


def run(request: Request, console: Console) -> int:
    """Print or change. Exit 1 where the service refused a row, 2 where one broke a rule, 3 signed out."""
    verb, *words = request.words or ("list",)
    if verb in ("list", "set") and not request.value("to"):
        raise RuleError("cli-translate-needs-to")
    return asyncio.run(_run(reset_once(request, console), console, verb, " ".join(words)))


async def _run(request: Request, console: Console, verb: str, text: str) -> int:
    async with core_of(request, console) as core:
        if core.session.token() is None:
            raise NotSignedIn
        if verb == "list":
            await _list(core, request, console, text)
            return 0
        if verb == "set":
            return await _set(core, request, console, text)
        if verb == "connect":
            await _connect(core, console)
        elif verb == "disconnect":
            await core.metabase_account.disconnect()
        else:
            await core.metabase_account.load()
        _print_account(core, request, console)
        return 0


# -- the account -----------------------------------------------------------------------------------------


async def _connect(core: Core, console: Console) -> None:
    account = core.metabase_account
    if (await account.load()).is_connected:
        return
    address = await account.begin()
    if account.allows_here:
        console.say(t("metabase-allow-here-help"))
        await account.allow_here()
    else:
        # Whoever is to open it has to read it, also with --quiet.
        console.complain(t("cli-translate-open", address))
        for line in qr_lines(address, console) if console.is_shown else ():
            console.complain(line)
        console.say(t("cli-translate-waiting"))
    await account.wait()


def _print_account(core: Core, request: Request, console: Console) -> None:
    state = core.metabase_account.state
    if request.common.format is Format.JSON:
        print_object(console, {"connected": state.is_connected, "username": state.username})
    else:
        console.out([who_words(is_known=True, is_connected=state.is_connected, username=state.username)])


# -- the list --------------------------------------------------------------------------------------------


async def _opened(core: Core, request: Request, console: Console) -> TranslatingStore:
    await prepare(core, request, console)
    await core.translating_languages.load()
    store = line_store(core)
    await store.load(core.translating_languages.resolve(request.value("to")))
    if not store.state.is_fresh:
        console.say(t("translate-not-fresh"))
    return store


async def _list(core: Core, request: Request, console: Console, text: str) -> None:
    store = await _opened(core, request, console)
    asked = Asked(text=text)
    if request.on("missing"):
        asked = asked.asking("translation", ["untranslated"])
    found = item_facets().select(in_order(store.state.items, Order.MISSING), asked)[: request.common.limit]
    language = store.state.language
    table = Table(
        objects=lambda: (row_object(item, language) for item in found),
        paragraphs=lambda: map(item_lines, found),
        fields=_FIELDS,
        headings=lambda: tuple(t(key) for key in _HEADINGS),
        rows=lambda in_words: (_row(item, language, in_words=in_words) for item in found),
    )
    print_list(console, request.common.format, table)
    name = language_words(core.translating_languages.name(language), language)
    console.say(t("translate-head", name, progress_words(store.state.counts)))


def item_lines(item: Item) -> Iterator[str]:
    """A capacity for reading: its English name and how far it is, its texts, its numbers."""
    yield t("people-fact", item.english.label or item.qid, state_words(item))
    for term in TERMS:
        if item.held[term]:
            yield t("people-fact", t(f"translate-{term}"), item.held[term])
    if item.english.description:
        yield t("people-fact", t("translate-english-description"), item.english.description)
    yield ids_words(item)


def _row(item: Item, language: str, *, in_words: bool) -> Row:
    if in_words:
        return (item.english.label, item.held.label, item.held.description, ids_words(item))
    return tuple(row_object(item, language).values())


# -- writing ---------------------------------------------------------------------------------------------


async def _set(core: Core, request: Request, console: Console, name: str) -> int:
    rows = _given(request, name)
    store = await _opened(core, request, console)
    language = store.state.language
    if not name:
        # Only now is it known which language the rows have to be in.
        text = given_text(request, console, empty_key="cli-translate-no-rows")
        if text is None:
            raise RuleError("cli-translate-needs-rows")
        rows = given_rows(text, language)
    account = await core.metabase_account.load()
    console.say(who_words(is_known=True, is_connected=account.is_connected, username=account.username))
    results = await save_all(store, rows, console)
    _print_results(results, language, request, console, is_single=bool(name))
    expired = NotSignedIn() if core.session.state.is_expired else None
    return code_of(results, expired)


def _given(request: Request, name: str) -> list[Given]:
    texts = {term: request.value(term) for term in TERMS if term in request.flags}
    if name and not texts:
        raise RuleError("cli-translate-needs-text")
    if texts and not name:
        raise RuleError("cli-needs-word", "translate set")
    return [Given(name, texts)] if name else []


def _print_results(
    results: Sequence[Result], language: str, request: Request, console: Console, *, is_single: bool
) -> None:
    if is_single and request.common.format is Format.JSON:
        print_object(console, _result_object(results[0], language))
    else:
        table = Table(
            objects=lambda: (_result_object(result, language) for result in results),
            paragraphs=lambda: [map(result_line, results)],
            fields=(*_FIELDS, "name", "state", "reason"),
            headings=lambda: tuple(t(key) for key in _RESULT_HEADINGS),
            rows=lambda in_words: (_result_row(result, language, in_words=in_words) for result in results),
        )
        print_list(console, request.common.format, table)
    saved = sum(result.state == "saved" for result in results)
    console.say(t("cli-translate-saved", saved, len(results)))


def _result_object(result: Result, language: str) -> dict[str, Any]:
    row = row_object(result.item, language) if result.item is not None else dict.fromkeys(_FIELDS) | {"lang": language}
    return {**row, "name": result.name, "state": result.state, "reason": result.reason}


def result_line(result: Result) -> str:
    """What became of one, and why."""
    line = t("people-fact", result.name, result.words)
    return t("translate-stage-why", line, result.reason) if result.reason else line


def _result_row(result: Result, language: str, *, in_words: bool) -> Row:
    if in_words:
        return (result.name, result.words, result.reason)
    return tuple(_result_object(result, language).values())
