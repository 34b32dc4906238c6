"""A cry for help, the question in its exact words, and a yes or no by reply: over HTTP, on each database."""

from datetime import timedelta

import pytest

from engine.domain.case import Jurisdiction
from engine.domain.guidance import GuidanceState
from engine.domain.organisation import Sender
from engine.domain.other_arrears import ArrearsKind, ArrearsSource, OtherArrears
from engine.domain.partner import PartnerSaid, PartnerWord
from engine.domain.pause import PauseKind
from engine.domain.postcodes import PostcodeRange, PostcodeTable
from engine.domain.referral import ReferralState
from engine.domain.touchpoint import LineKind
from engine.referral.guiding import Guiding
from engine.referral.hearing_partners import HearingPartners
from engine.referral.register import figures
from engine.referral.wording import WARM_REFERRAL, WARM_REFERRAL_SMS, newest
from tests.builders import a_campaign, a_creditor
from tests.walks.answering import Walk
from tests.walks.house import a_row, the_organisation
from tests.walks.on_loopback import a_loopback
from tests.walks.partners import TOWN, Between, a_town
from tests.webhooks.inbound import choices, doors_of, pauses, tasks

HELP, ASKS, CONFIRMED = "ik heb geen geld", "doorverwijzing_toestemming", "doorverwijzing_bevestiging"
POSTCODES = PostcodeTable(
    (PostcodeRange(jurisdiction=Jurisdiction.NL, first=1000, last=1299, partner=TOWN, source="invented"),)
)


@pytest.fixture
def walk(a_house, url, fake):
    """A house with a municipality near its debtor, on each database, that sent one mail."""
    with a_loopback(fake.url) as loopback:
        organisation = the_organisation(partners=(a_town(),))
        house = a_house(a_campaign(), url=url, channels=loopback.by_kind, organisation=organisation)
        loopback.clock = house.clock
        house.take_in(a_row(prefers="email"))
        house.decide()
        assert house.send() == {"accepted": 1}
        with doors_of(house, is_its_own_address=True) as doors:
            yield Walk(house, fake, doors, POSTCODES)


def referrals(walk):
    with walk.house.store.read() as books:
        return list(books.referrals_of("D-1"))


def asked(walk):
    walk.mail(HELP)
    assert walk.sent() == [("email", ASKS)]


def body(walk):
    """Read the message with the question as it left."""
    contact = next(one for one in walk.house.contacts() if one.step == ASKS)
    with walk.house.store.read() as books:
        return " ".join(books.sent_text(contact).split())


def because(walk):
    return [one.because for one in walk.house.tasks()]


def test_a_cry_for_help_is_answered_with_the_question_in_its_exact_words(walk):
    asked(walk)

    _, wording = newest(WARM_REFERRAL, "Gemeente Rivierstad, team Geldzaken")
    assert wording in body(walk)
    (line,) = [one for one in walk.house.lines() if one.kind is LineKind.REFERRAL]
    assert (line.public["partner"], line.public["version"], line.public["asked"]) == (TOWN, "2026-1", True)
    assert referrals(walk) == []


@pytest.mark.parametrize(
    "words",
    [
        "Ja graag",
        "ja, bel mij",
        "Ja\n\nMet vriendelijke groet,\nAnna Jansen",
        "Ja graag\nAnna Jansen\n\nOp di 10 mrt 2026 schreef Bureau Voorbeeld:\n> Mag iemand u bellen? Nee?",
    ],
)
def test_a_plain_yes_begins_the_referral_with_what_was_said(walk, words):
    asked(walk)
    walk.mail(words)

    (made,) = referrals(walk)
    assert (made.partner, made.state, made.wording_version) == (TOWN, ReferralState.ASKED, "2026-1")
    assert "warm_referral" in pauses(walk.house)
    assert ("help_consent", f"yes {TOWN} 2026-1", "reply") in choices(walk.house)
    line = next(one for one in walk.house.lines() if one.public.get("consent") == "yes")
    assert walk.house.content(line)["words"].split() == words.split()
    assert walk.sent() == [("email", CONFIRMED)]
    with walk.house.store.read() as books:
        assert {one.kind.value for one in books.partner_messages(made.id)} == {"referral"}


