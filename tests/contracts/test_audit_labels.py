"""Every audited action has a name in Chinese and English, found in the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.after_sales.states import CaseState
from plugins.cards.states import RefundState as CardRefundState
from plugins.child_orders.states import ChildState
from plugins.messages.states import MessageState
from plugins.reconciliation.states import BillState, DifferenceState
from plugins.settlement.states import ReceiverState, ReturnState, SharingState
from plugins.shipments.states import ShipmentState
from plugins.wechat_pay.states import RefundState
from saleor_config.capabilities import capability_classes

ROOT = Path(__file__).parents[2]
SOURCES = ("plugins", "catalog_seed", "brand_theme")

# Actions named after the state that is reached: each of these values has a name.
# `requested`, `asked`, `to_label` are where a life begins; nothing moves there.
NAMED_AFTER_STATES = {
    "cards.refund.": {state.value for state in CardRefundState} - {"asked"},
    "brand.misuse.": {"investigated", "decided", "warned", "closed"},
    "child_orders.child_order.": {state.value for state in ChildState} - {"awaiting_payment"},
    "console.": {"console.entered", "enterprise.entered"},
    "listings.submission.": {"taken", "changes_asked", "approved", "rejected"},
    "reconciliation.bill.": {state.value for state in BillState},
    "reconciliation.difference.": {state.value for state in DifferenceState},
    "after_sales.case.": {state.value for state in CaseState} - {"requested"},
    "messages.message.": {state.value for state in MessageState} - {"owed"},
    "settlement.receiver.": {state.value for state in ReceiverState} - {"planned"},
    "settlement.return.": {state.value for state in ReturnState} - {"planned"},
    "settlement.sharing.": {state.value for state in SharingState} - {"planned"},
    "reviews.post.": {"shown", "restored", "hidden", "objected", "upheld"},
    "shipments.shipment.": {state.value for state in ShipmentState} - {"to_label", "owed"},
    "wechat_pay.refund.": {state.value for state in RefundState} - {"requested"},
}


# Services that put their capability's prefix before the action they are given.
PREFIXED = dict.fromkeys(("licence_step", "licence_note", "_supervised"), "brand.licence.")


def actions_in(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what stands where an action is named: `record("…")` and `action="…"`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else None
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if (
            name in ("record", "record_many")
            and isinstance(owner, ast.Name)
            and owner.id == "audit"
        ):
            yield node.args[0]
        mover = name or (node.func.id if isinstance(node.func, ast.Name) else "")
        if mover in PREFIXED:
            for keyword in node.keywords:
                if keyword.arg == "action" and isinstance(keyword.value, ast.Constant):
                    yield ast.Constant(PREFIXED[mover] + keyword.value.value)
        if "move" in mover:
            yield from (keyword.value for keyword in node.keywords if keyword.arg == "action")


def spelled(expression: ast.expr, where: Path) -> set[str]:
    """Return the actions an expression may name."""
    if isinstance(expression, ast.Constant):
        return {expression.value}
    if isinstance(expression, ast.JoinedStr) and isinstance(expression.values[0], ast.Constant):
        prefix = expression.values[0].value
        if prefix in PREFIXED.values():
            return set()
        assert prefix in NAMED_AFTER_STATES, f"{where}: say which states {prefix}… is named after"
        return {prefix + state for state in NAMED_AFTER_STATES[prefix]}
    # Handed through by a service of the same capability: found where it is spelled.
    assert isinstance(expression, ast.Name), f"{where}: an action that cannot be read"
    return set()


def recorded() -> dict[str, Path]:
    found = {}
    for path in sorted(path for source in SOURCES for path in (ROOT / source).rglob("*.py")):
        if "wechat_simulator" in path.parts:
            continue
        for expression in actions_in(ast.parse(path.read_text(encoding="utf-8"))):
            for action in spelled(expression, path):
                found[action] = path.relative_to(ROOT)
    return found


RECORDED = recorded()
LABELS = {
    action: words
    for config in capability_classes()
    for action, words in config.audit_labels.items()
}


def test_walk_finds_the_code():
    assert len(RECORDED) > 30
    assert {"orders.order.paid", "wechat_pay.refund.succeeded"} <= set(RECORDED)


@pytest.mark.parametrize("action", sorted(RECORDED))
def test_action_has_a_label(action):
    zh, en = LABELS.get(action, ("", ""))

    assert zh, f"{RECORDED[action]}: add {action!r} to the capability's audit_labels"
    assert en
    assert any("\u4e00" <= letter <= "\u9fff" for letter in zh)
    assert en.isascii()


@pytest.mark.parametrize("config", capability_classes(), ids=lambda config: config.label)
def test_labels_name_the_capabilitys_own_actions(config):
    prefix = f"{config.name.rpartition('.')[2]}."

    assert [action for action in config.audit_labels if not action.startswith(prefix)] == []
    assert set(config.buyer_labels) <= set(config.audit_labels)
    assert set(config.audit_labels) <= set(RECORDED), "a label of nothing"
