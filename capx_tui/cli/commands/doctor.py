"""``capx-tui doctor``: what to know when something does not work; never a token, never a name."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Iterator
from typing import Any

from capx_tui.api.capx import statistics
from capx_tui.api.client import Client
from capx_tui.api.wikimedia import action_api, commons, diff, letsconnect, sparql, wikibase
from capx_tui.api.wire import Call, Site
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import print_object
from capx_tui.cli.source import core_of
from capx_tui.cli.surroundings import paths_of, shortened, terminal_of, versions
from capx_tui.core import Core
from capx_tui.errors import ActionApiError, AnswerError, CapxError, Missing, NotData
from capx_tui.i18n import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.moments import ago, parse
from capx_tui.i18n.sentences import sentence
from capx_tui.paths import is_there

__all__ = ["run"]

#: Seconds for one site to say anything at all.
_PATIENCE_S = 6.0


def _questions() -> dict[Site, Call[Any]]:
    """A small question for each site, one that this program asks in its work."""
    return {
        Site.CAPX: statistics.statistics(),
        Site.META_API: action_api.global_account("Example"),
        Site.METABASE_API: action_api.userinfo(Site.METABASE_API),
        Site.METABASE_SPARQL: sparql.capacity_terms_metabase(["Q42"], ("en",)),
        Site.WIKIDATA_API: wikibase.terms(["Q42"], ("en",)),
        Site.WIKIDATA_SPARQL: sparql.capacity_terms_wikidata(["Q42"], ("en",)),
        Site.COMMONS_API: commons.files(["File:Example.jpg"]),
        Site.DIFF_API: diff.posts("wikimedia"),
        Site.LETSCONNECT: letsconnect.exists("Example"),
    }


def run(request: Request, console: Console) -> int:
    """Print what was found. Exit 0 whatever was found: looking is all that was asked."""
    found = asyncio.run(_look(request, console))
    if request.common.format is Format.JSON:
        print_object(console, found)
    else:
        console.out(_lines(found, console))
    return 0


async def _look(request: Request, console: Console) -> dict[str, Any]:
    found: dict[str, Any] = {
        "versions": versions(),
        "terminal": terminal_of(console),
        "paths": paths_of(),
        "language": console.language,
    }
    async with core_of(request, console) as core:
        found["modes"] = {
            "full_screen": console.full_screen_serves and not request.common.plain,
            "plain": request.common.plain,
            "screen_reader": _screen_reader(request, console, core),
            "demo": core.embedded,
        }
        found["service"] = core.service
        found["mirror"] = _mirror(core)
        found["sign_in"] = _sign_in(core)
        questions = _questions()
        answers = await asyncio.gather(
            *(_ask(core.client, call, min(_PATIENCE_S, console.patience_s)) for call in questions.values())
        )
        found["endpoints"] = {
            site.value: {"address": core.addresses[site], **answer}
            for site, answer in zip(questions, answers, strict=True)
        }
    return found


def _screen_reader(request: Request, console: Console, core: Core) -> bool:
    asked = request.common.screen_reader or console.environ.get("ACCESSIBLE", "") not in ("", "0")
    return asked or bool(core.settings.state.screen_reader)


def _mirror(core: Core) -> dict[str, Any]:
    state, path = core.mirror.state(), core.mirror.path
    return {
        "file": shortened(path) if path is not None else None,
        "bytes": path.stat().st_size if path is not None and is_there(path) else 0,
        "complete": state.complete,
        "checked_at": state.checked_at.strftime("%Y-%m-%dT%H:%M:%SZ") if state.checked_at else None,
        "people": state.people,
        "organizations": state.organizations,
        "capacities": state.capacities,
        "languages_of_names": list(state.languages_of_terms),
        "broken_file_set_aside": state.set_aside is not None,
    }


def _sign_in(core: Core) -> dict[str, Any]:
    state = core.session.state
    return {
        "signed_in": state.is_signed_in,
        "token_kept": state.place.value if state.place is not None else None,
        "trouble": sentence(state.trouble) if state.trouble is not None else None,
    }


async def _ask(client: Client, call: Call[Any], patience_s: float) -> dict[str, Any]:
    """Whether a site answers, and if it does not answer with data, why."""
    try:
        async with asyncio.timeout(patience_s):
            await client.send(call)
    except Missing:
        # It knows nothing of what was asked, and says so: that is an answer.
        return {"answers": True, "data": True, "trouble": None}
    except TimeoutError:
        return {"answers": False, "data": False, "trouble": t("cli-no-answer-in-time", math.ceil(patience_s))}
    except (AnswerError, NotData, ActionApiError) as error:
        return {"answers": True, "data": False, "trouble": sentence(error)}
    except CapxError as error:
        return {"answers": False, "data": False, "trouble": sentence(error)}
    return {"answers": True, "data": True, "trouble": None}


def _lines(found: dict[str, Any], console: Console) -> Iterator[str]:
    yield t(
        "cli-doctor-version", found["versions"]["capx-tui"], found["versions"]["python"], found["versions"]["system"]
    )
    yield from _terminal_lines(found["terminal"])
    modes = found["modes"]
    for mode in ("full_screen", "screen_reader", "demo"):
        yield t(f"cli-doctor-{mode.replace('_', '-')}", _word(modes[mode]))
    yield t("cli-doctor-language", found["language"])
    for name, path in found["paths"].items():
        yield t(f"cli-doctor-path-{name}", path)
    yield from _service_lines(found, console)
    for name, answer in found["endpoints"].items():
        state = t("cli-doctor-answers") if answer["data"] else answer["trouble"]
        yield t("cli-doctor-endpoint", name, answer["address"], state)
    libraries = [f"{name} {version or t('cli-doctor-missing')}" for name, version in found["versions"].items()]
    yield t("cli-doctor-libraries", commas(libraries[3:]))


def _terminal_lines(terminal: dict[str, Any]) -> Iterator[str]:
    size = f"{terminal['columns']} x {terminal['rows']}" if terminal["columns"] else t("cli-doctor-unknown")
    yield t("cli-doctor-terminal", terminal["TERM"] or t("cli-doctor-none"), size)
    colors = {"none": "cli-doctor-no-colors", "16 million": "cli-doctor-true-colors"}.get(terminal["colors"])
    yield t("cli-doctor-colors", t(colors) if colors else terminal["colors"])
    yield t("cli-doctor-encoding", terminal["encoding"] or t("cli-doctor-unknown"))
    settings = commas(f"{name}={value}" for name, value in terminal["locale"].items())
    yield t("cli-doctor-locale", settings or t("cli-doctor-none"))
    for risk in terminal["font_risks"]:
        yield t(f"cli-doctor-risk-{risk}")


def _service_lines(found: dict[str, Any], console: Console) -> Iterator[str]:
    yield t("cli-doctor-service", found["service"])
    mirror = found["mirror"]
    checked = parse(mirror["checked_at"] or "")
    if checked is None:
        yield t("cli-doctor-no-mirror")
    else:
        age = ago(checked, console.now())
        yield t("cli-doctor-mirror", mirror["people"], age, mirror["bytes"] // 1024)
    if mirror["broken_file_set_aside"]:
        yield t("cli-doctor-set-aside")
    sign_in = found["sign_in"]
    yield t(f"cli-doctor-token-{sign_in['token_kept']}") if sign_in["token_kept"] else t("cli-doctor-no-token")
    if sign_in["trouble"]:
        yield sign_in["trouble"]


def _word(yes: bool) -> str:
    return t("word-yes") if yes else t("word-no")
