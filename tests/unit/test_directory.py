"""Territories and organizations: regions, and the name in the language of whoever reads."""

from __future__ import annotations

import pytest

from capx_tui.model.directory import Organization, Territory


def test_a_territory_without_a_parent_is_a_region() -> None:
    assert Territory(id=18, territory_name="Latin America and the Caribbean").is_region
    assert not Territory(id=40, territory_name="Brazil", parent_territory=(18,)).is_region


NAMES = {"en": "Wiki Movement", "pt": "Movimento Wiki", "ar": "حركة ويكي"}


@pytest.mark.parametrize(
    ("names", "languages", "shown"),
    [
        (NAMES, ("pt-br", "pt", "en"), "Movimento Wiki"),
        (NAMES, ("ar",), "حركة ويكي"),
        (NAMES, ("tr", "en"), "Wiki Movement"),
        (NAMES, ("tr",), "Wiki Movement"),
        (NAMES, (), "Wiki Movement"),
        ({"pt": "Movimento Wiki"}, ("tr",), "Shown Name"),
        ({"en": "", "pt": "Movimento Wiki"}, ("en",), "Shown Name"),
        ({}, ("en",), "Shown Name"),
    ],
)
def test_the_first_language_with_a_name_wins(names: dict[str, str], languages: tuple[str, ...], shown: str) -> None:
    organization = Organization(id=1, display_name="Shown Name", acronym="SN", names=names)
    assert organization.name_in(languages) == shown


def test_an_organization_nobody_named_in_english_still_has_a_name() -> None:
    assert Organization(id=1, display_name="", acronym="SN", names={"pt": "Nome"}).name_in(("en",)) == "Nome"
    assert Organization(id=1, display_name="", acronym="SN").name_in(("en",)) == "SN"
