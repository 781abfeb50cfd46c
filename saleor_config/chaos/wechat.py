"""The simulator: a buyer's hands, WeChat's bad days, and WeChat's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from saleor_config.chaos.diary import Diary
from saleor_config.chaos.phone import Silence, ask

#: Bad days from which the shop has to recover. Not among them: what WeChat does
#: to bills and shipping reports on purpose of a person's mistake.
FAULTS = (
    "notification.late",
    "notification.duplicate",
    "notification.lost",
    "notification.bad_signature",
    "notification.signtest",
    "notification.stale_timestamp",
    "notification.unknown_serial",
    "answer.bad_signature",
    "answer.signtest",
    "answer.stale_timestamp",
    "answer.unknown_serial",
    "answer.unsigned",
    "call.system_error",
    "call.timeout_after_accept",
    "call.throttled",
    "call.busy",
    "refund.abnormal",
    "refund.closed",
    "refund.not_enough",
    "refund.slow",
    "shipping.lag",
    "token.expired",
)


class SimulatorRefused(RuntimeError):
    """The simulator does not take what the campaign tells it."""


@dataclass(frozen=True)
class Wechat:
    """WeChat as the campaign sees it."""

    port: int
    diary: Diary

    def tell(self, method: str, path: str, **body: Any) -> Any:
        """Give an order that has to be obeyed.

        Raises:
            Silence: the simulator does not answer.
            SimulatorRefused: it answers with a refusal.
        """
        status, answer = ask(port=self.port, method=method, path=f"/sim/{path}", body=body or None)
        if status >= 300:
            raise SimulatorRefused(f"{method} {path}: {status} {answer}")
        return answer

    def pay(self, index: int, *, openid: str, request: dict[str, Any]) -> str:
        """Let the buyer type the password; return "ok" or WeChat's code.

        Raises:
            Silence: nobody answered.
        """
        status, answer = ask(
            port=self.port, method="POST", path="/sim/pay", body={"openid": openid, **request}
        )
        result = "ok" if status == 200 else str(answer.get("code"))
        what = answer.get("transaction_id", "") if status == 200 else answer.get("message", "")
        self.diary.note(index, "wechat app", f"pay → {result} {what}")
        return result

    def user(self, nickname: str) -> str:
        return str(self.tell("POST", "users", nickname=nickname)["openid"])

    def storm(self, *, seed: int, rate: float) -> None:
        self.tell("POST", "faults/random", seed=seed, rate=rate, names=list(FAULTS))

    def history(self) -> list[dict[str, Any]]:
        """Return the faults that struck since the storm began."""
        told = self.tell("GET", "faults/random")
        return list(told.get("history", []))

    def calm(self) -> None:
        self.tell("DELETE", "faults/random")
        self.tell("DELETE", "faults")

    def hasten(self, haste: float) -> None:
        self.tell("POST", "clock", haste=haste)

    def ledger(self) -> dict[str, Any]:
        return dict(self.tell("GET", "ledger"))


__all__ = ["FAULTS", "Silence", "SimulatorRefused", "Wechat"]
