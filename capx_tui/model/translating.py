"""Names and descriptions of capacities in one more language: what is there, what is missing, what is on its way.

A capacity is translated once it has both texts. The guide's page ("How to use the Translate! page") shows the English
beside it, sorts by letter and by what is missing, and counts.
"""

from __future__ import annotations

import enum
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from capx_tui.model.facets import Facets
from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import Problem, TextField, Value
from capx_tui.text import clean, fold

__all__ = [
    "NOTHING",
    "TERMS",
    "TERM_LIMIT",
    "Counts",
    "Item",
    "Order",
    "Stage",
    "Texts",
    "counted",
    "form_of",
    "in_order",
    "item_facets",
    "next_missing",
    "same_text",
    "texts_of",
]

#: Metabase's limit for a label and for a description, in characters.
TERM_LIMIT = 250
#: The two texts of a capacity, as the service calls them.
TERMS = ("label", "description")


@dataclass(frozen=True, slots=True)
class Texts:
    """A label and a description, "" for none."""

    label: str = ""
    description: str = ""

    def __getitem__(self, term: str) -> str:
        return self.label if term == "label" else self.description

    def having(self, term: str, text: str) -> Texts:
        """The same with another text."""
        return replace(self, **{term: text})

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the two are not there."""
        return tuple(term for term in TERMS if not self[term].strip())

    @property
    def trimmed(self) -> Texts:
        """As Metabase keeps them: no blanks around, and a letter with its mark as one character where there is one."""
        return Texts(*(unicodedata.normalize("NFC", self[term]).strip() for term in TERMS))


NOTHING = Texts()


def same_text(one: str, other: str) -> bool:
    """Whether both are one text: what comes from Metabase is cleaned on arrival, what is typed is sent as it is."""
    return one == other or clean(unicodedata.normalize("NFC", one)) == clean(unicodedata.normalize("NFC", other))


class Stage(enum.Enum):
    """What becomes of what a person wrote."""

    #: Nothing was written.
    KEPT = "kept"
    EDITED = "edited"
    #: Others are saved before it.
    WAITING = "waiting"
    SAVING = "saving"
    SAVED = "saved"
    REFUSED = "refused"
    #: Somebody else changed the same text meanwhile.
    MOVED = "moved"
    #: No answer came, and nobody could be asked what became of it.
    UNKNOWN = "unknown"

    @property
    def is_trouble(self) -> bool:
        """Whether the person has to look at it before it can be saved."""
        return self in (Stage.REFUSED, Stage.MOVED, Stage.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Item:
    """One capacity in one language.

    `held` is what Metabase has as far as is known, `mine` what stands in the form, `seen` what Metabase had when the
    person began to write: a text of `held` that is neither `seen` nor `mine` is somebody else's.
    `was_done`: both texts were there when the list was put in order, which no save changes.
    """

    qid: str
    metabase_id: str = ""
    capacity: int | None = None
    english: Texts = NOTHING
    held: Texts = NOTHING
    seen: Texts = NOTHING
    mine: Texts = NOTHING
    stage: Stage = Stage.KEPT
    #: Why it was refused or is not sent yet; `Problem.key` or the service's own words.
    reasons: tuple[tuple[str, Problem], ...] = ()
    was_done: bool = False

    @property
    def changed(self) -> tuple[str, ...]:
        """The texts that would be sent: those that are other than what the person saw."""
        return tuple(term for term in TERMS if not same_text(self.mine[term], self.seen[term]))

    @property
    def moved(self) -> tuple[str, ...]:
        """The texts that both sides changed, to something else."""
        held, seen, mine = self.held, self.seen, self.mine
        return tuple(
            term
            for term in self.changed
            if not same_text(held[term], seen[term]) and not same_text(held[term], mine[term])
        )

    @property
    def is_done(self) -> bool:
        """Whether Metabase has both texts."""
        return not self.held.missing

    @property
    def is_open(self) -> bool:
        """Whether something is written that Metabase does not have yet."""
        return self.stage not in (Stage.KEPT, Stage.SAVED)

    @property
    def is_under_way(self) -> bool:
        """Whether it is being saved, or will be without a further key."""
        return self.stage in (Stage.WAITING, Stage.SAVING)

    def holding(self, held: Texts) -> Item:
        """Metabase has `held`: what the person did not touch follows, what both have alike is no change any more."""
        seen, mine = self.seen, self.mine
        touched = self.changed
        for term in TERMS:
            if term not in touched or same_text(held[term], mine[term]):
                seen, mine = seen.having(term, held[term]), mine.having(term, held[term])
        after = replace(self, held=held, seen=seen, mine=mine)
        if not after.changed and not after.is_under_way:
            return replace(after, stage=Stage.SAVED if touched else after._settled, reasons=())
        return replace(after, stage=Stage.MOVED, reasons=()) if after.moved and not after.is_under_way else after

    @property
    def _settled(self) -> Stage:
        return self.stage if self.stage in (Stage.KEPT, Stage.SAVED) else Stage.KEPT

    def landed(self, sent: Mapping[str, str]) -> Item:
        """Metabase took these texts, by term; what was written since is a change on top of them."""
        held, seen = self.held, self.seen
        for term, text in sent.items():
            held, seen = held.having(term, text), seen.having(term, text)
        mine = Texts(*(held[term] if same_text(self.mine[term], held[term]) else self.mine[term] for term in TERMS))
        return replace(self, held=held, seen=seen, mine=mine)

    def writing(self, mine: Texts) -> Item:
        """The person wrote `mine`."""
        after = replace(self, mine=mine)
        if after.mine == self.mine:
            return self
        if not after.changed:
            return replace(after, stage=Stage.KEPT, reasons=())
        # What was refused of a text that is as it was still holds.
        reasons = tuple((term, why) for term, why in self.reasons if term and self.mine[term] == mine[term])
        return replace(after, stage=Stage.MOVED if after.moved else Stage.EDITED, reasons=reasons)

    def over_theirs(self) -> Item:
        """The person has read what somebody else wrote, and saves their own in its place."""
        return replace(self, seen=self.held)


class Order(enum.Enum):
    """The orders of the list: what comes first, and from which end of the alphabet."""

    MISSING = "missing"
    MISSING_DOWN = "missing-down"
    DONE = "done"
    DONE_DOWN = "done-down"

    @property
    def next(self) -> Order:
        """The one after it."""
        orders = tuple(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


def in_order(items: Iterable[Item], order: Order) -> list[Item]:
    """Untranslated or translated ones first, each by their English name from A to Z or from Z to A."""
    is_down = order in (Order.MISSING_DOWN, Order.DONE_DOWN)
    named = sorted(items, key=lambda item: (fold(item.english.label or item.qid), item.qid), reverse=is_down)
    done_first = order in (Order.DONE, Order.DONE_DOWN)
    return sorted(named, key=lambda item: item.was_done is not done_first)


@dataclass(frozen=True, slots=True)
class Counts:
    """How far a language is: `done` of `total` have both texts; `open` are written, `saving` of them on their way.

    `is_paused`: something keeps those from going on.
    """

    done: int = 0
    total: int = 0
    open: int = 0
    saving: int = 0
    is_paused: bool = False

    @property
    def left(self) -> int:
        """How many lack a text."""
        return self.total - self.done


def counted(items: Iterable[Item], *, is_paused: bool = False) -> Counts:
    """See `Counts`."""
    found = list(items)
    return Counts(
        done=sum(item.is_done for item in found),
        total=len(found),
        open=sum(item.is_open for item in found),
        saving=sum(item.is_under_way for item in found),
        is_paused=is_paused,
    )


def next_missing(items: Sequence[Item], after: str) -> Item | None:
    """The next one that lacks a text and in which nothing is written, from the one with that qid on, round the end."""
    at = next((place for place, item in enumerate(items) if item.qid == after), -1)
    around = (*items[at + 1 :], *items[: max(at, 0)])
    return next((item for item in around if not item.is_done and not item.is_open and item.qid != after), None)


def item_facets() -> Facets[Item]:
    """What the list can be asked for: how far a capacity is; a text is looked for in either language and in the ids."""
    return Facets({"translation": lambda item, _asked: state_values(item)}, _texts)


def state_values(item: Item) -> tuple[str, ...]:
    """The words of the facet that hold for an item."""
    values = ["done"] if item.is_done else ["untranslated"]
    if item.is_open:
        values.append("unsaved")
    if item.stage.is_trouble:
        values.append("trouble")
    return tuple(values)


def _texts(item: Item) -> tuple[str, ...]:
    texts = (each[term] for each in (item.english, item.held, item.mine) for term in TERMS)
    return (*filter(None, texts), item.qid, item.metabase_id, str(item.capacity or ""))


# -- as a form -------------------------------------------------------------------------------------------


def _alike(values: Mapping[str, Value]) -> list[tuple[str, Problem]]:
    """Metabase takes no description that only repeats the label."""
    label, description = (str(values.get(term) or "").strip() for term in TERMS)
    return [("description", Problem("translate-problem-alike"))] if label and label == description else []


def form_of() -> FormSpec:
    """The two texts as a form has them, with their limits and the one rule over both."""
    fields = (
        TextField(term, label_key=f"translate-{term}", help_key=f"translate-{term}-help", limit=TERM_LIMIT)
        for term in TERMS
    )
    return FormSpec("translate", tuple(fields), rules=(_alike,))


def texts_of(values: Mapping[str, Value]) -> Texts:
    """The two texts of a form's values."""
    return Texts(*(str(values.get(term) or "") for term in TERMS))
