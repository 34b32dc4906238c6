"""Answers and confirmations outside campaigns: once, in the right channel and hours, and no campaign step."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from app.wiring import new_id
from engine.arrangements.agreeing import Agreeing
from engine.arrangements.judging import Means
from engine.arrangements.plan import in_parts
from engine.domain.case import CaseStatus
from engine.domain.decision import TaskKind
from engine.domain.organisation import ArrangementBounds
from engine.domain.reply import Reply
from engine.domain.touchpoint import Outcome
from engine.policy.law_window import law_zone
from engine.taking_in import TakingIn
from preferences.change import Field
from preferences.channel import ChannelKind
from tests.builders import NOW, a_campaign
from tests.walks.house import ACTOR, a_row
from tests.walks.providers import rejects

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER
#: a Tuesday, 23:30 in Amsterdam
AT_NIGHT = datetime(2026, 3, 10, 22, 30, tzinfo=UTC)


@pytest.fixture
def house(a_house, url):
    """A house on each database, with one case that heard from us once."""
    built = a_house(a_campaign(), url=url)
    built.take_in(a_row())
    built.decide()
    built.send()
    assert len(built.taken) == 1
    return built


def reply(house, words, channel=EMAIL, at=None):
    taken = Reply(case_id="C-1", channel=channel, text=words, received_at=at or house.clock())
    with house.store.begin() as books:
        return TakingIn(books=books, actor=ACTOR, now=house.clock(), new_id=new_id).take_in(taken)


def notices(house):
    return list(house.file().notices.values())


def work(house):
    """Decide and send once; gives what left in that."""
    before = len(house.taken)
    house.decide()
    house.send()
    return house.taken[before:]


def refuse_all(house):
    for channel in ChannelKind:
        house.steer(
            lambda act, channel=channel: act.choices.set_preference(
                "D-1", Field.REFUSE_CHANNEL, channel.value, "niet meer"
            )
        )


def agree(house, parts=3, first_on=date(2026, 4, 1)):
    """Agree on paying in parts, inside the creditor's bounds."""
    case = house.file().cases[0]
    creditor = replace(house.organisation.creditor("woonstad"), bounds=ArrangementBounds())
    with house.store.begin() as books:
        agreeing = Agreeing(
            books=books, zone=law_zone(case.jurisdiction), actor=ACTOR, now=house.clock(), new_id=new_id
        )
        proposal = in_parts(case.outstanding, parts, first_on)
        return agreeing.propose(case, creditor, proposal, Means())


def test_a_reply_is_answered_once_through_its_own_channel(house):
    position = house.position()
    reply(house, "dat heb ik nooit besteld", SMS)

    (answer,) = work(house)

    assert answer.channel is SMS
    assert "zoekt het uit" in answer.message.text.body
    assert work(house) == []
    house.let_pass(days=2)
    assert work(house) == []
    (notice,) = notices(house)
    assert not notice.is_owed
    assert (house.position().step, house.position().run) == (position.step, position.run)
    lines = [line for line in house.lines() if line.public.get("notice") == notice.id]
    assert [line.outcome for line in lines] == [Outcome.PLANNED, Outcome.INTENDED, Outcome.ACCEPTED]
    assert {line.public["cause"] for line in lines} == {notice.cause}


def test_the_same_reply_taken_in_twice_owes_one_answer(house):
    at = house.clock()
    reply(house, "dat heb ik nooit besteld", at=at)
    work(house)
    house.let_pass(hours=1)
    reply(house, "dat heb ik nooit besteld", at=at)

    assert work(house) == []
    assert len(notices(house)) == 1


def test_the_same_answer_goes_out_once_a_day_however_often_they_write(house):
    reply(house, "dat heb ik nooit besteld")
    house.let_pass(minutes=5)
    reply(house, "dat heb ik nooit besteld!")

    assert len(work(house)) == 1


def test_an_answer_waits_for_the_morning(house):
    house.go_to(AT_NIGHT)
    reply(house, "dat heb ik nooit besteld", SMS)

    assert work(house) == []
    (notice,) = notices(house)
    house.go_to(notice.due_at)
    (answer,) = work(house)
    assert (answer.channel, house.clock().hour) == (SMS, 8)


