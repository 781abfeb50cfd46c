"""Read WeChat's bill files row by row; a bill is never held in memory as a whole.

Layout: a header, rows, a second header and one row of sums. Every value carries
a leading backtick, headers carry none; splitting on comma-and-backtick therefore
survives commas inside a product's name. Columns are found by name, because
merchants of older contracts get older columns under older names.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation

from plugins.kernel.money import to_fen

from .errors import WeChatPayError

BEIJING = timezone(timedelta(hours=8))

_TRADE_SUMS = "总交易单数"
_FUNDS_SUMS = "资金流水总笔数"


class BillUnreadable(WeChatPayError):
    """The file is not what the documentation promises, or contradicts its own sums."""

    def __init__(self, *, reason: str) -> None:
        super().__init__(code="BILL_UNREADABLE", detail=reason)


@dataclass(frozen=True, slots=True)
class TradeRow:
    """One payment, or one accepted refund. Amounts are fen.

    Attributes:
        at: when the money was taken; of a refund, when it was accepted.
        total_fen: what the buyer was charged; 0 on a refund's row.
        settled_fen: of that, what counts for settlement and fee.
        fee_fen: WeChat's fee; negative where it is given back.
        fee_rate: the rate the fee was computed with, e.g. Decimal("0.006").
    """

    at: datetime
    mchid: str
    transaction_id: str
    out_trade_no: str
    state: str
    total_fen: int
    settled_fen: int
    refund_id: str
    out_refund_no: str
    refund_fen: int
    refund_state: str
    fee_fen: int
    fee_rate: Decimal | None

    @property
    def is_refund(self) -> bool:
        return bool(self.out_refund_no)


@dataclass(frozen=True, slots=True)
class FundRow:
    """One movement on the merchant's account; `amount_fen` is never negative."""

    at: datetime
    business_no: str
    flow_no: str
    business: str
    is_income: bool
    amount_fen: int
    balance_fen: int
    voucher_no: str


@dataclass(slots=True)
class BillSums:
    """What the rows add up to, for comparison with WeChat's own row of sums."""

    rows: int = 0
    total_fen: int = 0
    settled_fen: int = 0
    refund_fen: int = 0
    fee_fen: int = 0
    income_rows: int = 0
    income_fen: int = 0
    expense_rows: int = 0
    expense_fen: int = 0


