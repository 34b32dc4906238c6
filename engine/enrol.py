"""Let an open case begin the campaign that is for it."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from engine.campaigns.segment import enrol, next_match_on
from engine.domain.case import Case, CaseStatus
from engine.domain.contact import Position
from engine.policy.law_window import law_zone
from engine.ports import Catalogue, DebtorFile, NewId
from preferences.records import replace

#: how soon we look again for a campaign when none is for a case (campaigns.yaml may change)
LOOK_AGAIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Finds a campaign for cases that walk through none."""

    catalogue: Catalogue
    now: datetime
    new_id: NewId

    def of(self, file: DebtorFile) -> tuple[DebtorFile, list[tuple[Case, Position]]]:
        """Give every due case its campaign in the version of today; the second part names who found none."""
        waiting = []
        for case in file.cases:
            position = file.positions.get(case.id)
            if position is None or position.campaign or not position.is_due(self.now):
                continue
            begun = self._begin(file, case, position)
            if begun.campaign:
                file = file.with_position(begun)
            else:
                waiting.append((case, begun))
        return file, waiting

    def _begin(self, file: DebtorFile, case: Case, position: Position) -> Position:
        if case.status is not CaseStatus.OPEN:
            return replace(position, due_at=None)
        today = self.now.astimezone(law_zone(case.jurisdiction)).date()
        campaigns = self.catalogue.current
        campaign = enrol(campaigns, case, file.debtor, today)
        if campaign is not None:
            return replace(
                position,
                campaign=campaign.name,
                version=campaign.version,
                run=self.new_id(),
                step=0,
                since=self.now,
                started_at=self.now,
                due_at=self.now,
            )
        day = next_match_on(campaigns, case, file.debtor, today)
        if day is None:
            return replace(position, due_at=self.now + LOOK_AGAIN)
        morning = datetime.combine(day, time(), law_zone(case.jurisdiction)).astimezone(UTC)
        soon = max(morning, self.now + timedelta(hours=1))
        return replace(position, due_at=min(soon, self.now + LOOK_AGAIN))
