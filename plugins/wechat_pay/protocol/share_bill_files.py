"""Read WeChat's sharing bill row by row; see `bill_files` for the layout."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from .bill_files import BillSums, BillUnreadable, Columns, bill_rows, refuse_difference

_SHARES_SUMS = "总笔数"


@dataclass(frozen=True, slots=True)
class ShareRow:
    """Money that reached a receiver, or came back from one; fen.

    Attributes:
        own_no: our number of the sharing or of the return.
        detail_no: WeChat's number of the receiver's part.
    """

    at: datetime
    transaction_id: str
    business_no: str
    detail_no: str
    own_no: str
    account: str
    fen: int
    is_return: bool
    state: str


def read_share_bill(lines: Iterable[str]) -> Iterator[ShareRow]:
    """Yield the rows of a sharing bill; errors as in `read_trade_bill`."""
    sums = BillSums()
    for columns in bill_rows(lines, sums_header=_SHARES_SUMS):
        if columns.has(_SHARES_SUMS):
            refuse_difference(
                columns,
                counts={_SHARES_SUMS: sums.rows},
                amounts={"分账总金额": sums.expense_fen, "回退总金额": sums.income_fen},
            )
            return
        row = _share_row(columns)
        sums.rows += 1
        sums.income_fen += row.fen if row.is_return else 0
        sums.expense_fen += 0 if row.is_return else row.fen
        yield row


def _share_row(columns: Columns) -> ShareRow:
    business = columns.text("业务类型")
    if business not in ("分账", "分账回退"):
        raise BillUnreadable(reason=f"{business!r} is neither sharing nor return")
    return ShareRow(
        at=columns.moment("分账时间"),
        transaction_id=columns.text("微信订单号"),
        business_no=columns.text("微信分账/回退单号"),
        detail_no=columns.text("分账明细单号"),
        own_no=columns.text("商户分账/回退单号"),
        account=columns.text("分账接收方"),
        fen=columns.fen("分账金额"),
        is_return=business == "分账回退",
        state=columns.text("处理状态"),
    )
