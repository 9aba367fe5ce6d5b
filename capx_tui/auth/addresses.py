"""Web addresses that signing in leads to, and where Meta asks for consent."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from capx_tui.api.wire import Site

__all__ = ["CREATE_ACCOUNT", "OWN_CONSUMER", "PRIVACY_POLICY", "SESSION", "SIGN_IN_PAGE", "authorize_address"]

#: CapX on the web, where a person signs in with the browser.
SIGN_IN_PAGE = "https://capx.toolforge.org/"
#: The page whose text is pasted (behaviour file, section 1.4, way 1).
SESSION = "https://capx.toolforge.org/api/auth/session"
PRIVACY_POLICY = "https://capx.toolforge.org/privacy_policy"
#: Where a person makes an OAuth consumer for themselves alone.
OWN_CONSUMER = "https://meta.wikimedia.org/wiki/Special:OAuthConsumerRegistration/propose"
CREATE_ACCOUNT = "https://meta.wikimedia.org/wiki/Special:CreateAccount"


def authorize_address(addresses: Mapping[Site, str], oauth_token: str) -> str:
    """Where the person allows CapX: the special page of the wiki whose Action API `addresses` names."""
    wiki = addresses[Site.META_API].removesuffix("/").removesuffix("/w/api.php")
    return f"{wiki}/wiki/Special:OAuth/authorize?oauth_token={quote(oauth_token, safe='')}"
