"""Whose call is it? The vendors' own published examples, and what a stranger may try."""

import json
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sendgrid.helpers.eventwebhook import EventWebhook
from twilio.request_validator import RequestValidator

from channels.fakes.signing import public_text, sign_events, sign_form, signing_key
from channels.sendgrid.webhook import AHEAD, BEHIND, SendGridGuard
from channels.twilio.webhook import FORM, TwilioGuard
from engine.domain.errors import ConfigurationError
from engine.domain.raw_call import Knock

VENDORS = json.loads((Path(__file__).parent / "vendors.json").read_text(encoding="utf-8"))
TWILIO, SENDGRID = VENDORS["twilio"], VENDORS["sendgrid_event"]
SIGNED_AT = datetime.fromtimestamp(int(SENDGRID["timestamp"]), UTC)
LETTERS = st.characters(codec="utf-8")
WORDS = st.text(LETTERS, max_size=12)


def at_address(url, **changes):
    """Knock at the address that a vendor's example was signed for."""
    parts = urlsplit(url)
    knock = Knock(path=parts.path, query=parts.query, headers={}, body=b"", at=SIGNED_AT)
    return f"{parts.scheme}://{parts.netloc}", replace(knock, **changes)


def form_of(fields, signature, url=TWILIO["url"]):
    headers = {"content-type": f"{FORM}; charset=UTF-8", "x-twilio-signature": signature}
    return at_address(url, headers=headers, body=urlencode(fields).encode())


def admits(base_and_knock, *tokens):
    base, knock = base_and_knock
    return TwilioGuard(public_base=base, tokens=tokens or (TWILIO["auth_token"],)).admits(knock)


class TestTwilio:
    def test_knows_the_published_form(self):
        assert admits(form_of(TWILIO["params"], TWILIO["signature"]))

    def test_knows_the_published_form_signed_with_a_port(self):
        assert admits(form_of(TWILIO["params"], TWILIO["signature_url_with_port_443"]))

    def test_knows_the_published_form_with_fields_that_come_twice(self):
        assert admits(form_of([*map(tuple, TWILIO["duplicate_params"])], TWILIO["duplicate_signature"]))

    def test_knows_the_published_json(self):
        url = f"{TWILIO['url']}&bodySHA256={TWILIO['json_body_sha256']}"
        headers = {"content-type": "application/json", "x-twilio-signature": TWILIO["json_body_signature"]}

        assert admits(at_address(url, headers=headers, body=TWILIO["json_body"].encode()))
        assert not admits(at_address(url, headers=headers, body=TWILIO["json_body"].encode() + b" "))

    def test_a_body_that_the_signature_says_nothing_about_stays_out(self):
        signature = RequestValidator("geheim").compute_signature("https://contact.example/twilio/status", {})
        headers = {"content-type": "application/json", "x-twilio-signature": signature}
        knock = at_address("https://contact.example/twilio/status", headers=headers, body=b"{}")

        assert not admits(knock, "geheim")

    @pytest.mark.parametrize(
        "change",
        [
            {"headers": {"content-type": FORM}},
            {"headers": {"content-type": FORM, "x-twilio-signature": ""}},
            {"headers": {"content-type": FORM, "x-twilio-signature": "RSOYDt4T1cUTdK1PDd93/VVr8B8"}},
            {"query": "foo=1&bar=3"},
            {"path": "/another"},
            {"body": b"Digits=1234"},
            {"body": b"\xff\xfe"},
            {"headers": {"content-type": "text/plain", "x-twilio-signature": TWILIO["signature"]}},
        ],
    )
    def test_anything_else_stays_out(self, change):
        base, knock = form_of(TWILIO["params"], TWILIO["signature"])

        assert not admits((base, replace(knock, **change)))

    def test_takes_two_tokens_while_one_is_being_changed(self):
        knock = form_of(TWILIO["params"], TWILIO["signature"])

        assert admits(knock, "new", TWILIO["auth_token"])
        assert admits(knock, TWILIO["auth_token"], "")
        assert not admits(knock, "new", "")

    @pytest.mark.parametrize(("base", "tokens"), [("", ("a",)), ("https://x.example", ("", ""))])
    def test_is_not_ready_without_an_address_or_a_token(self, base, tokens):
        assert not TwilioGuard(public_base=base, tokens=tokens).ready

    @given(st.dictionaries(WORDS.filter(bool), WORDS, max_size=6), st.dictionaries(WORDS, WORDS, max_size=2))
    def test_agrees_with_a_signature_written_from_the_papers(self, fields, query):
        asked = urlencode(query)
        address = "https://contact.example/twilio/status" + (f"?{asked}" if asked else "")
        signature = sign_form(address, fields, token="geheim")

        assert admits(form_of(fields, signature, address), "geheim")
        assert not admits(form_of({**fields, "Extra": "1"}, signature, address), "geheim")


