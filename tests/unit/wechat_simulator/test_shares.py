"""Profit sharing, asked for with real signatures."""

import pytest

from plugins.wechat_simulator import split_room, splits
from tests.unit.wechat_simulator.share_fixtures import FARM

DAY = 86400


def amounts(ask, order):
    return ask(f"transactions/{order['transaction_id']}/amounts")[1]["unsplit_amount"]


def test_receiver_is_added_with_an_encrypted_name_and_struck_off(world, ask, farm):
    status, answer = ask("receivers/add", farm, name=farm["name"])

    [row] = world.ledger.rows("SELECT name, relation_type FROM receivers")
    assert (status, answer["account"]) == (200, FARM)
    assert row == {"name": "大冶果园合作社", "relation_type": "SUPPLIER"}
    assert ask("receivers/delete", farm) == (200, {"type": "MERCHANT_ID", "account": FARM})
    assert world.ledger.rows("SELECT * FROM receivers") == []


@pytest.mark.parametrize(
    "change",
    [
        {"appid": "wx0"},
        {"type": "BANK"},
        {"account": ""},
        {"name": "plain text"},
        {"name": None},
        {"relation_type": "FRIEND"},
        {"relation_type": "CUSTOM"},
        {"custom_relation": "果农"},
        {"relation_type": "CUSTOM", "custom_relation": "长" * 11},
    ],
)
def test_unusable_receiver_is_refused(world, ask, farm, change):
    ask("receivers/delete", farm)

    assert ask("receivers/add", farm, **change)[1]["code"] == "PARAM_ERROR"
    assert world.ledger.rows("SELECT * FROM receivers") == []


def test_merchant_cannot_receive_from_itself(world, ask, farm):
    answer = ask("receivers/add", farm, account=world.identity.mchid)

    assert (answer[0], answer[1]["code"]) == (400, "INVALID_REQUEST")


def test_split_is_accepted_first_and_finished_a_minute_later(ask, farm, settled, wanted, clock):
    status, accepted = ask("orders", wanted())
    clock.forward(60)
    path = f"orders/share-1?transaction_id={settled['transaction_id']}"
    _, finished = ask(path)

    assert (status, accepted["state"]) == (200, "PROCESSING")
    assert accepted["receivers"][0]["result"] == "PENDING"
    assert finished["state"] == "FINISHED"
    [share] = finished["receivers"]
    assert (share["account"], share["amount"], share["result"]) == (FARM, 2000, "SUCCESS")
    assert finished["order_id"] == accepted["order_id"]
    assert amounts(ask, settled) == 1000


def test_repetition_is_the_same_split_and_a_change_is_refused(world, ask, farm, settled, wanted):
    first = ask("orders", wanted())
    again = ask("orders", wanted())
    changed = ask("orders", wanted(1999))

    assert again == first
    assert (changed[0], changed[1]["code"]) == (400, "INVALID_REQUEST")
    assert len(world.ledger.rows("SELECT * FROM splits")) == 1


def test_repetition_may_encrypt_the_name_anew(ask, farm, settled, wanted, sealed):
    first = ask("orders", wanted(name=sealed("大冶果园合作社")))
    again = ask("orders", wanted(name=sealed("大冶果园合作社")))

    assert again == first
    assert first[0] == 200


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"appid": "wx0"}, "PARAM_ERROR"),
        ({"out_order_no": "有汉字"}, "PARAM_ERROR"),
        ({"receivers": []}, "PARAM_ERROR"),
        ({"unfreeze_unsplit": "no"}, "PARAM_ERROR"),
        ({"transaction_id": "4200"}, "RESOURCE_NOT_EXISTS"),
    ],
)
def test_unusable_split_is_refused(world, ask, farm, settled, wanted, change, code):
    assert ask("orders", wanted(), **change)[1]["code"] == code
    assert world.ledger.rows("SELECT * FROM splits") == []


@pytest.mark.parametrize(
    ("receiver", "code"),
    [
        ({"fen": 0}, "PARAM_ERROR"),
        ({"fen": True}, "PARAM_ERROR"),
        ({"description": ""}, "PARAM_ERROR"),
        ({"fen": 3001}, "INVALID_REQUEST"),
    ],
)
def test_unusable_share_is_refused(world, ask, farm, settled, wanted, receiver, code):
    assert ask("orders", wanted(**receiver))[1]["code"] == code
    assert world.ledger.rows("SELECT * FROM splits") == []


