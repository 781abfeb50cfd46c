"""The final order, for people and for machines."""

from __future__ import annotations

from typing import Any

from saleor_config.demo_sale.journey import Sale


def summary(sale: Sale) -> dict[str, Any]:
    """Return number, lines, totals and states of the finished sale."""
    order = sale.order
    return {
        "number": order["number"],
        "lines": [
            {
                "goods": line["productName"],
                "variant": line["variantName"],
                "sku": line["productSku"],
                "quantity": line["quantity"],
                "unit_price_yuan": f"{line['unitPrice']['gross']['amount']:.2f}",
            }
            for line in order["lines"]
        ],
        "shipping_yuan": f"{order['order']['shippingPrice']['gross']['amount']:.2f}",
        "total_yuan": f"{order['total']['amount']:.2f}",
        "total_fen": order["totalFen"],
        "paid_fen": order["paidFen"],
        "transaction_id": sale.transaction_id,
        "states": {
            "order": order["state"],
            "fulfilment": order["order"]["status"],
            "payment": order["order"]["paymentStatus"],
        },
    }
