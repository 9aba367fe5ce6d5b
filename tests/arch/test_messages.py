"""The message catalogues: what is said exists, what exists is said, and translators are told what it is."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from capx_tui.auth.keep import Place
from capx_tui.cli.flags import COMMANDS, COMMON, START
from capx_tui.i18n import available_languages
from capx_tui.i18n.catalogue import IN_LINES
from capx_tui.model.actions import ACTIONS, SCREENS
from capx_tui.model.density import LISTS as COUNTED_LISTS
from capx_tui.model.density import By
from capx_tui.model.directory_view import View
from capx_tui.model.event_form import LOCATIONS
from capx_tui.model.event_list import When
from capx_tui.model.explore import CapacityList, Facet, Sort
from capx_tui.model.keymaps import PRESETS
from capx_tui.model.lets_connect import AGES, AREAS, GENDERS, ROLES
from capx_tui.model.look_alikes import Likeness
from capx_tui.model.matches import ReasonKind
from capx_tui.model.mentorship import Role as MentorshipRole
from capx_tui.model.mentorship import Status
from capx_tui.model.messages import Method, Outcome, ReceiverState
from capx_tui.model.naming import Kind
from capx_tui.model.organization_facts import GAPS as ORGANIZATION_GAPS
from capx_tui.model.organization_facts import SECTIONS
from capx_tui.model.people import LEVELS, Role
from capx_tui.model.profile_writing import FIELDS
from capx_tui.model.recommendations import Group
from capx_tui.model.regions import NORTH_TO_SOUTH
from capx_tui.model.reports import KINDS, STATUSES, SUGGESTION
from capx_tui.model.root_colours import COLOURS as ROOT_COLOURS
from capx_tui.model.saved import SavedKind, SavedSort
from capx_tui.model.statistics_sheets import HEADLINE
from capx_tui.model.themes import THEMES as DIRECTORY_THEMES
from capx_tui.model.translating import TERMS, Order, Stage
from capx_tui.model.ways import WAYS
from capx_tui.screens.translate_ways import WAYS as TRANSLATE_WAYS
from capx_tui.store.statistics import View as StatisticsView
from capx_tui.store.translating_list import TranslatingList
from capx_tui.styles.themes import SIXTEEN, THEMES
from capx_tui.terminal.modes import ANNOUNCEMENTS, COLOURS
from tests.arch.conftest import Source, none_of

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
PLACEHOLDER = re.compile(r"\$(\d)")
PLURAL = re.compile(r"\{\{PLURAL:\$\d\|([^{}]*)\}\}")

#: The facts of a profile (model/profile_facts.py).
PROFILE = (
    *("roles", "pronoun", "badges", "birthday", "available", "wanted", "known", "languages", "alternative"),
    *("territory", "affiliation", "item", "projects", "manages", "team", "picture"),
    *("contact", "last-update", "address"),
)
#: What a profile may lack (model/profile_gaps.py).
GAPS = (
    *("capacities", "offered-not-known", "available", "known", "wanted"),
    *("languages", "levels", "territory", "about", "about-language", "projects"),
)
#: What an event tells of itself (screens/event.py).
EVENT_FACTS = ("when", "utc", "format", "place", "text", "capacities", "organization", "contact", "link", "item")
#: Where keys are put together from parts: the template, and every value that can stand in it.
BUILT: dict[str, Iterable[str]] = {
    "directory-view-{}": [each.value for each in View],
    "directory-now-{}": [each.value for each in View],
    "directory-count-{}": [each.value for each in View],
    "colour-name-{}": [*ROOT_COLOURS, *(theme.colour for theme in DIRECTORY_THEMES)],
    "adding-in-{}": [each.value for each in CapacityList],
    "adding-already-{}": ["known", "wanted"],
    "adding-done-{}": ["known-available", "known", "available", "wanted"],
    "action-{}": [part for entry in ACTIONS for part in (entry.label_key[7:], entry.help_key[7:])],
    "screen-{}": [part for entry in SCREENS for part in (entry.id, f"{entry.id}-help")],
    "capacity-source-{}": ["metabase", "wikidata"],
    "announcements-{}": ANNOUNCEMENTS,
    "colour-{}": COLOURS,
    "alike-{}": [likeness.name.lower() for likeness in Likeness],
    "report-add-{}": ["version", "terminal", "locale"],
    "report-fact-{}": ["status", "kind", "sent", "changed", "number"],
    "report-kind-{}": [kind.replace("_", "-") for kind in (*KINDS, SUGGESTION)],
    "report-status-{}": [status.replace("_", "-") for status in STATUSES],
    "cli-command-{}": [command.name for command in COMMANDS],
    "cli-command-{}-help": [command.name for command in COMMANDS],
    "cli-doctor-{}": ["full-screen", "screen-reader", "demo"],
    "cli-doctor-path-{}": ["config", "data", "cache", "state"],
    "cli-doctor-risk-{}": ["console-font", "encoding", "no-terminal"],
    "cli-doctor-token-{}": [place.value for place in Place],
    "cli-usage-{}": [command.name for command in COMMANDS],
    "cli-ambiguous-{}": [kind.value for kind in Kind],
    "cli-unknown-{}": [kind.value for kind in Kind],
    "cli-unknown-{}-none-near": [kind.value for kind in Kind],
    "directory-source-{}": ["metabase", "wikidata"],
    "directory-theme-{}": [theme.id for theme in DIRECTORY_THEMES],
    "event-format-{}": [each.replace("_", "-") for each in LOCATIONS],
    "facet-{}": [
        *(facet.value for facet in Facet),
        "statuses",
        "types",
        "ends",
        "formats",
        "kinds",
        "methods",
        "organizations",
        "translation",
    ],
    "event-fact-{}": EVENT_FACTS,
    "events-{}": [when.value for when in When],
    "filter-{}": [facet.value for facet in Facet],
    "help-scope-{}": {entry.scope for entry in ACTIONS},
    "keys-preset-{}": PRESETS,
    "lets-connect-age-{}": AGES,
    "lets-connect-area-{}": AREAS,
    "lets-connect-gender-{}": GENDERS,
    "lets-connect-role-{}": ROLES,
    "level-{}": LEVELS,
    "match-kind-{}": [kind.value for kind in ReasonKind],
    "match-kind-{}-help": [kind.value for kind in ReasonKind],
    "message-end-{}": ["sent", "not-sent", "open"],
    "message-method-{}": [method.value for method in Method],
    "message-outcome-{}": [outcome.value for outcome in Outcome],
    "message-state-{}": [state.value for state in ReceiverState if state is not ReceiverState.UNASKED],
    "message-status-{}": [outcome.value for outcome in Outcome],
    "message-way-{}": [method.value for method in Method],
    "mentorship-apply-{}": [role.value for role in MentorshipRole],
    "mentorship-apply-{}-help": [role.value for role in MentorshipRole],
    "mentorship-apply-{}-to": [role.value for role in MentorshipRole],
    "mentorship-not-{}": [status.value for status in Status if status is not Status.OPEN],
    "mentorship-role-{}": [role.value for role in MentorshipRole],
    "own-{}": [f"session-kept-{place.value}" for place in Place if place is not Place.EMBEDDED],
    "organization-{}": [name for _, section in SECTIONS for name in section],
    "organization-gap-{}": ORGANIZATION_GAPS,
    "profile-{}": PROFILE,
    "profile-document-{}": [field.name for field in FIELDS],
    "home-ways-{}": WAYS,
    "recommended-{}": [group.value for group in Group],
    "recommended-none-{}-now": [group.value for group in Group],
    "recommended-none-{}-lacking": [group.value for group in Group if group is not Group.CAPACITIES],
    "profile-gap-{}": GAPS,
    "profile-gap-{}-why": GAPS,
    "region-{}": [code.lower() for code in NORTH_TO_SOUTH],
    "role-{}": [role.value for role in Role],
    "session-kept-{}": [place.value for place in Place],
    "saved-kind-{}": [kind.value for kind in SavedKind],
    "saved-sort-{}": [sort.value for sort in SavedSort],
    "sort-{}": [sort.value for sort in Sort],
    "statistics-{}": ["languages", "capacities", "offered", "wanted"],
    "statistics-headline-{}": [field.replace("_", "-") for field, _ in HEADLINE],
    "statistics-legend-{}": [*(by.value for by in By), "speakers"],
    "statistics-card-{}": COUNTED_LISTS,
    "statistics-list-{}": [*COUNTED_LISTS, "all"],
    "statistics-note-kinds-{}": [by.value for by in By if by is not By.PEOPLE],
    "statistics-title-{}": [view.value for view in StatisticsView if view.by is None],
    "statistics-said-{}": [*(by.value for by in By), "speakers"],
    "translate-{}": TERMS,
    "translate-{}-help": TERMS,
    "translate-english-{}": TERMS,
    "translate-has-no-{}": TERMS,
    "translate-is-{}": TranslatingList.WORDS["translation"],
    "translate-order-{}": [order.value for order in Order],
    "translate-stage-{}": [stage.value for stage in Stage if stage is not Stage.KEPT],
    "translate-theirs-{}": TERMS,
    "translate-way-{}": [way for way, _ in TRANSLATE_WAYS],
    "translate-way-{}-help": [way for way, _ in TRANSLATE_WAYS],
    "theme-{}": [theme.name for theme in (*THEMES, SIXTEEN)],
}
#: Keys that a table of the program holds rather than its source.
IN_TABLES = {
    *(flag.help_key for flag in (*COMMON, *START.flags, *(flag for c in COMMANDS for flag in c.flags))),
    *(flag.value_key for flag in (*COMMON, *START.flags, *(flag for c in COMMANDS for flag in c.flags))),
} - {""}
#: The first argument of these is a key.
SPEAKERS = {"t", "RuleError"}
CARRIERS = re.compile(r"(?:.*_)?(?:KEYS?|HEADINGS)|.*_key|sentence|remedy")


@pytest.fixture(scope="module")
def english(root: Path) -> Mapping[str, str]:
    return _catalogue(root, "en")


@pytest.fixture(scope="module")
def notes(root: Path) -> Mapping[str, str]:
    return _catalogue(root, "qqq")


def _catalogue(root: Path, language: str) -> Mapping[str, str]:
    content: dict[str, str] = json.loads((root / f"capx_tui/i18n/{language}.json").read_text("utf-8"))
    return {key: text for key, text in content.items() if key != "@metadata"}


def _texts(node: ast.AST) -> Iterator[str]:
    """The literals that an expression may come out as."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.BoolOp | ast.Dict):
        yield from (text for value in node.values for text in _texts(value))
    elif isinstance(node, ast.Tuple | ast.List | ast.Set):
        yield from (text for element in node.elts for text in _texts(element))


