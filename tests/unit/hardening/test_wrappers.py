"""Each wrapper refuses the start when what it wraps has moved."""

from __future__ import annotations

import pkgutil
from types import ModuleType

import pytest

from saleor_config import hardening
from saleor_config.compat.targets import REGISTERED, TargetMoved

OURS = [(name, mend) for name, mend in REGISTERED if mend.__module__.startswith(hardening.__name__)]
#: Those that wrap nothing of the engine: a table that checks itself, and the server's clock.
NO_WRAPPERS = {"deadlines", "operations"}


def test_every_module_is_registered_and_wraps_something():
    modules = {each.name for each in pkgutil.iter_modules(hardening.__path__)} - NO_WRAPPERS

    assert set(hardening.WRAPPERS) == modules
    assert {mend.__module__.rpartition(".")[2] for _, mend in OURS} == modules


@pytest.mark.parametrize(("name", "mend"), OURS, ids=lambda each: getattr(each, "__name__", each))
def test_a_module_without_what_is_wrapped_is_refused(name, mend):
    with pytest.raises((TargetMoved, AttributeError)):
        mend(ModuleType(name))
