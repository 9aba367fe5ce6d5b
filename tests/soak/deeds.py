"""What people do, one after the other: each action as a deed that `Person.do` compares with what the service has."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec

from capx_tui.core import Core
from capx_tui.model.badges import Ending
from capx_tui.model.event_form import EventChoices, event_spec
from capx_tui.model.explore import CapacityList
from capx_tui.model.form import Form
from capx_tui.model.form_draft import DraftKey
from capx_tui.model.form_options import Options as Choices
from capx_tui.model.messages import Message, Method
from capx_tui.model.organization_form import OrganizationChoices, organization_spec
from capx_tui.model.project_form import project_spec
from capx_tui.model.report_files import report_file
from capx_tui.model.reports import KINDS, Words
from capx_tui.model.saved import SavedKind, Subject
from capx_tui.model.translating import Stage
from capx_tui.store.badges import BadgesNotSaved
from capx_tui.store.translating_reading import draft_key
from capx_tui.store.write_once import SavedInPart
from capx_tui.text import clean
from tests.soak.person import Deed, Person, Told

__all__ = ["Doer"]

_NONE = Choices(())


class Doer(Person):
    """A person who can do all of it."""

    async def save(self, number: int, *, is_on: bool) -> Deed:
        """Save somebody, or take them out of the saved profiles."""
        ids = [row[0] for row in self.sql("SELECT id FROM user WHERE is_active AND id != ? ORDER BY id", self.me)]
        subject = Subject(SavedKind.PERSON, ids[number % len(ids)])
        query = "SELECT count(*) FROM saved_item WHERE user = ? AND entity = 'user' AND entity_id = ?"
        deed = Deed(
            "save a profile" if is_on else "remove a saved profile",
            ("saved_item",),
            lambda: bool(self.sql(query, self.me, subject.id)[0][0]) is is_on,
        )
        store = self.core.saved
        return await self.do(deed, store.save(subject) if is_on else _removed(self.core, subject))

    async def add(self, number: int, to: CapacityList) -> Deed:
        """Add a capacity to one's profile."""
        skills = [row[0] for row in self.sql("SELECT id FROM skill ORDER BY id")]
        skill = skills[number % len(skills)]
        query = "SELECT count(*) FROM profile_skill WHERE profile = ? AND list = ? AND skill = ?"
        deed = Deed(
            f"add to {to.value}",
            ("profile", "profile_skill"),
            lambda: bool(self.sql(query, self.me, to.value, skill)[0][0]),
        )
        return await self.do(deed, self.core.adding.add(skill, to))

    async def undo(self) -> Deed:
        """Take the last addition back."""
        return await self.do(Deed("take an addition back", ("profile", "profile_skill")), self.core.adding.undo())

    async def edit_profile(self) -> Deed:
        """Write another mini bio and team into one's profile."""
        about, team = self.fresh("About me"), self.fresh("Team")
        deed = Deed(
            "edit the profile",
            ("profile",),
            lambda: self.sql("SELECT about, team FROM profile WHERE id = ?", self.me) == [(about, team)],
        )

        async def work() -> None:
            before = await self.core.my_profile.load()
            await self.core.my_profile.save_and_make_sure(
                before, msgspec.structs.replace(before, about=about, team=team)
            )

        return await self.do(deed, work())

    async def write(self, method: Method) -> Deed:
        """Write to somebody new, or once more to somebody of whom it was not said that it arrived."""
        again = [each for each in self.waiting if isinstance(each, Message)]
        if again and self.line.chance.random() < 0.6:
            message = again[0]
        else:
            name = self.fresh("Reader")
            self.sql("INSERT INTO meta_user (name, userid, emailable) VALUES (?, ?, 1)", name, 5_000_000 + self.number)
            message = Message(name, method, "A question", "How do you do it?")
            self.waiting.append(message)
        deed = Deed("send a message", ("message",), lambda: self._arrived(message) == 1)
        done = await self.do(deed, self.core.messages.send(message))
        assert self._arrived(message) <= 1, f"{deed.name}: doubled"
        if done.told is Told.DONE:
            self.waiting.remove(message)
        return done

    def _arrived(self, message: Message) -> int:
        query = "SELECT count(*) FROM message WHERE receiver = ?"
        return int(self.sql(query, message.receiver)[0][0])

    async def report(self, files: int) -> Deed:
        """Report a bug, with files; or once more one of which it was not said that it arrived."""
        again = [each for each in self.waiting if isinstance(each, Words)]
        words = again[0] if again else Words(self.fresh("Report"), "What happened.", KINDS[self.number % len(KINDS)])
        if not again:
            self.waiting.append(words)
        added = [report_file(f"{number}.txt", f"{words.title} {number}".encode()) for number in range(files)]
        deed = Deed("report a bug", ("bug", "attachment"), lambda: self._reported(words) == 1)

        async def work() -> None:
            sent = await self.core.reports.report(words, added)
            found = self.sql("SELECT count(*) FROM attachment WHERE bug = ?", sent.report.id)[0][0]
            assert sent.missing or found >= files, f"{deed.name}: {found} of {files} files are there"

        done = await self.do(deed, work())
        assert self._reported(words) <= 1, f"{deed.name}: doubled"
        twice = "SELECT count(*) FROM attachment JOIN bug ON bug.id = bug WHERE title = ? GROUP BY attachment.name"
        assert all(row[0] == 1 for row in self.sql(twice, words.title)), f"{deed.name}: a file is doubled"
        if done.told is Told.DONE:
            self.waiting.remove(words)
        return done

    def _reported(self, words: Words) -> int:
        return int(self.sql("SELECT count(*) FROM bug WHERE title = ?", words.title)[0][0])

    async def show_badges(self, number: int) -> Deed:
        """Turn two badges round."""
        rows = self.sql(
            "SELECT id, is_displayed FROM user_badge WHERE user = ? AND progress = 100 ORDER BY id", self.me
        )
        wanted = {row[0]: not row[1] for row in (rows[number % len(rows)], rows[(number + 1) % len(rows)])}
        deed = Deed("show and hide badges", ("user_badge",), lambda: self._badges(wanted) == wanted)

        async def work() -> None:
            try:
                await self.core.badges.save(wanted)
            except BadgesNotSaved as error:
                deed.told = Told.OPEN
                held = self._badges(wanted)
                for outcome in error.outcomes:
                    is_as_wanted = held[outcome.badge.row or 0] is outcome.shown
                    assert outcome.ending is Ending.UNKNOWN or is_as_wanted == (outcome.ending is Ending.SAVED), (
                        f"{outcome.badge.name}: told {outcome.ending.value}"
                    )
                raise

        return await self.do(deed, work())

    def _badges(self, rows: dict[int, bool]) -> dict[int, bool]:
        return {row: bool(self.sql("SELECT is_displayed FROM user_badge WHERE id = ?", row)[0][0]) for row in rows}

    async def edit_organization(self) -> Deed:
        """Write the website, a name and a tag of one's organization: three writes that make up one save."""
        organization, me = self.organization, self.me
        site, name, tag = f"https://example.org/{self.fresh('site')[-5:]}", self.fresh("Vikimedya"), self.fresh("Tag")
        wanted: dict[str, Any] = {"website": site, "name.tr": name, "tag_diff": (tag,)}
        tables = ("organization", "organization_name", "organization_tag_diff", "tag_diff", "organization_skill")
        deed = Deed(
            "edit an organization", tables, lambda: all(self._held(organization, each, wanted) for each in wanted)
        )

        async def work() -> None:
            values = (await self.core.organization_edit.read(organization)).values()
            spec = organization_spec(OrganizationChoices(), {**values, "name.tr": ""})
            form = Form.begin(spec, values).edit_many(wanted)
            try:
                await self.core.organization_edit.save(organization, form, me=me)
            except SavedInPart as error:
                deed.told = Told.OPEN
                for each in error.saved:
                    assert self._held(organization, each, wanted), f"{each}: told to be saved"
                for each in error.missing:
                    assert not self._held(organization, each, wanted), f"{each}: told not to be saved"
                raise

        done = await self.do(deed, work())
        assert self.sql("SELECT count(*) FROM tag_diff WHERE tag = ?", tag)[0][0] <= 1, f"{deed.name}: a tag is doubled"
        return done

    def _held(self, organization: int, field_id: str, wanted: dict[str, Any]) -> bool:
        queries = {
            "website": "SELECT website FROM organization WHERE id = ?",
            "name.tr": "SELECT name FROM organization_name WHERE organization = ? AND language_code = 'tr'",
            "tag_diff": "SELECT tag FROM tag_diff JOIN organization_tag_diff ON tag_diff.id = tag_diff"
            " WHERE organization = ?",
        }
        rows = [row[0] for row in self.sql(queries[field_id], organization)]
        return rows == (list(wanted[field_id]) if isinstance(wanted[field_id], tuple) else [wanted[field_id]])

    async def make_event(self) -> Deed:
        """Add an event, change one, or delete one."""
        name, organization = self.fresh("Event"), self.organization
        known = [row[0] for row in self.sql("SELECT id FROM event WHERE organization = ?", organization)]
        values = {"name": name, "type_of_location": "virtual", "time_begin": "2026-08-01 10:00"}
        spec = event_spec(EventChoices(), is_new=True)
        form = Form.begin(spec, {"organization": organization}).edit_many(values)
        count = "SELECT count(*) FROM event WHERE name = ?"
        deed = Deed("add an event", ("event", "event_skill"), lambda: self.sql(count, name) == [(1,)])

        async def work() -> None:
            self.events.append(await self.core.event_edit.make(form, known))

        done = await self.do(deed, work())
        if done.told is Told.OPEN:
            # Whoever asks again is asked for what the service has first.
            deed = Deed("add an event again", deed.tables, deed.is_there)

            async def again() -> None:
                found = await self.core.event_edit.made(form, known)
                self.events.append(found.id if found is not None else await self.core.event_edit.make(form, known))

            done = await self.do(deed, again())
        assert self.sql(count, name)[0][0] <= 1, f"{deed.name}: doubled"
        return done

    async def delete_event(self) -> Deed:
        """Delete an event that was made before."""
        number = self.events.pop() if self.events else 0
        deed = Deed(
            "delete an event",
            ("event", "event_skill", "organization_choose_event"),
            lambda: self.sql("SELECT count(*) FROM event WHERE id = ?", number) == [(0,)],
        )
        return await self.do(deed, self.core.event_edit.delete(number))

    async def make_project(self) -> Deed:
        """Add a project to one's organization: a project, and its place in the organization."""
        name, organization = self.fresh("Project"), self.organization
        form = Form.begin(project_spec(_NONE, is_new=True), {}).edit_many({"display_name": name})
        count = "SELECT count(*) FROM project WHERE display_name = ?"
        deed = Deed(
            "add a project", ("project", "project_skill", "project_member"), lambda: self.sql(count, name) == [(1,)]
        )

        async def work() -> None:
            known = await self.core.project_edit.known(organization)
            self.projects.append(await self.core.project_edit.make(organization, form, known))

        done = await self.do(deed, work())
        assert self.sql(count, name)[0][0] <= 1, f"{deed.name}: doubled"
        return done

    async def translate(self, number: int) -> Deed:
        """Write a capacity's description in Turkish."""
        text = self.fresh("Açıklama")
        deed = Deed("translate a capacity", ("wiki_term",))
        store = self.core.translating
        places: list[str] = []

        async def work() -> None:
            await store.load("tr")
            items = store.state.items
            item = items[number % len(items)]
            places.append(item.qid)
            store.edit(item.qid, item.mine.having("description", text))
            store.submit(item.qid)
            store.go_on()
            await store.run()
            after = store.state.item(item.qid)
            assert after is not None
            if after.stage is not Stage.SAVED:
                deed.told = Told.OPEN if after.stage is Stage.UNKNOWN or store.is_saving else Told.NOT
                deed.words = after.stage.value
                if deed.told is Told.NOT:
                    store.throw_away(item.qid)

        query = "SELECT count(*) FROM wiki_term WHERE description = ? AND lang = 'tr'"
        deed.is_there = lambda: self.sql(query, text) == [(1,)]
        done = await self.do(deed, work())
        if places and done.told is Told.OPEN:
            # What waits would be written by a later one: here each is looked at by itself.
            await self.restart()
            self.core.drafts.erase(draft_key(self.core.service, str(self.me), "tr", places[0]))
        return done

    async def refresh(self) -> Deed:
        """Ask the service what is new; afterwards everybody is there, and nobody else."""
        query = "SELECT username FROM user WHERE is_active AND id IN (SELECT id FROM profile)"

        def is_there() -> bool:
            return set(self.core.mirror.usernames("", 10_000)) == {clean(row[0]) for row in self.sql(query)}

        async def work() -> None:
            report = await self.core.sync.run()
            if report.failures:
                deed.told, deed.words = Told.NOT, "a part failed"

        deed = Deed("refresh", is_there=is_there)
        return await self.do(deed, work())

    async def type_and_be_killed(self) -> Deed:
        """Type into a form; the program is killed and begins again, and what was typed is offered."""
        key = DraftKey(self.core.service, str(self.me), "event", self.fresh("draft"))
        form = Form.begin(event_spec(EventChoices(), is_new=True), {}).edit("name", self.fresh("Ödev \u0939\u093f"))
        assert self.core.drafts.keep_now(key, form)
        self.drafts[key] = form
        await self.restart()
        for each, typed in list(self.drafts.items())[-3:]:
            found = self.core.drafts.find(each)
            assert found is not None, "a draft is lost"
            assert found.draft.edits["name"].now == typed["name"], "a draft is not what was typed"
        deed = Deed("be killed with a form open", told=Told.KILLED)
        self.told[deed.name, deed.told] += 1
        return deed

    async def set_the_clock(self, days: int) -> Deed:
        """The machine's clock jumps, to any side."""
        self.shift = timedelta(days=days)
        deed = Deed("the clock jumps")
        self.told[deed.name, deed.told] += 1
        return deed


async def _removed(core: Core, subject: Subject) -> None:
    if not core.saved.has(subject):
        await core.saved.load()
    await core.saved.remove(subject)
