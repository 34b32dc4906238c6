"""A doubt ends with evidence, with one more try where that is allowed, or with a person; never blindly."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from app.wiring import new_id
from channels.sendgrid.activity import SendGridActivity
from channels.twilio.client import connect
from channels.twilio.history import TwilioHistory
from channels.twilio.words import same_words
from channels.wire import Timeouts, open_http
from engine.domain.campaign import LegalRole
from engine.domain.decision import TaskKind
from engine.domain.errors import CannotAsk
from engine.domain.in_doubt import DoubtPolicy, InDoubt
from engine.domain.listed import Listed
from engine.domain.message import DeliveryEvent
from engine.domain.raw_call import EventFate
from engine.domain.touchpoint import Outcome
from engine.doubts import MOST, Doubts, Way
from engine.evidence import Evidence
from engine.gather import Desk
from preferences.channel import ChannelKind
from tests.builders import NOW, a_campaign, a_step
from tests.channels.loopback import SETTINGS
from tests.patience import PATIENCE
from tests.walks.house import a_row
from tests.walks.on_loopback import a_loopback
from tests.walks.providers import always, loses_the_answer
from tests.walks.truth import everything_wrong, sent_twice

SMS, EMAIL = ChannelKind.SMS, ChannelKind.EMAIL
DELAY = timedelta(minutes=30)
AGAIN = a_campaign(steps=(a_step(resend_in_doubt=True), a_step("tweede-bericht")))


class AList:
    """A provider's list as a test wants it."""

    def __init__(self, *listed, trouble=None):
        self.listed = listed
        self.trouble = trouble

    def look_for(self, sought, now):
        if self.trouble:
            raise self.trouble
        return [one(sought) if callable(one) else one for one in self.listed]

    def since(self, moment, now):
        return self.look_for(None, now)


def message(number="SM1", reference="", *, same_text=True, outcome=Outcome.ACCEPTED):
    event = DeliveryEvent(
        reference=reference,
        provider_ref=number,
        outcome=outcome,
        at=NOW,
        key=f"twilio:{number}:sent:",
        raw={},
    )
    return Listed(event=event, to="+31612345600", channel=SMS, same_text=same_text)


def ours(sought):
    return message(reference=sought.reference, outcome=Outcome.DELIVERED)


def doubts_of(house, way, provider, channel=SMS, elapsed=None):
    return Doubts(
        store=house.store,
        catalogue=house.catalogue,
        writer=house.writer,
        new_id=new_id,
        policies={channel: DoubtPolicy(way=way, longest_delay=DELAY)},
        lists={channel: provider},
        elapsed=elapsed or (lambda: house.clock().timestamp()),
    )


@pytest.fixture
def in_doubt(a_house):
    """Make a house with one message in doubt."""

    def make(*campaigns, channel=SMS, taken=loses_the_answer):
        house = a_house(*(campaigns or (AGAIN,)))
        house.take_in(a_row(prefers=channel.value))
        house.decide()
        house.channels[channel].answer(taken)
        house.send()
        assert house.contacts()[0].outcome is Outcome.IN_DOUBT
        return house

    return make


def look_twice(house, doubts):
    """Look at once, and again when the provider's longest delay has passed."""
    first = doubts.run(house.clock())
    house.let_pass(minutes=31)
    return first, doubts.run(house.clock())


@pytest.mark.parametrize("found", [ours, message()], ids=["by reference", "by the same words"])
def test_what_the_provider_has_was_accepted(in_doubt, found):
    house = in_doubt()

    assert doubts_of(house, InDoubt.RESEND, AList(found)).run(house.clock()) == {Way.FOUND: 1}

    assert house.contacts()[0].outcome in {Outcome.ACCEPTED, Outcome.DELIVERED}
    assert house.lines()[-1].public["evidence"] == "list-twilio"
    assert everything_wrong(house) == []


def test_what_it_does_not_have_goes_out_once_more_after_its_longest_delay(in_doubt):
    house = in_doubt()

    first, second = look_twice(house, doubts_of(house, InDoubt.RESEND, AList()))
    house.send()

    assert (first, second) == ({Way.WAITS: 1}, {Way.AGAIN: 1})
    assert [call.reference for call in house.calls] == [house.contacts()[0].reference] * 2
    assert house.contacts()[0].outcome is Outcome.ACCEPTED


def test_it_goes_out_once_more_and_not_twice(in_doubt):
    house = in_doubt()
    doubts = doubts_of(house, InDoubt.RESEND, AList())
    look_twice(house, doubts)
    house.channels[SMS].answer(loses_the_answer)
    house.send()

    _, second = look_twice(house, doubts)

    assert second == {Way.HELD: 1}
    assert len(house.calls) == 2
    assert [task.kind for task in house.tasks()] == [TaskKind.DECIDE_IN_DOUBT]


SENSITIVE = a_campaign(steps=(a_step(resend_in_doubt=True, legal_role=LegalRole.CLAIM_DESCRIPTION),))


