"""What providers tell, worked later: in any order, any number of times, days late, and between rubbish."""

import shutil
import tempfile
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.readers import READERS
from app.wiring import new_id
from engine.domain.decision import TaskKind
from engine.domain.raw_call import CallState, EventFate
from engine.domain.touchpoint import LineKind, Outcome
from engine.intake import Intake
from preferences.change import Field, Through
from preferences.channel import ChannelKind
from tests.builders import NOW
from tests.walks.house import SmallHouse, a_row
from tests.walks.providers import loses_the_answer
from tests.walks.truth import everything_wrong
from tests.webhooks.calls import Post, kept, sendgrid_post, twilio_post

SMS, EMAIL = ChannelKind.SMS, ChannelKind.EMAIL


def intake(house):
    return Intake(
        store=house.store, catalogue=house.catalogue, writer=house.writer, new_id=new_id, readers=READERS
    )


def hear(house, *posts):
    """Keep calls and work them."""
    with house.store.begin() as books:
        books.put_calls([kept(post, house.clock()) for post in posts])
    return intake(house).run(house.clock())


def sent_by(house, channel=SMS):
    """Send one message, and give its reference."""
    house.take_in(a_row(prefers=channel.value))
    house.decide()
    house.send()
    return house.contacts()[0].reference


def status(reference, word, code="", sid="SM" + "3c" * 16):
    form = {"MessageSid": sid, "MessageStatus": word} | ({"ErrorCode": code} if code else {})
    return twilio_post(f"m={reference}", **form)


def mailed(reference, event, number=1, **more):
    told = {
        "event": event,
        "sg_event_id": f"E{number}",
        "sg_message_id": "fQZk3.recvd",
        "timestamp": int(NOW.timestamp()) + number,
        "minnelijk_reference": reference,
        **more,
    }
    return sendgrid_post(told)


def test_a_delivery_becomes_the_outcome_with_a_line(a_house, url):
    house = a_house(url=url)
    reference = sent_by(house)

    taken = hear(house, status(reference, "sent"), status(reference, "delivered"))

    assert (taken.calls, taken.fates) == (2, {EventFate.NEWS: 1, EventFate.NO_NEWS: 1})
    assert house.contacts()[0].outcome is Outcome.DELIVERED
    assert house.told()[-3:] == ["accepted", "accepted", "delivered"]
    assert house.lines()[-1].public["evidence"] == "twilio"
    assert everything_wrong(house) == []


def test_the_same_call_again_changes_nothing(a_house, url):
    house = a_house(url=url)
    reference = sent_by(house)
    hear(house, status(reference, "delivered"))
    before = house.told()

    again = hear(house, status(reference, "delivered"), status(reference, "delivered"))

    assert (again.calls, house.told()) == (0, before)


def test_evidence_settles_a_doubt_and_the_case_goes_on(a_house):
    house = a_house()
    house.take_in(a_row(prefers="sms"))
    house.decide()
    house.channels[SMS].answer(loses_the_answer)
    house.send()
    doubt = house.contacts()[0]

    hear(house, status(doubt.reference, "queued"))

    assert (doubt.outcome, house.contacts()[0].outcome) == (Outcome.IN_DOUBT, Outcome.ACCEPTED)
    assert house.contacts()[0].at == doubt.at
    assert house.position().due_at is not None
    assert everything_wrong(house) == []


def test_evidence_that_comes_after_a_person_was_asked_answers_for_them(a_house):
    house = a_house()
    house.take_in(a_row(prefers="sms"))
    house.decide()
    house.channels[SMS].answer(loses_the_answer)
    house.send()
    house.let_pass(hours=25)
    house.look_after()
    asked = [task.kind for task in house.tasks()]

    hear(house, status(house.contacts()[0].reference, "delivered"))

    assert asked == [TaskKind.DECIDE_IN_DOUBT]
    assert house.tasks() == []
    assert house.contacts()[0].outcome is Outcome.DELIVERED
    assert house.lines()[-1].kind is LineKind.TASK
    assert everything_wrong(house) == []


@pytest.mark.parametrize(
    ("channel", "tell"),
    [
        (SMS, lambda reference: status(reference, "failed", "21610")),
        (EMAIL, lambda reference: mailed(reference, "unsubscribe")),
        (EMAIL, lambda reference: mailed(reference, "spamreport")),
    ],
)
def test_a_stop_that_only_the_provider_heard_becomes_the_debtors_own_refusal(a_house, channel, tell):
    house = a_house()
    reference = sent_by(house, channel)

    hear(house, tell(reference))

    with house.store.read() as books:
        (change,) = [one for one in books.changes_of("D-1") if one.field is Field.REFUSE_CHANNEL]
    assert (change.value, change.through) == (channel.value, Through.PROVIDER)
    assert house.lines("debtor:D-1")[-1].kind is LineKind.PREFERENCE
    assert house.contacts()[0].outcome is Outcome.STOPPED


def test_a_word_that_nobody_knows_is_kept(a_house):
    house = a_house()
    reference = sent_by(house)

    taken = hear(house, status(reference, "teleported"))

    assert taken.fates == {EventFate.NO_NEWS: 1}
    assert house.told()[-1] == "unrecognised"
    assert house.contacts()[0].outcome is Outcome.ACCEPTED


def test_what_is_told_of_a_message_that_we_do_not_know_is_kept_and_shown(a_house, url):
    house = a_house(url=url)

    taken = hear(house, status("260310-ONBEKEND", "delivered"))

    with house.store.read() as books:
        (event,) = books.strange_events(10)
    assert taken.fates == {EventFate.STRANGER: 1}
    assert (event.reference, event.outcome, event.provider) == ("260310-ONBEKEND", "delivered", "twilio")


