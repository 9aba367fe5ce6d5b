"""Every way in which a sign-in ends early, each with its own sentence and what to do.

    SignInError
    ├── PasteError              what was pasted leads nowhere
    │   ├── PasteEmpty          nothing but blanks
    │   ├── PasteTooLong        more than anybody copies on purpose
    │   ├── PasteUnknown        neither a token, nor a session, nor a return address
    │   ├── PasteCutOff         a part of one of them is missing
    │   ├── PasteSignedOut      the session of a browser that is not signed in
    │   ├── PasteSessionOver    a session that has ended
    │   ├── PastePageAddress    the address of a page instead of what it shows
    │   ├── PasteAuthorizeAddress  the address to allow at, not the one that comes back
    │   ├── ReturnWithoutVerifier  a return address without Meta's consent
    │   ├── CredentialsUnknown  no credentials of one's own for Wikimedia
    │   └── CredentialsIncomplete  a part of them
    ├── ForeignReturn           a return address of another sign-in
    ├── NothingBegun            a return address, and no sign-in waits for one
    ├── TokenRefused            the service does not take the token
    ├── ExchangeRefused         the service does not take Meta's consent
    ├── ExchangeUnanswered      no answer came to the last step
    ├── Superseded              another sign-in or a sign-out came in between
    ├── ConsentMissing          the embedded service's page gave no consent
    ├── EnvironmentTokenBroken  CAPX_TUI_TOKEN holds something else
    └── EnvironmentCredentialsMissing  the file that CAPX_TUI_WIKIMEDIA_OAUTH names is not there
    StorageError
    ├── TokenFileOpen           others can read the file
    │   └── CredentialsFileOpen  the same of a file with Wikimedia credentials
    ├── TokenFileForeign        the file belongs to someone else
    ├── TokenFileBroken         the file cannot be understood
    └── KeyringFailure          the keyring did not answer, or not in time

None of them holds what was pasted.
"""

from __future__ import annotations

from capx_tui.errors import SignInError, StorageError

__all__ = [
    "ConsentMissing",
    "CredentialsFileOpen",
    "CredentialsIncomplete",
    "CredentialsUnknown",
    "EnvironmentCredentialsMissing",
    "EnvironmentTokenBroken",
    "ExchangeRefused",
    "ExchangeUnanswered",
    "ForeignReturn",
    "KeyringFailure",
    "NothingBegun",
    "PasteAuthorizeAddress",
    "PasteCutOff",
    "PasteEmpty",
    "PasteError",
    "PastePageAddress",
    "PasteSessionOver",
    "PasteSignedOut",
    "PasteTooLong",
    "PasteUnknown",
    "ReturnWithoutVerifier",
    "Superseded",
    "TokenFileBroken",
    "TokenFileForeign",
    "TokenFileOpen",
    "TokenRefused",
]


class PasteError(SignInError):
    """What was pasted leads nowhere."""

    sentence = "error-paste-unknown"
    remedy = "remedy-paste"


class PasteEmpty(PasteError):
    """Nothing but blanks."""

    sentence = "error-paste-empty"


class PasteTooLong(PasteError):
    """More than anybody copies on purpose."""

    sentence = "error-paste-too-long"


class PasteUnknown(PasteError):
    """Neither a token, nor a session, nor a return address."""


class PasteCutOff(PasteError):
    """A part is missing."""

    sentence = "error-paste-cut-off"
    remedy = "remedy-paste-whole"


class PasteSignedOut(PasteError):
    """The session of a browser that is not signed in at CapX."""

    sentence = "error-paste-signed-out"
    remedy = "remedy-paste-browser"


class PasteSessionOver(PasteError):
    """A session that has ended. `params[0]` is the day, ``YYYY-MM-DD``."""

    sentence = "error-paste-session-over"
    remedy = "remedy-paste-browser"


class PastePageAddress(PasteError):
    """The address of a page, not what the page shows."""

    sentence = "error-paste-page-address"
    remedy = "remedy-paste-page-address"


class PasteAuthorizeAddress(PasteError):
    """Meta's page to allow at; what is wanted is the address one comes back to."""

    sentence = "error-paste-authorize-address"
    remedy = "remedy-return-address"


class ReturnWithoutVerifier(PasteError):
    """A return address without `oauth_verifier` or without `oauth_token`."""

    sentence = "error-return-without-verifier"
    remedy = "remedy-return-address"


class CredentialsUnknown(PasteError):
    """No credentials of one's own for Wikimedia."""

    sentence = "error-credentials-unknown"
    remedy = "remedy-credentials"


class CredentialsIncomplete(PasteError):
    """Not all that an owner-only consumer has, or more than one of them."""

    sentence = "error-credentials-incomplete"
    remedy = "remedy-credentials"


class ForeignReturn(SignInError):
    """The return address of another sign-in: its oauth_token is not the one we were given."""

    sentence = "error-return-foreign"
    remedy = "remedy-return-foreign"


class NothingBegun(SignInError):
    """A return address, and no sign-in of this program is waiting for one."""

    sentence = "error-return-nothing-begun"
    remedy = "remedy-begin-again"


class TokenRefused(SignInError):
    """The service does not take the token. `params[0]` is its own words, untrusted but clean."""

    sentence = "error-token-refused"
    remedy = "remedy-token-refused"


class ExchangeRefused(SignInError):
    """The service does not give a token for Meta's consent: used already, or too old."""

    sentence = "error-exchange-refused"
    remedy = "remedy-begin-again"


class ExchangeUnanswered(SignInError):
    """No answer to the last step; whether the consent was used up is not known, so it is given anew."""

    sentence = "error-exchange-unanswered"
    remedy = "remedy-begin-again"


class Superseded(SignInError):
    """Another sign-in, or a sign-out, came in between; this one was dropped."""

    sentence = "error-sign-in-superseded"
    remedy = "remedy-begin-again"


class ConsentMissing(SignInError):
    """The embedded service's authorize page did not lead back to us."""

    sentence = "error-consent-missing"
    remedy = "remedy-begin-again"


class EnvironmentTokenBroken(SignInError):
    """CAPX_TUI_TOKEN holds something that is no token."""

    sentence = "error-environment-token"
    remedy = "remedy-environment-token"


class EnvironmentCredentialsMissing(SignInError):
    """CAPX_TUI_WIKIMEDIA_OAUTH names a file that is not there. `params[0]` is its path."""

    sentence = "error-environment-credentials"
    remedy = "remedy-environment-credentials"


class TokenFileOpen(StorageError):
    """Others can read the file, so it is not believed. `params`: the path, its mode."""

    sentence = "error-token-file-open"
    remedy = "remedy-token-file"


class CredentialsFileOpen(TokenFileOpen):
    """The same of a file with Wikimedia credentials, which live until they are disabled at the wiki."""

    sentence = "error-credentials-file-open"
    remedy = "remedy-credentials-file-open"


class TokenFileForeign(StorageError):
    """The file belongs to someone else. `params`: the path."""

    sentence = "error-token-file-foreign"
    remedy = "remedy-token-file"


class TokenFileBroken(StorageError):
    """The file cannot be understood. `params`: the path."""

    sentence = "error-token-file-broken"
    remedy = "remedy-token-file"


class KeyringFailure(StorageError):
    """The keyring did not do what it was asked. `params[0]` is the kind of failure, one word."""

    sentence = "error-keyring"
    remedy = "remedy-keyring"
