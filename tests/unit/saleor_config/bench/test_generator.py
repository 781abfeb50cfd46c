"""The generated year: the same for the same seed, true to the shop's own rules, safe to repeat."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count
from stdnum.cn import uscc

from plugins.accounts.models import AccountKey, Ban, LoginSession
from plugins.after_sales.models import Case
from plugins.after_sales.states import CaseState
from plugins.brand.models import Enterprise, Licence
from plugins.brand.states import LicenceState
from plugins.child_orders.models import ChildOrder
from plugins.child_orders.states import ChildState
from plugins.credit.models import CreditScore
from plugins.credit.rules.periods import Span
from plugins.credit.services.scores_publish import scores_publish
from plugins.fapiao.models import FapiaoRequest
from plugins.kernel.models import AuditEntry, OutboxMessage
from plugins.orders.models import PlacedOrder
from plugins.reviews.models import Post, ProductRating
from plugins.settlement.models import LedgerEntry, Period
from plugins.settlement.services.child_settle import children_settle_due
from saleor_config.bench.generator import words
from saleor_config.bench.generator.proof import CHECKS, NotConsistent, prove
from saleor_config.bench.generator.run import generate
from tests.fixtures.generated import Silent, size_of
from tests.unit.wechat_pay.services.conftest import placed

__all__ = ["placed"]


def states_of(model) -> set[str]:
    return set(model.objects.values_list("state", flat=True))


def test_every_capability_has_rows_and_the_sums_agree(generated_shop):
    assert PlacedOrder.objects.count() == generated_shop.orders
    assert Enterprise.objects.filter(slug__startswith="gen1-").count() == 42
    assert states_of(Licence) == {state.value for state in LicenceState}
    assert {"received", "shipped", "cancelled"} <= states_of(ChildOrder)
    assert Case.objects.exists()
    assert Period.objects.filter(state="paid").exists()
    assert prove("gen1") == len(CHECKS)


def test_ledger_is_what_the_shop_itself_would_have_booked(generated_shop):
    """The shop's own sweep, run over everything, finds nothing to add."""
    before = LedgerEntry.objects.count()

    counts = children_settle_due(now=generated_shop.until)

    assert counts == {"settled": 0, "failed": 0}
    assert LedgerEntry.objects.count() == before


def test_codes_of_enterprises_have_both_check_characters(generated_shop):
    codes = list(Enterprise.objects.exclude(credit_code="").values_list("credit_code", flat=True))

    assert all(uscc.is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_check_character_of_an_organisation_is_the_standard_s():
    """GB 11714 by an example of the tax office's: 大冶 has none to show, so a public one."""
    assert words.organisation_code(0)[-1] == words.organisation_code(0)[-1].upper()
    total = sum(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(character) * weight
        for character, weight in zip("MA000000", (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    # The sum with the check digit weighted 1 is a multiple of eleven.
    last = {"X": 10}.get(words.organisation_code(0)[-1]) or int(words.organisation_code(0)[-1])
    assert (total + last) % 11 == 0


def test_second_run_writes_nothing(generated_shop):
    made = generate(generated_shop, Silent())

    assert not any(made.values())
    assert PlacedOrder.objects.count() == generated_shop.orders


def test_larger_run_adds_what_is_missing(generated_shop):
    made = generate(size_of(orders=700), Silent())

    assert made["订单 · orders"] == 100
    assert PlacedOrder.objects.count() == 700


def test_same_seed_makes_the_same_orders(generated_shop):
    def told(seed: int) -> list[tuple[str, int]]:
        rows = PlacedOrder.objects.filter(idempotency_key__startswith=f"gen{seed}-")
        return list(rows.order_by("pk").values_list("number", "total_fen"))

    first = told(1)
    generate(size_of(orders=50, seed=2), Silent())

    assert len(set(first)) == len(first)
    assert [fen for _, fen in told(2)] != [fen for _, fen in first[:50]]


def test_proof_finds_a_fen_that_is_missing(generated_shop):
    placed = PlacedOrder.objects.filter(state="paid").first()
    placed.order.total_gross_amount += 1
    placed.order.save(update_fields=["total_gross_amount"])

    with pytest.raises(NotConsistent, match=placed.number):
        prove("gen1")


def test_refused_among_orders_of_the_shops_own(placed):
    with pytest.raises(CommandError, match="--into-this-shop"):
        call_command("generate", orders=5, stdout=StringIO())


def test_refused_in_production(seeded_shop, settings):
    settings.SHOP_ENV = "production"

    with pytest.raises(CommandError, match="production"):
        call_command("generate", orders=5, into_this_shop=True, stdout=StringIO())


def test_refused_without_a_catalogue(db):
    with pytest.raises(CommandError, match="seed"):
        call_command("generate", orders=5, stdout=StringIO())


def test_cases_are_in_states_that_their_parts_allow(generated_shop):
    unshipped = ChildOrder.objects.filter(shipped_at=None).values("order")
    odd = Case.objects.filter(is_shipped=True).exclude(
        order__child_orders__shipped_at__isnull=False
    )

    assert not odd.exists()
    assert unshipped.exists()
    assert states_of(Case) <= {state.value for state in CaseState}
    assert states_of(ChildOrder) <= {state.value for state in ChildState}
    assert ChildOrder.objects.values("number").annotate(n=Count("pk")).filter(n__gt=1).count() == 0


def test_cases_and_fapiao_are_of_one_enterprise_s_part(generated_shop):
    assert not Case.objects.filter(child_order=None).exists()
    assert not FapiaoRequest.objects.filter(child_order=None).exists()
    assert AuditEntry.objects.filter(action="after_sales.case.requested").count() == (
        Case.objects.count()
    )


def test_stars_are_counted_and_a_wrong_count_is_found(generated_shop):
    assert states_of(Post) >= {"shown", "hidden"}
    rating = ProductRating.objects.filter(five__gt=0).first()
    with connection.cursor() as cursor:
        # Only whoever may switch triggers off can make a rating lie.
        cursor.execute("SET LOCAL session_replication_role = replica")
        ProductRating.objects.filter(pk=rating.pk).update(five=rating.five + 1)
        cursor.execute("SET LOCAL session_replication_role = origin")

    with pytest.raises(NotConsistent, match="评分合计"):
        prove("gen1")


def test_scores_are_what_the_shop_itself_would_have_published(generated_shop):
    spans = CreditScore.objects.values_list("starts_on", "ends_on").distinct().order_by()

    outcomes = [
        scores_publish(span=Span(*span), actor="system:test", now=generated_shop.until)
        for span in spans
    ]

    assert len(outcomes) == 3
    assert all(each.published == 0 and not each.differing for each in outcomes)
    owed = OutboxMessage.objects.filter(state="pending").values_list("payload", flat=True)
    entries = AuditEntry.objects.filter(pk__in=[pk for each in owed for pk in each["entries"]])
    assert not entries.filter(action__startswith="credit.").exists()


def test_nobody_can_use_a_generated_login(generated_shop):
    assert LoginSession.objects.filter(ended_at=None).count() > 50
    assert not AccountKey.objects.exists()
    shut_out = Ban.objects.filter(lifted_at=None)
    assert shut_out.exists()
    assert not shut_out.filter(user__is_active=True).exists()
