"""The fake Twilio: as Twilio's file and papers say, with the real adapters in front of it."""

from datetime import timedelta

import pytest
from twilio.base.exceptions import TwilioRestException

from channels.fakes.numbers import FROM_ERRORS, TO_ERRORS
from channels.twilio.client import connect
from channels.twilio.sms import TwilioSms
from channels.twilio.whatsapp import TwilioWhatsApp
from channels.wire import open_http
from engine.domain.errors import RecipientStopped
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind
from tests.channels.builders import NOW, NUMBER, message, sent_to
from tests.channels.loopback import FORM, LOGIN, SETTINGS, ask, channel_at, served_fake, statuses
from tests.channels.loopback import MESSAGES as ROOT
from tests.channels.openapi import (
    MESSAGE,
    MESSAGES,
    TWILIO,
    findings_in_answer,
)

SMS, WHATSAPP = ChannelKind.SMS, ChannelKind.WHATSAPP


def test_create_list_and_fetch_answer_as_twilios_file_says(fake):
    created = ask(fake, data=FORM)
    listed = ask(fake, "GET", params={"PageSize": 1})
    fetched = ask(fake, "GET", f"{ROOT}/{created.json()['sid']}.json")

    assert findings_in_answer(TWILIO, MESSAGES, "post", created.status_code, created.json()) == []
    assert findings_in_answer(TWILIO, MESSAGES, "get", listed.status_code, listed.json()) == []
    assert findings_in_answer(TWILIO, MESSAGE, "get", fetched.status_code, fetched.json()) == []
    assert created.json()["status"] == "queued"
    assert fetched.json() == listed.json()["messages"][0] == created.json()


def test_the_check_of_answers_finds_what_is_wrong(fake):
    created = ask(fake, data=FORM).json()

    assert findings_in_answer(TWILIO, MESSAGES, "post", 201, {**created, "sid": "SM1"}) != []
    assert findings_in_answer(TWILIO, MESSAGES, "post", 201, {**created, "status": "teleported"}) != []
    assert findings_in_answer(TWILIO, MESSAGES, "post", 200, created) == ["200 is not in the file"]


@pytest.mark.parametrize(
    ("channel", "words"),
    [
        (TwilioSms, [Outcome.ACCEPTED, Outcome.DELIVERED]),
        (TwilioWhatsApp, [Outcome.ACCEPTED, Outcome.DELIVERED, Outcome.READ]),
    ],
)
def test_a_message_travels_and_reports_with_a_signature(fake, http, house, channel, words):
    what = message(provider_template="HX" + "2b" * 16)
    receipt = channel_at(fake, http, house.url, channel).send(what)

    assert fake.advance() == len(words)

    events = statuses(house, len(words))
    assert [event.outcome for event in events] == words
    assert {(event.reference, event.provider_ref) for event in events} == {("C-0001-A", receipt.provider_ref)}
    assert [report["answer"] for report in fake.history()["reports"]] == [204] * len(words)


@pytest.mark.parametrize(
    ("number", "ending"),
    [
        ("+15005550130", (Outcome.EXPIRED, "30003")),
        ("+15005550131", (Outcome.BOUNCED, "30005")),
        ("+15005550132", (Outcome.REFUSED, "30007")),
        ("+15005550133", (Outcome.EXPIRED, "30001")),
        ("+15005550134", (Outcome.ACCEPTED, "")),
        ("+15005550135", (Outcome.UNRECOGNISED, "")),
    ],
)
def test_a_number_can_end_in_another_way(fake, http, house, number, ending):
    channel_at(fake, http, house.url).send(sent_to(SMS, number))

    last = statuses(house, fake.advance())[-1]

    assert (last.outcome, last.code) == ending


@pytest.mark.parametrize(("number", "code"), TO_ERRORS.items())
def test_knows_twilios_magic_numbers(fake, number, code):
    answer = ask(fake, data={**FORM, "To": number})

    assert (answer.status_code, answer.json()["code"], answer.json()["status"]) == (400, code, 400)
    assert fake.history()["taken"] == []


