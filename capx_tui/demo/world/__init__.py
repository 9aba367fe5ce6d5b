"""The made-up world of the embedded service: who lives in it, and how it is written into the tables."""

from capx_tui.demo.world.build import build
from capx_tui.demo.world.characters import ME

__all__ = ["ME", "build"]
