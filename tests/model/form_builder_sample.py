"""Every kind of question that formBuilder draws: its description, how a person answers it, and what has to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from capx_tui.model.form_fields import Own, Value

__all__ = ["READ", "SAMPLES", "TYPES", "Sample", "option"]

#: formBuilder's own list of controls with their subtypes, and its plugin for stars.
TYPES: Mapping[str, tuple[str, ...]] = {
    "autocomplete": (),
    "button": ("button", "submit", "reset"),
    "checkbox": (),
    "checkbox-group": (),
    "date": ("date", "time", "datetime-local"),
    "file": ("file", "fineuploader"),
    "header": ("h1", "h2", "h3", "h4", "h5", "h6"),
    "hidden": (),
    "number": ("number", "range"),
    "paragraph": ("p", "address", "blockquote", "canvas", "output"),
    "radio-group": (),
    "select": (),
    "starRating": (),
    "text": ("text", "password", "email", "color", "tel"),
    "textarea": ("textarea", "tinymce", "quill"),
}


@dataclass(frozen=True)
class Sample:
    """`value` is the answer in the form, `sent` what goes out for it. `typed` or `picked` is how a person gives it."""

    id: str
    description: dict[str, Any]
    value: Value
    sent: object
    typed: str = ""
    picked: tuple[str, ...] = ()


def option(label: str, value: str = "", *, selected: bool = False) -> dict[str, Any]:
    return {"label": label, "value": value or label.lower(), "selected": selected}


_DAYS = [option("Monday"), option("Tuesday"), option("Wednesday")]


def _line(kind: str, subtype: str, typed: str, sent: str = "", **more: Any) -> Sample:
    described = {"type": kind, "subtype": subtype, "label": "A question", "name": "asked", **more}
    return Sample(f"{kind}/{subtype}", described, typed, sent or typed, typed=typed)


def _chosen(id_: str, kind: str, value: Value, sent: object, *picked: str, **more: Any) -> Sample:
    described = {"type": kind, "label": "A question", "name": "asked", "values": _DAYS, **more}
    return Sample(id_, described, value, sent, picked=picked)


SAMPLES: tuple[Sample, ...] = (
    _line("text", "text", "Ana Lima", maxlength=20),
    _line("text", "email", "ana@example.org"),
    _line("text", "tel", "+55 11 5555 0100"),
    _line("text", "url", "example.org/me", "https://example.org/me"),
    _line("text", "color", "#0070B9"),
    _line("text", "password", "open sesame", minlength=4),
    _line("textarea", "textarea", "One line"),
    _line("textarea", "tinymce", "One line"),
    _line("textarea", "quill", "One line"),
    _line("number", "number", "7", min=1, max=40),
    _line("number", "range", "30", min=0, max=100, step=10),
    _line("date", "date", "2026-06-10"),
    _line("date", "time", "9:05", "09:05"),
    _line("date", "datetime-local", "2026-06-10 15:30", "2026-06-10T15:30"),
    _line("file", "file", "/home/ana/cv.pdf", "cv.pdf"),
    _line("file", "fineuploader", r"C:\ana\cv.pdf", "cv.pdf"),
    _line("matrix", "unknown", "In words"),
    _chosen("select", "select", 1, "tuesday", "tuesday", multiple=False, placeholder="Choose a day"),
    _chosen("select-many", "select", (0, 2), ["monday", "wednesday"], "monday", "wednesday", multiple=True),
    _chosen("radio-group", "radio-group", 2, "wednesday", "wednesday"),
    _chosen("radio-group-other", "radio-group", Own("Any day"), "Any day", "Any day", other=True),
    _chosen("checkbox-group", "checkbox-group", (0, 1), ["monday", "tuesday"], "monday", "tuesday", name="asked[]"),
    _chosen("checkbox-group-one", "checkbox-group", (1,), "tuesday", "tuesday", name="asked[]", toggle=True),
    _chosen(
        "checkbox-group-other",
        "checkbox-group",
        (0, Own("Any day")),
        ["monday", "Any day"],
        "monday",
        "Any day",
        name="asked[]",
        other=True,
    ),
    _chosen("autocomplete", "autocomplete", 1, "tuesday", "tues", requireValidOption=True),
    _chosen("autocomplete-own", "autocomplete", Own("Someday"), "Someday", "Someday"),
    _chosen("matrix-of-choices", "matrix", 0, "monday", "monday"),
    Sample(
        "checkbox",
        {"type": "checkbox", "label": "A question", "name": "asked", "value": "agreed"},
        True,
        "agreed",
        typed=" ",
    ),
    Sample(
        "file-many",
        {"type": "file", "label": "A question", "name": "asked", "multiple": True},
        ("a.pdf", "/b/b.pdf"),
        ["a.pdf", "b.pdf"],
    ),
    Sample(
        "starRating",
        {"type": "starRating", "label": "A question", "name": "asked"},
        3,
        "4",
        picked=("4 stars",),
    ),
)

#: What is only read: its description, and the words that stand on the screen.
READ: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
    *(({"type": "header", "subtype": level, "label": "Über<br>us"}, ("Über – us",)) for level in TYPES["header"]),
    *(
        (
            {"type": "paragraph", "subtype": tag, "label": "<p>First.</p><p>Second <b>part</b>.</p>"},
            ("First.", "Second part."),
        )
        for tag in TYPES["paragraph"]
    ),
    (
        {"type": "button", "subtype": "submit", "label": "Go!", "name": "go"},
        ("Go! shows", "shows what is sent, and asks"),
    ),
    ({"type": "button", "subtype": "reset", "label": "Anew", "name": "anew"}, ("Anew:", "this can be undone")),
    ({"type": "button", "subtype": "button", "label": "Fun", "name": "fun"}, ("Fun:", "does nothing here")),
    (
        {"type": "hidden", "name": "round", "value": "spring"},
        ("The form also sends, without asking: round = “spring”",),
    ),
)