def mail_call(**changes):
    known = {
        "x-twilio-email-event-webhook-signature": SENDGRID["signature"],
        "x-twilio-email-event-webhook-timestamp": SENDGRID["timestamp"],
    }
    knock = Knock(path="/", query="", headers=known, body=SENDGRID["payload"].encode(), at=SIGNED_AT)
    return replace(knock, **changes)


class TestSendGrid:
    guard = SendGridGuard(keys=(SENDGRID["public_key"],))

    def test_knows_the_published_call(self):
        assert self.guard.admits(mail_call())

    def test_needs_every_byte_as_it_came(self):
        assert not self.guard.admits(mail_call(body=SENDGRID["payload"].strip().encode()))

    def test_another_key_stays_out_and_two_keys_may_hold_at_once(self):
        wrong = SENDGRID["wrong_public_key"]

        assert not SendGridGuard(keys=(wrong,)).admits(mail_call())
        assert SendGridGuard(keys=(wrong, SENDGRID["public_key"])).admits(mail_call())

    @pytest.mark.parametrize(
        ("later", "admitted"),
        [(-AHEAD, True), (-AHEAD - timedelta(seconds=1), False), (BEHIND, True), (BEHIND * 1.01, False)],
    )
    def test_a_call_of_another_time_stays_out(self, later, admitted):
        assert self.guard.admits(mail_call(at=SIGNED_AT + later)) is admitted

    @pytest.mark.parametrize("timestamp", ["", "x", "-1", "1e9", "99999999999999999999", "²"])
    def test_a_moment_that_is_none_stays_out(self, timestamp):
        headers = {**mail_call().headers, "x-twilio-email-event-webhook-timestamp": timestamp}

        assert not self.guard.admits(mail_call(headers=headers))

    @pytest.mark.parametrize("signature", ["", "geen base64", b64encode(b"kort").decode(), "é"])
    def test_a_signature_that_is_none_stays_out(self, signature):
        headers = {**mail_call().headers, "x-twilio-email-event-webhook-signature": signature}

        assert not self.guard.admits(mail_call(headers=headers))

    def test_a_key_that_is_none_is_said_at_the_start(self):
        with pytest.raises(ConfigurationError, match="WEBHOOK_KEY is no key"):
            SendGridGuard(keys=("geen sleutel",)).admits(mail_call())

    @given(st.text(LETTERS, max_size=200))
    def test_agrees_with_sendgrids_own_class(self, words):
        key, body = signing_key("proef"), words.encode()
        signature = sign_events(key, SENDGRID["timestamp"], body)
        headers = {**mail_call().headers, "x-twilio-email-event-webhook-signature": signature}

        assert EventWebhook(public_text(key)).verify_signature(words, signature, SENDGRID["timestamp"])
        assert SendGridGuard(keys=(public_text(key),)).admits(mail_call(headers=headers, body=body))
        assert not self.guard.admits(mail_call(headers=headers, body=body))
