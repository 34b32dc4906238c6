"""The fake providers on a bad day, and how they tell about it."""

import pytest

from channels.fakes.mischief import ADDRESSES, Mischief
from channels.fakes.numbers import FROM_ERRORS, MAIL_WAYS, TO_ERRORS, TWILIO_TEXTS, WAYS
from channels.twilio.sms import TwilioSms
from channels.twilio.whatsapp import TwilioWhatsApp
from engine.domain.errors import AnswerLost, ProviderBusy
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind
from tests.channels.builders import message, sent_to
from tests.channels.loopback import FORM, ask, channel_at, mail_at, statuses

SMS, EMAIL = ChannelKind.SMS, ChannelKind.EMAIL


def test_a_storm_of_429_passes_and_takes_nothing(fake, http):
    fake.order("busy", provider="twilio", times=3, seconds=9)
    sms = channel_at(fake, http)

    for _ in range(3):
        with pytest.raises(ProviderBusy) as caught:
            sms.send(message())
        assert caught.value.retry_after == 9
    sms.send(message())

    assert len(fake.history()["hits"]) == 4
    assert len(fake.history()["taken"]) == 1


@pytest.mark.parametrize("takes", [True, False])
@pytest.mark.parametrize("mischief", ["broken", "drop"])
def test_an_unclear_answer_can_hide_a_message_that_was_taken_or_was_not(fake, http, mischief, takes):
    fake.order(mischief, takes=takes)

    for channel, kind in ((channel_at(fake, http), SMS), (mail_at(fake, http), EMAIL)):
        with pytest.raises(AnswerLost):
            channel.send(message(kind))

    history = fake.history()
    assert [hit["mischief"] for hit in history["hits"]] == [mischief] * 2
    assert [one["reference"] for one in history["taken"]] == ["C-0001-A"] * 2 * takes


def test_a_message_whose_answer_was_lost_still_reports_under_our_reference(fake, http, house):
    fake.order("broken", times=1)
    with pytest.raises(AnswerLost):
        channel_at(fake, http, house.url).send(message())

    fake.advance()

    evidence = statuses(house, 2)[0]
    assert (evidence.reference, evidence.outcome) == ("C-0001-A", Outcome.ACCEPTED)
    assert evidence.provider_ref == fake.history()["taken"][0]["provider_ref"]


def test_a_slow_answer_is_an_answer(fake, http):
    fake.order("slow", seconds=0.05)

    assert channel_at(fake, http).send(message()).provider_ref


def test_an_order_holds_for_its_provider_and_its_address_only(fake, http):
    fake.order("refuse", provider="sendgrid")
    fake.order("busy", to="+31612345603")

    assert channel_at(fake, http).send(message()).provider_ref
    for channel in (TwilioSms, TwilioWhatsApp):
        with pytest.raises(ProviderBusy):
            channel_at(fake, http, channel=channel).send(sent_to(SMS, "+31612345603"))


def test_orders_can_be_seen_and_taken_back(fake, http):
    fake.order("busy", times=1)
    seen = fake.http.get("/_control").json()
    fake.http.delete("/_control")

    assert [(one["mischief"], one["times"]) for one in seen] == [("busy", 1)]
    assert channel_at(fake, http).send(message()).provider_ref


def test_an_order_that_is_misspelt_is_refused(fake):
    assert fake.http.post("/_control", json={"mischief": "lazy"}).status_code == 422
    assert fake.http.post("/_control", json={"mischief": "busy", "tims": 3}).status_code == 422


@pytest.mark.parametrize(
    ("habit", "words"),
    [
        ("once", ["sent", "delivered"]),
        ("twice", ["sent", "sent", "delivered", "delivered"]),
        ("backwards", ["delivered", "sent"]),
        ("never", []),
    ],
)
def test_reports_come_as_ordered(fake, http, house, habit, words):
    fake.http.post("/_reports", json={"habit": habit}).raise_for_status()
    channel_at(fake, http, house.url).send(message())

    assert fake.advance() == len(words)

    assert [report["word"] for report in fake.history()["reports"]] == words
    assert ask(fake, "GET").json()["messages"][0]["status"] == "delivered"


@pytest.mark.parametrize("callback", ["http://127.0.0.1:1/x?m=C-0001-A", "https://a.\x00b.example"])
def test_a_report_that_nobody_takes_is_noted_and_harms_nothing(fake, callback):
    ask(fake, data={**FORM, "StatusCallback": callback})

    fake.advance()

    assert {report["answer"] for report in fake.history()["reports"]} == {0}
    assert ask(fake, data=FORM).status_code == 201


def test_shows_every_number_and_mailbox_that_plays_a_scene(fake):
    shown = fake.http.get("/_numbers").json()

    assert shown["mischief"].keys() == ADDRESSES.keys()
    assert set(ADDRESSES.values()) == set(Mischief)
    assert shown["ways"].keys() == WAYS.keys() | MAIL_WAYS.keys()
    assert TWILIO_TEXTS.keys() >= {*TO_ERRORS.values(), *FROM_ERRORS.values()}
