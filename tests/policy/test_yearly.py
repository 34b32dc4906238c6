"""Belgian clocks of a year: the reminders that are free, and the statement of a plan."""

from dataclasses import replace
from datetime import UTC, datetime

from engine.domain.campaign import LegalRole
from engine.domain.case import EarlierLetter, Jurisdiction
from engine.domain.pause import PauseKind
from engine.domain.touchpoint import Outcome
from engine.policy.calendars import calendar_for
from engine.policy.clocks import clocks_of
from preferences.channel import ContactKind
from tests.builders import a_case, a_contact, a_pause, days_ago
from tests.facts import facts


def test_belgian_reminders_are_counted_per_creditor_and_year():
    """BE-02 (V): the creditor's own one counts too, and last year's does not."""
    reminder = a_contact(
        kind=ContactKind.LETTER,
        legal_role=LegalRole.BE_FIRST_REMINDER,
        outcome=Outcome.POSTED,
        at=days_ago(20),
    )
    others = (
        replace(reminder, reference="R-2", case_ids=("C-9",), at=days_ago(40)),
        replace(reminder, reference="R-3", at=days_ago(200)),
        replace(reminder, reference="R-4", creditor="somebody else"),
        replace(reminder, reference="R-5", outcome=Outcome.RETURNED),
    )
    case = replace(
        a_case(jurisdiction=Jurisdiction.BE), earlier_letter=EarlierLetter(sent_on=days_ago(50).date())
    )
    found = facts(case=case, calendar=calendar_for(Jurisdiction.BE), contacts=(reminder, *others))

    (clock,) = [one for one in clocks_of(found) if one.name == "reminders of 2026"]

    assert clock.said.startswith("3 first reminders sent, 3 are free")
    assert clock.ends_at == datetime(2026, 12, 31, 23, 0, tzinfo=UTC)


def test_the_next_statement_of_a_belgian_plan_can_be_seen():
    """BE-22 (V): a year after it was agreed, counted from the pause of the arrangement."""
    case = a_case(jurisdiction=Jurisdiction.BE)
    pause = a_pause(kind=PauseKind.ARRANGEMENT, since=days_ago(400))
    found = facts(case=case, calendar=calendar_for(Jurisdiction.BE), pauses=(pause,))

    (clock,) = [one for one in clocks_of(found) if one.name == "yearly statement"]

    assert clock.said == "a statement of the plan is due on 2027-02-03"
