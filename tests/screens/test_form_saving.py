"""Saving a form: shown first, sent once, refused beside the fields, and looked up where no answer came."""

from __future__ import annotations

import pytest

from capx_tui.model.form import Form
from capx_tui.model.form_fields import Levelled
from tests.screens.sample_form import Sample, SampleForm, SampleService, open_sample, refusal
from tests.screens.wire import Fault, html, no_route, refused_token, service_down, timed_out

pytestmark = pytest.mark.usefixtures("home")


def draft_text(sample: Sample, field_id: str = "display_name") -> str | None:
    """What the newest draft says of a field."""
    waiting = sample.here.core.drafts.waiting()
    return str(waiting[0].draft.edits[field_id].now) if waiting else None


async def test_changes_are_shown_and_sent_once_with_nothing_else() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("display_name", "xy")
        await sample.go("known")
        await here.press("ctrl+s")
        assert here.title.startswith("Save")
        assert here.status == "One change."
        assert "Display name: Ana B.xy instead of Ana B." in here.text
        assert sample.service.puts == []
        await here.press("enter")
        assert sample.service.puts == [{"display_name": "Ana B.xy"}]
        assert here.status == "Saved."
        assert sample.form.form.changed == ()
        assert draft_text(sample) is None
        assert sample.form.saves == 1
        await here.press("ctrl+s")
        assert here.status == "Nothing has changed."


async def test_the_row_below_the_form_saves_too_and_one_may_go_back() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("display_name", "xy")
        await here.press("ctrl+end", "enter")
        await sample.choose("Go on editing")
        assert sample.service.puts == []
        assert here.app.screen is sample.form
        await here.press("enter", "escape")
        assert sample.service.puts == []
        await here.press("enter", "enter")
        assert len(sample.service.puts) == 1


async def test_what_is_wrong_is_not_sent_and_the_marker_goes_there() -> None:
    async with open_sample() as sample:
        here = sample.here
        await sample.write("years", "x")
        await sample.write("email", " or so")
        await here.press("ctrl+s")
        assert sample.service.puts == []
        assert here.marked.startswith("E-mail:")
        assert here.flowing.count("Error: “") == 2
        assert "2 fields need another look. E-mail: “ana@example.org or so” is not an e-mail address" in here.flowing
        assert "Nothing was saved, nothing is lost." in here.flowing
        await sample.go("mentor")
        await here.press("n")
        assert here.marked.startswith("E-mail:")


@pytest.mark.parametrize(
    ("fault", "marked", "words"),
    [
        (
            refusal(400, {"language": [{}, {"proficiency": ["“9” is not a valid choice."]}]}),
            "English: Advanced, invalid",
            "One field needs another look. Languages: “9” is not a valid choice.",
        ),
        (
            refusal(400, {"skills_known": ["No skill 99.", "No skill 98."], "website": ["Enter a valid URL."]}),
            "Known:",
            "2 fields need another look. Known: No skill 99.",
        ),
        (
            refusal(409, {"message": "Available skills must be known skills."}),
            "Available:",
            "Available: Available skills must be known skills.",
        ),
        (
            refusal(409, {"message": "More than 10 territories."}),
            "Territories:",
            "Territories: This must be filled in.",
        ),
        (refusal(409, {"message": "Something else."}), "Error: Something else.", "Sample form: Something else."),
        (refusal(400, {"user": ["Required."]}), "Error: user: Required.", "Sample form: user: Required."),
    ],
)
async def test_a_refusal_stands_beside_its_fields(fault: Fault, marked: str, words: str) -> None:
    async with open_sample() as sample:
        here = sample.here
        sample.service.put_faults.append((False, fault))
        await sample.write("display_name", "xy")
        await sample.save()
        assert here.marked.strip().startswith(marked)
        assert words in here.flowing
        assert draft_text(sample) == "Ana B.xy"
        assert sample.form.form.changed == ("display_name",)
        # The service judges anew: nothing of ours stands in the way.
        await sample.save()
        assert here.status == "Saved."
        assert len(sample.service.puts) == 2


