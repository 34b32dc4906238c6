"""E-mail through SendGrid: what we ask, and what we make of the answers."""

import json

import pytest

from channels.sendgrid.email import SendGridEmail
from engine.domain.errors import (
    AddressRejected,
    AnswerLost,
    ConfigurationError,
    MessageRefused,
    ProviderBusy,
    SendError,
)
from preferences.channel import ChannelKind
from tests.channels.builders import MAILBOX, NAME, message, text
from tests.channels.openapi import findings_in_mail
from tests.channels.recorded import answering

EMAIL = ChannelKind.EMAIL


def sent(what):
    """Send one mail; gives the body that SendGrid got."""
    with answering(202, headers={"X-Message-Id": "fQZk3"}) as recorded:
        SendGridEmail(http=recorded.http, key="geheim").send(what)
        body = json.loads(recorded.only.content)
    assert findings_in_mail(body) == []
    return body


def test_a_mail_goes_to_one_person_with_our_reference_beside_the_address():
    body = sent(message(EMAIL))

    assert body["personalizations"] == [
        {"to": [{"email": MAILBOX, "name": NAME}], "custom_args": {"minnelijk_reference": "C-0001-A"}}
    ]
    assert body["from"] == {"email": "post@incasso.example", "name": "Incasso De Brug"}
    assert body["subject"] == "Een herinneringstekst"
    assert "custom_args" not in body
    assert "categories" not in body


def test_the_plain_part_comes_first():
    assert [part["type"] for part in sent(message(EMAIL))["content"]] == ["text/plain", "text/html"]


def test_a_mail_without_html_has_one_part():
    plain = message(EMAIL, text=text(EMAIL, html=""))

    assert sent(plain)["content"] == [{"type": "text/plain", "value": plain.text.body}]


def test_nothing_is_tracked():
    assert sent(message(EMAIL))["tracking_settings"] == {
        "click_tracking": {"enable": False, "enable_text": False},
        "open_tracking": {"enable": False},
        "subscription_tracking": {"enable": False},
        "ganalytics": {"enable": False},
    }


def test_the_key_goes_in_the_header_and_nowhere_else():
    with answering(202) as recorded:
        SendGridEmail(http=recorded.http, key="geheim", base="https://api.eu.sendgrid.com/").send(
            message(EMAIL)
        )
        request = recorded.only

    assert str(request.url) == "https://api.eu.sendgrid.com/v3/mail/send"
    assert request.headers["Authorization"] == "Bearer geheim"
    assert b"geheim" not in request.content


def test_does_not_start_with_a_base_that_is_no_address():
    with answering() as recorded, pytest.raises(ConfigurationError, match="sendgrid base address"):
        SendGridEmail(http=recorded.http, key="geheim", base="api.sendgrid.com")


@pytest.mark.parametrize(("headers", "known_as"), [({"X-Message-Id": "fQZk3"}, "fQZk3"), ({}, "C-0001-A")])
def test_a_receipt_names_sendgrids_id_or_else_our_own(headers, known_as):
    with answering(202, headers=headers) as recorded:
        receipt = SendGridEmail(http=recorded.http, key="geheim").send(message(EMAIL))

    assert receipt.provider_ref == known_as


def test_the_check_against_the_vendors_file_finds_what_is_wrong():
    body = sent(message(EMAIL))

    assert findings_in_mail({**body, "subject": "", "colour": "red"}) == [
        "$.subject: '' should be non-empty",
        "colour",
    ]
    assert findings_in_mail({**body, "categories": ["x"] * 11}) != []


def refused(status, *, headers=None, **answer):
    with answering(status, headers=headers, **answer) as recorded, pytest.raises(SendError) as caught:
        SendGridEmail(http=recorded.http, key="geheim").send(message(EMAIL))
    assert len(recorded.requests) == 1
    return caught.value


@pytest.mark.parametrize(
    ("status", "field", "named"),
    [
        (400, "personalizations.0.to.0.email", AddressRejected),
        (400, "from.email", MessageRefused),
        (400, "subject", MessageRefused),
        (400, None, MessageRefused),
        (401, None, MessageRefused),
        (403, None, MessageRefused),
        (413, None, MessageRefused),
        (500, "personalizations.0.to.0.email", AnswerLost),
        (503, None, AnswerLost),
    ],
)
def test_names_a_refusal_by_its_status_and_the_field_that_it_blames(status, field, named):
    error = refused(status, json={"errors": [{"message": f"about {MAILBOX}", "field": field}]})

    assert type(error) is named
    assert error.code == str(status)
    assert MAILBOX not in str(error)


def test_says_which_field_was_wrong_but_repeats_nothing_else():
    error = refused(400, json={"errors": [{"field": "content.0.value"}, {"field": f"to {MAILBOX}"}]})

    assert str(error) == "SendGrid answered HTTP 400, about content.0.value"


def test_waits_as_long_as_sendgrid_asks():
    error = refused(429, headers={"Retry-After": "12"})

    assert type(error) is ProviderBusy
    assert error.retry_after == 12


@pytest.mark.parametrize("answer", ["", "<html>", "[]", '{"errors": 1}', '{"errors": [1, {"field": 2}]}'])
def test_survives_an_error_of_any_shape(answer):
    assert type(refused(400, text=answer)) is MessageRefused


@pytest.mark.parametrize("status", [200, 201, 204, 302, 307, 408])
def test_is_in_doubt_when_sendgrid_does_not_say_that_it_sends(status):
    with answering(status, text="<html>welcome to the hotel</html>") as recorded, pytest.raises(AnswerLost):
        SendGridEmail(http=recorded.http, key="geheim").send(message(EMAIL))
