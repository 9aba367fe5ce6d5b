"""What every MediaWiki Action API shares: parameters, errors inside a 200, lag, tokens, names.

https://www.mediawiki.org/wiki/API:Main_page, in `formatversion=2`.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from functools import cached_property

from capx_tui.demo.service.core.call import Answer, Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.core.facts import fact
from capx_tui.demo.service.core.spelling import spelled
from capx_tui.demo.wikimedia.signatures import BadSignature, signed_by

#: Values that one parameter may have.
MOST_VALUES = 50
#: The token of somebody who is not signed in.
ANONYMOUS_TOKEN = "+\\"  # noqa: S105 - it is no secret

_NOT_IN_NAMES = frozenset("#<>[]|{}/@:=")


class ActionError(Exception):
    """What a wiki turns down; it says so inside an answer of status 200."""

    def __init__(self, code: str, text: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.text = text
        self.headers = dict(headers or {})


@dataclass(frozen=True)
class ActionCall:
    """One call of the API: its parameters from address and form, and the request around it."""

    call: Call
    parameters: Mapping[str, str]

    def get(self, name: str, default: str = "") -> str:
        """Return one parameter."""
        return self.parameters.get(name, default)

    def required(self, name: str) -> str:
        """Return one parameter that must be there."""
        value = self.parameters.get(name)
        if value is None:
            raise ActionError("missingparam", f'The "{name}" parameter must be set.')
        return value

    def values(self, name: str) -> list[str]:
        """Return the values of a parameter that takes several, each once."""
        text = self.get(name)
        parts = text[1:].split("\x1f") if text.startswith("\x1f") else text.split("|")
        found = [part for part in dict.fromkeys(parts) if part]
        if len(found) > MOST_VALUES:
            raise ActionError("toomanyvalues", f'Too many values supplied for parameter "{name}". The limit is 50.')
        return found

    @cached_property
    def username(self) -> str | None:
        """Who signed the request. A signature that does not hold is turned down whatever is asked."""
        form = self.call.body.plain().items() if self.call.method == "POST" else ()
        pairs = [*self.call.query.multi_items(), *((name, str(value)) for name, value in form)]
        address = str(self.call.url.replace(query=""))
        try:
            return signed_by(
                self.call.connection, self.call.authorization or "", self.call.method, address.rstrip("?"), pairs
            )
        except BadSignature as error:
            text = f"The authorization headers in your request are not valid: {error}"
            raise ActionError("mwoauth-invalid-authorization", text) from None

    def check_sender(self) -> None:
        """Turn a request down whose sender is not who it says: ``assert`` and ``assertuser``."""
        if self.get("assert") == "user" and self.username is None:
            raise ActionError("assertuserfailed", "You are no longer logged in, so the action could not be completed.")
        asserted = spelled(self.get("assertuser"))
        if asserted and asserted != self.username:
            text = f'You are no longer logged in as "{asserted}", so the action could not be completed.'
            raise ActionError("assertnameduserfailed", text)

    @property
    def moment(self) -> str:
        """Now, as the wiki writes moments."""
        return self.call.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def csrf_token(self) -> str:
        """Return the token that a write must carry."""
        if self.username is None:
            return ANONYMOUS_TOKEN
        secret = bytes.fromhex(fact(self.call.connection, "secret"))
        return hmac.new(secret, b"csrf", hashlib.sha256).hexdigest()[:40] + ANONYMOUS_TOKEN

    def check_write(self) -> str:
        """Return who writes, once the token is right."""
        token = self.required("token")
        if self.username is None:
            raise ActionError("permissiondenied", "You are not allowed to do this without signing in.")
        if not hmac.compare_digest(token.encode(), self.csrf_token().encode()):
            raise ActionError("badtoken", "Invalid CSRF token.")
        if self.call.method != "POST":
            raise ActionError("mustbeposted", "This action must be posted.")
        return self.username


Action = Callable[[ActionCall], Mapping[str, object]]


def endpoint(path: str, actions: Mapping[str, Action]) -> Endpoint:
    """Return the endpoint of one wiki's API."""

    def answer(call: Call) -> Answer:
        parameters = dict(call.query.multi_items())
        if call.method == "POST":
            parameters |= {name: str(value) for name, value in call.body.plain().items()}
        asked = ActionCall(call, parameters)
        try:
            _refuse_lag(asked)
            asked.check_sender()
            action = actions.get(asked.get("action"))
            if action is None:
                name = asked.get("action")
                raise ActionError("badvalue", f'Unrecognized value for parameter "action": {name}.')
            return Answer(200, _whole(asked, action(asked)))
        except ActionError as error:
            return Answer(200, _error(asked, error), {"MediaWiki-API-Error": error.code, **error.headers})

    return Endpoint(path, Permission.ANYONE, {"GET": answer, "POST": answer})


