"""A simulated WeChat per test, on a clock the test moves."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from plugins.wechat_simulator.app import create_app
from plugins.wechat_simulator.identity import Identity, ensure_identity, load_identity
from plugins.wechat_simulator.ledger import Ledger
from plugins.wechat_simulator.world import World

NOON = 1_764_000_000.0


class Clock:
    """Seconds since the epoch, moved by hand."""

    def __init__(self) -> None:
        self.seconds = NOON

    def __call__(self) -> float:
        return self.seconds

    def whole(self) -> int:
        return int(self.seconds)

    def forward(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def identity_home(tmp_path_factory) -> Path:
    """Keys take a second to make, so all tests share one set."""
    home = tmp_path_factory.mktemp("wechat")
    ensure_identity(home)
    return home


@pytest.fixture(scope="session")
def identity(identity_home) -> Identity:
    return load_identity(identity_home)


@pytest.fixture
def world(identity, tmp_path, clock) -> World:
    return World(identity=identity, ledger=Ledger(tmp_path / "ledger.sqlite3"), now=clock)


@pytest.fixture
def hands(world) -> FlaskClient:
    """What a person or a script does at `/sim/…`."""
    return create_app(world).test_client()
