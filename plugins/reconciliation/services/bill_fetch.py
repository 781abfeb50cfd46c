"""Bring one bill of one day onto our disk, proven."""

from datetime import datetime
from pathlib import Path

from plugins.kernel.errors import GatewayError
from plugins.kernel.transitions import move
from plugins.reconciliation import rules
from plugins.reconciliation.bill_store import is_kept, keep
from plugins.reconciliation.gateway import BillGateway
from plugins.reconciliation.models import BillDay
from plugins.reconciliation.states import BILL_TRANSITIONS, BillState
from plugins.wechat_pay.public import BillKind, NoStatement, StatementCreating


def bill_fetch(
    *,
    bill: BillDay,
    gateway: BillGateway,
    folder: Path,
    now: datetime,
    actor: str,
    refetch: bool = False,
) -> None:
    """Leave `bill` fetched or empty; a stored and intact file is not asked for again.

    Never called inside a transaction: it talks to WeChat.

    Raises:
        GatewayError: WeChat did not give it. `try_after` says when to ask again.
    """
    path = folder / bill.file_name
    state = BillState(bill.state)
    if not refetch and bill.sha1 and is_kept(path, sha1=bill.sha1):
        if state is not BillState.FETCHED:
            _move(bill, BillState.FETCHED, actor=actor, reason="stored_file")
        return
    if state is not BillState.AWAITED:
        _move(bill, BillState.AWAITED, actor=actor, reason="fetched_anew")
    try:
        location = gateway.bill_locate(kind=BillKind(bill.kind), day=bill.day)
        keep(path, lambda file: gateway.bill_download(location=location, into=file))
    except NoStatement:
        path.unlink(missing_ok=True)
        changes = {"sha1": "", "fetched_at": now, "last_error": ""}
        _move(bill, BillState.EMPTY, actor=actor, changes=changes)
    except GatewayError as error:
        _postpone(bill, error=error, now=now)
        raise
    else:
        changes = {"sha1": location.sha1, "fetched_at": now, "last_error": ""}
        _move(bill, BillState.FETCHED, actor=actor, changes=changes)


def _move(
    bill: BillDay,
    to: BillState,
    *,
    actor: str,
    reason: str = "",
    changes: dict[str, object] | None = None,
) -> None:
    move(
        bill,
        to,
        transitions=BILL_TRANSITIONS,
        actor=actor,
        action=f"reconciliation.bill.{to.value}",
        reason=reason,
        changes=changes,
    )


def _postpone(bill: BillDay, *, error: GatewayError, now: datetime) -> None:
    wait = rules.RETRY_CREATING if isinstance(error, StatementCreating) else rules.RETRY_FAULT
    bill.try_after = now + wait
    bill.last_error = str(error)[:300]
    bill.save(update_fields=["try_after", "last_error"])
