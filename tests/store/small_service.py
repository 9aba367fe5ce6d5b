"""A CapX service of a few lines with Metabase, Wikidata and Meta beside it, over ASGI.

It can change between two requests, and fail.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from capx_tui.api.client import Client
from capx_tui.api.transport import HttpxTransport
from capx_tui.api.wire import Request, Response, Site
from capx_tui.errors import CapxError
from capx_tui.store.mirror import Mirror

SERVICE = "https://capx.example"
SITES = {
    Site.CAPX: SERVICE,
    Site.META_API: "https://meta.example/central",
    Site.METABASE_SPARQL: "https://metabase.example/metabase",
    Site.WIKIDATA_SPARQL: "https://wikidata.example/wikidata",
}
Message = MutableMapping[str, Any]
Query = dict[str, list[str]]
Answer = tuple[int, str, bytes]

#: id, QID, parent
SKILLS: tuple[tuple[int, str, int | None], ...] = (
    (10, "Q10", None),
    (11, "Q11", 10),
    (12, "Q12", 11),
    (106, "Q106", None),
    (134, "Q134", 106),
)
TERRITORIES: tuple[tuple[int, str, str, list[int]], ...] = (
    (22, "Latin America", "LAC", []),
    (78, "Argentina", "AR", [22]),
    (79, "Brazil", "BR", [22]),
)
HTML: Answer = (200, "text/html", b"<!doctype html><title>Are you a bot?</title>")


def data(value: object, status: int = 200) -> Answer:
    return status, "application/json", json.dumps(value).encode()


def profile(number: int, moment: int = 0, **fields: object) -> dict[str, Any]:
    """A public profile; `moment` is the microsecond of 2026 that it was last changed in."""
    at = f"{moment // 60_000_000:02}:{moment // 1_000_000 % 60:02}.{moment % 1_000_000:06}"
    whole: dict[str, Any] = {
        "id": number,
        "user": {"id": number, "username": fields.pop("username", f"Person {number}"), "email": "a@b.example"},
        "last_update": f"2026-01-01T00:{at}Z",
        "skills_known": [],
        "skills_available": [10],
        "skills_wanted": [],
        "territory": [],
        "affiliation": [],
        "wikimedia_project": [],
        "language": [],
    }
    return whole | fields


class SmallService:
    """`people` by id. `between` is called before every request; `faults` maps the beginning of a path to an answer."""

    def __init__(self, people: int = 5) -> None:
        self.people = {number: profile(number, number) for number in range(1, people + 1)}
        self.skills: tuple[tuple[int, str, int | None], ...] = SKILLS
        self.asked: list[str] = []
        self.between: Callable[[str, Query], None] = lambda path, query: None
        self.faults: dict[str, Answer | CapxError] = {}
        #: The path that never answers.
        self.stuck = ""
        self.metabase = {("Q10", "en"): ("Organisational Skills", "How to run things"), ("Q134", "en"): ("Lua", "")}
        self.wikidata = {("Q11", "en"): ("finance", "management of money"), ("Q134", "mul"): ("Lua", "")}
        self.birthdays = {"Person 1": "2009-05-17T10:00:00Z"}
        self.names_everybody = True

    # As an application

    async def __call__(
        self,
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        body = (await receive()).get("body", b"")
        query = parse_qs(scope["query_string"].decode())
        path = scope["path"]
        self.between(path, query)
        self.asked.append(path + ("?" + scope["query_string"].decode() if query else ""))
        if path == self.stuck:
            await asyncio.Event().wait()
        status, kind, content = self._answer(path, query, body.decode())
        headers = [(b"content-type", kind.encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def client(self) -> Client:
        return Client(_Line(self), SITES)

    def went_to(self, path: str) -> list[str]:
        """The requests whose path begins with `path`."""
        return [asked for asked in self.asked if asked.startswith(path)]

    def changes(self, number: int, moment: int, **fields: object) -> None:
        self.people[number] = profile(number, moment, **fields)

    # Answers

    def _answer(self, path: str, query: Query, body: str) -> Answer:
        for beginning, answer in self.faults.items():
            if path.startswith(beginning) and not isinstance(answer, CapxError):
                return answer
        if path.startswith("/users/"):
            return self._people(path, query)
        if path.startswith("/list/"):
            return data(self._list(path.split("/")[2], query))
        if path in ("/metabase", "/wikidata"):
            return self._terms(path, parse_qs(body)["query"][0])
        if path == "/central":
            return self._meta(query)
        return data(self._table(path, query))

    def _people(self, path: str, query: Query) -> Answer:
        number = path.split("/")[2]
        if number:
            found = self.people.get(int(number))
            return data(found) if found else data({"detail": "Not found."}, 404)
        rows = sorted(self.people.values(), key=lambda row: row["id"])
        if "user__username" in query:
            rows = [row for row in rows if row["user"]["username"] == query["user__username"][0]]
        if query.get("ordering") == ["-last_update"]:
            rows.sort(key=lambda row: row["last_update"], reverse=True)
        return data(_page(rows, query))

    def _list(self, kind: str, query: Query) -> dict[str, str]:
        if kind == "users" and self.names_everybody:
            return {str(number): row["user"]["username"] for number, row in self.people.items()}
        turkish = query.get("lang") == ["tr"]
        return {
            "language": {"3": "İngilizce" if turkish else "English", "8": "Türkçe" if turkish else "Turkish"},
            "affiliation": {"1": "Wikimedia Argentina", "2": "Wikimedia Hidden"},
            "wikimedia_project": {"1": "Wikipedia"},
        }.get(kind, {})

    def _table(self, path: str, query: Query) -> object:
        tables: dict[str, list[dict[str, Any]]] = {
            "/skill/": [
                {"id": number, "skill_wikidata_item": qid, "skill_type": parent} for number, qid, parent in self.skills
            ],
            "/territory/": [
                {"id": number, "territory_name": name, "territory_acronym": code, "parent_territory": parents}
                for number, name, code, parents in TERRITORIES
            ],
            "/organizations/": [{"id": 1, "display_name": "Wikimedia Argentina", "acronym": "WMAR", "managers": [2]}],
            "/badges/": [{"id": 6, "name": "First step"}],
            "/events/": [{"id": 4, "name": "Lua workshop", "time_begin": "2026-12-01T10:00:00Z"}],
            "/avatar/": [
                {"id": 0, "avatar_url": None},
                {"id": 3, "avatar_url": "https://commons.wikimedia.org/wiki/File:Three.svg"},
            ],
        }
        if path in tables:
            return _page(tables[path], query)
        if path == "/statistics/":
            headline = (
                "total_users",
                "new_users",
                "active_users",
                "total_capacities",
                "new_capacities",
                "total_messages",
            )
            numbers = dict.fromkeys((*headline, "new_messages", "total_organizations", "new_organizations"), 7)
            maps = ("territory", "language", "skill_known", "skill_available", "skill_wanted")
            return {**numbers, **{f"{name}_user_counts": {"22": 1} for name in maps}}
        if path.startswith("/statistics/languages"):
            return {"22": {"3": 2}}
        return {"22": {"134": {"known": 3, "available": 2, "wanted": 1}}}

    def _terms(self, path: str, question: str) -> Answer:
        asked = set(re.findall(r"\bQ[0-9]+\b", question))
        languages = set(re.findall(r'"([a-z-]+)"', question.rpartition("IN (")[2]))
        site = path.removeprefix("/")
        rows = []
        for (qid, language), texts in (self.metabase if site == "metabase" else self.wikidata).items():
            if qid not in asked or language not in languages:
                continue
            for kind, text in zip(("label", "description"), texts, strict=True):
                if text:
                    item = f"https://{site}.example/entity/{qid if site == 'wikidata' else 'Q9' + qid[1:]}"
                    row = {"item": item, "qid": qid, "kind": kind, "text": text, "language": language}
                    rows.append({name: {"type": "literal", "value": value} for name, value in row.items()})
        return data({"head": {"vars": []}, "results": {"bindings": rows}})

    def _meta(self, query: Query) -> Answer:
        name = query["guiuser"][0]
        found: dict[str, Any] = {"name": name, "missing": True}
        if name in self.birthdays:
            merged = [{"wiki": "metawiki", "registration": self.birthdays[name]}]
            found = {"id": 1, "name": name, "registration": "2012-01-01T00:00:00Z", "merged": merged}
        return data({"batchcomplete": True, "query": {"globaluserinfo": found}})


class _Line(HttpxTransport):
    """The network: a fault that is an error breaks it."""

    def __init__(self, service: SmallService) -> None:
        super().__init__(app=service)
        self._service = service

    async def send(self, request: Request) -> Response:
        path = "/" + request.url.split("/", 3)[3]
        for beginning, fault in self._service.faults.items():
            if path.startswith(beginning) and isinstance(fault, CapxError):
                raise fault
        return await super().send(request)


def _page(rows: list[dict[str, Any]], query: Query) -> dict[str, Any]:
    limit, offset = int(query["limit"][0]), int(query["offset"][0])
    more = f"{SERVICE}/?more" if offset + limit < len(rows) else None
    return {"count": len(rows), "next": more, "previous": None, "results": rows[offset : offset + limit]}


def same(mirror: Mirror, service: SmallService) -> bool:
    """Whether the mirror has exactly the service's people as they are now."""
    held = {person.id: person for person in mirror.persons(list(range(1, 5000)))}
    kept = mirror.people_index()
    assert set(kept.index.all_ids()) == set(held)
    return {number: (row["user"]["username"], row["last_update"]) for number, row in service.people.items()} == {
        number: (person.username, person.last_update) for number, person in held.items()
    }
