"""SMS and WhatsApp through Twilio: what we ask, and what we make of the answers."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs

import pytest

from channels.twilio.client import connect
from channels.twilio.errors import ERRORS
from channels.twilio.outgoing import Outgoing
from channels.twilio.sms import TwilioSms
from channels.twilio.whatsapp import TwilioWhatsApp
from engine.domain.errors import AnswerLost, ConfigurationError, MessageRefused, ProviderBusy, SendError
from preferences.channel import ChannelKind
from tests.channels.builders import NOW, NUMBER, clock, message, text
from tests.channels.openapi import findings_in_form
from tests.channels.recorded import answering

ACCOUNT = "AC" + "0f" * 16
SERVICE = "MG" + "1a" * 16
TEMPLATE = "HX" + "2b" * 16
TAKEN = {"sid": "SM" + "3c" * 16, "status": "queued"}


def outgoing(http, **changes):
    client = connect(ACCOUNT, "geheim", http, **changes)
    return Outgoing(client=client, public_base="https://contact.example/", clock=clock)


def sent(channel, what, status=201, answer=TAKEN):
    """Send one message; gives the form that Twilio got."""
    with answering(status, json=answer) as recorded:
        channel(outgoing=outgoing(recorded.http)).send(what)
        body = recorded.only.content
    assert findings_in_form(body) == []
    return {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}


def whatsapp(**changes):
    return message(ChannelKind.WHATSAPP, **changes)


def test_an_sms_tells_twilio_where_to_report_and_carries_our_reference_there():
    form = sent(TwilioSms, message(valid_until=NOW + timedelta(hours=2)))

    assert form == {
        "To": NUMBER,
        "From": "+3197010200000",
        "Body": "Dit is een herinnering. Wij helpen u graag.",
        "SmartEncoded": "true",
        "StatusCallback": "https://contact.example/twilio/status?m=C-0001-A",
        "ValidityPeriod": str(2 * 3600 - 15),
    }


@pytest.mark.parametrize(
    ("left", "seconds"),
    [
        (timedelta(seconds=16), "1"),
        (timedelta(minutes=30), "1785"),
        (timedelta(hours=10), "35985"),
        (timedelta(hours=10, seconds=15), "36000"),
        (timedelta(days=3), "36000"),
    ],
)
def test_an_sms_never_waits_at_twilio_past_the_end_of_the_allowed_hours(left, seconds):
    form = sent(TwilioSms, message(valid_until=NOW + left))

    assert form["ValidityPeriod"] == seconds


@pytest.mark.parametrize("left", [timedelta(seconds=15.9), timedelta(0), timedelta(hours=-1)])
@pytest.mark.parametrize("channel", [TwilioSms, TwilioWhatsApp])
def test_asks_nothing_of_twilio_when_the_allowed_hours_end(left, channel):
    with answering(201, json=TAKEN) as recorded, pytest.raises(ProviderBusy, match="allowed hours end"):
        channel(outgoing=outgoing(recorded.http)).send(message(valid_until=NOW + left))

    assert recorded.requests == []


def test_leaves_the_validity_to_twilio_when_no_hours_end():
    assert "ValidityPeriod" not in sent(TwilioSms, message())


@pytest.mark.parametrize(
    ("sender", "field"), [(SERVICE, "MessagingServiceSid"), ("MGWonen", "From"), ("Incasso", "From")]
)
def test_a_messaging_service_picks_the_number_itself(sender, field):
    form = sent(TwilioSms, message(sender=sender))

    assert form[field] == sender
    assert len({"From", "MessagingServiceSid"} & form.keys()) == 1


def test_a_whatsapp_template_goes_with_its_numbered_values_and_without_a_text():
    values = text(ChannelKind.WHATSAPP, variables=("mevrouw Çelik", "5 december"))

    form = sent(TwilioWhatsApp, whatsapp(provider_template=TEMPLATE, text=values))

    assert json.loads(form["ContentVariables"]) == {"1": "mevrouw Çelik", "2": "5 december"}
    assert form["ContentSid"] == TEMPLATE
    assert (form["To"], form["From"]) == (f"whatsapp:{NUMBER}", "whatsapp:+3197010200000")
    assert "Body" not in form
    assert "SmartEncoded" not in form


def test_a_whatsapp_template_without_places_goes_without_values():
    form = sent(TwilioWhatsApp, whatsapp(provider_template=TEMPLATE))

    assert form["ContentSid"] == TEMPLATE
    assert "ContentVariables" not in form


def test_free_text_on_whatsapp_goes_as_text_inside_the_window():
    form = sent(TwilioWhatsApp, whatsapp())

    assert form["Body"].startswith("Dit is")
    assert "ContentSid" not in form


def test_keeps_a_whatsapp_id_that_is_no_number():
    one = whatsapp(sender="whatsapp:+3197010200000")

    form = sent(TwilioWhatsApp, replace(one, to=replace(one.to, value="whatsapp:NL.1234")))

    assert form["To"] == "whatsapp:NL.1234"
    assert form["From"] == "whatsapp:+3197010200000"


def test_a_whatsapp_messaging_service_gets_no_prefix():
    assert sent(TwilioWhatsApp, whatsapp(sender=SERVICE))["MessagingServiceSid"] == SERVICE


def test_the_check_against_the_vendors_file_finds_what_is_wrong():
    assert findings_in_form(b"To=x&StatusCallback=nope&ValidityPeriod=abc&Colour=red") == [
        "$.ValidityPeriod: 'abc' is not of type 'integer'",
        "Colour",
    ]
    assert findings_in_form(b"Body=x&MessagingServiceSid=MG1") != []


@pytest.mark.parametrize(
    ("base", "host"),
    [
        ("https://api.twilio.com", "api.twilio.com"),
        ("https://api.dublin.ie1.twilio.com", "api.dublin.ie1.twilio.com"),
        ("http://127.0.0.1:4010", "127.0.0.1"),
    ],
)
def test_speaks_to_the_base_address_of_the_settings(base, host):
    with answering(201, json=TAKEN) as recorded:
        TwilioSms(outgoing=outgoing(recorded.http, base=base)).send(message())
        request = recorded.only

    assert request.url.host == host
    assert request.url.path == f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    assert request.headers["Authorization"].startswith("Basic ")


@pytest.mark.parametrize("base", ["contact.example", "https://mijn_huis.example"])
def test_does_not_start_with_a_public_address_that_twilio_cannot_call(base):
    with answering() as recorded, pytest.raises(ConfigurationError, match="public address"):
        Outgoing(client=connect(ACCOUNT, "x", recorded.http), public_base=base, clock=clock)


def refused(status, answer, **more):
    with answering(status, json=answer, **more) as recorded, pytest.raises(SendError) as caught:
        TwilioSms(outgoing=outgoing(recorded.http)).send(message())
    assert len(recorded.requests) == 1
    return caught.value


@pytest.mark.parametrize("code", ERRORS)
def test_names_every_error_that_we_know_and_says_what_it_means(code):
    named, meaning = ERRORS[code]

    error = refused(400, {"code": code, "message": f"about {NUMBER}", "status": 400})

    assert type(error) is named
    assert error.code == str(code)
    assert meaning in str(error)
    assert NUMBER not in str(error)


@pytest.mark.parametrize(
    ("status", "code", "named"),
    [
        (400, 99999, MessageRefused),
        (404, 20404, MessageRefused),
        (500, 21211, AnswerLost),
        (503, 20503, AnswerLost),
        (504, None, AnswerLost),
    ],
)
def test_judges_an_error_that_we_do_not_know_by_its_status(status, code, named):
    error = refused(status, {"code": code, "message": f"about {NUMBER}"})

    assert type(error) is named
    assert str(status) in str(error)
    assert NUMBER not in str(error)


def test_reads_an_error_in_the_newer_shape():
    problem = {"type": "x", "title": f"{NUMBER} stopped", "status": 400, "code": 21610}

    assert refused(400, problem).code == "21610"


def test_waits_as_long_as_twilio_asks():
    error = refused(429, {"code": 20429, "message": "slow"}, headers={"Retry-After": "7"})

    assert type(error) is ProviderBusy
    assert error.retry_after == 7


@pytest.mark.parametrize(
    "answer", [[], {}, {"sid": None}, {"sid": ""}, "yes", 1, {"sid": 7}, {"sid": "SM1", "date_sent": 7}]
)
def test_is_in_doubt_when_twilio_took_it_without_telling_its_number(answer):
    assert type(refused(201, answer)) is AnswerLost


def test_is_in_doubt_when_the_answer_is_about_another_message():
    assert type(refused(201, TAKEN | {"to": "+31612345699"})) is AnswerLost


def test_is_in_doubt_when_the_answer_cannot_be_read():
    with answering(200, text="<html>welcome to the hotel</html>") as recorded, pytest.raises(AnswerLost):
        TwilioSms(outgoing=outgoing(recorded.http)).send(message())
