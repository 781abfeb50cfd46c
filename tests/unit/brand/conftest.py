"""The brand office at work: 沼山桃社 applies, and its case is carried to a certificate."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from saleor.account.models import User

from plugins.brand.actors import Actor, Role
from plugins.brand.clock import day_of, midnight_after
from plugins.brand.models import Certificate, Enterprise, GoodsClass, Licence, RegionalBrand
from plugins.brand.rules.enterprises import EnterpriseKind
from plugins.brand.rules.permits import ProofNeed
from plugins.brand.services.brand_establish import (
    BrandFacts,
    MarkFacts,
    TermsFacts,
    brand_establish,
    goods_class_define,
    terms_adopt,
)
from plugins.brand.services.certificate_issue import certificate_issue
from plugins.brand.services.enterprise_register import (
    ContactFacts,
    EnterpriseFacts,
    enterprise_register,
)
from plugins.brand.services.enterprise_verify import enterprise_verify
from plugins.brand.services.expert_review import expert_review
from plugins.brand.services.licence_apply import licence_draft, licence_submit
from plugins.brand.services.licence_approve import licence_agree, licence_approve
from plugins.brand.services.licence_check import licence_accept, licence_pass_inspection
from plugins.brand.services.notice_publish import notice_publish
from plugins.brand.services.product_maker_set import product_maker_set

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Monday without holidays near it.
MONDAY = datetime(2026, 3, 9, 9, 30, tzinfo=SHANGHAI)
CODE = "91420281MA4900001H"
OFFICE = Actor.system("test")


def person(email: str, *roles: str) -> Actor:
    user = User.objects.create_user(email, "Lakeside-plum-7", is_staff=True)
    return Actor(name=f"staff:{user.pk}", user_id=user.pk, permissions=frozenset(roles))


@dataclass
class Office:
    """People of the brand office, and the way of a case through it."""

    brand: RegionalBrand
    fruit: GoodsClass
    checker: Actor
    approver: Actor
    supervisor: Actor
    experts: list[Actor]
    applicant: User
    numbers: list[int] = field(default_factory=lambda: [0])

    def draft(self, enterprise: Enterprise, *, now: datetime = MONDAY, **scope) -> Licence:
        return licence_draft(
            enterprise_id=enterprise.pk,
            goods_classes=scope.get("goods_classes", [self.fruit]),
            product_ids=scope.get("product_ids", []),
            marks=list(self.brand.marks.all()),
            labels_wanted=500,
            applicant=self.applicant,
            actor=OFFICE,
            now=now,
        )

    def submitted(self, enterprise: Enterprise, *, now: datetime = MONDAY, **scope) -> Licence:
        licence = self.draft(enterprise, now=now, **scope)
        return licence_submit(licence_id=licence.pk, actor=OFFICE, now=now)

    def in_review(self, enterprise: Enterprise, *, now: datetime = MONDAY, **scope) -> Licence:
        licence = self.submitted(enterprise, now=now, **scope)
        licence_accept(licence_id=licence.pk, actor=self.checker, now=now)
        return licence_pass_inspection(
            licence_id=licence.pk, findings="园区与标准相符", actor=self.checker, now=now
        )

    def scored(self, licence: Licence, *scores: int, now: datetime = MONDAY) -> None:
        for expert, score in zip(self.experts, scores, strict=False):
            self.review(licence, expert, score, now=now)

    def review(self, licence: Licence, expert: Actor, score: int | None, *, now=MONDAY):
        return expert_review(
            licence_id=licence.pk,
            has_conflict=score is None,
            score=score,
            opinion="品质稳定",
            actor=expert,
            now=now,
        )

    def noticed(self, enterprise: Enterprise, *, now: datetime = MONDAY, **scope) -> Licence:
        licence = self.in_review(enterprise, now=now, **scope)
        self.scored(licence, 90, 85, 88, now=now)
        return notice_publish(licence_id=licence.pk, actor=self.checker, now=now)

    def agreed(self, enterprise: Enterprise, *, now: datetime = MONDAY, **scope) -> Licence:
        """Leaves the case one instant after the notice."""
        licence = self.noticed(enterprise, now=now, **scope)
        assert licence.notice_last_day is not None
        later = midnight_after(licence.notice_last_day)
        licence_approve(licence_id=licence.pk, reason="符合条件", actor=self.approver, now=later)
        return licence_agree(
            licence_id=licence.pk,
            number="YLJ-XY-1",
            signed_on=day_of(later),
            document=None,
            actor=self.approver,
            now=later,
        )

    def code(self) -> list[int]:
        self.numbers[0] += 1
        return [0] * 17 + [
            self.numbers[0] // 1024,
            self.numbers[0] // 32 % 32,
            self.numbers[0] % 32,
        ]

    def certified(
        self, enterprise: Enterprise, *, now: datetime = MONDAY, **scope
    ) -> tuple[Licence, Certificate]:
        """Application on `now`; certificate from the eighth day after it."""
        licence = self.agreed(enterprise, now=now, **scope)
        assert licence.notice_last_day is not None
        later = midnight_after(licence.notice_last_day)
        certificate = certificate_issue(
            licence_id=licence.pk,
            starts_on=day_of(later),
            code_indices=self.code(),
            actor=self.approver,
            now=later,
        )
        licence.refresh_from_db()
        return licence, certificate


@pytest.fixture
def brand(db) -> RegionalBrand:
    brand = brand_establish(
        facts=BrandFacts(
            slug="yeli-market",
            name="冶里集",
            name_en="Yeli Market",
            slogan="冶炉火，里湖山",
            story="大冶的乡里。",
            manual="不得变形。",
            office_name="大冶市区域公共品牌办公室",
            office_phone="0714-0000000",
            office_email="office@daye.invalid",
            office_address="大冶市",
        ),
        marks=[MarkFacts(slug="lockup", name="冶里集组合标", picture="lockup.svg")],
        actor=OFFICE,
    )
    terms_adopt(brand=brand, terms=TermsFacts(), actor=OFFICE, now=MONDAY - timedelta(days=30))
    return brand


@pytest.fixture
def office(brand) -> Office:
    fruit = goods_class_define(
        slug="fruit",
        name="鲜果",
        standard="分级、无损伤",
        proof_need=ProofNeed.NONE,
        needs_report=False,
        position=1,
        actor=OFFICE,
    )
    return Office(
        brand=brand,
        fruit=fruit,
        checker=person("checker@daye.invalid", Role.CHECK),
        approver=person("approver@daye.invalid", Role.APPROVE),
        supervisor=person("supervisor@daye.invalid", Role.SUPERVISE),
        experts=[person(f"expert{n}@daye.invalid", Role.REVIEW) for n in range(4)],
        applicant=User.objects.create_user("tao@example.com", "Lakeside-plum-7"),
    )


@pytest.fixture
def peach_coop(office) -> Enterprise:
    """沼山桃社, verified on Monday, so that it may sell for six months."""
    enterprise = enterprise_register(
        facts=EnterpriseFacts(
            slug="zhaoshan-taoshe",
            name="大冶市沼山桃种植专业合作社",
            brand_name="沼山桃社",
            kind=EnterpriseKind.COMPANY,
            credit_code=CODE,
            town="保安镇",
        ),
        contacts=[ContactFacts(name="桃理事", phone="13800001234", email="tao@example.com")],
        actor=OFFICE,
        now=MONDAY,
    )
    return enterprise_verify(enterprise_id=enterprise.pk, actor=OFFICE, now=MONDAY)


@pytest.fixture
def bare_goods(goods):
    """Make a product nobody's licence covers: `bare_goods("狗血桃", "39.00")`."""

    def make(name: str, price: str = "39.00", **more):
        variant = goods(name, price, **more)
        variant.product.licensed.all().delete()
        variant.product.maker.delete()
        return variant

    return make


@pytest.fixture
def made_by(office):
    """Say who makes a product: `made_by(peach_coop, variant.product)`."""

    def link(enterprise, product, *, goods_class=None, now=MONDAY):
        return product_maker_set(
            product_id=product.pk,
            enterprise=enterprise,
            goods_class=goods_class or office.fruit,
            actor=OFFICE,
            now=now,
        )

    return link
