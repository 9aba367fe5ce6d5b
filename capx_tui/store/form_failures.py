"""How saving a form may end, as the person is told: nothing sent, not saved, nobody knows, changed meanwhile."""

from __future__ import annotations

from capx_tui.errors import CapxError

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
    """Before anything was sent: the service held others by then, which are taken in. `params`: the fields' labels."""

    sentence = "form-meanwhile"
    remedy = "form-not-saved-remedy"


class ChangedOnBothSides(CapxError):
    """As `ChangedMeanwhile`, and the person has not said yet what to take. `params`: the fields' labels."""

    sentence = "form-meanwhile-open"
    remedy = "form-not-saved-remedy"
