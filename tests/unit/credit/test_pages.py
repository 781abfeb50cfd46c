"""Credit in both consoles and in public: who sees what, and that others' does not exist."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from saleor.account.models import User

from brand_theme.console.roles import Role
from plugins.brand.models import EnterpriseTie
from plugins.child_orders.models import ChildOrder
from plugins.credit.models import Appeal, CreditScore, FormulaVersion
from plugins.credit.rules.periods import first_of_month, span_before
from plugins.credit.selectors.scores import newest_score
from plugins.credit.services.appeal_file import appeal_file
from plugins.credit.services.scores_publish import scores_publish_due
from tests.unit.console.conftest import act, at_desk, browser_of, roles, somebody

__all__ = ["at_desk", "browser_of", "roles", "somebody"]
pytestmark = pytest.mark.django_db
WHY = "快递当天已揽收，系统晚了一小时才登记。"


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()


@pytest.fixture
def published(orchard, bakery, part_of):
    """Last month's scores: the orchard with two late parts of twelve, the bakery with one part."""
    now = timezone.now()
    last = span_before(timezone.localdate(now), months=1)
    day = now.replace(year=last.starts_on.year, month=last.starts_on.month, day=14)
    for number in range(12):
        part_of(orchard, late=number < 2, at=day)
    part_of(bakery, late=True, at=day)
    scores_publish_due(now=now)
    return newest_score(enterprise_id=orchard.pk)


@pytest.fixture
def wang(owner_wang, browser_of) -> Client:
    return browser_of(User.objects.get(pk=owner_wang.user_id))


@pytest.fixture
def office(at_desk) -> Client:
    return at_desk(Role.BRAND_OFFICE)


def text_of(answer) -> str:
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"\s+", " ", answer.content.decode())


def appeal_url(fact) -> str:
    return reverse("enterprise:credit_appeal", args=[fact.pk])


def test_an_owner_sees_stars_sums_and_facts_with_their_appeal(wang, published):
    page = text_of(wang.get(reverse("enterprise:credit")))

    assert "88 分" in page
    assert "12 次，其中 2 次不达标" in page
    assert "（10 + 0.8 × 10）÷（12 + 10）" in page
    for fact in published.facts.all():
        assert fact.title in page
        assert appeal_url(fact) in page
        assert reverse("enterprise:order", args=[fact.page_arg]) in page


def test_before_the_first_period_the_page_says_so(wang):
    assert "还没有公布过评分" in text_of(wang.get(reverse("enterprise:credit")))


