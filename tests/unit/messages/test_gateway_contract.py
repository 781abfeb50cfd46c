"""The double and the real gateway against the simulator keep the same contract."""

from dataclasses import replace

import pytest

from plugins.kernel.errors import GatewayError
from plugins.messages.gateway import Letter
from plugins.wechat_simulator import people
from tests.unit.messages.memory_gateway import MemoryMessages

LETTER = Letter(
    openid="",
    template_id="T1",
    data={"thing1": {"value": "金牛麻花"}, "character_string2": {"value": "2611240522216732"}},
    page="pages/order/detail?number=2611240522216732",
)


@pytest.fixture(params=["memory", "client against simulator"])
def wired(request, simulated, world):
    """The gateway, how a user accepts a message there, and a letter to that user."""
    openid = people.user_create(world, nickname="李晓梅")
    letter = replace(LETTER, openid=openid)
    if request.param == "memory":
        memory = MemoryMessages(openid)
        return memory, memory.grant, letter

    def grant(openid, template_id):
        people.subscription_grant(world, openid=openid, template_id=template_id)

    return simulated, grant, letter


def refusal(gateway, letter):
    with pytest.raises(GatewayError) as refused:
        gateway.send(letter)
    return refused.value.code, refused.value.permanent


def test_accepted_message_gets_a_number(wired):
    gateway, grant, letter = wired
    grant(letter.openid, "T1")

    assert gateway.send(letter).isdigit()


def test_one_acceptance_is_one_message(wired):
    gateway, grant, letter = wired
    grant(letter.openid, "T1")
    gateway.send(letter)

    assert refusal(gateway, letter) == ("43101", True)


def test_acceptance_is_for_one_template(wired):
    gateway, grant, letter = wired
    grant(letter.openid, "T2")

    assert refusal(gateway, letter) == ("43101", True)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"openid": "o-nobody"}, "40003"),
        ({"template_id": ""}, "40037"),
        ({"data": {"thing1": {"value": "长" * 21}}}, "47003"),
        ({"data": {"thing1": {"value": ""}}}, "47003"),
        ({"data": {"character_string1": {"value": "9" * 33}}}, "47003"),
    ],
)
def test_broken_letter_is_refused_and_costs_nothing(wired, change, code):
    gateway, grant, letter = wired
    grant(letter.openid, "T1")

    assert refusal(gateway, replace(letter, **change)) == (code, True)
    gateway.send(letter)


def test_busy_wechat_is_worth_another_try(simulated, hands, world):
    hands.post("/sim/faults", json={"name": "call.busy", "operation": "message", "times": 3})
    letter = replace(LETTER, openid=people.user_create(world))

    assert refusal(simulated, letter) == ("-1", False)


def test_page_and_version_go_with_the_message(simulated, world):
    openid = people.user_create(world)
    people.subscription_grant(world, openid=openid, template_id="T1")

    simulated.send(replace(LETTER, openid=openid))

    content = world.ledger.row("SELECT content FROM messages")["content"]
    assert '"page": "pages/order/detail?number=2611240522216732"' in content
    assert '"miniprogram_state": "formal"' in content
