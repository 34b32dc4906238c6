"""The clocks of a warm referral, in the debtor's own days; pure."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from engine.domain.calendar import ONE_DAY
from engine.domain.case import Jurisdiction
from engine.domain.pause import PauseKind
from engine.domain.referral import Referral, ReferralState
from engine.policy.calendars import calendar_for
from engine.policy.law_window import law_zone
from engine.policy.protections import protection_of
from engine.policy.reactions import task_due

#: at this hour of the day a person hears that a day has passed
IN_THE_MORNING = time(8)
#: the clock of the partner's call runs as long as one of these holds
NOT_YET_CONTACTED = frozenset({ReferralState.ASKED, ReferralState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Days:
    """Counts in the local days of a country, by its row in the table of pauses."""

    jurisdiction: Jurisdiction

    @property
    def zone(self) -> ZoneInfo:
        """Name the local time."""
        return law_zone(self.jurisdiction)

    def day(self, moment: datetime) -> date:
        """Give the local day of a moment."""
        return moment.astimezone(self.zone).date()

    def contact_due(self, asked_at: datetime) -> date:
        """Give the last day on which the partner phones in time: the third working day (NL-64)."""
        row = protection_of(PauseKind.WARM_REFERRAL, self.jurisdiction)
        today = self.day(asked_at)
        return task_due(row, today, calendar_for(self.jurisdiction)) or today

    def stop_last(self, asked_at: datetime) -> date:
        """Give the last day of the stop (NL-64: 30 days, house policy)."""
        row = protection_of(PauseKind.WARM_REFERRAL, self.jurisdiction)
        return self.day(asked_at) + row.amount * ONE_DAY

    def after(self, day: date) -> datetime:
        """Give the morning on which a person hears that a day has passed."""
        return datetime.combine(day + ONE_DAY, IN_THE_MORNING, self.zone)


def next_look(referral: Referral, days: Days) -> datetime | None:
    """Say when a clock of a referral ends; None when none runs."""
    ends = []
    if referral.state in NOT_YET_CONTACTED and referral.alarmed_at is None and referral.contact_due_on:
        ends.append(days.after(referral.contact_due_on))
    if referral.state.is_open and referral.stop_told_at is None and referral.stop_last:
        ends.append(days.after(referral.stop_last))
    return min(ends, default=None)


def in_time(referral: Referral, days: Days) -> bool:
    """Say whether the partner spoke with the debtor within the clock."""
    at, due = referral.contacted_at, referral.contact_due_on
    return at is not None and due is not None and days.day(at) <= due
