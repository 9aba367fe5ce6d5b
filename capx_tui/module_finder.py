"""Finds modules where Python finds them, with fewer looks at the disk: most of a start is importing.

For each module Python asks its directory for the time, tries seven endings, and works out three times where the
compiled file is. Here a directory is listed once, and the compiled file is read at once. That is done only where
Python would do nothing else: of a source file with an up-to-date compiled one beside it. All else is left to Python.
"""

import os
import sys
from collections.abc import Iterable
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER, cache_from_source
from marshal import loads
from types import CodeType

__all__ = ["ModuleFinder", "use"]

#: Where compiled files are beside their sources, and what their names end in: both depend on Python's options.
_BESIDE, _ENDING = os.path.split(cache_from_source("m.py"))
_ENDING = _ENDING.removeprefix("m")
#: What a compiled file begins with, before its source's time and size: this Python, and that these two tell its age.
_HEAD = MAGIC_NUMBER + bytes(4)
#: What else may hold a module, and is Python's to choose and to load.
_OTHERS = (*EXTENSION_SUFFIXES, ".pyc")


class _Directory:
    __slots__ = ("names", "others")

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(names)
        #: Modules that there are other files of.
        self.others = {name.partition(".")[0] for name in self.names if name.endswith(_OTHERS)}


#: No such place, or nothing in it.
_NOTHING = _Directory(())


class _Loader(SourceFileLoader):
    def __init__(self, name: str, path: str, compiled: str) -> None:
        super().__init__(name, path)
        self._compiled = compiled

    def get_code(self, fullname: str) -> CodeType | None:
        """What was compiled of this very source; else Python's own way, which compiles it and keeps that."""
        try:
            source, number = os.stat(self.path), os.open(self._compiled, os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            return super().get_code(fullname)
        try:
            data = memoryview(os.read(number, os.fstat(number).st_size))
        finally:
            os.close(number)
        stamp = int(source.st_mtime) & 0xFFFFFFFF | (source.st_size & 0xFFFFFFFF) << 32
        if data[:16] != _HEAD + stamp.to_bytes(8, "little"):
            return super().get_code(fullname)
        code: CodeType = loads(data[16:])  # noqa: S302 - as Python does
        return code


class ModuleFinder:
    """For `sys.meta_path`, before Python's own finder of files."""

    def __init__(self) -> None:
        self._known: dict[str, _Directory | None] = {}

    def find_spec(self, fullname: str, path: Iterable[str] | None, _target: object = None) -> ModuleSpec | None:
        """Where a module comes from; None for Python to look itself."""
        name = fullname.rpartition(".")[2]
        for place in sys.path if path is None else path:
            here = self._directory(place)
            if here is None:
                return None
            inside = (name in here.names and self._directory(f"{place}/{name}")) or _NOTHING
            if name in here.others or "__init__" in inside.others:
                return None
            if "__init__.py" in inside.names:
                return self._spec(fullname, f"{place}/{name}", "__init__", is_package=True)
            if f"{name}.py" in here.names:
                return self._spec(fullname, place, name, is_package=False)
        return None

    def _directory(self, place: str) -> _Directory | None:
        """What is there; nothing where there is no such place, None for what is no directory of the disk's."""
        if place not in self._known:
            found: _Directory | None = None
            try:
                # An empty place is wherever one is now, and that may change.
                found = _Directory(os.listdir(place)) if os.path.isabs(place) else None
            except FileNotFoundError:
                found = _NOTHING
            except OSError:
                found = None
            self._known[place] = found
        return self._known[place]

    @staticmethod
    def _spec(fullname: str, place: str, name: str, *, is_package: bool) -> ModuleSpec:
        source, compiled = f"{place}/{name}.py", f"{place}/{_BESIDE}/{name}{_ENDING}"
        spec = ModuleSpec(fullname, _Loader(fullname, source, compiled), origin=source)
        spec.submodule_search_locations = [place] if is_package else None
        spec.has_location, spec.cached = True, compiled
        return spec

    def invalidate_caches(self) -> None:
        """See `importlib.invalidate_caches`."""
        self._known.clear()


def use() -> None:
    """Find modules so from now on, where files lie as Python puts them."""
    if os.path.sep == "/" and not os.path.isabs(_BESIDE) and PathFinder in sys.meta_path:
        sys.meta_path.insert(sys.meta_path.index(PathFinder), ModuleFinder())
