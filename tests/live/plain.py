"""The service asked without anything of the client's: what Python itself brings along, and JSON."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlencode

from capx_tui.secret import Secret

__all__ = ["KEPT", "Plain", "Raw"]

Raw = dict[str, Any]
#: What of a profile is its owner's to change, and is put back after a test.
KEPT = (
    "avatar",
    "wikidata_qid",
    "about",
    "about_language",
    "skills_known",
    "skills_available",
    "skills_wanted",
    "language",
    "wiki_alt",
    "affiliation",
    "territory",
    "wikimedia_project",
    "display_name",
    "pronoun",
    "team",
    "contact",
    "social",
)
_PAGE = 200


class Plain:
    """One account's requests."""

    def __init__(self, service: str, token: Secret) -> None:
        self._service = service
        self._token = token

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and JSON of one request, whatever the status; None where nothing came."""
        request = urllib.request.Request(
            self._service + path,
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={
                "Authorization": f"Token {self._token.reveal()}",
                "Accept": "application/json",
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                status, content = answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            status, content = refusal.code, refusal.read()
        return status, json.loads(content) if content else None

    def get(self, path: str) -> Any:
        """The JSON of one GET that has to work."""
        status, found = self.ask("GET", path)
        assert status == 200, (path, status, found)
        return found

    def put(self, path: str, body: Any) -> Any:
        """One PUT that has to work."""
        status, found = self.ask("PUT", path, body)
        assert status == 200, (path, status, found)
        return found

    def rows(self, path: str, **query: object) -> list[Raw]:
        """All rows of a list."""
        found: list[Raw] = []
        while True:
            page = self.get(f"{path}?{urlencode({**query, 'limit': _PAGE, 'offset': len(found)})}")
            found += page["results"]
            if not page["results"] or len(found) >= page["count"]:
                return found

    # -- one's own profile -----------------------------------------------------------------------

    def profile(self) -> Raw:
        """One's own profile."""
        found: Raw = self.get("/profile/")["results"][0]
        return found

    def change(self, **fields: Any) -> None:
        """Another client changes one's profile: these fields and nothing else."""
        now = self.profile()
        given = {"user": {}, "language": now["language"], **fields}
        if ("skills_known" in fields) != ("skills_available" in fields):
            given = {"skills_known": now["skills_known"], "skills_available": now["skills_available"], **given}
        self.put(f"/profile/{now['id']}/", given)

    def put_back(self, profile: Raw) -> None:
        """Everything that a person may change, as it was."""
        self.change(**{field: profile[field] for field in KEPT})
