"""A draft: only what changed, back as it was, and what still fits of an older one."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capx_tui.model.form import Form, FormSpec
from capx_tui.model.form_draft import Draft, DraftKey, draft_of, fit
from capx_tui.model.form_fields import SwitchField, TextField
from capx_tui.secret import Secret
from tests.model.form_sample import VALUES, any_value, sample_spec

SPEC = sample_spec()
KEY = DraftKey("https://capx.example", "7", "sample", "7")
WHEN = "2026-06-10T15:30:00.000+00:00"


def through_disk(draft: Draft | None) -> Draft:
    assert draft is not None
    return msgspec.json.decode(msgspec.json.encode(draft), type=Draft)


@given(st.data())
def test_a_draft_brings_every_change_back_as_it_was(data: st.DataObject) -> None:
    form = Form.begin(SPEC, VALUES)
    for field in data.draw(st.lists(st.sampled_from(SPEC.valued), max_size=8)):
        form = form.edit(field.id, data.draw(any_value(field)))
    draft = draft_of(form, KEY, WHEN)
    if not form.changed:
        assert draft is None
        return
    found = fit(SPEC, through_disk(draft))
    assert found.values == {field_id: form.values[field_id] for field_id in form.changed}
    assert found.was == {field_id: form.initial[field_id] for field_id in form.changed}
    assert (found.lost, found.is_older) == ((), False)
    assert Form.begin(SPEC, VALUES).edit_many(found.values).values == form.values


def test_a_draft_over_a_newer_profile_changes_only_what_the_person_changed() -> None:
    draft = through_disk(draft_of(Form.begin(SPEC, VALUES).edit("years", "5"), KEY, WHEN))
    newer = Form.begin(SPEC, {**VALUES, "website": "https://new.org"}).edit_many(fit(SPEC, draft).values)
    assert newer.changed == ("years",)
    assert newer["website"] == "https://new.org"


def test_sensitive_answers_are_for_no_disk() -> None:
    form = Form.begin(SPEC, VALUES).edit("email", "other@example.org").edit("years", "5")
    on_disk, whole = draft_of(form, KEY, WHEN, for_disk=True), draft_of(form, KEY, WHEN)
    assert on_disk is not None
    assert whole is not None
    assert set(on_disk.edits) == {"years"}
    assert b"example.org" not in msgspec.json.encode(on_disk.edits)
    assert set(whole.edits) == {"email", "years"}
    secret = Form.begin(sample_spec(sensitive=True), VALUES).edit("years", "5")
    assert draft_of(secret, KEY, WHEN, for_disk=True) is None
    assert draft_of(secret, KEY, WHEN) is not None


def test_of_an_older_form_what_fits_is_offered_and_the_rest_can_be_read() -> None:
    older = FormSpec("sample", (TextField("years"), TextField("gone"), TextField("mentor"), SwitchField("website")))
    form = Form.begin(older).edit_many({"years": "5", "gone": "old words", "mentor": "yes", "website": True})
    found = fit(SPEC, through_disk(draft_of(form, KEY, WHEN)))
    assert found.is_older
    assert found.values == {"years": "5"}
    assert dict(found.lost) == {"gone": "old words", "mentor": "yes", "website": "true"}


@pytest.mark.parametrize("raw", ["known", {"own": 1}, {"other": "x"}, [True], [{"own": 3}], [None], 7, None])
def test_a_damaged_value_is_lost_alone(raw: object) -> None:
    draft = through_disk(draft_of(Form.begin(SPEC, VALUES).edit("known", ()).edit("years", "5"), KEY, WHEN))
    draft.edits["known"] = msgspec.structs.replace(draft.edits["known"], now=raw)
    found = fit(SPEC, draft)
    assert found.values == {"years": "5"}
    assert [field for field, _ in found.lost] == ["known"]


@pytest.mark.parametrize("raw", [[[1]], [[1, 2]], [["a", "1", "2"]], [[True, "1"]], [1], "x"])
def test_a_damaged_list_with_levels_is_lost_alone(raw: object) -> None:
    draft = through_disk(draft_of(Form.begin(SPEC, VALUES).edit("languages", ()), KEY, WHEN))
    draft.edits["languages"] = msgspec.structs.replace(draft.edits["languages"], now=raw)
    assert fit(SPEC, draft).values == {}


def test_a_draft_cannot_hold_a_token() -> None:
    draft = through_disk(draft_of(Form.begin(SPEC, VALUES).edit("years", "5"), KEY, WHEN))
    draft.edits["years"] = msgspec.structs.replace(draft.edits["years"], now=Secret("t0ken"))
    with pytest.raises(TypeError):
        msgspec.json.encode(draft)
