"""Forms in plain lines: fields, lists, problems beside their field, drafts, and sending once."""

from __future__ import annotations

from tests.cli.command_line import CommandLine
from tests.cli.plain.conversation import PEOPLE, talk


def test_the_profile_is_changed_field_by_field_told_and_saved(cli: CommandLine) -> None:
    typed = (
        "edit profile", "display name", "?", "Maya of the Notebook", "team", "-", "wanted", "+pattypan", "-glam", "b",
        "changes", "save", "save", "b", "my profile",
    )  # fmt: skip
    said = talk(cli, *typed, flags=PEOPLE)
    assert "Display name> How you want to be called, shown beside your user name.\n" in said
    assert "Display name> Display name: Maya of the Notebook; changed; 367 of 387 left\n" in said
    assert "Team> Team: empty; changed; 128 of 128 left\n" in said
    assert "Wanted> + Pattypan to Wanted\n" in said
    assert "Wanted> - GLAM from Wanted\n" in said
    assert "Edit profile> 4 changes.\n" in said
    assert "Answer> Sending it to the service.\nYour profile is saved; others see it now.\n" in said
    assert cli.demo("profile", "show", "--json").json["display_name"] == "Maya of the Notebook"


def test_what_is_wrong_is_said_beside_the_field_and_asked_for_again(cli: CommandLine) -> None:
    said = talk(
        cli, "edit profile", "display name", "x" * 400, "short", "wikidata item", "nonsense", "Q42", flags=PEOPLE
    )
    assert "13 characters too many; the limit is 387.\nType a new value." in said
    assert "“nonsense” is not the number of a Wikidata item, such as Q42.\nType a new value." in said
    assert "Display name> Display name: short; changed;" in said


def test_what_was_typed_is_kept_and_offered_again_and_the_screen_finds_it_too(cli: CommandLine) -> None:
    first = talk(cli, "edit profile", "display name", "Half done", flags=PEOPLE)
    assert first.lines[-2:] == ["Edit profile: what you typed is kept as a draft.", "Goodbye."]
    second = talk(cli, "edit profile", "compare", "1", "1", "go on", "changes", "undo", "undo")
    assert "There is a draft of this form that was not saved, last changed just now.\n1. Use it: " in second
    assert "Form and draft> Display name: In the form now\nForm and draft> Display name: In the draft\n" in second
    assert "Form and draft> The draft is in the form. It is not saved yet.\nEdit profile.\n" in second
    assert "There is nothing to undo.\n" in second
    assert "There is a draft of this form" not in talk(cli, "edit profile")


def test_nothing_is_written_over_a_draft_that_nobody_decided_about(cli: CommandLine) -> None:
    talk(cli, "edit profile", "display name", "Half done", flags=PEOPLE)
    assert talk(cli, "edit profile", "b").lines[-2] == "Answer> Menu> "
    assert "There is a draft of this form" in talk(cli, "edit profile", "throw it away")
    assert "There is a draft of this form" not in talk(cli, "edit profile")


def test_to_offer_what_one_does_not_know_asks_for_both(cli: CommandLine) -> None:
    said = talk(cli, "edit profile", "available", "+pattypan", "1", "b", "changes", flags=PEOPLE)
    assert "+ Pattypan to Known\n" in said
    assert "+ Pattypan to Available\n" in said


def test_a_message_is_written_told_and_sent_once(cli: CommandLine) -> None:
    typed = (
        "explore", "search ceibo lectora", "let's talk 1", "subject", "Hello", "message", "Dear Ceibo,", "shall we?",
        ".", "save", "send message",
    )  # fmt: skip
    said = talk(cli, *typed, flags=PEOPLE)
    assert "Explore> Ceibo Lectora: Available. On CapX.\n" in said
    assert "From: Papatya Defteri\n1. To: Ceibo Lectora; required\n" in said
    assert "Dear Ceibo,\nshall we?\n" in said
    assert "draft" not in said.out.split("shall we?\n")[1]
    sent = cli.demo("message", "sent", "--json").json[0]
    assert (sent["receiver"], sent["method"], sent["status"]) == ("Ceibo Lectora", "email", "sent")


def test_a_message_that_nobody_agreed_to_stays_a_draft(cli: CommandLine) -> None:
    typed = (
        "explore",
        "search ceibo lectora",
        "let's talk 1",
        "subject",
        "Hello",
        "message",
        "Text",
        ".",
        "save",
        "go on editing",
    )
    cli.demo("whoami", *PEOPLE)
    before = cli.demo("message", "sent", "--json").json
    said = talk(cli, *typed)
    assert said.lines[-2] == "Write a message: what you typed is kept as a draft."
    assert "Send it to Ceibo Lectora? Method: E-mail." in said
    assert cli.demo("message", "sent", "--json").json == before


def test_a_report_and_a_suggestion_are_sent(cli: CommandLine) -> None:
    typed = (
        "report a problem", "title", "A broken list", "description", "It repeats.", ".", "send the report", "1",
        "suggest a capacity", "name", "Underwater Editing", "why", "We dive.", ".", "send the suggestion", "1",
    )  # fmt: skip
    said = talk(cli, *typed, flags=PEOPLE)
    titles = [each["title"] for each in cli.demo("report", "list", "--json").json]
    assert "A broken list" in titles, said.out[-3000:]
    assert "Underwater Editing" in titles, said.out[-3000:]


def test_a_manager_edits_an_organization_and_adds_a_name(cli: CommandLine) -> None:
    typed = (
        "my organizations", "edit", "add a name", "/german", "german", "Benutzergruppe Türkei", "web site",
        "example.org", "changes", "save", "1",
    )  # fmt: skip
    said = talk(cli, *typed, flags=PEOPLE)
    assert "Answer> Sending it to the service.\nSaved." in said, said.out[-3000:]
    held = cli.demo("org", "show", "Wikimedia Community User Group Turkey", "--json").json
    assert held["website"] == "https://example.org"
    assert {"language_code": "de", "name": "Benutzergruppe Türkei"} in held["names"]


def test_who_does_not_manage_an_organization_is_told_so(cli: CommandLine) -> None:
    said = talk(cli, "organizations", "search art", "1", "edit", flags=PEOPLE)
    assert "Art+Feminism> " in said
    assert "manage" in said.out.split("Art+Feminism> ")[1]
