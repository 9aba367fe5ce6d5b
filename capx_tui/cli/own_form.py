"""A change of one's own profile as the form has it, and over what others changed meanwhile.

The line commands ask no rules of their own: they fill the form that the screen shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from capx_tui.core import Core
from capx_tui.model.form import Form
from capx_tui.model.form_changes import Difference, differences, merged
from capx_tui.model.profile import MyProfile
from capx_tui.model.profile_form import profile_of, profile_spec, values_of
from capx_tui.store.options import AvatarOptions
from capx_tui.store.profile_choices import profile_choices

__all__ = ["Merge", "filled", "merge"]


def filled(core: Core, avatars: Mapping[int, str], before: MyProfile, after: MyProfile) -> Form:
    """The form over `before`, with what makes `after` of it. `avatars` are addresses by number."""
    pictures = AvatarOptions()
    pictures.addresses = avatars
    sources = profile_choices(core.names, pictures)
    return Form.begin(profile_spec(sources, before), values_of(before)).edit_many(values_of(after))


@dataclass(frozen=True, slots=True)
class Merge:
    """One's own changes over what the service holds by now; `clashes` are fields that both changed for good."""

    profile: MyProfile
    clashes: tuple[Difference, ...] = ()


def merge(core: Core, avatars: Mapping[int, str], form: Form, now: MyProfile) -> Merge:
    """What both sides did to a list is put together; of any other field that both changed, one's own value is taken."""
    there = values_of(now)
    both = merged(form, there)
    clashes = tuple(each for each in differences(form, there) if each.is_clash and each.field not in both)
    mine = {field_id: both.get(field_id, form[field_id]) for field_id in form.changed}
    begun = filled(core, avatars, now, now)
    return Merge(profile_of(now, begun.edit_many(mine)), clashes)