async def test_what_was_refused_and_then_changed_is_not_called_wrong() -> None:
    async with open_sample() as sample:
        sample.service.put_faults.append((False, refusal(400, {"website": ["Taken."]})))
        await sample.write("website", "a.org")
        await sample.save()
        assert sample.here.marked.startswith("Web site:")
        await sample.write("website", "/b")
        await sample.here.press("down")
        assert "Taken." not in sample.form.rows.text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (403, "this account may not do this"),
        (404, "does not have this (any more)"),
        (413, "is too large"),
        (429, "asks us to slow down"),
    ],
)
async def test_any_other_refusal_is_said_and_the_draft_stays(status: int, words: str) -> None:
    async with open_sample() as sample:
        sample.service.put_faults.append((False, refusal(status, {"detail": "No."})))
        await sample.write("display_name", "xy")
        await sample.save()
        assert "Not saved." in sample.here.flowing
        assert words in sample.here.flowing
        assert "What you typed is kept." in sample.here.flowing
        assert draft_text(sample) == "Ana B.xy"
        await sample.here.press("f6", "enter")
        assert sample.here.status == "Saved."


async def test_an_expired_sign_in_is_noticed_and_the_draft_stays() -> None:
    async with open_sample() as sample:
        sample.service.put_faults.append((False, refused_token))
        await sample.write("display_name", "xy")
        await sample.save()
        assert "Not saved." in sample.here.flowing
        assert sample.here.core.session.state.is_expired
        assert draft_text(sample) == "Ana B.xy"
        assert sample.form.form.changed == ("display_name",)


@pytest.mark.parametrize("fault", [timed_out, service_down, html, refusal(502, ""), refusal(500, "")])
async def test_no_answer_but_it_was_done(fault: Fault) -> None:
    async with open_sample() as sample:
        sample.service.put_faults.append((True, fault))
        await sample.write("display_name", "xy")
        await sample.save()
        assert sample.here.status == "No answer came, but the service has it: saved."
        assert len(sample.service.puts) == 1
        assert sample.form.form.changed == ()
        assert draft_text(sample) is None


@pytest.mark.parametrize("fault", [timed_out, service_down, html])
async def test_no_answer_and_it_was_not_done(fault: Fault) -> None:
    async with open_sample() as sample:
        sample.service.put_faults.append((False, fault))
        await sample.write("display_name", "xy")
        await sample.save()
        assert "Not saved." in sample.here.flowing
        assert draft_text(sample) == "Ana B.xy"
        assert len(sample.service.puts) == 1
        await sample.here.press("f6")
        assert sample.here.title.startswith("Save")
        await sample.here.press("enter")
        assert len(sample.service.puts) == 2


async def test_no_answer_and_nobody_to_ask() -> None:
    async with open_sample() as sample:
        service = sample.service
        service.put_faults.append((True, timed_out))
        await sample.write("display_name", "xy")
        service.get_fault = timed_out
        await sample.save()
        assert "Nobody knows whether it was saved." in sample.here.flowing
        assert draft_text(sample) == "Ana B.xy"
        await sample.here.press("ctrl+s")
        assert "did not answer in time" in sample.here.flowing
        assert len(service.puts) == 1
        service.get_fault = None
        await sample.here.press("ctrl+s")
        assert sample.here.status == "No answer came, but the service has it: saved."
        assert len(service.puts) == 1


async def test_without_a_connection_nothing_is_asked_and_nothing_lost() -> None:
    async with open_sample() as sample:
        sample.service.put_faults.append((False, no_route))
        await sample.write("display_name", "xy")
        before = len(sample.service.puts)
        await sample.save()
        assert "Not saved." in sample.here.flowing
        assert len(sample.service.puts) == before + 1
        await sample.here.press("f6", "enter")
        assert sample.here.status == "Saved."


class Sent(SampleForm):
    """A form that makes something new: what came of it cannot be read back."""

    def __init__(self) -> None:
        super().__init__(creates=True, save_key="word-yes")


async def test_something_new_is_never_sent_again_by_itself() -> None:
    async with open_sample(Sent()) as sample:
        here = sample.here
        sample.service.put_faults.append((True, timed_out))
        await sample.write("display_name", "xy")
        await here.press("ctrl+s", "enter")
        assert "Nobody knows whether it was saved." in here.flowing
        await here.press("f6")
        assert here.title.startswith("It is not known whether this was sent")
        await sample.choose("Go on editing")
        assert len(sample.service.puts) == 1
        await here.press("ctrl+s")
        # Asked and answered: from here on it is the person's own doing.
        await sample.choose("yes")
        assert len(sample.service.puts) == 2


async def test_something_new_may_be_sent_again_when_the_person_says_so() -> None:
    async with open_sample(Sent()) as sample:
        sample.service.put_faults.append((True, timed_out))
        await sample.here.press("ctrl+s", "enter", "ctrl+s")
        await sample.choose("Send again")
        assert len(sample.service.puts) == 2
        assert sample.here.status == "Saved."


