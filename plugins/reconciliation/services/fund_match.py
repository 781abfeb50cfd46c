"""Compare a fund-flow bill with the trade bill and our books, movement by movement."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plugins.kernel.money import from_fen
from plugins.reconciliation import rules
from plugins.reconciliation.rules import DifferenceKind, Finding, Movement
from plugins.wechat_pay.public import (
    FundRow,
    TradeRow,
    payments_of_transactions,
    refunds_of_ids,
)


@dataclass(slots=True)
class Expected:
    """A payment or refund whose money must move; amounts carry the movement's sign."""

    out_trade_no: str
    out_refund_no: str
    fen: int
    fee_fen: int
    may_cross_midnight: bool = False
    moved_fen: int = 0
    moved_fee_fen: int = 0
    moves: int = 0
    fee_moves: int = 0

    @property
    def net_fen(self) -> int:
        return self.fen + self.fee_fen

    @property
    def is_settled(self) -> bool:
        if (self.moved_fen, self.moved_fee_fen) == (self.fen, self.fee_fen):
            return True
        # Some accounts get one row with the fee taken off already.
        return not self.fee_moves and self.moved_fen == self.net_fen

    @property
    def rest(self) -> "Expected":
        """What has not moved yet."""
        return Expected(
            out_trade_no=self.out_trade_no,
            out_refund_no=self.out_refund_no,
            fen=self.fen - self.moved_fen,
            fee_fen=self.fee_fen - self.moved_fee_fen,
        )


@dataclass(slots=True)
class Stranger:
    """Rows of one payment or refund that the trade bill does not list."""

    movement: Movement
    business: str
    moved_fen: int = 0


@dataclass(slots=True)
class MovementSum:
    rows: int = 0
    income_fen: int = 0
    expense_fen: int = 0


@dataclass(slots=True)
class FundMatch:
    """What a day's account comes to; amounts are fen.

    `net_fen` is what moved, `expected_fen` what the trade bill says should have,
    `carried_…` what crossed midnight. They and the findings always add up.
    """

    rows: int = 0
    net_fen: int = 0
    expected_fen: int = 0
    carried_in_fen: int = 0
    carried_out_fen: int = 0
    opening_fen: int | None = None
    closing_fen: int | None = None
    sums: dict[Movement, MovementSum] = field(default_factory=dict)
    carried: dict[str, Expected] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def fund_match(
    *,
    rows: Iterable[FundRow],
    trades: Iterable[TradeRow],
    carried_in: Mapping[str, Expected],
    opening_expected: int | None,
    mchid: str,
) -> FundMatch:
    """Read both bills once; per trade one small record is remembered.

    `carried_in` is what the day before expected and its account did not show yet.
    """
    match = FundMatch()
    expected = _expected(match, trades)
    match.carried_in_fen = sum(entry.net_fen for entry in carried_in.values())
    expected.update((key, entry.rest) for key, entry in carried_in.items())
    strangers: dict[str, Stranger] = {}
    for row in rows:
        fen = row.amount_fen if row.is_income else -row.amount_fen
        movement = rules.movement_of(business=row.business, is_income=row.is_income)
        _count(match, movement, fen)
        _chain(match, row, fen, opening_expected)
        if movement in rules.OF_TRADE:
            _take(expected, strangers, row, movement, fen)
        else:
            match.findings.append(_by_itself(row, movement, fen))
    for key, entry in expected.items():
        _judge(match, key, entry)
    match.findings += _judge_strangers(strangers, mchid=mchid)
    return match


def _expected(match: FundMatch, trades: Iterable[TradeRow]) -> dict[str, Expected]:
    expected: dict[str, Expected] = {}
    for row in trades:
        entry = Expected(
            out_trade_no=row.out_trade_no,
            out_refund_no=row.out_refund_no,
            fen=-row.refund_fen if row.is_refund else row.settled_fen,
            fee_fen=-row.fee_fen,
            may_cross_midnight=rules.may_cross_midnight(row.at),
        )
        # A number listed twice is a difference of the trade bill; its money moves once.
        if expected.setdefault(row.refund_id or row.transaction_id, entry) is entry:
            match.expected_fen += entry.net_fen
    return expected


def _count(match: FundMatch, movement: Movement, fen: int) -> None:
    match.rows += 1
    match.net_fen += fen
    total = match.sums.setdefault(movement, MovementSum())
    total.rows += 1
    if fen >= 0:
        total.income_fen += fen
    else:
        total.expense_fen -= fen


