"""Which channel: the best one of the step that this person accepts and that can reach them."""

from datetime import date, timedelta

import pytest

from engine.domain.campaign import LegalRole
from engine.domain.decision import PREFERENCE, Ruling, TaskKind
from engine.domain.people import PointKind, PointState
from engine.policy.channel_choice import a_channel_is_left, choose, wanted
from preferences.channel import ChannelKind
from tests.builders import (
    NOW,
    a_debtor,
    a_mobile,
    a_postal_point,
    a_preference,
    a_representative,
    a_step,
    an_email,
)
from tests.facts import a_rest, an_attempt, facts

SMS, EMAIL, WHATSAPP, LETTER = (
    ChannelKind.SMS,
    ChannelKind.EMAIL,
    ChannelKind.WHATSAPP,
    ChannelKind.LETTER,
)
PREFERRED = None
EVERY_POINT = (a_mobile(), an_email(), a_postal_point())
TODAY = date(2026, 3, 10)


def facts_of(*channels, likes=(), refused=(), points=EVERY_POINT, **changes):
    """Facts of a step with these channels and a debtor with these wishes and contact points."""
    defaults = {
        "move": an_attempt(channels=channels),
        "preference": a_preference(order=likes, refused=frozenset(refused)),
        "debtor": a_debtor(points=points),
    }
    return facts(**defaults | changes)


def reason(asked, channel):
    return dict(choose(asked).reasons)[channel]


@pytest.mark.parametrize(
    ("channels", "likes", "order"),
    [
        ((EMAIL, SMS), (), (EMAIL, SMS)),
        ((PREFERRED, EMAIL, SMS), (), (EMAIL, SMS)),
        ((PREFERRED, EMAIL, SMS), (SMS,), (SMS, EMAIL)),
        ((PREFERRED, EMAIL), (LETTER, SMS), (LETTER, SMS, EMAIL)),
        ((EMAIL, PREFERRED, LETTER), (SMS, EMAIL), (EMAIL, SMS, LETTER)),
        ((EMAIL, SMS), (LETTER, SMS), (EMAIL, SMS)),
        ((PREFERRED,), (), (EMAIL, SMS, LETTER)),
        ((PREFERRED,), (SMS,), (SMS,)),
    ],
)
def test_puts_what_the_debtor_likes_where_the_step_says_preferred(channels, likes, order):
    assert wanted(facts_of(*channels, likes=likes)) == order


@pytest.mark.parametrize(
    ("changes", "chosen"),
    [
        ({}, EMAIL),
        ({"refused": (EMAIL,)}, SMS),
        ({"refused": (EMAIL, SMS)}, LETTER),
        ({"points": (a_mobile(), a_postal_point())}, SMS),
        ({"points": (a_postal_point(),)}, LETTER),
        ({"points": (an_email(state=PointState.BOUNCED), a_mobile())}, SMS),
        ({"points": (an_email(state=PointState.WRONG_PERSON), a_mobile())}, SMS),
        ({"points": (an_email(state=PointState.UNVERIFIED), a_mobile())}, EMAIL),
        ({"template_channels": frozenset({SMS, LETTER})}, SMS),
    ],
    ids=[
        "the first",
        "refused",
        "two refused",
        "no mailbox",
        "an address only",
        "a mailbox that bounced",
        "somebody else's mailbox",
        "a mailbox that nobody confirmed",
        "a template without e-mail",
    ],
)
def test_takes_the_first_channel_that_nothing_speaks_against(changes, chosen):
    assert choose(facts_of(EMAIL, SMS, LETTER, **changes)).channel is chosen


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"refused": (EMAIL,)}, "the debtor refused it"),
        ({"template_channels": frozenset({LETTER})}, "the template has no text for it"),
        ({"points": ()}, "no contact point"),
        ({"points": (an_email(state=PointState.BOUNCED),)}, "the contact point is bounced"),
        ({"points": (an_email(state=PointState.WRONG_PERSON),)}, "the contact point is wrong_person"),
    ],
)
def test_gives_a_reason_for_each_channel_that_it_rejects(changes, because):
    assert reason(facts_of(EMAIL, LETTER, **changes), "email") == because


@pytest.mark.parametrize(
    ("likes", "because"), [((), "chosen: the step's order"), ((EMAIL,), "chosen: the debtor likes it")]
)
def test_gives_a_reason_for_the_channel_that_it_chooses_and_for_those_after_it(likes, because):
    choice = choose(facts_of(SMS, PREFERRED, EMAIL, LETTER, likes=likes, refused=(SMS,)))

    assert choice.reasons == (
        ("sms", "the debtor refused it"),
        ("email", because),
        ("letter", "not needed: email comes first"),
    )


def test_the_verdict_shows_the_choice_and_every_reason():
    verdict = a_channel_is_left(facts_of(SMS, EMAIL, refused=(SMS,)))

    assert (verdict.ruling, verdict.source) == (Ruling.ALLOW, PREFERENCE)
    assert verdict.because == "email chosen: the step's order"
    assert verdict.details == (("sms", "the debtor refused it"), ("email", "chosen: the step's order"))