@pytest.mark.parametrize(
    ("campaign", "way", "listed"),
    [
        pytest.param(AGAIN, InDoubt.ASK, (), id="the channel lets a person decide"),
        pytest.param(a_campaign(), InDoubt.RESEND, (), id="the step lets a person decide"),
        pytest.param(SENSITIVE, InDoubt.RESEND, (), id="it has an effect in law"),
        pytest.param(AGAIN, InDoubt.RESEND, (message(same_text=False),), id="it may be another text"),
        pytest.param(AGAIN, InDoubt.RESEND, (message("SM1"), message("SM2")), id="it may be one of two"),
    ],
)
def test_else_a_person_decides(in_doubt, campaign, way, listed):
    channel = EMAIL if campaign is SENSITIVE else SMS
    house = in_doubt(campaign, channel=channel)

    first, second = look_twice(house, doubts_of(house, way, AList(*listed), channel))
    house.send()

    assert (first, second) == ({Way.WAITS: 1}, {Way.HELD: 1})
    assert house.contacts()[0].outcome is Outcome.HELD
    assert [task.kind for task in house.tasks()] == [TaskKind.DECIDE_IN_DOUBT]
    assert sent_twice(house.taken) == []


def test_a_message_of_another_contact_is_no_evidence(in_doubt):
    house = in_doubt()
    house.take_in(a_row("C-2", "D-2", prefers="sms"))
    house.decide()
    house.send()
    other = next(one for one in house.contacts("D-2"))

    listed = AList(message(f"P-{other.reference}"))
    first, second = look_twice(house, doubts_of(house, InDoubt.ASK, listed))

    assert (first, second) == ({Way.WAITS: 1}, {Way.HELD: 1})


@pytest.fixture
def many_in_doubt(a_house, url):
    """Make a house on each database with more doubts than a pass looks at; the newest is an SMS."""
    house = a_house(AGAIN, url=url)
    house.take_in(*(a_row(f"C-{number}", f"D-{number}", prefers="email") for number in range(MOST + 5)))
    house.decide()
    house.channels[EMAIL].answer(always(loses_the_answer))
    while house.send():
        pass
    house.let_pass(seconds=1)
    house.take_in(a_row("C-new", "D-new", prefers="sms"))
    house.decide()
    house.channels[SMS].answer(loses_the_answer)
    house.send()
    assert house.contacts("D-new")[0].outcome is Outcome.IN_DOUBT
    return house


def test_many_doubts_do_not_keep_a_newer_one_from_being_settled(many_in_doubt):
    house = many_in_doubt
    doubts = replace(
        doubts_of(house, InDoubt.ASK, AList(ours)),
        policies={SMS: DoubtPolicy(way=InDoubt.ASK, longest_delay=DELAY)},
    )

    first, second, third = (doubts.run(house.clock()) for _ in range(3))

    assert first == {Way.WAITS: MOST}
    assert second == {Way.WAITS: 5, Way.FOUND: 1}
    assert third == {Way.WAITS: MOST}
    assert house.contacts("D-new")[0].outcome is Outcome.DELIVERED


def test_a_look_that_is_ended_half_way_keeps_what_it_found(many_in_doubt):
    house, asked = many_in_doubt, count(1)

    class Ends(AList):
        """Somebody ends the worker while it asks for the hundredth time."""

        def look_for(self, sought, now):
            if next(asked) == 100:
                raise KeyboardInterrupt
            return [ours(sought)]

    with pytest.raises(KeyboardInterrupt):
        doubts_of(house, InDoubt.ASK, Ends(), EMAIL).run(house.clock())

    settled = [house.contacts(f"D-{number}")[0].outcome for number in range(MOST + 5)]
    assert settled.count(Outcome.DELIVERED) >= 80
    assert everything_wrong(house) == []


def test_a_silent_provider_leaves_it_to_the_sweep(in_doubt):
    house = in_doubt()
    doubts = doubts_of(house, InDoubt.RESEND, AList(trouble=CannotAsk("down")))

    assert look_twice(house, doubts) == ({Way.WAITS: 1}, {Way.WAITS: 1})
    house.let_pass(hours=24)
    house.look_after()

    assert house.contacts()[0].outcome is Outcome.HELD


def test_a_clock_that_jumps_ahead_does_not_shorten_the_waiting(in_doubt):
    house, real = in_doubt(), [0.0]
    doubts = doubts_of(house, InDoubt.RESEND, AList(), elapsed=lambda: real[0])

    early = look_twice(house, doubts)
    real[0] = DELAY.total_seconds()

    assert early == ({Way.WAITS: 1}, {Way.WAITS: 1})
    assert doubts.run(house.clock()) == {Way.AGAIN: 1}


def test_what_went_back_into_the_queue_after_hours_is_withdrawn_and_not_sent(in_doubt):
    house = in_doubt()
    house.let_pass(hours=9)
    look_twice(house, doubts_of(house, InDoubt.RESEND, AList()))
    house.send()

    assert len(house.calls) == 1
    assert house.contacts()[0].outcome is Outcome.CANCELLED


