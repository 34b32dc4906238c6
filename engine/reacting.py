"""What follows from what happens to a case, done in the books: one table answers here and in `law check`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.domain.calendar import ONE_DAY
from engine.domain.campaign import LegalRole
from engine.domain.case import Case, CollectorRole, Jurisdiction
from engine.domain.notice import Notice, NoticeKind
from engine.domain.occurrence import Occurrence, OccurrenceKind, Owed, Reaction
from engine.domain.pause import PauseKind
from engine.domain.protection import Duty
from engine.policy.calendars import calendar_for
from engine.policy.law_window import law_zone
from engine.policy.reactions import react
from engine.ports import NewId
from preferences.wall import moment_of

#: what has no day of its own is owed this long before a person takes over
OWED_FOR = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Wording:
    """With which template a duty is done, and what the message is then."""

    template: str
    kind: NoticeKind
    legal_role: LegalRole = LegalRole.NONE


#: duties that need no more than a text; what an arrangement owes is told by engine.arrangements
WORDINGS: Mapping[Duty, Wording] = {
    Duty.ACKNOWLEDGE: Wording("klacht_ontvangen", NoticeKind.ANSWER),
    Duty.CLAIM_DESCRIPTION: Wording("vorderingsoverzicht", NoticeKind.ANSWER, LegalRole.CLAIM_DESCRIPTION),
    Duty.SETTLEMENT_NOTICE: Wording("betaling_bedankt", NoticeKind.AGREED),
}


def what_follows(
    case: Case, kind: OccurrenceKind, now: datetime, *, pause: PauseKind | None = None
) -> Reaction:
    """Say what follows from something that happens to a case now."""
    today = now.astimezone(law_zone(case.jurisdiction)).date()
    occurrence = Occurrence(kind=kind, on=today, pause=pause)
    return react(occurrence, case.jurisdiction, case.collector_role, calendar_for(case.jurisdiction))


def notices_for(case: Case, reaction: Reaction, cause: str, now: datetime, new_id: NewId) -> Iterator[Notice]:
    """Make the notices that a reaction owes the debtor; `cause` names nobody."""
    for owed in reaction.owed:
        wording = WORDINGS.get(owed.duty)
        if wording is not None and _has_wording(owed, case):
            yield Notice(
                id=new_id(),
                debtor_id=case.debtor_id,
                case_id=case.id,
                kind=wording.kind,
                cause=cause,
                template=wording.template,
                legal_role=wording.legal_role,
                since=now,
                expires_at=_expires_at(owed, case, now),
                due_at=now,
            )


def _has_wording(owed: Owed, case: Case) -> bool:
    """Leave to a person's task what binds only Dutch collectors, and the documents of a Belgian claim."""
    dutch = case.jurisdiction is Jurisdiction.NL
    is_own = case.collector_role is CollectorRole.CREDITOR
    return owed.duty is not Duty.CLAIM_DESCRIPTION or (dutch and not is_own)


def _expires_at(owed: Owed, case: Case, now: datetime) -> datetime:
    if owed.due_on is None:
        return now + OWED_FOR
    end = moment_of(owed.due_on + ONE_DAY, timedelta(), law_zone(case.jurisdiction))
    return max(end, now + ONE_DAY)
