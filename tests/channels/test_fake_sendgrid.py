"""The fake SendGrid: as SendGrid's file and papers say, with the real adapter in front of it."""

import json
from dataclasses import replace

import pytest
from sendgrid.helpers.eventwebhook import EventWebhook

from channels.fakes.signing import public_text, signing_key
from channels.sendgrid.events import sendgrid_events
from channels.wire import open_http
from engine.domain.message import DeliveryEvent
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind
from tests.channels.builders import NOW, message, sent_to
from tests.channels.loopback import SETTINGS, mail_at, served_fake
from tests.channels.openapi import SEND, SENDGRID, findings_in_answer

EMAIL = ChannelKind.EMAIL


MAIL = {
    "from": {"email": "post@incasso.example"},
    "personalizations": [{"to": [{"email": "aletta@voorbeeld.example"}]}],
    "subject": "Een bericht",
    "content": [{"type": "text/plain", "value": "Goedemiddag"}],
}


def test_a_mail_is_answered_as_sendgrids_file_says(fake, http):
    receipt = mail_at(fake, http).send(message(EMAIL))

    taken = fake.history()["taken"][0]
    assert findings_in_answer(SENDGRID, SEND, "post", int(receipt.raw_status), None) == []
    assert receipt.provider_ref != receipt.reference
    assert (taken["provider_ref"], taken["reference"]) == (receipt.provider_ref, "C-0001-A")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"from": {"email": "banana"}}, "from.email"),
        ({"from": None}, "from.email"),
        ({"personalizations": []}, "personalizations"),
        ({"personalizations": [{"to": [{"email": "banana"}]}]}, "personalizations.0.to.0.email"),
        ({"personalizations": [{"to": []}]}, "personalizations"),
        ({"subject": ""}, "subject"),
        ({"content": []}, "content.0.value"),
        ({"content": [{"type": "text/plain", "value": ""}]}, "content.0.value"),
    ],
)
def test_refuses_what_sendgrid_refuses(fake, changes, field):
    key = {"Authorization": f"Bearer {SETTINGS.sendgrid_key}"}

    answer = fake.http.post(SEND, json=MAIL | changes, headers=key)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith(field)
    assert findings_in_answer(SENDGRID, SEND, "post", 400, answer.json()) == []
    assert fake.history()["taken"] == []


@pytest.mark.parametrize("key", ["", "Bearer wrong", SETTINGS.sendgrid_key])
def test_takes_no_mail_without_the_key(fake, key):
    answer = fake.http.post(SEND, json=MAIL, headers={"Authorization": key})

    assert answer.status_code == 401
    assert findings_in_answer(SENDGRID, SEND, "post", 401, answer.json()) == []
    assert fake.history()["hits"] == []


def test_survives_a_body_that_is_no_json(fake):
    key = {"Authorization": f"Bearer {SETTINGS.sendgrid_key}"}

    assert fake.http.post(SEND, content=b"{", headers=key).status_code == 400


@pytest.mark.parametrize(
    ("local", "outcomes"),
    [
        ("aletta", [Outcome.ACCEPTED, Outcome.DELIVERED]),
        ("bounce", [Outcome.ACCEPTED, Outcome.BOUNCED]),
        ("blocked", [Outcome.ACCEPTED, Outcome.EXPIRED]),
        ("dropped", [Outcome.BOUNCED]),
        ("stopped", [Outcome.STOPPED]),
        ("spam", [Outcome.ACCEPTED, Outcome.DELIVERED, Outcome.STOPPED]),
        ("deferred", [Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.DELIVERED]),
        ("teleported", [Outcome.ACCEPTED, Outcome.UNRECOGNISED]),
    ],
)
def test_a_mail_brings_signed_events(house, local, outcomes):
    settings = replace(SETTINGS, sendgrid_events_url=f"{house.url}/sendgrid/events")
    official = EventWebhook(public_text(signing_key(settings.signing_word)))

    with served_fake(settings) as fake, open_http() as http:
        receipt = mail_at(fake, http).send(sent_to(EMAIL, f"{local}@voorbeeld.example"))
        reports = fake.advance()
        shown = fake.http.get("/").json()["sendgrid_events_public_key"]

    events: list[DeliveryEvent] = []
    for request in house.wait_for(reports):
        signed = {name.lower(): value for name, value in request.headers.items()}
        signature = signed["x-twilio-email-event-webhook-signature"]
        timestamp = signed["x-twilio-email-event-webhook-timestamp"]
        assert official.verify_signature(request.body.decode(), signature, timestamp)
        assert not official.verify_signature(request.body.decode().strip(), signature, timestamp)
        events += sendgrid_events(json.loads(request.body), NOW)
    assert [event.outcome for event in events] == outcomes
    assert {(event.reference, event.provider_ref) for event in events} == {("C-0001-A", receipt.provider_ref)}
    assert len({event.key for event in events}) == len(events)
    assert shown == public_text(signing_key(settings.signing_word))
