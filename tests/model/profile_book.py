"""Made-up names both ways, some of them hard to write, and a profile that points at them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from capx_tui.model.languages import names_of_code
from capx_tui.model.naming import Kind, Named, NameTable
from capx_tui.model.people import Proficiency
from capx_tui.model.profile import Reach

_THINGS = {
    "capacity": (
        Named(101, "Lua", ("Lua",), ("Q1",)),
        Named(102, "SPARQL", ("SPARQL",), ("Q2",)),
        Named(103, "C#: the language", ("C#",), ("Q555",)),
        Named(104, "Outreach"),
        Named(105, "outreach"),
        Named(106, "#hashtag"),
        Named(107, "- a dash"),
        Named(108, "===== a rule"),
        Named(109, "1984"),
        Named(110, "كتابة"),
        Named(301, "101"),
    ),
    "language": (
        Named(21, "English", ("English",)),
        Named(22, "Português", ("Português", "Portuguese")),
        Named(23, "Odd: native"),
        Named(24, "Turkish", ("Türkçe",)),
        Named(25, "Odd"),
    ),
    "territory": (Named(31, "Anatolia: the Land"), Named(32, "Asia", (), ("ESEAP",))),
    "organization": (Named(41, "Group"), Named(42, "Group"), Named(43, "")),
    "project": (Named(51, "Wikidata"), Named(52, "Wiktionary")),
}


class Book:
    """`capx_tui.model.profile_writing.Book` over the things above."""

    things: Mapping[str, dict[int, Named]] = {kind: {each.id: each for each in _THINGS[kind]} for kind in _THINGS}

    def __init__(self) -> None:
        self._tables = {kind: NameTable(kind, _THINGS[kind.value]) for kind in Kind}

    def resolve(self, kind: Kind, text: str) -> int:
        return self._tables[kind].resolve(text, names_of_code(text, "en") if kind is Kind.LANGUAGE else ())

    def name(self, kind: Kind, number: int) -> str:
        return self._tables[kind].name(number)

    def avatars(self) -> Mapping[int, str]:
        return {2: "File:Leaf.svg", 1: "File:Star.svg"}


BOOK = Book()
PROFILE: dict[str, Any] = {
    "skills_known": (101, 102),
    "skills_available": (101,),
    "skills_wanted": (301,),
    "language": (Proficiency(21, "n"), Proficiency(22, "1"), Proficiency(23, "")),
    "territory": (31,),
    "affiliation": (),
    "wikimedia_project": (51,),
    "display_name": "Maya D.",
    "pronoun": "she-her",
    "team": "",
    "wiki_alt": "",
    "wikidata_qid": "Q42",
    "avatar": 2,
    "contact": (Reach("Mail", "maya: at the group"),),
    "social": (Reach("", "https://social.example/@maya"),),
    "about_language": 21,
    "about": "I write templates.\n- and modules: in Lua\n===== not a rule any more",
}
