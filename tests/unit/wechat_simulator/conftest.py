from tests.unit.wechat_simulator.fixtures import clock, hands, identity, identity_home, world

__all__ = ["clock", "hands", "identity", "identity_home", "world"]
