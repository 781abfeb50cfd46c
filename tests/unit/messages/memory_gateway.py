"""Subscription messages in memory: passes the same contract as the real gateway."""

from threading import Lock

from plugins.kernel.errors import GatewayError
from plugins.messages.gateway import Letter

LONGEST = {"thing": 20, "number": 32, "character_string": 32, "name": 10}


class MemoryMessages:
    def __init__(self, *openids: str) -> None:
        self.openids = set(openids)
        self.grants: dict[tuple[str, str], int] = {}
        self.sent: list[Letter] = []
        self.calls = 0
        self._failures: list[GatewayError] = []
        self._lock = Lock()

    # What a test arranges

    def grant(self, openid: str, template_id: str, times: int = 1) -> None:
        key = (openid, template_id)
        self.grants[key] = self.grants.get(key, 0) + times

    def fail_next(self, code: str = "", *, permanent: bool = False) -> None:
        self._failures.append(GatewayError(f"refused {code}", code=code, permanent=permanent))

    # What the shop calls

    def send(self, letter: Letter) -> str:
        with self._lock:
            self.calls += 1
            if self._failures:
                raise self._failures.pop(0)
            self._check(letter)
            self.sent.append(letter)
            return str(len(self.sent))

    def _check(self, letter: Letter) -> None:
        if letter.openid not in self.openids:
            raise _refusal("40003")
        if not letter.template_id:
            raise _refusal("40037")
        for keyword, entry in letter.data.items():
            longest = LONGEST.get(keyword.rstrip("0123456789"), 100)
            if not 0 < len(entry["value"]) <= longest:
                raise _refusal("47003")
        key = (letter.openid, letter.template_id)
        if not self.grants.get(key):
            raise _refusal("43101")
        self.grants[key] -= 1


def _refusal(code: str) -> GatewayError:
    return GatewayError(f"refused {code}", code=code, permanent=True)
