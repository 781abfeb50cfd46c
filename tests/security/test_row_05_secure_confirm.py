"""Row 5: `paymentSecureConfirm` is open to anybody and captures twice."""


def test_no_door_knows_it(staff):
    query = 'mutation { paymentSecureConfirm(paymentId: "UGF5bWVudDox") { payment { id } } }'

    assert set(staff("order.manage_orders").codes(query)) == {"REQUEST_INVALID"}
