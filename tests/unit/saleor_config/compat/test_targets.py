from types import ModuleType

import pytest

from saleor_config.compat import MENDS, mend_modules, targets
from saleor_config.compat.targets import TargetMoved, mends, replace, restore


@pytest.fixture
def library() -> ModuleType:
    module = ModuleType("library")
    module.old = "as published"
    return module


def test_a_replaced_name_gives_back_the_original(library):
    assert replace(library, "old", "mended") == "as published"
    assert library.old == "mended"


def test_replacing_what_is_gone_is_refused(library):
    with pytest.raises(TargetMoved, match=r"library\.gone"):
        replace(library, "gone", "mended")
    assert not hasattr(library, "gone")


def test_a_dropped_name_is_restored_and_may_be_restored_again(library):
    value = object()

    restore(library, "dropped", value)
    restore(library, "dropped", value)

    assert library.dropped is value


def test_restoring_what_is_back_is_refused(library):
    with pytest.raises(TargetMoved, match=r"library\.old"):
        restore(library, "old", "mended")
    assert library.old == "as published"


def test_every_mend_waits_for_a_module_that_exists():
    assert len(targets.MENDED_MODULES) >= len(MENDS)
    mend_modules()


@pytest.mark.parametrize("gone", ["saleor.product.gone", "no_such_library", "saleor.gone.deep"])
def test_start_is_refused_when_a_mended_module_is_gone(monkeypatch, gone):
    monkeypatch.setattr(targets, "MENDED_MODULES", ["saleor.menu.utils", gone])

    with pytest.raises(TargetMoved, match=gone):
        mend_modules()


def test_a_mend_runs_on_import_before_others_take_names(monkeypatch, tmp_path):
    (tmp_path / "mended_on_import.py").write_text("answer = 'as published'\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(targets, "MENDED_MODULES", [])
    mends("mended_on_import")(lambda module: replace(module, "answer", "mended"))

    from mended_on_import import answer

    assert answer == "mended"