@pytest.mark.parametrize(
    ("points", "value"),
    [
        ((an_email("een@post.example"), an_email("twee@post.example")), "een@post.example"),
        (
            (an_email("een@post.example"), an_email("twee@post.example", state=PointState.CONFIRMED)),
            "twee@post.example",
        ),
        (
            (an_email("een@post.example", state=PointState.BOUNCED), an_email("twee@post.example")),
            "twee@post.example",
        ),
    ],
    ids=["the first", "the one that is confirmed", "the one that still works"],
)
def test_takes_the_best_contact_point_of_a_channel(points, value):
    point = choose(facts_of(EMAIL, points=points)).point

    assert point is not None
    assert point.value == value


@pytest.mark.parametrize("channel", [SMS, WHATSAPP])
def test_a_landline_never_carries_a_message(channel):
    landline = a_mobile("+31201234567", kind=PointKind.LANDLINE, state=PointState.CONFIRMED)

    choice = choose(facts_of(channel, points=(landline,)))

    assert (choice.channel, choice.reasons) == (None, ((channel.value, "no contact point"),))


@pytest.mark.parametrize(
    ("until", "value"),
    [
        (None, "post@bewind.example"),
        (TODAY, "post@bewind.example"),
        (TODAY - timedelta(days=1), "a.jansen@post.example"),
    ],
    ids=["until told otherwise", "up to and including today", "until yesterday"],
)
def test_writes_to_the_representative_while_there_is_one(until, value):
    debtor = a_debtor(representative=a_representative(until=until))

    point = choose(facts_of(EMAIL, SMS, debtor=debtor)).point

    assert point is not None
    assert point.value == value


def test_does_not_pass_by_a_representative_who_cannot_be_reached_that_way():
    debtor = a_debtor(representative=a_representative(points=(a_postal_point(),)))

    choice = choose(facts_of(EMAIL, SMS, LETTER, debtor=debtor))

    assert choice.channel is LETTER
    assert choice.reasons[:2] == (("email", "no contact point"), ("sms", "no contact point"))


def test_the_day_on_which_a_representative_ends_is_the_day_of_the_debtor():
    debtor = a_debtor(representative=a_representative(until=TODAY))
    just_after_midnight = NOW.replace(hour=23, minute=30)  # half past twelve at night in Amsterdam

    choice = choose(facts_of(SMS, debtor=debtor, now=just_after_midnight))

    assert choice.channel is SMS


@pytest.mark.parametrize(
    ("changes", "task"),
    [
        ({"points": ()}, TaskKind.FIND_CONTACT_POINT),
        ({"points": (an_email(state=PointState.BOUNCED),)}, TaskKind.FIND_CONTACT_POINT),
        ({"template_channels": frozenset({LETTER})}, TaskKind.FIND_CONTACT_POINT),
        ({"refused": (EMAIL, SMS)}, TaskKind.AGREE_CHANNEL),
        ({"refused": (EMAIL,), "points": (an_email(),)}, TaskKind.AGREE_CHANNEL),
        ({"refused": (EMAIL, SMS), "points": (a_mobile(),)}, TaskKind.AGREE_CHANNEL),
        ({"refused": (EMAIL, SMS), "points": ()}, TaskKind.FIND_CONTACT_POINT),
        (
            {"refused": (SMS,), "points": (a_mobile(state=PointState.BOUNCED),)},
            TaskKind.FIND_CONTACT_POINT,
        ),
    ],
    ids=[
        "no contact point at all",
        "only one that bounced",
        "no text for the ways that would work",
        "all refused",
        "the only one that works is refused",
        "all refused and one would work",
        "all refused and none would work",
        "refused and broken too",
    ],
)
def test_asks_a_person_when_no_channel_is_left(changes, task):
    verdict = a_channel_is_left(facts_of(EMAIL, SMS, **changes))

    assert (verdict.ruling, verdict.task) == (Ruling.TASK, task)


def test_tells_the_person_why_each_channel_fell_out():
    verdict = a_channel_is_left(facts_of(EMAIL, SMS, refused=(EMAIL,), points=(an_email(),)))

    assert verdict.because == "no channel is left: email: the debtor refused it; sms: no contact point"
    assert verdict.details == (("email", "the debtor refused it"), ("sms", "no contact point"))


@pytest.mark.parametrize(
    "move",
    [
        an_attempt(a_step(template=None, channels=())),
        a_rest(NOW + timedelta(days=1)),
        an_attempt(task=TaskKind.FIND_CONTACT_POINT),
        an_attempt(step=None, task=TaskKind.REVIEW),
    ],
    ids=["a step for a person", "a rest", "a person is asked already", "the end"],
)
def test_asks_for_no_channel_when_no_message_is_planned(move):
    verdict = a_channel_is_left(facts(move=move, debtor=a_debtor(points=())))

    assert (verdict.ruling, verdict.because) == (Ruling.ALLOW, "no message is planned")


def test_what_the_debtor_likes_never_carries_what_the_law_sends_on_paper():
    letter = a_step(legal_role=LegalRole.FOURTEEN_DAY_LETTER, channels=(PREFERRED, LETTER))

    choice = choose(facts_of(likes=(SMS,), move=an_attempt(letter)))

    assert choice.channel is LETTER
    assert choice.reasons[0] == ("sms", "may not carry a fourteen_day_letter (law.md NL-35, BE-03)")