def test_a_killed_sender_leaves_a_doubt_and_no_second_answer(house):
    reply(house, "dat heb ik nooit besteld", SMS)
    house.decide()
    house.channels[SMS].answer(dies)
    with pytest.raises(Killed):
        house.send()
    house.let_pass(minutes=11)
    house.look_after()

    assert work(house) == []
    house.let_pass(days=3)
    house.look_after()
    assert [call.channel for call in house.taken[1:]] == []
    assert TaskKind.DECIDE_IN_DOUBT in {task.kind for task in house.tasks()}
    assert not notices(house)[0].is_owed


def test_what_does_not_arrive_is_told_through_another_channel(house):
    reply(house, "dat heb ik nooit besteld", SMS)
    house.channels[SMS].answer(rejects)
    assert work(house) == []

    (answer,) = work(house)

    assert answer.channel is EMAIL
    assert answer.message.text.template == "geschil_ontvangen"


def test_who_refused_every_channel_is_answered_by_a_person(house):
    refuse_all(house)
    reply(house, "dat heb ik nooit besteld", SMS)

    assert work(house) == []
    (task,) = [
        task for task in house.tasks() if task.kind is TaskKind.AGREE_CHANNEL and "reply" in task.because
    ]
    assert "geschil_ontvangen" in task.because
    assert not notices(house)[0].is_owed


def test_a_stop_is_confirmed_elsewhere_and_never_where_it_was_said(house):
    reply(house, "STOP", EMAIL)

    (answer,) = work(house)

    assert answer.channel is SMS
    assert answer.message.text.template == "voorkeuren_bevestiging"


def test_a_stop_of_the_last_channel_is_not_answered_at_all(house):
    refuse_all(house)
    house.let_pass(minutes=1)
    house.steer(lambda act: act.choices.set_preference("D-1", Field.ALLOW_CHANNEL, "email", "wel mail"))
    house.let_pass(minutes=1)
    reply(house, "STOP", EMAIL)
    tasks = len(house.tasks())

    assert work(house) == []
    assert len(house.tasks()) == tasks
    assert not notices(house)[0].is_owed


def test_a_closed_case_is_answered_too(house):
    house.steer(lambda act: act.close_case("C-1", CaseStatus.CLOSED, "kwijtgescholden"))
    reply(house, "ik dien hierbij een klacht in over uw medewerker")

    (answer,) = work(house)

    assert answer.message.text.template == "klacht_ontvangen"


@pytest.mark.parametrize("words", ["laat me met rust", "mijn man is overleden"])
def test_who_must_be_left_alone_hears_nothing(house, words):
    reply(house, words, SMS)

    assert work(house) == []
    assert notices(house) == []


def test_somebody_in_danger_hears_who_helps_and_nothing_else(house):
    agree(house)
    reply(house, "ik wil niet meer leven", SMS)

    (answer,) = work(house)

    assert answer.message.text.template == "hulp_dag_en_nacht"
    assert "0800-0113" in answer.message.text.body


def test_the_house_stop_holds_answers_too(house):
    reply(house, "dat heb ik nooit besteld")
    house.steer(lambda act: act.house.stop_everything())

    assert work(house) == []


def test_an_answer_counts_as_a_contact_for_what_follows(house):
    house.let_pass(days=2)
    reply(house, "ik wil liever mail")
    assert len(work(house)) == 1

    house.play(days=6)

    # two in seven days: the message before, and the answer; the second step waits for the first to leave
    assert [call.at for call in house.taken if call.at > NOW + timedelta(days=2, hours=1)] == [
        call.at for call in house.taken[2:]
    ]
    for call in house.taken[2:]:
        recent = [one for one in house.taken if call.at - timedelta(days=7) < one.at <= call.at]
        assert len(recent) <= 2


