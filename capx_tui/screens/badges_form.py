"""The form of badges: a switch for each that is earned; the others only tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from capx_tui.i18n import t
from capx_tui.model.badges import OwnBadge, picture_words, shown_words, state_words
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import FieldSpec, Heading, Paragraph, ReadOnlyField, SwitchField, Value

__all__ = ["badge_field", "badges_saved_words", "badges_spec", "badges_values", "wanted_badges"]


def badges_spec(badges: Sequence[OwnBadge]) -> FormSpec:
    """Earned ones first, each with what it asks for below it."""
    return FormSpec("badges", tuple(_fields(badges)))


def wanted_badges(form: Form) -> dict[int, bool]:
    """By the service's row: whether a badge that was changed is to be shown."""
    return {_row(field): bool(form[field]) for field in form.changed}


def badges_saved_words(badges: Sequence[OwnBadge]) -> str:
    """How many stand on the profile now."""
    shown = sum(badge.is_shown for badge in badges)
    return t("badges-saved", shown) if shown else t("badges-saved-none")


def _fields(badges: Sequence[OwnBadge]) -> Iterator[FieldSpec]:
    earned = [badge for badge in badges if badge.is_earned]
    others = [badge for badge in badges if not badge.is_earned]
    if not badges:
        yield Paragraph("badges.none", label_key="badges-none")
        return
    yield Heading("badges.earned", label=t("badges-heading-earned", len(earned)))
    yield Paragraph("badges.how", label_key="badges-how" if earned else "badges-none-earned")
    yield from (_switch(badge) for badge in earned)
    if others:
        yield Heading("badges.others", label=t("badges-heading-others", len(others)))
        yield from (_told(badge) for badge in others)


def badge_field(badge: OwnBadge) -> str:
    """The id of a badge's field."""
    return f"badge-{badge.id}" if badge.row is None else f"row-{badge.row}"


def _row(field_id: str) -> int:
    return int(field_id.removeprefix("row-"))


def badges_values(badges: Sequence[OwnBadge]) -> dict[str, Value]:
    """What the form begins with."""
    return {badge_field(badge): badge.is_displayed if badge.is_earned else _told_words(badge) for badge in badges}


def _switch(badge: OwnBadge) -> SwitchField:
    return SwitchField(
        badge_field(badge),
        label=badge.name,
        note=badge.description,
        help=_help(badge),
        phrase=partial(t, "badges-row-earned", state_words(badge)),
    )


def _told(badge: OwnBadge) -> ReadOnlyField:
    return ReadOnlyField(
        badge_field(badge), label=badge.name, note=badge.description, help=_help(badge), is_obvious=True
    )


def _told_words(badge: OwnBadge) -> str:
    return t("badges-row-other", state_words(badge), shown_words(badge))


def _help(badge: OwnBadge) -> str:
    return "\n".join(filter(None, (badge.description, picture_words(badge))))
