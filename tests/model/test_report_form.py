"""The form of a report: what is added takes its room, and is left out where it is struck."""

from __future__ import annotations

import pytest

from capx_tui.model.form import Form
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_fields import Problem
from capx_tui.model.form_words import problem_words
from capx_tui.model.report_form import added_text, report_spec, words_of
from capx_tui.model.reports import DESCRIPTION_LIMIT, KINDS, Words
from capx_tui.terminal.facts import facts_for_report
from capx_tui.terminal.modes import Modes

FACTS = {"version": "capx-tui 1, Python 3, Linux", "terminal": "Terminal: xterm", "locale": "Locale: C"}
ADDED = "\n\ncapx-tui 1, Python 3, Linux\nTerminal: xterm\nLocale: C"


def fine(_given: str) -> Problem | None:
    return None


def begun(**values: object) -> Form:
    spec = report_spec(FACTS, values, check_file=fine)
    return Form.begin(spec, {"title": "T", "description": "D", **values})  # type: ignore[dict-item]


def test_everything_is_added_unless_it_is_struck_and_stands_in_the_form_in_full() -> None:
    form = begun()
    assert words_of(FACTS, form.values) == Words("T", f"D{ADDED}", "error")
    assert [form.spec.by_id[f"add-{name}"].note for name in FACTS] == list(FACTS.values())
    struck = form.edit_many({"add-terminal": False})
    assert words_of(FACTS, struck.values).description == "D\n\ncapx-tui 1, Python 3, Linux\nLocale: C"
    nothing = form.edit_many({f"add-{name}": False for name in FACTS})
    assert words_of(FACTS, nothing.values).description == "D"


def test_what_is_added_takes_its_room_and_a_text_that_does_not_fit_is_told() -> None:
    room = DESCRIPTION_LIMIT - len(ADDED)
    form = begun(description="x" * room)
    assert form.left("description") == 0
    assert problems_of(form) == {}
    assert len(words_of(FACTS, form.values).description) == DESCRIPTION_LIMIT
    over = begun(description="x" * (room + 3))
    (problem,) = problems_of(over)["description"]
    assert problem_words(problem) == (
        f"3 characters too many: of 1,000, what is added below takes {len(ADDED)}. Shorten the text, or leave something"
        " out there."
    )
    struck = {f"add-{name}": False for name in FACTS}
    assert problems_of(begun(description="x" * DESCRIPTION_LIMIT, **struck)) == {}
    (problem,) = problems_of(begun(description="x" * (DESCRIPTION_LIMIT + 1), **struck))["description"]
    assert problem_words(problem) == "One character too many; the limit is 1,000."


def test_every_type_of_a_report_is_offered_and_an_error_is_the_first() -> None:
    field = begun().spec.by_id["bug_type"]
    assert begun()["bug_type"] == "error"
    assert [option.id for option in field.options.search("")] == list(KINDS)  # type: ignore[attr-defined]


def test_a_file_with_a_problem_says_which() -> None:
    spec = report_spec(FACTS, {}, check_file=lambda given: Problem("report-file-missing", (given,)))
    form = Form.begin(spec, {"title": "T", "description": "D", "files": ("a", "b")})
    assert [(each.entry, problem_words(each)) for each in problems_of(form)["files"]] == [
        (0, "There is no file “a”."),
        (1, "There is no file “b”."),
    ]
    four = Form.begin(
        report_spec(FACTS, {}, check_file=fine), {"title": "T", "description": "D", "files": tuple("abcd")}
    )
    assert problem_words(problems_of(four)["files"][0]) == "One entry too many; the limit is 3."
    with_picture = report_spec(FACTS, {}, check_file=fine, picture="attached", most_files=2)
    assert with_picture.by_id["files"].limit == 2
    assert "picture" in with_picture.by_id
    assert "picture" not in spec.by_id


@pytest.mark.parametrize(
    ("environ", "modes", "terminal", "locale"),
    [
        ({}, Modes(), "Terminal: TERM=none, 80 x 24, colour=full", "Locale: none; interface: tr"),
        (
            {
                "TERM": "tmux-256color",
                "TMUX": "/private/socket",
                "SSH_CONNECTION": "192.0.2.1 22",
                "LANG": "tr_TR.UTF-8",
                "USER": "me",
            },
            Modes(speaks=True, colour="16", is_ascii=True),
            "Terminal: TERM=tmux-256color, 80 x 24, tmux, ssh, colour=16, ascii, screen-reader",
            "Locale: LANG=tr_TR.UTF-8; interface: tr",
        ),
        (
            {"TERM": "x\x1b[31m" + "y" * 100, "LANG": "é"},
            Modes(),
            "Terminal: TERM=x[31m" + "y" * 35 + ", 80 x 24, colour=full",
            "Locale: LANG=none; interface: tr",
        ),
    ],
)
def test_what_may_be_added_names_the_program_and_the_terminal_and_nobody(
    environ: dict[str, str], modes: Modes, terminal: str, locale: str
) -> None:
    facts = facts_for_report(environ, modes, (80, 24), "tr")
    assert facts["version"].startswith("capx-tui ")
    assert (facts["terminal"], facts["locale"]) == (terminal, locale)
    assert len(added_text(facts, {})) < DESCRIPTION_LIMIT / 2
