"""
Erasing the contents of a case: the key is destroyed, the lines and all their proofs stay.

No sooner than the law lets go: a file is kept until at least two years after closing (law.md NL-51, V), and
as long as something holds it. Two people decide.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Protocol

from engine.domain.case import Case, CaseStatus
from engine.domain.errors import NotAllowed
from engine.domain.pause import Pause, PauseKind
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import Entry, Json, LineKind, Touchpoint
from engine.ports import DebtorFile

#: who may ask for it, and who may be the second
ASKERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.ADMIN})
SECONDS = frozenset({StaffRole.TEAM_LEAD, StaffRole.ADMIN, StaffRole.COMPLIANCE})
#: while one of these stands, the file may still be needed
HOLDS = frozenset(
    {
        PauseKind.DISPUTE,
        PauseKind.COMPLAINT,
        PauseKind.DETAILS,
        PauseKind.MORATORIUM,
        PauseKind.INSOLVENCY,
        PauseKind.ARRANGEMENT,
    }
)
#: what the lines of a case say when it ends
ENDS = frozenset(status.value for status in CaseStatus if status is not CaseStatus.OPEN)


class Ground(StrEnum):
    """Why contents are erased."""

    #: the term of keeping has ended
    RETENTION = auto()
    #: the person asked for it (GDPR 17), and nothing obliges us to keep it any more
    REQUEST = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """What was decided; this, and nothing else, is kept outside the database too."""

    case_id: str
    #: the debtor, when this is the last of all cases: then what we know of the person goes too
    debtor_id: str | None
    at: datetime
    by: str
    second: str
    ground: Ground

    @property
    def subjects(self) -> tuple[str, ...]:
        """Name the chains whose keys are destroyed."""
        return (f"case:{self.case_id}", *((f"debtor:{self.debtor_id}",) if self.debtor_id else ()))


class ErasingBooks(Protocol):
    """What erasing needs from the store inside one transaction."""

    def hold_debtors(self, debtor_ids: Iterable[str]) -> None:
        """Lock these debtors."""

    def case(self, case_id: str) -> Case:
        """Read one case; raises UnknownReference."""

    def files(self, debtor_ids: Sequence[str]) -> Sequence[DebtorFile]:
        """Read everything about these debtors."""

    def lines(self, subject: str) -> Sequence[Touchpoint]:
        """Read the lines of a subject."""

    def pauses_of(self, debtor_id: str) -> Sequence[Pause]:
        """List the pauses of a debtor and its cases."""

    def staff_role(self, name: str) -> StaffRole:
        """Say what somebody does here; raises NotAllowed for a stranger."""

    def erased_among(self, subjects: Sequence[str]) -> frozenset[str]:
        """Keep the subjects that were erased."""

    def append(self, entries: Sequence[Entry]) -> None:
        """Add lines to the ledger."""

    def erase(self, erasure: Erasure) -> None:
        """Destroy the keys, empty the contents and all that identifies somebody."""


def decide_erasure(
    books: ErasingBooks, case_id: str, people: tuple[str, str], now: datetime, rule: tuple[Ground, int]
) -> Erasure:
    """
    Check that a case may be erased by two people; `rule` is the ground and the years that it is kept.

    Raises NotAllowed with the reason, and the day when there is one.
    """
    (by, second), (ground, years) = people, rule
    _two_people(books, by, second)
    case = books.case(case_id)
    books.hold_debtors([case.debtor_id])
    case = books.case(case_id)
    if books.erased_among([f"case:{case_id}"]):
        raise NotAllowed(f"case {case_id} was erased already")
    if case.status is CaseStatus.OPEN:
        raise NotAllowed(f"case {case_id} is open: only what was closed can be erased")
    may_from = kept_until(books.lines(f"case:{case_id}"), years)
    if now < may_from:
        raise NotAllowed(
            f"case {case_id} is kept until {may_from:%d %B %Y}: {years} years after closing (NL-51)"
        )
    _nothing_holds(case, books.pauses_of(case.debtor_id), now)
    others = [f"case:{one.id}" for one in _cases_of(books, case.debtor_id) if one.id != case_id]
    last = len(books.erased_among(others)) == len(others)
    debtor_id = case.debtor_id if last else None
    return Erasure(case_id=case_id, debtor_id=debtor_id, at=now, by=by, second=second, ground=ground)


def carry_out_erasure(books: ErasingBooks, erasure: Erasure) -> bool:
    """Erase what was decided, and write that as lines; False when it stands already."""
    done = books.erased_among(erasure.subjects)
    todo = [subject for subject in erasure.subjects if subject not in done]
    if not todo:
        return False
    public: dict[str, Json] = {
        "by": erasure.by,
        "second": erasure.second,
        "ground": erasure.ground.value,
    }
    books.append(
        [Entry(subject=subject, kind=LineKind.ERASURE, at=erasure.at, public=public) for subject in todo]
    )
    books.erase(erasure)
    return True


def kept_until(lines: Sequence[Touchpoint], years: int) -> datetime:
    """Say until when a closed case is kept: so many years after its last end, or its last line."""
    ends = [one.at for one in lines if one.kind is LineKind.CASE and one.public.get("status") in ENDS]
    closed_at = max(ends or [one.at for one in lines])
    try:
        return closed_at.replace(year=closed_at.year + years)
    except ValueError:  # 29 February
        return closed_at.replace(year=closed_at.year + years, month=3, day=1)


def _two_people(books: ErasingBooks, by: str, second: str) -> None:
    if by == second:
        raise NotAllowed("erasing takes two people: --second names somebody else")
    for name, roles in ((by, ASKERS), (second, SECONDS)):
        role = books.staff_role(name)
        if role not in roles:
            raise NotAllowed(f"{name} is {role}; who may do this: {' or '.join(sorted(roles))}")


def _nothing_holds(case: Case, pauses: Sequence[Pause], now: datetime) -> None:
    for pause in pauses:
        if pause.kind in HOLDS and pause.case_id in {None, case.id} and pause.holds(now):
            raise NotAllowed(
                f"case {case.id} is held by pause {pause.id} ({pause.kind}): end that first, if it is over"
            )


def _cases_of(books: ErasingBooks, debtor_id: str) -> Sequence[Case]:
    files = books.files([debtor_id])
    return files[0].cases if files else ()
