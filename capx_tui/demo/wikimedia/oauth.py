"""Meta-Wiki's page where a person allows CapX to sign them in."""

from capx_tui.demo.service.core.endpoint import Endpoint, Permission
from capx_tui.demo.service.sign_in import allow_page
from capx_tui.demo.wikimedia.sites import META_AUTHORIZE

ENDPOINTS = (Endpoint(META_AUTHORIZE, Permission.ANYONE, {"GET": allow_page}, writing=frozenset({"GET"})),)
