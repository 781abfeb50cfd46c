"""From an application to money in the bank: one enterprise, one buyer, one journey.

The shop serves over real HTTP from this process, against real PostgreSQL, because its
clock has to be moved: a notice lasts five working days and a month has to end. WeChat
is a process of its own with its own keys and books, so whatever concerns money crosses
two sockets, signed and sealed, as in `test_first_sale.py`. The sale happens at the
machine's own time, which WeChat's signatures carry; what comes before it lies in the
past, what comes after it in the next month.
"""

from __future__ import annotations

import io
import re
import zlib
from base64 import a85decode
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

import pytest
import segno
from django.utils import timezone
from openpyxl import load_workbook

from brand_theme.console.roles import Role
from plugins.brand.models import Certificate
from plugins.brand.public import (
    Actor,
    Enterprise,
    EnterpriseFacts,
    EnterpriseKind,
    enterprise_register,
    enterprise_verify,
)
from plugins.settlement.models import Payout
from tests.e2e import licence_way, trade_way
from tests.e2e.browsing import Visits, from_menu, visits_to
from tests.e2e.buyer import Buyer
from tests.e2e.qr import matrix_in
from tests.e2e.stage import colleague, member, sweep

SHANGHAI = ZoneInfo("Asia/Shanghai")
COOPERATIVE = "大冶市保安湖畔果业专业合作社"
PEAR = "湖畔翠冠梨"
SIZES = (
    trade_way.Size("5斤装", "2.5kg(5斤)", "2.9", "49.90", "30"),
    trade_way.Size("礼盒装", "4kg(8斤)", "4.6", "88.00", "12"),
)
LABEL = {
    "产地": "湖北省大冶市保安镇湖畔村",
    "生产者": COOPERATIVE,
    "地址": "大冶市保安镇湖畔村 2 组",
    "联系方式": "0714-8800000",
    "日期标注": "采收日期见箱贴",
    "开具日期": "2026-07-20",
    "数量": "500 箱",
}
NOTE = "标签数量与产量不符，请按 800 枚申报"
TRACKING, BANK = "75312345678901", "ICBC-20261101-0007"
#: What a yuan of goods leaves to the platform, and what two small boxes and a large one cost.
RATE, GOODS_FEN = Decimal("0.05"), 2 * 4990 + 8800
EXPERTS = {"first": "88", "second": "92", "third": "90"}


@pytest.fixture
def day_one(clock) -> datetime:
    """Forty days ago, at half past nine: the story begins."""
    began = timezone.localtime(clock.machine(), SHANGHAI) - timedelta(days=40)
    began = began.replace(hour=9, minute=30)
    clock.show(began)
    return began


@pytest.fixture
def cooperative(day_one, seeded_shop) -> Enterprise:
    """An enterprise on file, its owner 王社长, and everybody in the office."""
    office = Actor.system("test")
    enterprise = enterprise_register(
        facts=EnterpriseFacts(
            slug="hupan-guoye",
            name=COOPERATIVE,
            brand_name="湖畔果业",
            kind=EnterpriseKind.COMPANY,
            credit_code="91420281MA4900001H",
            town="保安镇",
        ),
        contacts=[],
        actor=office,
        now=day_one,
    )
    enterprise_verify(enterprise_id=enterprise.pk, actor=office, now=day_one)
    member("wang", enterprise.pk, "owner", title="王社长")
    colleague("clerk", Role.BRAND_OFFICE, title="陈品牌")
    colleague("head", Role.BRAND_HEAD, title="余主任")
    colleague("finance", Role.FINANCE, title="刘会计")
    for name in EXPERTS:
        colleague(name, Role.EXPERT, title=f"专家 {name}")
    return enterprise


def test_from_an_application_to_money_in_the_bank(
    program, live_server, wechat, clock, day_one, cooperative
):
    with visits_to(program, live_server.url) as visits:
        code = _licensed(visits, clock, day_one)
        clock.show_the_truth()
        trade_way.submit_goods(visits, "wang", name=PEAR, sizes=SIZES, label=LABEL)
        trade_way.approve_goods(visits, "clerk", name=PEAR)
        buyer = Buyer(live_server.url, wechat)
        order = _bought(buyer)
        [part] = order["childOrders"]
        trade_way.ship(visits, "wang", number=part["number"], tracking=TRACKING)
        _arrives(buyer)
        sweep("settlement.follow")
        clock.show(_first_of_next_month(clock.now()))
        sweep("settlement.periods")
        pdf, workbook = trade_way.confirm_statement(visits, "wang")
        trade_way.pay_out(visits, "finance", enterprise=COOPERATIVE, reference=BANK)
        trade_way.is_settled(visits, "wang", reference=BANK)
        booked = wechat.get("ledger")["orders"]

    visits.found_fault_with_nothing()
    certificate = Certificate.objects.get(licence__enterprise=cooperative)
    assert (certificate.code, certificate.labels) == (code, 800)
    shipping_fen, commission_fen = order["totalFen"] - GOODS_FEN, int(GOODS_FEN * RATE)
    owed_fen = order["totalFen"] - commission_fen
    assert [row["total"] for row in booked if row["state"] == "SUCCESS"] == [order["totalFen"]]
    assert (part["goodsFen"], part["shippingFen"]) == (GOODS_FEN, shipping_fen)
    assert _entries(workbook) == {
        "货款": (part["number"], _yuan(GOODS_FEN)),
        "运费": (part["number"], _yuan(shipping_fen)),
        "佣金": (part["number"], -_yuan(commission_fen)),
    }
    assert {f"{_yuan(fen):,}" for fen in (GOODS_FEN, -commission_fen, owed_fen)} <= set(_words(pdf))
    payout = Payout.objects.get(period__enterprise=cooperative)
    assert (payout.fen, payout.reference, payout.state) == (owed_fen, BANK, "done")
    assert payout.period.state == "paid"


