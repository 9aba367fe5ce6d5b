"""Sign-in as the service does it: it asks Wikimedia for a request token, and trades the verifier for its own token.

The page where a person allows it is `allow_page`; the address it returns to is `return_page`, which stands for the
web client's own /oauth page.
"""

import re
import secrets
import sqlite3
from datetime import timedelta
from urllib.parse import urlencode

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.authentication import issue
from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.facts import fact
from capx_tui.demo.service.core.refusal import Page, Refusal, server_error, unknown_path

#: Requests are forgotten when a later one begins after this time.
REQUEST_LIFETIME = timedelta(minutes=5)

_ALLOWED_EXTRA = re.compile(
    r"(?:capx\.toolforge\.org|capx-test\.toolforge\.org|(?:localhost|127\.0\.0\.1)(?::\d{1,5})?)\Z"
)
_BAD_EXTRA = (
    "Invalid extra host. Allowed hosts are OAUTH_EXTRA_ALLOWED_HOSTS plus localhost/127.0.0.1 with optional port."
)

#: What Wikimedia tells about the groups of an account without rights of its own.
_GROUPS = ["*", "user", "autoconfirmed"]


def begin(call: Call) -> object:
    """POST /api/login/social/knox/mediawiki/: a request token and its secret; a callback sent along is ignored."""
    _mediawiki(call)
    extra = call.body.plain().get("extra") or None
    if extra is not None and not (isinstance(extra, str) and _ALLOWED_EXTRA.match(extra)):
        raise Refusal(400, {"error": _BAD_EXTRA})
    call.connection.execute(
        "DELETE FROM oauth_request WHERE purpose = 'login' AND created < ?",
        (moments.stored(call.moment - REQUEST_LIFETIME),),
    )
    token, secret = secrets.token_hex(16), secrets.token_hex(16)
    call.connection.execute(
        "INSERT INTO oauth_request (oauth_token, oauth_token_secret, purpose, extra, created)"
        " VALUES (?, ?, 'login', ?, ?)",
        (token, secret, extra, call.now),
    )
    return {"oauth_token": token, "oauth_token_secret": secret, "oauth_callback_confirmed": "true"}


def _mediawiki(call: Call) -> None:
    if call.path.get("provider", "mediawiki") != "mediawiki":
        raise Refusal(404, {"detail": "Backend not found"})


def check(call: Call) -> object:
    """POST /api/login/social/check/: where a request came from, if it said so."""
    token = call.body.plain().get("oauth_token")
    if not token:
        raise Refusal(400, {"error": "oauth_token is required"})
    found = call.connection.execute(
        "SELECT extra FROM oauth_request WHERE oauth_token = ? AND purpose = 'login' AND extra IS NOT NULL",
        (str(token),),
    ).fetchone()
    return {"exists": found is not None, "extra": found[0] if found else None}


def complete(call: Call) -> object:
    """POST /api/login/social/knox_user/mediawiki/: token for verifier. A wrong value of the three answers 400."""
    _mediawiki(call)
    sent = call.body.plain()
    if "oauth_token" not in sent:
        raise server_error()
    found = call.connection.execute(
        "DELETE FROM oauth_request WHERE purpose = 'login' AND oauth_token = ? AND oauth_token_secret = ?"
        " AND oauth_verifier = ? RETURNING extra",
        (
            str(sent["oauth_token"]),
            str(sent.get("oauth_token_secret")),
            str(sent.get("oauth_verifier")),
        ),
    ).fetchone()
    if found is None:
        raise Refusal(400, "")
    username = fact(call.connection, "me_username")
    user = join(call.connection, username, call.now)
    (email,) = call.connection.execute("SELECT email FROM user WHERE id = ?", (user,)).fetchone()
    answer: dict[str, object] = {
        "id": user,
        "token": issue(call.connection, user, call.moment),
        "username": username,
        "email": email or "",
        "user_groups": _GROUPS,
    }
    return answer if found[0] is None else {**answer, "extra": found[0]}


def join(connection: sqlite3.Connection, username: str, now: str) -> int:
    """Return the number of an account, making user and profile when the name is new to the service.

    Whoever named it as their alternative account loses that entry.
    """
    found = connection.execute("SELECT id FROM user WHERE username = ?", (username,)).fetchone()
    if found:
        return int(found[0])
    cursor = connection.execute("INSERT INTO user (username, date_joined) VALUES (?, ?)", (username, now))
    user = int(cursor.lastrowid or 0)
    connection.execute("INSERT INTO profile (id, last_update) VALUES (?, ?)", (user, now))
    connection.execute("INSERT INTO user_badge (user, badge) SELECT ?, id FROM badge", (user,))
    connection.execute("UPDATE profile SET wiki_alt = '' WHERE wiki_alt = ?", (username,))
    return user


def allow_page(call: Call) -> Answer:
    """GET Special:OAuth/authorize: the made-up person always presses Allow, and returns with a verifier."""
    verifier = secrets.token_hex(16)
    token = call.last("oauth_token") or ""
    allowed = call.connection.execute(
        "UPDATE oauth_request SET oauth_verifier = ? WHERE oauth_token = ? AND purpose = 'login'", (verifier, token)
    )
    if not allowed.rowcount:
        raise Refusal(400, _page("Unknown or expired request token."))
    query = urlencode({"oauth_verifier": verifier, "oauth_token": token})
    location = call.url.replace(path="/oauth", query=query, fragment="")
    return Answer(302, None, {"Location": str(location)})


def return_page(call: Call) -> Answer:
    """GET /oauth: go on to the loopback address that began the sign-in, else show the address to copy."""
    found = call.connection.execute(
        "SELECT extra FROM oauth_request WHERE oauth_token = ?", (call.last("oauth_token") or "",)
    ).fetchone()
    if found is None:
        raise unknown_path()
    if str(found[0]).startswith("localhost"):
        return Answer(302, None, {"Location": f"http://{found[0]}/oauth?{call.url.query}"})
    from html import escape  # late: it brings the names of two thousand characters along

    return Answer(200, _page(f"Copy this address: {escape(str(call.url))}"))


def _page(text: str) -> Page:
    return Page(
        '<!doctype html>\n<html lang="en">\n<head>\n  <title>CapX</title>\n</head>\n'
        f"<body>\n  <p>{text}</p>\n</body>\n</html>\n"
    )


_LOGIN = "/api/login/social"

ENDPOINTS = (
    Endpoint(f"{_LOGIN}/check/", Permission.OPEN, {"POST": check}),
    *(
        Endpoint(f"{_LOGIN}/{path}/", Permission.OPEN, {"POST": handler})
        for name, handler in (("knox", begin), ("knox_user", complete))
        for path in (name, f"{name}/{{provider}}")
    ),
    # Without a slash at its end, as the web client's page has none.
    Endpoint("/oauth", Permission.OPEN, {"GET": return_page}),
)
