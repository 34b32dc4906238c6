"""An open case begins the campaign that is for it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.domain.campaign import Segment
from engine.domain.case import CaseStatus, Jurisdiction
from engine.enrol import Enrolment
from tests.builders import NOW, a_campaign, a_case, a_claim_line, a_position, an_organisation, days_ago
from tests.engine.stand_ins import PlainCatalogue, a_file, counter
from tests.policy.some_facts import at

A_WEEK = timedelta(days=7)
#: the oldest line of the case is due on 31 January: 38 days before NOW
OVERDUE = 38
WAITING = a_position(
    campaign="", version="", run="", step=0, since=days_ago(9), started_at=days_ago(9), due_at=days_ago(1)
)


def a_campaign_for(name="huur", **segment):
    return a_campaign(name=name, version=f"v-{name}", segment=Segment(**segment))


def enrolled(*campaigns, now=NOW, **changes):
    catalogue = PlainCatalogue(campaigns=campaigns, organisation=an_organisation())
    file = a_file(**{"positions": {"C-1": WAITING}} | changes)
    return Enrolment(catalogue, now, counter()).of(file)


def looked_at_again(*campaigns, **changes):
    """When a case that found no campaign is looked at again."""
    _, [(_, position)] = enrolled(*campaigns, **changes)
    return position.due_at


def test_a_case_begins_at_the_first_step_of_its_campaign():
    file, waiting = enrolled(a_campaign_for("huur"))

    assert waiting == []
    assert file.positions["C-1"] == a_position(
        campaign="huur", version="v-huur", run="id-1", step=0, since=NOW, started_at=NOW, due_at=NOW
    )


def test_the_first_campaign_of_the_file_that_fits_takes_the_case():
    for_others = a_campaign_for("energie", creditors=("stroom",))
    campaigns = (for_others, a_campaign_for("huur"), a_campaign_for("ook-huur"))

    file, _ = enrolled(*campaigns)

    assert file.positions["C-1"].campaign == "huur"


def test_a_case_begins_the_version_of_today():
    old, new = a_campaign(version="oud"), a_campaign(version="nieuw")

    file, _ = enrolled(old, new)

    assert file.positions["C-1"].version == "nieuw"


def test_every_walk_gets_an_id_of_its_own():
    positions = {"C-1": WAITING, "C-2": a_position("C-2", campaign="", due_at=NOW)}

    file, _ = enrolled(a_campaign_for(), cases=(a_case("C-1"), a_case("C-2")), positions=positions)

    assert [position.run for position in file.positions.values()] == ["id-1", "id-2"]


@pytest.mark.parametrize(
    "position",
    [
        a_position(campaign="al-bezig"),
        a_position(campaign="", due_at=NOW + timedelta(seconds=1)),
        a_position(campaign="", due_at=None),
    ],
    ids=["walks already", "is not due", "is left alone"],
)
def test_only_a_due_case_without_a_campaign_begins_one(position):
    file, waiting = enrolled(a_campaign_for(), positions={"C-1": position})

    assert (file.positions["C-1"], waiting) == (position, [])


def test_a_case_that_nobody_placed_is_passed_by():
    file, waiting = enrolled(a_campaign_for(), positions={})

    assert (dict(file.positions), waiting) == ({}, [])


@pytest.mark.parametrize("status", [CaseStatus.PAID, CaseStatus.CLOSED, CaseStatus.HANDED_OVER])
def test_a_case_that_is_over_begins_nothing(status):
    file, _ = enrolled(a_campaign_for(), cases=(a_case(status=status),))

    assert file.positions["C-1"].campaign == ""


# No campaign is for it


@pytest.mark.parametrize(
    "segment",
    [{"creditors": ("stroom",)}, {"amount_at_least": Decimal(500)}, {"days_overdue_at_most": OVERDUE - 1}],
)
def test_a_case_that_no_campaign_is_for_is_looked_at_again_in_a_week(segment):
    file, [(case, position)] = enrolled(a_campaign_for(**segment))

    assert (case.id, position.campaign, position.due_at) == ("C-1", "", NOW + A_WEEK)
    assert file.positions["C-1"] == WAITING


@pytest.mark.parametrize(("overdue", "begins"), [(OVERDUE, True), (OVERDUE + 1, False)])
def test_the_days_overdue_are_counted_on_the_day_of_the_debtor(overdue, begins):
    file, _ = enrolled(a_campaign_for(days_overdue_at_least=overdue))

    assert bool(file.positions["C-1"].campaign) is begins


def test_just_after_midnight_the_day_of_the_debtor_has_begun():
    half_past_twelve = NOW.replace(hour=23, minute=30)  # on 11 March in Amsterdam

    file, _ = enrolled(a_campaign_for(days_overdue_at_least=OVERDUE + 1), now=half_past_twelve)

    assert file.positions["C-1"].campaign == "huur"


@pytest.mark.parametrize(
    ("overdue", "morning"),
    [(OVERDUE + 1, "2026-03-11T00:00"), (OVERDUE + 4, "2026-03-14T00:00")],
    ids=["tomorrow", "on Saturday"],
)
@pytest.mark.parametrize("jurisdiction", Jurisdiction)
def test_a_case_that_ripens_is_looked_at_again_on_the_morning_that_it_fits(jurisdiction, overdue, morning):
    cases = (a_case(jurisdiction=jurisdiction),)

    assert looked_at_again(a_campaign_for(days_overdue_at_least=overdue), cases=cases) == at(morning)


def test_the_earliest_campaign_to_come_counts():
    campaigns = [a_campaign_for(f"na-{days}", days_overdue_at_least=OVERDUE + days) for days in (5, 2, 3)]

    assert looked_at_again(*campaigns) == at("2026-03-12T00:00")


def test_a_morning_keeps_its_own_time_when_the_clocks_change_in_between():
    on_monday = a_case(lines=(a_claim_line(due_on=date(2026, 3, 30)),))
    saturday = at("2026-03-28T12:00")

    due_at = looked_at_again(a_campaign_for(days_overdue_at_least=0), now=saturday, cases=(on_monday,))

    assert due_at == at("2026-03-30T00:00")


def test_a_case_that_ripens_at_midnight_is_not_looked_at_twice_within_the_hour():
    late = at("2026-03-10T23:30")

    again = looked_at_again(a_campaign_for(days_overdue_at_least=OVERDUE + 1), now=late)

    assert again == late + timedelta(hours=1)


def test_new_campaigns_find_a_case_within_a_week_also_when_an_old_one_would_take_it_much_later():
    assert looked_at_again(a_campaign_for(days_overdue_at_least=OVERDUE + 60)) == NOW + A_WEEK
