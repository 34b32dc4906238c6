"""Texts of debtors, from the fake Twilio through the door to what changes for a case."""

import shutil
import tempfile
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.wiring import new_id
from channels.twilio.client import connect
from channels.twilio.history import TwilioHistory
from channels.twilio.inbound import NO_ANSWER
from channels.twilio.webhook import FORM
from channels.wire import open_http
from engine.domain.in_doubt import InDoubt
from engine.domain.raw_call import RawCall
from engine.reconcile import Reconcile
from preferences.channel import ChannelKind
from tests.builders import NOW
from tests.channels.loopback import SETTINGS
from tests.walks.house import SmallHouse, a_row
from tests.walks.test_doubts import AList, doubts_of
from tests.webhooks.inbound import (
    NUMBER,
    a_text,
    calls,
    choices,
    doors_of,
    pauses,
    tasks,
    text,
    work,
)

NUMBERS = count(10)


@pytest.fixture
def house(a_house, url):
    made = a_house(url=url)
    made.take_in(a_row(prefers="sms"))
    made.decide()
    made.send()
    return made


def inbound(fake, url, words, number=NUMBER, **more):
    told = {"number": number, "words": words, "url": f"{url}/twilio/inbound", **more}
    fake.http.post("/_inbound", json=told).raise_for_status()
    fake.advance()


def test_a_text_is_kept_answered_at_once_and_heard(house, fake):
    with doors_of(house) as url:
        answer = text(url, a_text("ik heb al betaald, kijk maar na"))
        before = pauses(house)
        taken = work(house)

    assert (answer.status_code, answer.text) == (200, NO_ANSWER)
    assert answer.headers["content-type"].startswith("text/xml")
    assert (before, pauses(house)) == ([], ["payment_check"])
    assert (taken.calls, taken.for_person, calls(house)) == (1, 0, [("worked", "taken in")])
    assert "replied" in house.told()


def test_the_fake_provider_texts_through_the_door_as_it_signs(a_house, fake):
    house = a_house()
    house.take_in(a_row())
    with doors_of(house, is_its_own_address=True) as url:
        inbound(fake, url, "STOP")
        work(house)

    assert choices(house) == [("refuse_channel", "sms", "provider")]
    assert fake.history()["reports"][-1]["answer"] == 200


def test_a_stranger_cannot_text(house):
    with doors_of(house) as url:
        assert text(url, a_text("STOP"), token="vals").status_code == 403
    assert calls(house) == []


def test_stop_is_a_refusal_and_start_takes_it_back(house):
    with doors_of(house) as url:
        text(url, a_text("Stop", OptOutType="STOP"))
        work(house)
        stopped = house.file().preference.refused
        house.let_pass(minutes=5)
        text(url, a_text("START", OptOutType="START"))
        work(house)

    assert stopped == {ChannelKind.SMS}
    assert house.file().preference.refused == frozenset()
    assert choices(house) == [("refuse_channel", "sms", "provider"), ("allow_channel", "sms", "provider")]


def test_words_after_a_stop_are_read_too(house):
    with doors_of(house) as url:
        text(url, a_text("stop, ik heb al betaald", OptOutType="STOP"))
        work(house)

    assert house.file().preference.refused == {ChannelKind.SMS}
    assert "payment_check" in pauses(house)


def test_whatsapp_opens_its_window(house):
    with doors_of(house) as url:
        text(url, a_text("kunt u mij bellen?", sender=f"whatsapp:{NUMBER}"))
        work(house)

    assert house.file().whatsapp_inbound_at == house.clock()
    assert ("call", "C-1") in tasks(house)


def test_a_picture_is_for_a_person(house):
    with doors_of(house) as url:
        text(url, a_text("zie foto", NumMedia="2", MediaUrl0="https://api.twilio.example/x"))
        work(house)

    (task,) = [one for one in house.tasks() if one.kind.value == "answer_reply"]
    assert task.because == "attachment: a person looks"
    assert [one.public["attachments"] for one in house.lines() if "attachments" in one.public] == [2]


