"""A copy of everything, taken by herself, a few times a day, and on the record."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from plugins.kernel.models import AuditEntry
from plugins.kernel.throttle import TooOften
from plugins.privacy.services.data_export import COPIES, data_export
from tests.unit.privacy.conftest import PERSONAL


def test_the_copy_has_everything(finished, li, client_of):
    answer = client_of(li).data("MyDataExport")["myDataExport"]

    assert answer["errors"] == []
    copy = answer["data"]
    for word in PERSONAL:
        assert word in json.dumps(json.loads(copy), ensure_ascii=False), word
    parts = {part["part"]: part for part in json.loads(copy)["parts"]}
    assert {"mall_privacy", "mall_addresses", "mall_orders", "mall_wechat"} <= set(parts)
    [order] = parts["mall_orders"]["data"]
    assert order["number"] == finished.number
    assert parts["mall_orders"]["title"]["zh"] == "订单"


def test_it_is_on_the_record(li):
    data_export(user=li, now=timezone.now())

    entry = AuditEntry.objects.get(action="privacy.data.exported")
    assert (entry.object_id, entry.actor) == (str(li.pk), f"buyer:{li.pk}")
    assert not any(word in json.dumps(entry.details) for word in PERSONAL)


def test_nobody_elses_data_is_in_it(finished, li, buyer_zhou):
    copy = json.dumps(data_export(user=buyer_zhou, now=timezone.now()), ensure_ascii=False)

    assert not any(word in copy for word in PERSONAL)
    assert finished.number not in copy


def test_nobody_takes_copies_all_day(li):
    for _ in range(COPIES.most):
        data_export(user=li, now=timezone.now())

    with pytest.raises(TooOften):
        data_export(user=li, now=timezone.now())


def test_visitors_have_none(visitor):
    assert visitor.send("MyDataExport").status_code == 401
    assert visitor.send("MyDataDeletion").status_code == 401
