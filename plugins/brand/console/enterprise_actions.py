"""What people do with an enterprise's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from saleor.product.models import Product

from brand_theme.console.public import (
    Asked,
    ObjectAction,
    Panel,
    ReasonForm,
)
from plugins.brand.actors import Actor, Role
from plugins.brand.console.enterprise_forms import (
    DocumentForm,
    DraftForm,
    MakerForm,
    PermitForm,
    ProofForm,
    RegisterForm,
    RevealForm,
    TieForm,
    TrademarkForm,
)
from plugins.brand.console.papers import paper_kept
from plugins.brand.errors import NothingFound
from plugins.brand.models import BrandMark, Enterprise, GoodsClass
from plugins.brand.rules.enterprises import EnterpriseKind
from plugins.brand.rules.permits import PermitKind
from plugins.brand.rules.proofs import ProofKind
from plugins.brand.selectors.licence_goods import licence_goods
from plugins.brand.services.contact_reveal import contact_reveal
from plugins.brand.services.enterprise_register import (
    ContactFacts,
    EnterpriseFacts,
    enterprise_register,
)
from plugins.brand.services.enterprise_suspend import enterprise_reinstate, enterprise_suspend
from plugins.brand.services.enterprise_verify import enterprise_verify
from plugins.brand.services.evidence_record import permit_record, proof_record, trademark_record
from plugins.brand.services.licence_apply import licence_draft
from plugins.brand.services.product_maker_set import product_maker_set
from plugins.brand.services.tie_declare import tie_declare
from plugins.brand.wording import PERMIT_KINDS, PROOF_KINDS


def _who(asked: Asked) -> dict[str, Any]:
    return {"actor": Actor.of(asked.user), "now": asked.now}


def _register(asked: Asked) -> str:
    given = asked.data
    enterprise = enterprise_register(
        facts=EnterpriseFacts(
            slug=given["slug"],
            name=given["name"],
            brand_name=given["brand_name"],
            kind=EnterpriseKind(given["kind"]),
            credit_code=given["credit_code"],
            town=given["town"],
            story=given["story"],
        ),
        contacts=[
            ContactFacts(
                name=given["contact_name"],
                duty=given["contact_duty"],
                phone=given["contact_phone"],
                email=given["contact_email"],
            )
        ],
        **_who(asked),
    )
    return f"已为{enterprise}建档。接着核验资质、登记许可，并邀请企业负责人。"


def _verify(asked: Asked) -> str:
    enterprise = enterprise_verify(enterprise_id=asked.obj.pk, **_who(asked))
    return f"核验通过，有效至 {timezone.localtime(enterprise.verify_by):%Y-%m-%d}。"


@transaction.atomic
def _permit(asked: Asked) -> str:
    given = asked.data
    papers = paper_kept(
        asked, title=f"{PERMIT_KINDS[given['kind']]} {given['number']}", enterprise=asked.obj
    )
    permit = permit_record(
        enterprise=asked.obj,
        kind=PermitKind(given["kind"]),
        number=given["number"],
        valid_from=given["valid_from"],
        valid_until=given["valid_until"],
        goods_classes=GoodsClass.objects.filter(pk__in=given["goods_classes"]),
        actor=Actor.of(asked.user),
        document=papers[0] if papers else None,
    )
    return f"已登记 {permit}。"


@transaction.atomic
def _proof(asked: Asked) -> str:
    given = asked.data
    papers = paper_kept(
        asked, title=f"{PROOF_KINDS[given['kind']]} {given['number']}", enterprise=asked.obj
    )
    proof = proof_record(
        enterprise=asked.obj,
        goods_class=GoodsClass.objects.get(pk=given["goods_class"]),
        kind=ProofKind(given["kind"]),
        number=given["number"],
        valid_from=given["valid_from"],
        valid_until=given["valid_until"],
        actor=Actor.of(asked.user),
        document=papers[0] if papers else None,
    )
    return f"已登记 {proof}。"


def _trademark(asked: Asked) -> str:
    facts = {name: value for name, value in asked.data.items() if name != "key"}
    mark = trademark_record(enterprise=asked.obj, actor=Actor.of(asked.user), **facts)
    return f"已登记商标 {mark}。"


def _document(asked: Asked) -> str:
    paper_kept(asked, title=asked.data["title"], enterprise=asked.obj)
    return f"已归档《{asked.data['title']}》。"


def _maker(asked: Asked) -> str:
    product = Product.objects.filter(slug=asked.data["product"].strip()).first()
    if product is None:
        raise NothingFound(field="product", what="该商品", what_en="product")
    product_maker_set(
        product_id=product.pk,
        enterprise=asked.obj,
        goods_class=GoodsClass.objects.get(pk=asked.data["goods_class"]),
        **_who(asked),
    )
    return f"已登记“{product.name}”由本企业生产。"


def _draft(asked: Asked) -> str:
    licence = licence_draft(
        enterprise_id=asked.obj.pk,
        goods_classes=list(GoodsClass.objects.filter(pk__in=asked.data["goods_classes"])),
        product_ids=[],
        marks=list(BrandMark.objects.filter(brand__is_active=True)),
        labels_wanted=asked.data["labels_wanted"],
        applicant=None,
        **_who(asked),
    )
    return f"已起草{licence_goods(licence)}的授权，核对后在授权页代为提交。"


def _reasoned(service: Callable[..., Enterprise], words: str) -> Callable[[Asked], str]:
    def perform(asked: Asked) -> str:
        service(enterprise_id=asked.obj.pk, reason=asked.data["reason"], **_who(asked))
        return words

    return perform


def _reveal(asked: Asked) -> list[Panel]:
    shown = contact_reveal(
        contact_id=int(asked.data["contact"]),
        reason=asked.data["reason"],
        actor=Actor.of(asked.user),
    )
    facts = [("姓名", shown.name), ("职务", shown.duty), ("电话", shown.phone)]
    return [Panel("联系人", facts=[*facts, ("邮箱", shown.email)])]


def _tie(asked: Asked) -> str:
    tie_declare(
        enterprise=asked.obj,
        user=get_user_model().objects.get(pk=asked.data["user"]),
        relation=asked.data["relation"],
        actor=Actor.of(asked.user),
    )
    return "已登记，该人员不能办理本企业的授权事项。"


_FILE: dict[str, Any] = {"permission": Role.MANAGE_ENTERPRISES}
REGISTER = ObjectAction(
    name="register",
    title="企业建档",
    icon="add_business",
    form=RegisterForm,
    perform=_register,
    confirm="建档",
    **_FILE,
)
ENTERPRISE_ACTIONS = (
    ObjectAction(
        name="verify",
        title="核验通过",
        icon="domain_verification",
        perform=_verify,
        warning=lambda obj: "已对照证照原件核对档案。核验过期后商品停售，不解除暂停。",
        confirm="核验通过",
        **_FILE,
    ),
    ObjectAction(
        name="permit",
        title="登记许可",
        icon="license",
        form=PermitForm,
        perform=_permit,
        confirm="登记",
        **_FILE,
    ),
    ObjectAction(
        name="proof",
        title="登记证明",
        icon="lab_profile",
        form=ProofForm,
        perform=_proof,
        confirm="登记",
        **_FILE,
    ),
    ObjectAction(
        name="trademark",
        title="登记商标",
        icon="copyright",
        form=TrademarkForm,
        perform=_trademark,
        confirm="登记",
        **_FILE,
    ),
    ObjectAction(
        name="document",
        title="归档文件",
        icon="upload_file",
        form=DocumentForm,
        perform=_document,
        confirm="归档",
        **_FILE,
    ),
    ObjectAction(
        name="maker",
        title="登记商品",
        icon="inventory_2",
        form=MakerForm,
        perform=_maker,
        warning=lambda obj: "商品从此由本企业的授权覆盖；原来登记在别家的，即刻转来。",
        confirm="登记",
        **_FILE,
    ),
    ObjectAction(
        name="draft",
        title="代为申请授权",
        icon="post_add",
        permission=Role.APPLY,
        form=DraftForm,
        perform=_draft,
        confirm="起草",
    ),
    ObjectAction(
        name="contact",
        title="查看联系人",
        icon="visibility",
        permission=Role.REVEAL_CONTACTS,
        form=RevealForm,
        perform=_reveal,
        available=lambda obj: obj.contacts.exists(),
        warning=lambda obj: "将显示完整的姓名、电话和邮箱，这次查看会记入审计。",
        confirm="查看",
    ),
    ObjectAction(
        name="tie",
        title="登记回避人员",
        icon="diversity_3",
        form=TieForm,
        perform=_tie,
        confirm="登记",
        **_FILE,
    ),
    ObjectAction(
        name="suspend",
        title="暂停经营",
        icon="pause_circle",
        permission=Role.SUPERVISE,
        form=ReasonForm,
        perform=_reasoned(enterprise_suspend, "已暂停，该企业的商品即刻停售。"),
        available=lambda obj: obj.suspended_at is None,
        warning=lambda obj: "该企业全部商品即刻停售；已付款的订单照常发货。",
        is_danger=True,
        confirm="暂停",
    ),
    ObjectAction(
        name="reinstate",
        title="恢复经营",
        icon="play_circle",
        permission=Role.SUPERVISE,
        form=ReasonForm,
        perform=_reasoned(enterprise_reinstate, "已恢复，授权有效的商品即刻可售。"),
        available=lambda obj: obj.suspended_at is not None,
        confirm="恢复",
    ),
)