def test_what_nobody_sent_is_kept_for_a_person(house):
    with doors_of(house) as url:
        text(url, a_text("ik wil dood", sender="+31612345699"))
        text(url, a_text("van wie is dit nummer?", sender="KLANT"))
        taken = work(house)

    with house.store.read() as books:
        waiting = books.calls_for_people()
        kept = [books.raw_call(one.id).body for one in waiting]
    assert (taken.for_person, len(waiting), tasks(house)) == (2, 2, [])
    assert b"ik+wil+dood" in kept[0]
    nobody = "nobody that we know has this number or mailbox"
    assert [one.said for one in waiting] == [f"somebody may be in danger: {nobody}", nobody]


def test_a_number_of_two_debtors_is_never_guessed(house):
    house.take_in(a_row("C-2", "D-2", debtor_name="Piet Jansen"))
    with doors_of(house) as url:
        text(url, a_text("ik heb al betaald"))
        text(url, a_text("STOP"))
        text(url, a_text("dit gaat over C-2, ik heb al betaald"))
        work(house)

    # whose it is not known waits for both until a person read it
    assert (pauses(house), pauses(house, "D-2")) == (["team"], ["payment_check", "team"])
    assert [state for state, _ in calls(house)] == ["for_person", "for_person", "worked"]
    # a STOP is about the number
    assert [choices(house, one)[-1][:2] for one in ("D-1", "D-2")] == [("refuse_channel", "sms")] * 2
    assert {case for _, case in tasks(house)} == {"C-1", "C-2"}


def test_a_cry_from_a_number_of_two_debtors_leaves_both_alone(house):
    house.take_in(a_row("C-2", "D-2", debtor_name="Piet Jansen"))
    with doors_of(house) as url:
        text(url, a_text("ik wil niet meer leven"))
        work(house)

    assert (pauses(house), pauses(house, "D-2")) == (["danger"], ["danger"])
    care = {case for kind, case in tasks(house) if kind == "care_for_somebody"}
    assert care == {"C-1", "C-2"}
    assert calls(house)[0][1].startswith("somebody may be in danger")
    before = len(house.taken)
    house.play(days=30)
    assert len(house.taken) == before


def test_one_debtor_with_two_cases_is_heard_about_the_last_contact_and_a_person_looks(house):
    house.take_in(a_row("C-0", description="Huur maart"))
    with doors_of(house) as url:
        text(url, a_text("ik heb al betaald"))
        work(house)

    assert [one.case_id for one in house.tasks() if one.kind.value == "check_payment"] == ["C-1"]


def test_a_debtor_whose_cases_have_ended_is_read_by_a_person(house):
    house.steer(lambda steering: steering.payment("C-1", Decimal(500), NOW.date(), "BANK-1"))
    with doors_of(house) as url:
        text(url, a_text("waarom schrijft u mij nog"))
        work(house)

    assert calls(house)[-1] == ("for_person", "the cases of this debtor have ended")


def test_what_no_webhook_told_is_fetched_and_counts_once(house, fake):
    # the fake remembers what it heard from the other numbers
    number = f"+316123457{next(NUMBERS)}"
    house.take_in(a_row("C-7", "D-7", mobile=number))
    with doors_of(house, is_its_own_address=True) as url, open_http() as http:
        inbound(fake, url, "ik heb al betaald", number)
        fake.http.post("/_inbound", json={"number": number, "words": "STOP"}).raise_for_status()
        work(house)
        seen = (pauses(house, "D-7"), choices(house, "D-7"))
        client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=fake.url)
        reconcile = reconcile_of(house, TwilioHistory(client=client))
        first = reconcile.run(NOW - timedelta(hours=1), house.clock(), by="x")
        work(house)
        again = reconcile.run(NOW - timedelta(hours=1), house.clock(), by="x")

    assert seen == (["payment_check"], [])
    assert (first.heard >= 2, again.heard) == (True, 0)
    assert (pauses(house, "D-7"), choices(house, "D-7")) == (
        ["payment_check"],
        [("refuse_channel", "sms", "provider")],
    )
    assert len([one for one in house.lines("case:C-7") if one.public.get("replied")]) == 1


