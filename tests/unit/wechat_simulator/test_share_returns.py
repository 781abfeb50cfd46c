"""Shares given back, and the bills that list them."""

import csv
import datetime
import io

import pytest

from plugins.wechat_simulator import bills
from plugins.wechat_simulator.world import BEIJING
from tests.unit.wechat_simulator.share_fixtures import FARM

DAY = 86400
RETURN = {
    "out_order_no": "share-1",
    "out_return_no": "back-1",
    "return_mchid": FARM,
    "amount": 500,
    "description": "退货",
}
RETURNED = "return-orders/back-1?out_order_no=share-1"


def test_share_is_given_back_asynchronously_and_once(ask, received, clock):
    status, accepted = ask("return-orders", RETURN)
    again = ask("return-orders", RETURN)
    changed = ask("return-orders", RETURN, amount=501)
    clock.forward(60)
    _, done = ask(RETURNED)

    assert (status, accepted["result"]) == (200, "PROCESSING")
    assert again == (200, accepted)
    assert changed[1]["code"] == "INVALID_REQUEST"
    assert (done["result"], done["amount"]) == ("SUCCESS", 500)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": 2001}, "INVALID_REQUEST"),
        ({"return_mchid": "1900000999"}, "INVALID_REQUEST"),
        ({"out_order_no": "share-9"}, "RESOURCE_NOT_EXISTS"),
        ({"amount": 0}, "PARAM_ERROR"),
        ({"description": ""}, "PARAM_ERROR"),
    ],
)
def test_unusable_return_is_refused(world, ask, received, change, code):
    assert ask("return-orders", RETURN, **change)[1]["code"] == code
    assert world.ledger.rows("SELECT * FROM split_returns") == []


@pytest.mark.parametrize(
    ("fault", "seconds", "reason"),
    [("failed", 60, "BALANCE_NOT_ENOUGH"), ("stuck", 5 * DAY, "TIME_OUT_CLOSED")],
)
def test_failed_return_can_be_tried_again(world, ask, received, clock, fault, seconds, reason):
    world.faults.arm(f"split_return.{fault}")
    ask("return-orders", RETURN)
    clock.forward(seconds - 1)
    assert ask(RETURNED)[1]["result"] == "PROCESSING"
    clock.forward(1)

    _, failed = ask(RETURNED)

    assert (failed["result"], failed["fail_reason"]) == ("FAILED", reason)
    assert ask("return-orders", RETURN, out_return_no="back-2", amount=2000)[0] == 200


def test_bills_list_what_was_shared_and_given_back(world, ask, received, clock):
    ask("return-orders", RETURN)
    clock.forward(60)
    ask(RETURNED)
    day = datetime.datetime.fromtimestamp(clock(), BEIJING).date()

    shares = rows_of(bills.share_bill(world, day=day))
    funds = rows_of(bills.fund_bill(world, day=day))

    assert [(row["业务类型"], row["分账金额"]) for row in shares] == [
        ("分账", "20.00"),
        ("分账回退", "5.00"),
    ]
    moves = [(row["业务类型"], row["收支类型"], row["收支金额(元)"]) for row in funds]
    assert moves[-2:] == [("分账", "支出", "20.00"), ("分账回退", "收入", "5.00")]
    status, located = ask(f"bills?bill_date={day}")
    assert (status, located["hash_type"]) == (200, "SHA1")


def rows_of(bill):
    lines = bill.decode("utf-8-sig").splitlines()
    names = lines[0].split(",")
    table = csv.reader(io.StringIO("\n".join(lines[1:-2])))
    return [dict(zip(names, (cell[1:] for cell in row), strict=True)) for row in table]


def test_one_kind_of_row_can_be_asked_for(world, shared_order, clock):
    day = datetime.datetime.fromtimestamp(clock(), BEIJING).date()
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO refunds VALUES ('r1', 'i1', 'tea-0001', ?, '', 100, 10000, '', '', '',"
            " 'SUCCESS', 'SUCCESS', ?, 0, ?)",
            (shared_order["transaction_id"], clock(), clock()),
        )

    [sale] = rows_of(bills.trade_bill(world, day=day, bill_type="SUCCESS"))
    [refund] = rows_of(bills.trade_bill(world, day=day, bill_type="REFUND"))
    both = rows_of(bills.trade_bill(world, day=day))

    assert (len(sale), len(refund), len(both[0])) == (20, 29, 27)
    assert (sale["订单金额"], refund["退款金额"]) == ("100.00", "1.00")
    assert refund["退款成功时间"]


def test_ledger_lists_splits_and_returns(hands, ask, received, clock):
    ask("return-orders", RETURN)
    clock.forward(60)

    books = hands.get("/sim/ledger").get_json()

    assert books["shared"] == {"shares": 1, "fen": 2000}
    assert books["shares_returned"] == {"returns": 1, "fen": 500}
    assert books["splits"][0]["receivers"][0]["account"] == FARM
