"""``capx-tui orgs``: organizations, by any mix of filters."""

from __future__ import annotations

from capx_tui.cli.asking import relief_words, role_values
from capx_tui.cli.console import Console
from capx_tui.cli.flags import Format
from capx_tui.cli.options import Request
from capx_tui.cli.organization import (
    TABLE_FIELDS,
    listed_object,
    organization_row,
    organization_summary,
    table_headings,
)
from capx_tui.cli.output import Table, print_list
from capx_tui.cli.public_data import Source
from capx_tui.cli.source import with_source
from capx_tui.i18n import t
from capx_tui.model.facets import Asked
from capx_tui.model.naming import Kind
from capx_tui.store.names import HeldNames
from capx_tui.store.organizations import OrganizationsStore

__all__ = ["run"]

_FLAGS = (
    ("known", "known", Kind.CAPACITY),
    ("available", "available", Kind.CAPACITY),
    ("wanted", "wanted", Kind.CAPACITY),
    ("territory", "territories", Kind.TERRITORY),
)


def run(request: Request, console: Console) -> int:
    """Print who matches. Exit 2 for a name that is not known, 0 also where nobody matches."""
    roles = role_values(request)
    return with_source(request, console, lambda source: _organizations(roles, request, console, source))


def _organizations(roles: tuple[str, ...], request: Request, console: Console, source: Source) -> int:
    asked = Asked(text=request.text).asking("roles", roles)
    for flag, facet, kind in _FLAGS:
        asked = asked.asking(facet, (source.names.resolve(kind, name) for name in request.values(flag)))
    store = OrganizationsStore(source.mirror, source.names)
    store.show()
    store.ask(asked)
    shown = store.found[: request.common.limit]
    names, language = HeldNames(source.names), source.language

    def person(person_id: int) -> str:
        known = source.mirror.person(person_id)
        return known.username if known is not None else ""

    table = Table(
        objects=lambda: (listed_object(each, names, person, language) for each in shown),
        paragraphs=lambda: (organization_summary(each, names, language) for each in shown),
        fields=TABLE_FIELDS,
        headings=table_headings,
        rows=lambda in_words: (organization_row(each, names, language, in_words=in_words) for each in shown),
    )
    print_list(console, request.common.format, table)
    # Of those that are asked for where not all are printed, else of all there are.
    found, total = store.state.count, store.state.total
    console.say(t("organizations-count", *((len(shown), found) if len(shown) < found else (found, total))))
    if not store.state.count and request.common.format is Format.TEXT:
        for line in relief_words(store.relief()):
            console.say(line)
    return 0
