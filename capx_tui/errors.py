"""Everything that can go wrong, as types.

    CapxError
    ├── AnswerError               the service answered, and the answer says no
    │   ├── FieldErrors           400 with texts beside fields
    │   ├── NotSignedIn           401 (no token, or a token that is not valid any more)
    │   ├── Forbidden             403, also when the body is a bare string
    │   ├── Missing               404, as JSON or as HTML
    │   ├── Conflict              409, with the cause told apart
    │   ├── TooLarge              413
    │   ├── Throttled             429
    │   │   └── ServiceDown       500, 502, 503, 504
    │   └── Refused               any other 4xx
    ├── NotData                   the service answered, and the answer is no data
    │   ├── HtmlAnswer            a web page where data was expected (a bot check, a proxy)
    │   ├── CutOff                the body ended early
    │   ├── WrongJson             the body is not JSON
    │   ├── WrongShape            JSON of another shape than the outline says
    │   ├── NobodyLeft            an empty list where many were before: not believed
    │   ├── AnswerTooLarge        more bytes than we are willing to hold
    │   └── RedirectedAway        a redirect that we do not follow
    ├── NetworkError              nobody answered
    │   ├── TimedOut
    │   ├── NoRoute
    │   ├── BrokenOff             the connection broke before the answer was whole
    │   └── TlsFailure
    ├── ActionApiError            MediaWiki says no inside a 200
    │   └── MaxLag
    ├── SignInError               the sign-in did not come to its end
    │   ├── NoCredentials         one's own Wikimedia credentials are wanted, and there are none
    │   └── CredentialsRefused    the wiki does not take them
    │       └── ClockOff          not by the clock of this machine
    ├── RuleError                 refused by our own rules, before anything was sent
    └── StorageError              the local database or a file could not be used

Each carries `sentence` (what happened) and `remedy` (what to do), both keys of the message
catalogue, and `params` for their placeholders: `$1` is `params[0]` and so on.
"""

from __future__ import annotations

import enum
from typing import ClassVar

__all__ = [
    "ActionApiError",
    "AnswerError",
    "AnswerTooLarge",
    "BrokenOff",
    "CapxError",
    "ClockOff",
    "Conflict",
    "ConflictCause",
    "CredentialsRefused",
    "CutOff",
    "FieldErrors",
    "Forbidden",
    "HtmlAnswer",
    "MaxLag",
    "Missing",
    "NetworkError",
    "NoCredentials",
    "NoRoute",
    "NobodyLeft",
    "NotData",
    "NotSignedIn",
    "RedirectedAway",
    "Refused",
    "RuleError",
    "ServiceDown",
    "SignInError",
    "StorageError",
    "Throttled",
    "TimedOut",
    "TlsFailure",
    "TooLarge",
    "WrongJson",
    "WrongShape",
    "leaves_open",
]


class CapxError(Exception):
    """The root. `host` names the machine that was asked, where one was."""

    sentence: ClassVar[str] = "error-unknown"
    remedy: ClassVar[str] = "remedy-retry"

    def __init__(self, *params: str, host: str = "") -> None:
        super().__init__(*params)
        self.params = params
        self.host = host


class AnswerError(CapxError):
    """An answer with a status of 4xx or 5xx. `detail` is the service's own words, untrusted."""

    sentence = "error-answer"

    def __init__(self, status: int, detail: str = "", *, host: str = "") -> None:
        super().__init__(str(status), detail, host=host)
        self.status = status
        self.detail = detail


class FieldErrors(AnswerError):
    """400. `fields` maps the server's field name (dotted for nested ones) to its texts."""

    sentence = "error-fields"
    remedy = "remedy-fields"

    def __init__(self, fields: dict[str, tuple[str, ...]], detail: str = "", *, host: str = "") -> None:
        super().__init__(400, detail, host=host)
        self.fields = fields
        if not detail and fields:
            # Where no form stands beside the sentence, the sentence itself says which value it was.
            texts = "; ".join(f"{name}: {' '.join(found)}" for name, found in list(fields.items())[:10])
            self.params = (str(self.status), texts)


class NotSignedIn(AnswerError):
    """401. `token_was_sent` tells an expired or wrong token from none at all."""

    sentence = "error-not-signed-in"
    remedy = "remedy-sign-in"

    def __init__(self, detail: str = "", *, token_was_sent: bool = False, host: str = "") -> None:
        super().__init__(401, detail, host=host)
        self.token_was_sent = token_was_sent


class Forbidden(AnswerError):
    """403."""

    sentence = "error-forbidden"
    remedy = "remedy-forbidden"


class Missing(AnswerError):
    """404."""

    sentence = "error-missing"
    remedy = "remedy-missing"


class ConflictCause(enum.Enum):
    """Why a profile was refused with 409 (the service gives only a sentence)."""

    AVAILABLE_NOT_KNOWN = "available-not-known"
    TOO_MANY_LANGUAGES = "too-many-languages"
    TOO_MANY_TERRITORIES = "too-many-territories"
    TOO_MANY_AFFILIATIONS = "too-many-affiliations"
    LETS_CONNECT_TAKEN_BACK = "lets-connect-taken-back"
    OTHER = "other"


