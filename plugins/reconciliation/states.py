"""The lives of a day's bill and of a difference."""

from enum import Enum

from plugins.kernel.transitions import Transitions


class BillState(Enum):
    AWAITED = "awaited"  # 待取: WeChat has not given it yet
    FETCHED = "fetched"  # 已取: proven and stored, not compared yet
    MATCHED = "matched"  # 相符
    DIFFERING = "differing"  # 有差异: every one is listed
    EMPTY = "empty"  # 无交易: WeChat has nothing that day


BILL_TRANSITIONS: Transitions[BillState] = Transitions(
    initial=BillState.AWAITED,
    moves={
        BillState.AWAITED: frozenset({BillState.FETCHED, BillState.EMPTY}),
        BillState.FETCHED: frozenset({BillState.MATCHED, BillState.DIFFERING, BillState.AWAITED}),
        # A day can be run again, from the stored file or from a fresh one.
        BillState.MATCHED: frozenset({BillState.FETCHED, BillState.AWAITED}),
        BillState.DIFFERING: frozenset({BillState.FETCHED, BillState.AWAITED}),
        # WeChat has nothing, and our books have something.
        BillState.EMPTY: frozenset({BillState.DIFFERING, BillState.AWAITED}),
    },
)


# Compared, and nothing is expected to change by itself.
CONCLUDED = (BillState.MATCHED.value, BillState.DIFFERING.value, BillState.EMPTY.value)


class DifferenceState(Enum):
    OPEN = "open"  # 待处理
    RESOLVED = "resolved"  # 已处理: a person explained or mended it
    GONE = "gone"  # 已消失: running the day again no longer finds it


DIFFERENCE_TRANSITIONS: Transitions[DifferenceState] = Transitions(
    initial=DifferenceState.OPEN,
    moves={
        DifferenceState.OPEN: frozenset({DifferenceState.RESOLVED, DifferenceState.GONE}),
        # Found again with other amounts than those that were explained.
        DifferenceState.RESOLVED: frozenset({DifferenceState.OPEN}),
        DifferenceState.GONE: frozenset({DifferenceState.OPEN}),
    },
)


BILL_TEXT = {
    BillState.AWAITED: "待取",
    BillState.FETCHED: "已取",
    BillState.MATCHED: "相符",
    BillState.DIFFERING: "有差异",
    BillState.EMPTY: "无交易",
}

DIFFERENCE_TEXT = {
    DifferenceState.OPEN: "待处理",
    DifferenceState.RESOLVED: "已处理",
    DifferenceState.GONE: "已消失",
}
