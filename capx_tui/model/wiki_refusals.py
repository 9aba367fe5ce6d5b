"""What MediaWiki's Action API means by its codes when it turns a message down.

https://www.mediawiki.org/wiki/API:Errors_and_warnings, https://www.mediawiki.org/wiki/API:Emailuser,
https://www.mediawiki.org/wiki/API:Edit, and the extensions that have a say in edits (ConfirmEdit, AbuseFilter,
SpamBlacklist, TitleBlacklist). A code says that nothing was done, but for the few by which the wiki owns up to a
fault of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.model.messages import Outcome

__all__ = ["outcome_of_code"]

_CODES: Mapping[Outcome, tuple[str, ...]] = {
    Outcome.RECEIVER_MISSING: ("nosuchuser", "notarget", "invaliduser", "baduser"),
    Outcome.RECEIVER_WITHOUT_MAIL: ("noemail", "nowikiemail"),
    Outcome.SENDER_WITHOUT_MAIL: ("mailnologin", "cantsend", "confirmemail"),
    Outcome.MAIL_DISABLED: ("usermaildisabled",),
    Outcome.BLOCKED: ("blocked", "autoblocked", "blockedfrommail", "systemblocked"),
    Outcome.TOO_MANY: ("ratelimited", "actionthrottled"),
    Outcome.READ_ONLY: ("readonly", "maxlag"),
    Outcome.CAPTCHA: ("captcha",),
    Outcome.FILTERED: ("abusefilter", "spam", "titleblacklist", "tags-apply", "hookaborted", "contenttoobig"),
    Outcome.PROTECTED: (
        *("protected", "cascadeprotected", "customcssjsprotected", "noedit", "no-direct-editing"),
        *("cantcreate", "nocreate", "noautopatrol", "tpt-"),
    ),
    Outcome.NOT_GRANTED: ("permissiondenied", "badaccess", "missingpermission", "insufficientscope"),
    Outcome.DOUBTFUL: ("internal_api_error", "unknownerror"),
}
#: Blocks have many codes: global ones, those of one's address, partial ones.
_PARTS: tuple[tuple[str, Outcome], ...] = (("block", Outcome.BLOCKED),)


def outcome_of_code(code: str) -> Outcome:
    """What became of a message that was turned down with `code`: refused, where nothing more is known."""
    for outcome, beginnings in _CODES.items():
        if code.startswith(beginnings):
            return outcome
    return next((outcome for part, outcome in _PARTS if part in code), Outcome.REFUSED)
