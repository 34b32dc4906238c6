"""What every act of one of our people has in common: who acts, when, on which books, and who may."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.domain.case import Case, CaseStatus
from engine.domain.errors import NotAllowed, UnknownReference
from engine.domain.staff import StaffRole
from engine.domain.touchpoint import Entry, Json, LineKind
from engine.ports import DebtorFile, NewId
from engine.steering_ports import SteeringBooks

#: who may change anything about a case or a debtor
CASE_WORKERS = frozenset({StaffRole.COLLECTOR, StaffRole.TEAM_LEAD})
#: who may stop and resume the whole house
HOUSE_KEEPERS = frozenset({StaffRole.TEAM_LEAD, StaffRole.ADMIN})
#: who may give a case more time than its campaign has
LEADERS = frozenset({StaffRole.TEAM_LEAD})


@dataclass(frozen=True, slots=True)
class Acting:
    """One person at one moment, inside one transaction; the rooms below say what they can do."""

    books: SteeringBooks
    actor: str
    now: datetime
    new_id: NewId

    def _case(self, case_id: str) -> Case:
        """Read a case when nobody else writes about its debtor, and keep it so until we are done."""
        self.books.hold_debtors([self.books.case(case_id).debtor_id])
        return self.books.case(case_id)

    def _file(self, debtor_id: str) -> DebtorFile:
        files = self.books.files([debtor_id])
        if not files:
            raise UnknownReference(f"there is no debtor {debtor_id}")
        return files[0]

    def _cases_of(self, debtor_id: str) -> Sequence[Case]:
        return self._file(debtor_id).cases

    def _look_again(self, cases: Iterable[Case]) -> None:
        """Let open cases be decided anew at once: something changed for them."""
        self.books.touch_due([case.id for case in cases if case.status is CaseStatus.OPEN], self.now)

    def _allow(self, roles: frozenset[StaffRole]) -> None:
        role = self.books.staff().get(self.actor)
        if role is None:
            raise NotAllowed(f"nobody here is called '{self.actor}': add them with `minnelijk people add`")
        if StaffRole(role) not in roles:
            wanted = " or ".join(sorted(one.value for one in roles))
            raise NotAllowed(f"{self.actor} is {role}; who may do this: {wanted}")

    def _case_line(
        self, case: Case, kind: LineKind, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        self._line(f"case:{case.id}", kind, public, content)

    def _line(
        self, subject: str, kind: LineKind, public: dict[str, Json], content: dict[str, Json] | None = None
    ) -> None:
        line = Entry(
            subject=subject, kind=kind, at=self.now, public=public | {"by": self.actor}, content=content
        )
        self.books.append([line])
