"""Facts with sensible defaults: a test names only what it is about."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.domain.case import CollectorRole, Jurisdiction
from engine.policy.calendars import calendar_for
from engine.policy.facts import Facts, Move
from preferences.channel import ContactKind
from preferences.preference import Preference
from tests.builders import a_campaign, a_case, a_creditor, a_debtor, a_position, a_step, an_agency, days_ago

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def at(text):
    """Give a local moment in Amsterdam and Brussels."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


def some_facts(moment, *, jurisdiction=Jurisdiction.NL, role=CollectorRole.COLLECTOR, **changes):
    """Facts of an SMS that is weighed at a local moment (text) or at a moment."""
    defaults = Facts(
        now=at(moment) if isinstance(moment, str) else moment,
        case=a_case(jurisdiction=jurisdiction, collector_role=role),
        debtor=a_debtor(),
        preference=Preference(),
        campaign=a_campaign(),
        position=a_position(),
        move=Move(because="step eerste-bericht is due", step_index=0, since=days_ago(1), step=a_step()),
        kind=ContactKind.SMS,
        creditor=a_creditor(),
        agency=an_agency(),
        contacts=(),
        pauses=(),
        caps=(),
        calendar=calendar_for(jurisdiction),
    )
    return replace(defaults, **changes)