@pytest.mark.parametrize(("number", "code"), FROM_ERRORS.items())
def test_knows_twilios_magic_senders(fake, number, code):
    assert ask(fake, data={**FORM, "From": number}).json()["code"] == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"To": ""}, 21604),
        ({"To": "banana"}, 21211),
        ({"To": "06 12345600"}, 21211),
        ({"From": ""}, 21603),
        ({"Body": ""}, 21602),
        ({"Body": "x" * 1601}, 21617),
        ({"To": f"whatsapp:{NUMBER}"}, 21910),
        ({"ValidityPeriod": "0"}, 20422),
        ({"ValidityPeriod": "36001"}, 20422),
        ({"ValidityPeriod": "abc"}, 20422),
        ({"StatusCallback": "nowhere"}, 21609),
        ({"StatusCallback": "http://["}, 21609),
        ({"StatusCallback": "https://my_host.example"}, 21609),
    ],
)
def test_refuses_what_twilio_refuses(fake, changes, code):
    answer = ask(fake, data=FORM | changes)

    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["more_info"].endswith(str(code))


@pytest.mark.parametrize("auth", [None, ("AC0", "x"), (SETTINGS.account_sid, "wrong")])
def test_lets_nobody_in_without_the_token(fake, auth):
    answer = ask(fake, data=FORM, auth=auth)

    assert (answer.status_code, answer.json()["code"]) == (401, 20003)


def test_says_when_a_message_does_not_exist(fake):
    answer = ask(fake, "GET", f"{ROOT}/SM{'0' * 32}.json")

    assert (answer.status_code, answer.json()["code"]) == (404, 20404)


def test_the_official_client_finds_a_message_by_number_and_moment(fake, http):
    number = "+31612345601"
    for body in ("een", "twee", "drie"):
        ask(fake, data={**FORM, "To": number, "Body": body})
    client = connect(*LOGIN, http, base=fake.url)
    waiting = client.messages.list(to=number, date_sent_after=NOW - timedelta(minutes=1))
    fake.advance()

    found = client.messages.list(to=number, date_sent_after=NOW - timedelta(minutes=1), page_size=2)
    too_late = client.messages.list(to=number, date_sent_after=NOW + timedelta(minutes=1))
    too_early = client.messages.list(to=number, date_sent_before=NOW - timedelta(minutes=1))
    with pytest.raises(TwilioRestException):
        client.messages("SM" + "0" * 32).fetch()

    assert [one.body for one in found] == ["drie", "twee", "een"]
    # what waits was not sent on any day
    assert waiting == too_late == too_early == []


def test_stop_stops_every_message_after_it(fake, http):
    number = "+31612345602"
    fake.http.post("/_inbound", json={"number": number, "words": " stop "}).raise_for_status()

    with pytest.raises(RecipientStopped):
        channel_at(fake, http).send(sent_to(SMS, number))


def test_free_text_on_whatsapp_fails_unless_the_debtor_wrote_within_a_day(house):
    now = [NOW]

    with served_fake(now=lambda: now[0]) as fake, open_http() as http:
        whatsapp = channel_at(fake, http, house.url, TwilioWhatsApp)
        whatsapp.send(message(WHATSAPP, reference="C-0001-A"))
        fake.advance()
        fake.http.post("/_inbound", json={"number": NUMBER, "words": "Hallo?"}).raise_for_status()
        whatsapp.send(message(WHATSAPP, reference="C-0002-A"))
        fake.advance()
        now[0] += timedelta(hours=24)
        whatsapp.send(message(WHATSAPP, reference="C-0003-A"))
        fake.advance()

    last = {event.reference: event for event in statuses(house, 5)}
    assert {reference: event.outcome for reference, event in last.items()} == {
        "C-0001-A": Outcome.REFUSED,
        "C-0002-A": Outcome.READ,
        "C-0003-A": Outcome.REFUSED,
    }
    assert last["C-0001-A"].code == "63016"


def test_steps_come_by_themselves_as_time_goes_by(house):
    now = [NOW]

    with served_fake(now=lambda: now[0]) as fake, open_http() as http:
        channel_at(fake, http, house.url).send(message())
        now[0] += timedelta(seconds=1)
        first = statuses(house, 1)
        now[0] += timedelta(seconds=1)
        both = statuses(house, 2)

    assert [event.outcome for event in first] == [Outcome.ACCEPTED]
    assert [event.outcome for event in both] == [Outcome.ACCEPTED, Outcome.DELIVERED]
