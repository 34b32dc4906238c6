"""The commands about providers: reconcile, calls, db restored; and the doors as a machine serves them."""

from dataclasses import replace
from datetime import datetime, timedelta

import httpx
import pytest

from app.doors import twilio_guard
from app.settings import Settings
from channels.twilio.webhook import FORM
from engine.restored import last_freeze, note_freeze
from tests.app.command import done, minnelijk
from tests.app.processes import a_free_port, answer_of, started, wait_until
from tests.channels.loopback import SETTINGS
from tests.patience import PATIENCE

FORM_OF = {"MessageSid": "SM" + "3c" * 16, "MessageStatus": "delivered"}


def test_after_a_restored_backup_nothing_leaves_until_it_was_reconciled(house):
    done("db", "restored", "--as", "anna")
    resumed = done("resume", "--as", "anna")

    answer = done("reconcile", "--json").json

    assert "nothing leaves yet" in resumed.out
    assert (answer["frozen"], answer["not_asked"]) == ("", {})
    assert done("resume", "--as", "anna").out == "nothing was stopped; messages may leave\n"


def test_a_channel_whose_provider_cannot_be_asked_takes_a_person(house, monkeypatch):
    monkeypatch.setenv("MINNELIJK_EMAIL", "smtp")
    done("db", "restored", "--as", "anna")

    refused = minnelijk("reconcile")
    not_allowed = minnelijk("reconcile", "--lift", "--as", "bram")
    lifted = minnelijk("reconcile", "--lift", "--as", "anna")

    assert (refused.code, not_allowed.code, lifted.code) == (1, 1, 0)
    assert "a mail server has no list" in refused.out


def test_only_who_keeps_the_house_says_that_a_backup_came_back(house):
    assert minnelijk("db", "restored", "--as", "bram").code == 1


def test_calls_that_came_in_are_listed(desk):
    assert done("calls", "list").lines[0] == "0 calls"
    assert done("calls", "list", "--json").out == ""


def test_serve_checks_itself_and_run_takes_in_what_came(desk, monkeypatch):
    monkeypatch.setenv("MINNELIJK_PUBLIC_URL", "https://contact.example")
    monkeypatch.setenv("MINNELIJK_TWILIO_AUTH_TOKEN", "geheim")
    port = a_free_port()
    signature = twilio_guard(Settings()).sign("/twilio/status", "m=260310-ONBEKEND", FORM_OF)

    with started("serve", "--port", port) as serving:
        serving.wait_for("the door for Twilio was tried")
        answer_of(f"http://127.0.0.1:{port}/livez")
        answers = [
            httpx.post(
                f"http://127.0.0.1:{port}/twilio/status?m=260310-ONBEKEND",
                data=FORM_OF,
                headers={"Content-Type": FORM, "X-Twilio-Signature": one},
                timeout=PATIENCE,
            ).status_code
            for one in (signature, "vals")
        ]
        shut = httpx.post(
            f"http://127.0.0.1:{port}/sendgrid/events", content=b"[]", timeout=PATIENCE
        ).status_code
        with started("run"):
            wait_until(lambda: "worked" in done("calls", "list").out)
        serving.end()

    assert (answers, shut) == ([204, 403], 503)
    assert any("answer=204" in line.replace("\x1b[0m", "") or "204" in line for line in serving.said)
    assert "260310-ONBEKEND" in done("calls", "list").out
    assert "did not pass" not in "".join(serving.said)


@pytest.fixture
def texting(house, monkeypatch):
    """Give a house that sends its SMS through Twilio, where nobody answers now."""
    for name, value in {
        "SMS": "twilio",
        "PUBLIC_URL": "https://contact.example",
        "TWILIO_ACCOUNT_SID": SETTINGS.account_sid,
        "TWILIO_AUTH_TOKEN": SETTINGS.auth_token,
        "TWILIO_BASE_URL": f"http://127.0.0.1:{a_free_port()}",
    }.items():
        monkeypatch.setenv(f"MINNELIJK_{name}", value)
    return house


def test_who_asks_too_soon_hears_from_when_and_who_asks_then_goes_on(texting):
    an_hour_and_the_last_batch = timedelta(minutes=70)
    said = done("db", "restored", "--as", "anna").out
    lift = ("reconcile", "--lift", "--as", "anna")
    refused, as_json = minnelijk(*lift), minnelijk("reconcile", "--json")
    opened = texting.open()
    try:
        with opened.store.begin() as books:
            froze = last_freeze(books)
            assert froze is not None
            note_freeze(books, replace(froze, since=froze.since - an_hour_and_the_last_batch))
    finally:
        opened.store.close()

    assert "ask them from" in said
    assert (refused.code, as_json.code) == (1, 1)
    assert "ask again from" in refused.err
    assert datetime.fromisoformat(as_json.json["again_from"]) == froze.since + an_hour_and_the_last_batch
    still_silent, later = minnelijk("reconcile"), minnelijk(*lift)
    assert (still_silent.code, later.code) == (1, 0)
    assert "ask again from" not in still_silent.err
