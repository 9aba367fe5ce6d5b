"""Where each site lives: production addresses, what the environment says instead, and the embedded service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from capx_tui.api.services import DEFAULT_SERVICE, EMBEDDED_SERVICE
from capx_tui.api.sites import Site, is_loopback
from capx_tui.errors import RuleError
from capx_tui.text import clean

__all__ = ["DEFAULT_SERVICE", "EMBEDDED_SERVICE", "ENVIRONMENT", "addresses", "checked"]

#: The environment variable for each outside site (command line: Environment).
ENVIRONMENT: Mapping[Site, str] = {
    Site.META_API: "CAPX_TUI_META_API",
    Site.METABASE_API: "CAPX_TUI_METABASE_API",
    Site.METABASE_SPARQL: "CAPX_TUI_METABASE_SPARQL",
    Site.WIKIDATA_API: "CAPX_TUI_WIKIDATA_API",
    Site.WIKIDATA_SPARQL: "CAPX_TUI_WIKIDATA_SPARQL",
    Site.COMMONS_API: "CAPX_TUI_COMMONS_API",
    Site.DIFF_API: "CAPX_TUI_DIFF_API",
    Site.LETSCONNECT: "CAPX_TUI_LETSCONNECT",
}

_PRODUCTION: Mapping[Site, str] = {
    Site.META_API: "https://meta.wikimedia.org/w/api.php",
    Site.METABASE_API: "https://metabase.wikibase.cloud/w/api.php",
    Site.METABASE_SPARQL: "https://metabase.wikibase.cloud/query/sparql",
    Site.WIKIDATA_API: "https://www.wikidata.org/w/api.php",
    Site.WIKIDATA_SPARQL: "https://query.wikidata.org/sparql",
    Site.COMMONS_API: "https://commons.wikimedia.org/w/api.php",
    Site.DIFF_API: "https://diffapi.toolforge.org",
    Site.LETSCONNECT: "https://letsconn.toolforge.org",
}

_EMBEDDED: Mapping[Site, str] = {
    Site.CAPX: "",
    Site.META_API: "/_wikimedia/meta/w/api.php",
    Site.METABASE_API: "/_wikimedia/metabase/w/api.php",
    Site.METABASE_SPARQL: "/_wikimedia/metabase/query/sparql",
    Site.WIKIDATA_API: "/_wikimedia/wikidata/w/api.php",
    Site.WIKIDATA_SPARQL: "/_wikimedia/wikidata/query/sparql",
    Site.COMMONS_API: "/_wikimedia/commons/w/api.php",
    Site.DIFF_API: "/_wikimedia/diff",
    Site.LETSCONNECT: "/_wikimedia/letsconnect",
}

_DEFAULT_PORTS = {"https": 443, "http": 80}
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|[0-9a-f:.]*:[0-9a-f:.]*").fullmatch
_PATH = re.compile(r"(/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*").fullmatch


def addresses(service: str, environ: Mapping[str, str], *, embedded: bool) -> dict[Site, str]:
    """The address of every site, without a trailing slash.

    `service` is the CapX service's. `environ` may name other outside sites (`ENVIRONMENT`), but not for
    the embedded service, which brings its own. For the Action API, SPARQL, Diff and Let's Connect sites
    the address is the whole endpoint. Raises RuleError for an address that `checked` refuses.
    """
    if embedded:
        return {site: EMBEDDED_SERVICE + path for site, path in _EMBEDDED.items()}
    found = {Site.CAPX: checked(service, field="service")}
    for site, usual in _PRODUCTION.items():
        name = ENVIRONMENT[site]
        given = environ.get(name, "").strip()
        found[site] = checked(given, field=name) if given else usual
    return found


def checked(address: str, *, field: str = "service") -> str:
    """`address` in its one spelling: lower case scheme and host, no default port, no trailing slash.

    http is for this machine only. Raises RuleError for any other scheme, for credentials (whose text is
    not repeated), for a query or fragment, and for what is no address at all.
    """
    shown = _without_secrets(clean(address))
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise RuleError("error-address-unreadable", shown, field=field) from None
    if "@" in parts.netloc:
        raise RuleError("error-address-credentials", clean(host)[:200], field=field)
    if parts.scheme not in ("https", "http"):
        raise RuleError("error-address-scheme", shown, field=field)
    path = parts.path.rstrip("/")
    if not _HOST(host) or ".." in host or parts.query or parts.fragment or not _PATH(path) or "/.." in path:
        raise RuleError("error-address-unreadable", shown, field=field)
    if parts.scheme == "http" and not is_loopback(host):
        raise RuleError("error-address-unprotected", shown, field=field)
    return _spelled(parts, host, port) + path


def _spelled(parts: SplitResult, host: str, port: int | None) -> str:
    name = f"[{host}]" if ":" in host else host
    usual = port is None or port == _DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{name}" + ("" if usual else f":{port}")


def _without_secrets(address: str) -> str:
    """What of a refused address may be repeated: no credentials, no query, no fragment."""
    return re.split(r"[?#]", address.rpartition("@")[2])[0][:200]
