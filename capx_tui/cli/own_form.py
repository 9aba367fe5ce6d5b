"""A change of one's own profile as the form has it: what the rules say, what changes, what two sides both changed.

The line commands ask no rules of their own: they fill the form that the screen shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from capx_tui.core import Core
from capx_tui.errors import RuleError
from capx_tui.i18n import t
from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_changes import Difference, change_words, changes, differences, merged
from capx_tui.model.form_check import problems_of
from capx_tui.model.form_fields import Value
from capx_tui.model.form_lists import EntriesField
from capx_tui.model.form_words import entry_words, label_words, problem_words, value_words
from capx_tui.model.naming import Kind
from capx_tui.model.profile import MyProfile
from capx_tui.model.profile_form import Sources, profile_of, profile_spec, values_of
from capx_tui.store.options import AvatarOptions, CapacityOptions, NamedOptions

__all__ = ["Merge", "change_lines", "field_lines", "filled", "merge", "refusals"]


def filled(core: Core, avatars: Mapping[int, str], before: MyProfile, after: MyProfile) -> Form:
    """The form over `before`, with what makes `after` of it. `avatars` are addresses by number."""
    names = core.names
    pictures = AvatarOptions()
    pictures.addresses = avatars
    sources = Sources(
        capacities=CapacityOptions(names),
        languages=NamedOptions(names, Kind.LANGUAGE),
        affiliations=NamedOptions(names, Kind.ORGANIZATION),
        territories=NamedOptions(names, Kind.TERRITORY),
        projects=NamedOptions(names, Kind.PROJECT),
        avatars=pictures,
    )
    return Form.begin(profile_spec(sources, before), values_of(before)).edit_many(values_of(after))


def refusals(form: Form) -> Iterator[tuple[str, RuleError]]:
    """What the rules say against the changes: the field's id, and the refusal with the field's name in it."""
    for field_id, problems in problems_of(form).items():
        if field_id and not form.is_changed(field_id):
            # It stands at the service like this already, and is not sent.
            continue
        for problem in problems:
            label = label_words(form.spec.by_id[field_id]) if field_id else ""
            words = problem_words(problem)
            if problem.entry is not None and isinstance(entries := form[field_id], tuple):
                words = t("people-fact", entry_words(form.spec.by_id[field_id], entries[problem.entry]), words)
            yield field_id, RuleError("people-fact", label, words)


def change_lines(form: Form) -> Iterator[str]:
    """Each change in words."""
    return (change_words(form.spec, change) for change in changes(form))


def field_lines(form: Form, difference: Difference) -> Iterator[str]:
    """A field of which there are two values: the service's and one's own."""
    label = label_words(form.spec.by_id[difference.field])
    yield t("cli-profile-there", label, _words(form.spec, difference.field, difference.there))
    yield t("cli-profile-here", label, _words(form.spec, difference.field, difference.here))


def _words(spec: FormSpec, field_id: str, value: Value) -> str:
    field = spec.by_id[field_id]
    if isinstance(field, EntriesField) and isinstance(value, tuple):
        return ", ".join(entry_words(field, entry) for entry in value) or t("compare-nothing")
    return value_words(field, value) or t("compare-nothing")


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
