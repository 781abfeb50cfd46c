"""A peach as it should be said."""

from typing import Any

PICTURE = "a" * 32


def variant(**changes: Any) -> dict[str, Any]:
    return {
        "sku": "",
        "name": "5斤装",
        "net_content": "2.5kg(5斤)",
        "package": "",
        "weight_kg": "2.9",
        "price": "49.90",
        "stock": 20,
        **changes,
    }


PEACH: dict[str, Any] = {
    "name": "沼山白桃",
    "goods_class": "fruit",
    "category": "peach-pear",
    "attributes": {"storage": ["fresh"], "delivery": ["express"], "season": ["m06", "m07"]},
    "description": "沼山村六月采摘的白桃，一个个挑过再装箱，放到果肉微软时香气更足。",
    "standard": "",
    "grade": "一级",
    "label": {
        "origin": "湖北省大冶市保安镇沼山村",
        "maker": "大冶市沼山桃种植专业合作社",
        "address": "大冶市保安镇沼山村",
        "contact": "0714-8800000",
        "date": "采收日期见箱贴",
    },
    "variants": [variant()],
    "pictures": [PICTURE],
    "compliance": {"basis": "self_test", "issued_on": "2026-06-20", "quantity": "500 箱"},
}