def test_an_agreed_arrangement_is_confirmed_with_amounts_that_add_up(house):
    house.let_pass(days=1)
    made = agree(house)

    (confirmed,) = work(house)

    text = confirmed.message.text
    assert (text.template, confirmed.channel) == ("regeling_bevestiging", EMAIL)
    first, last = made.instalments[0].amount, made.instalments[-1].amount
    assert 2 * first + last == made.total == Decimal("120.50")
    for amount in (made.total, first, last):
        assert f"{amount:.2f}".replace(".", ",") in text.body
    assert work(house) == []


def test_a_confirmation_takes_a_letter_where_there_is_no_mail(a_house, url):
    house = a_house(a_campaign(), url=url)
    house.take_in(a_row(email=None))
    house.decide()
    house.send()
    agree(house)

    (confirmed,) = work(house)

    assert (confirmed.channel, confirmed.message.text.template) == (LETTER, "regeling_bevestiging")


def test_a_missed_payment_is_told_kindly_once_and_a_settled_plan_with_thanks(house):
    made = agree(house, parts=3, first_on=date(2026, 3, 20))
    house.play(days=17)

    told = [call.message.text.template for call in house.taken]
    assert told.count("regeling_gemist") == 1
    assert told.count("regeling_bevestiging") == 1

    house.steer(lambda act: act.payment("C-1", made.total, date(2026, 3, 27), "P-1"))
    house.play(days=2)
    house.play(days=30)
    told = [call.message.text.template for call in house.taken]
    assert told.count("regeling_klaar") == 1
    assert told.count("regeling_gemist") == 1


def reminders(house):
    return [
        (call.at.date(), call.message.text.body)
        for call in house.taken
        if call.message.text.template == "regeling_herinnering"
    ]


def test_each_payment_is_reminded_of_once_some_days_before_and_with_its_own_amount(house):
    made = agree(house, parts=3, first_on=date(2026, 4, 1))
    assert [str(one.amount) for one in made.instalments] == ["40.16", "40.16", "40.18"]
    for payment in made.instalments:
        house.play(days=(datetime(2026, payment.due_on.month, 1, 10, tzinfo=UTC) - house.clock()).days)
        paid_on = house.clock().date()
        house.steer(
            lambda act, one=payment, on=paid_on: act.payment("C-1", one.amount, on, f"P-{one.number}")
        )
    house.play(days=10)

    told = reminders(house)
    before = [(payment.due_on - day).days for payment, (day, _) in zip(made.instalments, told, strict=True)]
    # three days before; when that is a Sunday or a holiday, the first open day after it
    assert all(0 < days <= 3 for days in before), told
    assert ["40,16" in told[0][1], "40,18" in told[2][1]] == [True, True]
    assert "1 juni 2026" in told[2][1]
    assert "U betaalde al" not in told[0][1]
    assert "U betaalde al € 80,32" in told[2][1].replace("\N{NO-BREAK SPACE}", " ")


def test_who_agreed_on_the_eve_or_paid_ahead_is_not_reminded(house):
    made = agree(house, parts=2, first_on=house.clock().date() + timedelta(days=2))
    house.steer(lambda act: act.payment("C-1", made.total, house.clock().date(), "P-1"))

    house.play(days=60)

    assert reminders(house) == []


def test_a_reminder_that_finds_no_open_moment_lapses_and_bothers_nobody(house):
    agree(house, parts=2, first_on=date(2026, 4, 1))
    work(house)
    until = datetime(2026, 5, 20, 9, tzinfo=UTC)
    house.steer(
        lambda act: act.choices.set_preference("D-1", Field.QUIET_UNTIL, until.isoformat(), "even rust")
    )

    house.play(days=25)

    assert reminders(house) == []
    assert [one.kind for one in house.tasks() if "herinnering" in one.because] == []


def test_why_names_what_is_owed(house):
    reply(house, "dat heb ik nooit besteld")

    (owed,) = house.why().as_json()["owed"]

    assert owed["template"] == "geschil_ontvangen"
    work(house)
    assert "owed" not in house.why().as_json()


class Killed(BaseException):
    """The process ends here."""


def dies(provider, message):
    raise Killed
