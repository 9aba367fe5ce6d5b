"""Editing a profile while others change it, answers are lost, tokens run out, and names come late."""

from __future__ import annotations

import pytest

from tests.screens.profile_editor import change_elsewhere, editor, forget_lists, held
from tests.screens.visits import visit
from tests.screens.wire import Wire, no_route, refused_token, timed_out

pytestmark = pytest.mark.usefixtures("home")


async def test_what_another_client_changed_is_taken_in_and_mine_is_kept() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("team")
        await here.type(" and readers")
        await change_elsewhere(about="From elsewhere.", territory=(18,))
        await edit.save()
        assert "Changed at the service since you opened it: Mini bio, Territory." in here.flowing
        assert edit.line.puts == []
        assert (edit["about"], edit["territory"], edit["team"]) == ("From elsewhere.", (18,), "Events and readers")
        await edit.save()
        assert here.status == "Your profile is saved; others see it now."
        found = await held()
        assert (found.about, found.territory, found.team) == ("From elsewhere.", (18,), "Events and readers")


async def test_where_both_changed_one_field_both_are_shown_and_the_person_chooses() -> None:
    async with editor() as edit:
        here = edit.here
        for field in ("team", "display_name"):
            await edit.go(field)
            await here.press("ctrl+u")
            await here.type("Mine")
        await change_elsewhere(team="Theirs", display_name="Theirs too", pronoun="other")
        await edit.save()
        assert here.title.startswith("Changed by you and at the service")
        for words in ("Display name", "Team", "Yours", "Mine", "At the service", "Theirs", "Theirs too"):
            assert words in here.text
        await here.choose("Taken")
        await here.choose("Go on")
        assert edit["display_name"] == "Theirs too"
        await edit.save()
        found = await held()
        assert (found.team, found.display_name, found.pronoun) == ("Mine", "Theirs too", "other")


async def test_leaving_the_choice_open_sends_nothing_and_asks_again() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("team")
        await here.press("ctrl+u")
        await here.type("Mine")
        await change_elsewhere(team="Theirs")
        await edit.save()
        await here.press("escape")
        assert "Some of it you changed too; save again to say what to take." in here.flowing
        await edit.save()
        assert here.title.startswith("Changed by you and at the service")
        assert edit.line.puts == []
        assert (await held()).team == "Theirs"


async def test_capacities_added_on_both_sides_are_all_kept() -> None:
    async with editor() as edit:
        await edit.put("skills_wanted", (*edit["skills_wanted"][1:], 50))
        before = await held()
        await change_elsewhere(skills_wanted=(*before.skills_wanted, 51))
        await edit.save()
        assert "Changed at the service since you opened it: Wanted." in edit.here.flowing
        await edit.save()
        assert set((await held()).skills_wanted) == {*before.skills_wanted[1:], 50, 51}


async def test_an_answer_that_is_lost_is_looked_up_and_not_sent_again() -> None:
    async with editor() as edit:
        await edit.go("team")
        await edit.here.type("s")
        edit.line.loses_answers = True
        await edit.save()
        assert edit.here.status == "No answer came, but the service has it: saved."
        assert len(edit.line.puts) == 1
        assert edit.screen.form.changed == ()


async def test_after_a_lost_answer_a_change_from_elsewhere_is_not_written_over() -> None:
    async with editor() as edit:
        await edit.go("team")
        await edit.here.type("s")
        edit.here.wire.fail(timed_out, where="/profile/1/")
        await edit.save()
        assert "Not saved." in edit.here.flowing
        edit.here.wire.mend()
        await change_elsewhere(about="From elsewhere.")
        await edit.save()
        await edit.save()
        found = await held()
        assert (found.team, found.about) == ("Eventss", "From elsewhere.")


