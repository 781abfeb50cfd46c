"""Enterprises with their people, licences in every state, and the certificates of those."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from plugins.brand.clock import midnight
from plugins.brand.models import (
    AnnualReview,
    Certificate,
    Enterprise,
    EnterpriseContact,
    ExpertReview,
    Licence,
    LicenceScope,
    LicenceStep,
    MisuseReport,
    Objection,
    Permit,
)
from plugins.brand.rules.terms import code_from
from plugins.brand.states import LicenceState, MisuseState
from plugins.marketplace.models import Invitation, Member
from plugins.pickups.models import PickupPoint, PointHours
from saleor_config.bench.generator import words
from saleor_config.bench.generator.copying import Ids, Rows, one_piece
from saleor_config.bench.generator.licence_ways import state_of, steps_to
from saleor_config.bench.generator.size import PAPERS_BEFORE, SPAN
from saleor_config.bench.generator.world import NO_PASSWORD, Maker, World

User = get_user_model()
_S = LicenceState
MISUSE = tuple(MisuseState)
KINDS = ("cooperative", "company", "individual")
PEOPLE = (("owner", ["owner"]), ("goods", ["goods", "orders"]), ("books", ["finance"]))
OFFICE = "system:generate"
_NUMBERED = (Enterprise, User, Licence, Certificate, PickupPoint)


def enterprises_make(world: World) -> int:
    """Write the enterprises that are missing, all of them in one piece."""
    size = world.size
    found = Enterprise.objects.filter(slug__startswith=f"{size.mark}-").count()
    if found < size.enterprises:
        with one_piece():
            _Writer(world).write(range(found, size.enterprises))
    _remember(world)
    return size.enterprises - min(found, size.enterprises)


class _Writer:
    def __init__(self, world: World) -> None:
        self.world, self.size = world, world.size
        self.began = self.size.until - SPAN - PAPERS_BEFORE
        self.ids = {m: Ids(m, at_once=500) for m in _NUMBERED}
        self.enterprises = Rows(
            Enterprise, "id", "slug", "name", "brand_name", "kind", "credit_code", "town", "story",
            "registered_at", "verified_at", "verify_by", "suspended_at", "suspension_reason",
            is_demo=True,
        )  # fmt: skip
        self.contacts = Rows(EnterpriseContact, "enterprise_id", "name", "phone", duty="负责人")
        self.users = Rows(
            User,
            "id",
            "email",
            "first_name",
            "last_name",
            "date_joined",
            password=NO_PASSWORD,
        )
        self.members = Rows(Member, "enterprise_id", "user_id", "roles", "joined_at")
        self.invitations = Rows(
            Invitation, "enterprise_id", "email", "roles", "invited_at", "expires_at",
            invited_by=OFFICE,
        )  # fmt: skip
        self.points = Rows(
            PickupPoint, "id", "enterprise_id", "town", "phone", "created_at",
            name="门市部", province="湖北省", city="黄石市", county="大冶市", postcode="435100",
            street="集镇老街1号", keep_days=3, is_open=True,
        )  # fmt: skip
        self.hours = Rows(PointHours, "point_id", "weekday", opens=time(9), closes=time(18))
        self.permits = Rows(
            Permit, "enterprise_id", "number", "valid_from", "valid_until", kind="workshop"
        )
        self.licences = Rows(
            Licence, "id", "enterprise_id", "state", "state_since", "state_due", "applicant_id",
            "applied_at", "notice_from", "notice_last_day", "agreement_number", "agreed_on",
            "rectify_by", "ended_at", "ended_because",
            terms_id=world.terms.pk, labels_wanted=5000,
        )  # fmt: skip
        self.marks = Rows(Licence.marks.through, "licence_id", "brandmark_id")
        self.scopes = Rows(LicenceScope, "licence_id", "goods_class_id")
        self.steps = Rows(
            LicenceStep, "licence_id", "at", "action", "before", "after", actor=OFFICE
        )
        self.reviews = Rows(
            ExpertReview, "licence_id", "expert_id", "at", "score",
            has_conflict=False, opinion="符合品类标准。",
        )  # fmt: skip
        self.objections = Rows(
            Objection, "licence_id", "filed_at", "name", "contact", text="对产地说明有疑问。"
        )
        self.yearly = Rows(
            AnnualReview, "licence_id", "year", "at", is_passed=True, findings="年审合格"
        )
        self.reports = Rows(
            MisuseReport, "number", "state", "reported_at", "licence_id", "decided_at", "finding",
            place="大冶市某超市", description="货架上有仿冒的标志。",
        )  # fmt: skip
        self.certificates = Rows(
            Certificate, "id", "licence_id", "number", "code", "issued_at", "starts_at", "ends_at",
            "holder", "credit_code", "town", "goods",
            limited_by="term", brand_name=world.brand.name, labels=5000,
            marks=[mark.name for mark in world.marks],
        )  # fmt: skip

    def write(self, numbers: range) -> None:
        for number in numbers:
            self._enterprise(number)
        for rows in vars(self).values():
            if isinstance(rows, Rows):
                rows.write()

    def _enterprise(self, number: int) -> None:
        size, dice = self.size, self.size.dice("enterprise", number)
        enterprise_id = self.ids[Enterprise].next()
        kind, town = KINDS[number % len(KINDS)], dice.choice(words.TOWNS)
        brand = words.brand_word(number)
        name = f"大冶市{town[:2]}{brand}{words.TRADES[kind]}"
        code = words.credit_code(kind=kind, seed=size.seed, number=number)
        state = state_of(number)
        is_closed = number % 97 == 96
        since = self.began + timedelta(days=dice.randrange(1, 10))
        self.enterprises.add(
            enterprise_id, f"{size.mark}-{number:05d}", name, brand, kind, code, town,
            f"{town}的{brand}，只做本地的好东西。", since, size.until - timedelta(days=30),
            size.until + timedelta(days=150), size.until if is_closed else None,
            "许可证已过期" if is_closed else "",
        )  # fmt: skip
        surname, given = words.person(dice)
        self.contacts.add(enterprise_id, surname + given, words.phone(dice))
        self._point(enterprise_id, town, phone=words.phone(dice), since=since)
        people = [self._member(enterprise_id, number, *each, since=since) for each in PEOPLE]
        if number % 10 == 0:
            self.invitations.add(
                enterprise_id, f"{size.mark}-invited-{number}@example.com", _array(["orders"]),
                size.until - timedelta(days=2), size.until + timedelta(days=5),
            )  # fmt: skip
        permit = f"鄂XZF420281{size.seed % 1000:03d}{number:05d}"
        self.permits.add(
            enterprise_id, permit, since.date(), (size.until + timedelta(days=900)).date()
        )
        self._licence(number, enterprise_id, state, people[0], since, (name, code, town))

    def _point(self, enterprise_id: int, town: str, *, phone: str, since: datetime) -> None:
        point_id = self.ids[PickupPoint].next()
        self.points.add(point_id, enterprise_id, town, phone, since)
        for weekday in range(6):
            self.hours.add(point_id, weekday)

    def _member(
        self, enterprise_id: int, number: int, what: str, roles: list[str], *, since: datetime
    ) -> int:
        user_id = self.ids[User].next()
        surname, given = words.person(self.size.dice("enterprise", number * 10 + len(what)))
        email = f"{self.size.mark}-e{number:05d}-{what}@example.com"
        self.users.add(user_id, email, given, surname, since)
        self.members.add(enterprise_id, user_id, _array(roles), since)
        return user_id

    def _licence(
        self,
        number: int,
        enterprise_id: int,
        state: LicenceState,
        owner_id: int,
        since: datetime,
        holder: tuple[str, str, str],
    ) -> None:
        size, licence_id = self.size, self.ids[Licence].next()
        goods_class = self.world.classes[number % len(self.world.classes)]
        is_over = state in (_S.REFUSED, _S.WITHDRAWN, _S.REVOKED)
        # Cases on their way began lately; those that came to an end began with the year.
        is_on_the_way = not is_over and state.value not in (
            "licensed", "rectifying", "suspended"
        )  # fmt: skip
        began = size.until - timedelta(days=8 + number % 30) if is_on_the_way else since
        steps = steps_to(state)
        last_at = began + timedelta(days=len(steps))
        if state in (_S.RECTIFYING, _S.SUSPENDED, _S.REVOKED, _S.WITHDRAWN):
            last_at = size.until - timedelta(days=3 + number % 20)
        is_noticed = any(action == "noticed" for action, _, _ in steps)
        is_agreed = any(action == "agreed" for action, _, _ in steps)
        noticed = (began + timedelta(days=4)).date()
        self.licences.add(
            licence_id, enterprise_id, state.value, last_at, None, owner_id, began,
            noticed if is_noticed else None, noticed + timedelta(days=14) if is_noticed else None,
            f"XY-{size.mark}-{number:05d}" if is_agreed else "",
            (began + timedelta(days=6)).date() if is_agreed else None,
            size.until + timedelta(days=10) if state is _S.RECTIFYING else None,
            last_at if is_over else None, "不再符合条件" if is_over else "",
        )  # fmt: skip
        self.scopes.add(licence_id, goods_class.pk)
        for mark in self.world.marks:
            self.marks.add(licence_id, mark.pk)
        for index, (action, before, after) in enumerate(steps):
            at = last_at if index == len(steps) - 1 else began + timedelta(days=index)
            self.steps.add(licence_id, at, action, before.value, after.value)
        if is_noticed:
            self._judge(number, licence_id, began, is_open=state is _S.NOTICE)
        if state is _S.LICENSED and number % 4 == 0:
            self._misuse(number, licence_id)
        if any(after is _S.LICENSED for _, _, after in steps):
            self._certificates(number, licence_id, goods_class.name, since, holder)

    def _judge(self, number: int, licence_id: int, began: datetime, *, is_open: bool) -> None:
        """Three experts have scored it; while it is on notice some people object."""
        for index, expert_id in enumerate(self.world.expert_ids):
            at = began + timedelta(days=3, hours=index)
            self.reviews.add(licence_id, expert_id, at, 80 + (number + index) % 20)
        for index in range(3 if is_open else 0):
            phone = words.phone(self.size.dice("enterprise", number * 10 + index))
            self.objections.add(licence_id, began + timedelta(days=7), "王某", phone)

    def _misuse(self, number: int, licence_id: int) -> None:
        """Somebody saw the brand where it may not be; one in two reports is decided."""
        state = MISUSE[number // 4 % len(MISUSE)]
        at = self.size.until - timedelta(days=number % 60)
        is_open = state in (MisuseState.RECEIVED, MisuseState.INVESTIGATING)
        self.reports.add(
            f"J{self.size.mark}{number:05d}", state.value, at, licence_id,
            None if is_open else at + timedelta(days=3), "" if is_open else "现场核实",
        )  # fmt: skip

    def _certificates(
        self,
        number: int,
        licence_id: int,
        goods: str,
        since: datetime,
        holder: tuple[str, str, str],
    ) -> None:
        """Last year's and this year's: a licence in force has been renewed once."""
        first = (since + timedelta(days=8)).date()
        second = first + timedelta(days=365)
        for serial, day in enumerate((first, second)):
            dice = self.size.dice("enterprise", number * 100 + serial)
            self.certificates.add(
                self.ids[Certificate].next(), licence_id,
                f"YLJ-{day.year}-G{self.size.seed}{serial}{number:05d}",
                code_from([dice.randrange(32) for _ in range(20)]),
                midnight(day), midnight(day), midnight(day + timedelta(days=365)),
                *holder, [{"kind": "class", "name": goods}],
            )  # fmt: skip
        self.yearly.add(licence_id, second.year, midnight(second))


def _array(values: list[str]) -> str:
    return "{" + ",".join(values) + "}"


def _remember(world: World) -> None:
    """Read back what later pieces need, whoever wrote it and when."""
    found: Any = Enterprise.objects.filter(slug__startswith=f"{world.size.mark}-").order_by("slug")
    owners = dict(
        Member.objects.filter(enterprise__in=found, roles__contains=["owner"]).values_list(
            "enterprise_id", "user_id"
        )
    )
    world.makers = [
        Maker(
            enterprise_id=enterprise.pk,
            name=enterprise.name,
            goods_class=world.classes[number % len(world.classes)],
            is_selling=state_of(number) in (_S.LICENSED, _S.RECTIFYING)
            and enterprise.suspended_at is None,
            owner_id=owners[enterprise.pk],
        )
        for number, enterprise in enumerate(found)
    ]
