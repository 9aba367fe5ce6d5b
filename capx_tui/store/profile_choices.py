"""What the form of one's own profile chooses from, out of the mirror."""

from __future__ import annotations

from collections.abc import Collection

from capx_tui.model.naming import Kind
from capx_tui.model.profile_form import Sources
from capx_tui.store.names import Names
from capx_tui.store.options import AvatarOptions, CapacityOptions, NamedOptions

__all__ = ["profile_choices"]


def profile_choices(names: Names, avatars: AvatarOptions, ways: Collection[str] = ()) -> Sources:
    """`ways` are the ids of the screens that one may go on to from the form."""
    return Sources(
        capacities=CapacityOptions(names),
        languages=NamedOptions(names, Kind.LANGUAGE),
        affiliations=NamedOptions(names, Kind.ORGANIZATION),
        territories=NamedOptions(names, Kind.TERRITORY),
        projects=NamedOptions(names, Kind.PROJECT),
        avatars=avatars,
        ways=ways,
    )