class Conflict(AnswerError):
    """409."""

    sentence = "error-conflict"
    remedy = "remedy-fields"

    def __init__(self, cause: ConflictCause, detail: str = "", *, host: str = "") -> None:
        super().__init__(409, detail, host=host)
        self.cause = cause


class TooLarge(AnswerError):
    """413: what was sent is more than the service takes."""

    sentence = "error-too-large"
    remedy = "remedy-shorten"


class Throttled(AnswerError):
    """429. `retry_after_s` is the pause the service asks for, None where it names none."""

    sentence = "error-throttled"
    remedy = "remedy-wait"

    def __init__(self, status: int, detail: str = "", *, retry_after_s: float | None = None, host: str = "") -> None:
        super().__init__(status, detail, host=host)
        self.retry_after_s = retry_after_s


class ServiceDown(Throttled):
    """500, 502, 503 or 504."""

    sentence = "error-service-down"
    remedy = "remedy-wait"


class Refused(AnswerError):
    """Any other 4xx."""

    sentence = "error-refused"


class NotData(CapxError):
    """An answer with a good status that holds no data."""

    sentence = "error-not-data"
    remedy = "remedy-wait"


class HtmlAnswer(NotData):
    """A web page with status 200 where data was expected."""

    sentence = "error-html"


class CutOff(NotData):
    """The body ended before its end."""

    sentence = "error-cut-off"
    remedy = "remedy-retry"


class WrongJson(NotData):
    """The body is no JSON."""

    sentence = "error-wrong-json"


class WrongShape(NotData):
    """JSON, but not what the outline promises. `params[0]` says where."""

    sentence = "error-wrong-shape"
    remedy = "remedy-update"


class NobodyLeft(NotData):
    """The service says that it has no people where it had many. Nothing is deleted for it."""

    sentence = "error-nobody-left"


class AnswerTooLarge(NotData):
    """More bytes than `transport.MAX_BYTES`."""

    sentence = "error-answer-too-large"


class RedirectedAway(NotData):
    """A redirect, which is never followed: a token must not travel."""

    sentence = "error-redirected"
    remedy = "remedy-address"


class NetworkError(CapxError):
    """Nobody answered. A write may have had its effect all the same: read back before repeating."""

    sentence = "error-network"
    remedy = "remedy-network"


class TimedOut(NetworkError):
    """No answer in time."""

    sentence = "error-timed-out"
    remedy = "remedy-retry"


class NoRoute(NetworkError):
    """The name is not known, or nobody listens there."""

    sentence = "error-no-route"


class BrokenOff(NetworkError):
    """The connection broke before the answer was whole."""

    sentence = "error-broken-off"
    remedy = "remedy-retry"


class TlsFailure(NetworkError):
    """The certificate is not valid for that host."""

    sentence = "error-tls"
    remedy = "remedy-tls"


def leaves_open(error: CapxError) -> bool:
    """Whether a write that ended so may have had its effect: the service is asked before anything is sent again."""
    return isinstance(error, (NetworkError, NotData, ServiceDown)) and not isinstance(error, (NoRoute, TlsFailure))


class ActionApiError(CapxError):
    """MediaWiki's ``error`` object. `code` is machine-readable, `info` its words, untrusted."""

    sentence = "error-action-api"
    remedy = "remedy-retry"

    def __init__(self, code: str, info: str = "", *, host: str = "") -> None:
        super().__init__(code, info, host=host)
        self.code = code
        self.info = info


class MaxLag(ActionApiError):
    """The wiki's replicas lag behind: wait `retry_after_s` seconds."""

    sentence = "error-maxlag"
    remedy = "remedy-wait"

    def __init__(self, info: str = "", *, retry_after_s: float = 5.0, host: str = "") -> None:
        super().__init__("maxlag", info, host=host)
        self.retry_after_s = retry_after_s


class SignInError(CapxError):
    """The sign-in did not come to its end. The subclasses' keys say why."""

    sentence = "error-sign-in"
    remedy = "remedy-sign-in"


class NoCredentials(SignInError):
    """One's own Wikimedia credentials are wanted, and there are none."""

    sentence = "error-no-credentials"
    remedy = "remedy-own-credentials"


class CredentialsRefused(SignInError):
    """The wiki does not take one's own credentials. `params[0]` is its own words, untrusted but clean."""

    sentence = "error-credentials-refused"
    remedy = "remedy-own-credentials"


class ClockOff(CredentialsRefused):
    """What is signed here is too old or too new by the clock of the wiki. `params` as of its parent."""

    sentence = "error-clock-off"
    remedy = "remedy-clock"


class RuleError(CapxError):
    """Refused by our own rules before anything was sent.

    `key` is the sentence's key; `field` the field it stands beside, "" where there is none.
    """

    remedy = "remedy-fields"

    def __init__(self, key: str, *params: str, field: str = "") -> None:
        super().__init__(*params)
        self.key = key
        self.field = field


class StorageError(CapxError):
    """The local database or a file could not be read or written. `params[0]` names the file."""

    sentence = "error-storage"
    remedy = "remedy-storage"
