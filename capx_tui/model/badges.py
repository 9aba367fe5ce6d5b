"""Badges and one's own way to them: earned or not, shown on the profile or not, and what came of changing that.

Behaviour file, section 5; guide, "Badges". The service shows a badge once it is earned and wanted on the profile.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from capx_tui.errors import CapxError, RuleError
from capx_tui.i18n.catalogue import t
from capx_tui.i18n.lists import commas
from capx_tui.i18n.order import alphabetical
from capx_tui.i18n.sentences import sentence
from capx_tui.model.commons_files import file_title
from capx_tui.text import fold

__all__ = [
    "BadgeOutcome",
    "Ending",
    "OwnBadge",
    "changes_for",
    "in_order",
    "outcome_words",
    "picture_words",
    "progress_words",
    "shown_words",
    "state_words",
]

_NEAREST = 5


@dataclass(frozen=True, slots=True)
class OwnBadge:
    """A badge and what the service says of it and me. `progress` is in percent, 0 to 100.

    `row` is the id by which the service keeps it for me, None where it never began to count.
    """

    id: int
    name: str
    description: str = ""
    picture: str = ""
    type: str = ""
    row: int | None = None
    progress: int = 0
    is_displayed: bool = False

    @property
    def is_earned(self) -> bool:
        """Whether it may stand on the profile."""
        return self.row is not None and self.progress >= 100

    @property
    def is_shown(self) -> bool:
        """Whether it stands on the profile now."""
        return self.is_earned and self.is_displayed


def in_order(badges: Iterable[OwnBadge]) -> tuple[OwnBadge, ...]:
    """Earned ones first, then by progress, then by name."""
    return tuple(
        sorted(badges, key=lambda each: (not each.is_earned, -each.progress, alphabetical(each.name), each.id))
    )


# -- in words --------------------------------------------------------------------------------------------


def progress_words(badge: OwnBadge) -> str:
    """``40 of 100 %``."""
    return t("badges-progress", badge.progress)


def state_words(badge: OwnBadge) -> str:
    """Earned or not, with the progress."""
    if badge.is_earned:
        return t("badges-earned", progress_words(badge))
    return t("badges-not-earned", progress_words(badge)) if badge.row is not None else t("badges-not-begun")


def shown_words(badge: OwnBadge) -> str:
    """Whether it is on the profile, or will be."""
    if badge.is_earned:
        return t("badges-shown") if badge.is_displayed else t("badges-hidden")
    return t("badges-shown-later") if badge.is_displayed else t("badges-not-shown")


def picture_words(badge: OwnBadge) -> str:
    """The picture's title and address, "" where there is none."""
    if not badge.picture:
        return ""
    return t("badges-picture", file_title(badge.picture) or badge.picture, badge.picture)


# -- changing --------------------------------------------------------------------------------------------


def changes_for(badges: Sequence[OwnBadge], names: Sequence[str], *, shown: bool) -> dict[int, bool]:
    """What showing or hiding `names` (names in any case, or ids) means, row id to shown; what is so already too.

    Raises `RuleError` for a name nobody has or several have, and for a badge that is not earned.
    """
    found = {}
    for name in names:
        badge = _named(badges, name)
        if not badge.is_earned or badge.row is None:
            raise RuleError("badges-rule-not-earned", badge.name, progress_words(badge))
        found[badge.row] = shown
    return found


def _named(badges: Sequence[OwnBadge], name: str) -> OwnBadge:
    asked = name.strip()
    same = [badge for badge in badges if fold(badge.name) == fold(asked)]
    same = same or [badge for badge in badges if str(badge.id) == asked]
    if len(same) == 1:
        return same[0]
    if same:
        raise RuleError("badges-rule-several", asked, commas(f"{badge.name} ({badge.id})" for badge in same))
    by_fold = {fold(badge.name): badge.name for badge in badges}
    near = [by_fold[each] for each in by_fold if fold(asked) in each]
    near = near or [by_fold[each] for each in get_close_matches(fold(asked), by_fold, n=_NEAREST, cutoff=0.5)]
    raise RuleError("badges-rule-unknown", asked, commas((near or list(by_fold.values()))[:_NEAREST]))


class Ending(enum.Enum):
    """How one change ended."""

    SAVED = "saved"
    #: The service said no, or said yes and holds something else.
    REFUSED = "refused"
    #: No answer came, and the service could not be asked what it has.
    UNKNOWN = "unknown"
    #: An earlier one failed for a reason that would have failed this one too.
    UNSENT = "unsent"


@dataclass(frozen=True, slots=True)
class BadgeOutcome:
    """What came of one change. `error` is why, None where it is saved or was not sent."""

    badge: OwnBadge
    shown: bool
    ending: Ending
    error: CapxError | None = None


def outcome_words(outcomes: Sequence[BadgeOutcome]) -> str:
    """Every change and how it ended, the saved ones first: "Saved: A, B. Not saved: C. …"."""

    def names(is_wanted: Callable[[BadgeOutcome], bool]) -> str:
        return commas(outcome.badge.name for outcome in outcomes if is_wanted(outcome))

    said = []
    if saved := names(lambda each: each.ending is Ending.SAVED):
        said.append(t("badges-outcome-saved", saved))
    for each in outcomes:
        if each.error is not None:
            key = "badges-outcome-unknown" if each.ending is Ending.UNKNOWN else "badges-outcome-refused"
            said.append(t(key, each.badge.name, sentence(each.error)))
    if unsent := names(lambda each: each.ending is Ending.UNSENT):
        said.append(t("badges-outcome-unsent", unsent))
    return " ".join(said)
