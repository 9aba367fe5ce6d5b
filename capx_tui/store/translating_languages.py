"""The languages to translate into: those that Metabase takes, how far each is, and which may be the person's.

``GET /translating/languages/`` and ``/translating/suggestions/`` (behaviour file, section 19).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from capx_tui.api.capx import translating
from capx_tui.api.capx.shapes_page import Shape
from capx_tui.api.capx.shapes_translating import CompletionShape, MetabaseLanguageShape
from capx_tui.api.client import Client
from capx_tui.errors import CapxError, NotSignedIn, RuleError
from capx_tui.i18n.lists import commas
from capx_tui.i18n.order import alphabetical
from capx_tui.model.languages import codes_by_name, is_code, names_of_code, words_for
from capx_tui.model.naming import Kind
from capx_tui.store.base import Store
from capx_tui.store.mirror import Mirror
from capx_tui.store.names import Names
from capx_tui.store.session import SessionStore
from capx_tui.store.settings import SettingsStore
from capx_tui.text import clean, fold

__all__ = ["SOURCE", "LanguagesState", "Target", "TranslatingLanguages"]

#: The language that everything is translated from.
SOURCE = "en"
_NEAREST = 3
#: No code of a language comes near it.
_LONGEST_CODE = 40
#: Nor does any number of texts.
_MOST_TEXTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """A language. `done` of `total` capacities have both texts there; None where that is not known."""

    code: str
    name: str
    autonym: str = ""
    done: int | None = None
    total: int = 0
    #: Whether it may be the person's own.
    is_suggested: bool = False


@dataclass(frozen=True)
class LanguagesState:
    """`targets` as Metabase names them, None before they came; where it did not answer, `error` says so."""

    targets: tuple[Target, ...] | None = None
    progress: dict[str, CompletionShape] = field(default_factory=dict)
    error: CapxError | None = None


class TranslatingLanguages(Store[LanguagesState]):
    """Where Metabase's list cannot be had, the languages that have a word in CLDR stand in."""

    def __init__(
        self, client: Client, session: SessionStore, mirror: Mirror, names: Names, settings: SettingsStore
    ) -> None:
        super().__init__(LanguagesState())
        self._client = client
        self._session = session
        self._mirror = mirror
        self._names = names
        self._settings = settings

    async def load(self) -> None:
        """Ask once which languages there are and how far they are. Raises `NotSignedIn` alone: all else is told."""
        if self.state.targets is not None:
            return
        ticket = self._begin("languages")
        languages, progress = await asyncio.gather(
            self._client.send(translating.languages()),
            self._client.send(translating.suggestions(0)),
            return_exceptions=True,
        )
        for failure in (languages, progress):
            if isinstance(failure, NotSignedIn) or not isinstance(failure, CapxError | Shape):
                # Whoever chooses meanwhile must not read that the list is still coming.
                self._set(ticket, error=failure if isinstance(failure, CapxError) else CapxError())
                raise failure
        self._set(
            ticket,
            targets=None if isinstance(languages, BaseException) else _targets(languages.languages),
            progress={} if isinstance(progress, BaseException) else dict(progress.stats),
            error=languages if isinstance(languages, CapxError) else None,
        )

    def targets(self) -> list[Target]:
        """All languages but English: the person's own first, then those that are begun, then the others by name."""
        shown_in = self._names.language
        found = self.state.targets
        if found is None:
            found = tuple(Target(code, name) for code, name in codes_by_name(shown_in))
        own = self._own(found)
        listed = {target.code: target for target in found if target.code != SOURCE}
        for code in own:
            listed.setdefault(code, Target(code, words_for(code, shown_in)))
        told = [self._told(target, is_suggested=target.code in own) for target in listed.values()]
        return sorted(
            told,
            key=lambda target: (
                own.index(target.code) if target.code in own else len(own),
                target.done is None or target.done == 0,
                alphabetical(target.name),
            ),
        )

    def _told(self, target: Target, *, is_suggested: bool) -> Target:
        progress = self.state.progress.get(target.code)
        done, total = (_count(progress.complete), _count(progress.total)) if progress is not None else (None, 0)
        name = words_for(target.code, self._names.language)
        return Target(
            target.code,
            target.name if name == target.code else name,
            target.autonym,
            0 if done is None and self.state.progress else done,
            total or max((_count(each.total) for each in self.state.progress.values()), default=0),
            is_suggested,
        )

    def search(self, typed: str) -> list[Target]:
        """Those that a person may mean: by name in any language we know, by its own name, or by code."""
        wanted = fold(typed)
        if not wanted:
            return self.targets()
        ranked = [(rank, target) for target in self.targets() if (rank := _rank(wanted, target)) is not None]
        return [target for _, target in sorted(ranked, key=lambda each: each[0])]

    def name(self, code: str) -> str:
        """A language in words with its code, as it stands in sentences."""
        word = words_for(code, self._names.language)
        # What CLDR has no word for, the wiki may have an English one for.
        told = (target.name for target in self.state.targets or () if target.code == code)
        return next(told, word) if word == code else word

    def _own(self, found: Iterable[Target]) -> list[str]:
        """Codes of the languages that may be the person's: chosen before, of the interface, of the profile."""
        by_name = {fold(text): target.code for target in found for text in (target.name, target.autonym) if text}
        codes = [self._settings.state.translate_to, self._names.language]
        account = self._session.account_id
        me = self._mirror.person(account) if account is not None else None
        for spoken in me.language if me is not None else ():
            named = next((each for each in self._names.table(Kind.LANGUAGE).things if each.id == spoken.id), None)
            texts = (named.name, *named.names) if named is not None else ()
            codes.append(next((by_name[fold(text)] for text in texts if fold(text) in by_name), ""))
        return [code for code in dict.fromkeys(codes) if code and code != SOURCE]

    def resolve(self, text: str) -> str:
        """The code that `text` means: a code or a name. Raises `RuleError` for English, and for what is no language."""
        code = text.strip().lower().replace("_", "-")
        if code == SOURCE or fold(text) in map(fold, names_of_code(SOURCE, self._names.language)):
            raise RuleError("translate-rule-english")
        codes = {target.code for target in self.targets()}
        if code in codes or (self.state.targets is None and is_code(code) and names_of_code(code, "en")):
            return code
        wanted = fold(text)
        named = [target for target in self.targets() if wanted in (fold(target.name), fold(target.autonym))]
        if len(named) == 1:
            return named[0].code
        near = named or self.search(text)
        listed = commas(f"{target.name} ({target.code})" for target in near[:_NEAREST])
        raise RuleError("translate-rule-language-near" if listed else "translate-rule-language", clean(text), listed)


def _rank(wanted: str, target: Target) -> int | None:
    """How well a language is what was typed: the code, a whole name, how one begins, a word of it, any part."""
    if wanted == target.code:
        return 0
    names = [fold(text) for text in (target.name, target.autonym) if text]
    tests = (
        lambda name: name == wanted,
        lambda name: name.startswith(wanted),
        lambda name: f" {wanted}" in name,
        lambda name: wanted in name,
    )
    rank = next((number for number, test in enumerate(tests, 1) if any(map(test, names))), None)
    return rank if rank is not None or not target.code.startswith(wanted) else len(tests) + 1


def _targets(shapes: Iterable[MetabaseLanguageShape]) -> tuple[Target, ...]:
    """Without what is no code: it could not be asked for, and stands in sentences as it is."""
    return tuple(
        Target(shape.code, clean(shape.name or "") or shape.code, clean(shape.autonym or ""))
        for shape in shapes
        if 0 < len(shape.code) <= _LONGEST_CODE and clean(shape.code) == shape.code
    )


def _count(told: float) -> int:
    """How many texts: a number that can be counted with, whatever a service says."""
    return int(min(max(told, 0), _MOST_TEXTS))
