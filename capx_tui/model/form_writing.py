"""Any form in written words: what its fields are called, and their values both ways.

The line commands and the text documents of forms write and read fields by this. Which names a form's fields have
is the form's business (`FieldNames`); the names are stable, scripts rely on them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from capx_tui.errors import RuleError
from capx_tui.i18n.lists import commas
from capx_tui.model.form import Form
from capx_tui.model.form_fields import FieldSpec, LongTextField, Value
from capx_tui.model.form_lists import ChoiceField, EntriesField, ListField, ManyField
from capx_tui.model.form_options import Option
from capx_tui.model.form_words import entry_words
from capx_tui.model.naming import Kind
from capx_tui.model.signed_words import ADD, signed_names
from capx_tui.text import fold, typed

__all__ = ["FieldNames", "Writing"]


@dataclass(frozen=True)
class FieldNames:
    """What people call the fields of a form; the service's names are taken as well."""

    #: Written name → the form's field, in the order of the document.
    names: Mapping[str, str]
    #: Fields whose entries are named by one of the lists of `store.names`.
    kinds: Mapping[str, Kind] = field(default_factory=dict)

    def written(self, field_id: str) -> str:
        """What people call a field of the form."""
        return next(name for name, known in self.names.items() if known == field_id)

    def called(self, text: str) -> str:
        """The form's field of that name. Raises `RuleError` that lists what there is."""
        asked = fold(text).replace(" ", "-").replace("_", "-")
        if asked in self.names:
            return self.names[asked]
        services = {known.replace("_", "-"): known for known in self.names.values()}
        if asked in services:
            return services[asked]
        near = get_close_matches(asked, self.names, 3, 0.6)
        raise RuleError("document-field-unknown", text, commas(near or self.names))

    def fields(self, form: Form) -> list[str]:
        """The fields of `form` that are written, in order."""
        return [each for each in self.names.values() if each in form.spec.by_id and form.can_change(each)]


@dataclass(frozen=True)
class Writing:
    """Writes and reads values of one form. `resolve` gives the id of a name, or raises `RuleError`."""

    form: Form
    fields: FieldNames
    resolve: Callable[[Kind, str], int]

    def spec(self, field_id: str) -> FieldSpec:
        """The field."""
        return self.form.spec.by_id[field_id]

    def is_list(self, field_id: str) -> bool:
        """Whether a field holds entries."""
        return isinstance(self.spec(field_id), EntriesField)

    def is_long(self, field_id: str) -> bool:
        """Whether a field holds a text of several lines."""
        return isinstance(self.spec(field_id), LongTextField)

    # -- writing -----------------------------------------------------------------------------------

    def write(self, field_id: str) -> str:
        """The value of a field that is no list, on a line; a long text keeps its lines."""
        spec, value = self.spec(field_id), self.form[field_id]
        if isinstance(spec, ChoiceField):
            return "" if value is None else entry_words(spec, value)
        return str(value) if self.is_long(field_id) else " ".join(str(value).split())

    def write_entries(self, field_id: str) -> list[str]:
        """The entries of a list, a line each; by number where the name would not lead back."""
        spec = self.spec(field_id)
        return [self._entry(spec, entry) for entry in self.form[field_id]]

    def _entry(self, spec: FieldSpec, entry: Any) -> str:
        name = entry_words(spec, entry)
        if isinstance(spec, ListField):
            return name
        if spec.id not in self.fields.kinds:
            # Things of one's own may have the same name; the number is what counts.
            return f"{entry} {name}"
        try:
            return name if self.resolve(self.fields.kinds[spec.id], name) == entry else str(entry)
        except RuleError:
            return str(entry)

    # -- reading -----------------------------------------------------------------------------------

    def read(self, field_id: str, text: str) -> Value:
        """The value that is written; blank is none. Raises `RuleError` for what the field does not take."""
        spec = self.spec(field_id)
        if isinstance(spec, ChoiceField):
            text = typed(text).strip()
            return _chosen(spec.options.search(""), text, self.fields.written(field_id)) if text else None
        return spec.complete(spec.settle(text.rstrip() if self.is_long(field_id) else text.strip()))

    def read_entry(self, field_id: str, text: str) -> Any:
        """One entry of a list. Raises `RuleError` for a name that is not known or not clear."""
        text, spec = typed(text).strip(), self.spec(field_id)
        if field_id in self.fields.kinds:
            return self._resolved(field_id, text)
        if isinstance(spec, ManyField):
            return _chosen(spec.options.search(""), text, self.fields.written(field_id))
        assert isinstance(spec, ListField), field_id
        return str(spec.entry.complete(text))

    def _resolved(self, field_id: str, text: str) -> int:
        """What is listed already is taken by its number, whoever else has forgotten it."""
        if text.isascii() and text.isdigit() and len(text) < 19 and int(text) in self.form[field_id]:
            return int(text)
        return self.resolve(self.fields.kinds[field_id], text)

    def edited(self, field_id: str, words: Sequence[str]) -> Value:
        """The value that the words behind a field's name ask for; of a list see `model.signed_words`.

        Raises `RuleError`.
        """
        if not self.is_list(field_id):
            return self.read(field_id, " ".join(words))
        signed = signed_names(words, self.fields.written(field_id))
        if signed is None:
            return tuple(self.read_entry(field_id, word) for word in words if word.strip())
        entries = dict.fromkeys(self.form[field_id])
        for sign, name in signed:
            entry = self.read_entry(field_id, name)
            if sign == ADD:
                entries[entry] = None
            elif entry in entries:
                del entries[entry]
            else:
                raise RuleError("words-not-there", name, self.fields.written(field_id))
        return tuple(entries)


def _chosen(options: Sequence[Option], text: str, field_name: str) -> int | str:
    """By number or id, alone or before the name; or by a name that only one has. Raises `RuleError`."""
    first = text.split(maxsplit=1)[0] if text else ""
    found = [each.id for each in options if str(each.id) == text]
    found = found or [each.id for each in options if fold(each.label) == fold(text)]
    found = found or [each.id for each in options if first.isdigit() and str(each.id) == first]
    if len(found) == 1:
        return found[0]
    listed = commas(f"{each.id} {each.label}" for each in options)
    raise (
        RuleError("document-no-choice", text, field_name, listed)
        if listed
        else RuleError("document-nothing-to-choose", text, field_name)
    )
