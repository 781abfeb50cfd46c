from types import ModuleType

import pytest

from saleor_config.compat import MENDS, mend_modules, targets
from saleor_config.compat.targets import TargetMoved, mends, override, replace, restore


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


class Base:
    def inherited(self):
        return "as published"


class Engine(Base):
    pass


def test_what_is_inherited_gets_a_version_of_its_own():
    override(Engine, "inherited", lambda self: "mended")

    assert Engine().inherited() == "mended"
    assert Base().inherited() == "as published"


def test_overriding_what_no_base_has_is_refused():
    with pytest.raises(TargetMoved, match=r"Engine\.moved"):
        override(Engine, "moved", lambda self: "never called")
    assert not hasattr(Engine, "moved")


def test_every_mend_waits_for_a_module_that_exists():
    assert len(targets.REGISTERED) >= len(MENDS)
    mend_modules()


@pytest.mark.parametrize("gone", ["saleor.product.gone", "no_such_library", "saleor.gone.deep"])
def test_start_is_refused_when_a_mended_module_is_gone(monkeypatch, gone):
    waiting = [("saleor.menu.utils", print), (gone, print)]
    monkeypatch.setattr(targets, "REGISTERED", waiting)

    with pytest.raises(TargetMoved, match=gone):
        mend_modules()


def test_a_mend_runs_on_import_before_others_take_names(monkeypatch, tmp_path):
    (tmp_path / "mended_on_import.py").write_text("answer = 'as published'\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(targets, "REGISTERED", [])
    mends("mended_on_import")(lambda module: replace(module, "answer", "mended"))

    from mended_on_import import answer

    assert answer == "mended"
