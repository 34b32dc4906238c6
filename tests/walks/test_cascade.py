"""What providers tell over HTTP drives the cascade: the next channel, up to a letter, then a person."""

from datetime import datetime, timedelta

import httpx
import pytest

from channels.fakes.signing import public_text
from engine.domain.campaign import CostsPolicy, Delay, Fallback, LegalRole, Trigger, Unit
from engine.domain.people import ContactPoint, PointKind, PointState, PostalAddress
from engine.domain.touchpoint import Outcome
from preferences.channel import ChannelKind
from tests.builders import a_campaign, a_step
from tests.channels.loopback import SETTINGS
from tests.patience import PATIENCE
from tests.walks.house import a_row
from tests.webhooks.calls import KEY, sendgrid_post, twilio_post
from tests.webhooks.inbound import MAILBOX, NUMBER, choices, doors_of, tasks
from tests.webhooks.test_intake import intake
from tests.webhooks.test_returns import returned

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER
ALL = Fallback(when=frozenset(Trigger), after=Delay(2, Unit.OPEN_DAYS), to=(SMS, LETTER))


class Providers:
    """A house and its doors; what the providers tell is posted there, signed as they sign."""

    def __init__(self, house, url):
        self.house, self.url = house, url

    def knock(self, post):
        answer = httpx.post(
            f"{self.url}{post.path}",
            content=post.content,
            headers=post.headers,
            trust_env=False,
            timeout=PATIENCE,
        )
        assert answer.status_code == 204
        while intake(self.house).run(self.house.clock()).calls:
            pass

    def mail_bounced(self, contact):
        told = {
            "event": "bounce",
            "type": "bounce",
            "status": "5.1.1",
            "sg_event_id": f"E-{contact.reference}",
            "sg_message_id": "fQZk3.recvd",
            "timestamp": int(self.house.clock().timestamp()),
            "minnelijk_reference": contact.reference,
        }
        self.knock(sendgrid_post(told, at=self.house.clock()))

    def text(self, contact, word, code=""):
        form = {"MessageStatus": word} | ({"ErrorCode": code} if code else {})
        self.knock(twilio_post(f"m={contact.reference}", token=SETTINGS.auth_token, **form))

    def go_on(self, **later):
        """Let time pass, decide and send; gives the contact that left in that."""
        before = {one.reference for one in self.house.contacts()}
        self.house.let_pass(**later)
        self.house.decide()
        self.house.send()
        left = [one for one in self.house.contacts() if one.reference not in before]
        return left[0] if left else None


@pytest.fixture
def cascade(a_house, url):
    """Begin a case on each database with a mail that leads on to a text and a letter."""

    def begin(*steps, **changes):
        steps = steps or (a_step(channels=(EMAIL,), fallback=ALL),)
        house = a_house(a_campaign(steps=steps, **changes), url=url)
        house.take_in(a_row(email_confirmed="yes"))
        house.decide()
        house.send()
        return house

    return begin


@pytest.fixture
def knocking(cascade):
    house = cascade()
    with doors_of(house, webhook_key=public_text(KEY)) as doors:
        yield Providers(house, doors)


def kinds(house):
    return [(one.kind.value, one.outcome) for one in house.contacts()]


def test_from_a_bounced_mail_to_a_text_that_did_not_arrive_to_a_letter_that_came_back(knocking, tmp_path):
    house = knocking.house
    knocking.mail_bounced(house.contacts()[0])

    text = knocking.go_on(minutes=1)
    assert (text.kind.value, text.to) == ("sms", NUMBER)
    assert ("address_failed", MAILBOX, "bounce") in choices(house)

    knocking.text(text, "undelivered", "30005")
    letter = knocking.go_on(minutes=1)
    assert letter.kind.value == "letter"

    house.let_pass(days=3)
    row = f"{letter.reference},returned,{house.clock():%Y-%m-%d},moved"
    assert returned(house, tmp_path / "a.csv", row) == (1, 0, [])
    assert knocking.go_on(minutes=1) is None
    assert tasks(house) == [("find_contact_point", "C-1")]
    states = {one.value: one.state for one in house.file().debtor.points}
    assert set(states.values()) == {PointState.BOUNCED}