async def test_a_mistake_of_ours_while_saving_does_not_send_twice() -> None:
    class Broken(SampleForm):
        async def save_form(self, form: Form) -> str:
            await super().save_form(form)
            raise AssertionError("a mistake after the answer")

    async with open_sample(Broken()) as sample:
        await sample.write("display_name", "xy")
        await sample.save()
        assert "did not expect" in sample.here.flowing
        await sample.here.press("f6")
        assert sample.here.status == "No answer came, but the service has it: saved."
        assert len(sample.service.puts) == 1


async def test_others_changes_are_taken_in_and_mine_stay() -> None:
    async with open_sample(SampleForm(re_reads=True)) as sample:
        here = sample.here
        await sample.write("display_name", "xy")
        sample.service.values["website"] = "https://theirs.org"
        await sample.save()
        assert "Changed at the service since you opened it: " in here.flowing
        assert sample.service.puts == []
        assert (sample["display_name"], sample["website"]) == ("Ana B.xy", "https://theirs.org")
        await here.press("f6", "enter")
        assert sample.service.puts == [{"display_name": "Ana B.xy"}]


async def test_where_both_changed_one_field_the_person_chooses() -> None:
    async with open_sample(SampleForm(re_reads=True)) as sample:
        here = sample.here
        await sample.write("display_name", "xy")
        await sample.write("years", "7")
        sample.service.values.update(display_name="Theirs", years="9")
        await sample.save()
        assert here.title.startswith("Changed by you and at the service")
        assert here.flowing.count("Both sides changed this since") == 2
        await here.down_to("Taken")
        assert here.marked.split() == ["Taken", "Yours"]
        await here.press("enter")
        assert here.marked.split() == ["Taken", "At", "the", "service"]
        await here.choose("Go on")
        assert (sample["display_name"], sample["years"]) == ("Theirs", "7")
        assert sample.form.form.changed == ("years",)
        await sample.save()
        assert sample.service.puts == [{"years": "7"}]


async def test_what_is_typed_while_a_save_is_under_way_is_a_change_of_its_own() -> None:
    class Busy(SampleForm):
        async def save_form(self, form: Form) -> str:
            self.rows.put(self.form.edit("years", "8"))
            self.do_form_save()
            assert self.blocks_leaving()
            return await super().save_form(form)

    async with open_sample(Busy()) as sample:
        await sample.write("display_name", "xy")
        await sample.save()
        assert sample.service.puts == [{"display_name": "Ana B.xy"}]
        assert sample.form.form.changed == ("years",)
        assert draft_text(sample, "years") == "8"


async def test_what_saving_means_is_read_before_it_is_done() -> None:
    class Public(SampleForm):
        def consequences(self) -> list[str]:
            return ["Everybody will see this."]

    async with open_sample(Public()) as sample:
        await sample.write("years", "3")
        await sample.here.press("ctrl+s")
        assert "Everybody will see this." in sample.here.text
        assert sample.here.marked.startswith("Save")


async def test_a_form_that_does_not_ask_sends_at_once() -> None:
    class Direct(SampleForm):
        ASKS_BEFORE_SAVING = False

        async def save_form(self, form: Form) -> str:
            await super().save_form(form)
            return "Reported."

    async with open_sample(Direct()) as sample:
        await sample.write("years", "3")
        await sample.here.press("f12")
        assert sample.here.status == "Reported."


async def test_a_form_that_cannot_be_fetched_says_so_and_tries_again() -> None:
    def closed(service: SampleService) -> None:
        service.get_fault = no_route

    async with open_sample(before=closed) as sample:
        here = sample.here
        assert "could not be reached" in here.flowing
        assert here.rows[2].strip() == "The form could not be fetched. F6 tries again."
        await here.press(
            "ctrl+s", "tab", "enter", "ctrl+z", "ctrl+f", "n", "c", "x", "ctrl+e", "delete", "a", "u", "right"
        )
        await here.paste("x")
        sample.service.get_fault = None
        await here.press("f6")
        assert "could not be reached" not in here.flowing
        assert here.marked.startswith("Display name:")


async def test_reading_back_asks_for_every_kind_of_value() -> None:
    """What was sent is compared value by value: an order of choices is no difference, one of lists is."""

    async with open_sample() as sample:
        form = sample.form.form.edit("known", (75, 74, 36)).edit("languages", (Levelled(1, "3"), Levelled(2, "n")))
        sample.service.values["known"] = [36, 75, 74]
        assert await sample.form.was_saved(form) is False
        sample.service.values["languages"] = [[1, "3"], [2, "n"]]
        assert await sample.form.was_saved(form) is True
