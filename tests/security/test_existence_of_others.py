"""What belongs to somebody else answers like what does not exist, to the letter."""

import pytest
from saleor.account.models import Address

from tests.security.test_row_19_checkouts_of_others import ADDRESS

MISSING = 987_654
ASKED = {
    "AddressDelete": {},
    "AddressUpdate": {"input": ADDRESS},
    "AddressSetDefault": {},
}


@pytest.mark.parametrize(("document", "more"), ASKED.items())
def test_an_address_of_another_buyer_is_a_missing_one(
    client_of, buyer_li, buyer_zhou, daye_address, gid, document, more
):
    hers = daye_address.get_copy()
    buyer_zhou.addresses.add(hers)
    client = client_of(buyer_li)

    answers = [
        client.send(document, id=gid("Address", key), **more)
        .content.decode()
        .replace(gid("Address", key), "ID")
        for key in (hers.pk, MISSING)
    ]

    assert answers[0] == answers[1]
    assert "NOT_FOUND" in answers[0]
    assert Address.objects.get(pk=hers.pk).as_data() == daye_address.as_data()
    assert buyer_li.addresses.count() == 0


@pytest.mark.parametrize(("document", "more"), ASKED.items())
def test_ones_own_address_is_found(client_of, buyer_li, daye_address, gid, document, more):
    mine = daye_address.get_copy()
    buyer_li.addresses.add(mine)

    answer = client_of(buyer_li).data(document, id=gid("Address", mine), **more)

    assert [told["accountErrors"] for told in answer.values()] == [[]]


@pytest.mark.parametrize(("document", "more"), ASKED.items())
@pytest.mark.parametrize("wrong", ["", "x", "QWRkcmVzczphYmM=", "QWRkcmVzczo="])
def test_no_id_is_a_missing_address_too(client_of, buyer_li, document, more, wrong):
    answer = client_of(buyer_li).send(document, id=wrong, **more)

    assert answer.status_code < 500
    assert "INTERNAL" not in answer.content.decode()
    assert buyer_li.addresses.count() == 0
