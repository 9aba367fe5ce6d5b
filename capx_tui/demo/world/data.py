"""The data files of the demo, read once: facts of the movement and pools for what is made up.

Where each file comes from: `capx_tui/demo/data/README.md`.
"""

import csv
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

COMPLETE_LANGUAGES = ("en", "pt-br", "es", "fr", "tr")
PARTIAL_LANGUAGES = ("de", "ar", "ja", "hi", "sw")


@dataclass(frozen=True, slots=True)
class Capacity:
    """One of the guide's 134 capacities; `parent` is None for the seven roots."""

    id: int
    parent: int | None
    key: str

    @property
    def qid(self) -> str:
        """A made-up Wikidata item, `Q900000` and the id in three digits."""
        return f"Q900000{self.id:03d}"

    @property
    def metabase_item(self) -> str:
        """A made-up Metabase item, `Q8` and the id in four digits."""
        return f"Q8{self.id:04d}"


@dataclass(frozen=True, slots=True)
class Language:
    """A language with its MediaWiki code, its English name and its own name."""

    id: int
    code: str
    name: str
    autonym: str


@dataclass(frozen=True, slots=True)
class Territory:
    """A region (`regions` is empty) or a country with the codes of its regions."""

    id: int
    code: str
    name: str
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Affiliate:
    """A movement affiliate; `territories` holds codes of countries or regions, none for thematic groups."""

    id: int
    acronym: str
    name: str
    type: str
    territories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Culture:
    """A pool of names and the languages and territories that go with them."""

    native: tuple[str, ...]
    second: tuple[str, ...]
    territories: dict[str, int]
    family_first: bool
    given: tuple[str, ...]
    family: tuple[str, ...]
    nouns: tuple[str, ...]
    weight: int


def _text(name: str) -> str:
    return files("capx_tui.demo").joinpath("data", *name.split("/")).read_text(encoding="utf-8")


def _table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_text(name).splitlines()))


def load(name: str) -> Any:
    """A JSON file of the data directory, parsed anew at each call."""
    return json.loads(_text(name))


@cache
def capacities() -> tuple[Capacity, ...]:
    """All capacities by id."""
    return tuple(
        Capacity(int(row["id"]), int(row["parent"]) if row["parent"] else None, row["key"])
        for row in _table("capacities.csv")
    )


@cache
def terms(language: str) -> dict[int, tuple[str, str | None]]:
    """Label and, where there is one, description of each capacity that `language` names."""
    return {
        int(key): (entry[0], entry[1] if len(entry) > 1 else None)
        for key, entry in load(f"terms/{language}.json").items()
    }


@cache
def languages() -> tuple[Language, ...]:
    """All languages by code."""
    return tuple(Language(int(row["id"]), row["code"], row["name"], row["autonym"]) for row in _table("languages.csv"))


@cache
def territories() -> tuple[Territory, ...]:
    """The eight regions, then the countries."""
    regions = [Territory(int(row["id"]), row["code"], row["name"], ()) for row in _table("regions.csv")]
    countries = [
        Territory(int(row["id"]), row["code"], row["name"], tuple(row["regions"].split()))
        for row in _table("territories.csv")
    ]
    return (*regions, *countries)


@cache
def affiliates() -> tuple[Affiliate, ...]:
    """All affiliates by id."""
    return tuple(
        Affiliate(int(row["id"]), row["acronym"], row["name"], row["type"], tuple(row["territories"].split()))
        for row in _table("affiliates.csv")
    )


@cache
def projects() -> tuple[tuple[int, str, str], ...]:
    """Id, code and name of each Wikimedia project."""
    return tuple((number, row["code"], row["name"]) for number, row in enumerate(_table("projects.csv"), 1))


@cache
def cultures() -> tuple[Culture, ...]:
    """All pools of names."""
    return tuple(
        Culture(
            native=tuple(entry["native"]),
            second=tuple(entry["second"]),
            territories=entry["territories"],
            family_first=entry["family_first"],
            given=tuple(entry["given"]),
            family=tuple(entry["family"]),
            nouns=tuple(entry["nouns"]),
            weight=entry["weight"],
        )
        for entry in load("names.json")["cultures"]
    )


@cache
def language_ids() -> dict[str, int]:
    """Id of a language by code."""
    return {language.code: language.id for language in languages()}


@cache
def territory_ids() -> dict[str, int]:
    """Id of a territory by code: `SSA` and the like for regions, lower-case codes for countries."""
    return {territory.code: territory.id for territory in territories()}


@cache
def affiliate_ids() -> dict[str, int]:
    """Id of an organization by acronym."""
    return {affiliate.acronym: affiliate.id for affiliate in affiliates()}


@cache
def project_ids() -> dict[str, int]:
    """Id of a Wikimedia project by code."""
    return {code: number for number, code, _ in projects()}


@cache
def homes() -> dict[str, tuple[str, ...]]:
    """Codes of the countries where a language is a first one; a language that is not here may be so anywhere."""
    return {code: tuple(countries) for code, countries in load("names.json")["homes"].items()}


@cache
def bios() -> dict[str, list[list[str]]]:
    """Per language three lists of sentences: how one came, what one does, how one likes to be met."""
    loaded: dict[str, list[list[str]]] = load("bios.json")
    return loaded
