"""The hosts we speak to, and as whom; who does not send anything needs to know no more of the protocol."""

from __future__ import annotations

import enum
import ipaddress

__all__ = ["Auth", "Site", "is_loopback"]


class Site(enum.Enum):
    """Each has one address in `endpoints.addresses`."""

    CAPX = "capx"
    META_API = "meta-api"
    METABASE_API = "metabase-api"
    METABASE_SPARQL = "metabase-sparql"
    WIKIDATA_API = "wikidata-api"
    WIKIDATA_SPARQL = "wikidata-sparql"
    COMMONS_API = "commons-api"
    DIFF_API = "diff-api"
    LETSCONNECT = "letsconnect"


class Auth(enum.Enum):
    """Whether a call carries the CapX token, which only `Site.CAPX` ever sees, or one's own signature."""

    NEVER = "never"
    #: Public, but better with a token; a token that is refused is left out the second time.
    OPTIONAL = "optional"
    REQUIRED = "required"
    #: Signed with the person's own Wikimedia credentials, at the site that they are for.
    OWN = "own"


def is_loopback(host: str) -> bool:
    """Whether `host` (a name or an address, no brackets) is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
