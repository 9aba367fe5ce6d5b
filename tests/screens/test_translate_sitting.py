"""All capacities translated in one sitting, by keyboard: how many keys that takes is counted."""

from __future__ import annotations

import pytest

from tests.screens.test_translate import change, texts
from tests.screens.visits import visit

pytestmark = pytest.mark.usefixtures("home")


async def test_134_capacities_are_translated_in_one_sitting_with_two_keys_besides_the_letters() -> None:
    """docs/translating.md tells these numbers."""
    change(
        "INSERT INTO metabase_item SELECT skill_wikidata_item, 'Q99' || id, id FROM skill"
        " WHERE skill_wikidata_item NOT IN (SELECT qid FROM metabase_item)"
    )
    change(
        "INSERT INTO wiki_term SELECT 'metabase', qid, 'en', 'English ' || qid, 'About ' || qid FROM metabase_item"
        " WHERE metabase_item LIKE 'Q99%'"
    )
    async with visit("translate") as here:
        await here.type("esperanto")
        await here.press("enter")
        assert "0 of 134 done, 134 left." in here.rows[2]
        here.endless = {"draft"}
        keys = 1
        await here.press("n")
        for number in range(134):
            name = f"{number:03}"
            for key in (*f"v{name}", "enter", *f"p{name}", "enter"):
                here._send(key)
                keys += 1
            if not number:
                await here.settle()
                assert here.title.startswith("Before the first translation is saved")
                await here.press("enter")
                keys += 1
            if number % 20 == 19:
                await here.settle()
        await here.settle()
        assert here.title.startswith("Translate ")
        assert here.rows[2].startswith("  Esperanto (eo): 134 of 134 done, 0 left.")
        assert "Nothing is missing any more. 1" in here.flowing
        found = texts("eo")
        assert len(found) == 134
        assert sorted(found.values()) == [(f"v{n:03}", f"p{n:03}") for n in range(134)]
        assert keys == 1 + 134 * (4 + 4 + 2) + 1
        assert sum(asked.startswith("POST") and asked.endswith("/translating/") for asked in here.wire.asked) == 134
        assert here.core.drafts.waiting() == []