def _templates(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr):
            yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in part.values)


def _spoken(source: Source) -> Iterator[tuple[ast.expr | ast.stmt, ast.expr]]:
    """Expressions that are keys: what is said, and what is kept under a name that says so."""
    for name, call in source.calls():
        if name in SPEAKERS and call.args:
            yield call, call.args[0]
        yield from ((call, k.value) for k in call.keywords if k.arg and CARRIERS.fullmatch(k.arg))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Name) and CARRIERS.fullmatch(target.id) for target in targets):
                yield node, node.value


def _expanded() -> set[str]:
    return {template.format(value) for template, values in BUILT.items() for value in values}


def test_every_key_that_is_said_exists(sources: list[Source], english: Mapping[str, str]) -> None:
    none_of(
        f"{source.at(node)} {key}"
        for source in sources
        for node, said in _spoken(source)
        for key in _texts(said)
        if KEY.fullmatch(key) and key not in english
    )
    none_of(key for key in _expanded() | IN_TABLES if key not in english)


def test_keys_are_put_together_only_where_listed(sources: list[Source]) -> None:
    none_of(
        f"{source.at(node)} {template} is not in BUILT of this test"
        for source in sources
        for node, said in _spoken(source)
        if not isinstance(said, ast.Call)
        for template in _templates(said)
        if KEY.match(template) and template not in BUILT
    )


