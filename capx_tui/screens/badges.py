"""Badges: earned and not, how far, what each asks for, and which stand on the profile.

In: `BadgesStore`, all pages. Out: one request for each badge that is to be shown or hidden, each with an
outcome that is said. Can fail: the service down (tried again with F6), one badge refused (the others are
saved, and it stays a change), an answer lost (the service is asked what it has).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from capx_tui.errors import CapxError
from capx_tui.i18n import t
from capx_tui.model.badges import OwnBadge, picture_words, shown_words, state_words
from capx_tui.model.commons_files import file_title
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_fields import FieldSpec, Heading, Paragraph, ReadOnlyField, SwitchField, Value
from capx_tui.screens.form import FormScreen
from capx_tui.store.badges import BadgesNotSaved
from capx_tui.text import clean

__all__ = ["BadgesScreen"]


class BadgesScreen(FormScreen[None]):
    """A switch for each badge that is earned; the others only tell."""

    SCOPES = ("form", "badges")
    TITLE_KEY = "screen-badges"

    @property
    def _badges(self) -> tuple[OwnBadge, ...]:
        return self.core.badges.state.badges

    async def load_values(self) -> Mapping[str, Value]:
        """Which are on the profile."""
        return _values(await self.core.badges.load())

    def form_spec(self) -> FormSpec:
        """Earned ones first, each with what it asks for below it."""
        return FormSpec("badges", tuple(self._fields()))

    def _fields(self) -> Iterator[FieldSpec]:
        earned = [badge for badge in self._badges if badge.is_earned]
        others = [badge for badge in self._badges if not badge.is_earned]
        if not self._badges:
            yield Paragraph("badges.none", label_key="badges-none")
            return
        yield Heading("badges.earned", label=t("badges-heading-earned", len(earned)))
        yield Paragraph("badges.how", label_key="badges-how" if earned else "badges-none-earned")
        yield from (_switch(badge) for badge in earned)
        if others:
            yield Heading("badges.others", label=t("badges-heading-others", len(others)))
            yield from (_told(badge) for badge in others)

    async def save_form(self, form: Form) -> str:
        """One request each, for those that changed."""
        wanted = {_row(field): bool(form[field]) for field in form.changed}
        try:
            await self.core.badges.save(wanted)
        except BadgesNotSaved:
            # What is saved is no change any more; what is not still is.
            self.rows.form = self.form.rebased(_values(self._badges))
            raise
        shown = sum(badge.is_shown for badge in self._badges)
        return t("badges-saved", shown) if shown else t("badges-saved-none")

    def _not_saved(self, error: CapxError) -> None:
        """Where a part is saved, its own words say which."""
        if isinstance(error, BadgesNotSaved):
            self.fail(error, self.do_form_save)
        else:
            super()._not_saved(error)

    def after_save(self) -> None:
        """A profile that is open further down shows them from now on."""
        account, person = self.account, self.core.person
        if account is not None and person.state.asked == account.id:
            person.show(account.id)

    def do_badges_picture(self) -> None:
        """The address of the picture of the badge with the marker."""
        badge = next((each for each in self._badges if _field(each) == self.rows.field), None)
        if badge is None or not badge.picture:
            self.say(t("badges-no-picture"))
        else:
            self.shell.open_link(badge.picture, file_title(badge.picture) or clean(badge.name))


def _field(badge: OwnBadge) -> str:
    return f"badge-{badge.id}" if badge.row is None else f"row-{badge.row}"


def _row(field_id: str) -> int:
    return int(field_id.removeprefix("row-"))


def _values(badges: Sequence[OwnBadge]) -> dict[str, Value]:
    return {_field(badge): badge.is_displayed if badge.is_earned else _told_words(badge) for badge in badges}


def _switch(badge: OwnBadge) -> SwitchField:
    return SwitchField(
        _field(badge),
        label=badge.name,
        note=badge.description,
        help=_help(badge),
        phrase=partial(t, "badges-row-earned", state_words(badge)),
    )


def _told(badge: OwnBadge) -> ReadOnlyField:
    return ReadOnlyField(_field(badge), label=badge.name, note=badge.description, help=_help(badge), is_obvious=True)


def _told_words(badge: OwnBadge) -> str:
    return t("badges-row-other", state_words(badge), shown_words(badge))


def _help(badge: OwnBadge) -> str:
    return "\n".join(filter(None, (badge.description, picture_words(badge))))
