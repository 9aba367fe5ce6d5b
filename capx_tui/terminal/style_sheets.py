"""A style sheet that reads each source once: Textual reads all of them three times until the first frame."""

from __future__ import annotations

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.tokenize import tokenize_values
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

__all__ = ["PRIVATE", "KeptStylesheet"]

#: (owner, name) of each private part of Textual in use here.
PRIVATE = ((Stylesheet, "_parse_rules"), (Stylesheet, "_variable_tokens"))

#: What variables stand for, as the parser wants it; and the rules of a source, for one set of variables.
_Variables = frozenset[tuple[str, str]]
_tokens: dict[_Variables, dict[str, list[Token]]] = {}
_rules: dict[tuple[_Variables, str, CSSLocation, bool, int, str], list[RuleSet]] = {}


class KeptStylesheet(Stylesheet):
    """Rules depend on nothing but their source and the theme's variables, and nobody changes them afterwards.

    There are a few dozen sources and a handful of themes, so nothing is ever thrown away.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._names = frozenset(self._variables.items())

    def set_variables(self, variables: dict[str, str]) -> None:
        """Other variables: of another theme."""
        super().set_variables(variables)
        self._names = frozenset(variables.items())

    @property
    def _variable_tokens(self) -> dict[str, list[Token]]:
        if self._names not in _tokens:
            _tokens[self._names] = tokenize_values(self._variables)
        return _tokens[self._names]

    def _parse_rules(
        self, css: str, read_from: CSSLocation, is_default_rules: bool = False, tie_breaker: int = 0, scope: str = ""
    ) -> list[RuleSet]:
        key = (self._names, css, read_from, is_default_rules, tie_breaker, scope)
        found = _rules.get(key)
        if found is None:
            found = _rules[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return found

    def reparse(self) -> None:
        """Put the rules together anew; where a source cannot be read, those that were there stay."""
        self.parse()