def test_an_appeal_is_sent_with_its_papers_and_seen(wang, published, orchard):
    fact = published.facts.first()
    paper = SimpleUploadedFile("proof.pdf", b"%PDF-1.4 proof")

    sent = wang.post(appeal_url(fact), {"text": WHY, "papers": [paper]}, follow=True)

    page = text_of(sent)
    assert "待处理" in page
    assert WHY in page
    document = Appeal.objects.get().papers.get()
    answer = wang.get(reverse("enterprise:paper", args=[document.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 proof"


def test_a_refused_appeal_says_why(wang, published):
    sent = wang.post(appeal_url(published.facts.first()), {"text": "短"}, follow=True)

    assert "10 至 1000 个字" in text_of(sent)
    assert not Appeal.objects.exists()


def test_an_appeal_is_taken_back(wang, owner_wang, published):
    filed = appeal_file(
        actor=owner_wang, fact_id=published.facts.first().pk, text=WHY, now=timezone.now()
    )

    wang.post(reverse("enterprise:credit_appeal_withdraw", args=[filed.pk]))

    assert Appeal.objects.get().state == "withdrawn"


def test_others_facts_and_appeals_do_not_exist(browser_of, owner_hu, owner_wang, published):
    fact = published.facts.first()
    filed = appeal_file(actor=owner_wang, fact_id=fact.pk, text=WHY, now=timezone.now())
    hu = browser_of(User.objects.get(pk=owner_hu.user_id))

    assert hu.get(appeal_url(fact)).status_code == 404
    assert hu.post(appeal_url(fact), {"text": WHY}).status_code == 404
    withdraw = reverse("enterprise:credit_appeal_withdraw", args=[filed.pk])
    assert hu.post(withdraw).status_code == 404
    assert Appeal.objects.get().state == "open"
    assert published.facts.first().title not in text_of(hu.get(reverse("enterprise:credit")))


def test_only_owners_see_credit(browser_of, packer_liu, published):
    liu = browser_of(User.objects.get(pk=packer_liu.user_id))

    assert liu.get(reverse("enterprise:credit")).status_code == 403
    assert liu.post(appeal_url(published.facts.first()), {"text": WHY}).status_code == 403


def test_facts_that_can_be_appealed_against_wait_on_the_first_screen(wang, published):
    page = text_of(wang.get("/enterprise/"))

    assert "信用扣分可申诉" in page
    assert f"{published.appeal_until:%m-%d} 截止" in page


def test_the_office_finds_scores_and_reads_them(office, published):
    listed = text_of(office.get("/console/mall_credit/creditscore/"))
    filtered = text_of(office.get("/console/mall_credit/creditscore/?stars=4.5"))
    url = f"/console/mall_credit/creditscore/{published.pk}/change/"
    page = text_of(office.get(url))

    assert "星级分布" in listed
    assert "沼山桃社" in listed
    assert "金牛麻花" in listed
    assert "沼山桃社" in filtered
    assert "金牛麻花" not in filtered.split("<tbody", 1)[1]
    late = ChildOrder.objects.get(pk=published.facts.first().object_id)
    assert f"/console/mall_child_orders/childorder/{late.pk}/change/" in page
    assert "第 1 版" in page


def test_the_office_decides_an_appeal(office, owner_wang, published, orchard):
    filed = appeal_file(
        actor=owner_wang,
        fact_id=published.facts.first().pk,
        text=WHY,
        papers=[b"%PDF-1.4 proof"],
        now=timezone.now(),
    )
    listed = text_of(office.get("/console/mall_credit/appeal/?state=open"))
    paper = reverse("console:mall_credit_appeal_paper", args=[filed.pk, filed.papers.get().pk])

    assert published.facts.first().title in listed
    assert office.get(paper).status_code == 200
    assert "信用申诉待处理" in text_of(office.get("/console/"))
    assert act(office, filed, "decide", verdict="upheld", reason="已核实。").status_code == 302
    assert newest_score(enterprise_id=orchard.pk).revision == 2


def test_who_is_tied_is_told_to_keep_out(at_desk, somebody, browser_of, owner_wang, published):
    user = somebody(Role.BRAND_OFFICE)
    EnterpriseTie.objects.create(enterprise_id=published.enterprise_id, user=user, relation="亲属")
    filed = appeal_file(
        actor=owner_wang, fact_id=published.facts.first().pk, text=WHY, now=timezone.now()
    )
    url = f"/console/mall_credit/appeal/{filed.pk}/"
    browser = browser_of(user)

    page = text_of(browser.get(f"{url}change/"))

    assert "利害关系" in page
    assert "do/decide" not in page
    act(browser, filed, "decide", verdict="upheld", reason="自己人。")
    assert Appeal.objects.get().state == "open"


def define(browser: Client, **changes):
    url = "/console/mall_credit/formulaversion/do/define/"
    form = browser.get(url).context["form"]
    data = {name: field.initial for name, field in form.fields.items() if field.initial is not None}
    return browser.post(url, {**data, **changes})


def test_the_head_defines_a_formula_and_the_office_does_not(office, at_desk):
    head = at_desk(Role.BRAND_HEAD)
    since = first_of_month(timezone.localdate(), later=1)

    answer = define(head, since=since.isoformat(), weight_shipping="50", reason="发货更要紧")

    assert answer.status_code == 302
    version = FormulaVersion.objects.get(since=since)
    assert version.weights["shipping"] == "50"
    assert version.minimum_facts == 10
    assert office.get("/console/mall_credit/formulaversion/do/define/").status_code == 403
    shown = text_of(office.get(f"/console/mall_credit/formulaversion/{version.pk}/change/"))
    assert "发货更要紧" in shown


def test_the_public_reads_stars_counts_and_the_formula_and_no_order(client, published):
    page = text_of(client.get(reverse("brand-credit", args=["taoshe"])))

    assert "4.5" in page
    assert "12 次，其中 2 次不达标" in page
    assert "最近 12 个月" in page
    for fact in published.facts.all():
        assert fact.title not in page


def test_few_facts_are_told_as_no_score(client, published):
    assert "暂无评分" in text_of(client.get(reverse("brand-credit", args=["mahua"])))


def test_an_enterprise_without_a_score_has_a_page_and_a_stranger_none(client, orchard):
    assert "还没有公布过评分" in text_of(client.get(reverse("brand-credit", args=["taoshe"])))
    assert client.get(reverse("brand-credit", args=["nobody"])).status_code == 404


def test_a_list_of_two_hundred_scores_takes_a_bounded_number_of_queries(
    office, published, django_assert_max_num_queries
):
    from plugins.brand.models import Enterprise

    many = Enterprise.objects.bulk_create(
        Enterprise(
            slug=f"e{number}",
            name=f"企业 {number}",
            brand_name=f"{number}",
            kind="household",
            town="baoan",
            registered_at=published.published_at,
        )
        for number in range(200)
    )
    CreditScore.objects.bulk_create(
        CreditScore(
            enterprise=each,
            starts_on=published.starts_on,
            ends_on=published.ends_on,
            formula=published.formula,
            facts_count=0,
            appeal_until=published.appeal_until,
            published_at=published.published_at,
            published_by="system:credit",
        )
        for each in many
    )

    with django_assert_max_num_queries(25):
        assert office.get("/console/mall_credit/creditscore/").status_code == 200


def test_my_credit_takes_a_bounded_number_of_queries(
    wang, orchard, part_of, django_assert_max_num_queries
):
    last = span_before(timezone.localdate(), months=1)
    day = timezone.now().replace(year=last.starts_on.year, month=last.starts_on.month, day=14)
    for _ in range(30):
        part_of(orchard, late=True, at=day)
    scores_publish_due(now=timezone.now())

    with django_assert_max_num_queries(24):
        assert wang.get(reverse("enterprise:credit")).status_code == 200
