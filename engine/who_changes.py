"""For whom another campaigns.yaml makes a difference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.campaigns.segment import enrol
from engine.domain.campaign import Campaign
from engine.domain.case import CaseStatus
from engine.policy.law_window import law_zone
from engine.ports import DebtorFile


@dataclass(frozen=True, slots=True)
class Reassignment:
    """From which campaign to which; with its version where only that differs; empty: none."""

    before: str
    after: str


def who_changes(
    before: Sequence[Campaign], after: Sequence[Campaign], files: Iterable[DebtorFile], now: datetime
) -> dict[Reassignment, list[str]]:
    """Group the open cases for which the campaign, or its version, would be another one."""
    found: dict[Reassignment, list[str]] = {}
    for file in files:
        for case in file.cases:
            if case.status is not CaseStatus.OPEN:
                continue
            today = now.astimezone(law_zone(case.jurisdiction)).date()
            old, new = (enrol(one, case, file.debtor, today) for one in (before, after))
            if _label(old) != _label(new):
                found.setdefault(Reassignment(_label(old), _label(new)), []).append(case.id)
    return found


def _label(campaign: Campaign | None) -> str:
    return f"{campaign.name} {campaign.version}" if campaign else ""
