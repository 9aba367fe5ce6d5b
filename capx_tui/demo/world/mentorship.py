"""Mentorship: partners, their programmes (open, upcoming, closed, last day today) and the forms to fill in."""

import json

from capx_tui.demo.world import data
from capx_tui.demo.world.clock import DAY, Clock
from capx_tui.demo.world.rows import Rows

# A partner that runs no programme.
_QUIET_PARTNER = "A+F"


def fill(rows: Rows, clock: Clock) -> None:
    """Add the four programmes of `programmes.json`. The partners' keys are given by the service."""
    organizations, territories, languages = data.affiliate_ids(), data.territory_ids(), data.language_ids()
    for number, programme in enumerate(data.load("programmes.json"), 1):
        organization = organizations[programme["organization"]]
        created = clock.ago((200 - number) * DAY)
        rows.add("partner", number, organization, 1, created, created)
        forms = dict(zip(("mentor", "mentee"), programme["counters"], strict=True))
        for role, counter in forms.items():
            fields = json.dumps(programme[role], ensure_ascii=False)
            rows.add("mentorship_form", role, number, organization, counter, fields, created)
        territory = programme["territory"]
        rows.add(
            "partner_mentorship_settings",
            number,
            organization,
            programme["description"],
            clock.day(programme["opens_days"]),
            clock.day(programme["closes_days"]),
            None if territory is None else territories[territory],
            number,
            number,
            created,
            clock.ago(number * DAY),
        )
        for skill in sorted(programme["skills"]):
            rows.add("partner_mentorship_settings_skill", number, skill)
        for language in programme["languages"]:
            rows.add("partner_mentorship_settings_language", number, languages[language])
    created = clock.ago(30 * DAY)
    rows.add("partner", 5, organizations[_QUIET_PARTNER], 0, created, created)
    # A draft for next year: newer than the form that the programme uses, and not to be taken for it.
    draft = json.dumps([{"type": "header", "subtype": "h3", "label": "Draft, please do not use", "access": False}])
    rows.add("mentorship_form", "mentor", 5, organizations["WMB"], 0, draft, clock.ago(2 * DAY))