def test_finds_a_contact_by_the_providers_number_when_our_reference_is_missing(a_house):
    house = a_house()
    reference = sent_by(house)

    hear(house, status("", "delivered", sid=f"P-{reference}"))

    assert house.contacts()[0].outcome is Outcome.DELIVERED


RUBBISH = [
    Post("/twilio/status?m=X", b"\xff\xfe", {"content-type": "application/x-www-form-urlencoded"}),
    Post("/twilio/status", b"Status=x", {"content-type": "application/x-www-form-urlencoded"}),
    Post("/twilio/status", b"[1]", {"content-type": "application/json"}),
    Post("/sendgrid/events", b"{}", {}),
    Post("/sendgrid/events", b"geen json", {}),
    Post("/nobody/reads", b"", {}),
    Post("/sendgrid/events", b'[1, null, {"event": "\\ud800", "sg_event_id": "\\u0000"}, []]', {}),
    twilio_post("m=%00%00", MessageStatus="a\x00b", ErrorCode="\x00"),
    Post("/sendgrid/events", b"[" * 100_000, {}),
]


def test_what_nobody_can_read_is_kept_and_holds_nothing_up(a_house, url):
    house = a_house(url=url)
    reference = sent_by(house)

    taken = hear(house, *RUBBISH, status(reference, "delivered"))

    with house.store.read() as books:
        states = [call.state for call in books.latest_calls(20)]
    assert (taken.calls, taken.unreadable) == (10, 7)
    assert states.count(CallState.UNREADABLE) == 7
    assert house.contacts()[0].outcome is Outcome.DELIVERED


def test_contents_can_be_thrown_away_after_their_time(a_house):
    house = a_house()
    hear(house, status("X", "delivered"), RUBBISH[0])

    with house.store.begin() as books:
        early, late = books.forget_calls(NOW), books.forget_calls(NOW + timedelta(days=1))
        left = [books.raw_call(call.id) for call in books.latest_calls(9)]

    assert (early, late) == (0, 1)
    assert [call is None for call in left] == [False, True]


def test_a_number_in_a_call_stands_in_the_database_only_sealed(a_house, sqlite_url):
    house = a_house()
    hear(house, twilio_post(To="+31612345678"))
    with house.store.read() as books:
        (call,) = books.latest_calls(1)
        body = books.raw_call(call.id).body

    house.close()
    file = Path(sqlite_url.removeprefix("sqlite:///")).read_bytes()

    assert b"%2B31612345678" in body
    assert b"31612345678" not in file


def a_state(house):
    """Give everything that events can change, without the order in which lines were written."""
    file = house.file()
    with house.store.read() as books:
        changes = sorted((one.field, one.value) for one in books.changes_of("D-1"))
        strangers = sorted(one.key for one in books.strange_events(100) if one.key == "sendgrid:E6")
    lines = sorted(str(one.outcome or one.kind) for one in house.lines())
    return (
        [(one.reference, one.outcome, one.at) for one in file.contacts],
        sorted((one.value, one.state) for one in file.debtor.points),
        sorted(task.kind for task in house.tasks()),
        changes,
        strangers,
        lines,
        file.open_task_cases,
    )


def told_about(sms, mail):
    return [
        status(sms, "queued"),
        status(sms, "sent"),
        status(sms, "undelivered", "30003"),
        status(sms, "delivered"),
        status(sms, "failed", "30007"),
        status(sms, "teleported"),
        mailed(mail, "processed", 1),
        mailed(mail, "deferred", 2),
        mailed(mail, "delivered", 3),
        mailed(mail, "bounce", 4, type="bounce", status="5.1.1"),
        mailed(mail, "spamreport", 5),
        mailed("260310-ONBEKEND", "delivered", 6),
    ]


@pytest.fixture(scope="module")
def two_sent(migrated_file, tmp_path_factory):
    """Send a text and a mail to one debtor, and keep that database."""
    file = tmp_path_factory.mktemp("intake") / "house.db"
    shutil.copyfile(migrated_file, file)
    house = SmallHouse(f"sqlite:///{file}")
    first = sent_by(house)
    house.take_in(a_row("C-2", "D-2"))
    house.let_pass(days=8)
    house.take_in(a_row(prefers="email"))
    house.play(days=1)
    contacts = house.contacts()
    house.close()
    assert len(contacts) == 2
    return file, first, next(one.reference for one in contacts if one.reference != first)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_any_order_any_number_of_times_days_late_ends_like_the_clean_run(data, two_sent):
    file, sms, mail = two_sent
    told = told_about(sms, mail)
    order = data.draw(st.permutations(told + data.draw(st.lists(st.sampled_from(told), max_size=8))))
    rubbish = data.draw(st.lists(st.sampled_from(RUBBISH), max_size=3))
    parts = data.draw(st.lists(st.integers(1, 6), min_size=12, max_size=12))

    clean = clean_run(file, sms, mail)
    wild = after_hearing(file, [rubbish, *in_parts(order, parts)], late=True)

    assert wild == clean


@cache
def clean_run(file, sms, mail):
    """Hear everything once, in order, in one go."""
    return after_hearing(file, [told_about(sms, mail)])


def in_parts(order, sizes):
    left = list(order)
    for size in [*sizes, len(left)]:
        part, left = left[:size], left[size:]
        if part:
            yield part


def after_hearing(file, parts, *, late=False):
    with tempfile.TemporaryDirectory(prefix="sending-intake-") as folder:
        copy = Path(folder) / "house.db"
        shutil.copyfile(file, copy)
        house = SmallHouse(f"sqlite:///{copy}", start=NOW + timedelta(days=9))
        for part in parts:
            hear(house, *part)
            if late:
                house.let_pass(hours=7)
        state = a_state(house)
        house.close()
    return state