def test_wrong_name_and_double_receiver_are_refused(world, ask, farm, settled, wanted, sealed):
    wrong = ask("orders", wanted(name=sealed("别人")))
    body = wanted(1)
    twice = ask("orders", {**body, "receivers": body["receivers"] * 2})

    assert (wrong[1]["code"], twice[1]["code"]) == ("INVALID_REQUEST", "PARAM_ERROR")
    assert world.ledger.rows("SELECT * FROM splits") == []


def test_fifty_one_receivers_are_too_many(ask, farm, settled, wanted):
    body = wanted(1)
    crowd = [{**body["receivers"][0], "account": f"19{n:08}"} for n in range(51)]

    assert ask("orders", {**body, "receivers": crowd})[1]["code"] == "PARAM_ERROR"
    assert ask("orders", {**body, "receivers": crowd[:50]})[0] == 200


def test_unsettled_order_waits(world, ask, farm, shared_order, wanted):
    assert ask("orders", wanted())[1]["code"] == "INVALID_REQUEST"
    assert world.ledger.rows("SELECT * FROM splits") == []


def test_order_not_meant_for_sharing_is_refused(world, ask, farm, settled, wanted):
    with world.ledger.write() as books:
        books.execute("UPDATE orders SET parameters = '{}'")

    assert ask("orders", wanted())[0] == 403


def test_stranger_gets_nothing_and_the_money_can_be_shared_again(ask, settled, wanted, clock):
    ask("orders", wanted(3000))
    clock.forward(60)
    _, finished = ask(f"orders/share-1?transaction_id={settled['transaction_id']}")

    [share] = finished["receivers"]
    assert (share["result"], share["fail_reason"]) == ("CLOSED", "NO_RELATION")
    assert amounts(ask, settled) == 3000


def test_armed_faults_close_delay_and_refuse_a_split(world, ask, farm, settled, wanted, clock):
    world.faults.arm("split.not_enough")
    assert ask("orders", wanted())[1]["code"] == "NOT_ENOUGH"
    world.faults.arm("split.closed")
    world.faults.arm("split.slow", value=600)
    ask("orders", wanted())

    clock.forward(599)
    assert splits.find(world, "share-1")["state"] == "PROCESSING"
    clock.forward(1)

    [share] = splits.find(world, "share-1")["receivers"]
    assert (share["result"], share["fail_reason"]) == ("CLOSED", "ACCOUNT_ABNORMAL")


def test_refunded_money_is_not_there_to_share(world, ask, farm, settled, wanted):
    with world.ledger.write() as books:
        books.execute(
            "INSERT INTO refunds VALUES ('r1', 'i1', 'tea-0001', ?, '', 9000, 10000, '', '', '',"
            " 'SUCCESS', 'SUCCESS', 0, 0, 1)",
            (settled["transaction_id"],),
        )

    assert amounts(ask, settled) == 940
    assert ask("orders", wanted(941))[1]["code"] == "NOT_ENOUGH"


def test_fifty_requests_are_the_most(world, ask, farm, settled, wanted, monkeypatch):
    monkeypatch.setattr(split_room, "MOST_REQUESTS", 1)
    ask("orders", wanted(1))

    assert ask("orders", wanted(1, number="share-2"))[1]["code"] == "INVALID_REQUEST"


def test_unfreezing_lets_the_rest_go_once(world, ask, farm, settled, wanted, clock):
    ask("orders", wanted(2000))
    body = {
        "transaction_id": settled["transaction_id"],
        "out_order_no": "thaw-1",
        "description": "解冻",
    }
    status, answer = ask("orders/unfreeze", body)

    assert (status, answer["receivers"][0]["amount"]) == (200, 10_000 - 60 - 2000)
    assert ask("orders/unfreeze", body) == (status, answer)
    assert ask("orders", wanted(1, number="share-2"))[1]["code"] == "INVALID_REQUEST"
    assert amounts(ask, settled) == 0


def test_last_split_can_unfreeze_as_well(ask, farm, settled, wanted):
    ask("orders", wanted(1000, thaw=True))

    assert amounts(ask, settled) == 0
    assert ask("orders", wanted(1, number="share-2"))[1]["code"] == "INVALID_REQUEST"


def test_money_thaws_by_itself_after_thirty_days(world, ask, farm, settled, wanted, clock):
    clock.forward(30 * DAY - 1)
    splits.finish_due(world)
    assert amounts(ask, settled) == 3000

    clock.forward(1)
    splits.finish_due(world)

    assert amounts(ask, settled) == 0
    assert ask("orders", wanted())[1]["code"] == "INVALID_REQUEST"
