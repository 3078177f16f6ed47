"""Spares the worker what its libraries import and it does not use: half of its time to get ready.

Safe whatever a library's next version does: a module that was spared is loaded when something of it is asked for.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

NOT_TO_BE_HAD = None
"""For a module that the library can do without; the import system's own sign."""


class _Later(ModuleType):
    """Stands for a module until something of it is asked for."""

    def __init__(self, name: str, functions: Sequence[str]) -> None:
        """Stand for the module `name`; these functions of it may be taken now, and load it when they are called."""
        super().__init__(name)
        for function in functions:
            setattr(self, function, self._later(function))

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # asked by the import system itself, of every module
            raise AttributeError(name)
        return getattr(self._load(), name)

    def _load(self) -> ModuleType:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return import_module(self.__name__)

    def _later(self, name: str) -> Callable[..., object]:
        def function(*args: object, **kwargs: object) -> object:
            return getattr(self._load(), name)(*args, **kwargs)

        return function


@contextmanager
def sparing(modules: Mapping[str, Sequence[str] | None]) -> Iterator[None]:
    """Spare modules while a library is imported: each with the functions it takes by name, or NOT_TO_BE_HAD.

    Other threads meet the stand-ins too, so libraries are imported one after the other.
    """
    put = {
        name: NOT_TO_BE_HAD if functions is NOT_TO_BE_HAD else _Later(name, functions)
        for name, functions in modules.items()
        if name not in sys.modules
    }
    sys.modules.update(put)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name, stand_in in put.items():
            if sys.modules.get(name) is stand_in:
                sys.modules.pop(name, None)
