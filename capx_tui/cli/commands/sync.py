"""``capx-tui sync``: refresh the mirror, or delete it."""

from __future__ import annotations

import asyncio

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.cli.progress import Progress
from capx_tui.cli.source import core_of, say_failures
from capx_tui.errors import RuleError
from capx_tui.i18n import t

__all__ = ["run"]


def run(request: Request, console: Console) -> int:
    """Refresh, or with ``--forget`` delete. Exit 1 where the service could not be asked."""
    if request.on("full") and request.on("forget"):
        raise RuleError("cli-flags-exclude", "--full", "--forget")
    return asyncio.run(_forget(request, console) if request.on("forget") else _refresh(request, console))


async def _refresh(request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        filling = request.on("full") or not core.mirror.state().complete
        progress = Progress(console, tells=filling)
        report = await core.sync.run(full=request.on("full"), progress=progress)
        progress.done(report)
        say_failures(report.failures.values(), console)
        if request.common.format is Format.JSON:
            print_object(
                console,
                {
                    "people": report.people,
                    "organizations": report.organizations,
                    "capacities": report.capacities,
                    "changed": report.changed,
                    "seconds": round(report.seconds, 3),
                },
            )
        else:
            console.out(
                [
                    t("cli-sync-changed", report.changed),
                    t("cli-sync-holds", report.people, report.organizations, report.capacities),
                ]
            )
    return 0


async def _forget(request: Request, console: Console) -> int:
    async with core_of(request, console) as core:
        await core.mirror.forget()
        if request.common.format is Format.JSON:
            print_object(console, {"people": 0, "organizations": 0, "capacities": 0, "changed": 0, "seconds": 0.0})
        else:
            console.out([t("cli-sync-forgotten", core.service)])
    return 0