def test_a_second_yes_begins_nothing_and_asks_nobody(walk):
    asked(walk)
    walk.mail("ja graag")
    before = tasks(walk.house)
    walk.mail("ja")

    assert len(referrals(walk)) == 1
    assert tasks(walk.house) == before


def test_a_plain_no_is_written_down_and_the_question_does_not_come_again(walk):
    asked(walk)
    walk.mail("nee bedankt")

    assert referrals(walk) == []
    assert ("help_consent", f"no {TOWN} 2026-1", "reply") in choices(walk.house)
    assert walk.sent() == [("email", "bericht_ontvangen")]
    walk.house.let_pass(days=20)
    walk.mail("ik ben blut, help")
    assert walk.sent() == [("email", "hulp_gemeente")]
    walk.house.let_pass(days=170)
    walk.mail("ik heb geen geld meer")
    assert walk.sent() == [("email", ASKS)]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("ja maar eerst wil ik weten wat dat kost", "more than yes or no"),
        ("oke", "more than yes or no"),
        ("ja? wat bedoelt u", "more than yes or no"),
    ],
)
def test_what_is_more_than_a_yes_goes_to_a_person(walk, words, why):
    asked(walk)
    walk.mail(words)

    assert referrals(walk) == []
    assert any(why in one for one in because(walk)), because(walk)
    assert pauses(walk.house)


def test_stop_beats_yes(walk):
    asked(walk)
    walk.mail("Ja graag. Maar stop met mailen!")

    assert referrals(walk) == []
    assert ("refuse_channel", "email", "reply") in choices(walk.house)
    assert any("perhaps an answer" in one for one in because(walk))


def test_a_yes_after_a_stop_goes_to_a_person(walk):
    asked(walk)
    walk.mail("Stop met mailen.")
    walk.mail("ja graag")

    assert referrals(walk) == []
    assert any("something else stands by now" in one for one in because(walk))


def test_a_late_yes_goes_to_a_person(walk):
    asked(walk)
    walk.house.let_pass(days=15)
    walk.mail("ja graag")

    assert referrals(walk) == []
    assert any("it comes late" in one for one in because(walk))


def test_a_yes_by_another_channel_goes_to_a_person(walk):
    asked(walk)
    walk.text("ja graag")

    assert referrals(walk) == []
    assert any("the question went by email" in one for one in because(walk))


def test_a_yes_after_the_case_ended_goes_to_a_person(walk):
    asked(walk)
    walk.house.steer(
        lambda act: act.payment("C-1", act.books.case("C-1").outstanding, act.now.date(), "bank-1")
    )
    walk.mail("ja graag")

    assert referrals(walk) == []
    with walk.house.store.read() as books:
        assert [one.state.value for one in books.latest_calls(1)] == ["for_person"]


def test_a_no_after_the_yes_goes_to_a_person_who_may_take_it_back(walk):
    asked(walk)
    walk.mail("ja graag")
    walk.mail("nee toch niet")

    (made,) = referrals(walk)
    assert made.state is ReferralState.ASKED
    assert any("is the consent taken back" in one for one in because(walk))


def test_the_same_message_twice_counts_once(walk):
    asked(walk)
    walk.mail("ja graag", number="<dubbel@post.example>")
    walk.mail("ja graag", number="<dubbel@post.example>")

    assert len(referrals(walk)) == 1
    assert len([one for one in choices(walk.house) if one[0] == "help_consent"]) == 1


