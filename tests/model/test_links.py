"""CapX addresses and screens, both ways; hostile addresses refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.errors import RuleError
from capx_tui.model.links import (
    Destination,
    name_of_slug,
    organization_address,
    person_address,
    read_address,
    slug,
)
from capx_tui.text import clean


@pytest.mark.parametrize(
    ("address", "destination"),
    [
        ("https://capx.toolforge.org/", Destination("home")),
        ("https://capx.toolforge.org", Destination("home")),
        ("https://capx.toolforge.org/profile", Destination("my-profile")),
        ("https://capx.toolforge.org/profile/edit", Destination("edit-profile")),
        ("https://capx.toolforge.org/profile/badges", Destination("badges")),
        ("https://capx.toolforge.org/profile/lets_connect", Destination("lets-connect")),
        ("https://capx.toolforge.org/profile/Edit", Destination("person", "Edit")),
        ("https://capx.toolforge.org/profile/Ana_Souza", Destination("person", "Ana Souza")),
        ("https://capx.toolforge.org/profile/Ana%20Souza?utm=1#top", Destination("person", "Ana Souza")),
        ("https://capx.toolforge.org/profile/%C4%B0pek/", Destination("person", "İpek")),
        ("https://capx.toolforge.org/profile/A%2FB", Destination("person", "A/B")),
        ("https://capx.toolforge.org/organization_profile/12", Destination("organization", "12")),
        ("https://capx.toolforge.org/organization_profile/12/edit", Destination("organization", "12", True)),
        ("https://capx.toolforge.org/feed", Destination("explore")),
        ("https://capx.toolforge.org/feed?capacityId=71", Destination("explore", "71")),
        ("https://capx.toolforge.org/feed?capacityId=7;drop", Destination("explore")),
        ("https://capx.toolforge.org/feed/saved", Destination("saved")),
        ("https://capx.toolforge.org/capacity", Destination("directory")),
        ("https://capx.toolforge.org/organization_list", Destination("organizations")),
        ("https://capx.toolforge.org/events", Destination("events")),
        ("https://capx.toolforge.org/events/4", Destination("events")),
        ("https://capx.toolforge.org/mentorship", Destination("mentorship")),
        ("https://capx.toolforge.org/message", Destination("messages")),
        ("https://capx.toolforge.org/message?username=Ana+Souza", Destination("messages", "Ana Souza")),
        ("https://capx.toolforge.org/message?username=Ana_%26_Bo", Destination("messages", "Ana & Bo")),
        ("https://capx.toolforge.org/report_bug", Destination("bug-reports")),
        ("https://capx.toolforge.org/data_analytics_dashboard", Destination("statistics")),
        ("https://capx.toolforge.org/translation", Destination("translate")),
        ("https://capx.toolforge.org/translate", Destination("translate")),
        ("https://capx.toolforge.org/privacy_policy", Destination("about")),
        ("http://capx.toolforge.org/feed", Destination("explore")),
        ("https://CAPX.toolforge.org:443/feed", Destination("explore")),
        ("https://capx-test.toolforge.org/feed", Destination("explore")),
        ("capx.toolforge.org/feed", Destination("explore")),
        ("//capx.toolforge.org/feed", Destination("explore")),
        ("  /feed  ", Destination("explore")),
    ],
)
def test_an_address_leads_to_its_screen(address: str, destination: Destination) -> None:
    assert read_address(address) == destination


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("", "link-no-address"),
        ("   ", "link-no-address"),
        ("https://", "link-no-address"),
        ("javascript:alert(1)", "link-no-address"),
        ("file:///etc/passwd", "link-no-address"),
        ("ftp://capx.toolforge.org/feed", "link-no-address"),
        ("https://capx.toolforge.org/feed saved", "link-no-address"),
        ("https://capx.toolforge.org/profile/\x1b[2J", "link-no-address"),
        ("https://capx.toolforge.org/profile/a\u202eb", "link-no-address"),
        ("https://capx.toolforge.org\\@evil.example/feed", "link-no-address"),
        ("https://[::1/feed", "link-no-address"),
        ("https://capx.toolforge.org:x/feed", "link-no-address"),
        ("https://evil.example/profile/Ana", "link-other-site"),
        ("https://capx.toolforge.org.evil.example/profile/Ana", "link-other-site"),
        ("https://capx.toolforge.org@evil.example/profile/Ana", "link-other-site"),
        ("https://evil@capx.toolforge.org/profile/Ana", "link-other-site"),
        ("https://capx.toolforge.org:8443/profile/Ana", "link-other-site"),
        ("https://capx.toolforge.org/" + "a" * 2048, "link-too-long"),
        ("https://capx.toolforge.org/oauth?oauth_verifier=v&oauth_token=t", "link-sign-in-return"),
        ("https://capx.toolforge.org/nowhere", "link-unknown-page"),
        ("https://capx.toolforge.org/profile/Ana/Souza", "link-unknown-page"),
        ("https://capx.toolforge.org/organization_profile/abc", "link-unknown-page"),
        ("https://capx.toolforge.org/organization_profile/9999999999999", "link-unknown-page"),
        ("https://capx.toolforge.org/organization_profile/²", "link-unknown-page"),
        ("https://capx.toolforge.org/organization_profile/1/delete", "link-unknown-page"),
        ("https://capx.toolforge.org/profile/%FF", "link-damaged"),
        ("https://capx.toolforge.org/profile/%zz", "link-damaged"),
        ("https://capx.toolforge.org/profile/%20", "link-damaged"),
        ("https://capx.toolforge.org/profile/%1B%5B2J", "link-damaged"),
        ("https://capx.toolforge.org/profile/a%E2%80%AEb", "link-damaged"),
        ("https://capx.toolforge.org/profile/%5B%5BAna%5D%5D", "link-damaged"),
        ("https://capx.toolforge.org/profile/" + "%C3%A4" * 128, "link-damaged"),
        ("https://capx.toolforge.org/message?username=%FF", "link-damaged"),
        ("https://capx.toolforge.org/message?username=%0A", "link-damaged"),
    ],
)
def test_a_bad_address_is_refused_with_its_reason(address: str, key: str) -> None:
    with pytest.raises(RuleError) as refused:
        read_address(address)
    assert refused.value.key == key
    assert all(clean(param) == param for param in refused.value.params)


def test_addresses_are_written_as_the_web_client_writes_them() -> None:
    assert person_address("Ana Souza") == "https://capx.toolforge.org/profile/Ana_Souza"
    assert person_address("İpek/2&3") == "https://capx.toolforge.org/profile/%C4%B0pek%2F2%263"
    assert person_address("Who?!") == "https://capx.toolforge.org/profile/Who%3F!"
    assert organization_address(7) == "https://capx.toolforge.org/organization_profile/7"


_NAMES = st.text(min_size=1, max_size=60).filter(
    lambda name: (
        "_" not in name
        and not any(c in name for c in "#<>[]|{}")
        and clean(name) == name
        and len(name.encode("utf-8", "surrogatepass")) <= 255
    )
)


@given(_NAMES)
def test_a_name_comes_back_from_its_slug(name: str) -> None:
    assert name_of_slug(slug(name)) == name
    if name not in ("edit", "badges", "lets connect"):
        assert read_address(person_address(name)) == Destination("person", name)


def _read(text: str) -> Destination | RuleError:
    try:
        return read_address(text)
    except RuleError as refused:
        return refused


@given(st.text(max_size=200))
def test_any_text_is_a_destination_or_a_reason(text: str) -> None:
    read = _read(text)
    said = read.params if isinstance(read, RuleError) else (read.subject,)
    assert all(clean(part) == part for part in said)
