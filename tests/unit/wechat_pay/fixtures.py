"""The real client against the simulator, and its in-memory double."""

import secrets
from datetime import UTC, datetime

import pytest

from plugins.wechat_pay.protocol.client import ClientConfig, WeChatPayClient
from plugins.wechat_pay.protocol.signing import (
    MerchantKey,
    Verifier,
    load_private_key,
    load_verification_keys,
)
from plugins.wechat_pay.protocol.types import Prepay
from plugins.wechat_simulator import orders, people
from plugins.wechat_simulator.app import create_app
from tests.unit.wechat_pay.memory_gateway import MemoryGateway
from tests.unit.wechat_simulator.transport import SimulatorTransport

NOTIFY_URL = "http://127.0.0.1:8000/wechat-pay/notify/"


@pytest.fixture
def transport(world) -> SimulatorTransport:
    return SimulatorTransport(create_app(world))


@pytest.fixture(scope="session")
def verifier(identity_home) -> Verifier:
    return Verifier(load_verification_keys(identity_home / "shop/verify"))


@pytest.fixture(scope="session")
def merchant(identity, identity_home) -> MerchantKey:
    return MerchantKey(
        mchid=identity.mchid,
        serial=identity.merchant_serial,
        private_key=load_private_key((identity_home / "shop/merchant_key.pem").read_bytes()),
    )


@pytest.fixture
def client(identity, merchant, transport, verifier, clock) -> WeChatPayClient:
    return WeChatPayClient(
        config=ClientConfig(
            appid=identity.appid,
            merchant=merchant,
            base_url="http://127.0.0.1",
            preferred_serial=identity.public_key_id,
        ),
        verifier=verifier,
        transport=transport,
        now=clock.whole,
        sleep=lambda _seconds: None,
    )


@pytest.fixture
def memory(clock) -> MemoryGateway:
    return MemoryGateway(now=clock)


@pytest.fixture
def openid(world) -> str:
    return people.user_create(world, nickname="李晓梅")


@pytest.fixture
def prepay(openid, clock) -> Prepay:
    return Prepay(
        out_trade_no=secrets.token_hex(16),
        description="保安狗血桃等2件",
        total_fen=6960,
        openid=openid,
        notify_url=NOTIFY_URL,
        expires_at=datetime.fromtimestamp(clock() + 1800, UTC),
    )


@pytest.fixture
def pay_in_simulator(world):
    """The buyer pays: `pay_in_simulator(out_trade_no)`."""
    return lambda out_trade_no: orders.pay(world, out_trade_no)