async def test_a_token_that_runs_out_while_saving_costs_nothing() -> None:
    async with editor() as edit:
        await edit.go("team")
        await edit.here.type("s")
        edit.here.wire.fail(refused_token, where="/profile/")
        await edit.save()
        assert "Not saved." in edit.here.flowing
        assert "What you typed is kept." in edit.here.flowing
        assert edit["team"] == "Eventss"
    async with visit("edit-profile") as again:
        assert again.title.startswith("A draft is waiting")
        await again.choose("Use it")
        await again.press("ctrl+s")
        await again.choose("Save profile")
        assert (await held()).team == "Eventss"


async def test_the_service_that_does_not_answer_is_said_and_can_be_tried_again() -> None:
    def broken(wire: Wire) -> Wire:
        wire.fail(no_route, where="/profile/")
        return wire

    async with visit("edit-profile", transport=broken) as here:
        assert "could not be reached" in here.flowing
        here.wire.mend()
        await here.press("f6")
        assert here.marked.startswith("Avatar:")


async def test_signed_out_one_is_asked_to_sign_in() -> None:
    async with visit("edit-profile", demo=False) as here:
        assert "Edit profile" in here.flowing
        assert here.title.startswith("Sign in")


async def test_names_that_arrive_later_are_shown_when_they_do() -> None:
    forget_lists("capacities", "territories")
    async with editor() as edit:
        here = edit.here
        await edit.go("territory", 0)
        assert here.marked.strip() == "number 18, whose name is not known"
        await here.press("f5")
        assert here.marked.strip() == "Middle East & North Africa"
        assert edit.screen.form.changed == ()


async def test_without_pictures_to_choose_from_everything_else_can_be_edited() -> None:
    forget_lists("avatars")

    def no_avatars(wire: Wire) -> Wire:
        wire.fail(no_route, where="/avatar/")
        return wire

    async with visit("edit-profile", transport=no_avatars, endless=frozenset({"draft"})) as here:
        assert here.marked.split(":")[1].strip() == "number 6, whose name is not known"
        await here.press("enter")
        assert "None of them" in here.text
        await here.press("escape")
        await here.down_to("Team:")
        await here.type("s")
        await here.press("ctrl+s")
        await here.choose("Save profile")
        assert here.status == "Your profile is saved; others see it now."
    assert (await held()).avatar == 6


async def test_the_bio_says_how_much_room_is_left_while_one_writes() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("about")
        assert "of 2,000 left" not in here.marked
        await here.press("enter")
        await here.type(" More.")
        assert "1,804 of 2,000 left" in here.text
        await here.paste("x" * 1805)
        assert "1 over the limit of 2,000" in here.text
        await here.press("escape")
        assert here.status == "Mini bio: One character too many; the limit is 2,000."
        assert "invalid" in here.marked


async def test_the_badges_are_a_page_of_their_own_and_what_is_typed_stays() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("team")
        await here.type("s")
        await edit.go("way-badges")
        await here.press("enter")
        assert here.title.startswith("Badges")
        await here.press("escape")
        assert here.title.startswith("Edit profile")
        assert edit["team"] == "Eventss"


async def test_leaving_with_changes_asks() -> None:
    async with editor() as edit:
        here = edit.here
        await edit.go("team")
        await here.type("s")
        await here.press("escape")
        assert here.title.startswith("Leave the form")
        assert "Team: Eventss instead of Events" in here.text


async def test_a_row_is_spoken_with_its_name_value_state_and_error() -> None:
    async with editor(screen_reader=True) as edit:
        here = edit.here
        await edit.put("team", "x" * 129)
        await edit.put("territory", tuple(range(18, 29)))
        await here.press("ctrl+s")
        assert here.focused_row.strip() == "Territory:           11 entries, invalid, 1 over the limit of 10, changed"
        await here.press("down")
        assert here.focused_row.strip() == "Error: One entry too many; the limit is 10."
        await here.press("n")
        assert here.focused_row.startswith("  Team:")
        assert "invalid" in here.focused_row