@dataclass(slots=True)
class Columns:
    """Where each column stands, by its name in the header."""

    positions: Mapping[str, int]
    values: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, header: str) -> "Columns":
        names = header.removeprefix("\ufeff").split(",")
        return cls({name.strip(): position for position, name in enumerate(names)})

    def split(self, line: str) -> None:
        self.values = line.removeprefix("`").split(",`")
        if len(self.values) != len(self.positions):
            raise BillUnreadable(
                reason=f"{len(self.values)} values under {len(self.positions)} headers"
            )

    def has(self, name: str) -> bool:
        return name in self.positions

    def text(self, *names: str) -> str:
        """Return the first column that this bill has."""
        for name in names:
            if name in self.positions:
                return self.values[self.positions[name]].strip()
        raise BillUnreadable(reason=f"no column {names[0]}")

    def fen(self, *names: str) -> int:
        return yuan_to_fen(self.text(*names))

    def moment(self, name: str) -> datetime:
        try:
            return datetime.strptime(self.text(name), "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING)
        except ValueError:
            raise BillUnreadable(reason=f"{name} is no time") from None


def yuan_to_fen(text: str) -> int:
    """Turn `0.01000` into 1.

    Raises:
        BillUnreadable: no number, or fractions of a fen.
    """
    try:
        return to_fen(Decimal(text))
    except (InvalidOperation, ValueError):
        raise BillUnreadable(reason=f"{text!r} is no amount") from None


def read_trade_bill(lines: Iterable[str]) -> Iterator[TradeRow]:
    """Yield the rows of a trade bill, and compare them with its sums at the end.

    Raises:
        BillUnreadable: damaged, cut short, or its sums differ from its rows.
            Raised after the rows, so act on them only when the reading ended.
    """
    sums = BillSums()
    for columns in bill_rows(lines, sums_header=_TRADE_SUMS):
        if columns.has(_TRADE_SUMS):
            _compare_trade_sums(columns, sums)
            return
        row = _trade_row(columns)
        sums.rows += 1
        sums.total_fen += row.total_fen
        sums.settled_fen += row.settled_fen
        sums.refund_fen += row.refund_fen
        sums.fee_fen += row.fee_fen
        yield row


def read_fund_bill(lines: Iterable[str]) -> Iterator[FundRow]:
    """Yield the rows of a fund-flow bill; errors as in `read_trade_bill`."""
    sums = BillSums()
    for columns in bill_rows(lines, sums_header=_FUNDS_SUMS):
        if columns.has(_FUNDS_SUMS):
            _compare_fund_sums(columns, sums)
            return
        row = _fund_row(columns)
        sums.rows += 1
        if row.is_income:
            sums.income_rows += 1
            sums.income_fen += row.amount_fen
        else:
            sums.expense_rows += 1
            sums.expense_fen += row.amount_fen
        yield row


def bill_rows(lines: Iterable[str], *, sums_header: str) -> Iterator[Columns]:
    """Yield one reused `Columns` per row; the last one stands under the sums' header."""
    numbered = (line.rstrip("\r\n") for line in lines)
    columns = Columns.of(next(numbered, ""))
    for line in numbered:
        if line.startswith(sums_header):
            columns = Columns.of(line)
            columns.split(next(numbered, ""))
            yield columns
            return
        if line:
            columns.split(line)
            yield columns
    raise BillUnreadable(reason="cut short: no row of sums")


def _trade_row(columns: Columns) -> TradeRow:
    # A sale's row says 0 in the refund columns; a SUCCESS bill has none of them.
    number = columns.text("商户退款单号") if columns.has("商户退款单号") else ""
    is_refund = number not in ("", "0")
    return TradeRow(
        at=columns.moment("交易时间"),
        mchid=columns.text("商户号"),
        transaction_id=columns.text("微信订单号"),
        out_trade_no=columns.text("商户订单号"),
        state=columns.text("交易状态"),
        total_fen=columns.fen("订单金额", "总金额", "应结订单金额"),
        settled_fen=columns.fen("应结订单金额", "总金额"),
        refund_id=columns.text("微信退款单号") if is_refund else "",
        out_refund_no=number if is_refund else "",
        refund_fen=columns.fen("申请退款金额", "退款金额") if is_refund else 0,
        refund_state=columns.text("退款状态") if is_refund else "",
        fee_fen=columns.fen("手续费"),
        fee_rate=_rate(columns.text("费率")),
    )


def _rate(text: str) -> Decimal | None:
    if not text.endswith("%"):
        return None
    try:
        return Decimal(text.removesuffix("%")) / 100
    except InvalidOperation:
        raise BillUnreadable(reason=f"{text!r} is no rate") from None


def _fund_row(columns: Columns) -> FundRow:
    direction = columns.text("收支类型")
    if direction not in ("收入", "支出"):
        raise BillUnreadable(reason=f"{direction!r} is neither income nor expense")
    return FundRow(
        at=columns.moment("记账时间"),
        business_no=columns.text("微信支付业务单号"),
        flow_no=columns.text("资金流水单号"),
        business=columns.text("业务名称"),
        is_income=direction == "收入",
        amount_fen=columns.fen("收支金额(元)"),
        balance_fen=columns.fen("账户结余(元)"),
        voucher_no=columns.text("业务凭证号"),
    )


def _compare_trade_sums(columns: Columns, sums: BillSums) -> None:
    refuse_difference(
        columns,
        counts={_TRADE_SUMS: sums.rows},
        amounts={
            "应结订单总金额": sums.settled_fen,
            "订单总金额": sums.total_fen,
            "申请退款总金额": sums.refund_fen,
            "手续费总金额": sums.fee_fen,
        },
    )


def _compare_fund_sums(columns: Columns, sums: BillSums) -> None:
    refuse_difference(
        columns,
        counts={
            _FUNDS_SUMS: sums.rows,
            "收入笔数": sums.income_rows,
            "支出笔数": sums.expense_rows,
        },
        amounts={"收入金额": sums.income_fen, "支出金额": sums.expense_fen},
    )


def refuse_difference(
    columns: Columns, *, counts: Mapping[str, int], amounts: Mapping[str, int]
) -> None:
    """Compare the sums this bill has; an older one has fewer."""
    stated = {name: _count(columns.text(name)) for name in counts if columns.has(name)}
    stated |= {name: columns.fen(name) for name in amounts if columns.has(name)}
    added = {**counts, **amounts}
    different = [name for name, value in stated.items() if value != added[name]]
    if different:
        raise BillUnreadable(reason=f"sums differ from rows: {'、'.join(different)}")


def _count(text: str) -> int:
    # Counts have been seen as `45.0`.
    try:
        return int(Decimal(text))
    except InvalidOperation:
        raise BillUnreadable(reason=f"{text!r} is no count") from None
