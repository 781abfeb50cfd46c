"""Row 9: a bad `redirectUrl` was found out after the money was taken.

No call of ours takes an address to return to, and an order exists with its stock
before a payment is opened.
"""

from graphql.language.ast import OperationDefinition

from plugins.wechat_pay.models import WechatPayment
from saleor_config.urls import documents

#: Their mails lead somewhere; where to, row 24 checks.
MAILS = {"AccountCloseRequest", "AccountRegister", "EmailChangeRequest", "PasswordResetRequest"}


def test_no_document_takes_an_address_to_return_to():
    variables = {
        variable.variable.name.value.lower()
        for document in documents.values()
        if document.name not in MAILS
        for node in document.ast.definitions
        if isinstance(node, OperationDefinition)
        for variable in node.variable_definitions or ()
    }

    assert not {name for name in variables if "redirect" in name or "url" in name}


def test_the_last_one_is_sold_before_anybody_pays(
    client_of, buyer_li, buyer_zhou, goods, checkout_of
):
    last = goods("金牛麻花", "18.80", stock=1)
    answers = [
        client_of(buyer).data(
            "OrderPlace",
            checkoutToken=str(checkout_of(buyer, (last, 1)).token),
            idempotencyKey=f"screen-{buyer.pk}",
        )["orderPlace"]
        for buyer in (buyer_li, buyer_zhou)
    ]

    assert answers[0]["placedOrder"]
    assert answers[1]["placedOrder"] is None
    assert answers[1]["errors"][0]["code"] == "SOLD_OUT"
    assert WechatPayment.objects.count() == 0