def test_every_key_is_said_somewhere(sources: list[Source], english: Mapping[str, str]) -> None:
    said = {
        node.value
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    in_lines = {key for key in english if key.removesuffix(IN_LINES) in (english.keys() & said) | _expanded()}
    none_of(english.keys() - said - _expanded() - IN_TABLES - in_lines)


def test_every_call_gives_what_the_message_needs(sources: list[Source], english: Mapping[str, str]) -> None:
    none_of(
        f"{source.at(call)} {key} needs ${needed}, and {len(call.args) - 1} are given"
        for source in sources
        for name, call in source.calls()
        if name == "t" and call.args and not any(isinstance(arg, ast.Starred) for arg in call.args)
        for key in _texts(call.args[0])
        if (needed := max(map(int, PLACEHOLDER.findall(english.get(key, ""))), default=0)) > len(call.args) - 1
    )


def test_keys_are_kebab_case_and_sorted(root: Path, english: Mapping[str, str]) -> None:
    none_of(key for key in english if not KEY.fullmatch(key))
    assert list(english) == sorted(english)


def test_every_message_has_a_note(english: Mapping[str, str], notes: Mapping[str, str]) -> None:
    none_of(english.keys() ^ notes.keys())
    none_of(key for key, note in notes.items() if not note.strip())


def test_every_placeholder_is_explained(english: Mapping[str, str], notes: Mapping[str, str]) -> None:
    none_of(
        f"{key}: ${number} is not in the note"
        for key, text in english.items()
        for number in set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(notes.get(key, "")))
    )