def reconcile_of(house, provider):
    return Reconcile(
        store=house.store,
        catalogue=house.catalogue,
        writer=house.writer,
        new_id=new_id,
        doubts=doubts_of(house, InDoubt.ASK, AList()),
        lists={},
        without_list={},
        inbound={"inbound": provider},
    )


TOLD = [
    ("SM1", "ik heb al betaald, kijk maar na", {}),
    ("SM2", "STOP", {"OptOutType": "STOP"}),
    ("SM3", "START", {"OptOutType": "START"}),
    ("SM4", "ik heb een bewindvoerder", {}),
    ("SM5", "zie foto", {"NumMedia": "1"}),
    ("SM6", "kunt u mij morgen bellen?", {}),
    ("SM7", "STOP", {"OptOutType": "STOP"}),
    ("SM8", "ik krijg liever een mail", {}),
    ("SM9", "ik krijg liever een brief", {}),
    ("SM10", "asdfghjkl", {}),
    ("SM11", "ik heb geen geld", {}),
    ("SM12", "Ik betaal het op 25 maart.", {}),
    ("SM13", "Ik betaal het op 5 april.", {}),
]
RUBBISH = [(FORM, b"MessageSid=x"), (FORM, b"\xff\xfe"), ("application/json", b"[]"), (FORM, b"x" * 90_000)]


def raw(number, again=0):
    """Make the call of a text, as the door keeps it; `again` is the same message in another call."""
    sid, words, more = TOLD[number]
    form = a_text(words, sid, **more) | ({"Retry": str(again)} if again else {})
    body = urlencode(form).encode()
    at = NOW + timedelta(minutes=number)
    return RawCall(provider="twilio", kind="inbound", received_at=at, query="", content_type=FORM, body=body)


def rubbish(number):
    kind, body = RUBBISH[number]
    return RawCall(provider="twilio", kind="inbound", received_at=NOW, query="", content_type=kind, body=body)


def a_state(house):
    file = house.file()
    ends: dict[str, str] = {}
    for one in file.pauses:
        # an end that is counted in days from when a call was worked differs by some hours
        end = "never" if one.until is None else f"{one.until:%Y-%m-%d}" if one.kind == "arrangement" else ""
        ends[one.kind] = max(end, ends.get(one.kind, ""))
    return (
        ends,
        sorted(one for one in choices(house) if one[0] != "channel_order"),
        file.preference.order[0],
        file.preference.refused,
        tasks(house),
        # how many pauses it took to come to the same ends depends on the order
        sorted(one for one in house.told() if one != "pause"),
        [(one.reference, one.outcome) for one in file.contacts],
    )


@pytest.fixture(scope="module")
def one_sent(migrated_file, tmp_path_factory):
    file = tmp_path_factory.mktemp("texts") / "house.db"
    shutil.copyfile(migrated_file, file)
    house = SmallHouse(f"sqlite:///{file}")
    house.take_in(a_row(prefers="sms"))
    house.decide()
    house.send()
    house.close()
    return file


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_texts_in_any_order_fifty_times_and_days_late_end_like_the_clean_run(data, one_sent):
    times = [
        raw(number, again) for number in range(len(TOLD)) for again in range(data.draw(st.integers(1, 8)))
    ]
    often = data.draw(st.integers(0, len(TOLD) - 1))
    times += [raw(often, again) for again in range(50)]
    strange = [rubbish(one) for one in data.draw(st.lists(st.integers(0, 3), max_size=3))]
    order = data.draw(st.permutations(times + strange))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(order)), max_size=3)))

    parts = [order[start:end] for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True)]

    assert after(one_sent, parts) == clean(one_sent)


@cache
def clean(file):
    return after(file, [[raw(number) for number in range(len(TOLD))]])


def after(file, parts):
    with tempfile.TemporaryDirectory(prefix="texts-") as folder:
        copy = Path(folder) / "house.db"
        shutil.copyfile(file, copy)
        house = SmallHouse(f"sqlite:///{copy}", start=NOW + timedelta(days=3))
        for part in parts:
            with house.store.begin() as books:
                books.put_calls(part)
            if part:
                work(house)
            house.let_pass(hours=3)
        state = a_state(house)
        house.close()
    return state
