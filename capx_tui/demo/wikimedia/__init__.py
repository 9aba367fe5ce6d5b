"""The Wikimedia endpoints that the client needs beside CapX, answered from the same world.

Each has the path it has at Wikimedia, below `/_wikimedia/<site>`; the module `sites` names them all.
"""

from capx_tui.demo.wikimedia import commons, diff, letsconnect, meta, metabase, oauth, sparql, wikidata

__all__ = ["ENDPOINTS"]

ENDPOINTS = (
    *oauth.ENDPOINTS,
    *meta.ENDPOINTS,
    *metabase.ENDPOINTS,
    *wikidata.ENDPOINTS,
    *commons.ENDPOINTS,
    *sparql.ENDPOINTS,
    *diff.ENDPOINTS,
    *letsconnect.ENDPOINTS,
)
