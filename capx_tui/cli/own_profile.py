"""One's own profile for the line commands: asked of the service, named both ways, printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.output import Table, print_list, print_object
from capx_tui.cli.profile import TABLE_FIELDS, person_object, person_row, profile_lines, table_headings
from capx_tui.cli.source import prepare
from capx_tui.core import Core
from capx_tui.errors import CapxError, NotSignedIn
from capx_tui.i18n import t
from capx_tui.model.commons_files import file_title
from capx_tui.model.naming import Kind
from capx_tui.model.profile import MyProfile
from capx_tui.model.profile_gaps import profile_gaps
from capx_tui.model.profile_public import as_others_see
from capx_tui.store.names import HeldNames, Names

__all__ = ["ProfileBook", "book_of", "own_profile", "print_profile", "say_tidied", "signed_in"]


class ProfileBook:
    """`capx_tui.model.profile_writing.Book` over the mirror's lists."""

    def __init__(self, names: Names, avatars: Mapping[int, str]) -> None:
        self._names = names
        #: Addresses of the avatars, by number.
        self.addresses = avatars
        self._avatars = {number: file_title(address) or address for number, address in avatars.items()}

    def resolve(self, kind: Kind, text: str) -> int:
        """The id of what `text` names. Raises `RuleError`."""
        return self._names.resolve(kind, text)

    def name(self, kind: Kind, number: int) -> str:
        """The name of `number`, "" for an id that nobody knows."""
        return self._names.table(kind).name(number)

    def avatars(self) -> Mapping[int, str]:
        """The titles of the avatars, by number."""
        return self._avatars


async def signed_in(core: Core) -> MyProfile:
    """The profile as the service has it now. Raises `NotSignedIn`."""
    if core.session.token() is None:
        raise NotSignedIn
    return await core.my_profile.load()


async def own_profile(core: Core, request: Request, console: Console) -> MyProfile:
    """The profile, and the names of what it points at. Raises `NotSignedIn`."""
    profile = await signed_in(core)
    await prepare(core, request, console)
    return profile


async def book_of(core: Core) -> ProfileBook:
    """Names both ways; where the avatars cannot be asked for, none is known."""
    try:
        avatars = await core.my_profile.avatars()
    except CapxError:
        avatars = {}
    return ProfileBook(core.names, avatars)


async def print_profile(
    core: Core, profile: MyProfile, request: Request, console: Console, *, gaps: bool = False
) -> None:
    """The profile as others see it; `gaps` adds to the text what it lacks."""
    person = as_others_see(profile)
    names = HeldNames(core.names)
    chosen = request.common.format
    if chosen is Format.JSON:
        print_object(console, person_object(person, names))
        return
    lines: list[str] = []
    if chosen is Format.TEXT:
        try:
            # What only Meta-Wiki, Wikidata and Commons know.
            await core.person.load(profile.id)
        except CapxError:
            core.person.show(profile.id)
        lines += profile_lines(
            person,
            names,
            console.language,
            wiki_birthday=core.person.birthday_words(),
            picture=core.person.picture_words(),
        )
        lines += _gap_lines(profile, names) if gaps else ()
    table = Table(
        objects=tuple,
        paragraphs=lambda: [lines],
        fields=TABLE_FIELDS,
        headings=table_headings,
        rows=lambda in_words: [person_row(person, names, in_words=in_words)],
    )
    print_list(console, chosen, table)


def _gap_lines(profile: MyProfile, names: HeldNames) -> Iterator[str]:
    found = profile_gaps(as_others_see(profile), names)
    yield ""
    yield t("my-profile-missing") if found else t("my-profile-nothing-missing")
    yield from (t("people-fact", gap.label, gap.why) for gap in found)


def say_tidied(console: Console, fields: tuple[str, ...]) -> None:
    """That characters were taken out of one's own text."""
    for name in fields:
        console.say(t("cli-profile-tidied", name))