def test_evidence_that_comes_while_we_ask_wins(in_doubt):
    house = in_doubt()
    house.let_pass(minutes=31)
    real = iter((0.0, 1e6))

    class Slow(AList):
        """While it answers, another worker finds the message."""

        def look_for(self, sought, now):
            doubts_of(house, InDoubt.ASK, AList(ours)).run(now)
            return []

    doubts_of(house, InDoubt.RESEND, Slow(), elapsed=lambda: next(real)).run(house.clock())

    assert house.contacts()[0].outcome is Outcome.DELIVERED
    assert house.tasks() == []


def test_where_the_same_reference_is_one_message_it_is_handed_over_again(in_doubt):
    house = in_doubt(SENSITIVE, channel=EMAIL)

    assert doubts_of(house, InDoubt.SAME_REFERENCE, AList(), EMAIL).run(house.clock()) == {Way.AGAIN: 1}
    house.send()

    assert len({call.reference for call in house.calls}) == 1
    assert house.contacts()[0].outcome is Outcome.ACCEPTED


@pytest.mark.parametrize("outcome", [Outcome.EXPIRED, Outcome.BOUNCED])
def test_that_the_first_attempt_did_not_arrive_is_no_news_about_the_second(in_doubt, outcome):
    house = in_doubt()
    look_twice(house, doubts_of(house, InDoubt.RESEND, AList()))
    house.send()
    again = house.contacts()[0]

    assert told(house, again.reference, "SM-first", outcome) == {EventFate.NO_NEWS: 1}
    house.play(hours=5)
    assert [one.outcome for one in house.contacts()] == [Outcome.ACCEPTED]
    assert told(house, again.reference, f"P-{again.reference}", outcome) == {EventFate.NEWS: 1}
    assert house.contacts()[0].outcome is outcome


def told(house, reference, number, outcome):
    """Let a provider tell something of a message; gives what became of it."""
    event = DeliveryEvent(
        reference=reference,
        provider_ref=number,
        outcome=outcome,
        at=house.clock(),
        key=f"twilio:{number}:{outcome}:",
        raw={},
    )
    with house.store.begin() as books:
        evidence = Evidence(desk=Desk(house.catalogue, house.writer), new_id=new_id)
        return evidence.take_in(books, [event], house.clock())


@pytest.fixture
def at_the_fakes(a_house, fake):
    """A house whose messages go to the product's fakes, and what asks those."""
    with a_loopback(fake.url) as loopback, open_http(Timeouts(read=PATIENCE)) as http:
        client = connect(SETTINGS.account_sid, SETTINGS.auth_token, http, base=fake.url)
        lists = {
            SMS: TwilioHistory(client=client),
            EMAIL: SendGridActivity(http=http, key=SETTINGS.sendgrid_key, base=fake.url),
        }
        house = a_house(AGAIN, channels=loopback.by_kind)
        loopback.clock = house.clock
        yield house, lists


@pytest.mark.parametrize("channel", [SMS, EMAIL])
@pytest.mark.parametrize("takes", [True, False])
def test_asks_the_real_way_on_loopback(at_the_fakes, fake, channel, takes):
    house, lists = at_the_fakes
    fake.order("broken", takes=takes, times=1)
    # the fake remembers what it took for the other numbers
    house.take_in(a_row(prefers=channel.value, mobile=f"06 1234560{1 + takes}"))
    house.decide()
    house.send()

    doubts = doubts_of(house, InDoubt.RESEND, lists[channel], channel)
    ways = look_twice(house, doubts)
    house.send()

    expected = ({Way.FOUND: 1}, {}) if takes else ({Way.WAITS: 1}, {Way.AGAIN: 1})
    assert ways == expected
    assert [one["reference"] for one in fake.history()["taken"]] == [house.contacts()[0].reference]
    assert house.contacts()[0].outcome is Outcome.ACCEPTED


def test_a_wrong_account_cannot_ask(fake):
    with open_http() as http:
        lists = (
            TwilioHistory(client=connect(SETTINGS.account_sid, "fout", http, base=fake.url)),
            SendGridActivity(http=http, key="fout", base=fake.url),
        )
        for one in lists:
            with pytest.raises(CannotAsk):
                one.since(NOW, NOW)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Geïnde \u2018kosten\u2019 \u20ac\u00a05", "Geinde 'kosten' \u20ac 5", True),
        ("Beste klant", "Beste  klant\n", True),
        ("Beste klant", "Beste huurder", False),
        ("", "", False),
    ],
)
def test_compares_words_as_twilio_may_have_written_them(one, other, same):
    assert same_words(one, other) is same


@pytest.mark.parametrize(("seconds", "calls"), [(20, 1), (10, 0)])
def test_nothing_is_begun_in_the_last_moments_of_the_allowed_hours(a_house, seconds, calls):
    house = a_house()
    house.take_in(a_row(prefers="sms"))
    # the hours end six hours after NOW
    house.go_to(NOW + timedelta(hours=6) - timedelta(minutes=2))
    house.decide()
    house.go_to(NOW + timedelta(hours=6) - timedelta(seconds=seconds))

    house.send()

    assert len(house.calls) == calls
    assert house.contacts()[0].outcome is (Outcome.ACCEPTED if calls else Outcome.CANCELLED)
