"""Message catalogues in the banana format of translatewiki.net."""

from capx_tui.i18n.catalogue import Catalogue, available_languages, load, t, use

__all__ = ["Catalogue", "available_languages", "load", "t", "use"]
