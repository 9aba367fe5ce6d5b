"""The program without a face: what the screens and the line commands stand on, once it is put together."""

from __future__ import annotations

from capx_tui.core.base import Tongue
from capx_tui.core.writing import WritingStores

__all__ = ["Core", "Tongue"]


class Core(WritingStores):
    """All of it. The stores of a feature are in the module of this package that is named after what people do there."""
