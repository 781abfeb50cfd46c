"""Every declared fault is asked for somewhere and told in the README."""

from pathlib import Path

import pytest

import plugins.wechat_simulator
from plugins.wechat_simulator.known_faults import KNOWN
from plugins.wechat_simulator.page import FAULT_PLACES

HERE = Path(plugins.wechat_simulator.__file__).parent
SOURCE = "".join(path.read_text() for path in HERE.glob("*.py") if path.name != "known_faults.py")
README = (HERE / "README.md").read_text()


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_fault_is_asked_for_and_told(name):
    place, _, what = name.partition(".")

    # Spoilt signatures are asked for by place: `{where}.bad_signature`.
    assert f'"{name}"' in SOURCE or f"{{where}}.{what}" in SOURCE
    assert f"`{name}`" in README
    assert place in FAULT_PLACES
