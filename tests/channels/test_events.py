"""What providers tell later, in our outcomes."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from channels.sendgrid.events import sendgrid_events
from channels.twilio.errors import ERRORS
from channels.twilio.events import CODES, OUTCOMES, twilio_status
from engine.domain.errors import AddressRejected, MessageRefused, RecipientStopped
from engine.domain.touchpoint import Outcome
from tests.channels.builders import NOW
from tests.channels.openapi import DATA, TWILIO

SID = "SM" + "3c" * 16
#: words of Twilio's list that are about messages to us
INBOUND = {"receiving", "received"}


def told(word, code="", **more):
    form = {"MessageSid": SID, "MessageStatus": word, "To": "+31612345600", **more}
    return twilio_status(form | ({"ErrorCode": code} if code else {}), NOW, reference="C-0001-A")


@pytest.mark.parametrize(
    ("word", "code", "outcome"),
    [
        ("queued", "", Outcome.ACCEPTED),
        ("sent", "", Outcome.ACCEPTED),
        ("delivered", "", Outcome.DELIVERED),
        ("read", "", Outcome.READ),
        ("canceled", "", Outcome.CANCELLED),
        ("undelivered", "", Outcome.EXPIRED),
        ("undelivered", "30003", Outcome.EXPIRED),
        ("undelivered", "30008", Outcome.EXPIRED),
        ("undelivered", "99999", Outcome.EXPIRED),
        ("undelivered", "30005", Outcome.BOUNCED),
        ("undelivered", "30006", Outcome.BOUNCED),
        ("undelivered", "30007", Outcome.REFUSED),
        ("failed", "21610", Outcome.STOPPED),
        ("failed", "63016", Outcome.REFUSED),
        ("failed", "63024", Outcome.BOUNCED),
        ("delivered", "30005", Outcome.DELIVERED),
        ("teleported", "30005", Outcome.UNRECOGNISED),
        ("", "", Outcome.UNRECOGNISED),
    ],
)
def test_names_a_status_of_twilio(word, code, outcome):
    event = told(word, code)

    assert event.outcome is outcome
    assert (event.reference, event.provider_ref, event.code, event.at) == ("C-0001-A", SID, code, NOW)


def test_keeps_a_word_that_nobody_knows():
    assert told("teleported", Extra="1").raw == {
        "MessageSid": SID,
        "MessageStatus": "teleported",
        "To": "+31612345600",
        "Extra": "1",
    }


def test_the_same_status_twice_has_one_key_and_another_status_has_another():
    assert told("sent").key == told("sent").key
    assert (
        len({told("sent").key, told("delivered").key, told("failed").key, told("failed", "30005").key}) == 4
    )


def test_reads_the_older_names_of_the_fields():
    event = twilio_status({"SmsSid": SID, "SmsStatus": "delivered"}, NOW)

    assert (event.provider_ref, event.outcome, event.reference) == (SID, Outcome.DELIVERED, "")


def test_knows_every_word_in_twilios_own_file():
    file = json.loads((DATA / TWILIO).read_text(encoding="utf-8"))
    words = set(file["components"]["schemas"]["message_enum_status"]["enum"]) - INBOUND

    assert words == OUTCOMES.keys()


@pytest.mark.parametrize(
    ("named", "outcome"),
    [
        (AddressRejected, Outcome.BOUNCED),
        (RecipientStopped, Outcome.STOPPED),
        (MessageRefused, Outcome.REFUSED),
    ],
)
def test_an_error_number_means_the_same_at_once_and_later(named, outcome):
    at_once = {str(code) for code, (error, _) in ERRORS.items() if error is named} - {"20003"}

    assert at_once <= {code for code, later in CODES.items() if later is outcome}


def mailed(**event):
    known = {
        "email": "aletta@voorbeeld.example",
        "timestamp": int(NOW.timestamp()) - 60,
        "sg_event_id": "E1",
        "sg_message_id": "fQZk3.recvd-1-0.0",
        "minnelijk_reference": "C-0001-A",
    }
    return sendgrid_events([known | event], NOW)[0]


@pytest.mark.parametrize(
    ("event", "outcome"),
    [
        ({"event": "processed"}, Outcome.ACCEPTED),
        ({"event": "deferred", "response": "450 later"}, Outcome.ACCEPTED),
        ({"event": "delivered"}, Outcome.DELIVERED),
        ({"event": "bounce", "type": "bounce", "status": "5.1.1"}, Outcome.BOUNCED),
        ({"event": "bounce", "type": "blocked", "status": "4.7.1"}, Outcome.EXPIRED),
        ({"event": "bounce"}, Outcome.BOUNCED),
        ({"event": "dropped", "reason": "Bounced Address"}, Outcome.BOUNCED),
        ({"event": "dropped", "reason": "Invalid"}, Outcome.BOUNCED),
        ({"event": "dropped", "reason": "Unsubscribed Address"}, Outcome.STOPPED),
        ({"event": "dropped", "reason": "Spam Reporting Address"}, Outcome.STOPPED),
        ({"event": "dropped", "reason": "Spam Content"}, Outcome.REFUSED),
        ({"event": "dropped"}, Outcome.REFUSED),
        ({"event": "spamreport"}, Outcome.STOPPED),
        ({"event": "unsubscribe"}, Outcome.STOPPED),
        ({"event": "group_unsubscribe"}, Outcome.STOPPED),
        ({"event": "open"}, Outcome.UNRECOGNISED),
        ({"event": "teleported"}, Outcome.UNRECOGNISED),
        ({"event": 7}, Outcome.UNRECOGNISED),
        ({}, Outcome.UNRECOGNISED),
    ],
)
def test_names_an_event_of_sendgrid(event, outcome):
    read = mailed(**event)

    assert read.outcome is outcome
    assert (read.reference, read.provider_ref, read.key) == ("C-0001-A", "fQZk3", "sendgrid:E1")
    assert read.at == NOW - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("event", "code"),
    [
        ({"event": "bounce", "status": "5.1.1", "type": "bounce"}, "5.1.1"),
        ({"event": "bounce", "type": "blocked"}, "blocked"),
        ({"event": "bounce", "reason": "550 no aletta@voorbeeld.example"}, ""),
        ({"event": "dropped", "reason": "Bounced Address"}, "Bounced Address"),
        ({"event": "delivered"}, ""),
    ],
)
def test_the_code_is_a_word_and_never_a_sentence_with_an_address(event, code):
    assert mailed(**event).code == code


@pytest.mark.parametrize("told_at", [None, "yesterday", -5, 10**12, int(NOW.timestamp()) + 3600])
def test_a_moment_that_cannot_be_is_the_moment_of_the_call(told_at):
    assert mailed(event="delivered", timestamp=told_at).at == NOW


def test_an_event_without_an_id_still_has_a_key_of_its_own():
    keys = {mailed(event=word, sg_event_id="").key for word in ("processed", "delivered")}

    assert len(keys) == 2


def test_keeps_everything_as_text():
    raw = mailed(event="teleported", list=[1, "é"], flag=True, none=None).raw

    assert (raw["list"], raw["flag"], raw["none"]) == ('[1, "é"]', "true", "null")


def test_reads_the_official_sample_of_sendgrid():
    vector = json.loads((DATA / "webhook_vectors.json").read_text(encoding="utf-8"))["sendgrid_event"]

    (event,) = sendgrid_events(json.loads(vector["payload"]), NOW)

    assert event.outcome is Outcome.BOUNCED
    assert event.provider_ref == "LRzXl_NHStOGhQ4kofSm_A"
    assert event.at == datetime.fromtimestamp(1600112492, UTC)
    assert event.reference == ""