def test_a_new_address_after_a_returned_letter_gets_the_letter(knocking, tmp_path):
    house = knocking.house
    knocking.mail_bounced(house.contacts()[0])
    knocking.text(knocking.go_on(minutes=1), "undelivered", "30005")
    letter = knocking.go_on(minutes=1)
    house.let_pass(days=3)
    returned(house, tmp_path / "a.csv", f"{letter.reference},returned,{house.clock():%Y-%m-%d},moved")
    knocking.go_on(minutes=1)

    found = PostalAddress(
        street="Kade", house_number="7", postcode="5678 CD", town="Voorbeelddorp", country="NL"
    )
    line = "Kade 7, 5678 CD Voorbeelddorp, NL"
    point = ContactPoint(kind=PointKind.ADDRESS, value=line, state=PointState.CONFIRMED, address=found)
    house.steer(lambda act: act.choices.tell_point("C-1", point))
    again = knocking.go_on(days=8)

    assert (again.kind.value, again.to) == ("letter", line)
    assert tasks(house) == []


def test_a_later_step_goes_straight_past_a_mailbox_that_bounced_in_an_earlier_one(cascade):
    steps = (
        a_step(channels=(EMAIL,), fallback=ALL),
        a_step("tweede", after=Delay(7), template="tweede_herinnering", channels=(EMAIL,), fallback=ALL),
    )
    house = cascade(*steps)
    with doors_of(house, webhook_key=public_text(KEY)) as doors:
        knocking = Providers(house, doors)
        knocking.mail_bounced(house.contacts()[0])
        knocking.text(knocking.go_on(minutes=1), "delivered")
        house.play(days=20)

    later = [one.kind.value for one in house.contacts() if one.step == "tweede"]
    assert later[0] == "sms"
    assert "email" not in later


def test_a_number_that_may_work_again_is_kept_and_the_letter_follows_all_the_same(knocking):
    """30003: the phone was off. The message did not arrive, and nothing is wrong with the number."""
    house = knocking.house
    knocking.mail_bounced(house.contacts()[0])
    text = knocking.go_on(minutes=1)

    knocking.text(text, "undelivered", "30003")
    letter = knocking.go_on(days=1)

    assert letter.kind.value == "letter"
    states = {one.value: one.state for one in house.file().debtor.points}
    assert states[NUMBER].usable


def test_no_reaction_in_two_open_days_leads_on_and_not_an_hour_sooner(knocking):
    house = knocking.house
    # Tuesday 11:00; two open days end on Thursday, and the gap between contacts has passed by then
    assert knocking.go_on(days=1) is None

    text = knocking.go_on(days=2)

    assert text.kind.value == "sms"
    assert kinds(house)[0] == ("email", Outcome.ACCEPTED)


def test_a_bounce_after_the_mail_was_delivered_still_leads_on_once(knocking):
    house = knocking.house
    mail = house.contacts()[0]
    for _ in range(3):
        knocking.mail_bounced(mail)
    text = knocking.go_on(minutes=1)
    knocking.mail_bounced(mail)

    assert text.kind.value == "sms"
    assert knocking.go_on(hours=3) is None
    assert [kind for kind, _ in kinds(house)] == ["email", "sms"]


def test_the_term_of_a_letter_that_bounced_as_a_mail_runs_from_the_letter_by_post(cascade):
    """NL-35 (S): no arrival, no term; the clock begins anew with the letter."""
    house = cascade(
        a_step("brief", template="veertiendagenbrief", legal_role=LegalRole.FOURTEEN_DAY_LETTER,
               channels=(EMAIL,)),
        costs=CostsPolicy.STATUTORY,
    )  # fmt: skip
    with doors_of(house, webhook_key=public_text(KEY)) as doors:
        knocking = Providers(house, doors)
        mail = house.contacts()[0]
        assert (mail.kind.value, mail.legal_role) == ("email", LegalRole.FOURTEEN_DAY_LETTER)
        house.let_pass(days=1)
        knocking.mail_bounced(mail)
        letter = knocking.go_on(minutes=1)

    assert (letter.kind.value, letter.legal_role) == ("letter", LegalRole.FOURTEEN_DAY_LETTER)
    clocks = [one for one in house.why().as_json()["clocks"] if "14-day letter" in one["name"]]
    runs = [one for one in clocks if one["ends_at"]]
    stands = [one["said"] for one in clocks if not one["ends_at"]]
    assert len(runs) == len(stands) == 1
    assert "a new letter by post is needed" in stands[0]
    assert datetime.fromisoformat(runs[0]["ends_at"]) > letter.at + timedelta(days=16)
