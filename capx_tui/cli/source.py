"""Where public data comes from for one command: the mirror, the mirror refreshed, or the service itself."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from capx_tui.bootstrap import Options, open_core, open_reader
from capx_tui.cli.console import Console
from capx_tui.cli.options import Request
from capx_tui.cli.public_data import Narrowing, Source, Work
from capx_tui.errors import AnswerError, CapxError, NetworkError, NotData, TimedOut
from capx_tui.i18n import t
from capx_tui.i18n.moments import ago
from capx_tui.i18n.sentences import sentence
from capx_tui.model.capacities import language_chain
from capx_tui.model.freshness import holds
from capx_tui.store.mirror import Mirror, MirrorState
from capx_tui.store.names import Names

if TYPE_CHECKING:
    from capx_tui.core import Core

__all__ = [
    "FRESH",
    "core_of",
    "is_fresh",
    "options_of",
    "prepare",
    "reset_once",
    "say_failures",
    "with_source",
]

#: How long the mirror answers without asking the service whether there is anything new.
FRESH = timedelta(minutes=15)


def options_of(request: Request, console: Console) -> Options:
    """What `bootstrap` needs to know of the command line."""
    common = request.common
    return Options(
        demo=common.demo,
        people=common.people,
        reset=common.reset,
        service=common.service,
        language=console.language,
        plain=common.plain,
        screen_reader=common.screen_reader,
        environ=console.environ,
    )


def core_of(request: Request, console: Console) -> AbstractAsyncContextManager[Core]:
    """The whole core, over this console's network and clock."""
    return open_core(options_of(request, console), transport=console.transport, now=console.now)


def with_source(request: Request, console: Console, work: Work, *, narrowed_by: Narrowing | None = None) -> int:
    """`work(source)`, over the mirror if it is fresh, else over the mirror after a refresh.

    With ``--no-cache`` over what the service says now; `narrowed_by` then says which people are wanted,
    so that the service need not tell of all. Where the service cannot be asked, a mirror that was filled
    once answers, and its age is said. Raises `CapxError`.

    `work` runs outside of any event loop, where Ctrl+C ends it at once.
    """
    request = reset_once(request, console)
    if request.common.no_cache:
        return _over_the_service(request, console, work, narrowed_by)
    if not request.common.refresh:
        with open_reader(options_of(request, console)) as reader:
            if reader.mirror is not None and reader.names is not None and is_fresh(reader.mirror, console):
                return work(_source(reader.mirror, reader.names, console, reader.mirror.state().checked_at))
    import asyncio  # late: a fresh mirror needs no event loop

    checked_at, code = asyncio.run(_refreshed(request, console, work))
    if code is not None:
        return code
    with open_reader(options_of(request, console)) as reader:
        assert reader.mirror is not None, "it was filled a moment ago"
        assert reader.names is not None
        return work(_source(reader.mirror, reader.names, console, checked_at))


def _source(mirror: Mirror, names: Names, console: Console, checked_at: datetime | None) -> Source:
    return Source(mirror, names, console.language, checked_at, mirror.path)


def reset_once(request: Request, console: Console) -> Request:
    """Build the embedded world anew if that is asked for; the request without that wish, for all that follows."""
    if not request.common.reset:
        return request
    with open_reader(options_of(request, console)):
        return request._replace(common=request.common._replace(reset=False))


def is_fresh(mirror: Mirror, console: Console) -> bool:
    """Whether the mirror can answer without anybody being asked, in the language wanted."""
    state = mirror.state()
    if not state.complete:
        return False
    # A language nobody asked for yet has no names here.
    asked = console.language.startswith("en") or console.language in mirror.terms().tried
    return asked and holds(state.checked_at, console.now(), FRESH)


async def _refreshed(request: Request, console: Console, work: Work) -> tuple[datetime | None, int | None]:
    """Refresh the mirror. Returns when it was checked last if that is not now.

    And the code of `work`, done here, where there is no file to open again.
    """
    async with core_of(request, console) as core:
        before = core.mirror.state()
        checked_at: datetime | None = None
        try:
            await _refresh(core, console, before, insists=request.common.refresh)
        except (NetworkError, NotData, AnswerError) as error:
            if not before.complete or before.checked_at is None or request.common.refresh:
                raise
            checked_at = before.checked_at
            console.say(t("cli-from-mirror", sentence(error), ago(checked_at, console.now())))
        if core.mirror.path is None:
            return checked_at, work(_source(core.mirror, core.names, console, checked_at))
        return checked_at, None


async def _refresh(core: Core, console: Console, before: MirrorState, *, insists: bool) -> None:
    """Ask for what is new; gives up after the console's patience where there is something to answer from."""
    import asyncio

    from capx_tui.cli.progress import Progress

    waits = None if insists or not before.complete else console.patience_s
    progress = Progress(console, tells=not before.complete)
    try:
        async with asyncio.timeout(waits):
            report = await core.sync.run(progress=progress)
    except TimeoutError:
        raise TimedOut(host=t("error-host-unknown")) from None
    progress.done(report)
    say_failures(report.failures.values(), console)


async def prepare(core: Core, request: Request, console: Console) -> None:
    """See to it that names can be told: refresh if that is asked for, else fetch the lists that are missing.

    One profile is no reason to fetch everybody. Raises `CapxError` where there are no names at all.
    """
    from capx_tui.store.sync_lists import ListSync

    state = core.mirror.state()
    if request.common.refresh:
        await _refresh(core, console, state, insists=True)
        return
    lists = ListSync(
        core.client.send, core.mirror, language_chain(console.language), lambda _done, _of: None, now=console.now
    )
    await lists.run(full=request.common.no_cache)
    say_failures(lists.failures.values(), console)


def say_failures(failures: Iterable[CapxError], console: Console) -> None:
    """What could not be fetched; one reason for many lists is said once."""
    for words in dict.fromkeys(map(sentence, failures)):
        console.say(t("cli-sync-part-failed", words))


def _over_the_service(request: Request, console: Console, work: Work, narrowed_by: Narrowing | None) -> int:
    """Everything asked anew, into a mirror that is gone afterwards."""
    import asyncio

    mirror = Mirror.open(None)
    try:
        names = Names(mirror, lambda: console.language)
        source = asyncio.run(_from_service(Source(mirror, names, console.language), request, console, narrowed_by))
        return work(source)
    finally:
        mirror.close()


async def _from_service(source: Source, request: Request, console: Console, narrowed_by: Narrowing | None) -> Source:
    from capx_tui.cli.asked_service import ask_service

    async with core_of(request, console) as core:
        source = replace(source, file=core.mirror.path)
        failures = await ask_service(core.client.send, source, now=console.now, narrowed_by=narrowed_by)
        say_failures(failures, console)
        return source
