"""Real threads against the real database: the desk is staffed by more than one."""

from __future__ import annotations

import pytest

from plugins.brand.clock import day_of, midnight_after
from plugins.brand.models import Certificate, LicensedGoods
from plugins.brand.services.certificate_issue import certificate_issue
from plugins.brand.services.enterprise_suspend import enterprise_suspend
from plugins.brand.services.enterprise_verify import enterprise_verify
from plugins.brand.services.licence_supervise import licence_restore, licence_suspend
from plugins.kernel.transitions import MoveRefused
from tests.concurrency.test_order_place_races import race
from tests.unit.brand.conftest import OFFICE

pytestmark = pytest.mark.django_db(transaction=True)


def issuing(office, licence, code):
    later = midnight_after(licence.notice_last_day)
    return lambda: certificate_issue(
        licence_id=licence.pk,
        starts_on=day_of(later),
        code_indices=code,
        actor=office.approver,
        now=later,
    )


def test_two_clicks_issue_one_certificate(office, peach_coop, bare_goods, made_by):
    product = bare_goods("狗血桃").product
    made_by(peach_coop, product)
    licence = office.agreed(peach_coop)
    licence.refresh_from_db()
    known = Certificate.objects.count()

    results = race(*[issuing(office, licence, office.code()) for _ in range(3)])

    refused = [each for each in results if isinstance(each, MoveRefused)]
    assert len(refused) == 2
    assert Certificate.objects.count() == known + 1
    assert LicensedGoods.objects.filter(product=product).count() == 1


def test_two_licences_issued_at_once_have_two_numbers(office, peach_coop, bare_goods, made_by):
    licences = []
    for name in ("狗血桃", "蒿子粑"):
        product = bare_goods(name).product
        made_by(peach_coop, product)
        licence = office.agreed(peach_coop, goods_classes=[], product_ids=[product.pk])
        licence.refresh_from_db()
        licences.append(licence)

    results = race(*[issuing(office, licence, office.code()) for licence in licences])

    assert {each.number for each in results} == {"YLJ-2026-0001", "YLJ-2026-0002"}


def test_supervision_from_all_sides_leaves_one_truth(office, peach_coop, bare_goods, made_by):
    product = bare_goods("狗血桃").product
    made_by(peach_coop, product)
    licence, certificate = office.certified(peach_coop)
    now = certificate.starts_at
    on = {"licence_id": licence.pk, "reason": "检查", "actor": office.supervisor, "now": now}

    results = race(
        lambda: licence_suspend(**on),
        lambda: licence_restore(**on),
        lambda: enterprise_verify(enterprise_id=peach_coop.pk, actor=OFFICE, now=now),
        lambda: enterprise_suspend(
            enterprise_id=peach_coop.pk, reason="抽检", actor=office.supervisor, now=now
        ),
    )

    faults = [each for each in results if isinstance(each, Exception)]
    assert all(isinstance(each, MoveRefused) for each in faults)
    assert not LicensedGoods.objects.filter(product=product, during__endswith__gt=now).exists()
