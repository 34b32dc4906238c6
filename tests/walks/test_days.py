"""Ordinary days, from the portfolio to the review; and days on which the calendar or the clock is odd."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.domain.campaign import Delay, Fallback, Trigger, Unit
from engine.domain.case import CollectorRole, Phase
from engine.domain.decision import TaskKind
from engine.domain.errors import UnknownReference
from engine.domain.organisation import Creditor
from engine.portfolio.importing import PortfolioImport
from engine.tick import Tick
from preferences.change import Field
from preferences.channel import ChannelKind
from preferences.hours import always
from tests.builders import NOW, a_campaign, a_case, a_claim_line, a_creditor, a_debtor, a_step
from tests.walks.house import ACTOR, a_row, the_organisation
from tests.walks.providers import after
from tests.walks.truth import everything_wrong, forgotten, sent_twice, too_often

EMAIL, SMS, LETTER = ChannelKind.EMAIL, ChannelKind.SMS, ChannelKind.LETTER
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

NO_REACTION = Fallback(when=frozenset({Trigger.NO_REACTION}), after=Delay(2, Unit.OPEN_DAYS), to=(SMS,))
THREE_STEPS = a_campaign(
    steps=(
        a_step(channels=(EMAIL,), fallback=NO_REACTION),
        a_step("tweede-bericht", after=Delay(7), template="tweede_herinnering", channels=(LETTER,)),
    )
)
#: every line names what it was decided with
VERSIONS = {"campaign_version", "organisation_version", "campaign"}
DECIDED_WITH = VERSIONS | {"calendar", "rules", "local_time", "trace"}


def local(year, month, day, hour, minute=0):
    """Give a moment that a clock in Amsterdam shows."""
    return datetime(year, month, day, hour, minute, tzinfo=AMSTERDAM).astimezone(UTC)


def at(call):
    return f"{call.at.astimezone(AMSTERDAM):%a %d %b %H:%M} {call.message.channel}"


def round_the_clock(creditor_id="woonstad", **changes) -> Creditor:
    """A creditor with its own claims: the law sets no hours for it."""
    return a_creditor(creditor_id, collector_role=CollectorRole.CREDITOR, **changes)


def every_day(count, **changes):
    """A campaign that is open day and night, with a step a day."""
    days = [a_step(f"dag-{number}", after=Delay(1), channels=(EMAIL,)) for number in range(1, count)]
    first = a_step("dag-0", channels=(EMAIL,))
    cap = replace(a_campaign().cap, contacts=20)
    return a_campaign(steps=(first, *days), hours=always(), cap=cap, **changes)


class TestAWholeWalk:
    @pytest.fixture
    def house(self, a_house, url):
        house = a_house(THREE_STEPS, url=url)
        house.take_in(a_row())
        house.play(days=40)
        return house

    def test_goes_from_the_portfolio_to_a_review(self, house):
        assert list(map(at, house.taken)) == [
            "Tue 10 Mar 11:00 email",
            "Thu 12 Mar 11:00 sms",
            "Thu 19 Mar 11:00 letter",
        ]
        assert [task.kind for task in house.tasks()] == [TaskKind.REVIEW]
        assert house.file().cases[0].phase is Phase.REVIEW
        assert everything_wrong(house) == []

    def test_leaves_a_line_for_everything_that_happened(self, house):
        contact = ["planned", "intended", "accepted"]

        assert house.told() == ["import", *contact * 3, "task"]

    @pytest.mark.parametrize(
        ("outcome", "names"),
        [
            ("planned", DECIDED_WITH),
            ("intended", DECIDED_WITH | {"template", "template_version", "reading", "outstanding_cents"}),
            ("accepted", VERSIONS | {"provider_ref"}),
        ],
    )
    def test_names_in_each_line_what_it_was_decided_with(self, house, outcome, names):
        lines = [line for line in house.lines() if line.outcome == outcome]

        assert len(lines) == 3
        assert [names - {name for name, value in line.public.items() if value != ""} for line in lines] == [
            set()
        ] * 3

    def test_keeps_the_very_text_that_left(self, house):
        intended = [line for line in house.lines() if line.outcome == "intended"]

        kept = [(line.reference, house.content(line)["body"], house.content(line)["to"]) for line in intended]

        assert kept == [(call.reference, call.message.text.body, call.to) for call in house.taken]


def test_a_reaction_ends_the_fallback(a_house):
    house = a_house(THREE_STEPS)
    house.take_in(a_row())
    house.play(days=1)

    house.steer(lambda steering: steering.note_reply("C-1", EMAIL, "Ik bel morgen."))
    house.play(days=5)

    assert list(map(at, house.taken)) == ["Tue 10 Mar 11:00 email"]
    assert everything_wrong(house) == []


def test_a_running_case_keeps_the_campaign_that_it_began_with(a_house, url):
    house = a_house(THREE_STEPS, url=url)
    house.take_in(a_row())
    house.play(days=1)
    before = house.position().version
    house.load(a_campaign(steps=(a_step(channels=(LETTER,)),)))
    house.take_in(a_row("C-2", "D-2"))

    house.play(days=20)

    assert (house.position().version, house.position("C-2", "D-2").version) == (
        before,
        house.catalogue.current[0].version,
    )
    mine = {contact.reference for contact in house.contacts("D-1")}
    assert [call.message.channel for call in house.taken if call.reference in mine] == [EMAIL, SMS, LETTER]
    assert [contact.kind for contact in house.contacts("D-2")] == [LETTER]
    assert everything_wrong(house) == []


def test_a_version_that_was_never_kept_is_named(a_house):
    house = a_house(THREE_STEPS)

    with pytest.raises(UnknownReference, match="huur-vriendelijk"):
        house.catalogue.campaign("huur-vriendelijk", "000000000000")


NOWHERE = {
    "mobile": None,
    "email": None,
    "street": None,
    "house_number": None,
    "postcode": None,
    "town": None,
}


@pytest.mark.parametrize(
    ("cells", "task"),
    [
        (NOWHERE, TaskKind.FIND_CONTACT_POINT),
        (NOWHERE | {"landline": "010 2001234"}, TaskKind.FIND_CONTACT_POINT),
        ({"refuses": "sms,email,letter"}, TaskKind.AGREE_CHANNEL),
    ],
    ids=["no contact point", "only a landline", "everything refused"],
)
def test_somebody_whom_no_message_can_reach_becomes_work_for_a_person(a_house, cells, task):
    house = a_house()
    house.take_in(a_row(**cells))

    house.play(days=30)

    assert house.calls == []
    assert [one.kind for one in house.tasks()] == [task]
    assert everything_wrong(house) == []


def test_goes_on_when_a_person_found_a_way(a_house):
    house = a_house()
    house.take_in(a_row(refuses="sms,email,letter"))
    house.play(days=1)
    (task,) = house.tasks()

    house.steer(
        lambda steering: steering.choices.set_preference("D-1", Field.ALLOW_CHANNEL, "sms", "sms mag wel")
    )
    house.steer(lambda steering: steering.finish_task(task.id, "solved"))
    house.play(days=1)

    assert [call.message.channel for call in house.taken] == [SMS]


def test_a_review_is_asked_for_also_when_an_older_task_was_still_open(a_house):
    call = a_step("bellen", template=None, channels=(), task=TaskKind.CALL, after=Delay(1))
    house = a_house(a_campaign(steps=(a_step(), call)))
    house.take_in(a_row())

    house.play(days=40)

    assert [task.kind for task in house.tasks()] == [TaskKind.CALL, TaskKind.REVIEW]
    assert everything_wrong(house) == []


DIACRITICS = "Zoë Đặng-Łukaszówna Ñandú Çelik Ærøskøbing İpek Őrsi ŞahInÿ"


@pytest.mark.parametrize("channel", [EMAIL, SMS, LETTER])
def test_a_name_with_every_diacritic_arrives_in_every_channel(a_house, channel):
    house = a_house(a_campaign(steps=(a_step(channels=(channel,)),)))
    house.take_in(a_row(debtor_name=DIACRITICS))

    house.play(days=1)

    (call,) = house.taken
    assert call.message.to.name == DIACRITICS
    assert channel is SMS or DIACRITICS in call.message.text.body
    assert everything_wrong(house) == []


def test_a_name_of_5000_characters_does_not_come_in(a_house):
    house = a_house()
    long = a_row(debtor_name="Voorbeeldbedrijf " * 294, debtor_kind="business")

    imported = PortfolioImport(store=house.store, organisation=house.organisation, now=NOW, actor=ACTOR).run(
        [(2, long), (3, a_row("C-2", "D-2"))]
    )

    (reject,) = imported.rejects
    assert (imported.added, reject.line, reject.column) == (1, 2, "debtor_name")


def test_a_name_of_5000_characters_in_the_books_stays_in_the_house(a_house):
    house = a_house()
    house.put(a_case(), a_debtor(name="Voorbeeldbedrijf " * 294))

    house.play(days=30)

    assert house.calls == []
    assert [task.kind for task in house.tasks()] == [TaskKind.MEND_MESSAGE]
    assert everything_wrong(house) == []


def test_nothing_is_said_about_a_claim_of_nothing(a_house):
    house = a_house()
    house.put(a_case(lines=(a_claim_line("0.00"),)), a_debtor())

    house.play(days=30)

    assert (house.calls, house.tasks(), house.told()) == ([], [], ["stop"])
    assert house.reasons() == ["nothing is left to pay"]


def test_nothing_is_said_when_too_much_was_paid(a_house):
    house = a_house()
    house.put(a_case(paid=Decimal("200.00")), a_debtor())

    house.play(days=30)

    assert (house.calls, house.tasks()) == ([], [])


class TestTheNightsOnWhichTheClockChanges:
    @pytest.fixture
    def house(self, a_house):
        def build(start, days=4):
            house = a_house(
                every_day(days), start=start, organisation=the_organisation(round_the_clock(), agency=AGENCY)
            )
            house.take_in(a_row())
            house.play(days=days + 1)
            return house

        return build

    def test_the_hour_that_is_skipped_is_made_up_for_once(self, house):
        walked = house(local(2026, 3, 28, 2, 30))

        assert list(map(at, walked.taken)) == [
            "Sat 28 Mar 02:30 email",
            "Sun 29 Mar 03:30 email",
            "Mon 30 Mar 03:30 email",
            "Tue 31 Mar 03:30 email",
        ]
        assert sent_twice(walked.taken) == too_often(walked.file(), walked.taken[:2]) == []

    def test_the_hour_that_comes_twice_brings_nothing_twice(self, house):
        walked = house(local(2026, 10, 24, 2, 30))

        assert list(map(at, walked.taken)) == [
            "Sat 24 Oct 02:30 email",
            "Sun 25 Oct 02:30 email",
            "Mon 26 Oct 02:30 email",
            "Tue 27 Oct 02:30 email",
        ]
        assert walked.taken[1].at == local(2026, 10, 25, 2, 30)
        assert sent_twice(walked.taken) == []


#: an agency that lets twenty contacts through, so that only gaps and delays count
AGENCY = the_organisation().agency
AGENCY = replace(AGENCY, cap=replace(AGENCY.cap, contacts=20))


def test_a_leap_day_is_a_day_like_any_other(a_house):
    house = a_house(
        every_day(3),
        start=local(2028, 2, 28, 11),
        organisation=the_organisation(round_the_clock(), agency=AGENCY),
    )
    house.take_in(a_row(opened_on="2028-02-28", invoice_date="2028-01-29", due_on="2028-02-29"))

    house.play(days=4)

    assert list(map(at, house.taken)) == [
        "Mon 28 Feb 11:00 email",
        "Tue 29 Feb 11:00 email",
        "Wed 01 Mar 11:00 email",
    ]


def test_a_day_with_much_work_is_no_contradiction(a_house):
    """The time machine gives up when the same cases come back; here they only are many."""
    house = a_house()
    house.take_in(*(a_row(f"C-{number}", f"D-{number}") for number in range(250)))
    tick = house.tick()
    one_by_one = OneByOne(store=tick.store, catalogue=tick.catalogue, writer=tick.writer, new_id=tick.new_id)

    straight = replace(house.straight(), tick=one_by_one)
    replace(house.time_machine(), straight=straight).play(NOW, NOW)

    assert len(house.taken) == 250


class OneByOne(Tick):
    """A tick that takes one case at a time, so that few cases are many passes."""

    def run(self, now, limit=1):
        return super().run(now, 1)


CREDITORS = tuple(a_creditor(name) for name in ("woonstad", "zorgvast", "waterrijk"))


class TestAClockThatJumps:
    @pytest.fixture
    def house(self, a_house):
        house = a_house(organisation=the_organisation(*CREDITORS))
        house.take_in(*(a_row(f"C-{one.id}", creditor=one.id) for one in CREDITORS))
        return house

    def test_days_ahead_catches_up_without_a_burst(self, house):
        house.play(hours=1)
        house.let_pass(days=5, hours=21)

        house.play(days=21)

        assert len(house.taken) >= 4
        assert everything_wrong(house) == []

    def test_into_the_night_waits_for_the_morning(self, house):
        house.decide()
        house.go_to(local(2026, 3, 11, 3))

        house.play(hours=12)

        assert list(map(at, house.taken)) == ["Wed 11 Mar 09:00 email"]
        assert everything_wrong(house) == []

    @pytest.mark.parametrize("back", [timedelta(seconds=3), timedelta(hours=1), timedelta(days=2)])
    def test_back_during_a_message_sends_nothing_again(self, house, back):
        house.decide()
        house.channels[EMAIL].answer(after(lambda: house.go_to(house.clock() - back)))

        house.send()
        house.play(days=25)

        assert sent_twice(house.taken) == []
        per_step = [(one.step, one.case_ids) for one in house.contacts() if one.outcome == "accepted"]
        assert len(per_step) == len(set(per_step)) == 6

    def test_back_between_two_days_sends_nothing_again(self, house):
        house.play(hours=2)
        house.let_pass(days=-2)

        house.play(days=25)

        per_step = [(one.step, one.case_ids) for one in house.contacts() if one.outcome == "accepted"]
        assert len(per_step) == len(set(per_step)) == 6
        assert sent_twice(house.taken) == []
        assert forgotten(house.file()) == []
