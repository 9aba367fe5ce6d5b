"""Numbers about everybody: totals, and languages and skills by territory."""

from collections import defaultdict

from capx_tui.demo.service.core import moments
from capx_tui.demo.service.core.call import Call
from capx_tui.demo.service.core.endpoint import Endpoint, Permission

#: "New" and "active" mean within these days.
RECENT_DAYS = 30

#: Left out by number: the few locked accounts make a quicker test than the many others.
_LOCKED = "(SELECT id FROM user WHERE is_active = 0)"

_TOTALS = f"""
SELECT
  (SELECT COUNT(*) FROM active_profile) AS total_users,
  (SELECT COUNT(*) FROM user WHERE is_active AND date_joined >= :since) AS new_users,
  (SELECT COUNT(DISTINCT user) FROM token WHERE created >= :since AND user NOT IN {_LOCKED}) AS active_users,
  (SELECT COUNT(DISTINCT profile) FROM profile_territory WHERE profile NOT IN {_LOCKED}) AS users_with_territory,
  (SELECT COUNT(DISTINCT profile) FROM language_proficiency WHERE profile NOT IN {_LOCKED}) AS users_with_language,
  (SELECT COUNT(DISTINCT profile) FROM profile_skill WHERE profile NOT IN {_LOCKED}) AS users_with_capacities,
  (SELECT COUNT(*) FROM skill) AS total_capacities,
  (SELECT COUNT(*) FROM skill WHERE creation_date >= :since) AS new_capacities,
  (SELECT COUNT(*) FROM message WHERE status = 'sent') AS total_messages,
  (SELECT COUNT(*) FROM message WHERE status = 'sent' AND date >= :since) AS new_messages,
  (SELECT COUNT(*) FROM organization WHERE id IN (SELECT organization FROM organization_manager))
    AS total_organizations,
  (SELECT COUNT(*) FROM organization WHERE creation_date >= :since
    AND id IN (SELECT organization FROM organization_manager)) AS new_organizations
"""  # noqa: S608 - put together from the constant above

# Each pair: the numbers that are counted for, and the counts of those that somebody chose.
_TERRITORIES = (
    "SELECT id FROM territory WHERE id NOT IN (SELECT territory FROM territory_parent) ORDER BY id",
    f"""
WITH RECURSIVE root (id, top) AS (
  SELECT id, id FROM territory WHERE id NOT IN (SELECT territory FROM territory_parent)
  UNION SELECT territory_parent.territory, root.top FROM territory_parent JOIN root ON root.id = territory_parent.parent
)
SELECT top, COUNT(DISTINCT profile) FROM root CROSS JOIN profile_territory ON territory = root.id
WHERE profile NOT IN {_LOCKED} GROUP BY top
""",  # noqa: S608
)
# Whoever has level 0 in any language counts for none: the service's own reckoning.
_LANGUAGES = (
    "SELECT id FROM language ORDER BY id",
    f"""
SELECT language, COUNT(*) FROM language_proficiency WHERE profile NOT IN {_LOCKED}
  AND profile NOT IN (SELECT profile FROM language_proficiency WHERE proficiency = '0') GROUP BY language
""",  # noqa: S608
)
_SKILLS = (
    "SELECT id FROM skill WHERE skill_type IS NULL ORDER BY id",
    f"""
WITH RECURSIVE root (id, top) AS (
  SELECT id, id FROM skill WHERE skill_type IS NULL
  UNION SELECT skill.id, root.top FROM skill JOIN root ON root.id = skill.skill_type
)
SELECT top, COUNT(DISTINCT profile) FROM root CROSS JOIN profile_skill ON skill = root.id AND list = ?
WHERE profile NOT IN {_LOCKED} GROUP BY top
""",  # noqa: S608
)


def _counts(call: Call, queries: tuple[str, str], *values: object) -> dict[str, int]:
    """Return a count for every number, also where it is 0."""
    numbers, counted = queries
    found = dict(call.connection.execute(counted, values))
    return {str(number): found.get(number, 0) for (number,) in call.connection.execute(numbers)}


def totals(call: Call) -> object:
    """GET /statistics/: totals; territories and skills counted at their roots, each person once."""
    since = moments.ago(call.moment, days=RECENT_DAYS)
    cursor = call.connection.execute(_TOTALS, {"since": since})
    names = [column[0] for column in cursor.description]
    return {
        **dict(zip(names, cursor.fetchone(), strict=True)),
        "territory_user_counts": _counts(call, _TERRITORIES),
        "language_user_counts": _counts(call, _LANGUAGES),
        "skill_known_user_counts": _counts(call, _SKILLS, "known"),
        "skill_available_user_counts": _counts(call, _SKILLS, "available"),
        "skill_wanted_user_counts": _counts(call, _SKILLS, "wanted"),
    }


def languages_by_territory(call: Call) -> object:
    """GET /statistics/languages-by-territory/: territories as people chose them; level 0 does not count."""
    result: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for territory, language, count in call.connection.execute(
        "SELECT territory, language, COUNT(*) FROM profile_territory JOIN language_proficiency USING (profile)"  # noqa: S608
        f" WHERE proficiency != '0' AND profile NOT IN {_LOCKED}"
        " GROUP BY territory, language ORDER BY territory, language"
    ):
        result[str(territory)][str(language)] = count
    return result


def capacities_by_territory(call: Call) -> object:
    """GET /statistics/capacities-by-territory/: territories and skills as people chose them."""
    result: defaultdict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    for territory, skill, name, count in call.connection.execute(
        "SELECT territory, skill, list, COUNT(*) FROM profile_territory JOIN profile_skill USING (profile)"  # noqa: S608
        f" WHERE profile NOT IN {_LOCKED} GROUP BY territory, skill, list ORDER BY territory, skill"
    ):
        counts = result[str(territory)].setdefault(str(skill), {"known": 0, "available": 0, "wanted": 0})
        counts[name] = count
    return result


ENDPOINTS = (
    Endpoint("/statistics/", Permission.READ, {"GET": totals}),
    Endpoint("/statistics/languages-by-territory/", Permission.READ, {"GET": languages_by_territory}),
    Endpoint("/statistics/capacities-by-territory/", Permission.READ, {"GET": capacities_by_territory}),
)