def _licensed(visits: Visits, clock, day_one: datetime) -> str:
    """Carry 王社长's application to a certificate that a scanner finds valid; return its code."""
    licence_way.begin(visits, "wang")
    clock.show(day_one + timedelta(days=1))
    licence_way.resume(visits, "wang", labels="8000")
    licence_way.ask_correction(visits, "clerk", COOPERATIVE, note=NOTE)
    licence_way.correct(visits, "wang", note=NOTE, labels="800")
    licence_way.check_and_inspect(visits, "clerk", COOPERATIVE)
    for expert, points in EXPERTS.items():
        licence_way.score(visits, expert, COOPERATIVE, points=points)
    # Five working days end before two weeks do, whatever holidays the year has.
    last_day = (day_one + timedelta(days=16)).date()
    licence_way.publish(visits, "clerk", COOPERATIVE, last_day=last_day.isoformat())
    clock.show(datetime.combine(last_day, day_one.timetz()))
    licence_way.may_not_be_approved_yet(visits, "head", COOPERATIVE)
    clock.show(datetime.combine(last_day + timedelta(days=1), day_one.timetz()))
    today = (last_day + timedelta(days=1)).isoformat()
    licence_way.approve_and_issue(visits, "head", COOPERATIVE, agreement="XY-2026-1", day=today)
    trade_way.set_rate(visits, "finance", percent="5", day=today)
    return _scanned(visits)


def _scanned(visits: Visits) -> str:
    """Scan the certificate's picture and go where its code leads."""
    with visits.of("wang", "enterprise") as page:
        from_menu(page, "品牌授权")
        page.locator(".console a:has(strong)").first.click()
        page.get_by_text("授权中").wait_for()
        visits.seen(page, "licence-licensed")
        sheet = page.get_by_role("link", name="图片").get_attribute("href") or ""
        leads_to = page.get_by_role("link", name="验真页").get_attribute("href") or ""
        picture = page.request.get(urljoin(page.url, sheet)).body()
        address = urljoin(visits.home, leads_to)
        code = segno.make(address, error="m", micro=False)
        assert matrix_in(picture) == [[bool(each) for each in row] for row in code.matrix]
    with visits.anybody() as page:
        page.goto(address)
        page.get_by_role("heading", name="授权有效").wait_for()
        page.get_by_text(COOPERATIVE).first.wait_for()
        visits.seen(page, "verify-valid")
    return address.rpartition("/")[2]


def _bought(buyer: Buyer) -> dict:
    """Find the pear, put two small boxes and a large one into the cart, and pay."""
    assert buyer.finds("翠冠梨") == [PEAR]
    found = buyer.send("ProductSearch", query="翠冠梨", first=1)["productSearch"]["nodes"][0]
    goods = buyer.opens(found["slug"])
    assert goods is not None
    by_name = {each["name"]: each for each in goods["variants"]}
    assert (by_name["5斤装"]["stockQuantity"], by_name["礼盒装"]["stockQuantity"]) == (30, 12)
    buyer.puts((by_name["5斤装"]["id"], 2), (by_name["礼盒装"]["id"], 1))
    buyer.goes_to_the_till()
    order = buyer.pays()
    assert order["paidFen"] == order["totalFen"] > GOODS_FEN
    return order


def _arrives(buyer: Buyer) -> None:
    [part] = buyer.order()["childOrders"]
    assert part["parcels"] == [{"company": "中通快递", "trackingNo": TRACKING}]
    buyer.has_received_it()
    [part] = buyer.order()["childOrders"]
    assert part["receivedAt"] is not None


def _first_of_next_month(now: datetime) -> datetime:
    """Nine in the morning in Beijing, when last month's statements are there."""
    local = timezone.localtime(now, SHANGHAI)
    first = date(local.year + local.month // 12, local.month % 12 + 1, 1)
    return datetime(first.year, first.month, 1, 9, tzinfo=SHANGHAI)


def _yuan(fen: int) -> Decimal:
    return (Decimal(fen) / 100).quantize(Decimal("0.01"))


def _entries(workbook: bytes) -> dict[str, tuple[str, Decimal]]:
    """Return order and amount of each entry of a statement's workbook."""
    sheet = load_workbook(io.BytesIO(workbook), read_only=True)["明细"]
    _, *rows = sheet.iter_rows(values_only=True)
    return {row[1]: (row[2], Decimal(str(row[4])).quantize(Decimal("0.01"))) for row in rows}


def _words(pdf: bytes) -> Iterator[str]:
    """Yield what a statement's pages print in figures and Latin letters."""
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            drawn = zlib.decompress(a85decode(b"<~" + stream.strip(), adobe=True))
        except (ValueError, zlib.error):
            continue  # a font
        for word in re.findall(rb"\(((?:[^()\\]|\\.)*)\) Tj", drawn):
            yield word.decode("latin-1")
