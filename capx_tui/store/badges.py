"""One's own badges: all of them, read whole; shown or hidden one request each, each with its own outcome.

``GET /badges/``, ``GET /user_badge/``, ``PUT /user_badge/{id}/`` (behaviour file, section 5).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from capx_tui.api.capx import badges, convert
from capx_tui.api.capx.shapes_lists import UserBadgeShape
from capx_tui.api.client import Client
from capx_tui.errors import CapxError, FieldErrors, Missing, NotSignedIn
from capx_tui.i18n.catalogue import t
from capx_tui.model.badges import BadgeOutcome, Ending, OwnBadge, in_order, outcome_words
from capx_tui.model.directory import Badge
from capx_tui.store.base import Store
from capx_tui.store.session import SessionStore
from capx_tui.store.sync import Sync
from capx_tui.store.write_once import AnswerLost, write_once

__all__ = ["BadgeIgnored", "BadgesNotSaved", "BadgesState", "BadgesStore"]

_AT_ONCE = 200


class BadgeIgnored(CapxError):
    """The service said yes and holds what it held before."""

    sentence = "badges-ignored"


class BadgesNotSaved(CapxError):
    """Not every change had its effect. `outcomes` has each one's."""

    sentence = "badges-not-saved"
    remedy = "badges-not-saved-remedy"

    def __init__(self, outcomes: tuple[BadgeOutcome, ...]) -> None:
        super().__init__(outcome_words(outcomes))
        self.outcomes = outcomes


@dataclass(frozen=True)
class BadgesState:
    """`badges` in the order of `in_order`, as the service had them at `read_at` (UTC); None: never read."""

    badges: tuple[OwnBadge, ...] = ()
    read_at: datetime | None = None


class BadgesStore(Store[BadgesState]):
    """Signed in, or every action raises `NotSignedIn`."""

    def __init__(
        self,
        client: Client,
        session: SessionStore,
        sync: Sync,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(BadgesState())
        self._client = client
        self._session = session
        self._sync = sync
        self._now = now

    async def load(self) -> tuple[OwnBadge, ...]:
        """Every badge there is with my way to it, all pages. Raises the errors of the requests."""
        ticket = self._begin("badges")
        # Mine first: without a sign-in nothing else is of use.
        mine = {shape.badge: shape for shape in await self._client.rows(badges.user_badges, size=_AT_ONCE)}
        known = {shape.id: convert.badge(shape) for shape in await self._client.rows(badges.badges, size=_AT_ONCE)}
        everything = [*known.values(), *(_nameless(badge) for badge in mine if badge not in known)]
        found = in_order(_own(badge, mine.get(badge.id)) for badge in everything)
        self._set(ticket, badges=found, read_at=self._now())
        return found

    async def save(self, wanted: Mapping[int, bool]) -> tuple[OwnBadge, ...]:
        """Show or hide: `wanted` is row id to shown; one request for each that the service has otherwise.

        The service is read first, so that what it has already is not sent. Raises the errors of that, and
        `BadgesNotSaved` where not everything had its effect. Gives back the badges as they are then.
        """
        known = {badge.row: badge for badge in self.state.badges}
        held = {badge.row: badge for badge in await self.load() if badge.row is not None}
        outcomes = []
        stopped = False
        for row, shown in wanted.items():
            badge = held.get(row) or known.get(row) or OwnBadge(0, t("name-badge-unknown", row), row=row)
            if row in held and badge.is_displayed is shown:
                outcome = BadgeOutcome(badge, shown, Ending.SAVED)
            elif stopped:
                outcome = BadgeOutcome(badge, shown, Ending.UNSENT)
            else:
                outcome = await self._save_one(badge, row, shown)
                # What is wrong with one badge need not be with the next; whatever else it is, is.
                stopped = isinstance(outcome.error, CapxError) and not isinstance(outcome.error, _ABOUT_ONE)
            outcomes.append(outcome)
        await self._show_to_others()
        if any(outcome.ending is not Ending.SAVED for outcome in outcomes):
            raise BadgesNotSaved(tuple(outcomes))
        return self.state.badges

    async def _save_one(self, badge: OwnBadge, row: int, shown: bool) -> BadgeOutcome:
        async def look() -> UserBadgeShape | None:
            held = await self._client.send(badges.user_badge(row))
            return held if held.is_displayed is shown else None

        try:
            held = await write_once(self._client, badges.user_badge_put(row, is_displayed=shown), look)
            self._hold(row, held)
            if held.is_displayed is not shown:
                raise BadgeIgnored
        except AnswerLost as error:
            return BadgeOutcome(badge, shown, Ending.UNKNOWN, error)
        except CapxError as error:
            if isinstance(error, NotSignedIn):
                self._session.refused(error)
            return BadgeOutcome(badge, shown, Ending.REFUSED, error)
        return BadgeOutcome(badge, shown, Ending.SAVED)

    def _hold(self, row: int, held: UserBadgeShape) -> None:
        """Take in what the service says of one row."""
        changed = (
            replace(each, is_displayed=held.is_displayed, progress=_percent(held.progress)) if each.row == row else each
            for each in self.state.badges
        )
        self._set(self._begin("badges"), badges=in_order(changed))

    async def _show_to_others(self) -> None:
        """What others see of my badges, in the mirror at once: they move no date that a refresh would look at."""
        with contextlib.suppress(CapxError):
            await self._sync.person((await self._session.owner()).id)


#: A refusal that is about one badge only.
_ABOUT_ONE = (Missing, FieldErrors, BadgeIgnored)


def _percent(progress: int) -> int:
    return min(max(progress, 0), 100)


def _own(badge: Badge, mine: UserBadgeShape | None) -> OwnBadge:
    counted = {} if mine is None else {"row": mine.id, "progress": _percent(mine.progress)}
    return OwnBadge(
        badge.id,
        badge.name,
        badge.description,
        badge.picture,
        badge.type,
        is_displayed=mine is not None and mine.is_displayed,
        **counted,
    )


def _nameless(badge_id: int) -> Badge:
    """A badge that is counted for me and that the service does not list."""
    return Badge(id=badge_id, name=t("name-badge-unknown", badge_id))
