"""The two services that have a name here; a line command that only reads needs to know no more of any."""

__all__ = ["DEFAULT_SERVICE", "EMBEDDED_SERVICE"]

DEFAULT_SERVICE = "https://capx-backend.toolforge.org"
#: A name that no resolver knows (RFC 2606): reached only inside this process.
EMBEDDED_SERVICE = "http://embedded.capx.invalid"