def _whole(asked: ActionCall, answer: Mapping[str, object]) -> Mapping[str, object]:
    """An answer with what the wiki puts around it."""
    around: dict[str, object] = {"batchcomplete": True} if asked.get("action") == "query" else {}
    if "curtimestamp" in asked.parameters:
        around["curtimestamp"] = asked.moment
    return {**around, **answer}


def _refuse_lag(asked: ActionCall) -> None:
    """The wiki never lags here, so only a bound below 0 is over it: the documented way to try it out."""
    try:
        bound = float(asked.get("maxlag", "0"))
    except ValueError:
        raise ActionError("badinteger", 'Invalid value for integer parameter "maxlag".') from None
    if bound < 0:
        raise ActionError("maxlag", "Waiting for a database server: 0 seconds lagged.", headers={"Retry-After": "5"})


def _error(asked: ActionCall, error: ActionError) -> dict[str, object]:
    if asked.get("errorformat", "bc") == "bc":
        return {"error": {"code": error.code, "info": error.text}}
    return {"errors": [{"code": error.code, "text": error.text, "module": "main"}]}


def query(**parts: Callable[[ActionCall], Mapping[str, object]]) -> Action:
    """Return the query action; keys are `meta_tokens`, `list_users`, `prop_imageinfo` and so on."""

    def answer(asked: ActionCall) -> Mapping[str, object]:
        found: dict[str, object] = {}
        for kind in ("meta", "list", "prop"):
            for name in asked.values(kind):
                part = parts.get(f"{kind}_{name}")
                if part is None:
                    raise ActionError("badvalue", f'Unrecognized value for parameter "{kind}": {name}.')
                found.update(part(asked))
        return {"query": found}

    return answer


def tokens(asked: ActionCall) -> Mapping[str, object]:
    """meta=tokens: the csrf token alone is known."""
    return {"tokens": {"csrftoken": asked.csrf_token()}}


def userinfo(asked: ActionCall) -> Mapping[str, object]:
    """meta=userinfo: who signed the request."""
    name = asked.username
    if name is None:
        return {"userinfo": {"id": 0, "name": "127.0.0.1", "anon": True}}
    row = asked.call.connection.execute("SELECT userid FROM meta_user WHERE name = ?", (name,)).fetchone()
    return {"userinfo": {"id": row[0] if row else 1, "name": name}}


def normalized(names: Iterable[str], spell: Callable[[str], str]) -> tuple[dict[str, str], list[dict[str, object]]]:
    """Return how the wiki writes each name, and what it says about those it wrote otherwise."""
    spelled = {name: spell(name) for name in names}
    changes: list[dict[str, object]] = [
        {"fromencoded": False, "from": name, "to": after} for name, after in spelled.items() if name != after
    ]
    return spelled, changes


def is_user_name(name: str) -> bool:
    """Whether a name, as the wiki writes it, could be an account's."""
    return bool(name) and len(name.encode()) <= 255 and not _NOT_IN_NAMES.intersection(name)
