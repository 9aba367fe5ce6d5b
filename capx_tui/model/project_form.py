"""The form of one of an organization's projects: `POST /projects/` and `PUT /projects/{id}/`."""

from __future__ import annotations

from capx_tui.model.form import FormSpec
from capx_tui.model.form_fields import ActionField, FieldSpec, Heading, LongTextField, TextField, UrlField
from capx_tui.model.form_lists import ManyField
from capx_tui.model.form_options import OptionSource
from capx_tui.model.organization_fields import URL_LIMIT, CommonsField

__all__ = ["project_spec"]

_LIMIT_NAME = 255


def project_spec(capacities: OptionSource, *, is_new: bool) -> FormSpec:
    """A project's fields under the service's names; one that exists can be deleted from its form."""
    fields: list[FieldSpec] = [
        TextField(
            "display_name", label_key="project-name", help_key="project-name-help", required=True, limit=_LIMIT_NAME
        ),
        UrlField("url", label_key="project-url", help_key="project-url-help", limit=URL_LIMIT),
        CommonsField("profile_image", label_key="project-image", help_key="organization-logo-help"),
        LongTextField("description", label_key="project-description"),
        ManyField("related_skills", label_key="project-capacities", options=capacities),
    ]
    if not is_new:
        fields += [
            Heading("whole", label_key="project-heading-whole"),
            ActionField("delete", label_key="project-delete", help_key="project-delete-help"),
        ]
    return FormSpec("project-new" if is_new else "project-edit", tuple(fields), creates=is_new)
