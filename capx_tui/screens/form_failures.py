"""How saving a form may end, as the person is told: nothing sent, not saved, nobody knows, changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from capx_tui.errors import CapxError
from capx_tui.model.form_fields import Value

__all__ = [
    "ChangedMeanwhile",
    "ChangedOnBothSides",
    "InvalidForm",
    "NotSaved",
    "PartlyKnown",
    "PartlySaved",
    "SavedUnknown",
]


class InvalidForm(CapxError):
    """Nothing was sent. `params`: how many fields are wrong, the first one's label, what is wrong with it."""

    sentence = "form-invalid"
    remedy = "form-invalid-remedy"


class NotSaved(CapxError):
    """The service does not have it. `params`: why, a sentence."""

    sentence = "form-not-saved"
    remedy = "form-not-saved-remedy"


class SavedUnknown(CapxError):
    """Nobody knows whether the service has it. `params`: why, a sentence."""

    sentence = "form-unknown"
    remedy = "form-unknown-remedy"


class PartlySaved(CapxError):
    """`params`: labels of what is saved and of what is not; why, a sentence."""

    sentence = "form-partly"
    remedy = "form-partly-remedy"


class PartlyKnown(CapxError):
    """`params`: labels of what is saved, of what nobody knows, of what is not; why, a sentence."""

    sentence = "form-partly-doubtful"
    remedy = "form-unknown-remedy"


class ChangedMeanwhile(CapxError):
    """Raised by `FormScreen.save_form` that found, before sending, that the service holds other `values` now.

    `params`: the labels of the fields, which `FormScreen` adds.
    """

    sentence = "form-meanwhile"
    remedy = "form-not-saved-remedy"

    def __init__(self, values: Mapping[str, Value], labels: str = "") -> None:
        super().__init__(labels)
        self.values = values


class ChangedOnBothSides(CapxError):
    """As `ChangedMeanwhile`, and the person has not said yet what to take. `params`: the fields' labels."""

    sentence = "form-meanwhile-open"
    remedy = "form-not-saved-remedy"
