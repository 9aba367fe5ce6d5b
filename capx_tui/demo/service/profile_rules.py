"""The five conflicts (409) that a profile save can meet. They look at what was sent before any field is checked."""

from collections.abc import Hashable, Iterable, Mapping, Sized

from capx_tui.demo.service.core.body import Form
from capx_tui.demo.service.core.call import Call
from capx_tui.demo.service.core.refusal import conflict, server_error

_LIMITS = (("territory", 10, "territories"), ("language", 20, "languages"), ("affiliation", 10, "affiliations"))


def refuse_conflicts(call: Call, profile: int, data: Mapping[str, object]) -> None:
    """Compare what was sent with the rules, as sent: 37 and "37" differ.

    Raises:
        Refusal: 409 for the first rule broken, 500 for values the service trips over.
    """
    if not isinstance(data, Form):
        _available_are_known(call, profile, data)
    for name, most, words in _LIMITS:
        if name in data:
            sent = data[name]
            if sent is not None and not isinstance(sent, Sized):
                raise server_error()
            if sent is not None and len(sent) > most:
                raise conflict(f"You cannot add more than {most} {words}.")
    _automation_stays_on(call, profile, data)


def _available_are_known(call: Call, profile: int, data: Mapping[str, object]) -> None:
    if "skills_known" not in data and "skills_available" not in data:
        return
    if "skills_known" in data:
        known = _as_set(data["skills_known"])
    else:
        # What is stored stands as text on the service's side of the comparison.
        known = {
            str(skill)
            for (skill,) in call.connection.execute(
                "SELECT skill FROM profile_skill WHERE profile = ? AND list = 'known'", (profile,)
            )
        }
    if not _as_set(data.get("skills_available", ())) <= known:
        raise conflict("You cannot add a skill to skills_available that is not in skills_known.")


def _as_set(value: object) -> set[Hashable]:
    if not isinstance(value, Iterable):
        raise server_error()
    try:
        return set(value)
    except TypeError:
        raise server_error() from None


def _automation_stays_on(call: Call, profile: int, data: Mapping[str, object]) -> None:
    name = "automated_lets_connect"
    if name not in data or not (data[name] is None or data[name] is False):
        return
    (before,) = call.connection.execute(
        "SELECT automated_lets_connect FROM profile WHERE id = ?", (profile,)
    ).fetchone()
    if before:
        raise conflict("automated_lets_connect cannot be set to False once it has been True.")
