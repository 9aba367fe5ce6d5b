"""CapX: one pure builder per endpoint, the shapes of the answers, and the way from those to our values.

A builder makes a `capx_tui.api.wire.Call` and does nothing else. Three things hold for all of them: the
path ends with a slash (without it the service redirects, and a redirected write loses its body), a list
of values repeats its key (the service reads that as OR and refuses comma lists), and a flag is ``true``
or ``false``. Public reads carry the token where there is one and are repeated without it when it is
refused (`Auth.OPTIONAL`).
"""
