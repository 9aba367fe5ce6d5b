"""The line commands as a face of the one table: each action has a command, or a reason why it has none.

The commands are read as the program reads them: a command, verb or flag that there is not fails here.
"""

from __future__ import annotations

import shlex

import pytest

from capx_tui.cli.options import read
from capx_tui.model.actions import ACTIONS, SCREENS

#: Action → a command line that does it; what stands in capitals is the person's.
LINES = {
    "app.palette": "--open statistics",
    "app.help": "--help",
    "app.explore": "explore",
    "app.directory": "capacities",
    "app.refresh": "sync",
    "app.report": "report new --title TITLE --file TEXT.txt",
    "explore.search": "explore ceibo",
    "explore.filters": "explore --available Lua --wanted GLAM --territory Argentina --language Spanish:4 --role sharer",
    "explore.sort": "explore --sort name",
    "explore.lists": "explore --json",
    "explore.density": "explore --csv",
    "filters.save": "explore --available Lua --save-filter NAME",
    "filters.load": "explore --filter NAME",
    "matches.counted": "matches --mutual",
    "saving.toggle": "saved add NAME",
    "talking.begin": "message send NAME --subject SUBJECT --file TEXT.txt",
    "adding.known": "profile set known +Lua",
    "adding.wanted": "profile set wanted +Lua",
    "adding.undo": "profile set wanted -Lua",
    "messages.new": "message send NAME",
    "saved.note": "saved note NAME TEXT",
    "saved.remove": "saved remove NAME",
    "saved.undo": "saved add NAME",
    "listing.search": "orgs turkey",
    "listing.filters": "events --capacity Lua --territory Argentina --format virtual --org NAME",
    "listing.density": "orgs --csv",
    "events.when": "events --past",
    "events.calendar": "events --ics",
    "event.open": "events --all --json",
    "event.calendar": "events --org NAME --from 2027-01-01 --to 2027-01-31 --ics",
    "chooser.level": "explore --language Spanish:4",
    "person.copy-link": "person NAME",
    "person.qr": "person NAME --qr",
    "my-profile.edit": "profile edit",
    "my-profile.badges": "badges",
    "my-profile.copy-link": "profile show",
    "my-profile.qr": "person NAME --qr",
    "my-profile.delete": "profile delete",
    "organization.edit": "org edit NAME",
    "organization.copy-link": "org show NAME",
    "my-organizations.edit": "org edit NAME",
    "programme.apply": "mentorship apply NAME --role mentor",
    "directory.search": "capacities lua",
    "directory.view": "capacities --view themes",
    "directory.suggest": "suggest --title TITLE --file TEXT.txt",
    "directory.information": "capacities show Lua",
    "directory.offer": "explore --available Lua",
    "directory.want": "explore --wanted Lua",
    "directory.know": "explore --known Lua",
    "directory.translate": "translate set Lua --to de --label LABEL --description TEXT",
    "statistics.choose": "stats --language Spanish",
    "statistics.view": "stats gaps",
    "statistics.list": "stats --by capacities --list wanted",
    "statistics.turn": "stats --south-up",
    "statistics.region": "stats gaps --territory Argentina",
    "statistics.search": "stats gaps lua",
    "statistics.save": "stats gaps --wikitext",
    "translate.language": "translate list --to de",
    "translate.next": "translate list --to de --missing --limit 1",
    "translate.save": "translate set --to de --file ROWS.csv",
    "translate.account": "translate connect",
    "bug-reports.new": "report new --title TITLE",
    "bug-reports.suggest": "suggest --title TITLE",
    "form.save": "org edit NAME --yes --file TEXT.txt",
    "form.editor": "profile edit",
    "form.changes": "profile edit",
    "form.help": "profile --help",
    "form.add": "profile set languages +Spanish:4",
    "form.remove": "profile set languages -Spanish",
    "form.level-up": "profile set languages Spanish:5",
    "form.level-down": "profile set languages Spanish:3",
    "form.move-up": "profile set contact FIRST SECOND",
    "form.move-down": "profile set contact SECOND FIRST",
    "badges.picture": "badges --json",
    "qr.save": "person NAME --qr-file CODE.svg",
}
#: Why an action has no command of its own.
NO_COMMAND = {
    "a command prints everything at once: there is nothing to move through, to open or to leave": {
        "app.back", "app.quit", "app.where", "app.redraw", "app.screen-reader", "list.open", "list.up", "list.down",
        "list.page-up", "list.page-down", "list.first", "list.last", "list.jump", "rows.next-section",
        "rows.previous-section", "table.left", "table.right", "directory.expand", "directory.collapse",
        "directory.reset", "tree.expand", "tree.collapse", "statistics.next", "statistics.previous",
        "form.next-section", "form.previous-section", "form.sections", "form.next-error", "text.done", "text.help",
        "text.editor", "link.open", "link.copy",
    },
    "the shell does it: it has the last command, its output and Ctrl+C": {
        "app.retry", "app.repeat", "app.log", "app.stop", "metabase.stop", "form.undo", "form.redo",
    },
    "what is asked for stands on the command line itself": {
        "explore.clear", "listing.clear", "listing-filters.clear", "filters.clear", "chooser.clear", "table.sort",
        "saved.sort", "translate.order",
    },
    "kept on this machine for those who read lists one by one; in the full screen and in plain lines": {
        "matches.hide", "matches.hidden", "saved-filters.rename", "saved-filters.delete",
    },
    "an address is printed, and any program makes a code of it; for people `--qr` does": {"organization.qr", "link.qr"},
    "it is read once: where else one can translate stands at the addresses that `capacities show` prints": {
        "translate.ways",
    },
    "files go with a report when it is new; later ones need its list beside them": {"report.attach"},
}  # fmt: skip


def test_every_action_has_a_command_or_a_reason() -> None:
    without = [action for actions in NO_COMMAND.values() for action in actions]
    assert len(without) == len(set(without))
    assert set(LINES).isdisjoint(without)
    assert set(LINES) | set(without) == {action.id for action in ACTIONS}


@pytest.mark.parametrize("action", LINES)
def test_the_command_of_an_action_is_one_that_there_is(action: str) -> None:
    request = read(shlex.split(LINES[action]))
    verbs = {verb.name for verb in request.command.verbs}
    assert request.command.free or not verbs or request.words[:1] == () or request.words[0] in verbs


def test_every_screen_can_be_begun_at() -> None:
    assert [entry.id for entry in SCREENS if read(["--open", entry.id]).value("open") != entry.id] == []
