"""State machines: a table of allowed moves, and the one way to make a move."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Generic, TypeVar

from django.db import models, transaction

from plugins.kernel import audit
from plugins.kernel.errors import Conflict

S = TypeVar("S", bound=Enum)


class MoveRefused(Conflict):
    code = "MOVE_REFUSED"
    zh = "当前状态为“{current}”,不能变为“{to}”。"
    en = "It is {current} and cannot become {to}."
    remedy_zh = "请刷新后查看最新状态。"
    remedy_en = "Refresh to see its present state."


class Transitions(Generic[S]):
    """The allowed moves between states, checked when the table is read.

    Raises:
        ValueError: a state is missing from the table or cannot be reached.
    """

    def __init__(self, *, initial: S, moves: Mapping[S, frozenset[S]]):
        self.initial = initial
        self.moves = dict(moves)
        self._refuse_holes()

    def _refuse_holes(self) -> None:
        states = set(type(self.initial))
        if set(self.moves) != states:
            raise ValueError(f"states without a row: {states - set(self.moves)}")
        reached, waiting = {self.initial}, [self.initial]
        while waiting:
            new = self.moves[waiting.pop()] - reached
            reached |= new
            waiting.extend(new)
        if reached != states:
            raise ValueError(f"states that cannot be reached: {states - reached}")

    def allows(self, current: S, to: S) -> bool:
        return to in self.moves[current]

    def is_final(self, state: S) -> bool:
        return not self.moves[state]


def move(
    instance: models.Model,
    to: Any,
    *,
    transitions: Transitions[Any],
    actor: str,
    action: str,
    reason: str = "",
    changes: Mapping[str, Any] | None = None,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Lock `instance`, check the move, save it and write the audit entry.

    Works on the `state` field; `changes` are further fields saved with it, `details`
    further facts for the audit entry.
    `instance` carries the new values afterwards.

    Raises:
        MoveRefused: the present state, read under the lock, does not allow it.
    """
    with transaction.atomic():
        locked = type(instance)._default_manager.select_for_update(of=("self",)).get(pk=instance.pk)
        state_type = type(transitions.initial)
        current = state_type(locked.state)
        if not transitions.allows(current, to):
            raise MoveRefused(current=current.value, to=to.value)
        values = {"state": to.value, **(changes or {})}
        type(instance)._default_manager.filter(pk=instance.pk).update(**values)
        audit.record(
            action,
            instance,
            actor=actor,
            reason=reason,
            before=current.value,
            after=to.value,
            **(details or {}),
        )
    for name, value in values.items():
        setattr(instance, name, value)
