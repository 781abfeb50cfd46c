from saleor.checkout.models import Checkout
from saleor.webhook.payloads import generate_sample_payload


def test_the_sample_payload_of_a_checkout_names_no_real_buyer(db):
    Checkout.objects.create(email="li@example.com", currency="CNY")

    [sample] = generate_sample_payload("checkout_quantity_changed")

    assert sample["type"] == "Checkout"
    assert sample["lines"] == []
    assert sample["email"] != "li@example.com"
