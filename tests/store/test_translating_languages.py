"""The languages to translate into: Metabase's own, the person's first, and CLDR's where Metabase is silent."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from capx_tui.errors import NotSignedIn, RuleError
from capx_tui.i18n.sentences import sentence
from capx_tui.store.translating_languages import Target
from tests.screens.wire import no_route, refused_token
from tests.store.embedded_desk import Desk, open_desk, refuse

pytestmark = pytest.mark.usefixtures("two_attempts")


@pytest.fixture
async def desk(world: Path) -> AsyncIterator[Desk]:
    async with open_desk(world) as opened:
        await opened.core.sync.run()
        await opened.core.session.verify()
        yield opened


async def test_ones_own_languages_come_first_then_those_that_are_begun(desk: Desk) -> None:
    languages = desk.core.translating_languages
    await languages.load()
    me = desk.core.mirror.person(desk.core.session.account_id or 0)
    assert me is not None
    spoken = {desk.core.names.language_name(each.id) for each in me.language}
    own = [target for target in languages.targets() if target.is_suggested]
    assert {"Turkish", "English"} < spoken
    assert {target.name for target in own} == spoken - {"English"}
    assert languages.targets()[: len(own)] == own
    rest = languages.targets()[len(own) :]
    begun = [target for target in rest if target.done]
    assert [target.code for target in rest[: len(begun)]] == [target.code for target in begun]
    assert next(target for target in own if target.code == "tr") == Target("tr", "Turkish", "Türkçe", 126, 132, True)
    assert "en" not in {target.code for target in languages.targets()}
    desk.core.settings.change(translate_to="eo")
    assert languages.targets()[0].code == "eo"
    desk.core.language = "pt-br"
    assert [target.name for target in languages.targets()[:2]] == ["esperanto", "português (Brasil)"]


async def test_a_language_is_found_by_any_of_its_names_and_by_its_code_first(desk: Desk) -> None:
    languages = desk.core.translating_languages
    await languages.load()
    for typed in ("turk", "Türkç", "TR", "turkish"):
        assert languages.search(typed)[0].code == "tr", typed
    assert languages.search("nothing like it") == []
    assert [target.code for target in languages.search("portuguese")][:2] == ["pt", "pt-br"]
    for text in ("tr", "TR", "turkish", "Türkçe"):
        assert languages.resolve(text) == "tr"
    assert languages.resolve("pt_BR") == "pt-br"
    assert languages.name("eo") == "Esperanto"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("en", "English is what everything is translated from; it is not changed here."),
        ("English", "English is what everything is translated from; it is not changed here."),
        ("Klingonese of the moon", "“Klingonese of the moon” is no language that Metabase takes."),
        (
            "portug",
            "“portug” is no language that Metabase takes. Nearest: Brazilian Portuguese (pt-br), Portuguese (pt).",
        ),
    ],
)
async def test_what_is_no_language_is_refused_with_the_nearest(desk: Desk, text: str, words: str) -> None:
    await desk.core.translating_languages.load()
    with pytest.raises(RuleError) as caught:
        desk.core.translating_languages.resolve(text)
    assert sentence(caught.value) == words


async def test_where_metabase_is_silent_every_language_with_a_name_stands_in(desk: Desk) -> None:
    languages = desk.core.translating_languages
    desk.line.fail(refuse(502, {"detail": "Failed to fetch languages"}), where="/translating/languages/")
    desk.line.fail(no_route, where="/translating/suggestions/")
    await languages.load()
    assert languages.state.error is not None
    assert languages.resolve("eo") == "eo"
    assert languages.resolve("Turkish") == "tr"
    assert languages.search("esperanto")[0] == Target("eo", "Esperanto")
    assert languages.search("turkish")[0].code == "tr", "before Crimean and Ottoman Turkish"
    desk.line.mend()
    await languages.load()
    assert languages.state.error is None


async def test_signed_out_nothing_is_told(desk: Desk) -> None:
    desk.line.fail(refused_token, where="/translating/")
    with pytest.raises(NotSignedIn):
        await desk.core.translating_languages.load()


async def test_a_code_that_is_none_is_no_language_and_numbers_without_measure_count_as_far_as_one_counts(
    desk: Desk,
) -> None:
    """Codes stand in sentences as they are: one with a clipboard sequence in it went to the terminal."""
    odd = ("", "tr\x1b]52;c;cm0=\x07", "t\u202er", "x" * 41)
    listed = [{"code": code, "name": "Odd"} for code in (*odd, "be-x-old", "simple")]
    stats = {"simple": {"complete": 1e308, "total": -1e308, "completion": 1e308}}
    desk.line.fail(refuse(200, {"languages": listed}), where="/translating/languages/")
    desk.line.fail(refuse(200, {"languages": [], "stats": stats}), where="/translating/suggestions/")
    languages = desk.core.translating_languages
    await languages.load()
    assert {target.code for target in languages.state.targets or ()} == {"be-x-old", "simple"}
    simple = next(target for target in languages.targets() if target.code == "simple")
    assert (simple.done, simple.total) == (1_000_000, 0)
