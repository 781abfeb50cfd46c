"""When a good may carry the brand: one truth, whatever happens to licences."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from saleor.product.models import Product

from plugins.brand import errors
from plugins.brand.clock import midnight, midnight_after
from plugins.brand.models import LicensedGoods
from plugins.brand.public import badges_for, is_licensed, licensed_products, next_change
from plugins.brand.services.annual_review import annual_review_fail, licence_renew
from plugins.brand.services.enterprise_suspend import enterprise_reinstate, enterprise_suspend
from plugins.brand.services.enterprise_verify import enterprise_verify
from plugins.brand.services.licence_supervise import (
    licence_rectify,
    licence_restore,
    licence_revoke,
    licence_suspend,
    licence_withdraw,
)
from tests.unit.brand.conftest import MONDAY, OFFICE

START = midnight(date(2026, 3, 17))
TICK = timedelta(microseconds=1)


@pytest.fixture
def peach(bare_goods):
    return bare_goods("狗血桃").product


@pytest.fixture
def licensed(office, peach_coop, peach, made_by):
    """The licence and certificate of 狗血桃, from 17 March 2026 for a year."""
    made_by(peach_coop, peach)
    return office.certified(peach_coop)


def test_right_begins_with_the_certificate(licensed, peach):
    assert not is_licensed(peach.pk, START - TICK)
    assert is_licensed(peach.pk, START)


def test_right_lapses_with_the_next_verification_unless_it_happens(licensed, peach, peach_coop):
    due = midnight_after(date(2026, 9, 9))  # six months after Monday

    assert is_licensed(peach.pk, due - TICK)
    assert not is_licensed(peach.pk, due)

    enterprise_verify(enterprise_id=peach_coop.pk, actor=OFFICE, now=due - timedelta(days=10))
    assert is_licensed(peach.pk, due)


def test_late_verification_leaves_the_gap_in_the_record(licensed, peach, peach_coop):
    due = midnight_after(date(2026, 9, 9))
    late = due + timedelta(days=3)

    enterprise_verify(enterprise_id=peach_coop.pk, actor=OFFICE, now=late)

    assert is_licensed(peach.pk, due - TICK)
    assert not is_licensed(peach.pk, due)
    assert not is_licensed(peach.pk, late - TICK)
    assert is_licensed(peach.pk, late)


def test_suspension_works_at_once_and_restoring_too(licensed, peach, office):
    licence, _ = licensed
    then = START + timedelta(days=10)
    later = then + timedelta(days=5)

    licence_suspend(licence_id=licence.pk, reason="待查", actor=office.supervisor, now=then)
    assert is_licensed(peach.pk, then - TICK)
    assert not is_licensed(peach.pk, then)
    assert not is_licensed(peach.pk, later)

    licence_restore(licence_id=licence.pk, reason="查清", actor=office.supervisor, now=later)
    assert not is_licensed(peach.pk, later - TICK)
    assert is_licensed(peach.pk, later)


def test_revocation_is_for_good(licensed, peach, office):
    licence, _ = licensed
    then = START + timedelta(days=10)

    licence_revoke(licence_id=licence.pk, reason="造假", actor=office.supervisor, now=then)

    assert is_licensed(peach.pk, then - TICK)
    assert not is_licensed(peach.pk, then)
    assert not LicensedGoods.objects.filter(during__endswith__gt=then).exists()


def test_unmended_defects_end_the_right_by_themselves(licensed, peach, office):
    licence, _ = licensed
    then = START + timedelta(days=10)

    licence_rectify(
        licence_id=licence.pk,
        rectify_by=date(2026, 4, 10),
        reason="标签不合规",
        actor=office.supervisor,
        now=then,
    )

    deadline = midnight(date(2026, 4, 11))
    assert is_licensed(peach.pk, deadline - TICK)
    assert not is_licensed(peach.pk, deadline)
    licence_restore(licence_id=licence.pk, reason="已改", actor=office.supervisor, now=then)
    assert is_licensed(peach.pk, deadline)


def test_renewal_follows_without_a_gap(licensed, peach, peach_coop, office):
    licence, first = licensed
    now = first.ends_at - timedelta(days=20)
    enterprise_verify(enterprise_id=peach_coop.pk, actor=OFFICE, now=now)

    second = licence_renew(
        licence_id=licence.pk,
        findings="年审合格",
        code_indices=office.code(),
        actor=office.approver,
        now=now,
    )

    assert second.starts_at == first.ends_at
    assert is_licensed(peach.pk, first.ends_at - TICK)
    assert is_licensed(peach.pk, first.ends_at)
    assert badges_for([peach.pk], first.ends_at)[peach.pk].certificate_number == second.number


def test_failed_review_must_be_mended_by_its_day(licensed, peach, office):
    licence, _ = licensed

    annual_review_fail(
        licence_id=licence.pk,
        findings="缺检验报告",
        rectify_by=date(2026, 4, 10),
        actor=OFFICE,
        now=START,
    )

    assert not is_licensed(peach.pk, midnight(date(2026, 4, 11)))


def test_product_linked_later_is_covered_from_then(licensed, bare_goods, made_by, peach_coop):
    other = bare_goods("黄桃").product
    now = START + timedelta(days=3)

    made_by(peach_coop, other, now=now)

    assert not is_licensed(other.pk, now - TICK)
    assert is_licensed(other.pk, now)


def test_product_that_changes_hands_is_no_longer_covered(licensed, peach, made_by, db):
    from plugins.brand.models import Enterprise

    household = Enterprise.objects.create(
        slug="li",
        name="李家",
        brand_name="李家",
        kind="household",
        town="保安镇",
        registered_at=START,
    )
    now = START + timedelta(days=3)

    made_by(household, peach, now=now)

    assert is_licensed(peach.pk, now - TICK)
    assert not is_licensed(peach.pk, now)


def test_suspended_enterprise_sells_nothing_until_reinstated(licensed, peach, peach_coop, office):
    then = START + timedelta(days=1)
    enterprise_suspend(
        enterprise_id=peach_coop.pk, reason="抽检", actor=office.supervisor, now=then
    )
    enterprise_verify(enterprise_id=peach_coop.pk, actor=OFFICE, now=then)
    assert not is_licensed(peach.pk, then)

    enterprise_reinstate(
        enterprise_id=peach_coop.pk, reason="合格", actor=office.supervisor, now=then
    )

    assert is_licensed(peach.pk, then)


def test_withdrawal_ends_the_right(licensed, peach):
    licence, _ = licensed

    licence_withdraw(licence_id=licence.pk, reason="转产", actor=OFFICE, now=START)

    assert not is_licensed(peach.pk, START)
    assert not LicensedGoods.objects.filter(product=peach).exists()


def test_set_form_and_badges_are_one_query_each(
    licensed, peach, bare_goods, django_assert_num_queries
):
    other = bare_goods("无证桃").product

    with django_assert_num_queries(1):
        found = list(Product.objects.filter(licensed_products(START)))
    with django_assert_num_queries(1):
        badges = badges_for([peach.pk, other.pk], START)

    assert found == [peach]
    assert list(badges) == [peach.pk]
    assert badges[peach.pk].brand_name == "冶里集"


def test_next_change_is_the_next_begin_or_end(licensed):
    assert next_change(MONDAY) == START
    assert next_change(START) == midnight_after(date(2026, 9, 9))
    assert next_change(midnight_after(date(2026, 9, 9))) is None


def test_database_refuses_overlap_and_ranges_outside_the_certificate(licensed, peach):
    _, certificate = licensed

    def put(start, end):
        with transaction.atomic():
            LicensedGoods.objects.create(
                product=peach, certificate=certificate, during=(start, end)
            )

    with pytest.raises(IntegrityError):
        put(START + timedelta(days=1), START + timedelta(days=2))
    with pytest.raises(DatabaseError):
        put(certificate.ends_at, certificate.ends_at + timedelta(days=1))
    with pytest.raises(DatabaseError):
        put(certificate.ends_at - timedelta(days=1), None)


def test_database_refuses_changed_certificates_and_beginnings(licensed, peach):
    _, certificate = licensed

    with pytest.raises(DatabaseError), transaction.atomic():
        type(certificate).objects.update(ends_at=certificate.ends_at + timedelta(days=1))
    row = LicensedGoods.objects.get(product=peach)
    row.during = (row.during.lower + timedelta(days=1), row.during.upper)
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


def test_certificate_is_cut_to_the_papers_it_rests_on(office, peach_coop):
    from plugins.brand.rules.permits import PermitKind, ProofNeed
    from plugins.brand.services.brand_establish import goods_class_define
    from plugins.brand.services.evidence_record import permit_record

    snack = goods_class_define(
        slug="snack",
        name="糕点",
        standard="",
        proof_need=ProofNeed.WORKSHOP,
        needs_report=False,
        position=2,
        actor=OFFICE,
    )
    with pytest.raises(errors.ProofLacking):
        office.submitted(peach_coop, goods_classes=[snack])
    permit_record(
        enterprise=peach_coop,
        kind=PermitKind.FOOD_PRODUCTION,
        number="SC11644200000389",
        valid_from=date(2025, 1, 1),
        valid_until=date(2026, 6, 30),
        goods_classes=[snack],
        actor=OFFICE,
    )

    _, certificate = office.certified(peach_coop, goods_classes=[snack])

    assert certificate.ends_at == midnight(date(2026, 7, 1))
    assert certificate.limited_by == "permit"
