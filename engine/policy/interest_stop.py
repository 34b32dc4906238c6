"""Whether interest and costs go on while pauses stand; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from engine.domain.case import Case, CollectorRole, Jurisdiction
from engine.domain.organisation import Agency
from engine.domain.pause import Pause
from engine.domain.protection import Interest
from engine.policy.law_window import law_zone
from engine.policy.protections import protection_of

#: without a registration no costs are due and interest does not run, from this day (law.md NL-05, V/S)
NOTHING_DUE_FROM = date(2026, 10, 1)
#: no decision within so many calendar days: the contract's interest stops (BE-15, BE-17, V)
DECIDE_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Whether nothing may be added to a claim now."""

    costs: bool
    interest: bool


def stopped_now(case: Case, agency: Agency, pauses: Iterable[Pause], today: date) -> Stopped:
    """Say what may not grow, because of the pauses that stand or of a registration that was lost (NL-05)."""
    standing = list(pauses)
    registered = agency.registration_active or case.collector_role is not CollectorRole.COLLECTOR
    nothing_due = not registered and today >= NOTHING_DUE_FROM
    stops_on = interest_stopped_on(standing, case.jurisdiction)
    return Stopped(
        costs=nothing_due or costs_stopped(standing, case.jurisdiction),
        interest=nothing_due or (stops_on is not None and stops_on <= today),
    )


def interest_stopped_on(pauses: Iterable[Pause], jurisdiction: Jurisdiction) -> date | None:
    """Give the first day without interest because of the pauses that stand; None: interest goes on."""
    days = (_stops_on(pause, jurisdiction) for pause in pauses)
    return min((day for day in days if day is not None), default=None)


def costs_stopped(pauses: Iterable[Pause], jurisdiction: Jurisdiction) -> bool:
    """Say whether no costs may be added while these pauses stand."""
    return any(protection_of(pause.kind, jurisdiction).stops_costs for pause in pauses)


def _stops_on(pause: Pause, jurisdiction: Jurisdiction) -> date | None:
    began = pause.since.astimezone(law_zone(jurisdiction)).date()
    match protection_of(pause.kind, jurisdiction).interest:
        case Interest.RUNS:
            return None
        case Interest.STOPS:
            return began
        case Interest.STOPS_AFTER_30_DAYS:
            return began + DECIDE_WITHIN + timedelta(days=1)
