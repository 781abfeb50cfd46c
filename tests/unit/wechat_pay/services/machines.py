"""What the machines of payments and refunds have in common.

Every example runs on the same clock, the same randomness and empty books of
WeChat's, inside a transaction of its own: the same choices make the same history,
in every run and whatever ran before. (WeChat's books used to survive an example,
on the wall clock: old notifications came due in later examples, at moments that
depended on how fast the machine was, and used up the faults armed there.)
"""

import random
import secrets
import string
from datetime import UTC, datetime

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from plugins.kernel.errors import DomainError, GatewayError
from plugins.wechat_pay.services.notification_receive import notification_receive
from plugins.wechat_simulator import deliveries, refunds
from tests.unit.wechat_simulator.fixtures import NOON

DAY = 86400
START = datetime.fromtimestamp(NOON, UTC)
FAULTS = (
    ("call.system_error", None),
    ("call.throttled", None),
    ("call.timeout_after_accept", 0),
    ("answer.bad_signature", None),
    ("notification.lost", None),
    ("notification.late", None),
    ("notification.duplicate", None),
    ("notification.signtest", None),
)
TABLES = ("bill_files", "deliveries", "shipments", "refunds", "prepays", "orders")


def play_machine(machine, *, examples: int, steps: int) -> None:
    """Play a machine's histories, the same ones in every run.

    Hypothesis derives its choices from the source and the signature of what makes
    the machine. That must be a plain function: a `partial` shows its arguments in
    its signature, with addresses that are others in every process.
    """
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


class Chance:
    """Stands in for `secrets`: the same draws in every example."""

    def __init__(self, monkeypatch) -> None:
        for name in ("token_hex", "token_bytes", "token_urlsafe", "choice", "randbelow"):
            monkeypatch.setattr(secrets, name, getattr(self, name))
        self.again()

    def again(self) -> None:
        self._random = random.Random(2680)

    def token_bytes(self, count=32):
        return self._random.randbytes(count)

    def token_hex(self, count=32):
        return self.token_bytes(count).hex()

    def token_urlsafe(self, count=32):
        return "".join(self.choice(string.ascii_letters) for _ in range(count))

    def choice(self, given):
        return self._random.choice(given)

    def randbelow(self, limit):
        return self._random.randrange(limit)


class MoneyMachine(RuleBasedStateMachine):
    """One order of 2680 fen, WeChat, and what time and bad days do to both."""

    def __init__(self, *, setting):
        super().__init__()
        vars(self).update(setting)
        self.clock.seconds = NOON
        self.world.faults.clear()
        self.chance.again()
        with self.world.ledger.write() as books:
            for table in TABLES:
                books.execute(f"DELETE FROM {table}")
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.told = []
        self.histories.append(self.told)

    @property
    def now(self):
        return datetime.fromtimestamp(self.clock(), UTC)

    def tell(self, *what):
        """Write the example's history down, to be compared with another run's."""
        self.told.append((self.clock() - NOON, *what))

    @rule(fault=st.sampled_from(FAULTS), times=st.integers(1, 3))
    def bad_day(self, fault, times):
        name, value = fault
        self.world.faults.arm(name, times=times, value=value)

    @rule(seconds=st.sampled_from([1, 61, 3600]))
    def wait(self, seconds):
        self.clock.forward(seconds)

    @rule()
    def notify(self):
        self.notify_now()

    def notify_now(self):
        refunds.settle_due(self.world)
        deliveries.deliver_due(self.world, post=self.receive)

    def receive(self, _url, headers, body):
        try:
            outcome = notification_receive(
                headers=headers,
                body=body,
                verifier=self.verifier,
                cipher=self.cipher,
                now=self.now,
            )
        except (DomainError, GatewayError) as refused:
            self.tell("notified", refused.code)
            return 401
        self.tell("notified", outcome.value)
        self.seen.add(f"notification {outcome.value}")
        return 204

    def teardown(self):
        try:
            self.world.faults.clear()
            self.dust_settles()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def dust_settles(self):
        """Nothing goes wrong any more and time passes: now both sides must agree."""
        raise NotImplementedError
