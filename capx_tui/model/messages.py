"""Messages: what is written, whom it can reach and how, and what became of it.

The guide's "How to send messages"; behaviour file, section 13. Nothing here knows by which way a message is sent.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

import msgspec

from capx_tui.errors import CapxError

__all__ = [
    "LONGEST_RECEIVER",
    "LONGEST_SUBJECT",
    "LONGEST_TEXT",
    "Message",
    "Method",
    "Outcome",
    "Presence",
    "Reach",
    "ReceiverState",
    "SentMessage",
    "Way",
    "outcome_of",
    "why_not",
]

#: Characters that the service takes.
LONGEST_RECEIVER = 100
LONGEST_SUBJECT = 200
LONGEST_TEXT = 2000


class Method(enum.Enum):
    """How a message goes, as the service calls it."""

    EMAIL = "email"
    TALK_PAGE = "talkpage"


class Way(enum.Enum):
    """Who puts it into Meta-Wiki: the CapX service, or this program itself with one's own credentials."""

    CAPX = "capx"
    META = "meta"


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out. It is nobody else's business: never in a log, never kept once it is sent."""

    receiver: str
    method: Method
    subject: str = field(repr=False)
    text: str = field(repr=False)


class Presence(enum.Enum):
    """Whether there is such an account at Meta-Wiki."""

    UNASKED = "unasked"
    THERE = "there"
    MISSING = "missing"
    #: Nobody can be called that.
    INVALID = "invalid"
    #: Meta-Wiki could not be asked.
    UNKNOWN = "unknown"


class ReceiverState(enum.Enum):
    """What a person is told beside the receiver's name."""

    UNASKED = "unasked"
    AVAILABLE = "available"
    NO_MAIL = "no-mail"
    NOT_FOUND = "not-found"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reach:
    """How somebody can be written to, as Meta-Wiki says now.

    `name` is as the wiki writes it, where it could not be asked as we would. `sender_takes_mail` is about whoever
    is signed in: without an address of one's own at Meta no e-mail leaves. `error` is why the wiki could not be asked.
    """

    name: str
    presence: Presence
    takes_mail: bool = False
    sender_takes_mail: bool = False
    error: CapxError | None = None

    @property
    def state(self) -> ReceiverState:
        """*Available*, *E-mail unavailable*, *User not found*; or nobody knows."""
        if self.presence is Presence.THERE:
            return ReceiverState.AVAILABLE if self.takes_mail and self.sender_takes_mail else ReceiverState.NO_MAIL
        if self.presence in (Presence.MISSING, Presence.INVALID):
            return ReceiverState.NOT_FOUND
        return ReceiverState.UNKNOWN if self.presence is Presence.UNKNOWN else ReceiverState.UNASKED


def why_not(method: Method, reach: Reach) -> str:
    """The key of the sentence that says why a message cannot go by `method`; "" where it can, or nobody knows.

    Its ``$1`` is the receiver's name.
    """
    if reach.presence is Presence.INVALID:
        return "message-why-invalid"
    if reach.presence is Presence.MISSING:
        return "message-why-not-found"
    if method is not Method.EMAIL or reach.presence is not Presence.THERE:
        return ""
    if not reach.takes_mail:
        return "message-why-receiver-no-mail" if reach.sender_takes_mail else "message-why-neither-mail"
    return "" if reach.sender_takes_mail else "message-why-sender-no-mail"


class Outcome(enum.Enum):
    """What became of a message. The first three went out, the next ones did not, of the last ones nobody knows."""

    SENT_BY_MAIL = "sent-by-mail"
    SENT_TO_TALK_PAGE = "sent-to-talk-page"
    #: An e-mail was wanted, and it stands on the public talk page now.
    FELL_BACK = "fell-back"
    REFUSED = "refused"
    #: Whoever sends for the person is not allowed to: the permission at Meta-Wiki is missing or was taken back.
    NOT_ALLOWED = "not-allowed"
    RECEIVER_MISSING = "receiver-missing"
    RECEIVER_WITHOUT_MAIL = "receiver-without-mail"
    SENDER_MISSING = "sender-missing"
    SENDER_WITHOUT_MAIL = "sender-without-mail"
    #: Nobody can send mail through that wiki.
    MAIL_DISABLED = "mail-disabled"
    BLOCKED = "blocked"
    #: Too many messages or edits within a short time.
    TOO_MANY = "too-many"
    READ_ONLY = "read-only"
    #: The wiki wants to see that a person is there, which it asks in a browser.
    CAPTCHA = "captcha"
    #: A filter of the wiki's took the text for spam or the like.
    FILTERED = "filtered"
    PROTECTED = "protected"
    #: One's own credentials do not allow it, or count no more.
    NOT_GRANTED = "not-granted"
    #: It was taken over and nobody has said yet what became of it.
    UNDER_WAY = "under-way"
    #: Such a message is there, and whose it is cannot be told: staff are given everybody's.
    AMBIGUOUS = "ambiguous"
    #: Something broke while Meta-Wiki was being told: it may have gone out all the same.
    DOUBTFUL = "doubtful"
    #: No answer came, and an e-mail is in no list that could be read.
    UNTRACEABLE = "untraceable"

    @property
    def is_sent(self) -> bool:
        """Whether it went out for certain."""
        return self in (Outcome.SENT_BY_MAIL, Outcome.SENT_TO_TALK_PAGE, Outcome.FELL_BACK)

    @property
    def is_open(self) -> bool:
        """Whether it may have gone out, and may not."""
        return self in (Outcome.UNDER_WAY, Outcome.AMBIGUOUS, Outcome.DOUBTFUL, Outcome.UNTRACEABLE)

    @property
    def is_public(self) -> bool:
        """Whether everybody can read it now."""
        return self in (Outcome.SENT_TO_TALK_PAGE, Outcome.FELL_BACK)


class SentMessage(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a message that was sent, or was not: its content is not part of it.

    `id` is the service's, 0 for what went another way. `method` and `status` as the service writes them, `note` its
    own words, cleaned. `date` is ISO 8601 in UTC, "" if not given.
    """

    receiver: str
    method: str
    outcome: Outcome
    id: int = 0
    status: str = ""
    note: str = ""
    date: str = ""


#: Parts of the service's notes, and what each means. The first that is found counts.
_REFUSALS = (
    ("receiver account", Outcome.RECEIVER_MISSING),
    ("receiver has no account", Outcome.RECEIVER_MISSING),
    ("sender account", Outcome.SENDER_MISSING),
    ("extra_data", Outcome.NOT_ALLOWED),
    ("access_token", Outcome.NOT_ALLOWED),
    # It never spoke to Meta-Wiki: nobody was there, or the name was not known.
    ("newconnectionerror", Outcome.REFUSED),
    ("nameresolutionerror", Outcome.REFUSED),
    ("connecttimeout", Outcome.REFUSED),
    ("connection refused", Outcome.REFUSED),
    ("an exception occurred", Outcome.DOUBTFUL),
)


def outcome_of(method: str, status: str, note: str) -> Outcome:
    """What the service's own row says (`MessageShape`). It answers 201 whatever happened."""
    said = note.casefold()
    if status == "sent":
        if method != Method.EMAIL.value:
            return Outcome.SENT_TO_TALK_PAGE
        return Outcome.FELL_BACK if "talk page" in said else Outcome.SENT_BY_MAIL
    if status == "failed":
        return next((outcome for part, outcome in _REFUSALS if part in said), Outcome.REFUSED)
    return Outcome.UNDER_WAY
