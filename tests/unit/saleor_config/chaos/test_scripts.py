from collections import Counter

from saleor_config.chaos.killer import plan
from saleor_config.chaos.scripts import GOODS, SCARCE, Fate, Paying, Placing, script_of, stock_for

SCRIPTS = [script_of(seed=1, index=index) for index in range(400)]


def test_same_seed_draws_the_same_script_whatever_was_drawn_before():
    alone = script_of(seed=1, index=321)

    assert alone == SCRIPTS[321]
    assert alone != script_of(seed=2, index=321)


def test_campaign_meets_every_way_to_place_to_pay_and_every_fate():
    assert {script.placing for script in SCRIPTS} == set(Placing)
    assert {script.paying for script in SCRIPTS} == set(Paying)
    assert {script.fate for script in SCRIPTS} == set(Fate)


def test_only_scarce_goods_are_too_few_for_everybody():
    wanted = Counter()
    for script in SCRIPTS:
        wanted.update(dict(script.lines))

    stock = stock_for(SCRIPTS)

    assert {number for number in range(GOODS) if stock[number] < wanted[number]} == SCARCE


def test_kills_are_the_same_for_the_same_seed_and_spread_over_the_orders():
    kills = plan(seed=1, orders=2000, kills=20, own_database=True)

    assert kills == plan(seed=1, orders=2000, kills=20, own_database=True)
    assert len(kills) == 20
    assert [kill.after for kill in kills] == sorted(kill.after for kill in kills)
    targets = Counter(kill.target for kill in kills)
    assert targets["supervisor"] == targets["database"] == 1
    assert targets["web worker"] > 0
    assert targets["worker"] > 0


def test_database_of_somebody_else_is_not_killed():
    kills = plan(seed=1, orders=2000, kills=20, own_database=False)

    assert "database" not in {kill.target for kill in kills}
