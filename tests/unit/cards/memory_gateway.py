"""Stripe in memory: what the services' tests talk to.

It passes the same contract test as the real library against localstripe, and
keeps idempotency keys, which localstripe does not.
"""

import secrets
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from plugins.cards.errors import StripeFault
from plugins.cards.messages import Intent, RefundWord
from plugins.cards.states import CardState, RefundState


def silence() -> StripeFault:
    return StripeFault("no answer", http_status=None, code="", permanent=False)


def refused(code: str = "", *, http_status: int = 400) -> StripeFault:
    return StripeFault("refused", http_status=http_status, code=code, permanent=True)


class MemoryGateway:
    def __init__(self) -> None:
        self.intents: dict[str, Intent] = {}
        self.refunds: dict[str, RefundWord] = {}
        self.calls: list[str] = []
        self.answer_refunds_with = RefundState.SUCCEEDED
        self._by_key: dict[str, str] = {}
        self._failures: list[tuple[str, StripeFault, bool]] = []
        self._before: dict[str, Callable[[], object]] = {}
        self._lock = Lock()

    # What a test arranges

    def fail_next(self, call: str, fault: StripeFault, *, after_doing: bool = False) -> None:
        """`after_doing`: Stripe did it, and only its answer is lost."""
        self._failures.append((call, fault, after_doing))

    def just_before(self, call: str, action: Callable[[], object]) -> None:
        """Let something happen between our decision and Stripe's."""
        self._before[call] = action

    def becomes(self, intent_id: str, state: CardState) -> Intent:
        self.intents[intent_id] = replace(self.intents[intent_id], state=state)
        return self.intents[intent_id]

    def pay(self, intent_id: str) -> Intent:
        assert self.intents[intent_id].state is not CardState.CANCELED
        return self.becomes(intent_id, CardState.SUCCEEDED)

    def refund_becomes(self, refund_id: str, state: RefundState, failure: str = "") -> RefundWord:
        self.refunds[refund_id] = replace(self.refunds[refund_id], state=state, failure=failure)
        return self.refunds[refund_id]

    def forget_keys(self) -> None:
        """A day passes."""
        self._by_key.clear()

    # What the services call

    def create_intent(self, *, key: str, total_fen: int, order_number: str) -> Intent:
        with self._lock, self._called("create_intent"):
            if key not in self._by_key:
                made = Intent(
                    id=f"pi_{secrets.token_hex(12)}",
                    state=CardState.CREATED,
                    amount=total_fen,
                    received=0,
                    currency="cny",
                    order_number=order_number,
                )
                made = replace(made, received=total_fen, client_secret=f"{made.id}_secret_x")
                self.intents[made.id], self._by_key[key] = made, made.id
            return self.intents[self._by_key[key]]

    def intent(self, intent_id: str) -> Intent:
        with self._called("intent"):
            return self._find(intent_id)

    def cancel_intent(self, intent_id: str) -> Intent:
        with self._called("cancel_intent"):
            unstoppable = (CardState.SUCCEEDED, CardState.CANCELED, CardState.PROCESSING)
            if self._find(intent_id).state in unstoppable:
                raise refused("payment_intent_unexpected_state")
            return self.becomes(intent_id, CardState.CANCELED)

    def create_refund(self, *, key: str, intent_id: str, fen: int) -> RefundWord:
        with self._lock, self._called("create_refund"):
            if key not in self._by_key:
                made = RefundWord(
                    id=f"re_{secrets.token_hex(12)}",
                    state=self.answer_refunds_with,
                    amount=fen,
                    currency="cny",
                    intent_id=intent_id,
                    key=key,
                )
                self.refunds[made.id], self._by_key[key] = made, made.id
            return self.refunds[self._by_key[key]]

    def refund(self, refund_id: str) -> RefundWord:
        with self._called("refund"):
            return self.refunds[refund_id]

    def refund_by_key(self, *, key: str, intent_id: str) -> RefundWord | None:
        with self._called("refund_by_key"):
            mine = [each for each in self.refunds.values() if each.intent_id == intent_id]
            return next((each for each in mine if each.key == key), None)

    def _find(self, intent_id: str) -> Intent:
        if intent_id not in self.intents:
            raise refused("resource_missing", http_status=404)
        return self.intents[intent_id]

    def _called(self, call: str) -> "_Call":
        return _Call(self, call)


class _Call:
    """One call: counted, then failing before or after its work, as arranged."""

    def __init__(self, gateway: MemoryGateway, name: str) -> None:
        self.gateway, self.name = gateway, name
        self.lost: StripeFault | None = None

    def __enter__(self) -> None:
        self.gateway.calls.append(self.name)
        action = self.gateway._before.pop(self.name, None)
        if action is not None:
            action()
        for index, (name, fault, after_doing) in enumerate(self.gateway._failures):
            if name == self.name:
                del self.gateway._failures[index]
                if not after_doing:
                    raise fault
                self.lost = fault
                return

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and self.lost is not None:
            raise self.lost
