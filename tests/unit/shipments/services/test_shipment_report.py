"""WeChat is told once for each version, whatever it answers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from plugins.kernel import outbox
from plugins.kernel.audit import history_of
from plugins.kernel.errors import GatewayError
from plugins.kernel.models import OutboxMessage
from plugins.shipments import errors
from plugins.shipments.models import Shipment
from plugins.shipments.rules import Label, Method
from plugins.shipments.services import shipment_report as service
from tests.unit.shipments.conftest import ZTO

SF = Label("SF", "SF1234567890")


def test_report_names_payment_goods_and_parcel(paid, ship, report, shipping):
    assert report(ship()) == "reported"

    [told] = shipping.reports
    assert (told.transaction_id, told.openid) == (paid.transaction_id, "o-li")
    [parcel] = told.parcels
    assert (parcel.company, parcel.tracking_no) == ("ZTO", "75312345678901")
    assert (parcel.description, parcel.receiver) == ("金牛麻花×1", "")


def test_sf_alone_learns_the_end_of_the_phone_number(paid, ship, report, shipping):
    report(ship(SF, ZTO))

    assert [parcel.receiver for parcel in shipping.reports[0].parcels] == ["138****1234", ""]


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("10060002", "reported"),
        ("10060003", "refused"),
        ("10060004", "not_needed"),
        ("47001", "refused"),
    ],
)
def test_final_answer_ends_the_report(paid, ship, report, shipping, code, state):
    shipping.fail_next(code)

    assert report(ship()) == state
    assert history_of(Shipment.objects.get()).last().action == f"shipments.shipment.{state}"


@pytest.mark.parametrize("code", ["10060001", "", "40164"])
def test_other_failures_leave_it_owed(paid, ship, report, shipping, code):
    shipment = ship()
    shipping.fail_next(code, permanent=code == "40164")

    with pytest.raises(GatewayError):
        report(shipment)
    shipment.refresh_from_db()
    assert (shipment.state, shipment.last_error) == ("owed", f"refused {code}")
    assert report(shipment) == "reported"


def test_report_time_grows_even_when_the_clock_stands(paid, ship, report, shipping):
    shipment, now = ship(), timezone.now()
    shipping.fail_next("10060001", permanent=False)
    with pytest.raises(GatewayError):
        report(shipment, now=now)
    report(shipment, now=now)

    first, second = [told.at for told in shipping.reports]
    assert second - first == timedelta(milliseconds=1)


def test_outbox_tells_until_wechat_knows_the_payment(paid, ship, shipping, monkeypatch):
    monkeypatch.setattr(service, "gateway", lambda: shipping)
    shipping.fail_next("10060001", permanent=False)
    shipping.fail_next("10060001", permanent=False)
    ship()
    owed = OutboxMessage.objects.get(topic="shipments.report")

    for minutes in (0, 1, 2):
        outbox.deliver(message_id=owed.pk, now=timezone.now() + timedelta(minutes=minutes))

    owed.refresh_from_db()
    assert (owed.state, owed.attempts, len(shipping.reports)) == ("done", 3, 3)
    assert Shipment.objects.get().state == "reported"


def test_message_delivered_twice_tells_once(paid, ship, shipping, monkeypatch):
    monkeypatch.setattr(service, "gateway", lambda: shipping)
    ship()
    payload = OutboxMessage.objects.get(topic="shipments.report").payload

    service.report_owed(payload)
    service.report_owed(payload)

    assert len(shipping.reports) == 1


def test_one_correction_is_told_and_a_second_refused(paid, ship, report, correct, shipping):
    report(ship())

    corrected = correct(SF)
    assert (corrected.state, corrected.labels(), corrected.corrections) == ("owed", [SF], 1)
    assert report(corrected) == "reported"
    with pytest.raises(errors.CorrectionUsed):
        correct(ZTO)
    assert [told.parcels[0].company for told in shipping.reports] == ["ZTO", "SF"]
    assert OutboxMessage.objects.filter(topic="shipments.report").count() == 2
    assert OutboxMessage.objects.filter(topic="shipments.shipped").count() == 1


def test_mending_a_refused_report_uses_no_correction_up(paid, ship, report, correct, shipping):
    shipping.fail_next("47001")
    report(ship())

    assert report(correct(SF)) == "reported"
    assert Shipment.objects.get().corrections == 0


def test_shipment_still_owed_is_not_corrected(paid, ship, correct):
    ship()

    with pytest.raises(errors.NotCorrectable):
        correct(SF)


def test_nothing_shipped_is_nothing_to_correct(paid, correct):
    with pytest.raises(errors.ShipmentNotFound):
        correct(SF)


def test_late_answer_about_an_earlier_version_changes_nothing(paid, ship, report, correct):
    shipment = ship()
    stale = Shipment.objects.select_related("order").get(pk=shipment.pk)
    report(shipment)
    correct(method=Method.PICK_UP)

    assert report(stale) == "owed"
    assert stale.version == 2
