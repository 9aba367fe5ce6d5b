"""Message catalogues in the banana format of translatewiki.net."""

from capx_tui.i18n.catalogue import (
    Catalogue,
    Words,
    available_languages,
    english,
    load,
    number,
    said,
    t,
    use,
    use_lines,
)

__all__ = ["Catalogue", "Words", "available_languages", "english", "load", "number", "said", "t", "use", "use_lines"]