@pytest.mark.parametrize("word", ["JA", "yes"])
def test_by_sms_the_question_is_short_and_names_nobody(a_house, url, fake, word):
    with a_loopback(fake.url) as loopback:
        organisation = the_organisation(a_creditor(sender=Sender(sms="+3197010200000")), partners=(a_town(),))
        house = a_house(a_campaign(), url=url, channels=loopback.by_kind, organisation=organisation)
        loopback.clock = house.clock
        house.take_in(a_row(prefers="sms"))
        house.decide()
        house.send()
        with doors_of(house, is_its_own_address=True) as doors:
            walk = Walk(house, fake, doors, POSTCODES)
            walk.text(HELP)
            assert walk.sent() == [("sms", ASKS)]
            version, wording = newest(WARM_REFERRAL_SMS, "uw gemeente")
            assert wording in body(walk)
            assert "Rivierstad" not in body(walk)
            walk.text(word)

            (made,) = referrals(walk)
            assert made.wording_version == version
            between = Between(house)
            assert between.referral(made.id).state is ReferralState.ASKED


def test_nobody_is_asked_who_is_helped_already(walk):
    walk.house.steer(
        lambda act: act.pause(
            "C-1", PauseKind.HELPER, walk.house.clock() + timedelta(days=9), whole_debtor=True
        )
    )
    walk.mail(HELP)

    assert ASKS not in [template for _, template in walk.sent()]


def offered_guidance(walk):
    """Let somebody of us offer guidance, and let the message with the question leave."""
    walk.house.take_in(a_row(prefers="email"), a_row("C-2", prefers="email"))
    between = Between(walk.house)
    arrears = OtherArrears(
        id="A-1",
        debtor_id="D-1",
        kind=ArrearsKind.ENERGY,
        source=ArrearsSource.DEBTOR,
        known_on=walk.house.clock().date(),
        noted_by="anna",
        noted_at=walk.house.clock(),
    )
    with walk.house.store.begin() as books:
        books.put_arrears(arrears)
    walk.house.play(days=8)
    made = between.act(Guiding, lambda one: one.offer("C-1"))
    for _ in range(8):
        if ("email", "aanbod_hulp") in walk.sent():
            return made
        walk.house.let_pass(days=1)
    raise AssertionError(walk.house.reasons())


def guidance(walk):
    with walk.house.store.read() as books:
        (made,) = books.guidance_of("D-1")
    return made


@pytest.mark.parametrize(
    ("words", "state"), [("ja graag", GuidanceState.ACCEPTED), ("nee", GuidanceState.REFUSED)]
)
def test_guidance_is_answered_by_reply_in_the_same_way(walk, words, state):
    made = offered_guidance(walk)
    walk.mail(words)

    assert guidance(walk).state is state, because(walk)
    assert ("mediation" in pauses(walk.house)) is (state is GuidanceState.ACCEPTED)
    said = "yes" if state is GuidanceState.ACCEPTED else "no"
    assert ("help_consent", f"{said} guidance {made.wording_version}", "reply") in choices(walk.house)
    assert "bericht_ontvangen" in [template for _, template in walk.sent()]


def test_a_yes_to_two_open_questions_goes_to_a_person(walk):
    offered_guidance(walk)
    walk.mail(HELP)
    assert ("email", ASKS) in walk.sent()
    walk.mail("ja graag")

    assert guidance(walk).state is GuidanceState.OFFERED
    assert referrals(walk) == []
    assert any("more than one question" in one for one in because(walk))


def test_who_was_led_by_reply_counts_among_those_phoned_in_time(walk):
    asked(walk)
    walk.mail("ja graag")
    (made,) = referrals(walk)
    word = PartnerWord(
        partner=TOWN, key="E-1", said=PartnerSaid.CONTACTED, about=made.id, at=walk.house.clock()
    )
    Between(walk.house).act(HearingPartners, lambda one: one.take_in(word))

    with walk.house.store.read() as books:
        counted = figures(books.all_referrals(made.made_at - timedelta(days=1)), {})[TOWN]
    assert (counted.warm, counted.in_time, counted.share_in_time) == (1, 1, 1.0)