def test_plurals_have_both_english_forms(english: Mapping[str, str]) -> None:
    none_of(
        key
        for key, text in english.items()
        if text.count("{{") != len(PLURAL.findall(text)) or any(forms.count("|") != 1 for forms in PLURAL.findall(text))
    )


def test_no_message_steers_the_terminal_or_stands_empty(english: Mapping[str, str]) -> None:
    none_of(key for key, text in english.items() if not text.strip() or not text.replace("\n", "").isprintable())


def test_translations_hold_no_unknown_key_and_lose_no_placeholder(root: Path, english: Mapping[str, str]) -> None:
    for language in available_languages():
        none_of(
            f"{language}: {key}"
            for key, text in _catalogue(root, language).items()
            if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(english.get(key, "$0")))
        )


#: What takes words for a person; the position or name of the words does not matter.
SHOWN = {"Static", "Label", "Button", "say", "update", "notify", "Entry", "Choice", "Field", "speak", "announce"}
SHOWN_NAMES = {"placeholder", "title", "label", "tooltip", "sub_title", "text", "aside", "note", "detail"}
SHOWN_FIELDS = {"left", "right", "title", "sub_title", "border_title", "border_subtitle", "placeholder", "tooltip"}


def _words(node: ast.expr) -> Iterator[str]:
    """Literals with two words in an expression, those of nested calls left to the calls themselves."""
    if isinstance(node, ast.Call):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.search(r"[A-Za-z]{2,} +[A-Za-z]{2,}", node.value):
            yield node.value
    else:
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr):
                yield from _words(part)


def _shown(source: Source) -> Iterator[tuple[ast.expr | ast.stmt, ast.expr]]:
    for name, call in source.calls():
        if name in SHOWN:
            yield from ((call, arg) for arg in call.args)
        yield from ((call, k.value) for k in call.keywords if k.arg in SHOWN_NAMES)
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign):
            fields = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
            if fields & SHOWN_FIELDS:
                yield node, node.value


def test_no_english_is_shown_that_is_not_a_message(sources: list[Source]) -> None:
    none_of(
        f"{source.at(node)} {words!r}"
        for source in sources
        if source.is_face
        for node, shown in _shown(source)
        for words in _words(shown)
    )


def test_the_command_line_prints_no_english_that_is_not_a_message(sources: list[Source]) -> None:
    none_of(
        f"{source.at(call)} {words!r}"
        for source in sources
        if source.path.parts[1] == "cli"
        for name, call in source.calls()
        if name in {"print", "write", "say", "tell", "line", "words"}
        for arg in call.args
        for words in _words(arg)
    )
