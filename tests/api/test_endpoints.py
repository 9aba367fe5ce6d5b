"""Addresses: defaults, the environment, the embedded service, and what is refused."""

from __future__ import annotations

import pytest

from capx_tui.api.endpoints import DEFAULT_SERVICE, EMBEDDED_SERVICE, ENVIRONMENT, addresses, checked
from capx_tui.api.wire import Site
from capx_tui.errors import RuleError
from capx_tui.i18n import sentences


def test_production() -> None:
    found = addresses(DEFAULT_SERVICE, {}, embedded=False)
    assert set(found) == set(Site)
    assert found[Site.CAPX] == "https://capx-backend.toolforge.org"
    assert all(address.startswith("https://") and not address.endswith("/") for address in found.values())
    assert found[Site.META_API] == "https://meta.wikimedia.org/w/api.php"
    assert found[Site.METABASE_SPARQL] == "https://metabase.wikibase.cloud/query/sparql"


def test_every_outside_site_can_be_elsewhere() -> None:
    environ = {name: f"http://127.0.0.1:9000/{name}/" for name in ENVIRONMENT.values()}
    found = addresses("https://capx.example/", environ, embedded=False)
    assert set(ENVIRONMENT) == set(Site) - {Site.CAPX}
    assert found.pop(Site.CAPX) == "https://capx.example"
    assert found == {site: f"http://127.0.0.1:9000/{name}" for site, name in ENVIRONMENT.items()}


def test_an_empty_variable_says_nothing() -> None:
    found = addresses("https://capx.example", dict.fromkeys(ENVIRONMENT.values(), " "), embedded=False)
    assert found[Site.DIFF_API] == "https://diffapi.toolforge.org"


def test_the_embedded_service_brings_its_own_whatever_the_environment_says() -> None:
    environ = dict.fromkeys(ENVIRONMENT.values(), "https://elsewhere.example")
    found = addresses("https://capx.example", environ, embedded=True)
    assert set(found) == set(Site)
    assert all(address.startswith(EMBEDDED_SERVICE) for address in found.values())
    assert found[Site.CAPX] == EMBEDDED_SERVICE
    assert found[Site.WIKIDATA_SPARQL] == f"{EMBEDDED_SERVICE}/_wikimedia/wikidata/query/sparql"
    assert len(set(found.values())) == len(Site)


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://capx.example", "https://capx.example"),
        (" HTTPS://CapX.Example:443/// ", "https://capx.example"),
        ("https://capx.example:8443/base/", "https://capx.example:8443/base"),
        ("https://10.0.0.7", "https://10.0.0.7"),
        ("https://xn--exmple-cua.example/a%20b", "https://xn--exmple-cua.example/a%20b"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]"),
    ],
)
def test_one_spelling(given: str, address: str) -> None:
    assert checked(given) == address
    assert checked(address) == address


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ("http://capx.example", "error-address-unprotected"),
        ("http://localhost.example", "error-address-unprotected"),
        ("http://192.168.0.1:8000", "error-address-unprotected"),
        (EMBEDDED_SERVICE, "error-address-unprotected"),
        ("ftp://capx.example", "error-address-scheme"),
        ("file:///etc/passwd", "error-address-scheme"),
        ("javascript:alert(1)", "error-address-scheme"),
        ("capx.example", "error-address-scheme"),
        ("localhost:8000", "error-address-scheme"),
        ("", "error-address-scheme"),
        ("//capx.example", "error-address-scheme"),
        ("https://ana:s3cret@capx.example", "error-address-credentials"),
        ("https://ana@capx.example", "error-address-credentials"),
        ("https://@capx.example", "error-address-credentials"),
        ("http://ana:s3cret@localhost/", "error-address-credentials"),
        ("ftp://ana:s3cret@capx.example", "error-address-credentials"),
        ("https://", "error-address-unreadable"),
        ("https:///path", "error-address-unreadable"),
        ("https://capx.example/?token=s3cret", "error-address-unreadable"),
        ("https://capx.example/#here", "error-address-unreadable"),
        ("https://capx.example:port", "error-address-unreadable"),
        ("https://capx.example:99999", "error-address-unreadable"),
        ("https://[::1", "error-address-unreadable"),
        ("https://ana:s3cret@[::1", "error-address-unreadable"),
        ("https://ca px.example", "error-address-unreadable"),
        ("https://capx..example", "error-address-unreadable"),
        ("https://capx.example/a/../b", "error-address-unreadable"),
        ("https://capx.example//b", "error-address-unreadable"),
        ("https://capx.example/\x1b[2J", "error-address-unreadable"),
        ("https://exämple.org", "error-address-unreadable"),
        ("https://capx.example\\@evil.example", "error-address-credentials"),
    ],
)
def test_what_is_refused(given: str, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        checked(given, field="CAPX_TUI_META_API")
    assert caught.value.key == key
    assert caught.value.field == "CAPX_TUI_META_API"
    said = sentences.explain(caught.value)
    assert "s3cret" not in said
    assert "\x1b" not in said
    assert "[error-" not in said


def test_a_variable_is_named_when_its_address_is_refused() -> None:
    with pytest.raises(RuleError) as caught:
        addresses("https://capx.example", {"CAPX_TUI_COMMONS_API": "http://commons.example"}, embedded=False)
    assert caught.value.field == "CAPX_TUI_COMMONS_API"
