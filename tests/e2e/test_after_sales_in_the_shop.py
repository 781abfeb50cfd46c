"""A buyer wants her money back: sends the goods home, or asks the platform to decide."""

from __future__ import annotations

from pathlib import Path

from django.utils import timezone

from plugins.after_sales.models import Case
from plugins.after_sales.services.case_arbitrate import case_decide
from plugins.after_sales.services.member_answer import (
    member_approve,
    member_receive,
    member_refuse,
)
from plugins.after_sales.states import CaseState
from tests.e2e.aftercare import adds_picture, answers, money_arrives, photograph, received
from tests.e2e.shopper import SIZES, Shopper, shopping
from tests.e2e.stage import aside

TEA, FLOWERS = "TE01-A125Y", "TE03-A50"
HOME_ADDRESS = "殷祖镇茶场 塘师傅 13900001234"
ARBITER = "staff:903"


def test_goods_go_back_and_the_money_comes(program, market, tmp_path):
    photo, cases = photograph(tmp_path), []
    with shopping(program, market.url, "return") as walk:
        for width in SIZES:
            buyer = market.buyer()
            number = received(buyer, (market.variant(TEA), 2))
            with walk.at(width, buyer) as shopper:
                cases.append(_asks(shopper, number, kind="退货退款", photo=photo))
                _sends_it_back(shopper, cases[-1])
                _gets_her_money(shopper, cases[-1])

    kept = Case.objects.filter(number__in=cases)
    assert {each.state for each in kept} == {CaseState.REFUNDED.value}
    assert {each.return_company for each in kept} == {"ZTO"}
    assert {line.quantity for each in kept for line in each.lines.all()} == {2}
    walk.found_fault_with_nothing(market.wechat.address)


def test_platform_decides_what_the_seller_refused(program, market, tmp_path):
    photo, cases = photograph(tmp_path), []
    with shopping(program, market.url, "appeal") as walk:
        for width in SIZES:
            buyer = market.buyer()
            number = received(buyer, (market.variant(FLOWERS), 1))
            with walk.at(width, buyer) as shopper:
                cases.append(_asks(shopper, number, kind="仅退款", photo=photo))
                _is_refused_and_appeals(shopper, cases[-1])

    kept = Case.objects.filter(number__in=cases)
    assert {(each.state, each.awarded_fen) for each in kept} == {(CaseState.REFUNDING.value, 1000)}
    walk.found_fault_with_nothing(market.wechat.address)


def _asks(shopper: Shopper, number: str, *, kind: str, photo: Path) -> str:
    """Fill in the request, forgetting the picture first; return the case's number."""
    page = shopper.page
    shopper.goes(f"/pages/order/detail?number={number}")
    shopper.reads("经过")
    shopper.sees("order")
    shopper.presses("申请售后")
    shopper.presses("选它")
    if kind == "退货退款":
        shopper.taps(page.get_by_label("增加").last)
    shopper.taps(kind)
    shopper.taps("收到时坏了")
    shopper.presses("提交申请")
    shopper.reads("请拍照说明问题")
    adds_picture(page, photo)
    shopper.fills("补充说明", "罐子压瘪了，里面全散了。")
    shopper.sees("request")
    shopper.presses("提交申请")
    page.wait_for_url("**/pages/order/case**")
    shopper.reads("等企业答复")
    shopper.sees("requested")
    return page.url.split("number=")[1]


def _sends_it_back(shopper: Shopper, number: str) -> None:
    page = shopper.page
    answers(number, member_approve, note="抱歉，请寄回。", return_to=HOME_ADDRESS)
    page.reload()
    shopper.reads("请寄回商品")
    shopper.reads(f"寄到：{HOME_ADDRESS}")
    shopper.cannot_press("已寄出")
    shopper.taps("更多快递")
    shopper.taps("宅急送")
    shopper.taps("中通快递")
    shopper.fills("运单号", "7531 2345 678901")
    shopper.sees("to-return")
    shopper.presses("已寄出")
    shopper.reads("退货在途")
    shopper.reads("中通快递 75312345678901")
    shopper.sees("returning")


def _gets_her_money(shopper: Shopper, number: str) -> None:
    answers(number, member_receive, resaleable={})
    shopper.page.reload()
    shopper.reads("正在退款")
    shopper.sees("refunding")
    money_arrives(number)
    shopper.goes("/pages/order/cases")
    shopper.taps(shopper.page.locator(".card[role=link]"))
    shopper.reads("退款到账")
    shopper.sees("refunded")


def _is_refused_and_appeals(shopper: Shopper, number: str) -> None:
    answers(number, member_refuse, note="出库前拍照留底，包装完好。")
    shopper.page.reload()
    shopper.reads("企业不同意")
    shopper.fills("裁决理由", "照片是当着快递员拍的。")
    shopper.sees("refused")
    shopper.presses("提交平台")
    shopper.reads("平台裁决中")
    shopper.sees("arbitration")
    aside(lambda: _decides(number))
    shopper.page.reload()
    shopper.reads("平台裁定退")
    shopper.sees("decided")


def _decides(number: str) -> None:
    case_decide(
        case_id=Case.objects.get(number=number).pk,
        for_buyer=True,
        note="各让一步。",
        actor=ARBITER,
        awarded_fen=1000,
        now=timezone.now(),
    )
