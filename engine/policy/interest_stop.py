"""Whether interest and costs go on while pauses stand; pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from engine.domain.case import Jurisdiction
from engine.domain.pause import Pause
from engine.domain.protection import Interest
from engine.policy.law_window import law_zone
from engine.policy.protections import protection_of

#: no decision within so many calendar days: the contract's interest stops (BE-15, BE-17, V)
DECIDE_WITHIN = timedelta(days=30)


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