def _chain(match: FundMatch, row: FundRow, fen: int, opening_expected: int | None) -> None:
    """Compare each balance with the one before; after a break go on from what is stated."""
    if match.closing_fen is None:
        match.opening_fen = row.balance_fen - fen
        if opening_expected is not None and match.opening_fen != opening_expected:
            match.findings.append(
                Finding(
                    kind=DifferenceKind.OPENING_DIFFERS,
                    reference="opening",
                    ours_fen=opening_expected,
                    theirs_fen=match.opening_fen,
                )
            )
    elif match.closing_fen + fen != row.balance_fen:
        match.findings.append(
            Finding(
                kind=DifferenceKind.BALANCE_BROKEN,
                reference=row.flow_no,
                transaction_id=row.business_no,
                ours_fen=match.closing_fen + fen,
                theirs_fen=row.balance_fen,
                detail=row.business,
            )
        )
    match.closing_fen = row.balance_fen


def _take(
    expected: Mapping[str, Expected],
    strangers: dict[str, Stranger],
    row: FundRow,
    movement: Movement,
    fen: int,
) -> None:
    entry = expected.get(row.business_no)
    if entry is None:
        stranger = strangers.setdefault(row.business_no, Stranger(movement, row.business))
        stranger.moved_fen += fen
    elif movement is Movement.FEE:
        entry.moved_fee_fen += fen
        entry.fee_moves += 1
    else:
        entry.moved_fen += fen
        entry.moves += 1


def _by_itself(row: FundRow, movement: Movement, fen: int) -> Finding:
    return Finding(
        kind=rules.BY_ITSELF[movement],
        reference=row.flow_no,
        transaction_id=row.business_no,
        theirs_fen=fen,
        detail=row.business,
    )


def _judge(match: FundMatch, key: str, entry: Expected) -> None:
    if entry.is_settled:
        return
    if entry.may_cross_midnight:
        # Judged with the next day's bill, which is the first that can tell.
        match.carried[key] = entry.rest
        match.carried_out_fen += entry.rest.net_fen
        return
    if not entry.moves and not entry.fee_moves:
        text = f"含手续费 {from_fen(entry.fee_fen)}" if entry.fee_fen else ""
        match.findings.append(
            _of_entry(DifferenceKind.FUND_MISSING, key, entry, entry.net_fen, None, text)
        )
        return
    if entry.moved_fen != entry.fen:
        twice = entry.moves > 1
        kind = DifferenceKind.FUND_TWICE if twice else DifferenceKind.FUND_AMOUNT_DIFFERS
        match.findings.append(_of_entry(kind, key, entry, entry.fen, entry.moved_fen))
    if entry.moved_fee_fen != entry.fee_fen:
        theirs = entry.moved_fee_fen if entry.fee_moves else None
        kind = DifferenceKind.FUND_FEE_DIFFERS
        match.findings.append(_of_entry(kind, key, entry, entry.fee_fen, theirs))


def _of_entry(
    kind: DifferenceKind,
    key: str,
    entry: Expected,
    ours_fen: int,
    theirs_fen: int | None,
    detail: str = "",
) -> Finding:
    return Finding(
        kind=kind,
        reference=entry.out_refund_no or entry.out_trade_no,
        out_trade_no=entry.out_trade_no,
        transaction_id=key,
        ours_fen=ours_fen,
        theirs_fen=theirs_fen,
        detail=detail,
    )


def _judge_strangers(strangers: Mapping[str, Stranger], *, mchid: str) -> Iterable[Finding]:
    """Tell what our books know from what nobody does."""
    payments = payments_of_transactions(mchid=mchid, ids=strangers)
    refunds = refunds_of_ids(mchid=mchid, ids=strangers)
    for key, stranger in strangers.items():
        payment, refund = payments.get(key), refunds.get(key)
        known = refund or payment
        yield Finding(
            kind=DifferenceKind.FUND_OF_OTHER_DAY if known else DifferenceKind.FUND_ONLY_AT_WECHAT,
            reference=refund.out_refund_no if refund else payment.out_trade_no if payment else key,
            out_trade_no=known.out_trade_no if known else "",
            transaction_id=key,
            theirs_fen=stranger.moved_fen,
            detail=stranger.business,
        )
