"""Costs or interest that a portfolio adds while nothing may be added: a person looks first."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from engine.domain.case import NOTHING, Case, ChargeKind
from engine.domain.decision import TaskKind
from engine.domain.organisation import Agency
from engine.domain.pause import Pause
from engine.domain.person_task import PersonTask
from engine.policy.interest_stop import stopped_now
from engine.policy.law_window import law_zone


def added_while_stopped(
    before: Case, after: Case, agency: Agency, pauses: Iterable[Pause], now: datetime
) -> PersonTask | None:
    """Ask a person about what grew although it was stopped; None when nothing did."""
    mine = {None, after.id}
    standing = [pause for pause in pauses if pause.case_id in mine and pause.holds(now)]
    today = now.astimezone(law_zone(after.jurisdiction)).date()
    stopped = stopped_now(after, agency, standing, today)
    kinds = [(ChargeKind.COSTS, stopped.costs), (ChargeKind.INTEREST, stopped.interest)]
    grown = [said for kind, holds in kinds if holds for said in _grown(kind, before, after)]
    if not grown:
        return None
    because = f"{'; '.join(grown)}, while nothing may be added: take it out, or end what stops it"
    return PersonTask(
        id=sha256(f"{after.id} {because} {now.isoformat()}".encode()).hexdigest()[:32],
        kind=TaskKind.WORK,
        case_id=after.id,
        debtor_id=after.debtor_id,
        because=because,
        opened_at=now,
    )


def _grown(kind: ChargeKind, before: Case, after: Case) -> Iterator[str]:
    earlier, later = (
        sum((line.amount for line in case.lines if line.kind is kind), NOTHING) for case in (before, after)
    )
    if later > earlier:
        yield f"{kind} went from {earlier:.2f} to {later:.2f} euro"
