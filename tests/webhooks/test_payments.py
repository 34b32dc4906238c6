"""Payments that others tell of: signed, each reference once, and what nobody knows stays to be seen."""

import json
from datetime import timedelta

import pytest

from app.doors import payment_guard
from app.settings import Settings
from channels.signatures import sign
from engine.domain.errors import ConfigurationError
from engine.domain.raw_call import Knock
from engine.domain.touchpoint import LineKind
from tests.builders import NOW
from tests.walks.house import a_row
from tests.webhooks.inbound import SECRET, calls, doors_of, pay, the_settings, work


def told(*payments):
    return json.dumps({"payments": payments}).encode()


def a_payment(case_id="C-1", cents=2050, reference="BANK-1", **changes):
    ordinary = {"case_id": case_id, "amount_cents": cents, "paid_on": "2026-03-09", "reference": reference}
    return ordinary | changes


def left(house, case_id="C-1"):
    with house.store.read() as books:
        return str(books.case(case_id).outstanding)


def test_a_payment_counts_once_however_often_it_is_told(a_house, url):
    house = a_house(url=url)
    house.take_in(a_row())
    with doors_of(house) as where:
        answers = [pay(where, told(a_payment()), house.clock()).status_code for _ in range(3)]
        pay(where, told(a_payment(), a_payment(reference="BANK-2", cents=10_000)), house.clock())
        work(house)

    assert answers == [204, 204, 204]
    assert left(house) == "0.00"
    told_of = [one.public for one in house.lines() if one.kind is LineKind.PAYMENT]
    assert [(one["paid_cents"], one["by"]) for one in told_of] == [(2050, "payments"), (10_000, "payments")]


def test_a_payment_of_an_unknown_case_waits_and_counts_when_the_case_came(a_house, url):
    house = a_house(url=url)
    house.take_in(a_row())
    with doors_of(house) as where:
        pay(where, told(a_payment("C-9", reference="BANK-9"), a_payment()), house.clock())
        work(house)
    waiting = calls(house)
    house.take_in(a_row("C-9", "D-9"))
    with house.store.begin() as books:
        assert books.work_again(books.calls_for_people()[0].id)
    work(house)

    assert waiting == [("for_person", "a payment of a case that we do not know")]
    assert (left(house), left(house, "C-9")) == ("100.00", "100.00")
    assert calls(house) == [("worked", "taken in")]


@pytest.mark.parametrize(
    "body",
    [
        b"geen json",
        b"[]",
        b'{"payments": []}',
        b'{"payments": [1]}',
        told(a_payment(cents=0)),
        told(a_payment(cents=-5)),
        told(a_payment(cents=20.5)),
        told(a_payment(cents=True)),
        told(a_payment(paid_on="9 maart")),
        told(a_payment(reference="")),
        told(a_payment(), a_payment(case_id="../x\n", reference="BANK-2")),
    ],
)
def test_what_is_no_payment_is_kept_and_changes_nothing(a_house, body):
    house = a_house()
    house.take_in(a_row())
    with doors_of(house) as where:
        pay(where, body, house.clock())
        work(house)

    assert [state for state, _ in calls(house)] == ["unreadable"]
    assert left(house) == "120.50"


def test_only_who_knows_a_secret_may_tell(a_house):
    house = a_house()
    now = house.clock()
    with doors_of(house) as where:
        assert pay(where, told(a_payment()), now, secret="een-ander-geheim-van-iemand").status_code == 403
        assert pay(where, told(a_payment()), now - timedelta(minutes=16)).status_code == 403
        assert pay(where, told(a_payment()), now + timedelta(minutes=6)).status_code == 403
        assert pay(where, told(a_payment()), now).status_code == 204
    assert len(calls(house)) == 1


def test_while_a_secret_is_changed_both_hold_and_without_one_the_door_is_shut():
    changed = the_settings()
    changed.payments_secret_old = changed.payments_secret
    changed.payments_secret = type(changed.payments_secret)("een-nieuw-geheim-van-nu-af")
    body, timestamp = b"{}", str(int(NOW.timestamp()))

    def admitted(secret):
        headers = {"x-minnelijk-timestamp": timestamp, "x-minnelijk-signature": sign(secret, timestamp, body)}
        knock = Knock(path="/payments/events", query="", headers=headers, body=body, at=NOW)
        return payment_guard(changed).admits(knock)

    assert admitted(SECRET)
    assert admitted("een-nieuw-geheim-van-nu-af")
    assert not admitted("")
    assert not payment_guard(Settings(_env_file=None)).ready


def test_a_secret_that_can_be_guessed_is_refused():
    bad = the_settings()
    bad.payments_secret = type(bad.payments_secret)("kort")
    with pytest.raises(ConfigurationError, match="MINNELIJK_PAYMENTS_SECRET"):
        payment_guard(bad)
