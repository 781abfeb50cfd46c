from tests.security.matrix.world import bought, examples, people
from tests.unit.after_sales.conftest import buy, mahua, wechat

__all__ = ["bought", "buy", "examples", "mahua", "people", "wechat"]
